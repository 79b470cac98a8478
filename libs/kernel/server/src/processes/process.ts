import type { Decider, DomainEvent } from '@max/kernel';

import type { RecordedEvent } from '../event-store/event-store';
import type { Decided } from '../commands/decisions';
import type { JobOptions } from '../jobs/jobs';

/** What a process may do because of an event. Everything here is safe to repeat. */
export interface Reaction {
  /** Decides on a stream; the ids of the new events follow from this event, and deciders answer `[]` to a repetition. */
  decide<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command,
  ): Promise<Decided<Event, State>>;
  /** Asks for an external effect; the job's id is this event's id (with a suffix, when one event asks for several). */
  job(queue: string, data: object, options?: JobOptions & { suffix?: string }): Promise<void>;
}

type Handlers<Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: (
    event: RecordedEvent<Extract<Event, DomainEvent<Type>>>,
    reaction: Reaction,
  ) => Promise<void>;
};

/** Turns events into commands and jobs. Stops at the first event that it can't handle and tries that one again. */
export interface Process {
  readonly name: string;
  readonly on: Readonly<Record<string, (event: RecordedEvent, reaction: Reaction) => Promise<void>>>;
}

export const defineProcess = <Event extends DomainEvent>(process: { name: string; on: Handlers<Event> }): Process => ({
  name: process.name,
  // the registry is by name: each handler is only ever given events of its own type
  on: process.on as unknown as Process['on'],
});
