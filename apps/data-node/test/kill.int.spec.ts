import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient, type JSONEventData } from '@eventstore/db-client';

import { collect, commitOf, numbered, numbersOf } from './support/event-store.js';
import { startDataNode, type TestDataNode } from './support/starter.js';

const KILLS = Number(process.env['MAX_KILLS'] ?? 20);
const WRITERS = 6;
const MOST_EVENTS = 40;

/** A writer of one stream: appends of different sizes, each at the revision the last acknowledged one reached. */
class Writer {
  next = 0;
  unanswered: JSONEventData[] | undefined;
  readonly acknowledged = new Map<number, bigint>();

  constructor(readonly stream: string) {}

  /** Appends until the node is gone; what was sent last may or may not have been kept. */
  async writeUntilGone(client: EventStoreDBClient, progress: () => void): Promise<void> {
    for (;;) {
      this.unanswered ??= numbered(1 + (this.next % MOST_EVENTS), this.next);
      const expectedRevision = this.next === 0 ? ('no_stream' as const) : BigInt(this.next - 1);
      try {
        const { position } = await client.appendToStream(this.stream, this.unanswered, { expectedRevision });
        this.next += this.unanswered.length;
        this.acknowledged.set(this.next - 1, position?.commit ?? -1n);
        this.unanswered = undefined;
        progress();
      } catch (error) {
        if (error instanceof Error && error.constructor.name === 'WrongExpectedVersionError') throw error;
        return; // the same events are sent again to the next node: kept or not, they are there once
      }
    }
  }

  /** Every acknowledged event is there, once, in order, at its position; of the unanswered append all or nothing. */
  async check(client: EventStoreDBClient): Promise<void> {
    if (this.next === 0 && this.unanswered === undefined) return;
    const events = await collect(client.readStream(this.stream)).catch(() => []);
    const allowed = [this.next, this.next + (this.unanswered?.length ?? 0)];
    expect(allowed).toContain(events.length);
    expect(numbersOf(events)).toEqual(events.map((_, n) => n));
    for (const [revision, position] of this.acknowledged) {
      const event = events[revision];
      expect(event && commitOf(event)).toBe(position);
    }
  }
}

/** A client that gives up at once when its node is gone, instead of looking for it for five seconds. */
const connect = (node: TestDataNode): EventStoreDBClient =>
  EventStoreDBClient.connectionString(`${node.esdb}&maxDiscoverAttempts=1&discoveryInterval=10`);

/** Resolves after `count` calls of the function it answers. */
function countdown(count: number): { done: Promise<void>; step: () => void } {
  let left = count;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const step = (): void => {
    left -= 1;
    if (left === 0) finish();
  };
  return { done, step };
}

it(
  `loses nothing acknowledged and keeps nothing by half in ${KILLS} kills under load`,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'data-node-kill-'));
    const writers = Array.from({ length: WRITERS }, (_, n) => new Writer(`kill-${n}`));
    let node: TestDataNode | undefined;
    try {
      for (let kill = 0; kill < KILLS; kill += 1) {
        node = await startDataNode({ dataDir });
        const client = connect(node);
        for (const writer of writers) await writer.check(client);
        // Some kills hit the first appends after a start, others a node in full swing.
        const { done, step } = countdown(1 + Math.floor(Math.random() * 80));
        const writing = Promise.all(writers.map((writer) => writer.writeUntilGone(client, step)));
        await Promise.race([done, writing]);
        await node.kill();
        await writing;
        await client.dispose();
      }
      node = await startDataNode({ dataDir });
      const client = EventStoreDBClient.connectionString(node.esdb);
      for (const writer of writers) await writer.check(client);
      const all = await collect(client.readAll());
      expect(all.map(commitOf)).toEqual(all.map((_, n) => BigInt(n + 1)));
      expect(writers.every((writer) => writer.acknowledged.size > 0)).toBe(true);
      await client.dispose();
    } finally {
      await node?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  60_000 + KILLS * 20_000,
);

it('recognises an unpinned append that is repeated after a crash', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'data-node-repeat-'));
  const first = await startDataNode({ dataDir });
  const events = numbered(3);
  const client = EventStoreDBClient.connectionString(first.esdb);
  const answer = await client.appendToStream('repeat', events);
  await first.kill();
  await client.dispose();

  const second = await startDataNode({ dataDir, esdbPort: first.esdbPort });
  const again = EventStoreDBClient.connectionString(second.esdb);
  expect(await again.appendToStream('repeat', events)).toEqual(answer);
  expect(await collect(again.readStream('repeat'))).toHaveLength(3);
  await again.dispose();
  await second.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
