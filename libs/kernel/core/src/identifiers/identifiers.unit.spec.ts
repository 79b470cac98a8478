import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { parseGtin } from './gtin';
import { formatIsrc, parseIsrc } from './isrc';

const vectors = resolve(
  process.env['MAX_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../../../shared/data'),
  'identifiers/test_vectors.tsv',
);
const rows = existsSync(vectors)
  ? readFileSync(vectors, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
  : [];
const of = (scheme: string) =>
  rows.filter(([name]) => name === scheme).map(([, value, valid]) => [value ?? '', valid === 'True'] as const);

describe('identifiers', () => {
  it('reads an ISRC in any case, with hyphens and spaces', () => {
    expect(parseIsrc(' gb-xwz-08-00015 ')).toBe('GBXWZ0800015');
    expect(formatIsrc(parseIsrc('GBXWZ0800015')!)).toBe('GB-XWZ-08-00015');
    expect(parseIsrc('GBXWZ080001')).toBeUndefined();
  });

  it('compares UPC, EAN and GTIN by their fourteen digits', () => {
    expect(parseGtin('718752155427')).toBe('00718752155427');
    expect(parseGtin('0718752155427')).toBe(parseGtin('718752155427'));
    expect(parseGtin('718752155428')).toBeUndefined();
    expect(parseGtin('71875215542')).toBeUndefined();
  });

  const withVectors = rows.length > 0 ? it : it.skip;
  withVectors('agrees with the published vectors (MAX_TEST_DATA)', () => {
    for (const [value, valid] of of('ISRC')) expect([value, parseIsrc(value) !== undefined]).toEqual([value, valid]);
    for (const [value, valid] of of('GTIN')) expect([value, parseGtin(value) !== undefined]).toEqual([value, valid]);
    expect(of('ISRC').length + of('GTIN').length).toBeGreaterThan(10);
  });
});
