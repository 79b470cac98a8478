import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { sha256 } from '@max/kernel';

import type { StoredFile } from './files';

export interface TempFile extends StoredFile {
  readonly path: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes what was written in a folder, or renamed into it, outlast a power cut. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/**
 * Streams the content into a fresh file of `folder`, hashing on the way; when this resolves, its bytes are on disk.
 * When the stream breaks, the file is gone and the stream's error is thrown.
 */
export const writeTempFile = async (folder: string, content: Readable | Uint8Array): Promise<TempFile> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const chunks: AsyncIterable<unknown> = Readable.from(content instanceof Uint8Array ? [content] : content);
      for await (const chunk of chunks) {
        const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        if (!(buffer instanceof Uint8Array)) throw new TypeError('a file is made of bytes or text');
        hash.update(buffer);
        bytes += buffer.length;
        await file.writeFile(buffer); // writes at the current position, all of it
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, sha256: sha256(hash.digest('hex')), bytes };
};

/** Removes what crashed processes have left in a folder of temporary files: everything untouched for a day. */
export const removeLeftovers = async (
  folder: string,
  now = Date.now(),
  keep: readonly string[] = [],
): Promise<void> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !keep.includes(name));
  await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const info = await stat(path).catch(() => undefined); // another process may be removing it as well
      if (info && now - info.mtimeMs > DAY_MS) await rm(path, { recursive: true, force: true });
    }),
  );
};
