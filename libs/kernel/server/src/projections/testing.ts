import { newId, type DomainEvent } from '@max/kernel';
import type { Connection } from 'mongoose';

import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { EventStore, Position } from '../event-store/event-store';
import { connectMongo } from '../mongo';
import { startEngines } from '../testing/test-engines';
import { typesOf } from '../testing/types-of';

import { defineProjection, type Projection } from './projection';

export type Moved = DomainEvent<'test.moved.v1', { account: string; by: number }>;
export interface Account {
  readonly account: string;
  readonly balance: number;
}

const metadata = {
  actor: { kind: 'system' as const, id: 'test' },
  occurredAt: '2026-11-01T00:00:00.000Z',
  correlationId: 'c',
  causationId: 'c',
  schemaVersion: 1,
};

/** Sums per account; `fault` says which events it can't handle. */
export const accountsView = (
  name: string,
  {
    version = 1,
    fault = () => false,
    ...more
  }: Partial<Projection<Account>> & { fault?: (by: number) => boolean } = {},
): Projection<Account> => ({
  ...defineProjection<Account, Moved>({
    name,
    version,
    indexes: [{ fields: { balance: 1, _id: 1 } }],
    on: {
      'test.moved.v1': ({ data: { account, by } }, documents) => {
        if (fault(by)) throw new Error(`can't move by ${by}`);
        return documents.change(account, (now) => ({ account, balance: (now?.balance ?? 0) + by * version }));
      },
    },
  }),
  ...more,
});

/** A log of moves over real engines. */
export const startLog = async () => {
  const engines = await startEngines();
  const store: EventStore = new EsdbEventStore(engines.config.eventStore, {
    namespace: engines.config.eventNamespace,
  });
  const mongo: Connection = connectMongo(engines.config.mongo);
  const append = (stream: string, type: string, data: object): Promise<{ position: Position }> =>
    store.append(stream, 'any', [{ id: newId(), type, data, metadata }]);
  return {
    engines,
    store,
    mongo,
    types: typesOf({ 'test.moved.v1': 'account', 'test.known-elsewhere.v1': 'account' }),
    append,
    move: (account: string, by: number) => append(`account-${account}`, 'test.moved.v1', { account, by }),
    moveMany: (account: string, count: number) =>
      store.append(
        `account-${account}`,
        'any',
        Array.from({ length: count }, () => ({
          id: newId(),
          type: 'test.moved.v1',
          data: { account, by: 1 },
          metadata,
        })),
      ),
    close: async () => {
      await store.close();
      await mongo.close();
      await engines.stop();
    },
  };
};

/** Keeps what was logged. */
export const listeningLog = () => {
  const errors: string[] = [];
  return { errors, warn: () => undefined, error: (message: string) => void errors.push(message) };
};
