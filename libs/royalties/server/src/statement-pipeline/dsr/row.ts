import type { ReasonCode } from '../check/reasons';
import { lit } from '../duckdb';

/** A sales line of a DSR, brought to the same cells as a table's; texts as written in the report. */
export interface DsrRow {
  readonly line: number;
  readonly raw: string;
  readonly badCode?: ReasonCode | undefined;
  readonly badCell?: string | undefined;
  readonly badValue?: string | undefined;
  readonly isrc: string;
  readonly upc: string;
  readonly title: string;
  readonly artist: string;
  readonly service: string;
  readonly territory: string;
  readonly saleMonth: string;
  readonly quantity: string;
  /** Blank when the money stands in the summary and is divided over its lines. */
  readonly amount: string;
  readonly currency: string;
  readonly summary: string;
  readonly royaltyBearing: boolean;
}

const COLUMNS =
  'line raw bad_code bad_cell bad_value isrc upc title artist service territory sale_month quantity amount currency summary bearing'.split(
    ' ',
  );
const DELIMITER = '\u001f';

// eslint-disable-next-line no-control-regex -- exactly these would break the row file
const CONTROL = /[\u0000-\u0008\u000a-\u001f]/g;

/** One line of the row file. */
export const writeRow = (row: DsrRow): string =>
  `${[
    String(row.line),
    row.raw,
    row.badCode ?? '',
    row.badCell ?? '',
    row.badValue ?? '',
    row.isrc,
    row.upc,
    row.title,
    row.artist,
    row.service,
    row.territory,
    row.saleMonth,
    row.quantity,
    row.amount,
    row.currency,
    row.summary,
    row.royaltyBearing ? '1' : '0',
  ]
    .map((cell) => cell.replace(CONTROL, ' '))
    .join(DELIMITER)}\n`;

/** SQL for the rows of a row file, all text but for `line` and `bearing`. */
export const dsrRows = (path: string): string => `
  SELECT * REPLACE (nullif(bad_code, '') AS bad_code, nullif(bad_cell, '') AS bad_cell)
  FROM read_csv(${lit(path)}, delim = ${lit(DELIMITER)}, quote = '', escape = '', header = false, auto_detect = false,
    nullstr = ${lit('\u001e')}, max_line_size = 8000000,
    columns = {${COLUMNS.map((name) => `${lit(name)}: ${name === 'line' ? "'BIGINT'" : name === 'bearing' ? "'BOOLEAN'" : "'VARCHAR'"}`).join(', ')}})`;
