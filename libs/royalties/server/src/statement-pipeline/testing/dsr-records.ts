/** Records of a DSR as lists of cells, and the report they make. */
export const tsv = (...records: string[][]): string => records.map((cells) => `${cells.join('\t')}\n`).join('');
export const head = (profile: string, version = '1.2', file = 1, files = 1): string[] =>
  `HEAD dsrf/3.0 ${profile} ${version} M1 2025-02-01T00:00:00Z ${file} ${files} 2025-01-01 2025-01-31 PADPIDA2013020802I Tunes Premium PADPIDA20070627029 Label`.split(
    ' ',
  );
export const summary = (id: string, usages: string, revenue: string, currency = 'EUR'): string[] => [
  'SY01.01',
  id,
  '',
  '',
  'SubscriptionModel',
  'Stream',
  'DE',
  'Premium',
  usages,
  '',
  currency,
  revenue,
];
export const resource = (block: string, ref: string, isrc: string, title = 'Song'): string[] => [
  'AS01.01',
  block,
  ref,
  'd1',
  isrc,
  title,
  '',
  'Ann',
];
export const streams = (block: string, ref: string, usages: string, bearing = 'true', sum = '1'): string[] => [
  'SU02',
  block,
  sum,
  `t${block}${ref}`,
  '',
  ref,
  bearing,
  usages,
  '',
  '',
];
export const foot = (lines: number, summaries: number, blocks: number, files = 1): string[] => [
  'FOOT',
  `${lines}`,
  files === 1 ? `${lines}` : '',
  `${summaries}`,
  `${blocks}`,
  files === 1 ? `${blocks}` : '',
];
