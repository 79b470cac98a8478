import { EMPTY_LINE } from '../decode/lines-normaliser';
import { lit } from '../duckdb';
import type { TabularFile } from '../recognise';
import type { SalesCell } from './layouts';

/** A delimiter that no text holds: the engine reads whole lines and we cut them, so that none is skipped unseen. */
const NO_DELIMITER = '\u001f\u001e\u001f\u001e';

/** SQL for the lines of a normalised text: `line` from 1, `raw`. */
export const linesOf = (path: string): string =>
  `SELECT row_number() OVER () AS line, raw FROM read_csv(${lit(path)}, delim = ${lit(NO_DELIMITER)}, quote = '',
     escape = '', header = false, auto_detect = false, columns = {'raw': 'VARCHAR'}, nullstr = ${lit('\u001e')},
     max_line_size = 4000000)`;

/**
 * SQL for the sales rows of a table, as written: `line, raw, bad_code, bad_cell, bad_value` and one text column a cell.
 * Cutting follows `splitCells`: bare lines first, then lines quoted throughout, then the general grammar of RFC 4180.
 */
export const tabularRows = (path: string, file: TabularFile): string => {
  const n = file.headings.length;
  const sep = lit(file.delimiter);
  const cell = `("(?:[^"]|"")*"|[^"${file.delimiter}]*)`;
  const grammar = lit(`${cell}(?:${file.delimiter}${cell})*`);
  const trimmed = (list: string): string => `list_transform(${list}, lambda x: trim(x))`;
  return `
    SELECT line, raw, ${cells(file)},
      CASE WHEN len(c) <> ${n} THEN 'wrong-column-count' END AS bad_code,
      NULL::VARCHAR AS bad_cell,
      len(c)::VARCHAR || ' columns, ${n} expected' AS bad_value
    FROM (
      SELECT line, raw,
        CASE
          WHEN NOT contains(raw, '"') THEN
            CASE WHEN contains(raw, ${sep} || ' ') OR contains(raw, ' ' || ${sep})
              THEN ${trimmed(`string_split(raw, ${sep})`)} ELSE string_split(raw, ${sep}) END
          WHEN left(raw, 1) = '"' AND right(raw, 1) = '"' AND length(raw) - length(replace(raw, '"', '')) = ${2 * n}
            AND len(string_split(raw[2:-2], '"' || ${sep} || '"')) = ${n}
            THEN ${trimmed(`string_split(raw[2:-2], '"' || ${sep} || '"')`)}
          WHEN regexp_full_match(raw, ${grammar})
            THEN list_transform(regexp_extract_all(raw || ${sep}, ${lit(`${cell}${file.delimiter}`)}, 1),
              lambda x: trim(CASE WHEN left(x, 1) = '"' THEN replace(x[2:-2], '""', '"') ELSE x END))
          ELSE ${trimmed(`string_split(raw, ${sep})`)}
        END AS c
      FROM (${linesOf(path)})
      WHERE line > ${file.headerLine} AND raw <> ${lit(EMPTY_LINE)} AND trim(raw) <> ''
    )`;
};

function cells({ layout, currency }: TabularFile): string {
  const column = (name: string): string => `c[${layout.header.indexOf(name) + 1}]`;
  const first = (names: readonly string[]): string =>
    names.length === 1
      ? column(names[0] ?? '')
      : `coalesce(${names.map((name) => `nullif(${column(name)}, '')`).join(', ')}, '')`;
  const fixed = (Object.keys(layout.cells) as (keyof typeof layout.cells)[]).map(
    (name) => `${first(layout.cells[name])} AS ${sqlName(name)}`,
  );
  const money = 'column' in layout.currency ? column(layout.currency.column) : lit(currency ?? '');
  return [...fixed, `${money} AS currency`].join(', ');
}

export const sqlName = (cell: SalesCell): string => (cell === 'saleMonth' ? 'sale_month' : cell);

/** What the file calls the column of a cell, for its owner to find it. */
export const headingOf = ({ layout, headings }: TabularFile, cell: SalesCell): string => {
  if (cell === 'currency') {
    return 'column' in layout.currency ? layout.currency.column : headingOf0(layout.cells.amount);
  }
  return headingOf0(layout.cells[cell]);

  function headingOf0(names: readonly string[]): string {
    return headings[layout.header.indexOf(names[0] ?? '')] ?? cell;
  }
};
