import { newId } from '@max/kernel';

import { VersionedEventStore } from '../events/versioned-event-store';
import { DeadLetters } from '../projections/dead-letters';
import { accountsView, startLog } from '../projections/testing';
import type { Projection } from '../projections/projection';
import { ViewBuilds } from '../projections/view-builds';

import { operate } from './operate';

describe('looking after views from the command line', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  let broken = true;
  let letter: string;
  const view = accountsView(`operated-${newId()}`, { fault: () => broken });
  const said: string[] = [];
  const run = async (...args: string[]) => {
    said.length = 0;
    const store = new VersionedEventStore(log.store, log.types);
    const projections = [view as Projection<never>];
    const status = await operate(args, { store, mongo: log.mongo, projections, say: (line) => void said.push(line) });
    return { status, said: said.join('\n') };
  };
  const building = async () => (await new ViewBuilds(log.mongo).all()).get(view.name)?.building?.collection;

  beforeAll(async () => {
    log = await startLog();
    await new ViewBuilds(log.mongo).plan(view, undefined);
    await log.move('ann', 1);
    for await (const event of log.store.readAll({ max: 1 })) {
      await new DeadLetters(log.mongo).add(
        { processor: `${view.name}_v1`, view: view.name },
        event,
        new Error('bad'),
        [],
      );
      letter = `${view.name}_v1/${event.id}`;
    }
  });
  afterAll(() => log.close());

  it('says what it can do, and fails, when it is asked for something else', async () => {
    expect(await run('reset')).toMatchObject({ status: 1, said: expect.stringContaining('rebuild <view>') });
    expect(await run('rebuild', 'nothing')).toMatchObject({ status: 1, said: expect.stringContaining(view.name) });
    expect(await run('retry', 'nothing')).toMatchObject({ status: 1 });
    expect(await run('dismiss', letter)).toEqual({ status: 1, said: 'a reason is needed' });
  });

  it('lists dead letters', async () => {
    expect((await run('dead-letters')).said).toContain(letter);
  });

  it('counts a try in vain and builds nothing', async () => {
    expect(await run('retry', letter)).toMatchObject({ status: 1, said: expect.stringContaining("can't move by 1") });
    expect((await new DeadLetters(log.mongo).open())[0]?.attempts).toBe(2);
    expect(await building()).toBeUndefined();
  });

  it('builds the view anew when the event can be handled now', async () => {
    broken = false;
    expect(await run('retry', letter)).toMatchObject({ status: 0 });
    expect(await building()).toBe(`${view.name}_v1_b1`);
    expect((await run('rebuild', view.name)).said).toContain(`${view.name}_v1_b1`);
  });

  it('dismisses with a reason', async () => {
    expect(await run('dismiss', letter, 'a', 'test')).toMatchObject({ status: 0 });
    expect((await run('dead-letters')).said).toBe('');
  });
});
