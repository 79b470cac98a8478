import { exceededLimit } from '../errors.js';
import type { AppendOutcome } from '../log/write-append.js';
import { anyPb, emptyPb, rpcCode, rpcStatus, shared } from '../protocol.js';
import { WireReader } from '../wire/reader.js';
import { varintSize, WireWriter } from '../wire/writer.js';
import type { ExpectedRevision } from '../log/decide-append.js';

const { Empty } = emptyPb;

/** What an answer repeats of its request: a serialized `UUID`, and the options of the append. */
export interface Reply {
  readonly correlation: Buffer;
  readonly options: Buffer | undefined;
}

// Fields of BatchAppendResp.
const FIELD = { correlation: 1, error: 2, success: 3 } as const;

/** The answer repeats stream and expectation, fields 1 to 5 of the options, as its fields 4 to 8. */
const REPEATED = { last: 5, shift: 3 } as const;

const wire = new WireWriter();

export function outcomeResponse(reply: Reply, expected: ExpectedRevision, outcome: AppendOutcome): Buffer {
  switch (outcome.kind) {
    case 'done':
      return success(reply, outcome);
    case 'wrong-revision':
      return refusal(reply, 'WrongExpectedVersion', wrongRevision(expected, outcome.current));
    case 'deleted':
      return refusal(reply, 'StreamDeleted', new shared.StreamDeleted());
  }
}

export const tooLargeResponse = (reply: Reply, limit: number): Buffer =>
  refusal(reply, 'MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit));

export const timeoutResponse = (reply: Reply): Buffer => refusal(reply, 'Timeout', new shared.Timeout());

/** An answer to a request that can't be carried out; the client shows its message. */
export function failureResponse(reply: Reply, error: unknown): Buffer {
  const limit = exceededLimit(error);
  if (limit !== undefined) return tooLargeResponse(reply, limit);
  const text = error instanceof Error ? error.message : String(error);
  return refusal(reply, 'BadRequest', new shared.BadRequest().setMessage(text), text);
}

function refusal(reply: Reply, kind: string, detail: { serializeBinary(): Uint8Array }, text: string = kind): Buffer {
  const details = new anyPb.Any();
  details.pack(detail.serializeBinary(), `event_store.client.${kind}`);
  const code = kind === 'Timeout' ? rpcCode.Code.DEADLINE_EXCEEDED : rpcCode.Code.FAILED_PRECONDITION;
  const status = new rpcStatus.Status().setCode(code).setMessage(text).setDetails(details).serializeBinary();
  begin(reply).open(FIELD.error, status.length).raw(status);
  return end(reply);
}

function success(reply: Reply, { revision, position }: Extract<AppendOutcome, { kind: 'done' }>): Buffer {
  const at = position === undefined ? 0 : 2 * (1 + varintSize(position));
  const revisionSize = revision < 0 ? 2 : 1 + varintSize(revision);
  begin(reply).open(FIELD.success, revisionSize + 2 + at);
  if (revision < 0) wire.open(2, 0);
  else wire.uint(1, revision);
  if (position === undefined) wire.open(4, 0);
  else wire.open(3, at).uint(1, position).uint(2, position);
  return end(reply);
}

const begin = ({ correlation }: Reply): WireWriter =>
  wire.reset().open(FIELD.correlation, correlation.length).raw(correlation);

function end({ options }: Reply): Buffer {
  for (const reader = new WireReader(options ?? Buffer.alloc(0)); reader.next();) {
    if (reader.field > REPEATED.last) continue;
    const field = reader.field + REPEATED.shift;
    if (reader.field === 2) wire.uint(field, reader.number);
    else wire.open(field, reader.bytes.length).raw(reader.bytes);
  }
  return Buffer.from(wire.bytes());
}

function wrongRevision(expected: ExpectedRevision, current: number | undefined): { serializeBinary(): Uint8Array } {
  const message = new shared.WrongExpectedVersion();
  if (current === undefined) message.setCurrentNoStream(new Empty());
  else message.setCurrentStreamRevision(`${current}`);
  if (expected === 'any') return message.setExpectedAny(new Empty());
  if (expected === 'no_stream') return message.setExpectedNoStream(new Empty());
  if (expected === 'stream_exists') return message.setExpectedStreamExists(new Empty());
  return message.setExpectedStreamPosition(`${expected}`);
}
