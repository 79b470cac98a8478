import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  amount,
  balances,
  canonicalJson,
  equals,
  hexOf,
  isZero,
  leafHash,
  MerkleTree,
  sha256Of,
  sum,
  type Gtin,
  type Isrc,
  type PayeeId,
  type StatementId,
} from '@max/kernel';
import type { BreakdownGroup } from '@max/royalties/contracts';

import { DEFAULT_LIMITS, lit, rows, withEngine, type Row } from '../duckdb';
import { distrokid, parseText, workspace, type DistrokidLine } from '../testing/statement-files';
import { book } from './book';
import { CANONICAL_KEYS } from './canonical-line';
import type { Booking, BookInput, Sheet } from './types';

let dir: string;
let done: () => Promise<void>;
beforeAll(async () => ({ dir, done } = await workspace()));
afterAll(() => done());

const id = 'f3b0c442-98fc-5c14-9afb-f4c8996fb924' as StatementId;
const SONG = 'GBXWZ0800015' as Isrc;
const OTHER = 'GBXWZ0800016' as Isrc;
const ALBUM = '00718752155427' as Gtin;

const sheet = (sheetId: string, target: Sheet['target'], day: string, shares: Record<string, string>): Sheet => ({
  sheetId,
  target,
  effectiveFrom: day,
  shares: Object.entries(shares).map(([payee, percent]) => ({ payeeId: payee as PayeeId, percent: amount(percent) })),
});

interface Booked extends Booking {
  groups: BreakdownGroup[];
  breakdown: string;
}

let runs = 0;
const bookLines = async (lines: DistrokidLine[], terms: Partial<BookInput> = {}): Promise<Booked> => {
  const { linesPath } = await parseText(dir, distrokid(...lines));
  const booking = await book({
    statementId: id,
    source: 'DistroKid',
    linesFile: linesPath,
    catalogue: { tracks: [{ isrc: SONG, upc: ALBUM }], releases: [ALBUM] },
    splitSheets: [],
    workDir: join(dir, `book${(runs += 1)}`),
    ...terms,
  });
  const breakdown = await readFile(booking.breakdownPath, 'utf8');
  const groups = breakdown
    .split('\n')
    .filter(Boolean)
    .map((line): BreakdownGroup => JSON.parse(line));
  return { ...booking, groups, breakdown };
};

const readParquet = (path: string): Promise<Row[]> =>
  withEngine(join(dir, `read${(runs += 1)}`), DEFAULT_LIMITS, (db) =>
    rows(db, `SELECT * FROM read_parquet(${lit(path)})`),
  );

describe('who divides a line', () => {
  const thirds = sheet('own', { isrc: SONG }, '2025-01-01', { ann: '66.666667', bob: '33.333333' });
  const later = sheet('later', { isrc: SONG }, '2025-02-15', { bob: '100' });
  const whole = sheet('album', { upc: ALBUM }, '2024-01-01', { cy: '100' });
  const splitSheets = [later, whole, thirds];
  const only = async (line: DistrokidLine, terms: Partial<BookInput> = { splitSheets }) =>
    (await bookLines([line], terms)).groups.map(({ key }) => key);

  it('the sheet of its recording', async () => expect(await only({ isrc: SONG })).toEqual([`${SONG}|own|USD`]));
  it('the later sheet from the first whole month on', async () => {
    expect(await only({ isrc: SONG, month: '2025-02' })).toEqual([`${SONG}|own|USD`]);
    expect(await only({ isrc: SONG, month: '2025-03' })).toEqual([`${SONG}|later|USD`]);
  });
  it('the sheet of its release before the recording has one', async () =>
    expect(await only({ isrc: SONG, month: '2024-12', upc: '' })).toEqual([`${SONG}|album|USD`]));
  it('the sheet of its release when only the UPC is known', async () => {
    expect(await only({ isrc: '' })).toEqual(['-|album|USD']);
    expect(await only({ isrc: OTHER })).toEqual([`${OTHER}|album|USD`]);
  });
  it('nobody yet: held for want of a sheet', async () =>
    expect(await only({ isrc: SONG, month: '2023-12' })).toEqual([`${SONG}|no-split-sheet|USD`]));
  it('nobody: held as unmatched', async () => {
    const { groups, unmatchedLines, postings } = await bookLines([{ isrc: OTHER, upc: '', amount: '1.5' }], {
      splitSheets,
    });
    expect(groups).toMatchObject([{ key: `${OTHER}|unmatched|USD`, held: 'unmatched', sheetId: null, shares: [] }]);
    expect(unmatchedLines).toBe(1);
    expect(postings).toEqual([
      { account: 'receivable:DistroKid', currency: 'USD', amount: '-1.5' },
      { account: `suspense:${id}`, currency: 'USD', amount: '1.5' },
    ]);
  });

  it('divides a group by largest remainder at the scale of the statement', async () => {
    const { groups, booked, postings } = await bookLines(
      [{ amount: '0.01' }, { amount: '0.0002' }, { amount: '-0.0001' }],
      { splitSheets },
    );
    expect(groups[0]).toMatchObject({
      amount: '0.0101',
      lineCount: 3,
      shares: [
        { payeeId: 'ann', percent: '66.666667', amount: '0.0067' },
        { payeeId: 'bob', percent: '33.333333', amount: '0.0034' },
      ],
    });
    expect(booked).toEqual([{ currency: 'USD', credited: '0.0101', held: '0.0000' }]);
    expect(postings).toEqual([
      { account: 'receivable:DistroKid', currency: 'USD', amount: '-0.0101' },
      { account: 'payee:ann', currency: 'USD', amount: '0.0067' },
      { account: 'payee:bob', currency: 'USD', amount: '0.0034' },
    ]);
  });

  it('says what each payee earned where, unrounded', async () => {
    const { earningsPath } = await bookLines(
      [
        { amount: '0.01', quantity: '5' },
        { amount: '0.02', country: 'OU' },
      ],
      { splitSheets },
    );
    const ann = (await readParquet(earningsPath)).filter(({ payeeId }) => payeeId === 'ann');
    expect(ann).toMatchObject([
      {
        saleMonth: '2025-01-01',
        service: 'Spotify',
        territory: 'US',
        isrc: SONG,
        quantity: '5',
        amount: '0.0066666667',
      },
      { territory: null, quantity: '3', amount: '0.0133333334' },
    ]);
  });
});

