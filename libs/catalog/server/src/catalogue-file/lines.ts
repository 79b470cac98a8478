import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { UnreadableCatalogue } from './unreadable-catalogue';

export interface TextLine {
  /** From 1, as a text editor counts. */
  readonly line: number;
  readonly text: string;
}

const LONGEST_LINE = 1024 * 1024;

const encodingOf = async (path: string): Promise<'utf-8' | 'utf-16le'> => {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const [first, second] = buffer;
    if (first === 0xff && second === 0xfe) return 'utf-16le'; // "Unicode text" as spreadsheets save it
    if (first === 0x1f && second === 0x8b) throw new UnreadableCatalogue('the file is compressed; send the CSV in it');
    if (first === 0x50 && second === 0x4b) {
      throw new UnreadableCatalogue('the file is a spreadsheet or an archive; save it as CSV and send that');
    }
    return 'utf-8';
  } finally {
    await file.close();
  }
};

/**
 * The lines of a text file, whatever its line ends (LF, CRLF), without a byte order mark; memory does not grow with it.
 * @throws UnreadableCatalogue when the bytes are no UTF-8 (or UTF-16 with its mark), or a line has no end
 */
export async function* linesOf(path: string): AsyncGenerator<TextLine> {
  const encoding = await encodingOf(path);
  const decoder = new TextDecoder(encoding, { fatal: true });
  let rest = '';
  let line = 0;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new UnreadableCatalogue(`the file is no ${encoding.toUpperCase()} text (in or after line ${line + 1})`);
    }
  };
  for await (const bytes of createReadStream(path)) {
    rest += decode(bytes as Buffer);
    const texts = rest.split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) yield { line: ++line, text: withoutReturn(text) };
    if (rest.length > LONGEST_LINE) throw new UnreadableCatalogue(`line ${line + 1} does not end`);
  }
  rest += decode();
  if (rest !== '') yield { line: ++line, text: withoutReturn(rest) };
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);
