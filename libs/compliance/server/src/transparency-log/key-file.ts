import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import {
  formatSigningKey,
  generateKey,
  parseSigningKey,
  type SignatureType,
  type SigningKey,
} from '@max/compliance/domain';
import { newId } from '@max/kernel';

import { readIfThere, writeDurably } from './durable-file';

/**
 * The key in this file; on the first start a fresh one is made there (mode 0600, its folder 0700), under a name that
 * no other installation has: `max-booster.local/<part>/<8 hex digits>`.
 *
 * @throws InvalidKey when the file holds something else
 */
export const keyIn = async (path: string, part: string, type: SignatureType): Promise<SigningKey> => {
  const found = await readIfThere(path);
  if (found) return parseSigningKey(found.toString('utf8'));
  const key = generateKey(`max-booster.local/${part}/${newId().slice(0, 8)}`, type);
  await mkdir(dirname(path), { recursive: true });
  await chmod(dirname(path), 0o700);
  await writeDurably(path, `${formatSigningKey(key)}\n`, 0o600);
  return key;
};
