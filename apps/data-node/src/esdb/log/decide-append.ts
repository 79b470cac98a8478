/** What a client expects of a stream before it writes. A number is the revision of the stream's latest event. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | number;

/** A stream as a decision sees it. */
export interface StreamView {
  /** Revision of the latest event, -1 for none. */
  readonly last: number;
  readonly tombstoned: boolean;
  /** Deleted, but open for new events. */
  readonly deleted: boolean;
  readonly hasMetadata: boolean;
  idAt(revision: number): string | undefined;
  /** The revision of a recently written event of this stream, by its id. */
  recentRevisionOf(id: string): number | undefined;
}

/** `last` is the revision of the last of the repeated events; `current` is missing for a stream without events. */
export type AppendDecision =
  | { readonly kind: 'append' }
  | { readonly kind: 'repeated'; readonly last: number }
  | { readonly kind: 'wrong-revision'; readonly current: number | undefined }
  | { readonly kind: 'deleted' };

/**
 * Optimistic concurrency with idempotent retries, as EventStoreDB decides it (`IndexWriter.CheckCommit` in its
 * EventStore.Core/Services/Storage/ReaderIndex): an append whose events are already there, at the revision it names
 * or anywhere if it names none, is answered as the first time; one of which only a part is there is refused.
 */
export function decideAppend(stream: StreamView, expected: ExpectedRevision, ids: readonly string[]): AppendDecision {
  if (stream.tombstoned) return { kind: 'deleted' };
  if (expected === 'stream_exists') {
    if (stream.deleted) return { kind: 'deleted' };
    if (stream.last < 0 && !stream.hasMetadata) return wrong(stream);
  }
  if (expected === 'any' || expected === 'stream_exists') return decideUnpinned(stream, ids);

  const before = expected === 'no_stream' ? -1 : expected;
  if (before === stream.last) return { kind: 'append' };
  if (before > stream.last) return wrong(stream);
  const there = ids.findIndex((id, index) => stream.idAt(before + 1 + index) !== id);
  if (there === -1 && ids.length > 0) return { kind: 'repeated', last: before + ids.length };
  const opensAgain = expected === 'no_stream' && stream.deleted && there < 1;
  return opensAgain ? { kind: 'append' } : wrong(stream);
}

function decideUnpinned(stream: StreamView, ids: readonly string[]): AppendDecision {
  let last: number | undefined;
  for (const [index, id] of ids.entries()) {
    last = stream.recentRevisionOf(id);
    if (last === undefined) return index === 0 ? { kind: 'append' } : wrong(stream);
  }
  return last === undefined ? { kind: 'append' } : { kind: 'repeated', last };
}

function wrong({ last }: StreamView): AppendDecision {
  return { kind: 'wrong-revision', current: last < 0 ? undefined : last };
}
