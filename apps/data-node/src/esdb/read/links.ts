import type { EventLog } from '../log/event-log.js';
import { eventData, eventHeader } from '../log/recorded-event.js';
import { readHead } from '../log/stores.js';
import { isTooOld, visibleRevisions } from './visible.js';

/** EventStoreDB's type of events that stand for another: their data is `<revision>@<stream>`. */
const LINK_TYPE = '$>';

const LINK_DATA = /^(\d+)@(.+)$/s;

/** What a link leads to; `target` is missing if it is deleted, truncated or was never there. */
export interface Link {
  readonly target: Buffer | undefined;
}

/**
 * Follows a link, one step. Undefined for other events, and for a link that can't be read, which EventStoreDB answers
 * like any event (`ResolveLinkToEvent` in its EventStore.Core/Services/Storage/StorageReaderWorker.cs).
 */
export function followLink(log: EventLog, stored: Buffer): Link | undefined {
  if (eventHeader(stored).type !== LINK_TYPE) return undefined;
  const [, revision, stream] = LINK_DATA.exec(eventData(stored).toString('utf8')) ?? [];
  return stream === undefined ? undefined : { target: readable(log, stream, Number(revision)) };
}

function readable(log: EventLog, stream: string, revision: number): Buffer | undefined {
  if (readHead(log.stores, stream)?.tombstoned) return undefined;
  const visible = visibleRevisions(log, stream);
  if (visible === undefined || revision < visible.first || revision > visible.last) return undefined;
  const position = log.stores.revisions.get([visible.id, revision]);
  const stored = position === undefined ? undefined : log.stores.events.get(position);
  return stored === undefined || isTooOld(visible, stored) ? undefined : stored;
}
