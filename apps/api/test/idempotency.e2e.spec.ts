import { KeptAnswers, MONGO } from '@max/kernel/server';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';

import { createDocument } from '../src/app/openapi';

import { startApi, type Agent, type RunningApi } from './start-api';

const HEADING = 'artist,release_title,upc,label,release_date,track_title,version,isrc,duration_seconds\n';
const KEY = 'Idempotency-Key';

describe('idempotency keys', () => {
  let running: RunningApi;
  let maker: Agent;
  beforeAll(async () => {
    running = await startApi();
    maker = await running.signIn('finance-maker');
  }, 60_000);
  afterAll(() => running.stop());
  const register = (key: string, body: object, browser = maker) =>
    browser.post('/api/v1/payees').set(KEY, key).send(body);
  const payees = async (name: string, atLeast: string): Promise<unknown[]> => {
    const { body } = await maker.get(`/api/v1/payees?limit=200&atLeast=${atLeast}`).expect(200);
    return (body.items as { name: string }[]).filter((one) => one.name === name);
  };

  it('are described for every POST, and every POST takes one', async () => {
    const document = createDocument(running.api);
    const posts = Object.entries(document.paths).flatMap(([path, { post }]) => (post ? [{ path, post }] : []));
    const exempt = posts.filter(({ post }) => 'x-without-idempotency-key' in post).map(({ path }) => path);
    expect(exempt.sort()).toEqual(['/api/v1/auth/login', '/api/v1/auth/logout', '/api/v1/webhooks/stripe']);
    expect(posts.length).toBeGreaterThan(15);
    const admin = await running.signIn('admin');
    const compliance = await running.signIn('compliance');
    const checker = await running.signIn('finance-checker');
    for (const { path, post } of posts.filter((one) => !exempt.includes(one.path))) {
      expect(post.parameters).toContainEqual(expect.objectContaining({ name: KEY, in: 'header' }));
      const address = path.replace(/\{[^}]+\}/g, randomUUID());
      // a key that is none is refused by whoever may use the route, before anything else
      const tries = [maker, checker, compliance, admin].map((user) => user.post(address).set(KEY, 'x'.repeat(256)));
      const types = (await Promise.all(tries)).map(({ body }) => body.type);
      expect([path, types]).toEqual([path, expect.arrayContaining(['bad-idempotency-key'])]);
    }
  });

  it('make the same request the same answer, and do it once', async () => {
    const key = randomUUID();
    const body = { name: 'Once Only' };
    const first = await register(key, body).expect(201);
    const again = await register(key, body).expect(201);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.text).toBe(first.text);
    expect(await payees('Once Only', first.body.position)).toHaveLength(1);
  });

  it('look neither at spacing nor at the order of members', async () => {
    const key = randomUUID();
    const id = (await maker.post('/api/v1/payees').send({ name: 'Order' }).expect(201)).body.id;
    const send = (text: string) =>
      maker.post(`/api/v1/payees/${id}/payout-method`).set(KEY, key).set('Content-Type', 'application/json').send(text);
    const first = await send('{"country":"DE","currency":"XXX"}');
    const again = await send('{ "currency": "XXX",  "country": "DE" }');
    expect(again.body).toEqual(first.body);
    expect(again.body.type).not.toBe('idempotency-key-reused');
  });

  it('of another request are refused: another body, another address', async () => {
    const key = randomUUID();
    await register(key, { name: 'First' }).expect(201);
    const { body } = await register(key, { name: 'Second' }).expect(422);
    expect(body).toMatchObject({ type: 'idempotency-key-reused', status: 422 });
    const admin = await running.signIn('admin');
    await admin.post(`/api/v1/users/${randomUUID()}/roles`).set(KEY, key).send({ role: 'finance' }).expect(404);
    await maker.post('/api/v1/split-sheets').set(KEY, key).send({}).expect(422);
  });

  it('of another user are another request', async () => {
    const key = randomUUID();
    const checker = await running.signIn('finance-checker');
    const mine = await register(key, { name: 'Two of us' }).expect(201);
    const theirs = await register(key, { name: 'Two of us' }, checker).expect(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('many times at once do it once: the others are told to come back', async () => {
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 12 }, () => register(key, { name: 'All at once' })));
    const made = all.filter(({ status }) => status === 201);
    const busy = all.filter(({ status }) => status === 409);
    expect(made.length + busy.length).toBe(12);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const { body, headers } of busy) {
      expect(body.type).toBe('idempotency-key-in-use');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await payees('All at once', made[0]!.body.position)).toHaveLength(1);
  });

  it('keep a refusal of the domain, but not one of the form of the request', async () => {
    const key = randomUUID();
    const admin = await running.signIn('admin');
    const roles = `/api/v1/users/${randomUUID()}/roles`;
    const first = await admin.post(roles).set(KEY, key).send({ role: 'finance' }).expect(404);
    const again = await admin.post(roles).set(KEY, key).send({ role: 'finance' }).expect(404);
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
    const typo = randomUUID();
    await register(typo, { name: '' }).expect(400);
    const { headers } = await register(typo, { name: '' }).expect(400);
    expect(headers['idempotent-replayed']).toBeUndefined();
    await register(typo, { name: 'Corrected' }).expect(201);
  });

  it('of an upload compare its fields and files, not its boundary', async () => {
    const key = randomUUID();
    const upload = (text: string, name: string) =>
      maker.post('/api/v1/catalog/imports').set(KEY, key).attach('file', Buffer.from(text), name);
    const text = `${HEADING}Ann,Album,,Label,2024-01-01,Song,,DEA123400001,200\n`;
    const first = await upload(text, 'songs.csv').expect(202);
    const again = await upload(text, 'songs.csv');
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([
      first.status,
      first.text,
      'true',
    ]);
    expect((await upload(`${text} `, 'songs.csv').expect(422)).body.type).toBe('idempotency-key-reused');
    expect((await upload(text, 'other.csv').expect(422)).body.type).toBe('idempotency-key-reused');
  });

  it('find what was done when the answer could not be kept', async () => {
    const kept = running.api.get(KeptAnswers);
    const finish = kept.finish.bind(kept);
    kept.finish = () => Promise.reject(new Error('the views went away right now'));
    const key = randomUUID();
    const first = await register(key, { name: 'Half-way' }).expect(201);
    kept.finish = finish;
    const { body } = await register(key, { name: 'Half-way' }).expect(409);
    expect(body.type).toBe('idempotency-key-in-use'); // its lease is still running
    const later = new KeptAnswers(running.api.get<Connection>(MONGO), () => Date.now() + 11_000);
    kept.begin = later.begin.bind(later);
    const again = await register(key, { name: 'Half-way' }).expect(201);
    expect(again.body).toEqual(first.body);
    expect(await payees('Half-way', again.body.position)).toHaveLength(1);
  });
});
