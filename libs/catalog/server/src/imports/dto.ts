import { ApiProperty } from '@nestjs/swagger';

import type { ImportStatus } from './projection';

export class ImportLines {
  @ApiProperty() total!: number;
  @ApiProperty() accepted!: number;
  @ApiProperty() rejected!: number;
}

export class ImportAnswer {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: ['received', 'running', 'finished', 'rejected'] }) status!: ImportStatus;
  @ApiProperty() fileName!: string;
  @ApiProperty({ description: 'SHA-256 of the file, hex' }) fileSha256!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty() receivedAt!: string;
  @ApiProperty({ type: ImportLines, description: 'zero until the import has finished' }) lines!: ImportLines;
  @ApiProperty({ type: String, nullable: true, description: 'why the file as a whole was rejected' })
  reason!: string | null;
  @ApiProperty({ description: "of the import's last event; as ?atLeast= it makes lists show what came in" })
  position!: string;
}
