import { randomUUID } from 'node:crypto';

import { decideAppend, type ExpectedRevision } from './decide-append.js';
import type { LogWriter } from './log-writer.js';
import { type LogStores, readHead } from './stores.js';
import { DELETED_TRUNCATE_BEFORE, metastreamOf, readMetadata, withTruncateBefore } from './stream-metadata.js';
import { type AppendOutcome, viewOf, writeMetadata } from './write-append.js';

/**
 * Deletes a stream: its metadata says that all events are gone. A stream that was never written to and has no
 * metadata can't be deleted. Deleting twice answers the position of the first time.
 */
export function deleteStream(
  stores: LogStores,
  writer: LogWriter,
  stream: string,
  expected: ExpectedRevision,
): AppendOutcome {
  const head = readHead(stores, stream);
  const metadata = readMetadata(stores, stream);
  const view = viewOf(stores, writer, stream, head, metadata);
  const metahead = readHead(stores, metastreamOf(stream));
  if (view.deleted && metahead !== undefined && !view.tombstoned) {
    return { kind: 'done', revision: view.last, position: stores.revisions.get([metahead.id, metahead.last]) };
  }
  const decision = decideAppend(view, expected, []);
  if (decision.kind === 'tombstoned' || decision.kind === 'wrong-revision') return decision;
  if (head === undefined && metahead === undefined) return { kind: 'wrong-revision', current: undefined };
  writeMetadata(stores, writer, stream, withTruncateBefore(metadata, DELETED_TRUNCATE_BEFORE));
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
  const view = viewOf(stores, writer, stream, head, readMetadata(stores, stream));
  const decision = decideAppend(view, expected, []);
  if (decision.kind === 'tombstoned' || decision.kind === 'wrong-revision') return decision;
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
