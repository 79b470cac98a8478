import { randomUUID } from 'node:crypto';

import { decideAppend, type ExpectedRevision } from './decide-append.js';
import type { LogWriter } from './log-writer.js';
import { type LogStores, readHead } from './stores.js';
import { DELETED_TRUNCATE_BEFORE, NO_METADATA, readMetadata, withTruncateBefore } from './stream-metadata.js';
import { type AppendOutcome, StoredStream, writeMetadata } from './write-append.js';

/**
 * Deletes a stream: its metadata is replaced by one that says that all events are gone. A stream that was never
 * written to and has no metadata can't be deleted (`StorageWriterService` in EventStoreDB, soft delete).
 */
export function deleteStream(
  stores: LogStores,
  writer: LogWriter,
  stream: string,
  expected: ExpectedRevision,
): AppendOutcome {
  const head = readHead(stores, stream);
  const view = new StoredStream(stores, writer, stream, head, readMetadata(stores, stream));
  const decision = decideAppend(view, expected, []);
  if (decision.kind === 'deleted' || decision.kind === 'wrong-revision') return decision;
  if (view.last < 0 && !view.hasMetadata) return { kind: 'wrong-revision', current: undefined };
  writeMetadata(stores, writer, stream, withTruncateBefore(NO_METADATA, DELETED_TRUNCATE_BEFORE));
  return { kind: 'done', revision: view.last, position: writer.last };
}

/** Tombstones a stream, which need not exist yet. */
export function tombstoneStream(
  stores: LogStores,
  writer: LogWriter,
  stream: string,
  expected: ExpectedRevision,
): AppendOutcome {
  const head = readHead(stores, stream);
  const view = new StoredStream(stores, writer, stream, head, readMetadata(stores, stream));
  const decision = decideAppend(view, expected, []);
  if (decision.kind === 'deleted' || decision.kind === 'wrong-revision') return decision;
  const empty = new Uint8Array(0);
  const event = {
    id: randomUUID(),
    type: '$streamDeleted',
    contentType: 'application/octet-stream',
    metadata: empty,
    data: empty,
  };
  const written = writer.tombstone(stream, head, event);
  return { kind: 'done', revision: written.last, position: writer.last };
}
