import { Metadata, type StatusObject, status } from '@grpc/grpc-js';

/** A gRPC error as the client expects it: `exception` in the trailers names its kind. */
export type CallError = Error & Partial<StatusObject>;

function callError(code: status, details: string, trailers: Record<string, string> = {}): CallError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, trailer(key, value));
  return Object.assign(new Error(details), { code, details, metadata });
}

/** Trailers are ASCII; the client shows a stream name as it comes, so that other characters are percent-encoded. */
function trailer(_key: string, value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value);
}

export const invalidArgument = (reason: string): CallError => callError(status.INVALID_ARGUMENT, reason);

export const unavailable = (reason: string): CallError => callError(status.UNAVAILABLE, reason);

export const exhausted = (reason: string): CallError => callError(status.RESOURCE_EXHAUSTED, reason);

export const internal = (error: unknown): CallError =>
  callError(status.INTERNAL, error instanceof Error ? error.message : String(error));

export const streamDeleted = (stream: string): CallError =>
  callError(status.FAILED_PRECONDITION, `Event stream '${printable(stream)}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

/** `expected` is EventStoreDB's number for it: a revision, -1 for no stream, -2 for any, -4 for an existing stream. */
export const wrongExpectedVersion = (stream: string, expected: string, current: number | undefined): CallError =>
  callError(
    status.FAILED_PRECONDITION,
    `Append failed due to WrongExpectedVersion. Stream: ${printable(stream)}, Expected version: ${expected}, ` +
      `Actual version: ${current ?? -1}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expected,
      ...(current === undefined ? {} : { 'actual-version': `${current}` }),
    },
  );

/** An append or one of its events has more bytes than `limit`. */
export const maximumAppendSizeExceeded = (limit: number): CallError & { readonly limit: number } =>
  Object.assign(
    callError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': `${limit}`,
    }),
    { limit },
  );

/** The limit that was exceeded, if that is what the error says. */
export const exceededLimit = (error: unknown): number | undefined =>
  error instanceof Error && 'limit' in error && typeof error.limit === 'number' ? error.limit : undefined;

export const notOffered = (path: string): CallError =>
  callError(
    status.UNIMPLEMENTED,
    `${path} is not offered by the embedded data node: connect to EventStoreDB or KurrentDB for it.`,
  );

/** gRPC details travel percent-encoded, but a line break would still make a log line of two. */
const printable = (text: string): string => JSON.stringify(text).slice(1, -1);
