import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { StartupError } from '../node/startup-error.js';

/** What a backup says of itself, in `backup.json` at its top. */
export interface Manifest {
  readonly kind: 'max-booster-data-node-backup';
  /** Of the data, as in `storage/format.ts`. */
  readonly format: number;
  /** ISO time at which the copy began: everything that was acknowledged before is in it. */
  readonly begun: string;
  /** LMDB transaction of the node that was copied: events and documents of one moment. */
  readonly transaction: number;
  /** Position of the last event in it. */
  readonly position: number;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export const KIND = 'max-booster-data-node-backup';

export const manifestFile = (backup: string): string => join(backup, 'backup.json');

/** Reads the manifest of a backup. Throws StartupError if there is none or it isn't one. */
export function readManifest(backup: string): Manifest {
  const text = readText(backup);
  const value = parse(text);
  if (value === undefined) throw new StartupError(`${manifestFile(backup)} is not the manifest of a backup`);
  return value;
}

function readText(backup: string): string {
  try {
    return readFileSync(manifestFile(backup), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`${backup} is not a whole backup, which has a backup.json: ${reason}`);
  }
}

function parse(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value) || value['kind'] !== KIND || !Array.isArray(value['files'])) return false;
  return (
    ['format', 'transaction', 'position'].every((name) => Number.isSafeInteger(value[name])) &&
    typeof value['begun'] === 'string' &&
    value['files'].every(
      (file: unknown) =>
        isRecord(file) &&
        typeof file['path'] === 'string' &&
        !file['path'].split('/').includes('..') &&
        Number.isSafeInteger(file['bytes']) &&
        typeof file['sha256'] === 'string',
    )
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** SHA-256 of a file, in hex, and its length. */
export async function digest(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a file gives bytes');
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
