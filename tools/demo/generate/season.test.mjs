import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';

import Big from 'big.js';

import { PRICES } from './basic-audio.mjs';
import { decimal, format } from './decimal.mjs';
import { dpidOf, upcOf } from './identifiers.mjs';
import { makeSeason, MONTHS } from './season.mjs';

const SIZE = { artists: 40, releases: 300, lines: 9_000 };

const read = (file) => (file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)).toString('utf8');
const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const gs1Holds = (digits) =>
  [...digits].reverse().reduce((sum, digit, i) => sum + Number(digit) * (i % 2 === 0 ? 1 : 3), 0) % 10 === 0;
const add = (sums, currency, amount) => ({ ...sums, [currency]: (sums[currency] ?? Big(0)).plus(amount) });

/** What a reader who knows the table's rules gets out of it, told from the text alone. */
const readTable = (report, delimiter, amountAt, currencyOf, isGood) => {
  const [, ...rows] = read(report.file).split(/\r?\n/).filter(Boolean);
  const cells = rows.map((row) => row.split(delimiter));
  const good = cells.filter(isGood);
  const sums = good.reduce((all, row) => add(all, currencyOf(row), row[amountAt]), {});
  return { total: rows.length, accepted: good.length, sums };
};

describe('the demo season', () => {
  let folder, season;
  const reportsOf = (kind) => season.reports.filter((report) => report.format === kind);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'max-season-'));
    season = await makeSeason(folder, SIZE);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is the same on every run', async () => {
    const again = await makeSeason(join(folder, 'again'), SIZE);
    const files = (made) => [made.catalogueFile, ...made.reports.map(({ file }) => file)].map(hash);
    assert.deepEqual(files(again), files(season));
    assert.deepEqual(again.sheets, season.sheets);
  });

  it('has a catalogue of the promised size with valid, unique identifiers', () => {
    const [, ...rows] = read(season.catalogueFile).trim().split('\n');
    assert.deepEqual([season.counts.artists, season.counts.releases, rows.length], [40, 300, season.counts.tracks]);
    assert.ok(rows.length > 1_900 && rows.length < 2_300, String(rows.length));
    const upcs = new Set(rows.map((row) => /,(\d{12}),/.exec(row)?.[1]));
    const isrcs = new Set(rows.map((row) => /,([A-Z]{2}[A-Z0-9]{3}\d{7}),\d+$/.exec(row)?.[1]));
    assert.equal(isrcs.size, rows.length);
    assert.equal(upcs.size, 300);
    for (const upc of upcs) assert.ok(gs1Holds(upc), upc);
  });

  it('divides everything to exactly 100 per cent, among two or three, some with a change', () => {
    for (const { shares } of season.sheets) {
      assert.ok(shares.length >= 2 && shares.length <= 3);
      assert.equal(shares.reduce((sum, { percent }) => sum.plus(percent), Big(0)).toString(), '100');
      assert.equal(new Set(shares.map(({ payee }) => payee)).size, shares.length);
    }
    assert.ok(season.sheets.some(({ effectiveFrom }) => effectiveFrom === `${MONTHS[1]}-01`));
    const names = new Set(season.payees.map(({ name }) => name));
    assert.equal(names.size, season.payees.length);
    for (const { shares } of season.sheets) for (const { payee } of shares) assert.ok(names.has(payee), payee);
  });

  it('has rejected, unmatched and held lines, whose money adds up', () => {
    for (const kind of ['distrokid', 'tunecore', 'ddex-dsr-basic-audio', 'ddex-dsr-ugc'])
      assert.equal(reportsOf(kind).length, 3);
    for (const { lines, totals, file } of season.reports) {
      assert.equal(lines.accepted + lines.rejected, lines.total, file);
      for (const { amount, credited, held } of totals) assert.ok(Big(credited).plus(held).eq(amount), file);
    }
    for (const key of ['rejected', 'unmatched'])
      assert.ok(season.reports.reduce((sum, { lines }) => sum + lines[key], 0) > 10, key);
  });

  it('knows what its DistroKid files hold', () => {
    for (const report of reportsOf('distrokid')) {
      const good = (row) => row.length === 13 && /^-?\d+\.\d+$/.test(row[12]) && /^-?\d+$/.test(row[7]);
      const known = (row) => good(row) && row[10] !== 'XQ' && /^$|^[A-Za-z]{4}\w\d{7}$/.test(row[5]);
      const found = readTable(report, '\t', 12, () => 'USD', known);
      assert.deepEqual([found.total, found.accepted], [report.lines.total, report.lines.accepted]);
      assert.ok(found.sums.USD.eq(report.totals[0].amount));
      const text = read(report.file);
      assert.match(text, /\t-\d+\t100\t.*\t-\d+\.\d+\r\n/, 'no negative line');
    }
  });

  it('has lines that look like duplicates', () => {
    const rows = reportsOf('distrokid').flatMap(({ file }) => read(file).trimEnd().split('\r\n'));
    assert.ok(rows.some((row, i) => row === rows[i + 1]));
  });

  it('knows what its TuneCore files hold, in two currencies', () => {
    for (const report of reportsOf('tunecore')) {
      const good = (row) => row.length === 21 && /^\d+\.\d{6}$/.test(row[19]) && /^(USD|GBP)$/.test(row[20]);
      const found = readTable(
        report,
        ',',
        19,
        (row) => row[20],
        (row) => good(row) && !/-13-/.test(row[0]),
      );
      assert.deepEqual([found.total, found.accepted], [report.lines.total, report.lines.accepted]);
      for (const { currency, amount } of report.totals) assert.ok(found.sums[currency].eq(amount), currency);
      assert.equal(report.totals.length, 2);
    }
  });

  for (const kind of ['ddex-dsr-basic-audio', 'ddex-dsr-ugc'])
    it(`writes right control totals into its ${kind} files`, () => {
      for (const { file } of reportsOf(kind)) {
        const records = read(file).trimEnd().split('\n');
        const of = (type) => records.filter((record) => record.startsWith(type));
        const blocks = new Set(of('AS02').map((record) => record.split('\t')[1])).size;
        const counted = [records.length, records.length, of('SY').length, blocks, blocks];
        assert.deepEqual(records.at(-1).split('\t').slice(1).map(Number), counted, basename(file));
        assert.equal(of('HEAD')[0].split('\t').length, 16);
      }
    });

  it('states the revenue of each territory as the price of its streams', () => {
    for (const report of reportsOf('ddex-dsr-basic-audio')) {
      const records = read(report.file)
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      const summaries = records.filter(([type]) => type === 'SY02.02');
      let total = Big(0);
      for (const summary of summaries) {
        const sold = records.filter((row) => row[0] === 'SU02' && row[2] === summary[1] && /^\d+$/.test(row[7]));
        const count = (rows) => rows.reduce((sum, row) => sum + Number(row[7]), 0);
        assert.equal(count(sold), Number(summary[14]), 'allocated usages');
        const paid = Big(count(sold.filter((row) => row[6] === 'true')))
          .times(PRICES[summary[6]])
          .div(1_000_000);
        assert.ok(paid.eq(summary[15]), 'allocated revenue');
        total = total.plus(paid);
      }
      assert.ok(total.eq(report.totals[0].amount));
    }
  });

  it('knows what its UGC files hold', () => {
    for (const report of reportsOf('ddex-dsr-ugc')) {
      const due = read(report.file)
        .split('\n')
        .filter((line) => line.startsWith('LI01'))
        .map((line) => line.split('\t')[9]);
      const good = due.filter((text) => text !== 'tbc');
      assert.deepEqual([due.length, good.length], [report.lines.total, report.lines.accepted]);
      assert.ok(good.reduce((sum, text) => sum.plus(text), Big(0)).eq(report.totals[0].amount));
    }
  });
});

describe('the generator’s numbers', () => {
  it('are exact decimals', () => {
    assert.equal(format(decimal(25, 4)), '0.0025');
    assert.equal(format(decimal(-1, 12), 8), '-0.000000000001');
    assert.equal(format(decimal(3, 0), 2), '3.00');
    assert.equal(format(decimal(-5, 1)), '-0.5');
  });

  it('have right check digits (GS1; ISO 7064 mod 37,36 as in DDEX’s PADPIDA2013020802I)', () => {
    assert.equal(dpidOf(2013020802), 'PADPIDA2013020802I');
    assert.equal(dpidOf(2014111801), 'PADPIDA2014111801Y');
    assert.ok(gs1Holds(upcOf(71_000)));
  });
});
