import { sampleCheckpoint, sampleKeys, samplePack, sampleSeason, sealFiles } from '../testing';
import { formatVerifierKey } from '../note/keys';

import { verifyPack } from './verify-pack';
import type { PackReport } from './report';

type Files = Map<string, Uint8Array>;

const honest = samplePack(sampleSeason());
const paths = [...honest.keys()];
const text = (files: Files, path: string): string => new TextDecoder().decode(files.get(path));
const failed = ({ checks }: PackReport): string[] => checks.filter(({ ok }) => !ok).map(({ name }) => name);
const problems = ({ checks }: PackReport): string => checks.flatMap((check) => check.problems).join('\n');

const withText = (path: string, change: (content: string) => string): Files => {
  const files = new Map(honest);
  const changed = change(text(honest, path));
  expect(changed).not.toBe(text(honest, path));
  return files.set(path, new TextEncoder().encode(changed));
};

/** All places of a small file, a dozen spread over a large one. */
const places = (length: number): number[] => {
  const step = Math.max(1, Math.floor(length / 10));
  return [...Array(length).keys()].filter((i) => i % step === 0 || i === length - 1);
};

describe('a pack in which somebody changed a file', () => {
  it.each(paths)('is refused for one other byte in %s, wherever it is', (path) => {
    const content = honest.get(path) ?? new Uint8Array(0);
    for (const place of places(content.length)) {
      const changed = content.map((byte, i) => (i === place ? byte ^ 1 : byte));
      const report = verifyPack(new Map(honest).set(path, changed));
      expect([place, report.ok]).toEqual([place, false]);
      expect(problems(report)).toContain(path);
    }
  });

  it.each(paths)('is refused without %s', (path) => {
    const files = new Map(honest);
    files.delete(path);
    const report = verifyPack(files);
    expect(report.ok).toBe(false);
    expect(problems(report)).toContain(`${path}: is missing`);
  });

  it.each(paths)('is refused when %s is cut off or empty', (path) => {
    const content = honest.get(path) ?? new Uint8Array(0);
    for (const cut of [content.subarray(0, content.length - 1), new Uint8Array(0)]) {
      expect(verifyPack(new Map(honest).set(path, cut)).ok).toBe(false);
    }
  });

  it('is refused when a file was added', () => {
    const report = verifyPack(new Map(honest).set('extra.txt', new Uint8Array(1)));
    expect(problems(report)).toContain('extra.txt: is not in the manifest');
  });

  it('is refused when two files change places', () => {
    const files = new Map(honest);
    files.set('postings.csv', honest.get('payments.csv') ?? new Uint8Array(0));
    files.set('payments.csv', honest.get('postings.csv') ?? new Uint8Array(0));
    expect(failed(verifyPack(files))).toEqual(expect.arrayContaining(['files', 'tables']));
  });

  it('is refused, never thrown at, when it holds nothing or garbage', () => {
    expect(verifyPack(new Map()).ok).toBe(false);
    const garbage = new Map(paths.map((path) => [path, Uint8Array.of(0xff, 0xfe, 0x0a, 0x7b, 0x0a)]));
    expect(verifyPack(garbage).ok).toBe(false);
  });
});

/** Rows dropped, doubled or moved, with a manifest that the log's own key signs afresh: the operator's tricks. */
const resealed = (path: string, change: (rows: string[]) => string[]): PackReport => {
  const files = withText(path, (content) =>
    change(content.split('\n').slice(0, -1))
      .map((row) => `${row}\n`)
      .join(''),
  );
  sealFiles(files, sampleSeason());
  return verifyPack(files);
};

const drop = (n: number) => (rows: string[]) => rows.filter((_, i) => i !== n);
const double = (n: number) => (rows: string[]) => rows.flatMap((row, i) => (i === n ? [row, row] : [row]));
const swap = (n: number) => (rows: string[]) =>
  rows.map((row, i) => rows[i === n ? n + 1 : i === n + 1 ? n : i] ?? row);

