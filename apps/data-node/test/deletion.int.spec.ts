import { StreamDeletedError, StreamNotFoundError, WrongExpectedVersionError } from '@eventstore/db-client';

import { collect, newStream, numbered, numbersOf, revisionsOf, useEventStore } from './support/event-store.js';

const store = useEventStore();
const read = (stream: string) => collect(store.client.readStream(stream));

describe('a deleted stream', () => {
  it('is not found, and goes on counting when it is written to again', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(3));
    const { position } = await store.client.deleteStream(stream, { expectedRevision: 2n });
    expect(position?.commit).toBeGreaterThan(0n);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);

    const refused = store.client.appendToStream(stream, numbered(1), { expectedRevision: 'stream_exists' });
    await expect(refused).rejects.toMatchObject({ actualVersion: 'no_stream' });
    await store.client.appendToStream(stream, numbered(2, 3), { expectedRevision: 'no_stream' });
    const events = await read(stream);
    expect(numbersOf(events)).toEqual([3, 4]);
    expect(revisionsOf(events)).toEqual([3n, 4n]);
    const backwards = store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(numbersOf(await collect(backwards))).toEqual([4, 3]);
  });

  it('answers a repeated append that opened it again as the first time', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(2));
    await store.client.deleteStream(stream);
    const events = numbered(2, 2);
    const first = await store.client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    const again = await store.client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    expect(again).toEqual(first);
    expect(await read(stream)).toHaveLength(2);
  });

  it('stays deleted when it is deleted again', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    const first = await store.client.deleteStream(stream);
    expect(await store.client.deleteStream(stream)).toEqual(first);
  });

  it('keeps the rest of its metadata', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    await store.client.setStreamMetadata(stream, { maxCount: 7, owner: 'finance' });
    await store.client.deleteStream(stream);
    const { metadata } = await store.client.getStreamMetadata(stream);
    expect(metadata).toMatchObject({ maxCount: 7, owner: 'finance' });
  });

  it('must be there, at the revision that is named', async () => {
    const stream = newStream();
    await expect(store.client.deleteStream(stream)).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await store.client.appendToStream(stream, numbered(3));
    const wrong = store.client.deleteStream(stream, { expectedRevision: 1n });
    await expect(wrong).rejects.toMatchObject({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    await expect(store.client.deleteStream(stream, { expectedRevision: 'no_stream' })).rejects.toMatchObject({
      actualVersion: 2n,
    });
    expect(await read(stream)).toHaveLength(3);
  });
});

describe('a tombstoned stream', () => {
  it.each([
    ['that had events', 2],
    ['that never had any', 0],
  ])('%s is closed for ever', async (_name, count) => {
    const stream = newStream('ünïcode');
    if (count > 0) await store.client.appendToStream(stream, numbered(count));
    await store.client.tombstoneStream(stream, { expectedRevision: count > 0 ? 1n : 'no_stream' });
    await expect(read(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    const credentials = { username: 'admin', password: 'changeit' };
    for (const options of [{}, { credentials }]) {
      const append = store.client.appendToStream(stream, numbered(1), options);
      await expect(append).rejects.toBeInstanceOf(StreamDeletedError);
    }
    await expect(store.client.tombstoneStream(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(store.client.deleteStream(stream)).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('is tombstoned only at the revision that is named', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(3));
    const wrong = store.client.tombstoneStream(stream, { expectedRevision: 0n });
    await expect(wrong).rejects.toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 2n });
    expect(await read(stream)).toHaveLength(3);
  });

  it('leaves its events and its end in $all', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    await store.client.tombstoneStream(stream);
    const [end, event] = await collect(
      store.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 2 }),
    );
    expect(end?.event).toMatchObject({
      type: '$streamDeleted',
      streamId: stream,
      revision: 9_223_372_036_854_775_807n,
    });
    expect(event?.event).toMatchObject({ streamId: stream, revision: 0n });
  });
});

describe('stream metadata', () => {
  it('is kept with its revision checked', async () => {
    const stream = newStream();
    expect((await store.client.getStreamMetadata(stream)).metadata).toBeUndefined();
    await store.client.setStreamMetadata(stream, { maxCount: 5, note: 'a' }, { expectedRevision: 'no_stream' });
    const again = store.client.setStreamMetadata(stream, { maxCount: 6 }, { expectedRevision: 'no_stream' });
    await expect(again).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await store.client.setStreamMetadata(stream, { maxCount: 6, note: 'b' }, { expectedRevision: 0n });
    expect((await store.client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 6, note: 'b' });
  });

  it('limits a stream by count', async () => {
    const stream = newStream();
    await store.client.setStreamMetadata(stream, { maxCount: 3 });
    await store.client.appendToStream(stream, numbered(10));
    expect(numbersOf(await read(stream))).toEqual([7, 8, 9]);
    const from = store.client.readStream(stream, { fromRevision: 2n, maxCount: 2 });
    expect(numbersOf(await collect(from))).toEqual([7, 8]);
  });

  it('limits a stream from below', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(5));
    await store.client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(numbersOf(await read(stream))).toEqual([3, 4]);
    await store.client.setStreamMetadata(stream, { truncateBefore: 5 });
    expect(await read(stream)).toEqual([]);
  });

  it('limits a stream by age', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(2));
    await store.client.setStreamMetadata(stream, { maxAge: 3_600 });
    expect(await read(stream)).toHaveLength(2);
    await store.client.setStreamMetadata(stream, { maxAge: 1 });
    while ((await read(stream)).length > 0); // until they are a second old
    expect(await read(stream)).toEqual([]);
  });
});
