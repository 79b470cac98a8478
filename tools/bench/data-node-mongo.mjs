// MongoDB's protocol of the data node, as the official driver in another process sees it.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { MongoClient } from 'mongodb';

import { startDataNode } from '../testing/data-node.mjs';
import { rawDocuments } from './_mongo-reference.mjs';
import { prepared, sendAll } from './_plain-driver.mjs';
import { processorClock, processorTime, residentMebibytes } from './_processor.mjs';
import { rawCommits, rawRoundTrips } from './_reference.mjs';
import { rawFsyncs, report, row, seconds } from './_report.mjs';

const id = (n) => `line-${String(n).padStart(9, '0')}`;
const document = (n, position = 1) => ({
  _id: id(n),
  isrc: `DEA23${String(n).padStart(7, '0')}`,
  payee: `payee-${n % 1000}`,
  territory: ['DE', 'FR', 'GB', 'US'][n % 4],
  amount: '0.001234567800',
  currency: 'EUR',
  _position: String(position).padStart(20, '0'),
});

/** `work(n)` for n below `total`, `inFlight` at a time. */
async function each(total, inFlight, work) {
  let next = 0;
  const worker = async () => {
    while (next < total) await work(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** Replaces by `_id` what is older, inserts what is missing: how read models are written. */
const upserts = (from, count, position) =>
  Array.from({ length: count }, (_, at) => {
    const { _id, ...replacement } = document(from + at, position);
    const filter = { _id, _position: { $lt: replacement._position } };
    return { replaceOne: { filter, replacement, upsert: true } };
  });

async function fill(collection, size) {
  await collection.createIndex({ payee: 1, _id: 1 });
  await collection.createIndex({ isrc: 1 });
  for (let from = 0; from < size; from += 10_000) {
    await collection.bulkWrite(upserts(from, Math.min(10_000, size - from), 1), { ordered: false });
  }
}

/** The first page of a payee, or the one after `last`. */
const page = (collection, n, last = '') =>
  collection
    .find({ payee: `payee-${n % 1000}`, _id: { $gt: last } })
    .sort({ payee: 1, _id: 1 })
    .limit(51)
    .toArray();

async function measureSize({ db, url }, size, measure) {
  const collection = db.collection(`lines-${size}`);
  const label = `${size / 1000}k documents`;
  await measure(`bulk upserts, new, ${label}`, size, () => fill(collection, size), 'two indexes');
  const again = Math.min(size, 50_000);
  await measure(
    `bulk upserts, present, ${label}`,
    again,
    () => collection.bulkWrite(upserts(0, again, 2), { ordered: false }),
    'guarded by position',
  );
  const pick = (n) => (n * 7919) % size;
  const finds = 20_000;
  await measure(`find by _id, ${label}`, finds, () => each(finds, 32, (n) => collection.findOne({ _id: id(pick(n)) })));
  await measure(`find by index, ${label}`, finds, () =>
    each(finds, 32, (n) => collection.findOne({ isrc: document(pick(n)).isrc })),
  );
  const plain = Array.from({ length: finds }, (_, n) =>
    prepared({
      find: `lines-${size}`,
      filter: { isrc: document(pick(n)).isrc },
      limit: 1,
      singleBatch: true,
      $db: 'bench',
    }),
  );
  const note = 'commands prepared, answers not decoded';
  await measure(`plain find by index, ${label}`, finds, () => sendAll(url, plain, 32), note);
  const middle = id(Math.floor(size / 2));
  await measure(
    `sorted page, ${label}`,
    2_000,
    () => each(2_000, 16, (n) => page(collection, n, n % 2 ? middle : '')),
    `keyset { payee, _id }, ${Math.min(51, Math.ceil(size / 2000))} to ${Math.min(51, size / 1000)} documents each`,
  );
  await measure(`update by _id, ${label}`, 5_000, () =>
    each(5_000, 64, (n) => collection.updateOne({ _id: id(pick(n)) }, { $set: { seen: n } })),
  );
}

/** A `measure(name, count, work, note)` that adds a row with wall and processor time, and the load at that moment. */
const measurer = (rows, pid) => {
  const clock = processorClock(pid);
  return async (name, count, work, note = '') => {
    const { result, ...processor } = await processorTime(clock, count, () => seconds(work));
    const load = Number(loadavg()[0].toFixed(1));
    rows.push({ ...row(name, count, result, [`load ${load}`, note].filter(Boolean).join('; '), processor), load });
  };
};

export async function run(args, start = startDataNode) {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, sizes: { type: 'string', default: '10000,100000,1000000' } },
  });
  const rows = [await rawFsyncs(), await rawCommits(), await rawRoundTrips(), ...(await rawDocuments(document))];
  const node = await start();
  const client = await MongoClient.connect(node.mongo, { maxPoolSize: 64 });
  const db = client.db('bench');
  const measure = measurer(rows, node.pid);
  let memory;
  try {
    await each(500, 16, (n) => db.collection('warm-up').insertOne(document(n)));
    await measure('insert, 1 in flight', 1_000, () =>
      each(1_000, 1, (n) => db.collection('singles').insertOne(document(n))),
    );
    await measure('insert, 64 in flight', 10_000, () =>
      each(10_000, 64, (n) => db.collection('singles').insertOne(document(n + 1_000))),
    );
    for (const size of values.sizes.split(',').map(Number)) await measureSize({ db, url: node.mongo }, size, measure);
    memory = residentMebibytes(node.pid);
  } finally {
    await client.close();
    await node.stop();
  }
  const held = memory === undefined ? '' : `, ${memory} MiB resident at the end`;
  report(`data node, MongoDB protocol${held}`, rows, values.json);
}
