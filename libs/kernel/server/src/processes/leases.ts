import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

import type { WorkerAbilities } from './assign';

interface WorkerDocument {
  _id: string;
  /** A worker started anew under its old name takes over what the one before held. */
  incarnation: string;
  beat: number;
  can: readonly string[];
}

export interface Lease {
  _id: string;
  owner: string | null;
  /** Grows with every change of owner. */
  epoch: number;
}

/** What one look at the table told. */
export interface LeaseTable {
  /** Workers that are alive, this one among them. */
  readonly workers: readonly WorkerAbilities[];
  /** Who holds what, of those that are alive. */
  readonly owners: ReadonlyMap<string, string>;
  readonly leases: ReadonlyMap<string, Lease>;
}

/** Another worker runs under this worker's name. */
export class NameTaken extends Error {}

export interface LeaseTimes {
  /** Others take over from a worker of which nothing has been seen for this long. */
  readonly leaseMs: number;
  readonly beatMs: number;
}

/**
 * Which worker runs which processor. No clock is compared with another machine's: a worker is alive while its beat
 * changes, and is given up when a watcher has seen no change for `leaseMs` on its own monotonic clock. The holder itself
 * stops earlier, `validMs` after it began its last successful beat, which is before anybody could have begun to wait.
 */
export class Leases {
  private readonly incarnation: string = randomUUID();
  private readonly seen = new Map<string, { beat: string; at: number }>();
  private begun = false;
  private beats = 0;
  private goodUntil = -Infinity;

  constructor(
    private readonly mongo: Connection,
    readonly worker: string,
    private readonly times: LeaseTimes,
  ) {}

  /** Milliseconds until what is held must not be written to any more. */
  get validForMs(): number {
    return this.goodUntil - performance.now();
  }

  /** Shows that this worker is alive and what it can run. @throws NameTaken */
  async beat(can: readonly string[]): Promise<LeaseTable> {
    const at = performance.now();
    await this.showUp(can);
    this.goodUntil = at + this.times.leaseMs * 0.75;
    const [workers, found] = await Promise.all([this.workers.find({}).toArray(), this.leases.find({}).toArray()]);
    const alive = workers.filter((worker) => worker._id === this.worker || this.isAlive(worker));
    await this.bury(workers.filter((worker) => !alive.includes(worker)));
    const ids = new Set(alive.map(({ _id }) => _id));
    const owners = found.flatMap(({ _id, owner }): [string, string][] =>
      owner !== null && ids.has(owner) ? [[_id, owner]] : [],
    );
    return {
      workers: alive.map(({ _id, can: names }) => ({ id: _id, can: names })),
      owners: new Map(owners),
      leases: new Map(found.map((lease) => [lease._id, lease])),
    };
  }

  /** Takes what nobody alive holds, as the table said. Of two who try, one gets it. */
  async take(name: string, { leases, owners }: LeaseTable): Promise<boolean> {
    if (owners.has(name)) return owners.get(name) === this.worker;
    const before = leases.get(name);
    if (!before) {
      const { upsertedCount } = await this.leases
        .updateOne({ _id: name }, { $setOnInsert: { owner: this.worker, epoch: 1 } }, { upsert: true })
        .catch(exceptTaken);
      return upsertedCount > 0;
    }
    const { owner, epoch } = before;
    const { modifiedCount } = await this.leases.updateOne(
      { _id: name, owner, epoch },
      { $set: { owner: this.worker }, $inc: { epoch: 1 } },
    );
    return modifiedCount > 0;
  }

  async release(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const mine = { _id: { $in: [...names] }, owner: this.worker };
    await this.leases.updateMany(mine, { $set: { owner: null }, $inc: { epoch: 1 } });
  }

  /** Says that this worker is no more; others need not wait. */
  async leave(): Promise<void> {
    await this.workers.deleteOne({ _id: this.worker, incarnation: this.incarnation });
  }

  private async showUp(can: readonly string[]): Promise<void> {
    const { worker: _id, incarnation } = this;
    this.beats += 1;
    const alive = { $set: { incarnation, can, beat: this.beats } };
    if (this.begun) {
      const { matchedCount } = await this.workers.updateOne({ _id, incarnation }, alive);
      if (matchedCount > 0) return;
      if (await this.workers.findOne({ _id })) throw new NameTaken(`another process runs as worker ${_id}`);
    }
    await this.workers.updateOne({ _id }, alive, { upsert: true });
    this.begun = true;
  }

  private async bury(dead: readonly WorkerDocument[]): Promise<void> {
    for (const { _id, incarnation, beat } of dead) await this.workers.deleteOne({ _id, incarnation, beat });
  }

  private isAlive({ _id, incarnation, beat }: WorkerDocument): boolean {
    const now = performance.now();
    const mark = `${incarnation}/${beat}`;
    const before = this.seen.get(_id);
    if (before?.beat !== mark) this.seen.set(_id, { beat: mark, at: now });
    return now - (before?.beat === mark ? before.at : now) < this.times.leaseMs;
  }

  private get workers() {
    return this.mongo.collection<WorkerDocument>('workers');
  }

  private get leases() {
    return this.mongo.collection<Lease>('leases');
  }
}

const DUPLICATE_KEY = 11_000;

const exceptTaken = (error: unknown): { upsertedCount: number } => {
  if ((error as { code?: unknown }).code === DUPLICATE_KEY) return { upsertedCount: 0 };
  throw error;
};
