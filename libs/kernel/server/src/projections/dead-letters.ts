import type { Connection } from 'mongoose';

import type { RecordedEvent } from '../event-store/event-store';
import { sortable } from '../event-store/position';

/** An event that a view went on without: which, why, and what it would have changed. */
export interface DeadLetter {
  readonly _id: string;
  readonly processor: string;
  readonly view: string;
  readonly event: { readonly id: string; readonly type: string; readonly stream: string; readonly revision: number };
  /** Sortable text of the event's log position. */
  readonly position: string;
  /** Ids of the view's documents that lack this event, as far as they are known. */
  readonly documents: readonly string[];
  readonly error: string;
  readonly stack: string;
  readonly attempts: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** `mended` by a new build of the view; `dismissed` by a person: builds to come go on without it too. */
  readonly state: 'open' | 'mended' | 'dismissed';
  /** What was said on dismissal. */
  readonly reason?: string;
}

export class NoSuchDeadLetter extends Error {}

/** Events that live views could not handle, kept in the collection `dead-letters` until they are mended or dismissed. */
export class DeadLetters {
  constructor(private readonly mongo: Connection) {}

  /** The same event again counts as one more attempt. */
  async add(
    { processor, view }: { processor: string; view: string },
    { id, type, stream, revision, position }: RecordedEvent,
    error: unknown,
    documents: Iterable<string>,
  ): Promise<void> {
    const now = new Date();
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    await this.letters.updateOne(
      { _id: `${processor}/${id}` },
      {
        $setOnInsert: {
          processor,
          view,
          event: { id, type, stream, revision },
          position: sortable(position),
          firstAt: now,
        },
        $set: { documents: [...documents], error: message, stack, lastAt: now, state: 'open' },
        $inc: { attempts: 1 },
      },
      { upsert: true },
    );
  }

  /** Open ones, oldest event first; of one processor or of all. */
  async open(processor?: string): Promise<DeadLetter[]> {
    const filter = { state: 'open' as const, ...(processor === undefined ? {} : { processor }) };
    return this.letters.find(filter).sort({ processor: 1, position: 1 }).toArray();
  }

  /** The view stays without the event, and somebody says why that is right. @throws NoSuchDeadLetter */
  async dismiss(id: string, reason: string): Promise<void> {
    const dismissed = { $set: { state: 'dismissed' as const, reason } };
    const { matchedCount } = await this.letters.updateOne({ _id: id, state: 'open' }, dismissed);
    if (matchedCount === 0) throw new NoSuchDeadLetter(`there is no open dead letter ${id}`);
  }

  /** Whether a person said that this view is right without this event. */
  async isDismissed(view: string, eventId: string): Promise<boolean> {
    return (await this.letters.findOne({ view, 'event.id': eventId, state: 'dismissed' })) !== null;
  }

  /** A new build of the view has handled what this one could not. */
  async mended(processor: string): Promise<void> {
    await this.letters.updateMany({ processor, state: 'open' }, { $set: { state: 'mended' } });
  }

  private get letters() {
    return this.mongo.collection<DeadLetter>('dead-letters');
  }
}
