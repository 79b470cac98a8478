/**
 * The cells of one line, quotes undone. A line in which quotes do not enclose whole cells is taken as it stands, as
 * TSV writers leave them bare (`12" Mix`).
 */
export const splitCells = (line: string, delimiter: string): string[] => {
  if (!line.includes('"')) return line.split(delimiter);
  const cell = `("(?:[^"]|"")*"|[^"${delimiter}]*)`;
  if (!new RegExp(`^${cell}(?:${delimiter}${cell})*$`).test(line)) return line.split(delimiter);
  return [...`${line}${delimiter}`.matchAll(new RegExp(`${cell}${delimiter}`, 'g'))].map(([, found = '']) =>
    found.startsWith('"') ? found.slice(1, -1).replaceAll('""', '"') : found,
  );
};
