import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';

import { start, type Options, type Simulator } from '../../src/simulator';

const BANKING_DAY = 86_400_000;

/** A simulator of its own, the real client that talks to it, and its control port. Time moves only when told to. */
export interface Simulation {
  readonly stripe: Stripe;
  readonly url: string;
  control(path: string, body?: object): Promise<unknown>;
  state(): Promise<Record<string, unknown>>;
  /** Lets banking days pass and all that is due in them happen. */
  days(count: number): Promise<void>;
  /** Stops it and starts it again on the same data. */
  restart(): Promise<Simulation>;
  end(): Promise<void>;
}

export const clientOf = (url: string, key = 'sk_test_simulated'): Stripe => {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
};

const json = async (answer: Response): Promise<unknown> => {
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body;
};

export const simulate = async (options: Partial<Options> = {}): Promise<Simulation> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'stripe-simulator-')));
  const simulator: Simulator = await start({
    port: 0,
    settleMs: BANKING_DAY,
    funds: new Map([['usd', 1_000_000]]),
    webhook: null,
    ...options,
    dataDir,
  });
  const control = (path: string, body: object = {}): Promise<unknown> =>
    fetch(`${simulator.url}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(json);
  return {
    stripe: clientOf(simulator.url),
    url: simulator.url,
    control,
    state: async () => (await json(await fetch(`${simulator.url}/_control/state`))) as Record<string, unknown>,
    days: async (count) => void (await control('clock', { bankingDays: count })),
    restart: async () => {
      await simulator.stop();
      return simulate({ ...options, dataDir });
    },
    end: async () => {
      await simulator.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** A connected account that may be paid out, with the given US test number. */
export const payee = (stripe: Stripe, accountNumber = '000123456789'): Promise<Stripe.Account> =>
  stripe.accounts.create({
    country: 'US',
    controller: {
      fees: { payer: 'application' },
      losses: { payments: 'application' },
      requirement_collection: 'application',
      stripe_dashboard: { type: 'none' },
    },
    capabilities: { transfers: { requested: true } },
    external_account: {
      object: 'bank_account',
      country: 'US',
      currency: 'usd',
      account_number: accountNumber,
      routing_number: '110000000',
    },
    tos_acceptance: { date: 1_700_000_000, ip: '127.0.0.1' },
  });

/** The error that a call is refused with. */
export const refusal = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
};
