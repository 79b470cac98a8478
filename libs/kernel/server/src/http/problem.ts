import { ApiProperty } from '@nestjs/swagger';

/** One field of a request that was refused. */
export class FieldError {
  @ApiProperty({ example: 'shares.1.percent' }) field!: string;
  @ApiProperty({ example: 'percent must be a decimal number' }) message!: string;
}

/** RFC 9457 problem document, `application/problem+json`. `type` is a stable slug to decide on; texts may change. */
export class Problem {
  @ApiProperty({ example: 'maker-is-checker' }) type!: string;
  @ApiProperty({ example: 'Forbidden' }) title!: string;
  @ApiProperty({ example: 403 }) status!: number;
  @ApiProperty({ example: 'the maker of a batch can not approve it' }) detail!: string;
  @ApiProperty({ type: [FieldError], required: false }) errors?: FieldError[];
  @ApiProperty({
    type: Number,
    required: false,
    nullable: true,
    description: 'of a `concurrency-conflict`: the revision that the thing has now',
  })
  revision?: number | null;
  @ApiProperty({ required: false, description: 'of a `concurrency-conflict`: the stream that somebody else wrote to' })
  stream?: string;
}
