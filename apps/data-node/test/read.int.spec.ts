import { binaryEvent, type Position, StreamNotFoundError, streamNameFilter } from '@eventstore/db-client';

import {
  collect,
  commitOf,
  inAll,
  newStream,
  numbered,
  numbersOf,
  ofOurOwn,
  revisionsOf,
  take,
  useEventStore,
} from './support/event-store.js';

const store = useEventStore();
const named = (stream: string) => streamNameFilter({ prefixes: [stream] });
const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('a stream', () => {
  const stream = newStream('ten');
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
    const nothing = newStream('nothing');
    const read = collect(store.client.readStream(nothing));
    await expect(read).rejects.toBeInstanceOf(StreamNotFoundError);
    await expect(read).rejects.toMatchObject({ streamName: nothing });
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
    const stream = newStream();
    const { position: from } = await store.client.appendToStream(stream, numbered(1));
    await store.client.appendToStream(stream, numbered(700, 1));
    if (from === undefined) throw new Error('no position');
    const forwards = await inAll(store.client, { streams: [stream], from });
    const backwards = await inAll(store.client, { streams: [stream], from, direction: 'backwards' });
    expect(backwards.map(commitOf).reverse()).toEqual(forwards.map(commitOf));
    expect(forwards).toHaveLength(701);
  });

  ofOurOwn.it.each([
    ['forwards from the end', { fromPosition: 'end' }],
    ['backwards from the start', { direction: 'backwards', fromPosition: 'start' }],
    ['from far beyond', { fromPosition: { commit: 1n << 52n, prepare: 1n << 52n } }],
  ] as const)('answers nothing %s', async (_name, options) => {
    expect(await collect(store.client.readAll(options))).toEqual([]);
  });
});

describe('links', () => {
  const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) });
  const target = newStream('target@with');
  const links = newStream('links');
  let from: Position;

  beforeAll(async () => {
    const { position } = await store.client.appendToStream(target, numbered(3));
    if (position === undefined) throw new Error('no position');
    from = position;
    await store.client.appendToStream(newStream('gone'), numbered(1));
    await store.client.appendToStream(links, [link(`1@${target}`), ...numbered(1, 9), link(`2@${target}`)]);
  });

  it('are followed when asked, and come with their own place', async () => {
    const read = await collect(store.client.readStream(links, { resolveLinkTos: true }));
    expect(numbersOf(read)).toEqual([1, 9, 2]);
    expect(read.map(({ event, link: own }) => [event?.streamId, own?.streamId, own?.revision])).toEqual([
      [target, links, 0n],
      [links, undefined, undefined],
      [target, links, 2n],
    ]);
  });

  it('are events like others when not asked', async () => {
    const [read] = await collect(store.client.readStream(links, { maxCount: 1 }));
    expect(read?.event).toMatchObject({ type: '$>', streamId: links });
    expect(read?.link).toBeUndefined();
  });

  it('are followed backwards, in $all and in subscriptions', async () => {
    const backwards = { direction: 'backwards', fromRevision: 'end', resolveLinkTos: true } as const;
    expect(numbersOf(await collect(store.client.readStream(links, backwards)))).toEqual([2, 9, 1]);
    const all: unknown[] = [];
    const reading = store.client.readAll({ fromPosition: from, resolveLinkTos: true });
    for await (const { event, link: own } of reading) if (own?.streamId === links) all.push(event?.revision);
    expect(all).toEqual([1n, 2n]);
    const live = store.client.subscribeToStream(links, { resolveLinkTos: true });
    expect(numbersOf(await take(live, 3))).toEqual([1, 9, 2]);
    const everywhere = store.client.subscribeToAll({ fromPosition: from, resolveLinkTos: true, filter: named(links) });
    expect(numbersOf(await take(everywhere, 3))).toEqual([1, 9, 2]);
  });

  // ResolveLinkToEvent in EventStore.Core/Services/Storage/StorageReaderWorker.cs: a link without its event.
  it.each([
    ['deleted', (stream: string) => store.client.deleteStream(stream)],
    ['tombstoned', (stream: string) => store.client.tombstoneStream(stream)],
    ['truncated', (stream: string) => store.client.setStreamMetadata(stream, { truncateBefore: 1 })],
    ['outnumbered', (stream: string) => store.client.setStreamMetadata(stream, { maxCount: 1 })],
  ])('to what is %s come alone', async (_name, remove) => {
    const [gone, other] = [newStream(), newStream()];
    await store.client.appendToStream(gone, numbered(2));
    await store.client.appendToStream(other, [link(`0@${gone}`), link(`7@${gone}`), link(`0@${newStream()}`)]);
    await remove(gone);
    const read = await collect(store.client.readStream(other, { resolveLinkTos: true }));
    expect(read.map(({ event, link: own }) => [event, own?.revision])).toEqual([
      [undefined, 0n],
      [undefined, 1n],
      [undefined, 2n],
    ]);
  });

  it('that say nothing are events like others', async () => {
    const other = newStream();
    await store.client.appendToStream(other, link('nonsense@'));
    const [read] = await collect(store.client.readStream(other, { resolveLinkTos: true }));
    expect(read?.event?.type).toBe('$>');
    expect(read?.link).toBeUndefined();
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
