import { randomUUID } from 'node:crypto';

import { decideAppend, type ExpectedRevision, type StreamView } from './decide-append.js';
import type { LogWriter } from './log-writer.js';
import { eventHeader, type ProposedEvent } from './recorded-event.js';
import { type LogStores, readHead, readRevision, type StreamHead } from './stores.js';
import {
  isDeleted,
  metastreamOf,
  NO_METADATA,
  readMetadata,
  type StreamMetadata,
  withTruncateBefore,
} from './stream-metadata.js';

/** The end of a write. Revisions are -1 for a stream without events; a position is missing if nothing was written. */
export type AppendOutcome =
  | { readonly kind: 'done'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong-revision'; readonly current: number | undefined }
  | { readonly kind: 'deleted' };

/** Decides and writes an append, inside the caller's transaction. */
export function appendEvents(
  stores: LogStores,
  writer: LogWriter,
  stream: string,
  expected: ExpectedRevision,
  events: readonly ProposedEvent[],
): AppendOutcome {
  const head = readHead(stores, stream);
  const metadata = readMetadata(stores, stream);
  const view = new StoredStream(stores, writer, stream, head, metadata);
  const ids = events.map((event) => event.id);
  const decision = decideAppend(view, expected, ids);
  if (decision.kind === 'repeated') return done(stores, head, decision.last);
  if (decision.kind !== 'append') return decision;
  if (events.length === 0) return { kind: 'done', revision: view.last, position: undefined };
  if (view.deleted) writeMetadata(stores, writer, stream, withTruncateBefore(metadata, `${view.last + 1}`));
  const written = writer.append(stream, head, events);
  return { kind: 'done', revision: written.last, position: writer.last };
}

/** A stream as decisions see it. */
export class StoredStream implements StreamView {
  readonly last: number;
  readonly tombstoned: boolean;
  readonly deleted: boolean;
  readonly hasMetadata: boolean;

  constructor(
    private readonly stores: LogStores,
    private readonly writer: LogWriter,
    private readonly stream: string,
    private readonly head: StreamHead | undefined,
    metadata: StreamMetadata,
  ) {
    this.last = head?.last ?? -1;
    this.tombstoned = head?.tombstoned ?? false;
    this.deleted = isDeleted(metadata);
    this.hasMetadata = metadata !== NO_METADATA && !stream.startsWith('$$');
  }

  idAt(revision: number): string | undefined {
    const stored = this.head && readRevision(this.stores, this.head, revision);
    return stored && eventHeader(stored).id;
  }

  recentRevisionOf(id: string): number | undefined {
    const position = this.head && this.writer.recentPositionOf(id);
    const stored = position === undefined ? undefined : this.stores.events.get(position);
    if (stored === undefined) return undefined;
    const header = eventHeader(stored);
    return header.stream === this.stream ? header.revision : undefined;
  }
}

/** Writes a stream's metadata; answers the new head of the metadata stream. */
export function writeMetadata(stores: LogStores, writer: LogWriter, stream: string, data: Buffer): StreamHead {
  const metastream = metastreamOf(stream);
  const event = { id: randomUUID(), type: '$metadata', contentType: 'application/json', metadata: NOTHING, data };
  return writer.append(metastream, readHead(stores, metastream), [event]);
}

const NOTHING = new Uint8Array(0);

function done(stores: LogStores, head: StreamHead | undefined, revision: number): AppendOutcome {
  return { kind: 'done', revision, position: head && stores.revisions.get([head.id, revision]) };
}
