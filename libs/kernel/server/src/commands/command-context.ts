import { v5 as uuidV5 } from 'uuid';

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
}

/** The context of what Max Booster does by itself because of an event; running it twice makes the same event ids. */
export const becauseOf = (event: RecordedEvent, by: string, now: Date): CommandContext => ({
  actor: { kind: 'system', id: by },
  now,
  correlationId: event.metadata.correlationId,
  causationId: event.id,
  idSeed: uuidV5(by, event.id),
});

/** The context of a program's own decision that no event caused, such as a time-out or a start-up step. */
export const bySystem = (by: string, now: Date, causationId: string): CommandContext => ({
  actor: { kind: 'system', id: by },
  now,
  correlationId: causationId,
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
