import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { foot, head, resource, streams, summary, tsv } from '../testing/dsr-records';
import { parseText, rejectionOf, workspace } from '../testing/statement-files';

let dir: string;
let done: () => Promise<void>;
beforeAll(async () => ({ dir, done } = await workspace()));
afterAll(() => done());

const amounts = (parsed: { accepted: readonly Record<string, unknown>[] }) =>
  parsed.accepted.map(({ line, amount, quantity }) => [line, amount, quantity]);

describe('Basic Audio', () => {
  const report = tsv(
    head('BasicAudioProfile'),
    ['#SU02', 'comments are counted, and passed over'],
    summary('1', '6', '10.00'),
    resource('b1', 'r1', 'GBXWZ0800015'),
    resource('b1', 'r2', 'gb-xwz-08-00016'),
    streams('b1', 'r1', '1'),
    streams('b1', 'r2', '2'),
    streams('b1', 'r2', '9', 'false'),
    resource('b2', 'r1', 'GBXWZ0800017'),
    ['XX99', 'b2', 'a record that we do not know'],
    streams('b2', 'r1', '3'),
    foot(12, 1, 2),
  );

  it('divides the revenue of the summary over its royalty-bearing lines by usages, to the last unit', async () => {
    const parsed = await parseText(dir, report);
    expect(amounts(parsed)).toEqual([
      ['6', '1.666666666667', '1'],
      ['7', '3.333333333333', '2'],
      ['8', '0', '9'],
      ['11', '5.000000000000', '3'],
    ]);
    expect(parsed.accepted[3]).toMatchObject({
      isrc: 'GBXWZ0800017',
      service: 'Tunes',
      territory: 'DE',
      title: 'Song',
    });
    expect(parsed).toMatchObject({
      format: 'ddex-dsr-basic-audio',
      source: 'Tunes',
      totals: [{ currency: 'EUR', amount: '10.000000000000' }],
      lines: { total: 4, accepted: 4 },
      period: { from: '2025-01-01', to: '2025-01-31' },
    });
  });

  it('asks for attention when a control total does not hold, saying stated and counted', async () => {
    const { problems } = await parseText(dir, report);
    expect(problems).toEqual(['Usages of summary 1: the report states 6, but 15 was counted']);
    const wrongFoot = report.replace(/FOOT\t12\t12/, 'FOOT\t13\t12');
    expect((await parseText(dir, wrongFoot)).problems).toContain(
      'NumberOfLinesInFile: the report states 13, but 12 was counted',
    );
  });

  it('holds when all is right', async () => {
    const parsed = await parseText(dir, report.replace('\tfalse\t', '\ttrue\t').replace('\t6\t\tEUR', '\t15\t\tEUR'));
    expect(parsed.problems).toEqual([]);
    expect(parsed.controls.map(({ name }) => name)).toEqual([
      'NumberOfLinesInFile',
      'NumberOfLinesInReport',
      'NumberOfSummaryRecords',
      'NumberOfBlocksInFile',
      'NumberOfBlocksInReport',
      'Usages of summary 1',
      'Revenue in EUR',
    ]);
  });

  it('rejects the lines of a block whose resource is malformed, and hands their money to nobody', async () => {
    const parsed = await parseText(dir, report.replace('GBXWZ0800017', 'GBXWZ08').replace('\t6\t\tEUR', '\t15\t\tEUR'));
    expect(parsed.rejects).toMatchObject([{ line: '11', code: 'bad-isrc' }]);
    expect(parsed.totals).toEqual([{ currency: 'EUR', amount: '5.000000000000' }]);
    expect(parsed.problems).toEqual(['Revenue in EUR: the report states 10, but 5 was counted']);
    const short = await parseText(dir, report.replace(/AS01.01\tb1\tr1.*\n/, 'AS01.01\tb1\tr1\n'));
    expect(short.rejects.map(({ line, code, reason }) => [line, code, reason])).toEqual(
      ['6', '7', '8'].map((line) => [line, 'bad-record', expect.stringContaining('line 4: AS01.01 has 3 cells')]),
    );
  });

  it('rejects a line that refers to what is not there, is too short, or counts in letters', async () => {
    const parsed = await parseText(
      dir,
      tsv(
        head('BasicAudioProfile'),
        summary('1', '1', '10.00'),
        resource('b', 'r', 'GBXWZ0800015'),
        streams('b', 'r', '1'),
        streams('b', 'r9', '1'),
        streams('b', 'r', '1', 'true', '7'),
        ['SU02', 'b', '1'],
        streams('b', 'r', 'many'),
        foot(9, 1, 1),
      ),
    );
    expect(parsed.rejects.map(({ line, code }) => [line, code])).toEqual([
      ['5', 'unknown-reference'],
      ['6', 'unknown-summary'],
      ['7', 'wrong-column-count'],
      ['8', 'bad-quantity'],
    ]);
    expect(amounts(parsed)).toEqual([['4', '5.000000000000', '1']]);
  });

  it('gives a file of several only its part of the revenue', async () => {
    const part = (n: number, usages: string) =>
      tsv(
        head('BasicAudioProfile', '1.2', n, 2),
        summary('1', '3', '10.00'),
        resource('b', 'r', 'GBXWZ0800015'),
        streams('b', 'r', usages),
        foot(5, 1, 1, 2),
      );
    const first = await parseText(dir, part(1, '1'));
    const second = await parseText(dir, part(2, '2'));
    expect([...amounts(first), ...amounts(second)]).toEqual([
      ['4', '3.333333333333', '1'],
      ['4', '6.666666666667', '2'],
    ]);
    expect(first.problems).toEqual([]);
    expect(first.warnings).toMatchObject([{ code: 'one-of-several-files' }]);
  });

  it('divides a negative revenue as the mirror of the positive, returns taken off', async () => {
    const parsed = await parseText(
      dir,
      tsv(
        head('BasicAudioProfile'),
        summary('1', '3', '-1.00'),
        resource('b', 'r', 'GBXWZ0800015'),
        ['SU01', 'b', '1', 't1', '', 'r', 'true', 'false', '5', '4'],
        ['SU01', 'b', '1', 't2', '', 'r', 'true', 'false', '2', '0'],
        foot(6, 1, 1),
      ),
    );
    expect(parsed.totals[0]?.amount).toBe('-1.000000000000');
    expect(parsed.accepted.map(({ quantity }) => quantity)).toEqual(['1', '2']);
    expect(parsed.problems).toEqual([]);
  });
});

