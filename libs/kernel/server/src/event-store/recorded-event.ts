import type { AllStreamRecordedEvent } from '@eventstore/db-client';

import { parseMetadata } from './event-metadata';
import type { RecordedEvent } from './event-store';
import type { StreamNames } from './namespace';

/** An event as the client gives it: read from one stream, servers before 22.6 leave its position out. */
export type ClientEvent = Omit<AllStreamRecordedEvent, 'position'> & {
  position?: AllStreamRecordedEvent['position'] | undefined;
};

/** The server is older than what the product needs of it. */
export class ServerTooOld extends Error {
  constructor() {
    super('the event store does not say the positions of events: EventStoreDB 22.6 or later is needed');
  }
}

/** Whether it is a decision of this installation: not the store's own event, and in a stream of its namespace. */
export const isOurs = (event: { type: string; streamId: string }, names: StreamNames): boolean =>
  !event.type.startsWith('$') && names.isOwn(event.streamId);

/** @throws ServerTooOld @throws TypeError for an event without the metadata that every decision has */
export const recorded = (event: ClientEvent, names: StreamNames): RecordedEvent => {
  if (event.position === undefined) throw new ServerTooOld();
  return {
    id: event.id,
    type: event.type,
    stream: names.own(event.streamId),
    revision: Number(event.revision),
    position: event.position.commit,
    recordedAt: event.created.toISOString(),
    data: event.data as object,
    metadata: parseMetadata(event.metadata),
  };
};
