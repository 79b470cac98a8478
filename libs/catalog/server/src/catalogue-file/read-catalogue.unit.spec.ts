import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Entry } from './entry';
import { checkHeading, readCatalogue, type Reject } from './read-catalogue';
import { UnreadableCatalogue } from './unreadable-catalogue';

const HEADING = 'artist,release_title,upc,label,release_date,track_title,version,isrc,duration_seconds';
const LINE = 'Sigur Rós,Ágætis byrjun,718752155427,Smekkleysa,1999-06-12,Starálfur,,GBXWZ0800015,406';
const ISRC_OF_LINE = 'GBXWZ0800015';

describe('a catalogue file', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'max-catalogue-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fileOf = async (content: string | Buffer): Promise<string> => {
    const path = join(folder, `${Math.random()}.csv`);
    await writeFile(path, content);
    return path;
  };
  const read = async (content: string | Buffer): Promise<{ entries: Entry[]; rejects: Reject[] }> => {
    const entries: Entry[] = [];
    const rejects: Reject[] = [];
    for await (const each of readCatalogue(await fileOf(content))) {
      if (each.kind === 'accepted') entries.push(each.entry);
      else rejects.push(each.reject);
    }
    return { entries, rejects };
  };
  /** A file of the good line with one cell changed. */
  const withCell = (column: string, value: string): string => {
    const cells = LINE.split(',');
    cells[HEADING.split(',').indexOf(column)] = value;
    return `${HEADING}\n${cells.join(',')}\n`;
  };

  const good = {
    artistName: 'Sigur Rós',
    release: {
      upc: '00718752155427',
      details: { title: 'Ágætis byrjun', label: 'Smekkleysa', releaseDate: '1999-06-12' },
    },
    isrc: ISRC_OF_LINE,
    title: 'Starálfur',
    version: null,
    durationSeconds: 406,
  };

  test('is read line by line', async () => {
    const { entries, rejects } = await read(`${HEADING}\n${LINE}\n`);
    expect(rejects).toEqual([]);
    expect(entries).toMatchObject([good]);
  });

  test.each([
    ['a byte order mark and CRLF', `\uFEFF${HEADING}\r\n${LINE}\r\n`],
    ['semicolons', `${HEADING}\n${LINE}\n`.replaceAll(',', ';')],
    ['tabs', `${HEADING}\n${LINE}\n`.replaceAll(',', '\t')],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${HEADING}\n${LINE}\n`.replaceAll(',', '\t'), 'utf16le')],
    ['blank lines and no last line end', `\n\n${HEADING}\n\n${LINE}`],
    ['a heading in other words', `${HEADING.replaceAll('_', ' ').toUpperCase()}\n${LINE}`],
    ['quoted cells', `${HEADING}\n${LINE.replace(/[^,]+/g, '"$&"')}\n`],
  ])('tolerates %s', async (_what, content) => {
    const { entries, rejects } = await read(content);
    expect(rejects).toEqual([]);
    expect(entries).toMatchObject([good]);
  });

  test('has its columns in any order', async () => {
    const reversed = (line: string): string => line.split(',').reverse().join(',');
    expect((await read(`${reversed(HEADING)}\n${reversed(LINE)}`)).entries).toMatchObject([good]);
  });

  test('keeps quotation marks and delimiters within titles', async () => {
    const { entries } = await read(
      `${withCell('track_title', '12" Mix')}${withCell('track_title', '"Now, ""Then"""')
        .split('\n')[1]
        ?.replace(ISRC_OF_LINE, 'GBXWZ0800016')}\n`,
    );
    expect(entries.map(({ title }) => title)).toEqual(['12" Mix', 'Now, "Then"']);
  });

  test.each([
    ['an empty file', '', 'empty'],
    ['blank lines only', '\n \n', 'empty'],
    ['a missing column', HEADING.replace(',isrc', ''), 'missing: isrc'],
    ['an unknown column', `${HEADING},mood`, 'unknown: mood'],
    ['a column there twice', `${HEADING},isrc`, 'there twice: isrc'],
    ['something else', 'title of my song\n', 'missing: artist'],
    ['a compressed file', gzipSync(`${HEADING}\n${LINE}`), 'compressed'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004 and so on'), 'spreadsheet'],
    ['Latin-1', Buffer.from(`${HEADING}\n${LINE}`, 'latin1'), 'no UTF-8 text'],
    ['a heading that does not close a quotation mark', `"${HEADING}`, 'quotation mark'],
    ['a line without end', `${HEADING}\n${'x'.repeat(1_300_000)}`, 'line 2 does not end'],
  ])('is refused as a whole: %s', async (_what, content, reason) => {
    const refused = read(content);
    await expect(refused).rejects.toThrow(UnreadableCatalogue);
    await expect(refused).rejects.toThrow(reason);
  });

  test('has its heading checked without reading on', async () => {
    await checkHeading(await fileOf(Buffer.concat([Buffer.from(`${HEADING}\n`), Buffer.alloc(70_000, 'x')])));
    await expect(checkHeading(await fileOf('a,b\n'))).rejects.toThrow(UnreadableCatalogue);
    await expect(checkHeading(await fileOf(''))).rejects.toThrow('empty');
  });

  test.each([
    ['artist', ' ', 'missing'],
    ['track_title', '', 'missing'],
    ['isrc', '', 'missing'],
    ['isrc', 'USPR373000128', 'not an ISRC'],
    ['upc', '', 'missing, though'],
    ['upc', '718752155428', 'check digit'],
    ['upc', '7.18752E+11', 'not a UPC'],
    ['release_title', '', 'missing'],
    ['release_date', '1999-02-30', 'not a date'],
    ['release_date', '12.06.1999', 'not a date'],
    ['duration_seconds', '6:46', 'whole number of seconds'],
    ['duration_seconds', '0', 'whole number of seconds'],
    ['duration_seconds', '90000', 'whole number of seconds'],
    ['track_title', 'x'.repeat(501), 'longer than 500'],
    ['track_title', 'bell\u0007', 'can not be shown'],
  ])('rejects a line for its %s %j', async (column, value, reason) => {
    const content = withCell(column, value);
    const { entries, rejects } = await read(content);
    expect(entries).toEqual([]);
    expect(rejects).toMatchObject([{ line: 2, column, raw: content.split('\n')[1] }]);
    expect(rejects[0]?.reason).toContain(reason);
  });

  test('takes a track without a release, and an ISRC as people write it', async () => {
    const line = 'Sigur Rós,,,,,Starálfur,live,gb-xwz-08-00015,';
    expect((await read(`${HEADING}\n${line}`)).entries).toMatchObject([
      { isrc: ISRC_OF_LINE, release: null, version: 'live', durationSeconds: null },
    ]);
  });

  test('rejects lines of another shape, by number, and goes on', async () => {
    const other = LINE.replace(ISRC_OF_LINE, 'GBXWZ0800016');
    const { entries, rejects } = await read(
      `${HEADING}\n\nonly,three,cells\n"open,${LINE}\n${other}\nSigur Rós,cut of`,
    );
    expect(rejects).toEqual([
      { line: 3, column: null, reason: '3 columns where the heading has 9', raw: 'only,three,cells' },
      { line: 4, column: null, reason: 'a quotation mark is not closed', raw: `"open,${LINE}` },
      { line: 6, column: null, reason: '2 columns where the heading has 9', raw: 'Sigur Rós,cut of' },
    ]);
    expect(entries.map(({ isrc }) => isrc)).toEqual(['GBXWZ0800016']);
  });

  test('rejects what contradicts an earlier line, not what repeats it', async () => {
    const lines = [
      LINE,
      LINE,
      LINE.replace('Starálfur', 'Svefn-g-englar'),
      LINE.replace('718752155427', '4050538793819'),
      LINE.replace(ISRC_OF_LINE, 'GBXWZ0800016').replace('1999-06-12', '2000-01-01'),
      LINE.replace(ISRC_OF_LINE, 'GBXWZ0800016'),
    ];
    const { entries, rejects } = await read([HEADING, ...lines].join('\n'));
    expect(entries.map(({ isrc }) => isrc)).toEqual([ISRC_OF_LINE, ISRC_OF_LINE, 'GBXWZ0800016']);
    expect(rejects.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [4, 'isrc', 'line 2 gives GBXWZ0800015 to another track or release'],
      [5, 'isrc', 'line 2 gives GBXWZ0800015 to another track or release'],
      [6, 'upc', 'line 2 gives 00718752155427 another title, label or date'],
    ]);
  });

  const vectors = resolve(
    process.env['MAX_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../../../shared/data'),
    'identifiers/test_vectors.tsv',
  );
  (existsSync(vectors) ? test : test.skip)(
    'takes and rejects the published ISRCs and GTINs (MAX_TEST_DATA)',
    async () => {
      const column: Readonly<Record<string, string>> = { ISRC: 'isrc', GTIN: 'upc' };
      const rows = readFileSync(vectors, 'utf8')
        .split('\n')
        .map((row) => row.split('\t'))
        .filter(([scheme = '']) => scheme in column);
      expect(rows.length).toBeGreaterThan(15);
      for (const [scheme = '', value = '', valid] of rows) {
        const { entries } = await read(withCell(column[scheme] ?? '', value));
        expect([value, entries.length === 1]).toEqual([value, valid === 'True']);
      }
    },
  );

  test('of many lines is read without holding them', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) =>
      LINE.replace(ISRC_OF_LINE, `GBXWZ08${String(i).padStart(5, '0')}`),
    );
    let accepted = 0;
    for await (const { kind } of readCatalogue(await fileOf([HEADING, ...lines].join('\n')))) {
      if (kind === 'accepted') accepted += 1;
    }
    expect(accepted).toBe(20_000);
  });
});
