import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

const HELD = ['unmatched', 'no-split-sheet'] as const;
const nullable = { type: String, nullable: true } as const;

export class LinesQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'GBXWZ0800015' }) @IsOptional() @IsString() @MaxLength(40) isrc?: string;

  @ApiPropertyOptional({ enum: HELD, description: 'of a booked statement: lines that were held, and why' })
  @IsOptional()
  @IsIn(HELD)
  held?: (typeof HELD)[number];
}

export class LineAnswer {
  @ApiProperty({ description: 'number of the line in the file, from 1' }) line!: number;
  @ApiProperty(nullable) isrc!: string | null;
  @ApiProperty(nullable) upc!: string | null;
  @ApiProperty(nullable) title!: string | null;
  @ApiProperty(nullable) artist!: string | null;
  @ApiProperty() service!: string;
  @ApiProperty(nullable) territory!: string | null;
  @ApiProperty({ example: '2025-01-01' }) saleMonth!: string;
  @ApiProperty() quantity!: string;
  @ApiProperty() amount!: string;
  @ApiProperty() currency!: string;
}
