import { jest } from '@jest/globals';
import { EVENT_STORE, MONGO, Views, type EventStore, type Projection } from '@max/kernel/server';
import type { Connection } from 'mongoose';

import { payeeBalances } from '../src/payee-balances/projection';
import { payees } from '../src/payees/projection';
import { payoutBatches } from '../src/payout-batches/projection';
import { payouts } from '../src/payouts/projection';
import { postings } from '../src/postings/projection';

import { House, until } from './kit/house';

jest.setTimeout(120_000); // real processes on a machine that may be busy

const VIEWS: readonly Projection<never>[] = [payees, payeeBalances, postings, payoutBatches, payouts];

describe('everything that has happened', () => {
  let house: House;
  beforeAll(async () => void (house = await House.open()));
  afterAll(() => house.close());

  const eventTypes = async (): Promise<string[]> => {
    const types: string[] = [];
    for await (const { type } of house.app.nest.get<EventStore>(EVENT_STORE).readAll()) types.push(type);
    return types;
  };
  const documents = async () => {
    const views = house.app.nest.get(Views);
    await views.fresh(await house.app.nest.get<EventStore>(EVENT_STORE).head(), ...VIEWS);
    return Promise.all(VIEWS.map((view) => views.all(view)));
  };

  it('changes nothing when it is handled again from the beginning, and nobody is paid twice', async () => {
    const ids = [await house.payee('Ann'), await house.payee('Bob', '000111111113')];
    await house.credit({ [ids[0] ?? '']: '10.00', [ids[1] ?? '']: '20.00' });
    const batch = await house.draft();
    await house.approve(batch);
    const sent = (states: Record<string, string | null>) => Object.values(states).every((s) => s === 'in-transit');
    await until(() => house.states(batch), sent);
    await house.stripe.days(2);
    const freed = (types: string[]) => types.includes('payouts.reservation-released.v1');
    const before = await until(eventTypes, freed);
    const [viewsBefore, stripeBefore] = [await documents(), await house.stripe.state()];

    // as if the place of every processor were lost: processes react to all again
    await house.restart(async () => {
      const { createConnection } = await import('mongoose');
      const mongo: Connection = await createConnection(house.engines.config.mongo).asPromise();
      await mongo.collection('checkpoints').deleteMany({});
      await mongo.close();
    });
    expect(await documents()).toEqual(viewsBefore);
    const process = () => house.app.nest.get<Connection>(MONGO).collection('checkpoints').find({}).toArray();
    const head = await house.app.nest.get<EventStore>(EVENT_STORE).head();
    await until(process, (found) =>
      found.some(({ _id, position }) => String(_id).startsWith('process:') && BigInt(String(position)) >= head),
    );
    expect(await eventTypes()).toEqual(before);
    expect(await house.stripe.state()).toMatchObject({
      transfers: stripeBefore['transfers'],
      payouts: stripeBefore['payouts'],
    });
  });

  it('makes the same views again when they are lost', async () => {
    const before = await documents();
    await house.restart(async () => {
      const { createConnection } = await import('mongoose');
      const mongo: Connection = await createConnection(house.engines.config.mongo).asPromise();
      for (const { name } of await mongo.listCollections()) {
        if (/_v\d+$/.test(name)) await mongo.collection(name).deleteMany({});
      }
      await mongo.collection<{ _id: string }>('checkpoints').deleteMany({ _id: { $not: /^process:/ } });
      await mongo.close();
    });
    expect(await documents()).toEqual(before);
  });
});
