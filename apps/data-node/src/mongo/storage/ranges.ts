import { type Table } from './tables.js';

/** The keys `start <= key < end`, in byte order. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** The smallest key above every key that begins with `prefix`. */
export const successor = (prefix: Buffer): Buffer => {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last -= 1;
  if (last < 0) return Buffer.alloc(prefix.length + 1, 0xff);
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
};

export const prefixRange = (prefix: Buffer): KeyRange => ({ start: prefix, end: successor(prefix) });

const FIRST_CHUNK = 32;
const LARGEST_CHUNK = 1024;

/**
 * The entries of a range, read in growing chunks, each in one go: between two chunks no LMDB cursor and no snapshot is
 * held, so an open client cursor costs nothing and resumes after the last key it saw. `expected` is how many the caller
 * thinks to take, which is the size of the first chunk.
 */
export function* readRange(table: Table, range: KeyRange, reverse: boolean, expected = FIRST_CHUNK): Generator<Entry> {
  let { start, end } = range;
  let startIsRead = false;
  for (let limit = Math.min(expected, LARGEST_CHUNK); ; limit = Math.min(limit * 4, LARGEST_CHUNK)) {
    const chunk = reverse
      ? [...table.getRange({ start: end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse: true, limit })]
      : [...table.getRange({ start, exclusiveStart: startIsRead, end, limit })];
    yield* chunk;
    const last = chunk.at(-1);
    if (!last || chunk.length < limit) return;
    if (reverse) end = last.key;
    else {
      start = last.key;
      startIsRead = true;
    }
  }
}

/** Removes every entry of a range; to be called inside a write transaction. */
export const removeRange = (table: Table, range: KeyRange): void => {
  for (const { key } of readRange(table, range, false)) table.removeSync(key);
};
