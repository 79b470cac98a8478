import { BadRequestException } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

import type { Position } from '../event-store/event-store';
import { parsePosition } from '../event-store/position';

/** Query of every read that can wait for a write. */
export class FreshQuery {
  @ApiPropertyOptional({ description: '`position` of a write: the answer has seen it, or is 503 `view-behind`' })
  @IsOptional()
  @Matches(/^\d{1,20}$/, { message: 'atLeast must be the `position` of a write' })
  atLeast?: string;
}

/** Query of every list. */
export class PageQuery extends FreshQuery {
  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** `undefined` when none was asked for. */
export const positionAsked = (query: { atLeast?: string | undefined }): Position | undefined => {
  if (query.atLeast === undefined) return undefined;
  return parsePosition(query.atLeast) ?? bad();
};

const bad = (): never => {
  throw new BadRequestException('atLeast must be the `position` of a write');
};
