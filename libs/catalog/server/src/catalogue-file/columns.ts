import { UnreadableCatalogue } from './unreadable-catalogue';

export const COLUMNS = [
  'artist',
  'release_title',
  'upc',
  'label',
  'release_date',
  'track_title',
  'version',
  'isrc',
  'duration_seconds',
] as const;

export type Column = (typeof COLUMNS)[number];

const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name);

/** `Release Title`, `release-title` and `RELEASE_TITLE` are all `release_title`. */
const normalised = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/**
 * The columns of a heading, in its order.
 * @throws UnreadableCatalogue naming the columns that are missing, unknown or there twice
 */
export const readHeading = (cells: readonly string[]): Column[] => {
  const names = cells.map(normalised);
  const known = names.filter(isColumn);
  const missing = COLUMNS.filter((column) => !known.includes(column));
  const unknown = names.filter((name) => !isColumn(name)).map((name) => name.slice(0, 80));
  const twice = [...new Set(known.filter((name, i) => known.indexOf(name) !== i))];
  const problems = [
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    unknown.length > 0 ? `unknown: ${unknown.map((name) => name || '(no name)').join(', ')}` : '',
    twice.length > 0 ? `there twice: ${twice.join(', ')}` : '',
  ].filter(Boolean);
  if (problems.length > 0) {
    throw new UnreadableCatalogue(`the heading does not fit: columns ${problems.join('; ')}`, {
      missing,
      unknown,
      twice,
    });
  }
  return known;
};
