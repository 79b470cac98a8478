/** A number, a code or a text from outside; a text that a spreadsheet would run as a formula is quoted with an apostrophe. */
export type Cell = string | number | null;

const FORMULA = /^[=+@\t\r]|^-(?!\d)/;

const cell = (value: Cell): string => {
  const text = value === null ? '' : String(value);
  const tame = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
};

/** RFC 4180, with CRLF. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;
