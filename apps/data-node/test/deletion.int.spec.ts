import { StreamDeletedError, StreamNotFoundError, WrongExpectedVersionError } from '@eventstore/db-client';

import {
  collect,
  credentials,
  inAll,
  newStream,
  numbered,
  numbersOf,
  revisionsOf,
  useEventStore,
} from './support/event-store.js';

const store = useEventStore();
const read = (stream: string) => collect(store.client.readStream(stream));

describe('a deleted stream', () => {
  it('is not found, and goes on counting when it is written to again', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(3));
    const { position } = await store.client.deleteStream(stream, { expectedRevision: 2n });
    expect(position?.commit).toBeGreaterThan(0n);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);

    // Deleted, not of a wrong version: EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs, CheckCommit.
    const refused = store.client.appendToStream(stream, numbered(1), { expectedRevision: 'stream_exists' });
    await expect(refused).rejects.toBeInstanceOf(StreamDeletedError);
    await store.client.appendToStream(stream, numbered(2, 3), { expectedRevision: 'no_stream' });
    const events = await read(stream);
    expect(numbersOf(events)).toEqual([3, 4]);
    expect(revisionsOf(events)).toEqual([3n, 4n]);
    const backwards = store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(numbersOf(await collect(backwards))).toEqual([4, 3]);
  });

  it.each(['no_stream', 'any', 1n] as const)(
    'is opened again by an append that expects %p',
    async (expectedRevision) => {
      const stream = newStream();
      await store.client.appendToStream(stream, numbered(2));
      await store.client.deleteStream(stream);
      await store.client.appendToStream(stream, numbered(2, 2), { expectedRevision });
      expect(numbersOf(await read(stream))).toEqual([2, 3]);
    },
  );

  it('knows an append that opened it again by its ids, but not at the revision of a new stream', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(2));
    await store.client.deleteStream(stream);
    const events = numbered(2, 2);
    const first = await store.client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    expect(await store.client.appendToStream(stream, events)).toEqual(first);
    expect(await store.client.appendToStream(stream, events, { expectedRevision: 1n })).toEqual(first);
    // The revision of a new stream is that of its first event ever (CheckCommit, as above).
    const again = store.client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    await expect(again).rejects.toMatchObject({ actualVersion: 3n });
    expect(await read(stream)).toHaveLength(2);
  });

  it('stays deleted when it is deleted again', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    await store.client.deleteStream(stream);
    await store.client.deleteStream(stream);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it('loses its metadata', async () => {
    // A soft delete writes metadata that say nothing else: EventStore.Core/Services/Storage/StorageWriterService.cs.
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    await store.client.setStreamMetadata(stream, { maxCount: 7, owner: 'finance' });
    await store.client.deleteStream(stream);
    const { metadata } = await store.client.getStreamMetadata<{ owner?: string }>(stream);
    expect(metadata?.owner).toBeUndefined();
    expect(metadata?.maxCount).toBeUndefined();
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
    const { position } = await store.client.appendToStream(stream, numbered(1));
    if (position === undefined) throw new Error('no position');
    await store.client.tombstoneStream(stream);
    const [event, end] = await inAll(store.client, { streams: [stream], from: position });
    expect(event?.event).toMatchObject({ streamId: stream, revision: 0n });
    expect(end?.event).toMatchObject({ type: '$streamDeleted', revision: 9_223_372_036_854_775_807n });
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

  it('keeps an access list and what is its own', async () => {
    const stream = newStream();
    const written = {
      acl: { readRoles: ['$all'], writeRoles: ['$admins', '$all'], deleteRoles: ['$admins'] },
      cacheControl: 60,
      owner: 'finance',
      nested: { a: [1, null, 'ü'] },
    };
    await store.client.setStreamMetadata(stream, written);
    const read = await store.client.getStreamMetadata(stream);
    expect(read).toMatchObject({ streamName: stream });
    expect(read.metadata).toMatchObject(written);
  });

  it('makes a stream exist that has no events yet', async () => {
    const stream = newStream();
    await store.client.setStreamMetadata(stream, { owner: 'finance' });
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);
    const first = store.client.appendToStream(stream, numbered(1), { expectedRevision: 'stream_exists' });
    await expect(first).resolves.toMatchObject({ nextExpectedRevision: 0n });
  });

  it('hides events from the stream only: until a scavenge they are in $all', async () => {
    const stream = newStream();
    const { position } = await store.client.appendToStream(stream, numbered(4));
    if (position === undefined) throw new Error('no position');
    await store.client.setStreamMetadata(stream, { maxCount: 1, truncateBefore: 3 });
    await store.client.appendToStream(stream, numbered(2, 4));
    expect(numbersOf(await read(stream))).toEqual([5]);
    const all = await inAll(store.client, { streams: [stream], from: position });
    expect(numbersOf(all).slice(-3)).toEqual([3, 4, 5]);
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
