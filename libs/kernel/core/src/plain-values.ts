// Names for plain values in the data of events, so that a schema can say more of them than "text" or "number".

/**
 * A moment, ISO 8601 in UTC.
 * @format date-time
 */
export type Instant = string;

/**
 * A day, `2026-11-01`.
 * @format date
 */
export type Day = string;

/**
 * How many.
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/**
 * A random or derived id, RFC 9562.
 * @format uuid
 */
export type Uuid = string;

/**
 * A SHA-256 that names no file: a digest or the root of a tree.
 * @pattern ^[0-9a-f]{64}$
 */
export type HexDigest = string;

/**
 * A place in the log of all events.
 * @pattern ^\d+$
 */
export type LogPosition = string;
