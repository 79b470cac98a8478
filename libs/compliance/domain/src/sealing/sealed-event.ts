import { canonicalJson, leafHash, type MerkleHash } from '@max/kernel';

import { Fields } from '../reading/fields';

/**
 * An event as the log seals it. The leaf is `SHA-256(0x00 ‖ canonical JSON (RFC 8785) of exactly these six members)`.
 *
 * - `revision` is the place in its stream, from 0; the place in the whole log is the leaf index;
 * - `metadata` is what was stamped when it was decided: actor, occurredAt, correlationId, causationId, schemaVersion and,
 *   where given, onBehalfOf and reason;
 * - the store's own clock and log position are left out on purpose: they change when a log moves to another store, and
 *   the proofs must not.
 */
export interface SealedEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What of a recorded event is sealed; everything else of it is left behind. */
export const sealedEvent = (event: {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly data: object;
  readonly metadata: object;
}): SealedEvent => ({
  id: event.id,
  type: event.type,
  stream: event.stream,
  revision: event.revision,
  data: { ...event.data },
  metadata: { ...event.metadata },
});

/** The leaf of an event in the tree of the log. */
export const eventLeaf = (event: SealedEvent): MerkleHash => leafHash(canonicalJson(event));

const object = (entry: Fields, name: string): Record<string, unknown> => {
  const value = entry.raw(name);
  Fields.of(value, `${entry.where} ${name}`);
  return { ...(value as object) };
};

/** @throws Malformed */
export const readSealedEvent = (value: unknown, where: string): SealedEvent => {
  const entry = Fields.of(value, where).only('id', 'type', 'stream', 'revision', 'data', 'metadata');
  return {
    id: entry.text('id'),
    type: entry.text('type'),
    stream: entry.text('stream'),
    revision: entry.whole('revision'),
    data: object(entry, 'data'),
    metadata: object(entry, 'metadata'),
  };
};

/** The id of who did it; the empty text when the metadata does not say. */
export const actorOf = ({ metadata }: SealedEvent): string => {
  const actor: unknown = metadata['actor'];
  if (typeof actor !== 'object' || actor === null || !('id' in actor)) return '';
  return typeof actor.id === 'string' ? actor.id : '';
};
