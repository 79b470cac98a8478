/** A fact of the domain: `type` is a versioned string in the past tense (`payouts.batch-approved.v1`), `data` plain JSON. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * The whole decision logic of one stream, pure: time, ids, prices and rates come in with the command.
 *
 * `decide` answers `[]` when nothing changes and throws a {@link DomainError} for a refusal.
 * `evolve` must accept every event of its union, in the order in which `decide` made them.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  readonly initialState: State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Event): State;
}

/** Today's state of a stream: its events folded from the initial state. */
export const fold = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  events: Iterable<Event>,
): State => {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};

/** For the `default` branch of a switch over a union: a new member that nobody handles does not compile. */
export const never = (value: never): never => {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
};
