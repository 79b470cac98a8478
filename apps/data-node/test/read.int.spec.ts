import { StreamNotFoundError } from '@eventstore/db-client';

import {
  collect,
  commitOf,
  newStream,
  numbered,
  numbersOf,
  revisionsOf,
  useEventStore,
} from './support/event-store.js';

const store = useEventStore();
const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('a stream', () => {
  const stream = 'read-ten';
  beforeAll(() => store.client.appendToStream(stream, numbered(10)));

  it.each([
    ['forwards', {}, TEN],
    ['forwards from a revision', { fromRevision: 7n }, [7, 8, 9]],
    ['forwards from beyond', { fromRevision: 10n }, []],
    ['forwards from the end', { fromRevision: 'end' }, []],
    ['forwards, a few', { fromRevision: 2n, maxCount: 3 }, [2, 3, 4]],
    ['backwards from the end', { direction: 'backwards', fromRevision: 'end' }, [...TEN].reverse()],
    ['backwards from a revision', { direction: 'backwards', fromRevision: 2n }, [2, 1, 0]],
    ['backwards from beyond', { direction: 'backwards', fromRevision: 99n, maxCount: 2 }, [9, 8]],
    ['backwards from the start', { direction: 'backwards', fromRevision: 'start' }, [0]],
    ['with links resolved', { resolveLinkTos: true, maxCount: 1 }, [0]],
  ] as const)('%s', async (_name, options, expected) => {
    expect(numbersOf(await collect(store.client.readStream(stream, options)))).toEqual(expected);
  });

  it('is not found when nothing was written to it', async () => {
    const read = collect(store.client.readStream('read-nothing'));
    await expect(read).rejects.toBeInstanceOf(StreamNotFoundError);
    await expect(read).rejects.toMatchObject({ streamName: 'read-nothing' });
  });

  it('is read whole when it is long', async () => {
    const long = newStream();
    for (let n = 0; n < 20; n += 1) await store.client.appendToStream(long, numbered(500, n * 500));
    const read = await collect(store.client.readStream(long));
    expect(revisionsOf(read)).toEqual(Array.from({ length: 10_000 }, (_, n) => BigInt(n)));
  });
});

describe('$all', () => {
  it('reads both ways from a position: forwards with it, backwards without it', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(6));
    const events = await collect(store.client.readStream(stream));
    const third = events[2]?.event?.position;
    if (third === undefined) throw new Error('no position');

    const forwards = await collect(store.client.readAll({ fromPosition: third, maxCount: 3 }));
    expect(numbersOf(forwards)).toEqual([2, 3, 4]);
    const backwards = await collect(store.client.readAll({ direction: 'backwards', fromPosition: third, maxCount: 2 }));
    expect(numbersOf(backwards)).toEqual([1, 0]);
  });

  it('is the same backwards as forwards', async () => {
    await store.client.appendToStream(newStream(), numbered(700));
    const forwards = (await collect(store.client.readAll())).map(commitOf);
    const backwards = await collect(store.client.readAll({ direction: 'backwards', fromPosition: 'end' }));
    expect(backwards.map(commitOf).reverse()).toEqual(forwards);
    expect(forwards.length).toBeGreaterThan(700);
  });

  it.each([
    ['forwards from the end', { fromPosition: 'end' }],
    ['backwards from the start', { direction: 'backwards', fromPosition: 'start' }],
    ['from far beyond', { fromPosition: { commit: 1n << 52n, prepare: 1n << 52n } }],
  ] as const)('answers nothing %s', async (_name, options) => {
    expect(await collect(store.client.readAll(options))).toEqual([]);
  });
});

it('lets other calls through while a slow reader holds a long read', async () => {
  const stream = newStream();
  for (let n = 0; n < 10; n += 1) await store.client.appendToStream(stream, numbered(1_000));
  const slow = store.client.readStream(stream)[Symbol.asyncIterator]();
  await slow.next(); // the read has begun, and nobody takes the rest
  await store.client.appendToStream(stream, numbered(1, 42));
  const [last] = await collect(
    store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }),
  );
  expect(numbersOf(last ? [last] : [])).toEqual([42]);
  await slow.return?.();
});
