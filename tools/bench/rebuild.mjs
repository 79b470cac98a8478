// npm run bench -- rebuild [--events 60000] [--json]: how fast a view is built anew beside the one that is read, with what
// reading the log and writing documents alone take on this machine in the same run, and what an event costs each process.
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { startDataNode } from '../testing/data-node.mjs';
import { processorClock, processorTime } from './_processor.mjs';
import { report, row, seconds } from './_report.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const AT_ONCE = 1_000;
const STEPS = ['requested', 'sent', 'paid', 'settled'];

/** The kernel's own classes, compiled as the worker has them. */
async function kernel() {
  const { build } = await import('esbuild');
  const folder = join(root, 'tmp', `bench-rebuild-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'kernel.mjs');
  const parts = {
    EsdbEventStore: 'event-store/esdb-event-store',
    EventTypes: 'events/event-types',
    Feed: 'projections/feed',
    ViewBuilds: 'projections/view-builds',
    ViewPlan: 'projections/view-plan',
    defineProjection: 'projections/projection',
    connectMongo: 'mongo',
  };
  const contents = Object.entries(parts).map(([name, path]) => `export { ${name} } from './${path}';`);
  await build({
    stdin: { contents: contents.join('\n'), resolveDir: join(root, 'libs/kernel/server/src'), loader: 'ts' },
    tsconfig: join(root, 'tsconfig.base.json'),
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' },
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const metadata = {
  actor: { kind: 'user', id: 'bench' },
  occurredAt: '2026-11-01T00:00:00.000Z',
  correlationId: '3f1f9c2e-9df2-4b52-a9ef-0a0f2a3f9d2d',
  causationId: '3f1f9c2e-9df2-4b52-a9ef-0a0f2a3f9d2d',
  schemaVersion: 1,
};

/** Payments of four events each, as a batch goes through them: all requested, then all sent … a thousand payments at a time. */
async function writeLog(store, events) {
  for (let n = 0; n < events; n += AT_ONCE * STEPS.length)
    for (const step of STEPS) {
      const batch = Array.from({ length: AT_ONCE }, (_, i) => ({
        id: randomUUID(),
        type: `bench.payment-${step}.v1`,
        data: {
          paymentId: `payment-${n + i}`,
          payeeId: `payee-${(n + i) % 1_000}`,
          amount: '12.3400',
          currency: 'EUR',
        },
        metadata,
      }));
      await store.append(`payments-${n}-${step}`, 'any', batch);
    }
  return Math.ceil(events / (AT_ONCE * STEPS.length)) * AT_ONCE * STEPS.length;
}

const onEach = (apply) => Object.fromEntries(STEPS.map((step) => [`bench.payment-${step}.v1`, apply(step)]));

const VIEWS = {
  'payments: 4 events a document': {
    indexes: [{ fields: { state: 1, _id: 1 } }, { fields: { payeeId: 1, _id: 1 } }],
    on: onEach(
      (state) =>
        ({ data, metadata: { occurredAt } }, documents) =>
          documents.change(data.paymentId, (now) => ({ ...(now ?? data), state, changedAt: occurredAt })),
    ),
  },
  'sums: 1,000 documents in all': {
    indexes: [{ fields: { currency: 1, _id: 1 } }],
    on: onEach(
      () =>
        ({ data }, documents) =>
          documents.change(data.payeeId, (now) => ({ ...data, events: (now?.events ?? 0) + 1 })),
    ),
  },
  'audit: a document an event, 5 indexes': {
    indexes: ['position', 'stream', 'name', 'actorId', 'context'].map((field) => ({ fields: { [field]: 1, _id: 1 } })),
    on: onEach(
      () =>
        ({ id, type, stream, revision, position, metadata: { actor } }, documents) =>
          documents.change(id, () => ({
            ...{ position: String(position).padStart(20, '0'), stream, revision, type, name: type.slice(0, -3) },
            ...{ context: 'bench', actorKind: actor.kind, actorId: actor.id },
          })),
    ),
  },
};

const log = { warn: () => undefined, error: (line) => console.error(line) };

/** Builds version 2 beside an empty version 1 that is read, until the switch. */
async function rebuild({ Feed, ViewBuilds, ViewPlan, defineProjection, EventTypes }, { store, mongo }, name, view) {
  const builds = new ViewBuilds(mongo);
  await builds.plan({ name, version: 1 }, undefined);
  const plan = new ViewPlan({ mongo, types: new EventTypes(), log });
  plan.add(defineProjection({ name, version: 2, ...view }));
  const stop = new AbortController();
  const feed = new Feed(store, log);
  const following = feed.follow(stop.signal);
  const [processor] = await plan.processors();
  const caughtUp = processor.caughtUp.bind(processor);
  processor.caughtUp = async (position) => {
    await caughtUp(position);
    stop.abort();
  };
  await feed.run(processor, stop.signal);
  await following;
  const active = (await builds.all()).get(name).active.version;
  if (active !== 2) throw new Error(`${name} was not switched to`);
}

async function drain(items) {
  for await (const _ of items);
}

/** The documents of the first view through the driver alone, as many at once as a batch of the feed writes. */
async function plainUpserts(mongo, count) {
  const collection = mongo.collection('reference');
  for (let n = 0; n < count; n += 2_000) {
    const operations = Array.from({ length: 2_000 }, (_, i) => {
      const document = {
        _id: `payment-${n + i}`,
        payeeId: `payee-${i}`,
        amount: '12.3400',
        state: 'paid',
        _position: '1',
      };
      return { replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true } };
    });
    await collection.bulkWrite(operations, { ordered: false });
  }
}

export async function run(args) {
  const options = { events: { type: 'string', default: '60000' }, json: { type: 'boolean', default: false } };
  const { values } = parseArgs({ args, options });
  const parts = await kernel();
  const node = await startDataNode();
  const store = new parts.EsdbEventStore(node.esdb);
  const mongo = parts.connectMongo(node.mongo);
  const clock = processorClock(node.pid);
  const rows = [];
  const measure = async (name, count, work, note) => {
    const { result, ...cpu } = await processorTime(clock, count, () => seconds(work));
    rows.push(row(name, count, result, note, cpu));
  };
  try {
    await mongo.asPromise();
    const events = await writeLog(store, Number(values.events));
    await drain(store.readAll()); // warm-up
    await measure('reference: read the log', events, () => drain(store.readAll()), 'events, nothing done with them');
    await measure(
      'reference: bulk upserts',
      20_000,
      () => plainUpserts(mongo, 20_000),
      'driver alone, 2,000 at a time',
    );
    for (const [name, view] of Object.entries(VIEWS)) {
      const build = () => rebuild(parts, { store, mongo }, name.split(':')[0], view);
      await measure(`rebuild ${name}`, events, build, 'events, indexes and the switch included');
    }
  } finally {
    await store.close();
    await mongo.close();
    await node.stop();
  }
  report(`views built anew over ${Number(values.events).toLocaleString('en')} events`, rows, values.json);
}
