/**
 * A cell as spreadsheets take it. One that begins like a formula gets an apostrophe before it (OWASP, "CSV injection"),
 * unless it is a plain number, which must stay one.
 */
export const csvCell = (value: string): string => {
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

/** RFC 4180: CRLF, a heading row. */
export const toCsv = (headings: readonly string[], rows: Iterable<readonly string[]>): string => {
  const lines = [headings, ...rows].map((row) => row.map(csvCell).join(','));
  return `${lines.join('\r\n')}\r\n`;
};
