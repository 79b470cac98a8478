import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Position } from '@max/kernel/server';

import { Sealer } from './sealer';
import { FakeLog, freshFolders } from './testing';
import { WatchedSealer } from './watched-sealer';

interface Told {
  readonly position: Position;
  readonly error?: string | undefined;
}

describe('a sealer that is watched', () => {
  let folders: Awaited<ReturnType<typeof freshFolders>>;
  const told: Told[] = [];
  const checkpoints = { tell: async (_: string, standing: Told) => void told.push(standing) };
  let now = 0;
  const start = (log: FakeLog) => new WatchedSealer(new Sealer(log, folders, () => new Date(now)), checkpoints);
  beforeEach(async () => {
    folders = await freshFolders();
    told.length = 0;
    now = Date.UTC(2026, 0, 1);
  });
  afterEach(() => rm(dirname(folders.log), { recursive: true, force: true }));

  it('tells how far it has come', async () => {
    const log = new FakeLog(3);
    const sealer = start(log);
    await sealer.load();
    const position = await sealer.handle(log.events, 0n);
    expect(told.at(-1)).toEqual({ position, error: undefined });
    await sealer.left();
  });

  it('tells that it stands still before a log that was changed', async () => {
    const log = new FakeLog(3);
    const before = start(log);
    await before.load();
    await before.handle(log.events, 0n);
    await before.left();
    log.events.shift();
    const sealer = start(log);
    const refusal = await sealer.load().catch((error: unknown) => error);
    await sealer.failed(refusal);
    expect(told.at(-1)?.error).toMatch(/InconsistentLog/);
  });

  it('tells that it can not sign, until it can', async () => {
    const log = new FakeLog(50);
    const sealer = start(log);
    await sealer.load();
    await sealer.handle(log.events, 0n);
    now += 60_000;
    await sealer.signIfDue();
    expect(told.at(-1)?.error).toBeUndefined();
    await sealer.left();
    // the witness remembers fifty; a log that began anew has fewer
    await rm(folders.log, { recursive: true });
    const shorter = new FakeLog(49);
    const other = start(shorter);
    await other.load();
    await other.handle(shorter.events, 0n);
    now += 60_000;
    await other.signIfDue();
    expect(told.at(-1)?.error).toMatch(/no head was signed: .*shrunk from 50 to 49/);
    shorter.grow(1);
    await other.handle(shorter.events.slice(-1), 0n);
    await other.signIfDue();
    expect(told.at(-1)?.error).toBeUndefined();
    await other.left();
  });
});
