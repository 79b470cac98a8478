import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { simulate, type Simulation } from './kit/simulation';

interface Entry {
  /** Method and path; `{name}` stands for the id of an earlier answer. */
  ask: string;
  form?: string;
  /** Stripe-Account. */
  on?: string;
  key?: string;
  status: number;
  replayed?: boolean;
  answer: object;
  /** Keeps the answer's id under this name. */
  as?: string;
}

const corpus = JSON.parse(readFileSync(join(import.meta.dirname, 'corpus/requests.json'), 'utf8')) as Entry[];

describe('the corpus of requests', () => {
  let simulation: Simulation;
  const ids = new Map<string, string>();
  beforeAll(async () => void (simulation = await simulate()));
  afterAll(() => simulation.end());

  const filled = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? 'missing')) as T;

  it.each(corpus.map((entry, i) => [`${i + 1}. ${entry.ask} is ${entry.status}`, entry] as const))(
    '%s',
    async (_, entry) => {
      const { ask, form, on, key, status, replayed, answer, as } = filled(entry);
      const [method = '', path = ''] = ask.split(' ');
      const got = await fetch(`${simulation.url}${path}`, {
        method,
        headers: {
          authorization: 'Bearer sk_test_corpus',
          ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(on !== undefined && { 'stripe-account': on }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(form !== undefined && { body: form }),
      });
      const body = (await got.json()) as { id?: string };
      expect({ status: got.status, body }).toMatchObject({ status, body: answer });
      expect(got.headers.get('idempotent-replayed')).toBe(replayed ? 'true' : null);
      if (as !== undefined && body.id !== undefined) ids.set(as, body.id);
    },
  );
});
