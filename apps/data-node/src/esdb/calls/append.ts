import type { AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';

import { type CallError, internal, invalidArgument, maximumAppendSizeExceeded, streamDeleted } from '../errors.js';
import { MAX_APPEND_BYTES } from '../limits.js';
import type { ExpectedRevision } from '../log/decide-append.js';
import type { EventLog } from '../log/event-log.js';
import type { ProposedEvent } from '../log/recorded-event.js';
import type { AppendOutcome } from '../log/write-append.js';
import { shared, streams } from '../protocol.js';
import { type AppendMessage, readAppendOptions, readProposedEvent } from './append-request.js';

type Call = ServerReadableStream<AppendMessage, AppendResp>;
type Answer = sendUnaryData<AppendResp>;

const { AppendResp: Response } = streams;

/** `Streams.Append`: the options, then one message an event, then one answer. */
export function handleAppend(log: EventLog): (call: Call, answer: Answer) => void {
  return (call, answer) => {
    collect(call)
      .then(({ options, events }) => append(log, options, events))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer(error instanceof Error && 'code' in error ? (error as CallError) : internal(error)),
      );
  };
}

async function append(log: EventLog, options: Buffer, events: ProposedEvent[]): Promise<AppendResp> {
  const { stream, expected } = readAppendOptions(options);
  return response(stream, expected, await log.append(stream, expected, events));
}

interface Collected {
  readonly options: Buffer;
  readonly events: ProposedEvent[];
}

function collect(call: Call): Promise<Collected> {
  return new Promise((resolve, reject) => {
    let options: Buffer | undefined;
    const events: ProposedEvent[] = [];
    let bytes = 0;
    call.on('data', (message: AppendMessage) => {
      try {
        options ??= message.options;
        if (message.proposed === undefined || bytes > MAX_APPEND_BYTES) return;
        const event = readProposedEvent(message.proposed);
        bytes += event.data.length + event.metadata.length;
        if (bytes > MAX_APPEND_BYTES) throw maximumAppendSizeExceeded(MAX_APPEND_BYTES);
        events.push(event);
      } catch (error) {
        reject(error);
      }
    });
    call.on('error', reject);
    call.on('end', () => {
      if (options === undefined) reject(invalidArgument('The append has no options.'));
      else resolve({ options, events });
    });
  });
}

function response(stream: string, expected: ExpectedRevision, outcome: AppendOutcome): AppendResp {
  switch (outcome.kind) {
    case 'done':
      return new Response().setSuccess(success(outcome));
    case 'wrong-revision':
      return new Response().setWrongExpectedVersion(wrongRevision(expected, outcome.current));
    case 'deleted':
      throw streamDeleted(stream);
  }
}

function success({ revision, position }: Extract<AppendOutcome, { kind: 'done' }>): AppendResp.Success {
  const message = new Response.Success();
  if (revision < 0) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(`${revision}`);
  if (position === undefined) return message.setNoPosition(new shared.Empty());
  return message.setPosition(
    new Response.Position().setCommitPosition(`${position}`).setPreparePosition(`${position}`),
  );
}

function wrongRevision(expected: ExpectedRevision, current: number | undefined): AppendResp.WrongExpectedVersion {
  const message = new Response.WrongExpectedVersion();
  if (current === undefined) message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(`${current}`);
  if (expected === 'any') return message.setExpectedAny(new shared.Empty());
  if (expected === 'no_stream') return message.setExpectedNoStream(new shared.Empty());
  if (expected === 'stream_exists') return message.setExpectedStreamExists(new shared.Empty());
  return message.setExpectedRevision(`${expected}`);
}
