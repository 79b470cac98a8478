import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

import type { AppendOutcome } from '../log/write-append.js';
import { anyPb, emptyPb, rpcCode, rpcStatus, shared, streams } from '../protocol.js';

const { BatchAppendResp: Response } = streams;
const { Empty } = emptyPb;

/** What an answer repeats of its request. */
export interface Reply {
  readonly correlationId: UUID | undefined;
  readonly options: BatchAppendReq.Options | undefined;
}

export function outcomeResponse(reply: Reply, outcome: AppendOutcome): BatchAppendResp {
  switch (outcome.kind) {
    case 'done':
      return response(reply).setSuccess(success(outcome));
    case 'wrong-revision':
      return refusal(reply, 'WrongExpectedVersion', wrongRevision(reply, outcome.current));
    case 'tombstoned':
      return refusal(reply, 'StreamDeleted', new shared.StreamDeleted());
  }
}

export const tooLargeResponse = (reply: Reply, limit: number): BatchAppendResp =>
  refusal(reply, 'MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit));

export const timeoutResponse = (reply: Reply): BatchAppendResp => refusal(reply, 'Timeout', new shared.Timeout());

/** An answer to a request that can't be carried out; the client shows its message. */
export function failureResponse(reply: Reply, error: unknown): BatchAppendResp {
  const text = error instanceof Error ? error.message : String(error);
  return refusal(reply, 'BadRequest', new shared.BadRequest().setMessage(text), text);
}

function refusal(
  reply: Reply,
  kind: string,
  detail: { serializeBinary(): Uint8Array },
  text: string = kind,
): BatchAppendResp {
  const details = new anyPb.Any();
  details.pack(detail.serializeBinary(), `event_store.client.${kind}`);
  const code = kind === 'Timeout' ? rpcCode.Code.DEADLINE_EXCEEDED : rpcCode.Code.FAILED_PRECONDITION;
  return response(reply).setError(new rpcStatus.Status().setCode(code).setMessage(text).setDetails(details));
}

function response({ correlationId, options }: Reply): BatchAppendResp {
  const message = new Response().setCorrelationId(correlationId).setStreamIdentifier(options?.getStreamIdentifier());
  if (options?.hasAny()) return message.setAny(new Empty());
  if (options?.hasNoStream()) return message.setNoStream(new Empty());
  if (options?.hasStreamExists()) return message.setStreamExists(new Empty());
  return options?.hasStreamPosition() ? message.setStreamPosition(options.getStreamPosition()) : message;
}

function success({ revision, position }: Extract<AppendOutcome, { kind: 'done' }>): BatchAppendResp.Success {
  const message = new Response.Success();
  if (revision < 0) message.setNoStream(new Empty());
  else message.setCurrentRevision(`${revision}`);
  if (position === undefined) return message.setNoPosition(new Empty());
  return message.setPosition(
    new shared.AllStreamPosition().setCommitPosition(`${position}`).setPreparePosition(`${position}`),
  );
}

function wrongRevision({ options }: Reply, current: number | undefined): { serializeBinary(): Uint8Array } {
  const message = new shared.WrongExpectedVersion();
  if (current === undefined) message.setCurrentNoStream(new Empty());
  else message.setCurrentStreamRevision(`${current}`);
  if (options?.hasAny()) return message.setExpectedAny(new Empty());
  if (options?.hasNoStream()) return message.setExpectedNoStream(new Empty());
  if (options?.hasStreamExists()) return message.setExpectedStreamExists(new Empty());
  return message.setExpectedStreamPosition(options?.getStreamPosition() ?? '0');
}
