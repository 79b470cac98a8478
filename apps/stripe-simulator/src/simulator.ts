import type { AddressInfo } from 'node:net';

import { controlRoutes } from './control/control';
import { Gate } from './http/gate';
import { stripeServer } from './http/server';
import { accountRoutes } from './resources/accounts';
import { bankAccountRoutes } from './resources/bank-accounts';
import { balanceRoutes } from './resources/balance';
import { balanceSettingsRoutes } from './resources/balance-settings';
import { eventRoutes } from './resources/events';
import { book } from './resources/ledger';
import { payoutRoutes } from './resources/payouts';
import { transferReversalRoutes } from './resources/transfer-reversals';
import { transferRoutes } from './resources/transfers';
import { webhookEndpointRoutes } from './resources/webhook-endpoints';
import { Settlement } from './settlement/settlement';
import { Store } from './store/store';
import { COMMAND_LINE } from './webhooks/delivery';
import { Postman } from './webhooks/postman';
import { Clock, PLATFORM, type World } from './world';

export interface Options {
  readonly port: number;
  readonly dataDir: string;
  /** Length of a banking day: a payout is in transit after one, paid after two, returned after seven. */
  readonly settleMs: number;
  /** What the platform owns at first, in minor units by currency. */
  readonly funds: ReadonlyMap<string, number>;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
}

export interface Simulator {
  readonly url: string;
  stop(): Promise<void>;
}

export const routes = [
  ...accountRoutes,
  ...bankAccountRoutes,
  ...balanceRoutes,
  ...balanceSettingsRoutes,
  ...eventRoutes,
  ...payoutRoutes,
  ...transferRoutes,
  ...transferReversalRoutes,
  ...webhookEndpointRoutes,
];

/** Makes the platform's first funds, once in the life of a data directory, and the endpoint of the command line. */
const furnish = (world: World, { funds, webhook }: Options): void => {
  const { store, clock } = world;
  if (store.get('settings', 'furnished') === undefined) {
    store.put('settings', 'furnished', 1);
    for (const [currency, amount] of funds) {
      book(world, { account: PLATFORM, amount, currency, type: 'topup', source: null, description: 'simulated funds' });
    }
  }
  if (webhook === null) return store.remove('webhookEndpoints', COMMAND_LINE);
  store.put('webhookEndpoints', COMMAND_LINE, {
    id: COMMAND_LINE,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: clock.seconds(),
    description: 'given on the command line',
    enabled_events: ['*'],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url: webhook.url,
    connect: true,
    signingSecret: webhook.secret,
  });
};

/** Starts on the loopback address. What an earlier run left under way goes on. */
export const start = async (options: Options): Promise<Simulator> => {
  const store = new Store(options.dataDir);
  const world: World = { store, clock: new Clock(store), bankingDay: options.settleMs };
  await store.transact(() => furnish(world, options));

  const gate = new Gate();
  const postman = new Postman(world);
  const settlement = new Settlement(
    world,
    (error) => {
      throw error; // a settlement that can't go on must not look like a slow bank
    },
    () => postman.run(),
  );
  const changed = async (): Promise<void> => {
    await settlement.run();
    postman.run();
  };
  const server = stripeServer(world, routes, gate, () => void changed());
  controlRoutes(server, world, gate, changed);
  await server.listen({ host: '127.0.0.1', port: options.port });
  await changed();
  return {
    url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    stop: async () => {
      gate.release();
      settlement.stop();
      await server.close();
      await postman.stop();
      await store.close();
    },
  };
};
