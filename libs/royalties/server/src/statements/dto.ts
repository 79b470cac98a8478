import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

import type { StatementStatus } from './projection';

const STATUSES = ['received', 'parsing', 'needs-attention', 'parsed', 'booked', 'rejected'] as const;
const SORTS = ['receivedAt', '-receivedAt'] as const;

export class StatementsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATUSES }) @IsOptional() @IsIn(STATUSES) status?: StatementStatus;
  @ApiPropertyOptional({ example: 'DistroKid' }) @IsOptional() @IsString() @MaxLength(200) source?: string;
  @ApiPropertyOptional({ enum: SORTS, default: '-receivedAt' })
  @IsOptional()
  @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}

class Lines {
  @ApiProperty() total!: number;
  @ApiProperty() accepted!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty({ description: 'accepted lines that the catalogue does not know, as of parsing, then of booking' })
  unmatched!: number;
  @ApiProperty({ description: 'accepted lines that stand more than once' }) duplicateLooking!: number;
}

class Total {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '12.345600' }) amount!: string;
}

class Booked {
  @ApiProperty() currency!: string;
  @ApiProperty() credited!: string;
  @ApiProperty() held!: string;
}

class Control {
  @ApiProperty() name!: string;
  @ApiProperty() stated!: string;
  @ApiProperty() counted!: string;
  @ApiProperty() holds!: boolean;
}

class Warning {
  @ApiProperty() code!: string;
  @ApiProperty() text!: string;
  @ApiProperty() count!: number;
  @ApiProperty() firstLine!: number;
}

class Rejection {
  @ApiProperty({ example: 'cut-off' }) code!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: Number, nullable: true }) line!: number | null;
}

class Period {
  @ApiProperty({ example: '2025-01-01' }) from!: string;
  @ApiProperty({ example: '2025-03-31' }) to!: string;
}

const nullable = { type: String, nullable: true } as const;

export class StatementAnswer {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: STATUSES }) status!: StatementStatus;
  @ApiProperty({ description: 'a booking was asked for and is not there yet' }) booking!: boolean;
  @ApiProperty() fileName!: string;
  @ApiProperty() sha256!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty() receivedAt!: string;
  @ApiProperty() receivedBy!: string;
  @ApiProperty(nullable) format!: string | null;
  @ApiProperty(nullable) formatVersion!: string | null;
  @ApiProperty(nullable) source!: string | null;
  @ApiProperty({ type: Period, nullable: true }) period!: Period | null;
  @ApiProperty({ type: Lines }) lines!: Lines;
  @ApiProperty({ type: [Total] }) totals!: readonly Total[];
  @ApiProperty({ type: [Booked] }) booked!: readonly Booked[];
  @ApiProperty({ type: [Control] }) controls!: readonly Control[];
  @ApiProperty({ type: [Warning] }) warnings!: readonly Warning[];
  @ApiProperty({ type: [String], description: 'why a person must look' }) problems!: readonly string[];
  @ApiProperty(nullable) acceptedBecause!: string | null;
  @ApiProperty({ type: Rejection, nullable: true }) rejection!: Rejection | null;
  @ApiProperty(nullable) corrects!: string | null;
  @ApiProperty(nullable) supersededBy!: string | null;
  @ApiProperty({ ...nullable, description: 'RFC 6962 root over the breakdown, hex' }) groupsRoot!: string | null;
  @ApiProperty({ type: Number, nullable: true }) groupCount!: number | null;
  @ApiProperty({ description: 'of its last event; goes into ?atLeast=' }) position!: string;
}
