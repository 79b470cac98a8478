import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';

import type { RecordedEvent } from '../event-store/event-store';
import { sortable } from '../event-store/position';

import type { Documents, ViewDocument } from './projection';

type Stored = Document & { _id: string; _position: string };
/** `stored` is the last event that the document on disk has seen, `seen` the last one that changed it here. */
type Slot = { document: Stored | undefined; dirty: boolean; readonly stored: string; seen: string };

const DUPLICATE_KEY = 11_000;
const DONE = Promise.resolve();

/**
 * Applies a batch of events to a view in memory and writes every changed document once. A document is replaced only if
 * it has not yet seen a later event, so that neither a replay nor a second writer can set it back.
 */
export class ViewWriter {
  private readonly slots = new Map<string, Slot>();

  constructor(private readonly collection: Collection<Stored>) {}

  /** Reads these documents at once: a batch costs one question, not one for each document. */
  async prefetch(ids: Iterable<string>): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !this.slots.has(id));
    if (unknown.length === 0) return;
    const found = await this.collection.find({ _id: { $in: unknown } }, { batchSize: unknown.length + 1 }).toArray();
    const byId = new Map(found.map((document) => [document._id, document]));
    for (const id of unknown) this.keep(id, byId.get(id));
  }

  /** Runs one event's handler: what it changes counts wholly, or, when it throws, not at all. */
  async apply(event: RecordedEvent, handler: (documents: Documents<ViewDocument>) => Promise<void> | void) {
    const before = new Map<string, Slot>();
    try {
      const applied = handler(this.documentsFor(event, before));
      if (applied) await applied;
    } catch (error) {
      for (const [id, slot] of before) this.slots.set(id, slot);
      throw error;
    }
  }

  private documentsFor(event: RecordedEvent, before: Map<string, Slot>): Documents<ViewDocument> {
    const position = sortable(event.position);
    const change = (id: string, slot: Slot, next: (current: object | undefined) => object | undefined): void => {
      if (slot.stored >= position) return;
      const after = next(slot.document && withoutMarks(slot.document));
      if (!before.has(id)) before.set(id, { ...slot });
      slot.document = after === undefined ? undefined : { ...after, _id: id, _position: position };
      slot.dirty = true;
      slot.seen = position;
    };
    return {
      change: (id, next) => {
        const slot = this.slots.get(id);
        if (!slot) return this.prefetch([id]).then(() => change(id, this.slots.get(id) ?? this.keep(id), next));
        change(id, slot, next);
        return DONE;
      },
    };
  }

  /** Writes what has changed; everything is on disk when it returns. */
  async flush(): Promise<void> {
    const operations: AnyBulkWriteOperation<Stored>[] = [];
    for (const [id, { document, dirty, stored, seen }] of this.slots) {
      if (!dirty || (!document && stored === '')) continue;
      const filter = { _id: id, _position: { $lt: seen } };
      operations.push(
        document ? { replaceOne: { filter, replacement: document, upsert: true } } : { deleteOne: { filter } },
      );
    }
    this.slots.clear();
    if (operations.length === 0) return;
    await this.collection.bulkWrite(operations, { ordered: false }).catch(exceptSeenAlready);
  }

  private keep(id: string, document?: Stored): Slot {
    const stored = document?._position ?? '';
    const slot = { document, dirty: false, stored, seen: stored };
    this.slots.set(id, slot);
    return slot;
  }
}

const withoutMarks = ({ _id, _position, ...document }: Stored): Document => document;

/** An upsert that meets a newer document fails on the id: somebody has been further already, nothing is lost. */
const exceptSeenAlready = (error: unknown): void => {
  const { writeErrors } = error as { writeErrors?: { code?: number; err?: { keyPattern?: object } }[] };
  const all = Array.isArray(writeErrors) ? writeErrors : [];
  const aboutId = ({ keyPattern }: { keyPattern?: object } = {}) => !keyPattern || '_id' in keyPattern;
  if (all.length > 0 && all.every(({ code, err }) => code === DUPLICATE_KEY && aboutId(err))) return;
  throw error;
};
