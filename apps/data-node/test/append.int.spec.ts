import { randomBytes, randomUUID } from 'node:crypto';

import {
  binaryEvent,
  DeadlineExceededError,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

import {
  collect,
  commitOf,
  credentials,
  inAll,
  newStream,
  numbered,
  numbersOf,
  ofOurOwn,
  useEventStore,
} from './support/event-store.js';

const MIB = 1024 * 1024;

const store = useEventStore();

type Events = ReturnType<typeof numbered>;

// With credentials the client uses the older call, one message an event; without, batch append.
describe.each([
  ['batch append', {}],
  ['append', { credentials }],
])('%s', (_name, options) => {
  it('keeps JSON and binary data, metadata, type, id and date', async () => {
    const stream = newStream();
    const id = randomUUID();
    const before = Date.now();
    const json = jsonEvent({ id, type: 'json.v1', data: { a: ['ü', 1.5, null] }, metadata: { actor: 'ann' } });
    const binary = binaryEvent({ type: 'binary.v1', data: Buffer.from([0, 255, 1]), metadata: Buffer.from([9, 0]) });
    const result = await store.client.appendToStream(stream, [json, binary], options);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });

    const [first, second] = await collect(store.client.readStream(stream));
    expect(first?.event).toMatchObject({ id, streamId: stream, revision: 0n, type: 'json.v1', isJson: true });
    expect(first?.event?.data).toEqual({ a: ['ü', 1.5, null] });
    expect(first?.event?.metadata).toEqual({ actor: 'ann' });
    expect(first?.event?.created.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(first?.event?.created.getTime()).toBeLessThanOrEqual(Date.now());
    expect(Buffer.from(second?.event?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 1]));
    expect(Buffer.from(second?.event?.metadata as Uint8Array)).toEqual(Buffer.from([9, 0]));
    expect(second?.event?.position).toEqual(result.position);
  });

  it('checks the expected revision in every form', async () => {
    const stream = newStream();
    const append = (expectedRevision: 'any' | 'no_stream' | 'stream_exists' | bigint) =>
      store.client.appendToStream(stream, numbered(1), { ...options, expectedRevision });

    await expect(append('stream_exists')).rejects.toMatchObject({ actualVersion: 'no_stream' });
    await expect(append(0n)).rejects.toMatchObject({ actualVersion: 'no_stream', expectedVersion: 0n });
    await expect(append('no_stream')).resolves.toMatchObject({ nextExpectedRevision: 0n });
    await expect(append('no_stream')).rejects.toMatchObject({ actualVersion: 0n, expectedVersion: 'no_stream' });
    await expect(append('stream_exists')).resolves.toMatchObject({ nextExpectedRevision: 1n });
    await expect(append(1n)).resolves.toMatchObject({ nextExpectedRevision: 2n });
    await expect(append(1n)).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(append(7n)).rejects.toMatchObject({ streamName: stream, actualVersion: 2n, expectedVersion: 7n });
    await expect(append('any')).resolves.toMatchObject({ nextExpectedRevision: 3n });
    expect(await collect(store.client.readStream(stream))).toHaveLength(4);
  });

  // What follows is what EventStoreDB does: EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs, CheckCommit.
  it('answers a repeated append as the first time', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(3), options);
    const events = numbered(2, 3);
    const at = { ...options, expectedRevision: 2n };
    const first = await store.client.appendToStream(stream, events, at);
    await store.client.appendToStream(stream, numbered(1, 5), options);

    expect(await store.client.appendToStream(stream, events, at)).toEqual(first);
    expect(await store.client.appendToStream(stream, events, options)).toEqual(first);
    const existing = { ...options, expectedRevision: 'stream_exists' as const };
    expect(await store.client.appendToStream(stream, events, existing)).toEqual(first);
    for (const expected of [at, options, existing]) {
      const part = await store.client.appendToStream(stream, events.slice(0, 1), expected);
      expect(part).toMatchObject({ nextExpectedRevision: 3n });
    }
    expect(await store.client.appendToStream(stream, events.slice(1), options)).toEqual(first);
    expect(numbersOf(await collect(store.client.readStream(stream)))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('answers a repeated first append of a stream, whole or its beginning', async () => {
    const stream = newStream();
    const events = numbered(3);
    const first = { ...options, expectedRevision: 'no_stream' as const };
    const result = await store.client.appendToStream(stream, events, first);
    expect(await store.client.appendToStream(stream, events, first)).toEqual(result);
    const beginning = await store.client.appendToStream(stream, events.slice(0, 2), first);
    expect(beginning).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(await collect(store.client.readStream(stream))).toHaveLength(3);
  });

  it.each([
    ['no_stream', 'with more after it', (old: Events, fresh: Events) => [...old, ...fresh]],
    ['any', 'with more after it', (old: Events, fresh: Events) => [...old, ...fresh]],
    ['stream_exists', 'with more after it', (old: Events, fresh: Events) => [...old, ...fresh]],
    ['no_stream', 'with one replaced', (old: Events, fresh: Events) => [...old.slice(0, 1), ...fresh]],
    ['no_stream', 'but for its first event', (old: Events) => old.slice(1)],
    ['no_stream', 'in another order', (old: Events) => [...old].reverse()],
    [0n, 'from its first event on', (old: Events) => old],
  ] as const)('expecting %p, refuses an append that is there %s', async (expectedRevision, _name, change) => {
    const stream = newStream();
    const events = numbered(2);
    await store.client.appendToStream(stream, events, { ...options, expectedRevision: 'no_stream' });
    const again = store.client.appendToStream(stream, change(events, numbered(1, 2)), { ...options, expectedRevision });
    await expect(again).rejects.toBeInstanceOf(WrongExpectedVersionError);
    expect(await collect(store.client.readStream(stream))).toHaveLength(2);
  });

  it('takes an append whose first event is new, though others are there', async () => {
    const stream = newStream();
    const [old] = numbered(1);
    if (old === undefined) throw new Error('no event');
    await store.client.appendToStream(stream, old, options);
    await store.client.appendToStream(stream, [...numbered(1, 1), old], options);
    expect(numbersOf(await collect(store.client.readStream(stream)))).toEqual([0, 1, 0]);
  });

  it('takes the same event ids in another stream as new', async () => {
    const events = numbered(2);
    const [one, two] = [newStream(), newStream()];
    await store.client.appendToStream(one, events, options);
    await store.client.appendToStream(two, events, options);
    expect(await collect(store.client.readStream(two))).toHaveLength(2);
  });

  it('keeps an event of 900 KB, and one of nothing', async () => {
    const stream = newStream();
    const data = randomBytes(900_000);
    const nothing = binaryEvent({ type: 'empty.v1', data: Buffer.alloc(0) });
    await store.client.appendToStream(stream, [binaryEvent({ type: 'large.v1', data }), nothing], options);
    const [read, empty] = await collect(store.client.readStream(stream));
    expect(data.equals(Buffer.from(read?.event?.data as Uint8Array))).toBe(true);
    expect(empty?.event?.data).toHaveLength(0);
    expect(empty?.event?.metadata).toBeUndefined();
  });

  ofOurOwn.it('keeps an event of 16 MiB, refuses a larger one by its limit, and goes on', async () => {
    const stream = newStream();
    const data = randomBytes(16 * MIB);
    await store.client.appendToStream(stream, binaryEvent({ type: 'large.v1', data }), options);
    const [read] = await collect(store.client.readStream(stream));
    expect(data.equals(Buffer.from(read?.event?.data as Uint8Array))).toBe(true);

    for (const size of [16 * MIB + 1, 20 * MIB]) {
      const larger = binaryEvent({ type: 'larger.v1', data: Buffer.alloc(size) });
      const refused = store.client.appendToStream(stream, larger, options);
      await expect(refused).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
      await expect(refused).rejects.toMatchObject({ maxAppendSize: 16 * MIB });
    }
    await expect(store.client.appendToStream(stream, numbered(1), options)).resolves.toMatchObject({ success: true });
  });

  ofOurOwn.it('refuses what it cannot keep, and goes on', async () => {
    const append = (stream: string, event = numbered(1)) => store.client.appendToStream(stream, event, options);
    await expect(append('x'.repeat(1025))).rejects.toThrow(/1025 bytes, more than 1024/);
    await expect(append('')).rejects.toThrow(/stream name is missing/);
    const notUuid = [jsonEvent({ id: 'not-a-uuid', type: 't', data: {} })];
    await expect(append(newStream(), notUuid)).rejects.toThrow(/'not-a-uuid' is not a UUID/);
    await expect(append(newStream(), [jsonEvent({ type: '', data: {} })])).rejects.toThrow(/no type/);
    await expect(append(newStream('x'.repeat(1000)))).resolves.toMatchObject({ success: true });
  });

  it.each(['with spaces', 'ünïcode-✓', '"quotes"\n', 'a\u0000b', '0', '__proto__', '-1'])(
    'keeps the stream name %j apart from others',
    async (name) => {
      const stream = `${newStream()}${name}`;
      await store.client.appendToStream(stream, numbered(1), options);
      const [read] = await collect(
        store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }),
      );
      expect(read?.event?.streamId).toBe(stream);
      await expect(collect(store.client.readStream(`${stream} `))).rejects.toBeInstanceOf(StreamNotFoundError);
    },
  );
});