describe('single record blocks', () => {
  it('reads SR02 lines with their release', async () => {
    const line = (isrc: string, icpn: string, streams: string) => [
      'SR02',
      '1',
      'd1',
      isrc,
      'Song',
      '',
      'Ann',
      '',
      '',
      'SoundRecording',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'rel',
      '',
      '',
      icpn,
      'Ann',
      '',
      'LP',
      '',
      '',
      '',
      '',
      '',
      't',
      'true',
      streams,
    ];
    const parsed = await parseText(
      dir,
      tsv(
        head('BasicAudioProfileSRB'),
        summary('1', '4', '1.00'),
        line('GBXWZ0800015', '718752155427', '1'),
        line('', '718752155427', '3'),
        ['SRFO', '5', '1'],
      ),
    );
    expect(parsed.accepted).toMatchObject([
      { isrc: 'GBXWZ0800015', upc: '00718752155427', amount: '0.250000000000' },
      { isrc: null, upc: '00718752155427', amount: '0.750000000000' },
    ]);
    expect(parsed.problems).toEqual([]);
  });
});

describe('what is no readable report', () => {
  const one = (h: string[]) =>
    tsv(h, summary('1', '1', '1'), resource('b', 'r', 'GBXWZ0800015'), streams('b', 'r', '1'));
  it.each([
    ['without a footer', one(head('BasicAudioProfile')), /^cut-off @4: .*footer/],
    ['another profile', one(head('AudioVisualProfile')), /^unknown-profile @1: .*AudioVisualProfile/],
    ['a short head', 'HEAD\tID1\tUgcProfile\t1.1\nFOOT\t123\n', /^bad-head @1: .*HEAD has 4 cells/],
    [
      'a head without dates',
      one(head('UgcProfile').map((cell) => (cell === '2025-01-01' ? 'soon' : cell))),
      /^bad-head @1/,
    ],
    ['no sales', tsv(head('BasicAudioProfile'), summary('1', '0', '0'), foot(3, 1, 0)), /^no-lines/],
    [
      'records after the footer',
      one(head('BasicAudioProfile')) + tsv(foot(5, 1, 1), streams('b', 'r', '1')),
      /^after-footer @6/,
    ],
    ['a short summary', tsv(head('BasicAudioProfile'), ['SY01', '1']), /^bad-summary @2/],
  ])('%s', async (_, content, expected) => expect(await rejectionOf(dir, content)).toMatch(expected));
});

const data = process.env['MAX_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../../../shared/data');
const examples = join(data, 'ddex/dsr/examples');
const real = existsSync(examples) ? describe : describe.skip;

real('the published examples', () => {
  const example = (name: string) => readFileSync(join(examples, name));

  it('UGC 1.0: a line for each licensor, and its footer holds', async () => {
    const parsed = await parseText(
      dir,
      example('DSR_TEST_YouTube_AdSupport-music_2015-Q4_IS_1of1_20160121T150926.tsv'),
    );
    expect(parsed).toMatchObject({
      format: 'ddex-dsr-ugc',
      source: 'YouTube',
      lines: { total: 6, accepted: 6, rejected: 0 },
      totals: [{ currency: 'USD', amount: '200.03' }],
      period: { from: '2015-10-01', to: '2015-12-31' },
      problems: [],
    });
    expect(parsed.controls).toHaveLength(5);
    expect(parsed.accepted[0]).toMatchObject({
      isrc: 'USSM19803037',
      title: 'Sexual Healing',
      artist: 'Marvin Gaye',
      territory: 'IS',
      quantity: '7810',
      amount: '125.23',
    });
  });

  it.each(['1of2_20150723T092522', '2of2_20150723T092522'])('%s has no head that a profile knows', async (name) => {
    const file = `DSR_PADPIDA2014999999Z_PADPIDA2014111801Y_AdSupport_2015-02_AU_${name}.tsv`;
    expect(await rejectionOf(dir, example(file))).toMatch(/^bad-head @1: .*HEAD has 4 cells/);
  });
});
