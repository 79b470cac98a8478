import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { complianceRules } from '@max/compliance/contracts';
import { parseCheckpoint, readZip, sample, verifyPack } from '@max/compliance/domain';
import { abilityOf, type Role, type SignedInUser } from '@max/identity/contracts';
import type { PayeeId, UserId } from '@max/kernel';
import { EVENT_STORE, FILES, type EventStore, type Files, type VersionedEventStore } from '@max/kernel/server';
import { startEngines, startTestApp, type TestApp, type TestEngines } from '@max/kernel/server/testing';

import { payoutsRules } from '@max/payouts/contracts';

import { ComplianceApiModule, ComplianceWorkerModule } from './compliance.module';
import { storeSeason } from './testing/store-season';

const root = resolve(import.meta.dirname, '../../../..');
const user = (id: string, ...roles: Role[]): SignedInUser => ({
  id: id as UserId,
  email: `${id}@example.com`,
  name: id,
  roles,
  payeeIds: [],
});
const [auditor, finance, artist] = [user('ada', 'auditor'), user('fin', 'finance'), user('art', 'artist')];

describe('evidence over HTTP', () => {
  let engines: TestEngines;
  let app: TestApp<SignedInUser>;
  let verifier: string;
  let store: EventStore;

  beforeAll(async () => {
    verifier = await mkdtemp(join(tmpdir(), 'verifier-'));
    const env = { ...process.env, NODE_OPTIONS: '' };
    await promisify(execFile)(process.execPath, ['tools/build-verifier.mjs', verifier], { cwd: root, env });
    process.env['MAX_VERIFIER_DIR'] = verifier;
    engines = await startEngines();
    app = await startTestApp<SignedInUser>({
      config: engines.config,
      modules: [ComplianceApiModule, ComplianceWorkerModule],
      abilityOf: (who) => abilityOf(who, [complianceRules, payoutsRules]),
    });
    store = app.nest.get<EventStore>(EVENT_STORE);
    await storeSeason(sample.sampleSeason(), store, app.nest.get<Files>(FILES));
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await engines.stop();
    await rm(verifier, { recursive: true, force: true });
  });

  const asked = async (payoutBatchId: string): Promise<{ id: string; position: string }> => {
    const { body } = await app.as(auditor).post('/api/v1/evidence-packs').send({ payoutBatchId }).expect(202);
    return body as { id: string; position: string };
  };

  /** Asks until the job has ended, with a bound. */
  const finished = async ({ id, position }: { id: string; position: string }) => {
    for (let i = 0; i < 300; i += 1) {
      const { body } = await app.as(auditor).get(`/api/v1/evidence-packs/${id}?atLeast=${position}`).expect(200);
      const pack = body as { status: string; reason: string | null; bytes: number; treeSize: number };
      if (pack.status !== 'requested') return pack;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the pack was not made in time');
  };

  const downloaded = async (id: string): Promise<Buffer> => {
    const { body, headers } = await app
      .as(auditor)
      .get(`/api/v1/evidence-packs/${id}/download`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(headers['content-type']).toBe('application/zip');
    return body as Buffer;
  };

  it('makes a pack that verifies by itself, and keeps who downloaded it', async () => {
    const request = await asked('batch-1');
    const pack = await finished(request);
    expect([pack.status, pack.reason]).toEqual(['built', null]);
    const zip = await downloaded(request.id);
    expect(zip.length).toBe(pack.bytes);
    const files = readZip(zip);
    const report = verifyPack(files);
    expect(report.checks.flatMap(({ problems }) => problems)).toEqual([]);
    expect(report.payments.map(({ state }) => state)).toEqual(['paid', 'returned', 'skipped']);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['report.pdf', 'verifier.html', 'README.txt', 'lines.csv']),
    );
    expect(
      Buffer.from(files.get('report.pdf') ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const events = await fromStream(`evidencePack-${request.id}`);
    expect(events.map(({ type }) => type.split('.')[1])).toEqual([
      'evidence-pack-requested',
      'evidence-pack-built',
      'evidence-pack-downloaded',
    ]);
  });

  const fromStream = async (stream: string) => {
    const events = [];
    for await (const event of store.read(stream)) events.push(event);
    return events;
  };

  it('holds only what was known to the batch asked for', async () => {
    const request = await asked('batch-0');
    expect(await finished(request)).toMatchObject({ status: 'built' });
    const report = verifyPack(readZip(await downloaded(request.id)));
    expect([report.ok, report.payments.length]).toEqual([true, 1]);
  });

  it('refuses evidence of what is no batch or was not approved', async () => {
    const post = (payoutBatchId: unknown) => app.as(auditor).post('/api/v1/evidence-packs').send({ payoutBatchId });
    expect((await post('nothing').expect(404)).body).toMatchObject({ type: 'no-such-batch' });
    const [draft] = await fromStream('payoutBatch-batch-1');
    if (!draft) throw new Error('the season has a batch');
    const { type, data, metadata } = draft;
    await store.append('payoutBatch-draft', 'no-stream', [{ id: crypto.randomUUID(), type, data, metadata }]);
    expect((await post('draft').expect(409)).body).toMatchObject({ type: 'batch-not-approved' });
    await post('../x').expect(400);
    await app.as(auditor).post('/api/v1/evidence-packs').send({ payoutBatchId: 'batch-1', more: 1 }).expect(400);
    await app.as(auditor).get('/api/v1/evidence-packs/none').expect(404);
    await app.as(auditor).get('/api/v1/evidence-packs/none/download').expect(404);
    await app.as(artist).get('/api/v1/evidence-packs').expect(403);
  });

  it('does not hand out evidence that does not hold, and says why', async () => {
    const season = sample.sampleSeason();
    const [approved] = (await fromStream('payoutBatch-batch-1')).slice(-1);
    const events = season.events.filter(({ stream }) => stream === 'payoutBatch-batch-1');
    const actor = { kind: 'user' as const, id: 'user-maker' };
    const forger = app.nest.get<VersionedEventStore>(EVENT_STORE).stored;
    for (const [i, { type, data }] of events.entries()) {
      if (!approved) throw new Error('the season has an approval');
      // the maker approves, past the decider: only somebody with the keys of the store could
      const forged = { ...data, batchId: 'batch-9', by: 'user-maker', lines: [] };
      const event = { id: crypto.randomUUID(), type, data: forged, metadata: { ...approved.metadata, actor } };
      await forger.append('payoutBatch-batch-9', i === 0 ? 'no-stream' : i - 1, [event]);
    }
    const pack = await finished(await asked('batch-9'));
    expect(pack.status).toBe('failed');
    expect(pack.reason).toContain('user-maker approved a batch of one’s own');
  });

  it('gives the newest head as a note or as JSON', async () => {
    const get = () => app.as(finance).get('/api/v1/audit/checkpoints/latest');
    const note = await get().set('accept', 'text/plain').expect(200);
    expect(note.headers['content-type']).toContain('text/plain');
    const { body } = await get().expect(200);
    expect(body).toMatchObject({ note: note.text, size: parseCheckpoint(note.text).checkpoint.size });
    await app.as(artist).get('/api/v1/audit/checkpoints/latest').expect(403);
  });

  describe('a payout’s lineage', () => {
    const lineage = async (path: string, who = finance) =>
      (await app.as(who).get(`/api/v1/payouts/${path}`).expect(200)).body as Record<string, unknown>;

    it('leads from the transfer to the statements booked since the payout before, and their recordings', async () => {
      const body = await lineage(`pay-1/lineage?atLeast=${await store.head()}`);
      expect(body['payout']).toMatchObject({
        state: 'paid',
        amount: '70.00',
        payeeId: 'ana',
        bankTransfer: 'po_pay-1',
      });
      // since pay-0 only the correction was booked: 12 of the right 20 less 24 of the wrong 40
      expect(body['statements']).toMatchObject([{ statementId: 'st-3', corrects: 'st-2', amount: '-12.00' }]);
      const first = await lineage('pay-0/lineage');
      expect(first['statements']).toMatchObject([
        {
          statementId: 'st-1',
          tracks: [
            { isrc: 'QMXX02600001', percent: null },
            { percent: '100', amount: '100.00' },
          ],
        },
        { statementId: 'st-2', tracks: [{ isrc: 'QMXX02600001', percent: '60', lineCount: 1, amount: '24.00' }] },
      ]);
    });

    it('pages through the sales lines, statement after statement', async () => {
      const seen: unknown[] = [];
      let next: unknown = undefined;
      do {
        const after: string = typeof next === 'string' ? `&after=${next}` : '';
        const page = await lineage(`pay-0/lineage/lines?limit=2${after}`);
        seen.push(
          ...(page['items'] as { statementId: string; line: number }[]).map((l) => `${l.statementId} ${l.line}`),
        );
        next = page['next'];
      } while (next !== null);
      expect(seen).toEqual(['st-1 2', 'st-1 4', 'st-1 3', 'st-1 5', 'st-1 6', 'st-2 2']);
      const some = await lineage('pay-0/lineage/lines?statementId=st-1&isrc=QMXX02600002');
      expect(some['items']).toMatchObject([{ line: 6, title: '=Formula, "quoted"', amount: '100.00' }]);
    });

    it('is an artist’s own or not there', async () => {
      const [ana, ben] = ['ana', 'ben'].map((id) => ({ ...user(id, 'artist'), payeeIds: [id as PayeeId] }));
      await lineage('pay-1/lineage', ana);
      await app.as(ben).get('/api/v1/payouts/pay-1/lineage').expect(404);
      await app.as(ben).get('/api/v1/payouts/pay-1/lineage/lines').expect(404);
      await app.as(finance).get('/api/v1/payouts/none/lineage').expect(404);
      await app.as(finance).get('/api/v1/payouts/pay-1/lineage/lines?after=x').expect(422);
    });
  });

  describe('the audit log', () => {
    const list = async (query: string, who = auditor) => {
      const position = await store.head();
      const { body } = await app.as(who).get(`/api/v1/audit/events?${query}&atLeast=${position}`).expect(200);
      return body as {
        items: { type: string; stream: string; data: object | null; actor: object }[];
        next: string | null;
      };
    };

    it('lists every event, newest first, by stream, type, person and time', async () => {
      const { items } = await list('stream=payoutBatch-batch-1');
      expect(items.map(({ type }) => type)).toEqual(
        ['approved', 'submitted', 'drafted'].map((step) => `payouts.batch-${step}.v1`),
      );
      expect(items[0]).toMatchObject({ actor: { kind: 'user', id: 'user-checker' }, data: { by: 'user-checker' } });
      expect((await list('type=payouts.payout-paid')).items).toHaveLength(3);
      expect((await list('type=payouts.payout-paid.v1')).items).toHaveLength(3);
      expect((await list('type=catalog&limit=200')).items).toHaveLength(21);
      expect((await list('actor=user-checker')).items).toHaveLength(2);
      expect((await list('from=2026-04-01&to=2026-04-01&limit=200')).items.length).toBeGreaterThan(60);
      expect((await list('to=2026-03-31')).items).toEqual([]);
    });

    it('pages on without gaps', async () => {
      const seen: string[] = [];
      let next: string | null = '';
      for (let after = ''; next !== null; after = `&after=${next}`) {
        const page = await list(`type=catalog&limit=8${after}`);
        seen.push(...page.items.map(({ stream }) => stream));
        next = page.next;
      }
      expect([seen.length, new Set(seen).size]).toEqual([21, 21]);
    });

    it('keeps who asked it what, once a day for each question, and not for paging', async () => {
      const reader = user('reader', 'auditor');
      const first = await list('type=catalog&limit=5', reader);
      await list('type=catalog&limit=5', reader);
      await list(`type=catalog&limit=5&after=${first.next}`, reader);
      await list('actor=user-maker', reader);
      const today = new Date().toISOString().slice(0, 10);
      const events = await fromStream(`auditAccess-${today}-reader`);
      expect(events.map(({ data }) => (data as { filters: object }).filters)).toEqual([
        { type: 'catalog' },
        { actor: 'user-maker' },
      ]);
    });

    it('shows finance what happened to money, but not who looked at what', async () => {
      expect((await list('type=payouts&limit=3', finance)).items).toHaveLength(3);
      expect((await list('type=compliance', finance)).items).toEqual([]);
      await app.as(artist).get('/api/v1/audit/events').expect(403);
    });

    it('refuses what it does not understand', async () => {
      for (const query of ['type=DROP', 'from=yesterday', 'after=x', 'limit=0', 'unknown=1']) {
        const { status } = await app.as(auditor).get(`/api/v1/audit/events?${query}`);
        expect([query, [400, 422].includes(status)]).toEqual([query, true]);
      }
    });
  });
});
