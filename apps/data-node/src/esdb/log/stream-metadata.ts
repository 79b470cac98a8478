import { type LogStores, readHead, readRevision } from './stores.js';
import { eventData } from './recorded-event.js';

/** The metadata of a stream as far as the node acts on it; what it doesn't act on stays in `raw`. */
export interface StreamMetadata {
  /** Keep at most this many events. */
  readonly maxCount?: number;
  /** Keep events this many seconds. */
  readonly maxAge?: number;
  /** Events below this revision are gone; above 2^53 the stream is deleted. */
  readonly truncateBefore: number;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** What a stream has whose metadata was never set. */
export const NO_METADATA: StreamMetadata = { truncateBefore: 0, raw: {} };

/** A metadata stream keeps its latest event only, as in EventStoreDB. */
const OF_METADATA: StreamMetadata = { truncateBefore: 0, maxCount: 1, raw: {} };

export const metastreamOf = (stream: string): string => `$$${stream}`;

/** EventStoreDB's mark of a deleted stream: `$tb` of Int64.MaxValue, which JSON parsers round up to 2^63. */
export const DELETED_TRUNCATE_BEFORE = '9223372036854775807';

export const isDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore > Number.MAX_SAFE_INTEGER;

/** The metadata in force for a stream: the latest event of its `$$` stream. Data that isn't an object counts as none. */
export function readMetadata(stores: LogStores, stream: string): StreamMetadata {
  if (stream.startsWith('$$')) return OF_METADATA;
  const metastream = readHead(stores, metastreamOf(stream));
  if (metastream === undefined || metastream.last < 0) return NO_METADATA;
  const event = readRevision(stores, metastream, metastream.last);
  return event === undefined ? NO_METADATA : parseMetadata(eventData(event));
}

export function parseMetadata(data: Buffer): StreamMetadata {
  const raw = parseObject(data);
  const maxCount = positive(raw['$maxCount']);
  const maxAge = positive(raw['$maxAge']);
  return {
    truncateBefore: positive(raw['$tb']) ?? 0,
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAge === undefined ? {} : { maxAge }),
    raw,
  };
}

/** JSON of `metadata` with another truncate-before; `value` is an integer literal, possibly beyond 2^53. */
export function withTruncateBefore(metadata: StreamMetadata, value: string): Buffer {
  const { $tb: _replaced, ...rest } = metadata.raw;
  const kept = JSON.stringify(rest).slice(0, -1);
  return Buffer.from(`${kept}${kept.length > 1 ? ',' : ''}"$tb":${value}}`);
}

function parseObject(data: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? Math.floor(value) : undefined;
}
