import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@max/kernel/server';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class TracksQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'in any case, hyphens and spaces allowed' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  isrc?: string;

  @ApiPropertyOptional({ description: 'tracks of this release: UPC, EAN or GTIN' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  upc?: string;

  @ApiPropertyOptional({ description: 'part of title, version or artist, in any case, accents left out or not' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export class TrackAnswer {
  @ApiProperty({ example: 'GBXWZ0800015' }) isrc!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: String, nullable: true }) version!: string | null;
  @ApiProperty() artistId!: string;
  @ApiProperty() artistName!: string;
  @ApiProperty({ type: String, nullable: true, description: 'GTIN of its release, 14 digits' }) upc!: string | null;
  @ApiProperty({ type: Number, nullable: true }) durationSeconds!: number | null;
}
