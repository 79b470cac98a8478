import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';

export class AcceptStatementDto {
  @ApiProperty({ example: 'the service confirmed the total by mail on 3 April' })
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  reason!: string;
}
