import type { EventMetadata } from './event-store';

const text = (value: unknown): value is string => typeof value === 'string';

/**
 * Reads the metadata that `Decisions` stamped.
 * @throws TypeError for an event that somebody else wrote without who, when and why: it must not pass for a decision
 */
export const parseMetadata = (value: unknown): EventMetadata => {
  const { actor, occurredAt, correlationId, causationId, schemaVersion, reason, onBehalfOf } = record(value);
  const { kind, id } = record(actor);
  if (!text(id) || (kind !== 'user' && kind !== 'api-key' && kind !== 'system')) throw malformed('actor');
  if (!text(occurredAt) || !text(correlationId) || !text(causationId)) throw malformed('when or why');
  if (typeof schemaVersion !== 'number') throw malformed('schema version');
  return {
    actor: { kind, id },
    occurredAt,
    correlationId,
    causationId,
    schemaVersion,
    ...(text(reason) ? { reason } : {}),
    ...(text(onBehalfOf) ? { onBehalfOf } : {}),
  };
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const malformed = (what: string) => new TypeError(`the event's metadata does not say its ${what}`);