it('answers instead of throwing when the client asks for it', async () => {
  const client = store.connect('throwOnAppendFailure=false');
  const stream = newStream();
  await client.appendToStream(stream, numbered(2));
  // Its revision is not checked: client 6.2.1 makes it of whether there is one (batchAppend.js).
  const batch = await client.appendToStream(stream, numbered(1), { expectedRevision: 'no_stream' });
  expect(batch).toMatchObject({ success: false, position: undefined });
  const single = await client.appendToStream(stream, numbered(1), { expectedRevision: 'no_stream', credentials });
  expect(single).toMatchObject({ success: false, nextExpectedRevision: 1n });
  const none = await client.appendToStream(newStream(), numbered(1), { expectedRevision: 5n, credentials });
  expect(none).toMatchObject({ success: false, nextExpectedRevision: -1n });
  await client.dispose();
});

it('refuses an append that comes after its deadline', async () => {
  const stream = newStream();
  const late = store.client.appendToStream(stream, numbered(1), { deadline: -1_000 });
  await expect(late).rejects.toBeInstanceOf(DeadlineExceededError);
  await expect(collect(store.client.readStream(stream))).rejects.toBeInstanceOf(StreamNotFoundError);
});

it('appends many chunks as one', async () => {
  const stream = newStream();
  const events = numbered(3_000);
  const result = await store.client.appendToStream(stream, events, { batchAppendSize: 4_096 });
  expect(result).toMatchObject({ success: true, nextExpectedRevision: 2_999n });
  const read = await collect(store.client.readStream(stream));
  expect(numbersOf(read)).toEqual(events.map((_, n) => n));
});

