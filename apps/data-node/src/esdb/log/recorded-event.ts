import { varintSize, WireReader, WireWriter } from './wire.js';

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
  readonly created: bigint;
}

// Field numbers of event_store.client.streams.ReadResp.ReadEvent.RecordedEvent, UUID and StreamIdentifier.
const FIELD = { id: 1, stream: 2, revision: 3, prepare: 4, commit: 5, properties: 6, metadata: 7, data: 8 } as const;
const UUID_STRING = 2;
const STREAM_NAME = 3;

/** Writes the event as a protobuf `RecordedEvent`, the form in which it is stored and sent. */
export function encodeRecordedEvent(writer: WireWriter, event: ProposedEvent, recorded: Recorded): Buffer {
  const idLength = Buffer.byteLength(event.id);
  const streamLength = Buffer.byteLength(recorded.stream);
  writer.reset();
  writer.open(FIELD.id, 1 + varintSize(idLength) + idLength).string(UUID_STRING, event.id);
  writer.open(FIELD.stream, 1 + varintSize(streamLength) + streamLength).string(STREAM_NAME, recorded.stream);
  writer.uint(FIELD.revision, recorded.revision);
  writer.uint(FIELD.prepare, recorded.position).uint(FIELD.commit, recorded.position);
  property(writer, 'type', event.type);
  property(writer, 'content-type', event.contentType);
  property(writer, 'created', recorded.created.toString());
  if (event.metadata.length > 0) writer.open(FIELD.metadata, event.metadata.length).raw(event.metadata);
  if (event.data.length > 0) writer.open(FIELD.data, event.data.length).raw(event.data);
  return writer.bytes();
}

function property(writer: WireWriter, key: string, value: string): void {
  const keyLength = Buffer.byteLength(key);
  const valueLength = Buffer.byteLength(value);
  const size = 2 + varintSize(keyLength) + keyLength + varintSize(valueLength) + valueLength;
  writer.open(FIELD.properties, size).string(1, key).string(2, value);
}

/** Reads the header of a stored event; stops before metadata and data. */
export function eventHeader(stored: Buffer): EventHeader {
  const header = { id: '', stream: '', type: '', revision: 0, created: 0n };
  const reader = new WireReader(stored);
  for (let next = reader.next(); next !== undefined && next.field <= FIELD.properties; next = reader.next()) {
    if (typeof next.value === 'number') {
      if (next.field === FIELD.revision) header.revision = next.value;
      continue;
    }
    if (next.field === FIELD.id) header.id = text(next.value, UUID_STRING);
    if (next.field === FIELD.stream) header.stream = text(next.value, STREAM_NAME);
    if (next.field !== FIELD.properties) continue;
    const key = text(next.value, 1);
    if (key === 'type') header.type = text(next.value, 2);
    if (key === 'created') header.created = BigInt(text(next.value, 2));
  }
  return header;
}

/** The data bytes of a stored event. */
export function eventData(stored: Buffer): Buffer {
  const reader = new WireReader(stored);
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (next.field === FIELD.data && typeof next.value !== 'number') return next.value;
  }
  return Buffer.alloc(0);
}

function text(message: Buffer, field: number): string {
  const reader = new WireReader(message);
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (next.field === field && typeof next.value !== 'number') return next.value.toString('utf8');
  }
  return '';
}

/** Wraps a stored event into a serialized `ReadResp` (its `event` field, with the commit position). */
export function readResponse(writer: WireWriter, stored: Buffer, position: number): Buffer {
  const inner = 1 + varintSize(stored.length) + stored.length + 1 + varintSize(position);
  writer.reset().open(1, inner).open(1, stored.length).raw(stored).uint(3, position);
  return Buffer.from(writer.bytes());
}
