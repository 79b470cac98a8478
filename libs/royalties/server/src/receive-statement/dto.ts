import { ApiProperty } from '@nestjs/swagger';
import { Created } from '@max/kernel/server';

export class Received extends Created {
  @ApiProperty({ description: 'SHA-256 of the file, hex' }) sha256!: string;
}

/** What the multipart request holds; for the OpenAPI document, the parts are read as a stream. */
export const RECEIVE_STATEMENT_BODY = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: {
        type: 'string',
        format: 'binary',
        description: 'DDEX DSR, DistroKid or TuneCore; gzip and UTF-16 are read',
      },
      format: {
        type: 'string',
        enum: ['ddex-dsr-basic-audio', 'ddex-dsr-ugc', 'distrokid', 'tunecore'],
        description: 'what the file must be; recognised by content when not given',
      },
      corrects: { type: 'string', format: 'uuid', description: 'id of the booked statement that this file replaces' },
    },
  },
};
