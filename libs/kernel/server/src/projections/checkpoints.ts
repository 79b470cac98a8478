import type { Connection } from 'mongoose';

import type { Position } from '../event-store/event-store';
import { parsePosition, sortable } from '../event-store/position';

/** How it went of late, told with each move. */
export interface Pace {
  /** When the last event it handled was recorded, ISO 8601. */
  readonly eventAt: string;
  readonly eventsPerSecond: number;
  /** Log positions are no counts: they are what the time left is reckoned from. */
  readonly positionsPerSecond: number;
}

interface Checkpoint {
  _id: string;
  position: string;
  /** Set while the processor stands before an event that it can't handle. */
  error?: string;
  /** Set when another build of the view has taken its place: it moves no more. */
  retired?: true;
  pace?: Pace;
}

export interface Standing {
  readonly processor: string;
  readonly position: Position;
  readonly error: string | null;
  readonly pace: Pace | null;
}

/** Somebody else has moved this checkpoint, or it is retired: another worker runs the same processor, or none should. */
export class LostCheckpoint extends Error {
  constructor(readonly processor: string) {
    super(`another worker has moved the checkpoint of ${processor}`);
  }
}

/** How far each projection and process has come, moved by compare-and-set after its own writes are on disk. */
export class Checkpoints {
  constructor(private readonly mongo: Connection) {}

  /** Zero when the processor has not begun. */
  async load(processor: string): Promise<Position> {
    const found = await this.collection.findOne({ _id: processor });
    if (!found)
      await this.collection.updateOne(
        { _id: processor },
        { $setOnInsert: { position: sortable(0n) } },
        { upsert: true },
      );
    return parsePosition(found?.position ?? '0') ?? 0n;
  }

  /** @throws LostCheckpoint */
  async move(processor: string, from: Position, to: Position, pace?: Pace): Promise<void> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: processor, position: sortable(from), retired: { $exists: false } },
      { $set: { position: sortable(to), ...(pace ? { pace } : {}) }, $unset: { error: '' } },
    );
    if (matchedCount === 0) throw new LostCheckpoint(processor);
  }

  async fail(processor: string, error: string): Promise<void> {
    await this.collection.updateOne({ _id: processor }, { $set: { error } });
  }

  /** For one that keeps its place elsewhere: what those who look after it are told. */
  async tell(
    processor: string,
    { position, error }: { position: Position; error?: string | undefined },
  ): Promise<void> {
    const change =
      error === undefined
        ? { $set: { position: sortable(position) }, $unset: { error: '' as const } }
        : { $set: { position: sortable(position), error } };
    await this.collection.updateOne({ _id: processor }, change, { upsert: true });
  }

  /** Stops it for good, unless it is further than `position`: answers whether it stands still from now on. */
  async retire(processor: string, position: Position): Promise<boolean> {
    const notFurther = { _id: processor, position: { $lte: sortable(position) } };
    const { matchedCount } = await this.collection.updateOne(notFurther, { $set: { retired: true } });
    return matchedCount > 0 || !(await this.collection.findOne({ _id: processor }));
  }

  async remove(processor: string): Promise<void> {
    await this.collection.deleteOne({ _id: processor });
  }

  /** Where these stand; zero for one that has not begun. */
  async positions(processors: readonly string[]): Promise<ReadonlyMap<string, Position>> {
    const found = await this.collection.find({ _id: { $in: [...processors] } }).toArray();
    const known = new Map(found.map(({ _id, position }) => [_id, parsePosition(position) ?? 0n]));
    return new Map(processors.map((processor) => [processor, known.get(processor) ?? 0n]));
  }

  /** All that move, by name. */
  async all(): Promise<readonly Standing[]> {
    const moving = { retired: { $exists: false } };
    const found = await this.collection.find(moving).sort({ _id: 1 }).toArray();
    return found.map(({ _id, position, error, pace }) => ({
      processor: _id,
      position: parsePosition(position) ?? 0n,
      error: error ?? null,
      pace: pace ?? null,
    }));
  }

  private get collection() {
    return this.mongo.collection<Checkpoint>('checkpoints');
  }
}
