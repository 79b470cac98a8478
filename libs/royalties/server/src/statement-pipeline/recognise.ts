import { open } from 'node:fs/promises';

import { isCurrency } from '@max/kernel';
import type { StatementFormat } from '@max/royalties/contracts';

import type { DecodedText } from './decode/decode';
import { EMPTY_LINE } from './decode/lines-normaliser';
import { readHead, type DsrHead } from './dsr/head';
import { StatementRejected } from './statement-rejected';
import { ANY_CURRENCY, LAYOUTS, type Layout } from './tabular/layouts';
import { splitCells } from './tabular/split-cells';

/** A table of a known distributor: which delimiter, which layout, and the headings as the file writes them. */
export interface TabularFile {
  readonly kind: 'tabular';
  readonly format: Layout['format'];
  readonly formatVersion: string;
  readonly layout: Layout;
  readonly delimiter: '\t' | ',' | ';';
  readonly headings: readonly string[];
  readonly headerLine: number;
  /** The currency that the heading of the amount names. */
  readonly currency: string | null;
}

export interface DsrFile {
  readonly kind: 'dsr';
  readonly format: Extract<StatementFormat, `ddex-${string}`>;
  readonly formatVersion: string;
  readonly head: DsrHead;
}

export type RecognisedFile = TabularFile | DsrFile;

const SAMPLE_BYTES = 256 * 1024;
const DELIMITERS = ['\t', ',', ';'] as const;

/**
 * Says what a file is by its first lines, never by its name.
 * @throws StatementRejected when it is nothing we know, or not what the sender said it is
 */
export const recognise = async (text: DecodedText, requested: StatementFormat | null): Promise<RecognisedFile> => {
  const lines = await firstLines(text.path);
  const at = lines.findIndex((line) => line !== EMPTY_LINE && line.trim() !== '');
  if (at < 0) throw new StatementRejected('empty-file', 'the file holds nothing but empty lines');
  const found = readHead(lines) ?? recogniseTable(lines[at] ?? '', at + 1);
  if (!found) {
    const start = (lines[at] ?? '').slice(0, 120);
    throw new StatementRejected(
      'unknown-format',
      `the file is no report we know: neither the HEAD record of a DDEX DSR nor the headings of DistroKid or TuneCore, but “${start}”`,
      at + 1,
    );
  }
  if (requested && requested !== found.format) {
    throw new StatementRejected(
      'format-mismatch',
      `the file was sent as ${requested}, but it is ${found.format} (${found.formatVersion})`,
      at + 1,
    );
  }
  return found;
};

function recogniseTable(line: string, headerLine: number): TabularFile | undefined {
  for (const delimiter of DELIMITERS) {
    const headings = splitCells(line, delimiter).map((heading) => heading.trim());
    const layout = LAYOUTS.find(({ header }) => sameHeadings(header, headings));
    if (!layout) continue;
    const amountHeading = headings[layout.header.indexOf(layout.cells.amount[0] ?? '')] ?? '';
    const currency = 'inHeading' in layout.currency ? (/\((\w{3})\)/.exec(amountHeading)?.[1] ?? null) : null;
    const { format } = layout;
    const formatVersion = `${headings.length} columns`;
    return { kind: 'tabular', format, formatVersion, layout, delimiter, headings, headerLine, currency };
  }
  return undefined;
}

/** Same names in the same order, in any case; a currency in parentheses may be any that ISO 4217 knows. */
function sameHeadings(known: readonly string[], found: readonly string[]): boolean {
  const plain = (text: string): string =>
    text
      .replace(/\s*\((\w{3})\)$/, (all, code: string) => (isCurrency(code.toUpperCase()) ? ` ${ANY_CURRENCY}` : all))
      .replace(/\s+/g, ' ')
      .toLowerCase();
  return known.length === found.length && known.every((name, i) => plain(name) === plain(found[i] ?? ''));
}

async function firstLines(path: string): Promise<string[]> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).split('\n').slice(0, 1000);
  } finally {
    await handle.close();
  }
}
