import {
  catalogImportStream,
  TRACKS_VIEW,
  trackStream,
  type CatalogEvent,
  type TrackDocument,
} from '@max/catalog/contracts';
import {
  catalogImport,
  type ArtistEvent,
  type CatalogImportEvent,
  type ReleaseEvent,
  type TrackEvent,
} from '@max/catalog/domain';
import type { SignedInUser } from '@max/identity/contracts';
import { sha256, type Isrc, type Sha256 } from '@max/kernel';
import {
  bySystem,
  Decisions,
  EVENT_STORE,
  FILES,
  JOBS,
  Views,
  type EventStore,
  type Files,
  type Jobs,
} from '@max/kernel/server';
import type { TestApp } from '@max/kernel/server/testing';
import { randomUUID } from 'node:crypto';

import { RUN_IMPORT } from './run-import/process';
import { RunImport } from './run-import/run-import';
import { csv, finance, starálfur, startCatalog, svefn, userWith } from './testing/catalog-app';

// compiles only while the domain's events are the contracts' events
const _sameEvents: (event: ArtistEvent | ReleaseEvent | TrackEvent | CatalogImportEvent) => CatalogEvent = (event) =>
  event;

describe('the catalogue over HTTP', () => {
  let app: TestApp<SignedInUser>;
  let catalog: Awaited<ReturnType<typeof startCatalog>>;
  beforeAll(async () => {
    catalog = await startCatalog();
    app = catalog.app;
  }, 60_000);
  afterAll(() => catalog.stop());

  test('a file comes in: artists, releases and tracks can be read', async () => {
    const done = await catalog.importOf(csv(starálfur, svefn));
    expect(done).toMatchObject({
      status: 'finished',
      lines: { total: 2, accepted: 2, rejected: 0 },
      reason: null,
      fileName: 'catalogue.csv',
    });
    const at = `atLeast=${done.position}`;
    const expected = {
      isrc: 'GBXWZ0800015',
      title: 'Starálfur',
      version: null,
      artistName: 'Sigur Rós',
      upc: '00718752155427',
      durationSeconds: 406,
    };
    expect((await catalog.get(`tracks?isrc=gb-xwz-08-00015&${at}`)).items).toMatchObject([expected]);
    expect(await catalog.get<object>('tracks/GBXWZ0800015')).toMatchObject(expected);
    expect((await catalog.get(`tracks?upc=718752155427&${at}`)).items).toHaveLength(2);
    expect((await catalog.get(`releases?upc=718752155427&${at}`)).items).toMatchObject([
      {
        upc: '00718752155427',
        title: 'Ágætis byrjun',
        artistName: 'Sigur Rós',
        label: 'Smekkleysa',
        releaseDate: '1999-06-12',
      },
    ]);
    expect((await catalog.get(`artists?q=rós&${at}`)).items).toMatchObject([{ name: 'Sigur Rós' }]);
  });

  test.each([
    ['STARALF', 1],
    ['sigur ros', 2],
    ['Live', 1],
    ['.*', 0],
    ['englar', 1],
    ['no such thing', 0],
  ])('a search for %j finds %d tracks', async (q, count) => {
    expect((await catalog.get(`tracks?q=${encodeURIComponent(q)}`)).items).toHaveLength(count);
  });

  test('the same file again changes nothing', async () => {
    const before = await catalog.head();
    const again = await catalog.importOf(csv(starálfur, svefn));
    expect(again).toMatchObject({ status: 'finished', lines: { total: 2, accepted: 2, rejected: 0 } });
    const since: string[] = [];
    for await (const { type } of app.nest.get<EventStore>(EVENT_STORE).readAll({ after: before })) since.push(type);
    expect(since).toEqual(['catalog.import-received.v1', 'catalog.import-started.v1', 'catalog.import-finished.v1']);
  });

  test('an import that several workers run at once, as after a take-over, comes in once', async () => {
    const isrcs = Array.from({ length: 40 }, (_, i) => `FRXYZ26${String(i).padStart(5, '0')}` as Isrc);
    const content = csv(...isrcs.map((isrc) => starálfur.replace('GBXWZ0800015', isrc)));
    const { body } = (await catalog.send(content).expect(202)) as { body: { id: string; position: string } };
    const { fileSha256 } = await catalog.get<{ fileSha256: Sha256 }>(`imports/${body.id}?atLeast=${body.position}`);
    const data = { importId: body.id, fileSha256, by: finance.id, correlationId: 'c' };
    const run = app.nest.get(RunImport);
    const once = () => run.run({ id: 'job', data }, new AbortController().signal);
    await Promise.all([once(), once()]);
    await once(); // and once more, late
    for (const isrc of isrcs)
      expect(await catalog.eventTypes(trackStream(isrc))).toEqual(['catalog.track-registered.v1']);
    expect(await catalog.eventTypes(catalogImportStream(body.id))).toEqual([
      'catalog.import-received.v1',
      'catalog.import-started.v1',
      'catalog.import-finished.v1',
    ]);
  });

  test('an import that is told to stop leaves the rest to the next worker', async () => {
    const { sha256: fileSha256, bytes } = await app.nest.get<Files>(FILES).put(csv(svefn.replace('0016', '0031')));
    const importId = randomUUID();
    const file = { importId, fileSha256, fileName: 'c.csv', bytes };
    const context = bySystem('test', new Date(), 'test');
    const data = { importId, fileSha256, by: finance.id, correlationId: 'c' };
    const run = app.nest.get(RunImport);
    // as the worker's own job may take it on at any moment, only the outcome of the told one is certain
    await app.nest
      .get(Decisions)
      .decide(catalogImport, catalogImportStream(importId), { type: 'receive', file }, context);
    const told = run.run({ id: 'job', data }, AbortSignal.abort(new Error('the worker is closing')));
    await told.catch((error: Error) => expect(error.message).toBe('the worker is closing'));
    await run.run({ id: 'job', data }, new AbortController().signal);
    expect(await catalog.eventTypes(trackStream('GBXWZ0800031' as Isrc))).toEqual(['catalog.track-registered.v1']);
  });

  test('an import that fails for reasons of our own ends with the reason', async () => {
    const importId = randomUUID();
    const fileSha256 = sha256('ab'.repeat(32)); // nobody has this file
    const file = { importId, fileSha256, fileName: 'gone.csv', bytes: 1 };
    const context = bySystem('test', new Date(), 'test');
    await app.nest
      .get(Decisions)
      .decide(catalogImport, catalogImportStream(importId), { type: 'receive', file }, context);
    const data = { importId, fileSha256, by: finance.id, correlationId: 'c' };
    await app.nest.get<Jobs>(JOBS).add(RUN_IMPORT, randomUUID(), data, { attempts: 1 });
    expect(await catalog.ended(importId)).toMatchObject({
      status: 'rejected',
      reason: expect.stringMatching(/could not be taken in: .* send the same file again/),
    });
    expect(await catalog.eventTypes(catalogImportStream(importId))).toEqual([
      'catalog.import-received.v1',
      'catalog.import-started.v1',
      'catalog.import-failed.v1',
    ]);
  });

  test('a changed title and another release are corrections, and views follow', async () => {
    const changed = starálfur.replace('Starálfur', 'Starálfur (remastered)').replace('718752155427', '4050538793819');
    const { position } = await catalog.importOf(csv(changed));
    expect(await catalog.eventTypes(trackStream('GBXWZ0800015' as Isrc))).toEqual([
      'catalog.track-registered.v1',
      'catalog.track-corrected.v1',
    ]);
    expect(await catalog.get<object>(`tracks/GBXWZ0800015?atLeast=${position}`)).toMatchObject({
      title: 'Starálfur (remastered)',
      upc: '04050538793819',
    });
    const { position: relabelled } = await catalog.importOf(csv(svefn.replace('Smekkleysa', 'Fat Cat')));
    expect((await catalog.get(`releases?upc=718752155427&atLeast=${relabelled}`)).items).toMatchObject([
      { label: 'Fat Cat' },
    ]);
    expect((await catalog.get('releases?q=smekk')).items).toHaveLength(1); // the other release still says so
  });

  test('rejected lines are offered as pages and as CSV that no spreadsheet runs', async () => {
    const bad = [
      'A,,,,,Song,,NOT-AN-ISRC,',
      '"=HYPERLINK(""http://evil"")",,,,,Song,,ALSO-NONE,',
      'too,short',
      'A,,,,,,,GBXWZ0800017,',
    ];
    const { id, lines } = await catalog.importOf(csv(...bad, starálfur.replace('GBXWZ0800015', 'GBXWZ0800018')));
    expect(lines).toEqual({ total: 5, accepted: 1, rejected: 4 });

    const first = await catalog.get<{ items: object[]; next: string }>(`imports/${id}/rejects?limit=3`);
    expect(first.items).toMatchObject([
      { line: 2, column: 'isrc', raw: bad[0] },
      { line: 3, column: 'isrc', raw: bad[1] },
      { line: 4, column: null, reason: '2 columns where the heading has 9' },
    ]);
    const rest = await catalog.get<object>(`imports/${id}/rejects?limit=3&after=${first.next}`);
    expect(rest).toMatchObject({ items: [{ line: 5, column: 'track_title', reason: 'missing' }], next: null });

    const { text, headers } = await app
      .as(finance)
      .get(`/api/v1/catalog/imports/${id}/rejects`)
      .set('Accept', 'text/csv')
      .expect(200);
    expect(headers['content-type']).toContain('text/csv');
    const rows = text.trimEnd().split('\n');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toBe('line,column,reason,raw');
    expect(rows[2]).not.toMatch(/(^|,)"?[=+@-]/);
  });

  test('a file with a good heading and nothing readable below is rejected as a whole', async () => {
    expect(await catalog.importOf(csv())).toMatchObject({
      status: 'rejected',
      reason: 'the file has no lines below its heading',
      lines: { total: 0, accepted: 0, rejected: 0 },
    });
    const before = await catalog.get<{ items: object[] }>('tracks?isrc=GBXWZ0800019');
    const far = Buffer.from('\n'.repeat(100_000)); // beyond what is looked at when the file is received
    const cutIntoBinary = Buffer.concat([csv(starálfur.replace('0015', '0019')), far, Buffer.from([0xff, 0xfe, 0xc0])]);
    const cut = await catalog.importOf(cutIntoBinary);
    expect(cut).toMatchObject({ status: 'rejected' });
    expect(cut.reason).toContain('no UTF-8 text');
    expect(await catalog.get<object>(`tracks?isrc=GBXWZ0800019&atLeast=${cut.position}`)).toEqual(before); // nothing by half
    expect(await catalog.get<object>(`imports/${cut.id}/rejects`)).toEqual({ items: [], next: null });
  });

  test('what can be refused at once is', async () => {
    const wrong = await catalog.send(Buffer.from('title,isrc\nx,y\n')).expect(422);
    expect(wrong.body).toMatchObject({ type: 'unreadable-catalogue', unknown: ['title'] });
    expect((wrong.body as { missing: string[] }).missing).toContain('artist');
    const empty = await catalog.send(Buffer.alloc(0)).expect(400);
    expect(empty.body).toMatchObject({ errors: [{ field: 'file', message: 'the file is empty' }] });

    const post = () => app.as(finance).post('/api/v1/catalog/imports');
    await post().send({ file: 'text' }).expect(415);
    await post().field('other', 'x').expect(400);
    await post().attach('document', csv(starálfur), 'c.csv').expect(400);
    await post().attach('file', csv(starálfur), 'c.csv').field('mood', 'good').expect(400);
  });

  test('a question that makes no sense is answered so', async () => {
    const ask = (path: string) => app.as(finance).get(`/api/v1/catalog/${path}`);
    await ask('tracks?isrc=nonsense').expect(400);
    await ask('releases?upc=123').expect(400);
    await ask('tracks?colour=blue').expect(400);
    await ask('tracks?after=nonsense').expect(422);
    await ask('tracks/nonsense').expect(400);
    expect((await ask('tracks/GBXWZ0899999').expect(404)).body).toMatchObject({ type: 'no-such-track' });
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await ask(`imports/${nobody}`).expect(404)).body).toMatchObject({ type: 'no-such-import' });
    await ask(`imports/${nobody}/rejects`).expect(404);
  });

  test('finance imports, auditors look at imports, artists read tracks, nobody else gets in', async () => {
    const auditor = app.as(userWith('auditor'));
    const artist = app.as(userWith('artist'));
    await auditor.get('/api/v1/catalog/imports').expect(200);
    await auditor.post('/api/v1/catalog/imports').attach('file', csv(starálfur), 'c.csv').expect(403);
    await artist.get('/api/v1/catalog/tracks').expect(200);
    await artist.get('/api/v1/catalog/imports').expect(403);
    await app.as().get('/api/v1/catalog/tracks').expect(401);
  });

  test('2,000 tracks come in, and lists page through them without gap or repetition', async () => {
    const line = (i: number): string => {
      const release = String(40_000_000_000 + Math.floor(i / 7)).padStart(11, '0');
      const check = [...release].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
      const upc = `${release}${(10 - (check % 10)) % 10}`;
      const artist = `Band ${Math.floor(i / 50)}`;
      return `${artist},Album ${Math.floor(i / 7)},${upc},Label,2024-01-01,Song ${i % 900},,QMABC24${String(i).padStart(5, '0')},200`;
    };
    const { lines, position } = await catalog.importOf(csv(...Array.from({ length: 2_000 }, (_, i) => line(i))));
    expect(lines).toEqual({ total: 2_000, accepted: 2_000, rejected: 0 });

    const seen: string[] = [];
    let after = '';
    do {
      const page = await catalog.get<{ items: { isrc: string }[]; next: string | null }>(
        `tracks?q=song&limit=200&atLeast=${position}${after}`,
      );
      seen.push(...page.items.map(({ isrc }) => isrc));
      after = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
    } while (after);
    expect(seen).toHaveLength(2_000);
    expect(new Set(seen).size).toBe(2_000);
    // as other contexts read it
    const stored = await (await app.nest.get(Views).collection(TRACKS_VIEW)).findOne({ _id: 'QMABC2400007' });
    expect(stored as unknown as TrackDocument).toMatchObject({ isrc: 'QMABC2400007', artistName: 'Band 0' });
  }, 180_000);
});
