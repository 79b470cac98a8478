import { createRequire } from 'node:module';

import {
  BACKWARDS,
  END,
  START,
  type AllStreamResolvedEvent,
  type Direction,
  type EventStoreDBClient,
  type Filter,
  type ReadPosition,
  type StreamingRead,
} from '@eventstore/db-client';

// generated CommonJS whose exports Node can't name
const require = createRequire(import.meta.url);
const CLIENT = '@eventstore/db-client';
const shared: typeof import('@eventstore/db-client/generated/shared_pb') = require(`${CLIENT}/generated/shared_pb`);
const streams: typeof import('@eventstore/db-client/generated/streams_pb') = require(`${CLIENT}/generated/streams_pb`);
const { StreamsClient }: typeof import('@eventstore/db-client/generated/streams_grpc_pb') = require(
  `${CLIENT}/generated/streams_grpc_pb`,
);
const { ReadStream }: typeof import('@eventstore/db-client/dist/streams/utils/ReadStream') = require(
  `${CLIENT}/dist/streams/utils/ReadStream`,
);
const { convertGrpcEvent }: typeof import('@eventstore/db-client/dist/utils') = require(`${CLIENT}/dist/utils`);

const { Options } = streams.ReadReq;

export interface FilteredRead {
  readonly direction: Direction;
  readonly fromPosition: ReadPosition;
  readonly filter: Filter;
  readonly maxCount?: number;
}

/**
 * `readAll` with a filter that the server applies (EventStoreDB 21.10 and later); the client sends one with
 * subscriptions only, which have no end and know no way back. Everything else is the client's own.
 */
export function readAllFiltered(
  this: EventStoreDBClient,
  { direction, fromPosition, filter, maxCount = Number.MAX_SAFE_INTEGER }: FilteredRead,
): StreamingRead<AllStreamResolvedEvent> {
  const uuids = new Options.UUIDOption();
  uuids.setString(new shared.Empty());
  const options = new Options();
  options.setAll(allFrom(fromPosition));
  options.setReadDirection(direction === BACKWARDS ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS);
  options.setCount(String(maxCount));
  options.setUuidOption(uuids);
  options.setFilter(streamFilter(filter));
  const request = new streams.ReadReq();
  request.setOptions(options);
  const open = this.GRPCStreamCreator(StreamsClient, 'readAllFiltered', (client) =>
    client.read(request, ...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
  );
  return new ReadStream<AllStreamResolvedEvent>(open, convertGrpcEvent, {});
}

const allFrom = (from: ReadPosition) => {
  const all = new Options.AllOptions();
  if (from === START) all.setStart(new shared.Empty());
  else if (from === END) all.setEnd(new shared.Empty());
  else {
    const position = new Options.Position();
    position.setCommitPosition(String(from.commit));
    position.setPreparePosition(String(from.prepare));
    all.setPosition(position);
  }
  return all;
};

const streamFilter = (filter: Filter) => {
  const expression = new Options.FilterOptions.Expression();
  if ('prefixes' in filter) expression.setPrefixList(filter.prefixes);
  else expression.setRegex(filter.regex);
  const made = new Options.FilterOptions();
  made.setStreamIdentifier(expression);
  made.setCount(new shared.Empty());
  made.setCheckpointintervalmultiplier(filter.checkpointInterval);
  return made;
};
