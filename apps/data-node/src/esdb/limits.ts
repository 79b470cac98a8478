const MIB = 1024 * 1024;

/** Largest event, data and metadata together. */
export const MAX_EVENT_BYTES = 16 * MIB;

/** Largest append, all its events together: they are one transaction. */
export const MAX_APPEND_BYTES = 64 * MIB;

/** Largest gRPC message that is answered: a largest event with its names around it. The client takes no larger one. */
export const MAX_ANSWER_BYTES = 17 * MIB;

/** Largest gRPC message that is taken; larger than a largest event, so that one too large is refused by its name. */
export const MAX_REQUEST_BYTES = MAX_APPEND_BYTES + MIB;

/** What the unfinished appends of one call may hold. */
export const MAX_HELD_BYTES = 2 * MAX_APPEND_BYTES;

/** Writes that wait for the disk before the node stops taking more from a connection. */
export const MAX_PENDING_BYTES = 64 * MIB;

/** UTF-8 bytes of a stream name: it must fit an LMDB key together with the `$$` of its metadata stream. */
export const MAX_STREAM_NAME_BYTES = 1024;