describe('a pack whose files were changed and signed again', () => {
  const lines = 'statements/st-1/lines.ndjson';

  it.each([
    ['dropped', drop(1)],
    ['doubled', double(1)],
    ['swapped', swap(1)],
    ['dropped at the end', (rows: string[]) => rows.slice(0, -1)],
    ['doubled at the end', (rows: string[]) => double(rows.length - 1)(rows)],
  ])('shows a sales line that was %s', (_, change) => {
    const report = resealed(lines, change);
    expect(failed(report)).toContain('sales-lines');
    expect(problems(report)).toContain(lines);
  });

  it.each([
    ['dropped', drop(1)],
    ['doubled', double(1)],
    ['swapped', swap(1)],
  ])('shows a group that was %s', (_, change) => {
    const report = resealed('statements/st-1/groups.ndjson', change);
    expect(failed(report)).toContain('breakdown');
  });

  it('shows each event that was dropped', () => {
    const rows = text(honest, 'events.ndjson').split('\n').slice(0, -1);
    const lastOfStream = new Map(rows.map((row, i) => [/"stream":"([^"]+)"/.exec(row)?.[1], i]));
    for (const n of rows.keys()) {
      const { ok } = resealed('events.ndjson', drop(n));
      // what nothing else rests on may be missing at the end of its stream: a payee's account with the provider,
      // a batch paid before (its payments are there), the note that a statement was superseded
      const { event } = JSON.parse(rows[n] ?? '') as { event: { type: string; stream: string } };
      const free = /payout-method-set|superseded/.test(event.type) || event.stream === 'payoutBatch-batch-0';
      expect([n, event.type, ok]).toEqual([n, event.type, free && [...lastOfStream.values()].includes(n)]);
    }
  });

  it.each([
    ['doubled', double(4)],
    ['swapped', swap(4)],
  ])('shows an event that was %s', (_, change) => {
    const report = resealed('events.ndjson', change);
    expect(failed(report)).toContain('log-inclusion');
    expect(problems(report)).toMatch(/events\.ndjson line \d+ \(/);
  });

  it('shows events that changed their places in the log', () => {
    const report = resealed('events.ndjson', (rows) => {
      const [a, b] = [rows[2] ?? '', rows[3] ?? ''];
      const leaf = (row: string) => /"leafIndex":\d+/.exec(row)?.[0] ?? '';
      return rows.map((row, i) =>
        i === 2 ? b.replace(leaf(b), leaf(a)) : i === 3 ? a.replace(leaf(a), leaf(b)) : row,
      );
    });
    expect(failed(report)).toContain('log-inclusion');
  });
});

describe('keys and heads', () => {
  const { log, witness } = sampleKeys();
  const stranger = sampleKeys('stranger');

  it('pinned are accepted when they are the pack’s', () => {
    expect(verifyPack(honest, { trustedKeys: [log, witness].map(formatVerifierKey) }).ok).toBe(true);
  });

  it('pinned are missed when a stranger made the pack', () => {
    const forged = samplePack(sampleSeason(), stranger);
    expect(verifyPack(forged).ok).toBe(true); // by itself it is consistent: hence the pins
    expect(failed(verifyPack(forged, { trustedKeys: [formatVerifierKey(log)] }))).toEqual(['keys']);
    expect(failed(verifyPack(forged, { trustedKeys: [formatVerifierKey(witness)] }))).toEqual(['keys']);
    expect(failed(verifyPack(honest, { trustedKeys: ['garbage'] }))).toEqual(['keys']);
  });

  it('of a stranger in the keys file fit nothing', () => {
    const files = withText('keys.txt', () => text(samplePack(sampleSeason(), stranger), 'keys.txt'));
    expect(failed(verifyPack(files))).toEqual(
      expect.arrayContaining(['manifest-signature', 'checkpoint-signature', 'checkpoint-cosignature']),
    );
  });

  it('of an older tree do not hold younger events (replay)', () => {
    const older = sampleSeason();
    older.events = older.events.slice(0, 40);
    const files = withText('checkpoint.txt', () => sampleCheckpoint(older));
    expect(failed(verifyPack(files))).toEqual(expect.arrayContaining(['checkpoint-signature', 'log-inclusion']));
  });

  it('of another history of the same size are told apart', () => {
    const fork = sampleSeason();
    const forged = fork.events.find(({ type }) => type === 'catalog.track-registered.v1');
    if (forged) forged.data = { isrc: 'another' };
    const other = sampleCheckpoint(fork);
    expect(failed(verifyPack(withText('checkpoint.txt', () => other)))).toContain('log-inclusion');
    // both packs hold by themselves; whoever has seen the other head knows
    const report = verifyPack(honest, { knownCheckpoints: [other] });
    expect(failed(report)).toEqual(['checkpoint-signature']);
    expect(problems(report)).toContain('two histories');
    expect(verifyPack(honest, { knownCheckpoints: [text(honest, 'checkpoint.txt')] }).ok).toBe(true);
  });
});
