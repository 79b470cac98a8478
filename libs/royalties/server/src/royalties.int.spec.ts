import { newId, type StatementId } from '@max/kernel';
import { statementStream } from '@max/royalties/contracts';

import { CarryOutBooking } from './book-statement/carry-out-booking';
import { ParseStatement } from './parse-statement/parse-statement';
import { distrokid, distrokidLine } from './statement-pipeline/testing/statement-files';
import {
  agree,
  ALBUM,
  ann,
  app,
  auditor,
  balanceOf,
  bob,
  bookedOf,
  finance,
  half,
  parsedOf,
  read,
  receiveAndBook,
  revisions,
  send,
  SONG,
  startRoyalties,
  stopRoyalties,
  until,
} from './testing/royalties-app';

beforeAll(startRoyalties, 60_000);
afterAll(stopRoyalties);

describe('split sheets', () => {
  it('are agreed once, listed, and never changed for a date', async () => {
    const sheet = { target: { isrc: 'gb-xwz-08-00015' }, effectiveFrom: '2025-01-01', shares: half };
    const { body } = await agree(sheet).expect(201);
    expect(body).toEqual({ id: expect.any(String), position: expect.stringMatching(/^\d+$/) });
    expect((await agree(sheet).expect(201)).body.id).toBe(body.id);
    const conflict = await agree({ ...sheet, shares: [{ payeeId: 'ann', percent: '100' }] }).expect(409);
    expect(conflict.body).toMatchObject({ type: 'sheet-already-agreed', sheetId: body.id });
    const list = await app
      .as(auditor)
      .get(`/api/v1/split-sheets?isrc=GBXWZ0800015&atLeast=${body.position}`)
      .expect(200);
    expect(list.body.items).toMatchObject([{ id: body.id, target: { isrc: SONG }, effectiveFrom: '2025-01-01' }]);
  });

  it.each([
    [422, 'shares-do-not-sum', { shares: [{ payeeId: 'ann', percent: '99.999999' }] }],
    [422, 'unknown-payee', { shares: [{ payeeId: 'nobody', percent: '100' }] }],
    [422, 'payee-twice', { shares: [half[0], half[0]] }],
    [422, 'invalid-target', { target: { isrc: SONG, upc: ALBUM } }],
    [422, 'invalid-target', { target: { upc: '718752155428' } }],
    [422, 'invalid-effective-date', { effectiveFrom: '2025-02-30' }],
    [400, 'invalid-request', { shares: [{ payeeId: 'ann', percent: 'all' }] }],
    [400, 'invalid-request', { colour: 'red' }],
  ])('answers %i %s', async (status, type, change) => {
    const body = {
      target: { isrc: SONG },
      effectiveFrom: '2026-01-01',
      shares: [{ payeeId: 'ann', percent: '100' }],
      ...change,
    };
    expect((await agree(body).expect(status)).body.type).toBe(type);
  });

  it('are not for artists to agree', () => app.as(ann).post('/api/v1/split-sheets').send({}).expect(403));
});

