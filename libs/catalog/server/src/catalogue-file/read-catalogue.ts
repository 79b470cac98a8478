import { cellsOf, delimiterOf, type Delimiter } from './cells';
import { COLUMNS, readHeading, type Column } from './columns';
import { Contradictions } from './contradictions';
import { BadCell, readEntry, type Entry } from './entry';
import { linesOf, type TextLine } from './lines';
import { UnreadableCatalogue } from './unreadable-catalogue';

/** A line that was not taken in, with the place and the reason. */
export interface Reject {
  readonly line: number;
  /** Null when the line as a whole is wrong. */
  readonly column: Column | null;
  readonly reason: string;
  /** The line as it stands in the file, cut at 2,000 characters. */
  readonly raw: string;
}

export type Read =
  { readonly kind: 'accepted'; readonly entry: Entry } | { readonly kind: 'rejected'; readonly reject: Reject };

interface Heading {
  readonly columns: readonly Column[];
  readonly delimiter: Delimiter;
}

const LONGEST_RAW = 2_000;

const headingOf = ({ text }: TextLine): Heading => {
  const delimiter = delimiterOf(text);
  const cells = cellsOf(text, delimiter);
  if (!cells) throw new UnreadableCatalogue('the heading has a quotation mark that is not closed');
  return { delimiter, columns: readHeading(cells) };
};

const isBlank = ({ text }: TextLine): boolean => text.trim() === '';

/** Looks at the heading only. @throws UnreadableCatalogue */
export const checkHeading = async (path: string): Promise<void> => {
  for await (const line of linesOf(path)) {
    if (!isBlank(line)) return void headingOf(line);
  }
  throw new UnreadableCatalogue('the file is empty');
};

const rowOf = (text: string, { columns, delimiter }: Heading): Record<Column, string> => {
  const cells = cellsOf(text, delimiter);
  if (!cells) throw new BadLine('a quotation mark is not closed');
  if (cells.length !== columns.length) {
    throw new BadLine(`${cells.length} columns where the heading has ${columns.length}`);
  }
  const row = Object.fromEntries(COLUMNS.map((column) => [column, cells[columns.indexOf(column)] ?? '']));
  return row as Record<Column, string>; // made of COLUMNS just above
};

class BadLine extends Error {}

/**
 * Reads a catalogue line by line: one record a line, blank lines left out. Reading the same file again answers the same.
 * @throws UnreadableCatalogue when the file as a whole can't be read
 */
export async function* readCatalogue(path: string): AsyncGenerator<Read> {
  const contradictions = new Contradictions();
  let heading: Heading | undefined;
  for await (const line of linesOf(path)) {
    if (isBlank(line)) continue;
    if (!heading) {
      heading = headingOf(line);
      continue;
    }
    yield readLine(line, heading, contradictions);
  }
  if (!heading) throw new UnreadableCatalogue('the file is empty');
}

const readLine = ({ line, text }: TextLine, heading: Heading, contradictions: Contradictions): Read => {
  try {
    const entry = readEntry(rowOf(text, heading));
    contradictions.check(line, entry);
    return { kind: 'accepted', entry };
  } catch (error) {
    const raw = text.slice(0, LONGEST_RAW);
    if (error instanceof BadCell) {
      return { kind: 'rejected', reject: { line, column: error.column, reason: error.reason, raw } };
    }
    if (error instanceof BadLine) {
      return { kind: 'rejected', reject: { line, column: null, reason: error.message, raw } };
    }
    throw error;
  }
};
