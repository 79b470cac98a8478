import type { AnyBulkWriteOperation, Collection } from 'mongodb';

import { between, type Random } from './random.js';

export interface Row {
  _id: string;
  /** In a unique index. */
  key: string;
  version: number;
  /** In an index of arrays. */
  tags: number[];
  text: string;
}

/** What one operation of a bulk write makes of a document; no version: it is gone. */
interface Step {
  readonly id: string;
  readonly version: number | undefined;
}

const MOST_STEPS = 25;

/**
 * A writer of its own documents: ordered bulk writes that insert, replace, update, upsert and delete. It knows what each
 * document must be; of a bulk write that was not answered, the operations up to some point, and none after it.
 */
export class DocumentWriter {
  acknowledged = 0;
  private made = 0;
  private readonly versions = new Map<string, number>();
  /** Documents that were written since the last check. */
  private readonly touched = new Set<string>();
  private unanswered: readonly Step[] = [];

  constructor(
    private readonly name: string,
    private readonly random: Random,
  ) {}

  async writeUntilGone(rows: Collection<Row>, progress: () => void): Promise<void> {
    for (;;) {
      const operations = this.newOperations();
      try {
        await rows.bulkWrite(operations, { ordered: true });
      } catch (error) {
        if (error instanceof Error && 'writeErrors' in error && 'code' in error && error.code !== undefined)
          throw error;
        return;
      }
      this.apply(this.unanswered);
      this.acknowledged += this.unanswered.length;
      this.unanswered = [];
      progress();
    }
  }

  /** Every document written since the last check (or, with `all`, ever) is what it must be, by the unique index too. */
  async check(rows: Collection<Row>, all = false): Promise<void> {
    const ids = all ? [...this.versions.keys()] : [...this.touched];
    for (const { id } of this.unanswered) if (!ids.includes(id)) ids.push(id);
    const byId = await rows.find({ _id: { $in: ids } }).toArray();
    const byKey = await rows.find({ key: { $in: ids.map((id) => `key ${id}`) } }).toArray();
    const stored = new Map(byId.map((row) => [row._id, row.version]));
    expect(new Map(byKey.map((row) => [row._id, row.version]))).toEqual(stored);
    for (const row of byId) expect(row).toEqual(rowOf(row._id, row.version, row.text));
    this.settle(stored, ids);
    const expected = ids.flatMap((id) => (this.versions.has(id) ? [[id, this.versions.get(id)] as const] : []));
    expect([...stored].sort()).toEqual([...expected].sort());
    this.touched.clear();
  }

  /** The number of documents that must be there. */
  get count(): number {
    return this.versions.size;
  }

  /** Takes over as much of the unanswered bulk write, from its beginning, as explains what is stored. */
  private settle(stored: ReadonlyMap<string, number>, ids: readonly string[]): void {
    const steps = this.unanswered;
    this.unanswered = [];
    const explains = (): boolean => ids.every((id) => stored.get(id) === this.versions.get(id));
    for (const step of steps) {
      if (explains()) return;
      this.apply([step]);
    }
  }

  private apply(steps: readonly Step[]): void {
    for (const { id, version } of steps) {
      this.touched.add(id);
      if (version === undefined) this.versions.delete(id);
      else this.versions.set(id, version);
    }
  }

  private newOperations(): AnyBulkWriteOperation<Row>[] {
    const versions = new Map(this.versions);
    const steps: Step[] = [];
    const operations = Array.from({ length: between(this.random, 1, MOST_STEPS) }, () => {
      const [operation, step] = this.newOperation(versions);
      if (step.version === undefined) versions.delete(step.id);
      else versions.set(step.id, step.version);
      steps.push(step);
      return operation;
    });
    this.unanswered = steps;
    return operations;
  }

  private newOperation(versions: ReadonlyMap<string, number>): [AnyBulkWriteOperation<Row>, Step] {
    const choice = this.random();
    const known = [...versions.keys()].slice(-200);
    const _id = known[between(this.random, 0, known.length - 1)];
    const text = this.random() < 0.02 ? 'long '.repeat(4000) : 'short';
    if (_id === undefined || choice < 0.45) {
      const fresh = `${this.name}-${(this.made += 1)}`;
      const row = rowOf(fresh, 1, text);
      const step = { id: fresh, version: 1 };
      if (choice < 0.3) return [{ insertOne: { document: row } }, step];
      return [{ replaceOne: { filter: { _id: fresh }, replacement: row, upsert: true } }, step];
    }
    const version = (versions.get(_id) ?? 0) + 1;
    if (choice < 0.6) return [{ deleteOne: { filter: { _id } } }, { id: _id, version: undefined }];
    if (choice < 0.8)
      return [{ replaceOne: { filter: { _id }, replacement: rowOf(_id, version, text) } }, { id: _id, version }];
    const update = { $inc: { version: 1 }, $set: { tags: [version, version + 1] } };
    return [{ updateOne: { filter: { _id }, update } }, { id: _id, version }];
  }
}

const rowOf = (_id: string, version: number, text: string): Row => ({
  _id,
  key: `key ${_id}`,
  version,
  tags: [version, version + 1],
  text,
});
