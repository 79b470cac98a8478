import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import type { PayoutState } from '@max/payouts/contracts';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

export const PAYOUT_STATES = [
  'pending',
  'in-transit',
  'paid',
  'failed',
  'returned',
  'unknown',
  'skipped',
] as const satisfies readonly PayoutState[];

export class PayoutDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) batchId!: string;
  @ApiProperty({ format: 'uuid' }) payeeId!: string;
  @ApiProperty() payeeName!: string;
  @ApiProperty({ example: '12.34' }) amount!: string;
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ enum: PAYOUT_STATES }) state!: PayoutState;
  @ApiProperty({ type: String, nullable: true, description: 'in words, when there is something to explain' })
  reason!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'account_closed' }) code!: string | null;
  @ApiProperty({ type: String, nullable: true }) providerTransferId!: string | null;
  @ApiProperty({ type: String, nullable: true }) providerPayoutId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: "the bank's own mark to trace it by" })
  traceId!: string | null;
  @ApiProperty({ format: 'date-time' }) requestedAt!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) arrivalDate!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) paidAt!: string | null;
}

export class PayoutsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PAYOUT_STATES }) @IsOptional() @IsIn(PAYOUT_STATES) state?: PayoutState;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() payeeId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() batchId?: string;
}
