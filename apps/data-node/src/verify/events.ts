import { eventHeader } from '../esdb/log/recorded-event.js';
import { type LogStores, readHead } from '../esdb/log/stores.js';
import type { Findings, Progress } from './findings.js';

export interface EventCounts {
  readonly events: number;
  readonly streams: number;
  /** Position of the last event, 0 for none. */
  readonly position: number;
}

const PROGRESS_EVERY = 100_000;

/**
 * Checks the whole event log: positions from 1 without holes; each event under its own revision of its stream; the
 * revisions of each stream from 0 without holes up to its head; nothing in the indices that is no event.
 */
export function verifyEvents(stores: LogStores, findings: Findings, progress: Progress): EventCounts {
  let position = 0;
  let tombstones = 0;
  for (const { key, value } of stores.events.getRange({})) {
    position += 1;
    if (key !== position) {
      findings.add(`event ${position} is missing: the log goes on at ${key}`);
      position = key;
    }
    findings.attempt(
      () => `event ${key}`,
      () => {
        if (checkEvent(stores, key, value)) tombstones += 1;
      },
    );
    if (position % PROGRESS_EVERY === 0) progress(`${position} events`);
  }
  const { streams, revisions } = verifyStreams(stores, findings);
  const events = entries(stores.events);
  findings.expect(revisions + tombstones === events, () => `${events} events, and ${revisions} revisions of streams`);
  return { events, streams, position };
}

/** Checks that an event's stream and the indices know it. Answers whether it is a tombstone, which has no revision. */
export function checkEvent(stores: LogStores, position: number, stored: Buffer): boolean {
  const { id, type, stream, revision } = eventHeader(stored);
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`its id is '${id}'`);
  const head = readHead(stores, stream);
  if (head === undefined) throw new Error(`its stream '${stream}' has no head`);
  if (revision > head.last) {
    if (type === '$streamDeleted' && head.tombstoned) return true;
    throw new Error(`it is revision ${revision} of '${stream}', whose head says ${head.last}`);
  }
  const indexed = stores.revisions.get([head.id, revision]);
  if (indexed === position) return false;
  throw new Error(`revision ${revision} of '${stream}' is at position ${String(indexed)}`);
}

/** Each head has exactly the revisions from 0 to its last. */
function verifyStreams(stores: LogStores, findings: Findings): { streams: number; revisions: number } {
  let streams = 0;
  let revisions = 0;
  const names = new Map<number, string>();
  for (const { key, value } of stores.streams.getRange({})) {
    const [id, last] = value;
    streams += 1;
    const twin = names.get(id);
    findings.expect(twin === undefined, () => `streams '${key}' and '${String(twin)}' have one id, ${id}`);
    names.set(id, key);
    let next = 0;
    for (const [, revision] of stores.revisions.getKeys({ start: [id, 0], end: [id, Number.MAX_SAFE_INTEGER] })) {
      findings.expect(revision === next, () => `stream '${key}' goes from revision ${next - 1} to ${revision}`);
      next = revision + 1;
      revisions += 1;
    }
    findings.expect(next === last + 1, () => `stream '${key}' ends at revision ${next - 1}, its head says ${last}`);
  }
  const indexed = entries(stores.revisions);
  findings.expect(revisions === indexed, () => `${indexed - revisions} revisions belong to no stream`);
  return { streams, revisions };
}

/** Entries of a database, as its root counts them. */
export function entries(database: { getStats(): object }): number {
  const stats = database.getStats();
  return 'entryCount' in stats && typeof stats.entryCount === 'number' ? stats.entryCount : Number.NaN;
}
