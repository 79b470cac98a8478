/**
 * The requests of both append calls, read from the wire format at once: building message objects of them would cost
 * more than the append itself. Options and proposed events have the same field numbers in both calls.
 */
import { invalidArgument, maximumAppendSizeExceeded } from '../errors.js';
import { MAX_EVENT_BYTES } from '../limits.js';
import type { ExpectedRevision } from '../log/decide-append.js';
import type { ProposedEvent } from '../log/recorded-event.js';
import { checkedStreamName, checkedUuid } from '../requests.js';
import { textOf, WireReader } from '../wire/reader.js';

/** A `BatchAppendReq`: one of the chunks of an append. Its parts are read when they are needed. */
export interface AppendChunk {
  /** A serialized `UUID`, the same for all chunks of an append. */
  readonly correlation: Buffer;
  /** Serialized, in the first chunk of an append. */
  readonly options: Buffer | undefined;
  readonly proposed: readonly Buffer[];
  readonly isFinal: boolean;
}

/** An `AppendReq`: the options, then one event a message. */
export interface AppendMessage {
  readonly options: Buffer | undefined;
  readonly proposed: Buffer | undefined;
}

export interface AppendOptions {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

const NOTHING: Buffer = Buffer.alloc(0);

export function readChunk(bytes: Buffer): AppendChunk {
  const chunk = {
    correlation: NOTHING,
    options: undefined as Buffer | undefined,
    proposed: [] as Buffer[],
    isFinal: false,
  };
  for (const reader = new WireReader(bytes); reader.next();) {
    if (reader.field === 1) chunk.correlation = reader.bytes;
    else if (reader.field === 2) chunk.options = reader.bytes;
    else if (reader.field === 3) chunk.proposed.push(reader.bytes);
    else if (reader.field === 4) chunk.isFinal = reader.number !== 0;
  }
  return chunk;
}

export function readAppendMessage(bytes: Buffer): AppendMessage {
  const message: { options: Buffer | undefined; proposed: Buffer | undefined } = {
    options: undefined,
    proposed: undefined,
  };
  for (const reader = new WireReader(bytes); reader.next();) {
    if (reader.field === 1) message.options = reader.bytes;
    else if (reader.field === 2) message.proposed = reader.bytes;
  }
  return message;
}

/** The options of an append. Throws INVALID_ARGUMENT. */
export function readAppendOptions(bytes: Buffer): AppendOptions {
  let stream = NOTHING;
  let expected: ExpectedRevision | undefined;
  let deadline = Infinity;
  for (const reader = new WireReader(bytes); reader.next();) {
    if (reader.field === 1) stream = streamNameIn(reader.message);
    else if (reader.field === 2) expected = reader.number;
    else if (reader.field === 3) expected = 'no_stream';
    else if (reader.field === 4) expected = 'any';
    else if (reader.field === 5) expected = 'stream_exists';
    else if (reader.field === 6) deadline = millisecondsIn(reader.message);
  }
  if (expected === undefined) throw invalidArgument('The expected revision is missing.');
  return { stream: checkedStreamName(stream), expected, deadline };
}

function streamNameIn(identifier: WireReader): Buffer {
  while (identifier.next()) if (identifier.field === 3) return identifier.bytes;
  return NOTHING;
}

function millisecondsIn(timestamp: WireReader): number {
  let milliseconds = 0;
  while (timestamp.next()) milliseconds += timestamp.field === 1 ? timestamp.number * 1000 : timestamp.number / 1e6;
  return milliseconds;
}

/** A proposed event. Throws INVALID_ARGUMENT, also for one that is too large. */
export function readProposedEvent(bytes: Buffer): ProposedEvent {
  let id = '';
  const properties = { type: '', 'content-type': 'application/octet-stream' };
  let metadata = NOTHING;
  let data = NOTHING;
  for (const reader = new WireReader(bytes); reader.next();) {
    if (reader.field === 1) id = checkedUuid(reader.bytes);
    else if (reader.field === 2) readProperty(reader, properties);
    else if (reader.field === 3) metadata = reader.bytes;
    else if (reader.field === 4) data = reader.bytes;
  }
  if (id === '') throw invalidArgument('An event has no id.');
  if (properties.type === '') throw invalidArgument('An event has no type.');
  if (data.length + metadata.length > MAX_EVENT_BYTES) throw maximumAppendSizeExceeded(MAX_EVENT_BYTES);
  return { id, type: properties.type, contentType: properties['content-type'], metadata, data };
}

function readProperty(entry: WireReader, properties: { type: string; 'content-type': string }): void {
  const key = textOf(entry.message, 1);
  if (key === 'type' || key === 'content-type') properties[key] = textOf(entry.message, 2);
}
