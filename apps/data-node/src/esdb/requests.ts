import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';

import { invalidArgument } from './errors.js';
import { MAX_EVENT_BYTES, MAX_STREAM_NAME_BYTES } from './limits.js';
import type { ExpectedRevision } from './log/decide-append.js';
import type { ProposedEvent } from './log/recorded-event.js';

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The stream name of a request. Throws INVALID_ARGUMENT. */
export function streamName(identifier: { getStreamName_asU8(): Uint8Array } | undefined): string {
  const bytes = identifier?.getStreamName_asU8() ?? new Uint8Array(0);
  if (bytes.length === 0) throw invalidArgument('The stream name is missing.');
  if (bytes.length > MAX_STREAM_NAME_BYTES) {
    throw invalidArgument(`The stream name has ${bytes.length} bytes, more than ${MAX_STREAM_NAME_BYTES}.`);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidArgument('The stream name is not UTF-8.');
  }
}

/** A UUID in lower case, whichever of its two forms was sent. Throws INVALID_ARGUMENT. */
export function uuidOf(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  const text = structured
    ? fromBits(structured.getMostSignificantBits(), structured.getLeastSignificantBits())
    : (uuid?.getString() ?? '').toLowerCase();
  if (!UUID_FORM.test(text)) throw invalidArgument(`'${text}' is not a UUID.`);
  return text;
}

function fromBits(most: string, least: string): string {
  const hex = [most, least].map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What the request expects of its stream, of whichever message. Throws INVALID_ARGUMENT if it doesn't say. */
export function expectedRevision(options: {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  hasRevision?(): boolean;
  getRevision?(): string;
  hasStreamPosition?(): boolean;
  getStreamPosition?(): string;
}): ExpectedRevision {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (options.hasRevision?.()) return Number(options.getRevision?.());
  if (options.hasStreamPosition?.()) return Number(options.getStreamPosition?.());
  throw invalidArgument('The expected revision is missing.');
}

/** EventStoreDB's number for an expectation. */
export function expectedVersionNumber(expected: ExpectedRevision): string {
  if (typeof expected === 'number') return BigInt(expected).toString();
  return { any: '-2', no_stream: '-1', stream_exists: '-4' }[expected];
}

/** A proposed event. Throws INVALID_ARGUMENT. */
export function proposedEvent(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent {
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  if (type === undefined || type === '') throw invalidArgument('An event has no type.');
  const event = {
    id: uuidOf(message.getId()),
    type,
    contentType: properties.get('content-type') ?? 'application/octet-stream',
    metadata: message.getCustomMetadata_asU8(),
    data: message.getData_asU8(),
  };
  const bytes = event.data.length + event.metadata.length;
  if (bytes > MAX_EVENT_BYTES) {
    throw invalidArgument(`Event ${event.id} has ${bytes} bytes, more than ${MAX_EVENT_BYTES}.`);
  }
  return event;
}
