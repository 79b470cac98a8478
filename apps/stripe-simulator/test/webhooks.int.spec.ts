import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';

import { payee, refusal, simulate, type Simulation } from './kit/simulation';

const SECRET = 'whsec_of_the_test';

/** Receives webhooks; answers 500 as often as told, then 200. */
class Mailbox {
  readonly deliveries: { body: string; signature: string }[] = [];
  fail = 0;
  #server: Server | undefined;
  #waiting: (() => void)[] = [];

  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.deliveries.push({
          body: Buffer.concat(chunks).toString('utf8'),
          signature: String(request.headers['stripe-signature']),
        });
        response.writeHead(this.fail-- > 0 ? 500 : 200).end();
        for (const wake of this.#waiting.splice(0)) wake();
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo).port;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): Promise<void> {
    this.#server?.closeAllConnections();
    return new Promise((resolve) => this.#server?.close(() => resolve()));
  }
}

describe('webhooks', () => {
  let simulation: Simulation;
  let mailbox: Mailbox;
  let stripe: Stripe;
  beforeEach(async () => {
    mailbox = new Mailbox();
    simulation = await simulate({ webhook: { url: await mailbox.open(), secret: SECRET } });
    stripe = simulation.stripe;
  });
  afterEach(async () => {
    await simulation.end();
    await mailbox.close();
  });

  const events = (): Stripe.Event[] =>
    mailbox.deliveries.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, SECRET));
  const types = (): string[] => events().map(({ type }) => type);
  const paid = async (number: string): Promise<string> => {
    const { id } = await payee(stripe, number);
    await stripe.transfers.create({ amount: 500, currency: 'usd', destination: id });
    await stripe.payouts.create({ amount: 500, currency: 'usd' }, { stripeAccount: id });
    return id;
  };

  it("tell a payout's story, signed so that the client accepts them", async () => {
    const account = await paid('000555555559');
    await mailbox.until(() => mailbox.deliveries.length === 3);
    for (const [days, count] of [
      [1, 4],
      [1, 5],
      [5, 6],
    ] as const) {
      await simulation.days(days);
      await mailbox.until(() => mailbox.deliveries.length === count);
    }
    expect(types().slice(3)).toEqual(['payout.updated', 'payout.paid', 'payout.failed']);
    expect(events().at(-1)).toMatchObject({
      account,
      data: { object: { status: 'failed', failure_code: 'account_closed' } },
    });
    expect(events().find(({ type }) => type === 'transfer.created')).not.toHaveProperty('account');
  });

  it('are sent when the clock alone moves a payout on, without any request', async () => {
    await simulation.end();
    const url = `http://127.0.0.1:${mailbox.port}/hook`;
    simulation = await simulate({ settleMs: 20, webhook: { url, secret: SECRET } });
    stripe = simulation.stripe;
    await paid('000555555559');
    await mailbox.until(() => types().includes('payout.failed'));
    await mailbox.until(() => mailbox.deliveries.length === 6);
    expect(types()).toEqual(expect.arrayContaining(['payout.updated', 'payout.paid', 'payout.failed']));
  });

  it('are refused by the client when a byte is changed or the secret is another', async () => {
    await payee(stripe);
    await mailbox.until(() => mailbox.deliveries.length === 1);
    const [{ body, signature } = { body: '', signature: '' }] = mailbox.deliveries;
    expect(() => stripe.webhooks.constructEvent(body.replace('acct', 'axct'), signature, SECRET)).toThrow();
    expect(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow();
  });

  it('come again until they are answered 2xx, over a restart too', async () => {
    mailbox.fail = 2;
    await payee(stripe);
    await mailbox.until(() => mailbox.deliveries.length === 1);
    simulation = await simulation.restart();
    await mailbox.until(() => mailbox.deliveries.length === 3);
    expect(new Set(events().map(({ id }) => id)).size).toBe(1);
    while ((await simulation.state())['deliveries'] !== 0);
  });

  it('come twice or in the wrong order when the control port says so', async () => {
    await simulation.control('webhooks', { copies: 2, paused: true, newestFirst: true });
    await paid('000123456789');
    await simulation.days(2);
    expect(mailbox.deliveries).toEqual([]);
    await simulation.control('webhooks', { paused: false });
    await mailbox.until(() => mailbox.deliveries.length === 10);
    expect(new Set(events().map(({ id }) => id)).size).toBe(5);
    expect(types().indexOf('payout.paid')).toBeLessThan(types().indexOf('payout.created'));
  });

  it('go to endpoints by kind and type, and each has a secret of its own', async () => {
    const other = new Mailbox();
    const url = await other.open();
    const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['payout.paid'], connect: true });
    await paid('000123456789');
    await simulation.days(2);
    await other.until(() => other.deliveries.length === 1);
    const [{ body, signature } = { body: '', signature: '' }] = other.deliveries;
    expect(stripe.webhooks.constructEvent(body, signature, endpoint.secret ?? '').type).toBe('payout.paid');
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    await stripe.webhookEndpoints.del(endpoint.id);
    expect(await refusal(stripe.webhookEndpoints.retrieve(endpoint.id))).toMatchObject({ statusCode: 404 });
    await other.close();
  });

  it('can be asked for later as events', async () => {
    const account = await paid('000123456789');
    await simulation.days(2);
    const { data } = await stripe.events.list({ type: 'payout.paid' }, { stripeAccount: account });
    expect(data).toHaveLength(1);
    expect(await stripe.events.retrieve(data[0]?.id ?? '', {}, { stripeAccount: account })).toEqual(data[0]);
    expect((await stripe.events.list()).data.map(({ type }) => type)).toEqual(['transfer.created']);
  });
});
