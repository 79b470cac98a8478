import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { rows, withEngine, DEFAULT_LIMITS, lit, type Row } from '../duckdb';
import { parse, type ParseOptions, type ParseOutcome } from '../parse';
import { StatementRejected } from '../statement-rejected';

export const DISTROKID_13 =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)';

export interface DistrokidLine {
  month?: string;
  store?: string;
  artist?: string;
  title?: string;
  isrc?: string;
  upc?: string;
  quantity?: string;
  country?: string;
  amount?: string;
}

/** One line of the 13-column export; what isn't given is good. */
export const distrokidLine = (line: DistrokidLine = {}): string =>
  [
    '2025-03-01',
    line.month ?? '2025-01',
    line.store ?? 'Spotify',
    line.artist ?? 'Ann',
    line.title ?? 'Song',
    line.isrc ?? 'GBXWZ0800015',
    line.upc ?? '718752155427',
    line.quantity ?? '3',
    '100',
    'Song',
    line.country ?? 'US',
    '0',
    line.amount ?? '0.00420000',
  ].join('\t');

export const distrokid = (...lines: (DistrokidLine | string)[]): string =>
  [DISTROKID_13, ...lines.map((line) => (typeof line === 'string' ? line : distrokidLine(line)))]
    .map((line) => `${line}\n`)
    .join('');

export const TUNECORE_21 =
  'Sales Period,Posted Date,Store Name,Country Of Sale,Artist,Release Type,Release Title,Song Title,Label,UPC,Optional UPC,TC Song ID,Optional ISRC,Sales Type,# Units Sold,Per Unit Price,Net Sales,Net Sales Currency,Exchange Rate,Total Earned,Currency';

export const tunecoreLine = (line: Record<'amount' | 'currency' | 'title' | 'isrc', string>): string =>
  `2025-01-01,2025-03-01,Deezer,FR,Bob,Song,LP,${line.title},Label,718752155427,,1,${line.isrc},Stream,1,0.01,0.01,USD,,${line.amount},${line.currency}`;

/** A folder of its own for each test, removed by `done`. */
export const workspace = async (): Promise<{ dir: string; done: () => Promise<void> }> => {
  const dir = await mkdtemp(join(tmpdir(), 'statement-'));
  return { dir, done: () => rm(dir, { recursive: true, force: true }) };
};

let files = 0;

export interface Parsed extends ParseOutcome {
  readonly accepted: Row[];
  /** Cells of the rejects CSV, heading first. */
  readonly rejects: Row[];
}

/** Writes the content to a file with an unhelpful name, parses it and reads the results back. */
export const parseText = async (dir: string, content: string | Buffer, options?: ParseOptions): Promise<Parsed> => {
  const folder = join(dir, String((files += 1)));
  const file = `${folder}.bin`;
  await writeFile(file, content);
  const outcome = await parse(file, folder, options);
  return withEngine(join(folder, 'read'), DEFAULT_LIMITS, async (db) => ({
    ...outcome,
    accepted: await rows(db, `SELECT * FROM read_parquet(${lit(outcome.linesPath)}) ORDER BY line`),
    rejects: outcome.rejectsPath
      ? await rows(db, `SELECT * FROM read_csv(${lit(outcome.rejectsPath)}, all_varchar = true, header = true)`)
      : [],
  }));
};

/** How a file is refused as a whole. */
export const rejectionOf = async (dir: string, content: string | Buffer, options?: ParseOptions): Promise<string> => {
  try {
    await parseText(dir, content, options);
  } catch (error) {
    if (error instanceof StatementRejected) return `${error.code} @${error.line ?? '-'}: ${error.reason}`;
    throw error;
  }
  throw new Error('the file was not rejected');
};

export const readText = (path: string): Promise<string> => readFile(path, 'utf8');
