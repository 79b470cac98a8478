import type { ImportOutcome } from '@max/catalog/domain';
import type { Files } from '@max/kernel/server';
import { Readable } from 'node:stream';

import { readCatalogue } from '../catalogue-file/read-catalogue';
import { UnreadableCatalogue } from '../catalogue-file/unreadable-catalogue';

/**
 * Reads the whole file before anything of it is taken in: counts its lines and stores the rejected ones as NDJSON.
 * @throws UnreadableCatalogue
 */
export const checkCatalogue = async (path: string, files: Files): Promise<ImportOutcome> => {
  const lines = { total: 0, accepted: 0, rejected: 0 };
  async function* rejects(): AsyncGenerator<string> {
    for await (const read of readCatalogue(path)) {
      lines.total += 1;
      lines[read.kind] += 1;
      if (read.kind === 'rejected') yield `${JSON.stringify(read.reject)}\n`;
    }
    if (lines.total === 0) throw new UnreadableCatalogue('the file has no lines below its heading');
  }
  const { sha256 } = await files.put(Readable.from(rejects()));
  return { lines, rejectsFile: lines.rejected > 0 ? sha256 : null };
};
