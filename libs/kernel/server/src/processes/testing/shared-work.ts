import type { Decider, DomainEvent } from '@max/kernel';
import type { Connection } from 'mongoose';

import { VersionedEventStore } from '../../events/versioned-event-store';
import { EsdbEventStore } from '../../event-store/esdb-event-store';
import { createJobs } from '../../jobs/create-jobs';
import { connectMongo } from '../../mongo';
import type { FeedLog } from '../../projections/feed';
import type { Projection } from '../../projections/projection';
import { accountsView, type Account, type Moved } from '../../projections/testing';
import { typesOf } from '../../testing/types-of';
import type { LeaseTimes } from '../leases';
import { defineProcess } from '../process';
import { Workload } from '../workload';

export interface Place {
  readonly eventStore: string;
  readonly eventNamespace?: string | undefined;
  readonly mongo: string;
  readonly jobs: string;
  /** Names of the views. */
  readonly views: readonly string[];
  readonly times: LeaseTimes;
}

type Noted = DomainEvent<'test.noted.v1', { account: string; by: number }>;
const note: Decider<readonly number[], Moved['data'], Noted> = {
  initialState: [],
  decide: (data, known) => (known.includes(data.by) ? [] : [{ type: 'test.noted.v1', data }]),
  evolve: (known, { data }) => [...known, data.by],
};

export const types = typesOf({ 'test.moved.v1': 'account', 'test.noted.v1': 'note' });

/** Some views and a process that notes every move, as one of several workers runs them. */
export const workOn = (place: Place, name: string, log: FeedLog, inHandler: (by: number) => Promise<void> | void) => {
  const { eventStore, eventNamespace: namespace } = place;
  const store = new VersionedEventStore(new EsdbEventStore(eventStore, { namespace }), types);
  const mongo: Connection = connectMongo(place.mongo);
  const jobs = createJobs({ folder: place.jobs });
  const workload = new Workload(store, mongo, jobs, log, { name, times: place.times });
  for (const view of place.views) {
    const accounts = accountsView(view);
    const slowly: Projection<Account>['on'] = {
      'test.moved.v1': async (event, documents) => {
        await accounts.on['test.moved.v1']?.(event, documents);
        await inHandler((event.data as Moved['data']).by);
      },
    };
    workload.project({ ...accounts, on: slowly } as Projection<never>);
  }
  workload.react(
    defineProcess<Moved>({
      name: `note-${place.views[0] ?? ''}`,
      on: { 'test.moved.v1': async ({ data }, { decide }) => void (await decide(note, `note-${data.account}`, data)) },
    }),
  );
  return {
    workload,
    mongo,
    store,
    stop: async () => {
      await workload.stop();
      await store.close();
      await mongo.close();
    },
  };
};
