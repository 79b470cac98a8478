import { DomainError, newId, type Decider, type DomainEvent } from '@max/kernel';
import { v5 as uuidV5 } from 'uuid';

import { RevisionConflict, type EventStore, type EventToAppend, type Position } from '../event-store/event-store';

import { metrics } from '../observability/metrics';
import { timed } from '../observability/timed';
import { inSpan } from '../observability/trace';

import { metadataOf, type CommandContext } from './command-context';
import { Repetition } from './repetition';

/** What a write answers: how far the log has to be read to see it. */
export interface Decided<Event extends DomainEvent = DomainEvent, State = unknown> {
  readonly events: readonly Event[];
  readonly state: State;
  /** Revision of the stream's last event; -1 when there is none. */
  readonly revision: number;
  readonly position: Position;
}

/** Others were faster, several times in a row: the caller may look again and decide anew. */
export class ConcurrencyConflict extends DomainError {
  readonly type = 'concurrency-conflict';
  readonly kind = 'conflict';
  constructor(stream: string, revision: number | null) {
    super('somebody else changed this at the same moment; look again and repeat', { stream, revision });
  }
}

const ATTEMPTS = 8;

/** Loads a stream, decides, appends at the revision it saw; a conflict re-runs the pure decision a bounded number of times. */
export class Decisions {
  constructor(private readonly store: EventStore) {}

  /**
   * A request that is repeated with its idempotency key answers what its first try did, if that got as far as appending.
   * @throws ConcurrencyConflict, and every DomainError of the decider
   */
  decide<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command | ((state: State) => Command),
    context: CommandContext,
  ): Promise<Decided<Event, State>> {
    const name = nameOf(command);
    return inSpan(`command ${name}`, { 'max.stream': stream }, () =>
      timed(metrics.command, { command: name }, () => this.decideNow(decider, stream, command, context)),
    );
  }

  private async decideNow<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command | ((state: State) => Command),
    context: CommandContext,
  ): Promise<Decided<Event, State>> {
    for (let attempt = 1; ; attempt += 1) {
      const repetition = new Repetition<State, Event>(stream, nameOf(command), context.requestSeed);
      const before = await this.load(decider, stream, repetition);
      if (repetition.found) return repetition.found;
      const asked = typeof command === 'function' ? (command as (state: State) => Command)(before.state) : command;
      const events = decider.decide(asked, before.state);
      if (events.length === 0) return { ...before, events };
      try {
        const expected = before.revision < 0 ? 'no-stream' : before.revision;
        const made = events.map((event, i) => stamp(event, stream, before.revision + 1 + i, context, repetition.id(i)));
        const { revision, position } = await this.store.append(stream, expected, made);
        return { events, revision, position, state: events.reduce(decider.evolve, before.state) };
      } catch (error) {
        if (!(error instanceof RevisionConflict)) throw error;
        metrics.conflicts.inc({ outcome: attempt === ATTEMPTS ? 'refused' : 'decided-again' });
        if (attempt === ATTEMPTS) throw new ConcurrencyConflict(stream, error.actual);
      }
    }
  }

  /** Today's state of a stream, for checks that decide nothing. */
  async load<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    repetition?: Repetition<State, Event>,
  ): Promise<Decided<Event, State>> {
    let state = decider.initialState;
    let revision = -1;
    let position: Position = 0n;
    for await (const event of this.store.read(stream)) {
      state = decider.evolve(state, { type: event.type, data: event.data } as Event);
      revision = event.revision;
      position = event.position;
      repetition?.see(event, state);
    }
    return { events: [], state, revision, position };
  }

  /** Whether the stream has any event: the cheap question "is there such a thing?". */
  async exists(stream: string): Promise<boolean> {
    for await (const _event of this.store.read(stream, { max: 1 })) return true;
    return false;
  }
}

const stamp = (
  event: DomainEvent,
  stream: string,
  revision: number,
  context: CommandContext,
  id?: string,
): EventToAppend => ({
  id: id ?? (context.idSeed ? uuidV5(`${stream}/${revision}/${event.type}`, context.idSeed) : newId()),
  type: event.type,
  data: event.data,
  metadata: metadataOf(context),
});

/** Commands are told apart by their `type`; one that is worked out from the state has none. */
const nameOf = (command: unknown): string => {
  const type = typeof command === 'object' && command !== null && 'type' in command ? command.type : undefined;
  return typeof type === 'string' ? type : 'other';
};