ofOurOwn.it('refuses an append beyond 64 MiB as too large', async () => {
  const data = randomBytes(13 * MIB);
  const events = Array.from({ length: 5 }, () => binaryEvent({ type: 'large.v1', data }));
  const stream = newStream();
  await expect(store.client.appendToStream(stream, events)).rejects.toMatchObject({ maxAppendSize: 64 * MIB });
  await expect(collect(store.client.readStream(stream))).rejects.toBeInstanceOf(StreamNotFoundError);
});

it('lets one of many writers of the same revision win', async () => {
  const stream = newStream();
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) =>
      store.client.appendToStream(stream, numbered(1, n), { expectedRevision: 'no_stream' }),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await collect(store.client.readStream(stream))).toHaveLength(1);
});

it('gives out strictly increasing positions, an append in one piece', async () => {
  const streams = Array.from({ length: 8 }, () => newStream());
  const { position } = await store.client.appendToStream(newStream(), numbered(1));
  if (position === undefined) throw new Error('no position');
  await Promise.all(streams.flatMap((stream) => [1, 2, 3].map(() => store.client.appendToStream(stream, numbered(5)))));
  const ours = await inAll(store.client, { streams, from: position });
  expect(ours).toHaveLength(8 * 3 * 5);
  const positions = ours.map(commitOf);
  expect(positions.every((commit, n) => n === 0 || commit > (positions[n - 1] ?? 0n))).toBe(true);
  for (let n = 0; n < ours.length; n += 5) {
    expect(new Set(ours.slice(n, n + 5).map(({ event }) => event?.streamId)).size).toBe(1);
  }
});
