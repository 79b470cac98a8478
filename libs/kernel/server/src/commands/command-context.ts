import { newId } from '@max/kernel';
import { v5 as uuidV5 } from 'uuid';

import { currentCorrelationId } from '../http/request-scope';
import type { Actor, EventMetadata, RecordedEvent } from '../event-store/event-store';

/** Who asks, when, and because of what: given to every decision, stamped on every event. */
export interface CommandContext {
  readonly actor: Actor;
  readonly now: Date;
  readonly correlationId: string;
  readonly causationId: string;
  readonly reason?: string;
  readonly onBehalfOf?: string;
  /** Makes the ids of new events repeatable, so that a process that runs twice appends once. A UUID. */
  readonly idSeed?: string;
  /**
   * Of a request with an idempotency key, a UUID: the ids that `idFor` makes and the ids of its events follow from it. A
   * decision that finds its own events in the stream is a repetition after a crash and answers what it did then.
   */
  readonly requestSeed?: string;
}

/** The id of what a command makes (`what` says which, when it makes several): the same again when the request is repeated. */
export const idFor = <Id extends string = string>({ requestSeed }: CommandContext, what: string): Id =>
  requestSeed === undefined ? newId<Id>() : (uuidV5(what, requestSeed) as Id);

/** The context of what Max Booster does by itself because of an event; running it twice makes the same event ids. */
export const becauseOf = (event: RecordedEvent, by: string, now: Date): CommandContext => ({
  actor: { kind: 'system', id: by },
  now,
  correlationId: event.metadata.correlationId,
  causationId: event.id,
  idSeed: uuidV5(by, event.id),
});

/**
 * The context of a program's own decision that no event caused, such as a time-out or a start-up step. Inside of a job or
 * a request it belongs to that one's chain.
 */
export const bySystem = (by: string, now: Date, causationId: string): CommandContext => ({
  actor: { kind: 'system', id: by },
  now,
  correlationId: currentCorrelationId() ?? causationId,
  causationId,
});

export const metadataOf = (context: CommandContext): EventMetadata => ({
  actor: context.actor,
  occurredAt: context.now.toISOString(),
  correlationId: context.correlationId,
  causationId: context.causationId,
  schemaVersion: 1,
  ...(context.reason === undefined ? {} : { reason: context.reason }),
  ...(context.onBehalfOf === undefined ? {} : { onBehalfOf: context.onBehalfOf }),
});
