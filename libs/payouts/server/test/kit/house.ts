import type { SignedInUser } from '@max/identity/contracts';
import { abilityOf } from '@max/identity/contracts';
import { amount, currency, newId, sha256, type DataOf, type PayeeId, type StatementId, type UserId } from '@max/kernel';
import { EVENT_STORE, type EventStore } from '@max/kernel/server';
import { startEngines, startTestApp, type TestApp, type TestEngines } from '@max/kernel/server/testing';
import { payoutsRules } from '@max/payouts/contracts';
import { statementStream, type RoyaltiesEvent } from '@max/royalties/contracts';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { PayoutsApiModule, PayoutsWorkerModule } from '../../src';
import { startStripeSimulator, WEBHOOK_SECRET, type StripeSimulator } from '../../src/testing/stripe-simulator';

const user = (name: string, roles: SignedInUser['roles'], payeeIds: PayeeId[] = []): SignedInUser => ({
  id: newId<UserId>(),
  email: `${name}@example.org`,
  name,
  roles,
  payeeIds,
});
export const maker = user('maker', ['finance']);
export const checker = user('checker', ['finance']);
export const admin = user('admin', ['admin', 'finance']);
export const auditor = user('auditor', ['auditor']);
export const artistOf = (...payeeIds: string[]): SignedInUser => user('artist', ['artist'], payeeIds as PayeeId[]);

/** A payout method: this US test number. */
export const bank = (accountNumber = '000123456789') => ({
  country: 'US',
  currency: 'USD',
  accountNumber,
  routingNumber: '110000000',
});

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const startApp = (engines: TestEngines): Promise<TestApp<SignedInUser>> =>
  startTestApp<SignedInUser>({
    config: engines.config,
    modules: [PayoutsApiModule, PayoutsWorkerModule],
    abilityOf: (someone) => {
      const ability = abilityOf(someone, [payoutsRules]);
      return Object.assign(ability, { can: ability.can.bind(ability) }) as never;
    },
  });

/** Payouts over real engines, with a Stripe simulator that sends its news to the API. */
export class House {
  private constructor(
    readonly engines: TestEngines,
    readonly stripe: StripeSimulator,
    public app: TestApp<SignedInUser>,
    private readonly door: Server,
    private readonly leadTo: (app: TestApp<SignedInUser>) => void,
  ) {}

  static async open(): Promise<House> {
    // the simulator has to know where the news go before the API has its port: a door that passes on to it
    let api = 0;
    const door = createServer((incoming, outgoing) => {
      const onward = httpRequest(
        { host: '127.0.0.1', port: api, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const { port } = door.address() as AddressInfo;
    const stripe = await startStripeSimulator(`http://127.0.0.1:${port}/api/v1/webhooks/stripe`);
    const settings = { apiKey: 'sk_test_house', apiBase: stripe.url, webhookSecret: WEBHOOK_SECRET };
    const engines = await startEngines({ stripe: settings });
    const leadTo = ({ nest }: TestApp<SignedInUser>): void => {
      api = (nest.getHttpServer().address() as AddressInfo).port;
    };
    const app = await startApp(engines);
    leadTo(app);
    return new House(engines, stripe, app, door, leadTo);
  }

  /** Stops API and worker, does something to what they have stored, and starts them again. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.app.close();
    await meanwhile();
    this.app = await startApp(this.engines);
    this.leadTo(this.app);
  }

  /** Lets the bank do its work, and waits until all news of it have been taken. */
  async days(count: number): Promise<void> {
    await this.stripe.days(count);
    await until(
      () => this.stripe.state(),
      ({ deliveries }) => deliveries === 0,
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.stripe.stop();
    await this.engines.stop();
    this.door.closeAllConnections();
    await new Promise((resolve) => this.door.close(resolve));
  }

  async post(as: SignedInUser, path: string, body: object = {}): Promise<Answer> {
    const { status, body: answer } = await this.app.as(as).post(`/api/v1/${path}`).send(body);
    return { status, body: answer as Record<string, unknown> };
  }

  async get(as: SignedInUser, path: string): Promise<Answer> {
    const { status, body } = await this.app.as(as).get(`/api/v1/${path}`);
    return { status, body: body as Record<string, unknown> };
  }

  /** Registers a payee who is paid to this US test number; answers the id. */
  async payee(name: string, accountNumber = '000123456789'): Promise<string> {
    const { status, body } = await this.post(maker, 'payees', { name, payoutMethod: bank(accountNumber) });
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return String(body['id']);
  }

  /** Books a statement of royalties: payee id to amount in US dollars. */
  async credit(amounts: Readonly<Record<string, string>>): Promise<string> {
    const statementId = newId<StatementId>();
    const USD = currency('USD');
    const postings = Object.entries(amounts).flatMap(([payeeId, value]) => [
      {
        account: 'receivable:test',
        currency: USD,
        amount: amount(value.startsWith('-') ? value.slice(1) : `-${value}`),
      },
      { account: `payee:${payeeId}`, currency: USD, amount: amount(value) },
    ]);
    const none = sha256('0'.repeat(64));
    const data: DataOf<RoyaltiesEvent, 'royalties.statement-booked.v1'> = {
      statementId,
      breakdownFile: none,
      groupsRoot: none,
      groupCount: 0,
      unmatchedLines: 0,
      booked: [],
      postings,
      corrects: null,
    };
    const metadata = {
      actor: { kind: 'system', id: 'test' },
      occurredAt: new Date().toISOString(),
      correlationId: newId(),
      causationId: newId(),
      schemaVersion: 1,
    } as const;
    const store = this.app.nest.get<EventStore>(EVENT_STORE);
    const event = { id: newId(), type: 'royalties.statement-booked.v1', data, metadata };
    const { position } = await store.append(statementStream(statementId), 'no-stream', [event]);
    return position.toString();
  }

  async draft(payeeIds?: string[]): Promise<string> {
    const { status, body } = await this.post(maker, 'payout-batches', {
      currency: 'USD',
      ...(payeeIds ? { payeeIds } : {}),
    });
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return String(body['id']);
  }

  async batch(id: string, position?: unknown): Promise<Record<string, unknown>> {
    const fresh =
      position === undefined ? `${await this.app.nest.get<EventStore>(EVENT_STORE).head()}` : String(position);
    const { status, body } = await this.get(checker, `payout-batches/${id}?atLeast=${fresh}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Submitted by the maker and approved by the checker. */
  async approve(id: string): Promise<void> {
    const submitted = await this.post(maker, `payout-batches/${id}/submit`);
    const { contentHash } = await this.batch(id, submitted.body['position']);
    const { status, body } = await this.post(checker, `payout-batches/${id}/approve`, { contentHash });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  }

  /** State of each line of a batch by payee. */
  async states(id: string): Promise<Record<string, string | null>> {
    const lines = (await this.batch(id))['lines'] as { payeeId: string; state: string | null }[];
    return Object.fromEntries(lines.map(({ payeeId, state }) => [payeeId, state]));
  }

  async balance(payeeId: string): Promise<unknown> {
    const head = await this.app.nest.get<EventStore>(EVENT_STORE).head();
    return (await this.get(checker, `payees/${payeeId}/balance?atLeast=${head}`)).body;
  }
}

/** Looks again until it holds; a test that never gets there is ended by its time limit. */
export const until = async <T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> => {
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
