import { streamNameFilter, type Filter } from '@eventstore/db-client';

/** Stands between a namespace and a stream's own name; no stream of ours has it in its name. */
const SEPARATOR = ':';

/** No hyphen, so that the server's category of a stream (`$by_category`: all before the first hyphen) stays one. */
const NAMESPACE = /^[a-z][a-z0-9_]{0,62}$/;

export const NAMESPACE_RULE =
  'an event namespace is a letter and at most 62 letters, digits and underscores, lower case';

export const isNamespace = (name: string): boolean => NAMESPACE.test(name);

export class BadNamespace extends Error {
  constructor(name: string) {
    super(`${NAMESPACE_RULE}: ${name}`);
  }
}

/** What one installation calls its streams, as against what they are called in a store that several share. */
export interface StreamNames {
  /** @throws TypeError for a name that would reach into somebody else's namespace */
  stored(stream: string): string;
  own(stored: string): string;
  isOwn(stored: string): boolean;
  /** For reads of the whole log, so that the server leaves out what others wrote and the store's own (`$…`) streams. */
  readonly filter: Filter;
}

/**
 * Streams of a namespace are stored as `namespace:stream`. An installation without one sees all streams that have no
 * namespace, so that it can share a cluster too.
 * @throws BadNamespace
 */
export const streamNames = (namespace?: string): StreamNames => {
  if (namespace !== undefined && !isNamespace(namespace)) throw new BadNamespace(namespace);
  const prefix = namespace === undefined ? '' : `${namespace}${SEPARATOR}`;
  return {
    stored: (stream) => {
      if (stream.includes(SEPARATOR) || stream.startsWith('$')) throw new TypeError(`not a stream of ours: ${stream}`);
      return prefix + stream;
    },
    own: (stored) => stored.slice(prefix.length),
    isOwn: (stored) => (prefix ? stored.startsWith(prefix) : !stored.includes(SEPARATOR) && !stored.startsWith('$')),
    filter: prefix
      ? streamNameFilter({ prefixes: [prefix], checkpointInterval: CHECKPOINT_EVERY })
      : streamNameFilter({ regex: `^[^$${SEPARATOR}][^${SEPARATOR}]*$`, checkpointInterval: CHECKPOINT_EVERY }),
  };
};

/** In units of the server's search window (32 events): a place is told at least every thousand events looked at. */
const CHECKPOINT_EVERY = 32;
