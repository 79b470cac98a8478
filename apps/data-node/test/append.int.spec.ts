import { randomBytes, randomUUID } from 'node:crypto';

import {
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

import { collect, commitOf, newStream, numbered, numbersOf, useEventStore } from './support/event-store.js';

const store = useEventStore();

// With credentials the client uses the older call, one message an event; without, batch append.
describe.each([
  ['batch append', {}],
  ['append', { credentials: { username: 'admin', password: 'changeit' } }],
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

  it('answers a repeated append as the first time', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(3), options);
    const events = numbered(2, 3);
    const at = { ...options, expectedRevision: 2n };
    const first = await store.client.appendToStream(stream, events, at);
    await store.client.appendToStream(stream, numbered(1, 5), options);

    expect(await store.client.appendToStream(stream, events, at)).toEqual(first);
    expect(await store.client.appendToStream(stream, events, options)).toEqual(first);
    expect(await store.client.appendToStream(stream, events.slice(0, 1), at)).toMatchObject({
      nextExpectedRevision: 3n,
    });
    expect(numbersOf(await collect(store.client.readStream(stream)))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('refuses an append of which only a part is there', async () => {
    const stream = newStream();
    const events = numbered(2);
    await store.client.appendToStream(stream, events, { ...options, expectedRevision: 'no_stream' });
    const more = [...events, ...numbered(1, 2)];
    const again = store.client.appendToStream(stream, more, { ...options, expectedRevision: 'no_stream' });
    await expect(again).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(store.client.appendToStream(stream, more, options)).rejects.toBeInstanceOf(WrongExpectedVersionError);
    expect(await collect(store.client.readStream(stream))).toHaveLength(2);
  });

  it('takes the same event ids in another stream as new', async () => {
    const events = numbered(2);
    const [one, two] = [newStream(), newStream()];
    await store.client.appendToStream(one, events, options);
    await store.client.appendToStream(two, events, options);
    expect(await collect(store.client.readStream(two))).toHaveLength(2);
  });

  it('keeps an event of 16 MiB', async () => {
    const stream = newStream();
    const data = randomBytes(16 * 1024 * 1024);
    await store.client.appendToStream(stream, binaryEvent({ type: 'large.v1', data }), options);
    const [read] = await collect(store.client.readStream(stream));
    expect(data.equals(Buffer.from(read?.event?.data as Uint8Array))).toBe(true);
  });

  it('refuses what it cannot keep, and goes on', async () => {
    const append = (stream: string, event = numbered(1)) => store.client.appendToStream(stream, event, options);
    await expect(append('x'.repeat(1025))).rejects.toThrow(/1025 bytes, more than 1024/);
    await expect(append('')).rejects.toThrow(/stream name is missing/);
    const notUuid = [jsonEvent({ id: 'not-a-uuid', type: 't', data: {} })];
    await expect(append(newStream(), notUuid)).rejects.toThrow(/'not-a-uuid' is not a UUID/);
    await expect(append(newStream(), [jsonEvent({ type: '', data: {} })])).rejects.toThrow(/no type/);
    await expect(append('x'.repeat(1024))).resolves.toMatchObject({ success: true });
  });

  it.each(['with spaces', 'ünïcode-✓', '"quotes"\n', 'a\u0000b', '0', '__proto__', '-1'])(
    'keeps the stream name %j apart from others',
    async (stream) => {
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
  const client = EventStoreDBClient.connectionString(`${store.node.esdb}&throwOnAppendFailure=false`);
  const stream = newStream();
  await client.appendToStream(stream, numbered(2));
  const batch = await client.appendToStream(stream, numbered(1), { expectedRevision: 'no_stream' });
  expect(batch.success).toBe(false);
  const credentials = { username: 'admin', password: 'changeit' };
  const single = await client.appendToStream(stream, numbered(1), { expectedRevision: 'no_stream', credentials });
  expect(single).toMatchObject({ success: false, nextExpectedRevision: 1n });
  await client.dispose();
});

it('appends many chunks as one', async () => {
  const stream = newStream();
  const events = numbered(3_000);
  const result = await store.client.appendToStream(stream, events, { batchAppendSize: 4_096 });
  expect(result).toMatchObject({ success: true, nextExpectedRevision: 2_999n });
  const read = await collect(store.client.readStream(stream));
  expect(numbersOf(read)).toEqual(events.map((_, n) => n));
});

it('refuses an append beyond 64 MiB as too large', async () => {
  const data = randomBytes(13 * 1024 * 1024);
  const events = Array.from({ length: 5 }, () => binaryEvent({ type: 'large.v1', data }));
  const stream = newStream();
  await expect(store.client.appendToStream(stream, events)).rejects.toMatchObject({ maxAppendSize: 64 * 1024 * 1024 });
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
  await Promise.all(streams.flatMap((stream) => [1, 2, 3].map(() => store.client.appendToStream(stream, numbered(5)))));
  const all = await collect(store.client.readAll());
  const positions = all.map(commitOf);
  expect(positions.every((position, n) => n === 0 || position > (positions[n - 1] ?? 0n))).toBe(true);
  const ours = all.filter(({ event }) => event && streams.includes(event.streamId));
  for (let n = 0; n < ours.length; n += 5) {
    expect(new Set(ours.slice(n, n + 5).map(({ event }) => event?.streamId)).size).toBe(1);
  }
});
