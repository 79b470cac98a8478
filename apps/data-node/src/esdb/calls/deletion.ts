import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';

import { type CallError, internal, invalidArgument, streamDeleted, wrongExpectedVersion } from '../errors.js';
import type { ExpectedRevision } from '../log/decide-append.js';
import type { EventLog } from '../log/event-log.js';
import type { AppendOutcome } from '../log/write-append.js';
import { shared, streams } from '../protocol.js';
import { expectedRevision, expectedVersionNumber, streamName } from '../requests.js';

/** `Streams.Delete`. */
export function handleDelete(log: EventLog) {
  return (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>): void => {
    settle(answer, async () => {
      const position = await positionOf(call.request.getOptions(), (...at) => log.delete(...at));
      const response = new streams.DeleteResp();
      if (position === undefined) return response.setNoPosition(new shared.Empty());
      const at = new streams.DeleteResp.Position().setCommitPosition(`${position}`).setPreparePosition(`${position}`);
      return response.setPosition(at);
    });
  };
}

/** `Streams.Tombstone`. */
export function handleTombstone(log: EventLog) {
  return (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, answer: sendUnaryData<TombstoneResp>): void => {
    settle(answer, async () => {
      const position = await positionOf(call.request.getOptions(), (...at) => log.tombstone(...at));
      const response = new streams.TombstoneResp();
      if (position === undefined) return response.setNoPosition(new shared.Empty());
      const at = new streams.TombstoneResp.Position()
        .setCommitPosition(`${position}`)
        .setPreparePosition(`${position}`);
      return response.setPosition(at);
    });
  };
}

async function positionOf(
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  write: (stream: string, expected: ExpectedRevision) => Promise<AppendOutcome>,
): Promise<number | undefined> {
  if (options === undefined) throw invalidArgument('The call has no options.');
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options);
  const outcome = await write(stream, expected);
  if (outcome.kind === 'deleted') throw streamDeleted(stream);
  if (outcome.kind === 'done') return outcome.position;
  throw wrongExpectedVersion(stream, expectedVersionNumber(expected), outcome.current);
}

function settle<Response>(answer: sendUnaryData<Response>, work: () => Promise<Response>): void {
  work().then(
    (response) => answer(null, response),
    (error: unknown) => answer(error instanceof Error && 'code' in error ? (error as CallError) : internal(error)),
  );
}
