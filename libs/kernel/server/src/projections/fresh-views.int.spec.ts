import { newId } from '@max/kernel';

import { runInScope } from '../http/request-scope';
import { waitUntil } from '../testing/wait-until';

import { Checkpoints } from './checkpoints';
import type { Projection } from './projection';
import { accountsView, startLog } from './testing';
import { ViewBehind } from './view-behind';
import { Views } from './views';

describe('waiting to read one’s own write', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  beforeAll(async () => (log = await startLog()));
  afterAll(() => log.close());

  const view = () => accountsView(`waited-${newId()}`) as Projection<never>;
  const begun = async (one: Projection<never>) => {
    const checkpoints = new Checkpoints(log.mongo);
    await checkpoints.load(`${one.name}_v1`);
    return (from: bigint, to: bigint) => checkpoints.move(`${one.name}_v1`, from, to);
  };
  /** Counts the questions for checkpoints. */
  const counted = () => {
    let questions = 0;
    const mongo = new Proxy(log.mongo, {
      get: (target, name) => {
        if (name !== 'collection') return Reflect.get(target, name) as unknown;
        return (collection: string) => {
          if (collection === 'checkpoints') questions += 1;
          return target.collection(collection);
        };
      },
    });
    return { mongo, questions: () => questions };
  };

  it('ends when the client goes away', async () => {
    const gone = new AbortController();
    const one = view();
    const scope = { correlationId: 'c', signal: gone.signal };
    const waiting = runInScope(scope, () => new Views(log.mongo, 600_000).fresh(1n, one));
    gone.abort(new Error('the client left'));
    await expect(waiting).rejects.toThrow('the client left');
    await expect(runInScope(scope, () => new Views(log.mongo).fresh(1n, one))).rejects.toThrow('the client left');
  });

  it('is asked for once, however many wait', async () => {
    const [one, other] = [view(), view()];
    const moves = [await begun(one), await begun(other)];
    const { mongo, questions } = counted();
    const views = new Views(mongo, 60_000);
    const waiters = Array.from({ length: 200 }, (_, i) => views.fresh(BigInt(1 + (i % 5)), i % 2 ? one : other));
    await waitUntil(questions, (seen) => seen > 5);
    const before = questions();
    for (const move of moves) await move(0n, 9n);
    await Promise.all(waiters);
    // not one for each of two hundred
    expect(questions() - before).toBeLessThan(100);
  });

  it('lets those go whose position is reached, and tells the others how far it is', async () => {
    const one = view();
    const move = await begun(one);
    await move(0n, 5n);
    const views = new Views(log.mongo, 300);
    const [near, far] = await Promise.allSettled([views.fresh(5n, one), views.fresh(6n, one)]);
    expect(near.status).toBe('fulfilled');
    const reason: unknown = far.status === 'rejected' ? far.reason : undefined;
    expect(reason).toBeInstanceOf(ViewBehind);
    expect(reason).toMatchObject({ atLeast: 6n, reached: 5n });
  });
});
