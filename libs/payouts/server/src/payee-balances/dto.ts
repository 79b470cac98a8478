import { ApiProperty } from '@nestjs/swagger';

export class BalanceDto {
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ example: '12.345600', description: 'owed to the payee and promised to no payout' }) available!: string;
  @ApiProperty({ example: '100.00', description: 'on its way, or back from a failed payout but not yet free' })
  held!: string;
}
