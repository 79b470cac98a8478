import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';

import type { RecordedEvent } from '../event-store/event-store';
import { sortable } from '../event-store/position';

import type { Documents, ViewDocument } from './projection';

type Stored = Document & { _id: string; _position: string };
type Slot = { document: Stored | undefined; dirty: boolean; seen: string };

const DUPLICATE_KEY = 11_000;

/**
 * Applies a batch of events to a view in memory and writes every changed document once. A document is replaced only if
 * it has not yet seen a later event, so that neither a replay nor a second writer can set it back.
 */
export class ViewWriter {
  private readonly slots = new Map<string, Slot>();

  constructor(private readonly collection: Collection<Stored>) {}

  /** The view as the handlers of this one event see it. */
  documentsFor<Doc extends ViewDocument>(event: RecordedEvent): Documents<Doc> {
    const position = sortable(event.position);
    return {
      change: async (id, next) => {
        const slot = await this.slot(id);
        if (slot.seen >= position) return;
        const after = next(slot.document && (withoutMarks(slot.document) as Doc));
        slot.document = after === undefined ? undefined : { ...after, _id: id, _position: position };
        slot.dirty = true;
        slot.seen = position;
      },
    };
  }

  /** Writes what has changed; everything is on disk when it returns. */
  async flush(): Promise<void> {
    const operations: AnyBulkWriteOperation<Stored>[] = [];
    for (const [id, { document, dirty, seen }] of this.slots) {
      if (!dirty) continue;
      const filter = { _id: id, _position: { $lt: seen } };
      operations.push(
        document ? { replaceOne: { filter, replacement: document, upsert: true } } : { deleteOne: { filter } },
      );
    }
    this.slots.clear();
    if (operations.length === 0) return;
    await this.collection.bulkWrite(operations, { ordered: false }).catch(exceptSeenAlready);
  }

  private async slot(id: string): Promise<Slot> {
    const known = this.slots.get(id);
    if (known) return known;
    const document = (await this.collection.findOne({ _id: id })) ?? undefined;
    const slot = { document, dirty: false, seen: document?._position ?? '' };
    this.slots.set(id, slot);
    return slot;
  }
}

const withoutMarks = ({ _id, _position, ...document }: Stored): Document => document;

/** An upsert that meets a newer document fails on the id: somebody has been further already, nothing is lost. */
const exceptSeenAlready = (error: unknown): void => {
  const { writeErrors } = error as { writeErrors?: { code?: number; err?: { keyPattern?: object } }[] };
  const all = Array.isArray(writeErrors) ? writeErrors : [];
  if (all.length > 0 && all.every(({ code }) => code === DUPLICATE_KEY)) return;
  throw error;
};