describe('a statement', () => {
  const report = distrokid(
    { amount: '1.00000000' },
    { amount: '0.00000001', country: 'DE', store: 'Deezer' },
    { isrc: 'USRC17607839', upc: '', amount: '2.50000000' },
    { amount: 'x' },
    '=cmd()',
  );
  let id: string;

  it('is received, parsed, booked; every line is found again', async () => {
    const { body } = await send(report).expect(202);
    expect(body).toEqual({
      id: expect.any(String),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      position: expect.any(String),
    });
    id = body.id;
    const parsed = await parsedOf(id);
    expect(parsed).toMatchObject({
      status: 'parsed',
      format: 'distrokid',
      fileName: 'march.tsv',
      lines: { total: 5, accepted: 3, rejected: 2, unmatched: 1 },
      totals: [{ currency: 'USD', amount: '3.50000001' }],
      booked: [],
    });
    await app.as(finance).post(`/api/v1/statements/${id}/book`).expect(202);
    expect(await bookedOf(id)).toMatchObject({
      lines: { unmatched: 1 },
      booked: [{ currency: 'USD', credited: '1.00000001', held: '2.50000000' }],
      groupsRoot: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await balanceOf('payee:ann', id)).toBe('0.66666668');
  });

  it('is refused the second time, with the id of the first', async () => {
    const { body } = await send(report).expect(409);
    expect(body).toMatchObject({ type: 'statement-already-received', id });
  });

  it('is not booked twice', async () => {
    const { body } = await app.as(finance).post(`/api/v1/statements/${id}/book`).expect(409);
    expect(body).toMatchObject({ type: 'wrong-statement-state', state: 'booked', status: 409 });
  });

  it('pages its lines and rejects', async () => {
    const lines = (query: string) => app.as(auditor).get(`/api/v1/statements/${id}/lines?${query}`).expect(200);
    const first = (await lines('limit=2')).body;
    expect(first.items.map(({ line }: { line: number }) => line)).toEqual([2, 3]);
    const second = (await lines(`limit=2&after=${first.next}`)).body;
    expect(second).toMatchObject({ items: [{ line: 4, isrc: 'USRC17607839', amount: '2.50000000' }], next: null });
    expect((await lines('isrc=gb-xwz-08-00015')).body.items).toHaveLength(2);
    expect((await lines('held=unmatched')).body.items).toMatchObject([{ line: 4 }]);
    const rejects = await app.as(auditor).get(`/api/v1/statements/${id}/rejects?limit=1`).expect(200);
    expect(rejects.body.items).toMatchObject([
      { line: 5, column: 'Earnings (USD)', code: 'not-a-number', raw: distrokidLine({ amount: 'x' }) },
    ]);
    expect(rejects.body.next).not.toBeNull();
    const csv = await app.as(auditor).get(`/api/v1/statements/${id}/rejects`).set('Accept', 'text/csv').expect(200);
    expect(csv.text).toContain(`"'=cmd()"`);
  });

  it('is listed, newest first, by status', async () => {
    const { body } = await app.as(auditor).get('/api/v1/statements?status=booked&limit=1').expect(200);
    expect(body.items).toMatchObject([{ id, status: 'booked' }]);
    expect(body.items[0]).not.toHaveProperty('linesFile');
  });

  it('shows each artist the own earnings only', async () => {
    const earnings = (by: string) => app.as(ann).get(`/api/v1/payees/ann/earnings?by=${by}`).expect(200);
    expect((await earnings('service')).body.items).toEqual([
      { key: 'Deezer', label: 'Deezer', currency: 'USD', amount: '0.0000000066666667', quantity: '3' },
      { key: 'Spotify', label: 'Spotify', currency: 'USD', amount: '0.6666666700000000', quantity: '3' },
    ]);
    expect((await earnings('track')).body.items).toMatchObject([{ key: SONG, label: 'Song' }]);
    expect((await app.as(ann).get('/api/v1/payees/ann/earnings?from=2025-02').expect(200)).body.items).toEqual([]);
    const { body } = await app.as(bob).get('/api/v1/payees/ann/earnings').expect(403);
    expect(body.type).toBe('not-your-earnings');
    await app.as(bob).get('/api/v1/payees/ann/earnings-statement').expect(403);
    const pdf = await app.as(ann).get('/api/v1/payees/ann/earnings-statement').buffer(true).expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(Buffer.from(pdf.body).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is corrected by another file: reversed and reposted in one balanced event', async () => {
    const before = await balanceOf('payee:ann', id);
    const corrected = distrokid({ amount: '3.00000000' });
    const second = await receiveAndBook(corrected, { corrects: id });
    expect(await balanceOf('payee:ann', id, second)).toBe('2.00000001');
    expect(await balanceOf(`suspense:${id}`, id, second)).toBe('0.00000000');
    expect(await balanceOf('receivable:DistroKid', id, second)).toBe('-3.00000000');
    expect(before).toBe('0.66666668');
    expect(
      await until(id, (statement) => 'supersededBy' in statement && statement.supersededBy !== null),
    ).toMatchObject({ supersededBy: second });
    const { body } = await send(distrokid({ amount: '4.00000000' }), { corrects: id }).expect(409);
    expect(body).toMatchObject({ type: 'cannot-correct', by: second });
    const third = await receiveAndBook(distrokid({ amount: '9.00000000' }), { corrects: second });
    expect(await balanceOf('payee:ann', id, second, third)).toBe('6.00000003');
    const { items } = (await app.as(ann).get('/api/v1/payees/ann/earnings').expect(200)).body;
    expect(items).toMatchObject([{ key: '2025-01', amount: '6.0000000300000000' }]);
  });
});

describe('what happens twice', () => {
  it('of two corrections at once one is booked, the other rejected, and the money is there once', async () => {
    const first = await receiveAndBook(distrokid({ amount: '5.00000001' }));
    const files = ['6.00000001', '7.00000001'].map((amount) => distrokid({ amount }));
    const ids: string[] = await Promise.all(
      files.map(async (file) => (await send(file, { corrects: first }).expect(202)).body.id),
    );
    for (const id of ids) await parsedOf(id);
    await Promise.all(ids.map((id) => app.as(finance).post(`/api/v1/statements/${id}/book`)));
    const ended = [];
    for (const id of ids) ended.push(await until(id, ({ status }) => status === 'booked' || status === 'rejected'));
    expect(ended.map(({ status }) => status).sort()).toEqual(['booked', 'rejected']);
    const winner = ended.find(({ status }) => status === 'booked');
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ rejection: { code: 'cannot-correct' } });
    expect(await balanceOf('receivable:DistroKid', first, ...ids)).toBe(`-${winner.totals[0].amount}`);
  });

  it('the jobs of a statement that is done change nothing', async () => {
    const id = await receiveAndBook(distrokid({ amount: '8.00000001' }));
    const events = () => revisions(statementStream(id as StatementId));
    const before = await events();
    const { sha256 } = await read(id);
    const onBehalf = { statementId: id as StatementId, by: finance.id, correlationId: newId() };
    const job = <Data extends object>(data: Data) => ({ id: newId(), attempt: 2, data: { ...onBehalf, ...data } });
    await app.nest.get(ParseStatement).run(job({ fileSha256: sha256, requestedFormat: null, position: '0' }));
    await app.nest.get(CarryOutBooking).run(job({ position: '0' }));
    expect(await events()).toEqual(before);
  });

  it('two uploads of the same file at the same moment make one statement', async () => {
    const file = distrokid({ amount: '0.12345678' });
    const answers = await Promise.all([send(file), send(file), send(file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });
});
