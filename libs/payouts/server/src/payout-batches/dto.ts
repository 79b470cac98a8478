import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import type { PayoutState } from '@max/payouts/contracts';
import { IsIn, IsOptional } from 'class-validator';

import { PAYOUT_STATES } from '../payouts/dto';

import { BATCH_STATUSES, type BatchStatus } from './projection';

export class BatchDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: BATCH_STATUSES }) status!: BatchStatus;
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ example: '1234.50' }) total!: string;
  @ApiProperty({ description: 'number of payments' }) payees!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ description: 'user id' }) maker!: string;
  @ApiProperty({ type: String, nullable: true, description: 'user id' }) submittedBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'user id of who approved or rejected' })
  checker!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of a rejection' }) reason!: string | null;
  @ApiProperty({ description: 'what an approval has to name: it covers these lines and no others' })
  contentHash!: string;
}

export class BatchLineDto {
  @ApiProperty({ format: 'uuid' }) payoutId!: string;
  @ApiProperty({ format: 'uuid' }) payeeId!: string;
  @ApiProperty() payeeName!: string;
  @ApiProperty({ example: '12.34' }) amount!: string;
  @ApiProperty({ enum: PAYOUT_STATES, nullable: true, description: 'null before the batch is approved' })
  state!: PayoutState | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class SkippedPayeeDto {
  @ApiProperty({ format: 'uuid' }) payeeId!: string;
  @ApiProperty() payeeName!: string;
  @ApiProperty({ example: '0.40' }) amount!: string;
  @ApiProperty({ example: 'below-minimum' }) code!: string;
  @ApiProperty() reason!: string;
}

export class RefusedApprovalDto {
  @ApiProperty() by!: string;
  @ApiProperty({ example: 'maker-is-checker' }) because!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class BatchDetailDto extends BatchDto {
  @ApiProperty({ type: [BatchLineDto] }) lines!: BatchLineDto[];
  @ApiProperty({ type: [SkippedPayeeDto] }) skipped!: SkippedPayeeDto[];
  @ApiProperty({ type: [RefusedApprovalDto] }) refusedApprovals!: RefusedApprovalDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'number of payouts by state',
    example: { paid: 12, failed: 1 },
  })
  payouts!: Record<string, number>;
}

export class BatchesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: BATCH_STATUSES }) @IsOptional() @IsIn(BATCH_STATUSES) status?: BatchStatus;
}
