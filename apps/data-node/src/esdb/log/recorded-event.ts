import { textOf, WireReader } from '../wire/reader.js';
import { varintSize, type WireWriter } from '../wire/writer.js';

/** An event as a client proposes it. `id` is a UUID in lower case; `metadata` and `data` are opaque bytes. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly metadata: Uint8Array;
  readonly data: Uint8Array;
}

/** Where and when an event was recorded. `created` is in .NET ticks of 100 ns since 1970, as EventStoreDB counts. */
export interface Recorded {
  readonly stream: string;
  readonly revision: number | bigint;
  readonly position: number;
  readonly created: bigint;
}

/** What the log itself needs to know of a recorded event; the rest stays opaque bytes. */
export interface EventHeader {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
}

// Field numbers of event_store.client.streams.ReadResp.ReadEvent.RecordedEvent, UUID and StreamIdentifier.
const FIELD = { id: 1, stream: 2, revision: 3, prepare: 4, commit: 5, properties: 6, metadata: 7, data: 8 } as const;
const UUID_STRING = 2;
const STREAM_NAME = 3;

/** Writes the event as a protobuf `RecordedEvent`, the form in which it is stored and sent. */
export function encodeRecordedEvent(writer: WireWriter, event: ProposedEvent, recorded: Recorded): Buffer {
  writer.reset();
  writer.nestedString(FIELD.id, UUID_STRING, event.id);
  writer.nestedString(FIELD.stream, STREAM_NAME, recorded.stream);
  writer.uint(FIELD.revision, recorded.revision);
  writer.uint(FIELD.prepare, recorded.position).uint(FIELD.commit, recorded.position);
  writer.entry(FIELD.properties, 'type', event.type);
  writer.entry(FIELD.properties, 'content-type', event.contentType);
  writer.entry(FIELD.properties, 'created', recorded.created.toString());
  if (event.metadata.length > 0) writer.open(FIELD.metadata, event.metadata.length).raw(event.metadata);
  if (event.data.length > 0) writer.open(FIELD.data, event.data.length).raw(event.data);
  return writer.bytes();
}

/** Reads the header of a stored event; stops before metadata and data. */
export function eventHeader(stored: Buffer): EventHeader {
  const header = { id: '', stream: '', type: '', revision: 0 };
  const reader = new WireReader(stored);
  while (reader.next() && reader.field <= FIELD.properties) {
    if (reader.field === FIELD.id) header.id = textOf(reader.message, UUID_STRING);
    else if (reader.field === FIELD.stream) header.stream = textOf(reader.message, STREAM_NAME);
    else if (reader.field === FIELD.revision) header.revision = reader.number;
    else if (reader.field === FIELD.properties && textOf(reader.message, 1) === 'type') {
      header.type = textOf(reader.message, 2);
      break; // it is written first of the properties
    }
  }
  return header;
}

/** When a stored event was recorded, in ticks. */
export function eventCreated(stored: Buffer): bigint {
  const reader = new WireReader(stored);
  while (reader.next()) {
    if (reader.field === FIELD.properties && textOf(reader.message, 1) === 'created') {
      return BigInt(textOf(reader.message, 2));
    }
  }
  return 0n;
}

/** The data bytes of a stored event. */
export function eventData(stored: Buffer): Buffer {
  const reader = new WireReader(stored);
  while (reader.next()) if (reader.field === FIELD.data) return reader.bytes;
  return Buffer.alloc(0);
}

/** Fields of `ReadResp` and of its `event`, a `ReadEvent`. */
const READ = { event: 1, resolved: 1, link: 2, commit: 3 } as const;

/**
 * Wraps a stored event into a serialized `ReadResp`, with its position. A link comes with what it leads to: the
 * event, or nothing if that is gone.
 */
export function readResponse(
  writer: WireWriter,
  stored: Buffer,
  position: number,
  link?: { readonly target: Buffer | undefined },
): Buffer {
  const resolved = link === undefined ? stored : link.target;
  const resolvedSize = resolved === undefined ? 0 : 1 + varintSize(resolved.length) + resolved.length;
  const linkSize = link === undefined ? 0 : 1 + varintSize(stored.length) + stored.length;
  writer.reset().open(READ.event, resolvedSize + linkSize + 1 + varintSize(position));
  if (resolved !== undefined) writer.open(READ.resolved, resolved.length).raw(resolved);
  if (link !== undefined) writer.open(READ.link, stored.length).raw(stored);
  writer.uint(READ.commit, position);
  return Buffer.from(writer.bytes());
}
