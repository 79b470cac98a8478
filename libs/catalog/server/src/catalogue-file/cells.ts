import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

export type Delimiter = ',' | ';' | '\t';

/** The one that the heading has most of; a comma when it has none. */
export const delimiterOf = (heading: string): Delimiter => {
  const count = (delimiter: string): number => heading.split(delimiter).length;
  return ([',', ';', '\t'] as const).reduce((best, each) => (count(each) > count(best) ? each : best));
};

/** The line's quotation marks don't match; `undefined` for the caller to say so with the line's number. */
export const cellsOf = (text: string, delimiter: Delimiter): string[] | undefined => {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    // relaxed: a mark within a cell that does not begin with one stands for itself, as in: 12" Mix
    const [cells] = parse(text, { delimiter, relax_quotes: true });
    return cells ?? [''];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
};
