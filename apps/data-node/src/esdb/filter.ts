import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { invalidArgument } from './errors.js';
import type { EventHeader } from './log/recorded-event.js';

/** Which events of `$all` a reader wants, and after how many examined ones it wants to know how far it got. */
export interface EventFilter {
  matches(event: EventHeader): boolean;
  readonly checkpointEvery: number;
}

/** EventStoreDB's search window when the client names none. */
const DEFAULT_WINDOW = 32;

/** The filter of a request, or undefined. Throws INVALID_ARGUMENT, for a bad regular expression for instance. */
export function eventFilter(options: ReadReq.Options): EventFilter | undefined {
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  const checkpointEvery = window * filter.getCheckpointintervalmultiplier();
  if (options.hasSubscription() && checkpointEvery < 1) {
    throw invalidArgument('The search window and the checkpoint interval must be greater than 0.');
  }
  const onStream = filter.getStreamIdentifier();
  const onType = filter.getEventType();
  if (onStream !== undefined) {
    const test = expression(onStream);
    return { matches: (event) => test(event.stream), checkpointEvery };
  }
  if (onType === undefined) throw invalidArgument('The filter is empty.');
  const test = expression(onType);
  return { matches: (event) => test(event.type), checkpointEvery };
}

function expression(wanted: ReadReq.Options.FilterOptions.Expression): (text: string) => boolean {
  const prefixes = wanted.getPrefixList();
  if (prefixes.length > 0) return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  try {
    const regex = new RegExp(wanted.getRegex());
    return (text) => regex.test(text);
  } catch (error) {
    throw invalidArgument(error instanceof Error ? error.message : String(error));
  }
}
