import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RecordedEvent } from '@max/kernel/server';

import { Sealer } from './sealer';

/** An event as the store gives it; positions grow with gaps. */
export const eventAt = (n: number, data: object = { n }): RecordedEvent => ({
  id: `event-${n}`,
  type: 'test.happened.v1',
  stream: `stream-${n % 7}`,
  revision: Math.floor(n / 7),
  position: BigInt(n * 13 + 5),
  recordedAt: '2026-01-01T00:00:00.000Z',
  data,
  metadata: {
    actor: { kind: 'system', id: 'test' },
    occurredAt: '2026-01-01T00:00:00.000Z',
    correlationId: 'c',
    causationId: 'c',
    schemaVersion: 1,
  },
});

/** A log in memory that a test may falsify. */
export class FakeLog {
  events: RecordedEvent[];
  constructor(size: number) {
    this.events = Array.from({ length: size }, (_, n) => eventAt(n));
  }
  grow(by: number): void {
    for (let i = 0; i < by; i += 1) this.events.push(eventAt(this.events.length));
  }
  async *readAll({ after = -1n, max = Infinity }: { after?: bigint; max?: number } = {}) {
    let left = max;
    for (const event of this.events) if (event.position > after && left-- > 0) yield event;
  }
}

export const foldersIn = (root: string) => ({
  log: join(root, 'log'),
  keys: join(root, 'keys'),
  witness: join(root, 'witness'),
});

export const freshFolders = async () => foldersIn(await mkdtemp(join(tmpdir(), 'sealer-')));

/** Starts a sealer as a worker would and gives it whatever it has not seen, in batches. */
export const sealAll = async (sealer: Sealer, log: FakeLog, batch = 100): Promise<void> => {
  const after = await sealer.load();
  const ahead = log.events.filter(({ position }) => position > after);
  for (let i = 0; i < ahead.length; i += batch) await sealer.handle(ahead.slice(i, i + batch));
};
