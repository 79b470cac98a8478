import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

export class SplitTargetDto {
  @ApiProperty({ required: false, example: 'GBXWZ0800015', description: 'a recording; either this or `upc`' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  isrc?: string;

  @ApiProperty({
    required: false,
    example: '718752155427',
    description: 'a release: what its recordings have no sheet for',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  upc?: string;
}

export class SplitShareDto {
  @ApiProperty() @IsString() @MaxLength(100) payeeId!: string;

  @ApiProperty({ example: '33.333333', description: 'per cent, up to six decimals' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'number' ? String(value) : value))
  @IsString()
  @Matches(/^\d{1,3}(\.\d{1,20})?$/, { message: 'percent must be a decimal number' })
  percent!: string;
}

export class SplitSheetDto {
  @ApiProperty({ type: SplitTargetDto }) @ValidateNested() @Type(() => SplitTargetDto) target!: SplitTargetDto;

  @ApiProperty({ example: '2025-01-01', description: 'divides sales of months from this day on, until a later sheet' })
  @IsString()
  @MaxLength(20)
  effectiveFrom!: string;

  @ApiProperty({ type: [SplitShareDto], description: 'sum to exactly 100 per cent' })
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => SplitShareDto)
  shares!: SplitShareDto[];
}
