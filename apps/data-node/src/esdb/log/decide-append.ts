/** What a client expects of a stream before it writes. A number is the revision of the stream's latest event. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | number;

/** A stream as a decision sees it. */
export interface StreamView {
  /** Revision of the latest event, -1 for none. */
  readonly last: number;
  readonly tombstoned: boolean;
  /** Deleted, but open for new events. */
  readonly deleted: boolean;
  /** First revision that is still there after a deletion or truncation. */
  readonly truncateBefore: number;
  idAt(revision: number): string | undefined;
  /** The revision of a recently written event of this stream, by its id. */
  recentRevisionOf(id: string): number | undefined;
}

export type AppendDecision =
  | { readonly kind: 'append' }
  | { readonly kind: 'repeated'; readonly last: number }
  | { readonly kind: 'wrong-revision'; readonly current: number | undefined }
  | { readonly kind: 'tombstoned' };

/**
 * Optimistic concurrency with idempotent retries, as EventStoreDB decides it: an append whose events are already
 * there, in the same order at the place it asked for, is answered as the first time; one of which only a part is
 * there is refused.
 */
export function decideAppend(stream: StreamView, expected: ExpectedRevision, ids: readonly string[]): AppendDecision {
  if (stream.tombstoned) return { kind: 'tombstoned' };
  if (expected === 'any' || expected === 'stream_exists') return decideUnpinned(stream, expected, ids);

  const before = expected === 'no_stream' ? revisionBeforeFirst(stream) : expected;
  if (before === stream.last || (expected === 'no_stream' && stream.deleted)) return { kind: 'append' };
  return isThere(stream, before + 1, ids) ? { kind: 'repeated', last: before + ids.length } : wrong(stream);
}

function decideUnpinned(stream: StreamView, expected: 'any' | 'stream_exists', ids: readonly string[]): AppendDecision {
  const exists = stream.last >= 0 && !stream.deleted;
  if (expected === 'stream_exists' && !exists) return wrong(stream);
  const first = ids[0] === undefined ? undefined : stream.recentRevisionOf(ids[0]);
  if (first === undefined) return { kind: 'append' };
  return isThere(stream, first, ids) ? { kind: 'repeated', last: first + ids.length - 1 } : wrong(stream);
}

/** A stream that was deleted and written to again starts, for `no_stream`, at its first event since then. */
function revisionBeforeFirst(stream: StreamView): number {
  return stream.truncateBefore <= stream.last ? Math.max(stream.truncateBefore, 0) - 1 : -1;
}

function isThere(stream: StreamView, first: number, ids: readonly string[]): boolean {
  return ids.length > 0 && ids.every((id, index) => stream.idAt(first + index) === id);
}

function wrong(stream: StreamView): AppendDecision {
  return { kind: 'wrong-revision', current: stream.deleted || stream.last < 0 ? undefined : stream.last };
}
