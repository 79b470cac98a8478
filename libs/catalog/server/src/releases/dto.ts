import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class ReleasesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'UPC, EAN or GTIN of 8, 12, 13 or 14 digits' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  upc?: string;

  @ApiPropertyOptional({ description: 'part of title, artist or label' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export class ReleaseAnswer {
  @ApiProperty({ description: 'GTIN, 14 digits', example: '00718752155427' }) upc!: string;
  @ApiProperty() title!: string;
  @ApiProperty() artistId!: string;
  @ApiProperty() artistName!: string;
  @ApiProperty({ type: String, nullable: true }) label!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'YYYY-MM-DD' }) releaseDate!: string | null;
}
