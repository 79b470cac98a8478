import { gzipSync } from 'node:zlib';

import {
  distrokid,
  DISTROKID_13,
  distrokidLine,
  type DistrokidLine,
  parseText,
  readText,
  rejectionOf,
  TUNECORE_21,
  tunecoreLine,
  workspace,
} from './testing/statement-files';

let dir: string;
let done: () => Promise<void>;
beforeAll(async () => ({ dir, done } = await workspace()));
afterAll(() => done());

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const mark = (bytes: number[], body: Buffer): Buffer => Buffer.concat([Buffer.from(bytes), body]);

describe('a good file', () => {
  it('is brought to sales lines, exact amounts and totals', async () => {
    const parsed = await parseText(
      dir,
      distrokid({}, { isrc: 'gb-xwz-08-00016', upc: '', amount: '.5', country: 'OU', month: '2025-02' }),
    );
    expect(parsed).toMatchObject({
      format: 'distrokid',
      formatVersion: '13 columns',
      source: 'DistroKid',
      lines: { total: 2, accepted: 2, rejected: 0, duplicateLooking: 0 },
      totals: [{ currency: 'USD', amount: '0.50420000' }],
      period: { from: '2025-01-01', to: '2025-02-28' },
      rejectsPath: null,
      problems: [],
      warnings: [],
    });
    expect(parsed.accepted[1]).toMatchObject({
      line: '3',
      isrc: 'GBXWZ0800016',
      upc: null,
      title: 'Song',
      artist: 'Ann',
      service: 'Spotify',
      territory: null,
      saleMonth: '2025-02-01',
      quantity: '3',
      amount: '0.5',
      currency: 'USD',
      looksDuplicate: false,
    });
    expect(parsed.accepted[0]).toMatchObject({ upc: '00718752155427', territory: 'US', amount: '0.00420000' });
  });

  it.each<[string, (text: string) => Buffer]>([
    ['gzip', (text) => gzipSync(text)],
    ['UTF-8 with a mark', (text) => mark([0xef, 0xbb, 0xbf], Buffer.from(text))],
    ['UTF-16 LE with a mark', (text) => mark([0xff, 0xfe], Buffer.from(text, 'utf16le'))],
    ['UTF-16 BE with a mark', (text) => mark([0xfe, 0xff], utf16be(text))],
    ['UTF-16 LE without one', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-16 BE without one', utf16be],
    ['UTF-16 in gzip', (text) => gzipSync(mark([0xff, 0xfe], Buffer.from(text, 'utf16le')))],
    ['CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['ISO-8859-1', (text) => Buffer.from(text, 'latin1')],
    ['comma-separated', (text) => Buffer.from(text.replaceAll('\t', ','))],
    ['quoted throughout', (text) => Buffer.from(text.replace(/[^\t\n]+/g, '"$&"').replace(/\t(?=\t)/g, '\t""'))],
    ['without a last line break', (text) => Buffer.from(text.trimEnd())],
  ])('is read as %s', async (_, encode) => {
    const parsed = await parseText(
      dir,
      encode(distrokid({ title: 'Übermut' }, { title: 'Ñandú', amount: '-1.25000000' })),
    );
    expect(parsed.accepted.map(({ title, amount, line }) => [line, title, amount])).toEqual([
      ['2', 'Übermut', '0.00420000'],
      ['3', 'Ñandú', '-1.25000000'],
    ]);
    expect(parsed.totals).toEqual([{ currency: 'USD', amount: '-1.24580000' }]);
  });

  it('keeps line numbers over empty lines', async () => {
    const parsed = await parseText(dir, `\n\n${DISTROKID_13}\n\n${distrokidLine()}\n\n\n${distrokidLine()}\n\n`);
    expect(parsed.accepted.map(({ line }) => line)).toEqual(['5', '8']);
    expect(parsed.lines).toEqual({ total: 2, accepted: 2, rejected: 0, duplicateLooking: 1 });
    expect(parsed.accepted.map(({ looksDuplicate }) => looksDuplicate)).toEqual([true, true]);
  });

  it('takes quotes that enclose a cell, and leaves others alone', async () => {
    const line = tunecoreLine({ amount: '1.00', currency: 'EUR', isrc: '', title: '"One, ""two"""' });
    const bare = tunecoreLine({ amount: '2.00', currency: 'GBP', isrc: 'GBXWZ0800015', title: '12" Mix' });
    const parsed = await parseText(dir, `${TUNECORE_21}\n${line}\n${bare}\n`);
    expect(parsed.accepted.map(({ title }) => title)).toEqual(['One, "two"', '12" Mix']);
  });

  it('never adds one currency to another', async () => {
    const line = (amount: string, currency: string) => tunecoreLine({ amount, currency, isrc: '', title: 'x' });
    const text = [TUNECORE_21, line('1.10', 'EUR'), line('2.5', 'GBP'), line('3.333', 'EUR')].join('\n');
    const parsed = await parseText(dir, text);
    expect(parsed.totals).toEqual([
      { currency: 'EUR', amount: '4.433' },
      { currency: 'GBP', amount: '2.5' },
    ]);
  });

  it('adds 38 digits on both sides of the point without losing one', async () => {
    const huge = '9'.repeat(38);
    const tiny = `0.${'0'.repeat(36)}12`;
    const parsed = await parseText(
      dir,
      distrokid({ amount: huge }, { amount: huge }, { amount: tiny }, { amount: `-${tiny}` }, { amount: tiny }),
    );
    expect(parsed.totals).toEqual([{ currency: 'USD', amount: `1${'9'.repeat(37)}8.${'0'.repeat(36)}12` }]);
  });
});

describe('amounts', () => {
  it.each([
    ['(12.34)', '-12.34'],
    ['12.34-', '-12.34'],
    ['+1', '1'],
    ['.021330', '0.021330'],
    ['007.50', '7.50'],
    ['-0.00', '0.00'],
    ['5.', '5'],
  ])('%s is read as %s', async (written, canonical) => {
    const { accepted } = await parseText(dir, distrokid({ amount: written }));
    expect(accepted[0]?.['amount']).toBe(canonical);
  });
});

describe('a bad line', () => {
  it.each<[string, DistrokidLine | string, string, string]>([
    ['too few columns', 'a\tb', 'wrong-column-count', ''],
    ['too many columns', `${distrokidLine()}\tx`, 'wrong-column-count', ''],
    ['letters for a number', { amount: 'twelve' }, 'not-a-number', 'Earnings (USD)'],
    ['a double sign', { amount: '(-1)' }, 'not-a-number', 'Earnings (USD)'],
    ['a blank amount', { amount: '' }, 'missing-amount', 'Earnings (USD)'],
    ['a 40-digit amount', { amount: '1234567890123456789012345678901234567890' }, 'amount-too-long', 'Earnings (USD)'],
    ['40 decimals', { amount: `0.${'1'.repeat(40)}` }, 'amount-too-long', 'Earnings (USD)'],
    ['a thousands separator', { amount: '1,234.50' }, 'thousands-separator', 'Earnings (USD)'],
    ['a decimal comma', { amount: '0,5' }, 'decimal-comma', 'Earnings (USD)'],
    ['an exponent', { amount: '1.2E-05' }, 'exponent-notation', 'Earnings (USD)'],
    ['letters for a quantity', { quantity: 'many' }, 'bad-quantity', 'Quantity'],
    ['month 13', { month: '2025-13' }, 'bad-sale-month', 'Sale Month'],
    ['30 February', { month: '2025-02-30' }, 'bad-sale-month', 'Sale Month'],
    ['an unknown territory', { country: 'XX' }, 'unknown-territory', 'Country of Sale'],
    ['a malformed ISRC', { isrc: 'GBXWZ080001' }, 'bad-isrc', 'ISRC'],
  ])('with %s is rejected with line, column and reason', async (_, bad, code, column) => {
    const parsed = await parseText(dir, distrokid({}, bad, {}));
    expect(parsed.lines).toMatchObject({ total: 3, accepted: 2, rejected: 1 });
    expect(parsed.rejects).toEqual([
      {
        line: '3',
        column: column || null,
        code,
        reason: expect.stringMatching(/: “.*”$/),
        raw: typeof bad === 'string' ? bad : distrokidLine(bad),
      },
    ]);
  });

  it('in an unknown currency is rejected', async () => {
    const line = (currency: string) => tunecoreLine({ amount: '1', currency, isrc: '', title: 'x' });
    const { rejects } = await parseText(dir, `${TUNECORE_21}\n${line('EUR')}\n${line('XYZ')}\n`);
    expect(rejects).toMatchObject([{ line: '3', column: 'Currency', code: 'unknown-currency' }]);
  });

  it('cannot become a formula in a spreadsheet', async () => {
    const parsed = await parseText(dir, distrokid({}, '=HYPERLINK("http://x")', '@SUM(A1)', '-1', '\tx'));
    const csv = await readText(parsed.rejectsPath ?? '');
    expect(parsed.lines.rejected).toBe(4);
    expect(csv).not.toMatch(/,"[=@\t-]/);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});

describe('what is kept although it is odd', () => {
  it('a wrong UPC check digit, a lost leading zero, no identifier at all', async () => {
    const parsed = await parseText(
      dir,
      distrokid({ upc: '718752155428' }, { upc: '36000291452' }, { isrc: '', upc: '' }),
    );
    expect(parsed.accepted.map(({ upc }) => upc)).toEqual([null, '00036000291452', null]);
    expect(parsed.warnings).toMatchObject([
      { code: 'upc-ignored', count: 1, firstLine: 2 },
      { code: 'no-identifier', count: 1, firstLine: 4 },
    ]);
  });
});

describe('a file that can not be used says why', () => {
  const good = distrokid({}, {}, {});
  it.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /^empty-file @-: the file is empty/],
    ['only line breaks', '\n\n', /^empty-file/],
    ['empty gzip', gzipSync(''), /^empty-file/],
    ['a heading only', `${DISTROKID_13}\n`, /^no-lines @1/],
    ['unknown', 'a;b;c\n1;2;3\n', /^unknown-format @1: .*“a;b;c”/],
    ['an Excel file', Buffer.from('PK\u0003\u0004xxxxxxxx'), /^unknown-format @-: .*Excel/],
    ['binary', Buffer.from([...Buffer.from(DISTROKID_13), 10, 65, 0, 66, 10]), /^not-text @2/],
    ['cut off in a line', good.slice(0, -40), /^cut-off @4/],
    ['cut off in the last amount', good.slice(0, -4), /^cut-off @4/],
    ['cut-off gzip', gzipSync(good.repeat(50)).subarray(0, 120), /^cut-off/],
    ['damaged gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255]), /^damaged-gzip/],
    ['UTF-16 cut in a character', mark([0xff, 0xfe], Buffer.from(good, 'utf16le').subarray(0, 501)), /^cut-off/],
    ['bad in every line', distrokid({ amount: 'x' }), /^no-good-line @2: .*not a number: “x”/],
    ['one endless line', 'x'.repeat(2_100_000), /^line-too-long @1/],
  ])('%s', async (_, content, expected) => expect(await rejectionOf(dir, content)).toMatch(expected));

  it('another format than was asked for', async () => {
    expect(await rejectionOf(dir, good, { format: 'tunecore' })).toMatch(/^format-mismatch @1: .*tunecore.*distrokid/);
  });
});
