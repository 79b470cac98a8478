// EventStoreDB's protocol of the data node, as a client in another process sees it.
import { parseArgs } from 'node:util';

import { EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';

import { startDataNode } from '../testing/data-node.mjs';
import { rawFsyncs, report, row, seconds } from './_report.mjs';

const event = (n) =>
  jsonEvent({
    type: 'bench.line-booked.v1',
    data: { n, isrc: 'DEA232600001', amount: '0.001234567800', currency: 'EUR', payee: 'payee-00042' },
    metadata: { actor: 'bench', correlationId: '3f1f9c2e-9df2-4b52-a9ef-0a0f2a3f9d2d' },
  });

/** Appends `total` single events, `inFlight` at a time, each to its own stream of a hundred. */
async function singles(client, total, inFlight) {
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const n = next++;
      await client.appendToStream(`single-${n % 100}`, event(n));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** Appends `total` events, `size` to an append, four appends at a time. */
async function bulk(client, total, size) {
  const batch = Array.from({ length: size }, (_, n) => event(n)); // ids must be new for each append
  let left = total / size;
  const worker = async (k) => {
    while (left-- > 0)
      await client.appendToStream(
        `bulk-${k}`,
        batch.map(({ data }) => event(data.n)),
      );
  };
  await Promise.all([0, 1, 2, 3].map(worker));
}

/** Reads to the end. */
async function drain(events) {
  let count = 0;
  for await (const _ of events) count += 1;
  return count;
}

/** Follows a subscription for `total` events. */
async function follow(subscription, total) {
  let count = 0;
  for await (const _ of subscription) if (++count === total) break;
}

export async function run(args) {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const rows = [await rawFsyncs()];
  const node = await startDataNode();
  const client = EventStoreDBClient.connectionString(node.esdb);
  const measure = async (name, count, work, note) => rows.push(row(name, count, await seconds(work), note));
  try {
    await singles(client, 2_000, 64); // warm-up
    await measure('append, 1 in flight', 1_500, () => singles(client, 1_500, 1), 'one event, answered after fsync');
    await measure('append, 64 in flight', 30_000, () => singles(client, 30_000, 64), 'one event each');
    await measure('append, bulk', 100_000, () => bulk(client, 100_000, 1_000), '1,000 events each, 4 in flight');
    await measure('read $all', 100_000, () => drain(client.readAll({ maxCount: 100_000 })));
    await measure('read a stream', 20_000, () => drain(client.readStream('bulk-0', { maxCount: 20_000 })));
    const filter = streamNameFilter({ prefixes: ['bulk-'] });
    await measure(
      'catch up, filtered',
      133_500,
      () => follow(client.subscribeToAll({ filter }), 100_000),
      '3 of 4 match',
    );
  } finally {
    await client.dispose();
    await node.stop();
  }
  report('data node, EventStoreDB protocol', rows, values.json);
}
