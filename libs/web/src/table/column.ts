/** How a column stands: figures to the right and tabular, codes in their own type. */
export type ColumnKind = 'text' | 'number' | 'money' | 'time' | 'date' | 'status' | 'code';

/** One column of a data table. `value` is what is shown and exported; money has its currency beside it. */
export interface Column<T> {
  readonly key: string;
  readonly header: string;
  readonly kind?: ColumnKind;
  readonly value: (row: T) => string | number | null | undefined;
  readonly currency?: (row: T) => string;
  /** Digits beyond the smallest unit are shown too. */
  readonly exact?: boolean;
  /** Where the row leads; the first column that has one is the row's link. */
  readonly link?: (row: T) => readonly unknown[] | null;
  readonly queryParams?: (row: T) => Record<string, string>;
  /** The name that the server sorts by, if it does. */
  readonly sort?: string;
  /** Stays on one line: short words. */
  readonly nowrap?: boolean;
  /** Left out where there is no room: below 720 px. */
  readonly wide?: boolean;
}

export const alignsRight = (kind: ColumnKind | undefined): boolean => kind === 'number' || kind === 'money';

/** Moments are kept in UTC; their heading says so once for all rows. */
export const headingOf = (column: { readonly header: string; readonly kind?: ColumnKind }): string =>
  column.kind === 'time' ? `${column.header} (UTC)` : column.header;

/** `48,213` of 48213 or "48213"; what is no plain number stays as it came. */
export const groupDigits = (value: string | number): string => {
  const [whole = '', fraction] = String(value).split('.');
  if (!/^-?\d+$/.test(whole)) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** Columns as a file has them: money becomes two. */
export const csvHeadings = <T>(columns: readonly Column<T>[]): string[] =>
  columns.flatMap((c) => (c.currency ? [c.header, `${c.header} currency`] : [c.header]));

export const csvRow = <T>(columns: readonly Column<T>[], row: T): string[] =>
  columns.flatMap((c) => {
    const value = String(c.value(row) ?? '');
    return c.currency ? [value, c.currency(row)] : [value];
  });
