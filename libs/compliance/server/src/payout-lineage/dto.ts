import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

import { PageQuery } from '@max/kernel/server';

export class LineagePayout {
  @ApiProperty() id!: string;
  @ApiProperty() batchId!: string;
  @ApiProperty() payeeId!: string;
  @ApiProperty() amount!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ enum: ['pending', 'in-transit', 'paid', 'failed', 'returned', 'unknown', 'skipped'] }) state!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty() requestedAt!: string;
  @ApiProperty({ type: String, nullable: true }) paidAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) arrivalDate!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the payment provider’s id of the bank transfer' })
  bankTransfer!: string | null;
}

export class LineageTrack {
  @ApiProperty({ type: String, nullable: true }) isrc!: string | null;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the payee’s share; null when sheets differ' })
  percent!: string | null;
  @ApiProperty() lineCount!: number;
  @ApiProperty({ description: 'what this payee got' }) amount!: string;
}

export class LineageStatement {
  @ApiProperty() statementId!: string;
  @ApiProperty() fileName!: string;
  @ApiProperty({ type: String, nullable: true }) source!: string | null;
  @ApiProperty({ description: 'credited to this payee; a correction less what it took back' }) amount!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the statement that this one corrects' })
  corrects!: string | null;
  @ApiProperty({ type: [LineageTrack] }) tracks!: LineageTrack[];
}

export class Lineage {
  @ApiProperty({ type: LineagePayout }) payout!: LineagePayout;
  @ApiProperty({ type: [LineageStatement] }) statements!: LineageStatement[];
}

export class LineageLinesQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  statementId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(20)
  isrc?: string;
}

/** A sales line as the service reported it. */
export class LineageLine {
  @ApiProperty() statementId!: string;
  @ApiProperty() groupKey!: string;
  @ApiProperty() line!: number;
  @ApiProperty({ type: String, nullable: true }) isrc!: string | null;
  @ApiProperty({ type: String, nullable: true }) upc!: string | null;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: String, nullable: true }) artist!: string | null;
  @ApiProperty() service!: string;
  @ApiProperty({ type: String, nullable: true }) territory!: string | null;
  @ApiProperty() saleMonth!: string;
  @ApiProperty() quantity!: string;
  @ApiProperty() amount!: string;
  @ApiProperty() currency!: string;
}
