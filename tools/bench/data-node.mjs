// EventStoreDB's protocol of the data node, as a client in another process sees it.
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';

import { startDataNode } from '../testing/data-node.mjs';
import { plainClient, preparedAppend } from './_plain-client.mjs';
import { processorClock, processorTime } from './_processor.mjs';
import { rawCommits, rawRoundTrips } from './_reference.mjs';
import { rawFsyncs, report, row, seconds } from './_report.mjs';

const RUN = randomUUID().slice(0, 8); // against an engine that is used again, streams must still be new

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
      await client.appendToStream(`single-${RUN}-${n % 100}`, event(n));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** Appends `total` events, `size` to an append, four appends at a time, to four streams. */
async function bulk(client, total, size) {
  let left = total / size;
  const worker = async (k) => {
    while (left-- > 0) {
      const events = Array.from({ length: size }, (_, n) => event(n)); // ids must be new for each append
      await client.appendToStream(`bulk-${RUN}-${k}`, events);
    }
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
  await subscription.unsubscribe();
}

/** `subscribers` follow one stream live while `total` events are appended to it, fifty at a time. */
async function fanOut(client, subscribers, total) {
  const stream = `crowd-${RUN}`;
  const subscriptions = Array.from({ length: subscribers }, () => client.subscribeToStream(stream));
  await Promise.all(subscriptions.map((subscription) => once(subscription, 'caughtUp')));
  return async () => {
    const all = subscriptions.map((subscription) => follow(subscription, total));
    for (let n = 0; n < total; n += 50) {
      await client.appendToStream(
        stream,
        Array.from({ length: 50 }, (_, k) => event(n + k)),
      );
    }
    await Promise.all(all);
  };
}

async function measureAll(client, measure) {
  await singles(client, 2_000, 64); // warm-up
  await measure('append, 1 in flight', 1_500, () => singles(client, 1_500, 1), 'one event, answered after fsync');
  await measure('append, 64 in flight', 30_000, () => singles(client, 30_000, 64), 'one event each');
  await measure('append, bulk', 100_000, () => bulk(client, 100_000, 1_000), '1,000 events each, 4 in flight');
  await measure('read $all', 100_000, () => drain(client.readAll({ maxCount: 100_000 })));
  const backwards = { direction: 'backwards', fromPosition: 'end', maxCount: 100_000 };
  await measure('read $all backwards', 100_000, () => drain(client.readAll(backwards)));
  const stream = `bulk-${RUN}-0`;
  await measure('read a stream', 20_000, () => drain(client.readStream(stream, { maxCount: 20_000 })));
  const last = { direction: 'backwards', fromRevision: 'end', maxCount: 20_000 };
  await measure('read a stream backwards', 20_000, () => drain(client.readStream(stream, last)));
  await measure('catch up with $all', 100_000, () => follow(client.subscribeToAll(), 100_000));
  const filter = streamNameFilter({ prefixes: [`bulk-${RUN}-`] });
  await measure(
    'catch up, filtered',
    133_500,
    () => follow(client.subscribeToAll({ filter }), 100_000),
    '3 of 4 match',
  );
  const deliver = await fanOut(client, 100, 1_000);
  await measure('100 subscribers, live', 100_000, deliver, '1,000 events delivered to each');
}

/** The server's own part: the same calls by a client that has nothing to encode or decode. */
async function measurePlain(url, measure) {
  const client = plainClient(url);
  try {
    const note = 'requests prepared, answers not decoded';
    const ones = Array.from({ length: 30_000 }, (_, n) => preparedAppend(`plain-${RUN}-${n % 100}`, [event(n)]));
    await measure('plain append, 64 in flight', ones.length, () => client.append(ones, 64), note);
    const batches = Array.from({ length: 100 }, (_, n) =>
      preparedAppend(
        `plain-bulk-${RUN}-${n % 4}`,
        Array.from({ length: 1_000 }, (_, k) => event(k)),
      ),
    );
    await measure('plain append, bulk', 100_000, () => client.append(batches, 4), note);
    await measure('plain read $all', 100_000, () => client.readAll(100_000), note);
  } finally {
    client.close();
  }
}

/** `--event-store <url>` measures an engine that runs already (`--pid` names its process), otherwise a node of its own. */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, 'event-store': { type: 'string' }, pid: { type: 'string' } },
  });
  const rows = [await rawFsyncs(), await rawCommits(), await rawRoundTrips()];
  const node = values['event-store'] === undefined ? await startDataNode() : undefined;
  const clock = processorClock(node?.pid ?? values.pid);
  const client = EventStoreDBClient.connectionString(node?.esdb ?? values['event-store']);
  const measure = async (name, count, work, note) => {
    const { result, ...processor } = await processorTime(clock, count, () => seconds(work));
    rows.push(row(name, count, result, note, processor));
  };
  try {
    await measureAll(client, measure);
    await measurePlain(node?.esdb ?? values['event-store'], measure);
  } finally {
    await client.dispose();
    await node?.stop();
  }
  report(`data node, EventStoreDB protocol, at a load of ${loadavg()[0].toFixed(1)}`, rows, values.json);
}
