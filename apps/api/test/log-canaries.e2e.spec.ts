import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { canKill } from '@max/kernel/server/testing';

import { signIn, visitor, type Send } from './browser';
import { preparePrograms, type Program, type Programs } from './programs';
import { PASSWORD } from './start-api';

/** A value of each kind that must never be in a log; none of them occurs anywhere else. */
const CANARY = {
  email: 'kanarienvogel.77@canary-label.example',
  name: 'Wilhelmine Kanarienvogel-Öz',
  password: 'gelber Vogel singt um 7',
  iban: 'DE89370400440532013000',
  mistypedIban: 'DE88 3704 0044 0532 0130 00',
  holder: 'Nachlass Kanarienvogel',
  search: 'Kanarienvogelname',
  apiKey: 'sk_test_4eC39HqLyjWDarjtCanary',
  webhookSecret: 'whsec_canary0123456789',
  idempotencyKey: 'key-of-kanarienvogel',
  brokenPassword: 'break gelber Vogel 42',
  session: 'Zm9vYmFyMDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3A',
} as const;

/** What has a form of its own, said by somebody who knows of no request. */
const LEAK = [
  CANARY.email,
  CANARY.iban,
  CANARY.mistypedIban,
  CANARY.apiKey,
  CANARY.webhookSecret,
  `max_session=${CANARY.session}`,
  CANARY.session,
].join(', ');

