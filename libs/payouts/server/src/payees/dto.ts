import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import { IsOptional, IsString, MaxLength } from 'class-validator';

import { BalanceDto } from '../payee-balances/dto';

export class PayoutMethodDto {
  @ApiProperty({ example: 'stripe' }) provider!: string;
  @ApiProperty({ description: "the payee's account at the provider" }) accountId!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) setAt!: string | null;
}

export class PayeeDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time' }) registeredAt!: string;
  @ApiProperty({ type: PayoutMethodDto, nullable: true }) payoutMethod!: PayoutMethodDto | null;
  @ApiProperty({ type: [BalanceDto] }) balances!: BalanceDto[];
}

export class PayeesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'part of the name' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}
