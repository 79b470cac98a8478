import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { ServerDuplexStream } from '@grpc/grpc-js';

import { MAX_APPEND_BYTES, MAX_PENDING_BYTES } from '../limits.js';
import type { EventLog } from '../log/event-log.js';
import type { ProposedEvent } from '../log/recorded-event.js';
import { expectedRevision, proposedEvent, streamName, uuidOf } from '../requests.js';
import { failureResponse, outcomeResponse, timeoutResponse, tooLargeResponse } from './batch-append-response.js';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** An append whose chunks are still coming in. */
interface Pending {
  readonly options: BatchAppendReq.Options | undefined;
  readonly events: ProposedEvent[];
  bytes: number;
  failure: unknown;
}

/** `Streams.BatchAppend`: any number of appends on one call, each in chunks of one correlation id, one answer each. */
export function handleBatchAppend(log: EventLog): (call: Call) => void {
  return (call) => {
    const pending = new Map<string, Pending>();
    let unanswered = 0;
    let ended = false;
    const endWhenAnswered = (): void => {
      if (ended && unanswered === 0) call.end();
    };
    call.on('data', (request: BatchAppendReq) => {
      const correlation = request.getCorrelationId()?.toArray().join() ?? '';
      const batch = pending.get(correlation) ?? begin(request);
      addChunk(batch, request);
      pending.set(correlation, batch);
      if (!request.getIsFinal()) return;
      pending.delete(correlation);
      unanswered += 1;
      void answer(log, request, batch).then((response) => {
        unanswered -= 1;
        if (!call.cancelled && !call.destroyed) call.write(response);
        endWhenAnswered();
        if (call.isPaused() && log.pendingBytes < MAX_PENDING_BYTES) call.resume();
      });
      if (log.pendingBytes >= MAX_PENDING_BYTES) call.pause();
    });
    call.on('end', () => {
      ended = true;
      endWhenAnswered();
    });
    call.on('error', () => pending.clear());
  };
}

function begin(request: BatchAppendReq): Pending {
  return { options: request.getOptions(), events: [], bytes: 0, failure: undefined };
}

function addChunk(batch: Pending, request: BatchAppendReq): void {
  if (batch.failure !== undefined || batch.bytes > MAX_APPEND_BYTES) return;
  try {
    for (const message of request.getProposedMessagesList()) {
      const event = proposedEvent(message);
      batch.bytes += event.data.length + event.metadata.length;
      batch.events.push(event);
    }
  } catch (error) {
    batch.failure = error;
  }
  if (batch.bytes > MAX_APPEND_BYTES || batch.failure !== undefined) batch.events.length = 0;
}

/** Never rejects: whatever goes wrong with one append is the answer to it, and leaves the others alone. */
async function answer(log: EventLog, last: BatchAppendReq, batch: Pending): Promise<BatchAppendResp> {
  const { options } = batch;
  const reply = { correlationId: last.getCorrelationId(), options };
  try {
    if (batch.failure !== undefined) throw batch.failure;
    uuidOf(last.getCorrelationId());
    if (options === undefined) return failureResponse(reply, new Error('The append has no options.'));
    if (batch.bytes > MAX_APPEND_BYTES) return tooLargeResponse(reply, MAX_APPEND_BYTES);
    const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
    if (Date.now() > deadline) return timeoutResponse(reply);
    const stream = streamName(options.getStreamIdentifier());
    return outcomeResponse(reply, await log.append(stream, expectedRevision(options), batch.events));
  } catch (error) {
    return failureResponse(reply, error);
  }
}