describe('the logs of an API and a worker at their lowest level', () => {
  let programs: Programs;
  let api: Program;
  let worker: Program;
  let admin: Send;
  let secrets: string[];
  beforeAll(async () => {
    programs = await preparePrograms('canaries');
    const folder = join(programs.engines.config.dataDir, 'stripe');
    const simulator = await programs.start('stripe-simulator', {}, [
      ...['--port', '0', '--data-dir', folder],
      ...['--webhook-url', 'http://127.0.0.1:9/', '--webhook-secret', CANARY.webhookSecret],
    ]);
    const env = {
      MAX_LOG_LEVEL: 'trace',
      MAX_STRIPE_API_KEY: CANARY.apiKey,
      MAX_STRIPE_WEBHOOK_SECRET: CANARY.webhookSecret,
      MAX_STRIPE_API_BASE: simulator.ready[1] ?? '',
      MAX_WORKER_PORT: '0',
      LEAK,
      NODE_OPTIONS: `--import ${pathToFileURL(resolve(import.meta.dirname, 'leak.mjs')).href}`,
    };
    api = await programs.start('api', env);
    worker = await programs.start('worker', env);
    const signedIn = await signIn(api.ready[1] ?? '', 'admin');
    admin = signedIn.send;
    secrets = signedIn.cookies.map((cookie) => cookie.split('=')[1] ?? '');
  }, 120_000);
  afterAll(() => programs.stop());
  const anybody: Send = (...request) => visitor(api.ready[1] ?? '')(...request);

  it('hold none of what people sent, on good paths and bad ones', async () => {
    const user = { email: CANARY.email, name: CANARY.name, password: CANARY.password, roles: ['support'] };
    const registered = await admin('POST', '/api/v1/users', user, { 'idempotency-key': CANARY.idempotencyKey });
    expect(registered.status).toBe(201);
    const broken = { ...user, email: `2${CANARY.email}`, password: CANARY.brokenPassword };
    expect((await admin('POST', '/api/v1/users', broken)).status).toBe(500);
    const again = await admin('POST', '/api/v1/users', user);
    expect(again.status).toBe(409);
    expect((await admin('POST', '/api/v1/users', { ...user, evil: CANARY.name })).status).toBe(400);

    const login = (email: string, password: string) => anybody('POST', '/api/v1/auth/login', { email, password });
    const { status, headers } = await login(CANARY.email, CANARY.password);
    expect(status).toBe(200);
    secrets.push(...headers.getSetCookie().map((cookie) => /=([^;]+)/.exec(cookie)?.[1] ?? ''));
    expect((await login(CANARY.email, CANARY.search)).status).toBe(401);
    expect(
      (await anybody('POST', '/api/v1/auth/login', `{"email":"${CANARY.email}", "password":${CANARY.name}`)).status,
    ).toBe(400);
    expect((await anybody('POST', '/api/v1/auth/login', { email: [CANARY.email], password: {} })).status).toBe(400);

    const { send: maker } = await signIn(api.ready[1] ?? '', 'finance-maker');
    const bank = { country: 'DE', currency: 'EUR', accountNumber: CANARY.iban, holderName: CANARY.holder };
    const payee = await maker('POST', '/api/v1/payees', { name: CANARY.name, payoutMethod: bank });
    const answers = [201, 422, 503]; // as the provider likes: all of them are logged
    expect(answers).toContain(payee.status);
    const mistyped = { ...bank, accountNumber: CANARY.mistypedIban };
    expect(answers).toContain(
      (await maker('POST', '/api/v1/payees', { name: CANARY.name, payoutMethod: mistyped })).status,
    );
    const known = await maker('POST', '/api/v1/payees', { name: CANARY.name });
    const at = String(known.body['position']);
    expect((await maker('GET', `/api/v1/payees?atLeast=${at}&limit=5`)).text).toContain(CANARY.name);
    expect((await maker('GET', `/api/v1/payees?search=${encodeURIComponent(CANARY.search)}`)).status).toBeLessThan(500);
    await anybody('GET', `/api/v1/${encodeURIComponent(CANARY.email)}/${CANARY.iban}?token=${CANARY.apiKey}`);
    await anybody('GET', '/api/v1/payees', undefined, {
      authorization: `Bearer ${CANARY.apiKey}`,
      cookie: 'max_session=x',
    });
    await anybody(
      'POST',
      '/api/v1/webhooks/stripe',
      { canary: CANARY.iban },
      { 'stripe-signature': CANARY.webhookSecret },
    );
    const draft = await maker('POST', '/api/v1/payout-batches', { currency: 'EUR' });
    expect(draft.status).toBeLessThan(500);
  });

  it('hold none of what has a form, wherever it is said', async () => {
    for (const program of [api, worker]) {
      program.tell('SIGUSR2');
      while (!program.output().includes('leaked: ')) await new Promise((done) => setTimeout(done, 20));
      const line =
        program
          .output()
          .split('\n')
          .find((one) => one.includes('leaked: ')) ?? '{}';
      expect(JSON.parse(line).message).toMatch(
        /^leaked: \[(e-mail|redacted)\], \[iban\], \[iban\], \[key\], \[key\], \[session\] \[token\]$/,
      );
    }
  });

  (canKill ? it : it.skip)('hold none when a part breaks in the middle of it', async () => {
    const { send: maker } = await signIn(api.ready[1] ?? '', 'finance-maker');
    const fault = randomBytes(8).toString('hex');
    await programs.engines.kill();
    const answers = await Promise.all([
      maker('POST', '/api/v1/payees', { name: CANARY.name }),
      admin('GET', `/api/v1/users?search=${fault}`),
      anybody('POST', '/api/v1/auth/login', { email: CANARY.email, password: CANARY.password }),
    ]);
    expect(answers.map(({ status }) => status).every((status) => status >= 400)).toBe(true);
  });

  it('have lines to look into, and none of them tells', async () => {
    await Promise.all([api.kill('SIGKILL'), worker.kill('SIGKILL')]); // their engines are gone
    const logs = { api: api.output(), worker: worker.output() };
    expect(logs.api.split('\n').filter((line) => line.includes('"answered"')).length).toBeGreaterThan(15);
    expect(logs.api).toContain('no hash of [redacted]');
    expect(logs.api).toContain('"level":"warn"');
    expect(logs.worker).toContain('"service":"worker"');
    const telling = [...Object.values(CANARY), PASSWORD, ...secrets.filter((secret) => secret.length > 20)];
    expect(telling.length).toBeGreaterThan(14);
    for (const [program, log] of Object.entries(logs)) {
      const found = telling.filter((value) =>
        [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)].some((form) => log.includes(form)),
      );
      expect([program, found]).toEqual([program, []]);
    }
  });
});
