import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { internal, invalidArgument, streamDeleted } from '../errors.js';
import { eventFilter } from '../filter.js';
import type { EventLog } from '../log/event-log.js';
import { readHead } from '../log/stores.js';
import { isDeleted, readMetadata } from '../log/stream-metadata.js';
import { AllReader } from '../read/all-reader.js';
import { follow } from '../read/follow.js';
import { streamNotFoundMessage } from '../read/messages.js';
import { type ReadCall, send } from '../read/pump.js';
import type { SliceReader } from '../read/slice.js';
import { StreamReader } from '../read/stream-reader.js';
import { streams } from '../protocol.js';
import { streamName } from '../requests.js';

type Call = ReadCall<ReadReq>;
type Options = ReadReq.Options;

const { ReadDirection } = streams.ReadReq.Options;

/** `Streams.Read`: reads and subscriptions, of one stream or of `$all`. */
export function handleRead(log: EventLog): (call: Call) => void {
  return (call) => {
    answer(log, call).catch((error: unknown) => {
      if (!call.destroyed) call.emit('error', error instanceof Error && 'code' in error ? error : internal(error));
    });
  };
}

async function answer(log: EventLog, call: Call): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) throw invalidArgument('The read has no options.');
  if (options.hasSubscription()) return subscribe(log, call, options);
  if (options.hasAll()) return pump(call, new AllReader(log, allOptions(log, options)));
  const stream = streamName(options.getStream()?.getStreamIdentifier());
  refuseTombstoned(log, stream);
  if (!isThere(log, stream)) {
    await send(call, [streamNotFoundMessage(stream)]);
    call.end();
    return;
  }
  return pump(call, new StreamReader(log, streamOptions(options, stream)));
}

async function subscribe(log: EventLog, call: Call, options: Options): Promise<void> {
  if (options.hasAll()) {
    const all = { ...allOptions(log, options), from: afterPosition(log, options), checkpoints: true };
    return follow(call, log, new AllReader(log, all));
  }
  const stream = streamName(options.getStream()?.getStreamIdentifier());
  const from = afterRevision(log, options, stream);
  const resolveLinks = options.getResolveLinks();
  const reader = new StreamReader(log, { stream, from, forwards: true, limit: Infinity, resolveLinks });
  return follow(call, log, reader, () => refuseTombstoned(log, stream));
}

async function pump(call: Call, reader: SliceReader): Promise<void> {
  for (let open = true; open;) {
    const { messages, end } = reader.next();
    open = (await send(call, messages)) && !end;
  }
  call.end();
}

/** Backwards, a position is where to stand, not the event to begin with: the event at it is not read. */
function allOptions(log: EventLog, options: Options): ConstructorParameters<typeof AllReader>[1] {
  const all = options.getAll();
  const forwards = options.getReadDirection() === ReadDirection.FORWARDS;
  const position = Number(all?.getPosition()?.getCommitPosition() ?? 0);
  const first = forwards ? Math.max(1, position) : Math.min(position - 1, log.committed);
  const end = forwards ? log.committed + 1 : log.committed;
  const from = all?.hasEnd() ? end : all?.hasPosition() ? first : forwards ? 1 : 0;
  const resolveLinks = options.getResolveLinks();
  return { from, forwards, limit: limitOf(options), resolveLinks, filter: eventFilter(options), checkpoints: false };
}

/** Where a subscription to `$all` begins: after the position it names. */
function afterPosition(log: EventLog, options: Options): number {
  const all = options.getAll();
  if (all?.hasEnd()) return log.committed + 1;
  return Number(all?.getPosition()?.getCommitPosition() ?? 0) + 1;
}

function streamOptions(options: Options, stream: string): ConstructorParameters<typeof StreamReader>[1] {
  const wanted = options.getStream();
  const from = wanted?.hasEnd() ? Infinity : wanted?.hasRevision() ? Number(wanted.getRevision()) : 0;
  const forwards = options.getReadDirection() === ReadDirection.FORWARDS;
  return { stream, from, forwards, limit: limitOf(options), resolveLinks: options.getResolveLinks() };
}

/** Where a subscription to a stream begins: after the revision it names. */
function afterRevision(log: EventLog, options: Options, stream: string): number {
  const wanted = options.getStream();
  if (wanted?.hasEnd()) return (readHead(log.stores, stream)?.last ?? -1) + 1;
  return wanted?.hasRevision() ? Number(wanted.getRevision()) + 1 : 0;
}

function limitOf(options: Options): number {
  return options.hasCount() ? Number(options.getCount()) : Infinity;
}

function refuseTombstoned(log: EventLog, stream: string): void {
  if (readHead(log.stores, stream)?.tombstoned) throw streamDeleted(stream);
}

function isThere(log: EventLog, stream: string): boolean {
  const head = readHead(log.stores, stream);
  return head !== undefined && !isDeleted(readMetadata(log.stores, stream));
}
