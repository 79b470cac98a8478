import type { Connection } from 'mongoose';

import type { Position } from '../event-store/event-store';
import { parsePosition, sortable } from '../event-store/position';

interface Checkpoint {
  _id: string;
  position: string;
  /** Set while the processor stands before an event that it can't handle. */
  error?: string;
}

/** Somebody else has moved this checkpoint: another worker runs the same processor. */
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
  async move(processor: string, from: Position, to: Position): Promise<void> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: processor, position: sortable(from) },
      { $set: { position: sortable(to) }, $unset: { error: '' } },
    );
    if (matchedCount === 0) throw new LostCheckpoint(processor);
  }

  async fail(processor: string, error: string): Promise<void> {
    await this.collection.updateOne({ _id: processor }, { $set: { error } });
  }

  /** The least advanced of these processors; zero when one has not begun. */
  async least(processors: readonly string[]): Promise<Position> {
    const found = await this.collection.find({ _id: { $in: [...processors] } }).toArray();
    if (found.length < processors.length) return 0n;
    return found.map(({ position }) => parsePosition(position) ?? 0n).reduce((a, b) => (a < b ? a : b));
  }

  async all(): Promise<readonly { processor: string; position: Position; error: string | null }[]> {
    const found = await this.collection.find({}).sort({ _id: 1 }).toArray();
    return found.map(({ _id, position, error }) => ({
      processor: _id,
      position: parsePosition(position) ?? 0n,
      error: error ?? null,
    }));
  }

  private get collection() {
    return this.mongo.collection<Checkpoint>('checkpoints');
  }
}
