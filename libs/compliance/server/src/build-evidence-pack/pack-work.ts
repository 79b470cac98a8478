import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { ManifestFile } from '@max/compliance/domain';

/** A pack in the making: its files in a folder, each hashed while it is written. */
export class PackWork {
  readonly files: ManifestFile[] = [];

  constructor(readonly folder: string) {}

  /** Writes one file from its pieces, however many. */
  async write(path: string, pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void> {
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true });
    const hash = createHash('sha256');
    let bytes = 0;
    const hashed = async function* () {
      for await (const piece of pieces) {
        const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    // ends the file's handle however it goes: pieces that fail, or a disk that is full
    await pipeline(hashed, createWriteStream(target));
    this.files.push({ path, bytes, sha256: hash.digest('hex') });
  }
}
