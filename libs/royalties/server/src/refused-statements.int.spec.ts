import { createHash } from 'node:crypto';

import { newId, sha256 } from '@max/kernel';
import { bySystem, Decisions, JOBS, type Jobs } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { statement } from '@max/royalties/domain';

import { PARSE_STATEMENT } from './ingest-statements/process';
import { statementIdOf } from './statement-id';
import { distrokid } from './statement-pipeline/testing/statement-files';
import {
  ann,
  app,
  auditor,
  bookedOf,
  finance,
  parsedOf,
  revisions,
  send,
  startRoyalties,
  stopRoyalties,
  until,
} from './testing/royalties-app';

beforeAll(startRoyalties, 60_000);
afterAll(stopRoyalties);

describe('what fails for reasons of our own', () => {
  it('ends with the reason, and can be sent again', async () => {
    const content = distrokid({ title: 'Lost', amount: '0.31415926' });
    const fileSha256 = sha256(createHash('sha256').update(content).digest('hex'));
    const statementId = statementIdOf(fileSha256);
    const file = { statementId, fileSha256, fileName: 'lost.tsv', bytes: 1, requestedFormat: null, corrects: null };
    const context = bySystem('test', new Date(), newId());
    // received, but its file is gone: every try of its job fails; this job has but one
    await app.nest
      .get(Decisions)
      .decide(statement, statementStream(statementId), { type: 'receive', ...file }, context);
    const data = { statementId, fileSha256, requestedFormat: null, position: '0', by: finance.id, correlationId: 'c' };
    await app.nest.get<Jobs>(JOBS).add(PARSE_STATEMENT, newId(), data, { attempts: 1 });
    expect(await parsedOf(statementId)).toMatchObject({
      status: 'rejected',
      rejection: { code: 'reading-failed', reason: expect.stringMatching(/could not be read: .* Send the same file/) },
    });
    expect((await send(content).expect(202)).body.id).toBe(statementId);
    expect(await until(statementId, ({ status }) => status === 'parsed')).toMatchObject({ rejection: null });
    expect((await revisions(statementStream(statementId))).slice(0, 3)).toEqual([
      'royalties.statement-received.v1',
      'royalties.statement-failed.v1',
      'royalties.statement-received.v1',
    ]);
  });
});

describe('what can not be booked', () => {
  it('a file that nobody knows is rejected with the reason', async () => {
    const { body } = await send('a;b\n1;2\n').expect(202);
    expect(await parsedOf(body.id)).toMatchObject({
      status: 'rejected',
      rejection: { code: 'unknown-format', line: 1 },
    });
    expect((await app.as(finance).post(`/api/v1/statements/${body.id}/book`).expect(409)).body.state).toBe('rejected');
    expect((await app.as(finance).get(`/api/v1/statements/${body.id}/lines`).expect(200)).body.items).toEqual([]);
  });

  it('an empty file is rejected', async () => {
    const { body } = await send('').expect(202);
    expect(await parsedOf(body.id)).toMatchObject({ status: 'rejected', rejection: { code: 'empty-file' } });
  });

  it('a wrong control total needs a person who says why', async () => {
    const dsr = [
      'HEAD\tdsrf/3.0\tBasicAudioProfile\t1.2\tM1\t2025-02-01T00:00:00Z\t1\t1\t2025-01-01\t2025-01-31\tP\tTunes\t\t\t\t',
      'SY01.01\t1\t\t\tSubscriptionModel\tStream\tDE\tPremium\t1\t\tEUR\t10.00',
      'AS01.01\tb\tr\td\tGBXWZ0800015\tSong\t\tAnn',
      'SU02\tb\t1\tt\t\tr\ttrue\t1\t\t',
      'FOOT\t36\t5\t1\t1\t1',
    ].join('\n');
    const { body } = await send(dsr, { format: 'ddex-dsr-basic-audio' }).expect(202);
    expect(await until(body.id, ({ problems = [] }) => problems.length > 0)).toMatchObject({
      status: 'needs-attention',
      problems: ['NumberOfLinesInFile: the report states 36, but 5 was counted'],
    });
    await app.as(finance).post(`/api/v1/statements/${body.id}/book`).expect(409);
    await app.as(auditor).post(`/api/v1/statements/${body.id}/accept`).send({ reason: 'x' }).expect(403);
    await app.as(finance).post(`/api/v1/statements/${body.id}/accept`).send({ reason: '' }).expect(400);
    await app
      .as(finance)
      .post(`/api/v1/statements/${body.id}/accept`)
      .send({ reason: 'Tunes confirmed it' })
      .expect(200);
    await app.as(finance).post(`/api/v1/statements/${body.id}/book`).expect(202);
    expect(await bookedOf(body.id)).toMatchObject({
      acceptedBecause: 'Tunes confirmed it',
      booked: [{ currency: 'EUR' }],
    });
  });

  it.each([
    [415, (request: ReturnType<typeof send>) => request, 'json'],
    [400, (request: ReturnType<typeof send>) => request.field('colour', 'red'), 'unknown field'],
    [400, (request: ReturnType<typeof send>) => request.field('format', 'xls'), 'unknown format'],
    [400, (request: ReturnType<typeof send>) => request.field('corrects', 'me'), 'no id'],
  ])('answers %i', async (status, change, what) => {
    if (what === 'json') await app.as(finance).post('/api/v1/statements').send({}).expect(status);
    else await change(send(distrokid({ title: what }))).expect(status);
  });

  it('answers 404 and 403', async () => {
    await app.as(finance).get(`/api/v1/statements/${newId()}`).expect(404);
    await app.as(finance).post(`/api/v1/statements/${newId()}/book`).expect(404);
    await app.as(auditor).post('/api/v1/statements').attach('file', Buffer.from('x'), 'x').expect(403);
    await app.as(ann).get('/api/v1/statements').expect(403);
    await app.as().get('/api/v1/statements').expect(401);
  });
});
