const MIB = 1024 * 1024;

/** Largest event, data and metadata together. The client refuses to receive more than 17 MiB in a message. */
export const MAX_EVENT_BYTES = 16 * MIB;

/** Largest append, all its events together: they are one transaction. */
export const MAX_APPEND_BYTES = 64 * MIB;

/** Largest gRPC message in either direction: a largest event with its names around it. */
export const MAX_MESSAGE_BYTES = 17 * MIB;

/** Writes that wait for the disk before the node stops taking more from a connection. */
export const MAX_PENDING_BYTES = 64 * MIB;

/** UTF-8 bytes of a stream name: it must fit an LMDB key together with the `$$` of its metadata stream. */
export const MAX_STREAM_NAME_BYTES = 1024;
