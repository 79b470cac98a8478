import { invalidArgument } from './errors.js';
import { MAX_STREAM_NAME_BYTES } from './limits.js';
import type { ExpectedRevision } from './log/decide-append.js';
import { shared } from './protocol.js';
import { textOf, WireReader } from './wire/reader.js';

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_STRING = 2;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The stream name of a request. Throws INVALID_ARGUMENT. */
export function streamName(identifier: { getStreamName_asU8(): Uint8Array } | undefined): string {
  return checkedStreamName(identifier?.getStreamName_asU8() ?? new Uint8Array(0));
}

/** A stream name from its bytes. Throws INVALID_ARGUMENT. */
export function checkedStreamName(bytes: Uint8Array): string {
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

/** A serialized `UUID` in lower case, whichever of its two forms was sent. Throws INVALID_ARGUMENT. */
export function checkedUuid(bytes: Buffer): string {
  const sent = textOf(new WireReader(bytes), UUID_STRING);
  const text = sent === '' ? structuredUuid(bytes) : sent.toLowerCase();
  if (!UUID_FORM.test(text)) throw invalidArgument(`'${text}' is not a UUID.`);
  return text;
}

function structuredUuid(bytes: Buffer): string {
  const structured = shared.UUID.deserializeBinary(bytes).getStructured();
  return structured ? fromBits(structured.getMostSignificantBits(), structured.getLeastSignificantBits()) : '';
}

function fromBits(most: string, least: string): string {
  const hex = [most, least].map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a deletion expects of its stream. Throws INVALID_ARGUMENT if it doesn't say. */
export function expectedRevision(options: {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  hasRevision(): boolean;
  getRevision(): string;
}): ExpectedRevision {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (options.hasRevision()) return Number(options.getRevision());
  throw invalidArgument('The expected revision is missing.');
}

/** EventStoreDB's number for an expectation. */
export function expectedVersionNumber(expected: ExpectedRevision): string {
  if (typeof expected === 'number') return BigInt(expected).toString();
  return { any: '-2', no_stream: '-1', stream_exists: '-4' }[expected];
}
