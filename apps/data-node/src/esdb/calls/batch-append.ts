import type { ServerDuplexStream } from '@grpc/grpc-js';

import { exhausted, invalidArgument } from '../errors.js';
import { MAX_APPEND_BYTES, MAX_HELD_BYTES, MAX_PENDING_BYTES } from '../limits.js';
import type { EventLog } from '../log/event-log.js';
import type { ProposedEvent } from '../log/recorded-event.js';
import { type AppendChunk, readAppendOptions, readProposedEvent } from './append-request.js';
import { failureResponse, outcomeResponse, timeoutResponse, tooLargeResponse } from './batch-append-response.js';

type Call = ServerDuplexStream<AppendChunk, Buffer>;

/** An append whose chunks are still coming in. */
interface Pending {
  readonly correlation: Buffer;
  readonly options: Buffer | undefined;
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
    call.on('data', (chunk: AppendChunk) => {
      const key = chunk.correlation.toString('latin1');
      const batch = pending.get(key) ?? begin(chunk);
      addEvents(batch, chunk);
      if (!chunk.isFinal) {
        pending.set(key, batch);
        if (heldBytes(pending) > MAX_HELD_BYTES)
          call.emit('error', exhausted('Too many appends are open on this call: end some.'));
        return;
      }
      pending.delete(key);
      unanswered += 1;
      void answer(log, batch).then((response) => {
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

/** What the unfinished appends of a call hold; each counts for something, also when nothing has come yet. */
const heldBytes = (pending: ReadonlyMap<string, Pending>): number =>
  [...pending.values()].reduce((sum, { bytes }) => sum + bytes + 1024, 0);

function begin({ correlation, options }: AppendChunk): Pending {
  return { correlation, options, events: [], bytes: 0, failure: undefined };
}

function addEvents(batch: Pending, { proposed }: AppendChunk): void {
  if (batch.failure !== undefined || batch.bytes > MAX_APPEND_BYTES) return;
  try {
    for (const message of proposed) {
      const event = readProposedEvent(message);
      batch.bytes += event.data.length + event.metadata.length;
      batch.events.push(event);
    }
  } catch (error) {
    batch.failure = error;
  }
  if (batch.bytes > MAX_APPEND_BYTES || batch.failure !== undefined) batch.events.length = 0;
}

/** Never rejects: whatever goes wrong with one append is the answer to it, and leaves the others alone. */
async function answer(log: EventLog, batch: Pending): Promise<Buffer> {
  try {
    if (batch.failure !== undefined) throw batch.failure;
    if (batch.options === undefined) throw invalidArgument('The append has no options.');
    if (batch.bytes > MAX_APPEND_BYTES) return tooLargeResponse(batch, MAX_APPEND_BYTES);
    const { stream, expected, deadline } = readAppendOptions(batch.options);
    if (Date.now() > deadline) return timeoutResponse(batch);
    return outcomeResponse(batch, expected, await log.append(stream, expected, batch.events));
  } catch (error) {
    return failureResponse(batch, error);
  }
}
