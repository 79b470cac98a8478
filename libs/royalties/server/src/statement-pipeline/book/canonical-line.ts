import type { SalesLine } from '@max/royalties/contracts';

/** The keys of a `SalesLine` in the order in which RFC 8785 writes them. */
export const CANONICAL_KEYS = [
  'amount',
  'artist',
  'currency',
  'isrc',
  'line',
  'quantity',
  'saleMonth',
  'service',
  'territory',
  'title',
  'upc',
] as const satisfies readonly (keyof SalesLine)[];

/**
 * SQL for the RFC 8785 form of a `SalesLine`, because it is made millions of times: keys in order; the engine escapes
 * text as RFC 8785 asks. A test holds it against the general canonicaliser.
 */
export const canonicalLineSql = (): string => {
  const json = (key: string): string =>
    key === 'line' ? 'line::VARCHAR' : `coalesce(to_json("${key}")::VARCHAR, 'null')`;
  const members = CANONICAL_KEYS.map((key, i) => `'${i === 0 ? '{' : ','}"${key}":' || ${json(key)}`);
  return `${members.join(' || ')} || '}'`;
};
