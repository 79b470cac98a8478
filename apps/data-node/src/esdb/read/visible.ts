import type { EventLog } from '../log/event-log.js';
import { eventCreated } from '../log/recorded-event.js';
import { readHead } from '../log/stores.js';
import { readMetadata } from '../log/stream-metadata.js';

/** The revisions of a stream that its metadata leaves readable. `oldest` is in ticks, if an age limits them. */
export interface Visible {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly oldest: bigint | undefined;
}

/** Undefined for a stream that was never written to. */
export function visibleRevisions(log: EventLog, stream: string): Visible | undefined {
  const head = readHead(log.stores, stream);
  if (head === undefined) return undefined;
  const { truncateBefore, maxCount, maxAge } = readMetadata(log.stores, stream);
  const byCount = maxCount === undefined ? 0 : head.last - maxCount + 1;
  return {
    id: head.id,
    first: Math.max(0, truncateBefore, byCount),
    last: head.last,
    oldest: maxAge === undefined ? undefined : BigInt(Date.now() - maxAge * 1000) * 10_000n,
  };
}

export const isTooOld = ({ oldest }: Visible, stored: Buffer): boolean =>
  oldest !== undefined && eventCreated(stored) < oldest;
