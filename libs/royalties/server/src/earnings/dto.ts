import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FreshQuery } from '@max/kernel/server';
import { IsIn, IsOptional, Matches } from 'class-validator';

export const BREAKDOWNS = ['month', 'service', 'territory', 'track'] as const;
export type EarningsBy = (typeof BREAKDOWNS)[number];

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A period of sale months, both ends included. */
export class PeriodQuery extends FreshQuery {
  @ApiPropertyOptional({ example: '2025-01', description: 'first month of sale' })
  @IsOptional()
  @Matches(MONTH, { message: 'from must be a month (YYYY-MM)' })
  from?: string;

  @ApiPropertyOptional({ example: '2025-03', description: 'last month of sale' })
  @IsOptional()
  @Matches(MONTH, { message: 'to must be a month (YYYY-MM)' })
  to?: string;

  @ApiPropertyOptional({ example: 'USD' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code' })
  currency?: string;
}

export class EarningsQuery extends PeriodQuery {
  @ApiPropertyOptional({ enum: BREAKDOWNS, default: 'month' }) @IsOptional() @IsIn(BREAKDOWNS) by?: EarningsBy;
}

export class EarningsItem {
  @ApiProperty({ type: String, nullable: true, description: 'month, service, territory or ISRC; null when not known' })
  key!: string | null;
  @ApiProperty({ description: 'for people: the title of a track' }) label!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ description: 'exact share of the lines, not rounded' }) amount!: string;
  @ApiProperty() quantity!: string;
}

export class EarningsAnswer {
  @ApiProperty({ enum: BREAKDOWNS }) by!: EarningsBy;
  @ApiProperty({ type: [EarningsItem] }) items!: EarningsItem[];
}
