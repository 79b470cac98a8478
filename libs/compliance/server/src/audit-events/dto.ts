import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import { PageQuery } from '@max/kernel/server';

export class AuditEventQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'payoutBatch-…' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  stream?: string;

  @ApiPropertyOptional({ description: 'a type, with or without its version, or a context: `payouts`' })
  @IsOptional()
  @Matches(/^[a-z-]+(\.[a-z0-9-]+)?(\.v\d+)?$/, { message: 'type is like payouts.batch-approved.v1' })
  type?: string;

  @ApiPropertyOptional({ description: 'id of a user, an API key or a part of the system' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  actor?: string;

  @ApiPropertyOptional({ description: 'ISO 8601, included' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ description: 'ISO 8601; a date without a time is included to its end (UTC)' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class AuditActor {
  @ApiProperty({ enum: ['user', 'api-key', 'system'] }) kind!: string;
  @ApiProperty() id!: string;
}

export class AuditEventItem {
  @ApiProperty() id!: string;
  @ApiProperty() position!: string;
  @ApiProperty() stream!: string;
  @ApiProperty() revision!: number;
  @ApiProperty() type!: string;
  @ApiProperty() occurredAt!: string;
  @ApiProperty({ type: AuditActor }) actor!: AuditActor;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'null when it is too large for a list (`dataBytes`)' })
  data!: object | null;
  @ApiProperty({ type: Number, nullable: true }) dataBytes!: number | null;
  @ApiProperty({ type: Object, nullable: true }) metadata!: object | null;
}
