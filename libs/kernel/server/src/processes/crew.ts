import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

import { pause } from '../event-store/reachable';
import type { Feed, FeedLog } from '../projections/feed';
import type { Processor } from '../projections/processor';

import { assign } from './assign';
import { Leases, NameTaken, type LeaseTimes } from './leases';

export const LEASE_TIMES: LeaseTimes = { leaseMs: 10_000, beatMs: 1_000 };

/** The supervisor's name for this worker, so that one that is started anew goes on where it was killed. */
export const workerName = (env: NodeJS.ProcessEnv): string =>
  env['MAX_WORKER_NAME'] || `${hostname()}-${randomUUID().slice(0, 8)}`;

interface Shift {
  readonly leaving: AbortController;
  readonly lost: AbortController;
  readonly ended: Promise<void>;
}

/** This worker's part of all that reads the log: looks at each beat what it is to run, begins that and leaves the rest. */
export class Crew {
  private readonly shifts = new Map<string, Shift>();
  private readonly leases: Leases;

  constructor(
    mongo: Connection,
    private readonly feedOf: (processor: Processor) => Feed,
    private readonly log: FeedLog,
    readonly worker: string,
    private readonly times: LeaseTimes = LEASE_TIMES,
  ) {
    this.leases = new Leases(mongo, worker, times);
  }

  /** Until `stopping` is aborted; then finishes the batches in work and lets go of everything at once. */
  async run(plan: () => Promise<readonly Processor[]>, stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const guard = setTimeout(() => this.drop('its leases ran out'), Math.max(this.leases.validForMs, 0));
      try {
        await this.beat(await plan());
      } catch (error) {
        if (error instanceof NameTaken) {
          this.drop(error.message);
          throw error;
        }
        this.log.warn(`worker ${this.worker} could not renew its leases: ${String(error)}`);
        if (this.leases.validForMs <= 0) this.drop('its leases ran out');
      } finally {
        clearTimeout(guard);
      }
      await pause(this.times.beatMs, stopping);
    }
    const names = [...this.shifts.keys()];
    for (const name of names) this.leave(name);
    await Promise.all([...this.shifts.values()].map(({ ended }) => ended));
    await this.leases.leave().catch(() => undefined); // if nobody hears it, the beat stays away
  }

  private async beat(processors: readonly Processor[]): Promise<void> {
    const table = await this.leases.beat(processors.map(({ name }) => name));
    const assigned = assign(table.workers, table.owners);
    const mine = processors.filter(({ name }) => assigned.get(name) === this.worker);
    const kept = new Set(mine.map(({ name }) => name).filter((name) => table.owners.get(name) === this.worker));
    for (const name of this.shifts.keys()) if (!kept.has(name)) this.leave(name);
    const free = mine.filter(({ name }) => !this.shifts.has(name));
    await Promise.all(
      free.map(async (processor) => (await this.leases.take(processor.name, table)) && this.begin(processor)),
    );
  }

  private begin(processor: Processor): void {
    const { name } = processor;
    const [leaving, lost] = [new AbortController(), new AbortController()];
    const ended = this.feedOf(processor)
      .run(processor, leaving.signal, lost.signal)
      .then(async () => {
        // the lease first: a beat that comes between would begin what is about to be free for others
        if (!lost.signal.aborted) await this.leases.release([name]).catch(() => undefined);
        this.shifts.delete(name);
      });
    this.shifts.set(name, { leaving, lost, ended });
  }

  /** The batch in work is finished; then the lease is free for the others. */
  private leave(name: string): void {
    this.shifts.get(name)?.leaving.abort();
  }

  /** At once and without another write. What was dropped begins anew when a beat gets through and it is still ours. */
  private drop(why: string): void {
    if (this.shifts.size === 0) return;
    this.log.error(`worker ${this.worker} gives up ${this.shifts.size} processors: ${why}`);
    for (const [name, { lost }] of this.shifts) lost.abort(new Error(`${name} is run elsewhere: ${why}`));
  }
}