describe('the proof', () => {
  const splitSheets = [sheet('own', { isrc: SONG }, '2020-01-01', { ann: '50', bob: '50' })];
  const lines = [
    { title: 'Übel "x" \\ / \u2028 \u0001\b\f\u001b\u007f\u0085 😀', amount: '1' },
    { isrc: OTHER, upc: '' },
    { amount: '2.25', artist: '' },
  ];

  it('is the same bytes each time', async () => {
    const [first, second] = [
      await bookLines(lines, { splitSheets }),
      await bookLines(lines, { splitSheets, limits: { memory: '512MB', threads: 1 } }),
    ];
    expect(second.breakdown).toBe(first.breakdown);
    expect(second.groupsRoot).toBe(first.groupsRoot);
    expect(second.postings).toEqual(first.postings);
  });

  it('covers every line: hash of the lines, leaf of the group, root of the groups', async () => {
    const { groups, groupsRoot, breakdown, groupedLinesPath } = await bookLines(lines, { splitSheets });
    const stored = await readParquet(groupedLinesPath);
    for (const { key, linesHash } of groups) {
      const text = stored
        .filter(({ groupKey }) => groupKey === key)
        .map((row) =>
          canonicalJson({ ...Object.fromEntries(CANONICAL_KEYS.map((k) => [k, row[k]])), line: Number(row['line']) }),
        )
        .map((json) => `${json}\n`)
        .join('');
      expect(hexOf(sha256Of(text))).toBe(linesHash);
    }
    const leaves = breakdown
      .trimEnd()
      .split('\n')
      .map((line) => leafHash(line));
    expect(hexOf(MerkleTree.of(leaves).root())).toBe(groupsRoot);
    expect(breakdown.trimEnd().split('\n')).toEqual(groups.map((group) => canonicalJson(group)));
  });
});

describe('whatever the lines and splits', () => {
  /** Park-Miller: the same files at every run. */
  const random = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

  it.each([1, 2, 3, 4, 5])('credited + held is the total, and postings balance (seed %i)', async (seed) => {
    const next = random(seed * 7919);
    const pick = <T>(...of: T[]): T => of[Math.floor(next() * of.length)] as T;
    const lines = Array.from({ length: 300 }, (): DistrokidLine => ({
      isrc: pick<string>(SONG, OTHER, '', 'USRC17607839'),
      upc: pick('', '718752155427'),
      month: pick('2024-12', '2025-01', '2025-03'),
      amount: `${pick('', '-')}${Math.floor(next() * 10 ** pick(1, 6))}.${String(next()).slice(2, pick(3, 12, 18))}`,
    }));
    const cut = Math.floor(next() * 1e8);
    const percents = [cut, Math.floor(next() * (1e8 - cut))];
    const rest = 1e8 - (percents[0] ?? 0) - (percents[1] ?? 0);
    const shares = [...percents, rest].map((millionths, i) => [`p${i}`, (millionths / 1e6).toFixed(6)]);
    const booking = await bookLines(lines, {
      splitSheets: [
        sheet('a', { isrc: SONG }, '2025-01-01', Object.fromEntries(shares)),
        sheet('b', { upc: ALBUM }, '2025-02-01', { p0: '33.333333', p9: '66.666667' }),
      ],
    });
    const { linesPath, totals } = await parseText(dir, distrokid(...lines));
    const written = (await readParquet(linesPath)).map((row) => amount(String(row['amount'])));
    const [booked] = booking.booked;
    expect(equals(sum([booked?.credited ?? amount('9'), booked?.held ?? amount('9')]), sum(written))).toBe(true);
    expect(equals(totals[0]?.amount ?? amount('9'), sum(written))).toBe(true);
    for (const balance of balances(booking.postings).values()) expect(isZero(balance)).toBe(true);
    for (const group of booking.groups) {
      if (!group.held) expect(equals(sum(group.shares.map((share) => share.amount)), group.amount)).toBe(true);
    }
    expect(booking.groups.reduce((total, { lineCount }) => total + lineCount, 0)).toBe(300);
  });
});
