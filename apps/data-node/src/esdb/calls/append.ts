import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';

import { type CallError, internal, invalidArgument, maximumAppendSizeExceeded, streamDeleted } from '../errors.js';
import { MAX_APPEND_BYTES } from '../limits.js';
import type { EventLog } from '../log/event-log.js';
import type { ProposedEvent } from '../log/recorded-event.js';
import type { AppendOutcome } from '../log/write-append.js';
import { shared, streams } from '../protocol.js';
import { expectedRevision, proposedEvent, streamName } from '../requests.js';

type Call = ServerReadableStream<AppendReq, AppendResp>;
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

async function append(log: EventLog, options: AppendReq.Options, events: ProposedEvent[]): Promise<AppendResp> {
  const stream = streamName(options.getStreamIdentifier());
  return response(stream, options, await log.append(stream, expectedRevision(options), events));
}

interface Collected {
  readonly options: AppendReq.Options;
  readonly events: ProposedEvent[];
}

function collect(call: Call): Promise<Collected> {
  return new Promise((resolve, reject) => {
    let options: AppendReq.Options | undefined;
    const events: ProposedEvent[] = [];
    let bytes = 0;
    call.on('data', (message: AppendReq) => {
      try {
        options ??= message.getOptions();
        const proposed = message.getProposedMessage();
        if (proposed === undefined || bytes > MAX_APPEND_BYTES) return;
        const event = proposedEvent(proposed);
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

function response(stream: string, options: AppendReq.Options, outcome: AppendOutcome): AppendResp {
  switch (outcome.kind) {
    case 'done':
      return new Response().setSuccess(success(outcome));
    case 'wrong-revision':
      return new Response().setWrongExpectedVersion(wrongRevision(options, outcome.current));
    case 'tombstoned':
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

function wrongRevision(options: AppendReq.Options, current: number | undefined): AppendResp.WrongExpectedVersion {
  const message = new Response.WrongExpectedVersion();
  if (current === undefined) message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(`${current}`);
  if (options.hasAny()) return message.setExpectedAny(new shared.Empty());
  if (options.hasNoStream()) return message.setExpectedNoStream(new shared.Empty());
  if (options.hasStreamExists()) return message.setExpectedStreamExists(new shared.Empty());
  return message.setExpectedRevision(options.getRevision());
}
