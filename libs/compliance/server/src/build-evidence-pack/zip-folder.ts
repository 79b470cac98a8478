import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';

/** The ZIP of these files of a folder, piece by piece; memory does not grow with them. */
async function* zipped(folder: string, paths: readonly string[], at: Date): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  const take = function* (): Generator<Uint8Array> {
    if (failure) throw failure;
    yield* ready.splice(0);
  };
  for (const path of paths) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = at;
    zip.add(entry);
    for await (const chunk of createReadStream(join(folder, path), { highWaterMark: 256 * 1024 })) {
      entry.push(chunk as Uint8Array);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}

export const zipFolder = (folder: string, paths: readonly string[], at: Date, target: string): Promise<void> =>
  pipeline(Readable.from(zipped(folder, paths, at)), createWriteStream(target));
