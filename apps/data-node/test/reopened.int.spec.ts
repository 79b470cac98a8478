import { once } from 'node:events';

import type { StreamSubscription } from '@eventstore/db-client';

import { newStream, numbered, useEventStore } from './support/event-store.js';

const store = useEventStore();

/** Revisions of the next events of a subscription, which goes on. */
async function next(subscription: StreamSubscription, count: number): Promise<(bigint | undefined)[]> {
  const revisions: (bigint | undefined)[] = [];
  while (revisions.length < count) {
    const event = subscription.read() as { event?: { revision: bigint } } | null;
    if (event === null) await once(subscription, 'readable');
    else revisions.push(event.event?.revision);
  }
  return revisions;
}

it('subscribers go on with a stream that was deleted and is written again', async () => {
  const stream = newStream('reopened');
  await store.client.appendToStream(stream, numbered(3));
  const before = store.client.subscribeToStream(stream);
  expect(await next(before, 3)).toEqual([0n, 1n, 2n]);
  await store.client.deleteStream(stream);
  const meanwhile = store.client.subscribeToStream(stream);
  await once(meanwhile, 'confirmation');
  await store.client.appendToStream(stream, numbered(1));
  for (const subscription of [before, meanwhile]) {
    expect(await next(subscription, 1)).toEqual([3n]);
    await subscription.unsubscribe();
  }
});
