import { Malformed } from './fields';

const LF = 0x0a;

/** One row of a text file: its bytes without the line end, and its number from 1. */
export interface Row {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** @throws Malformed when the bytes are not UTF-8 */
export const utf8 = (bytes: Uint8Array, where: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed(where, 'is not UTF-8');
  }
};

/** The rows of a file whose every row ends with LF, one at a time. @throws Malformed when the last one does not */
export function* rowsOf(file: Uint8Array, path: string): Generator<Row> {
  let start = 0;
  for (let number = 1; start < file.length; number += 1) {
    const end = file.indexOf(LF, start);
    if (end < 0) throw new Malformed(`${path} line ${number}`, 'is cut off: it does not end with a line feed');
    yield { number, bytes: file.subarray(start, end) };
    start = end + 1;
  }
}
