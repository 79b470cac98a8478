import type { Decider, DomainEvent } from '../decider/decider';
import type { Count, Instant, Uuid } from '../plain-values';

/** What a process asks for: a command that it knows by name, a job of a queue, or to be told something at a time. */
export type ProcessAsk =
  | { readonly kind: 'command'; readonly name: string; readonly data: object }
  | { readonly kind: 'job'; readonly queue: string; readonly data: object; readonly attempts?: Count }
  | { readonly kind: 'time-out'; readonly dueAt: Instant; readonly input: object };

/** Something that a process is told: an event that concerns it, or a time-out of its own. */
export interface Told<Input extends object> {
  /** The event's id, or one that follows from the time-out: what is told twice has the same. */
  readonly id: string;
  /** When it happened or was due, ISO 8601. */
  readonly at: string;
  readonly input: Input;
}

export type Reacted = { readonly asks: readonly ProcessAsk[] } | { readonly ignored: string };

/** How a process thinks, pure: what it asks for because of an input, and what it remembers of it. */
export interface ProcessRules<State, Input extends object> {
  readonly initialState: State;
  /** What is of no concern is ignored with a reason. */
  react(told: Told<Input>, state: State): Reacted;
  /** Of what was not ignored. */
  evolve(state: State, told: Told<Input>): State;
}

/** One entry of a process's own stream: what it took in, and what it asked for because of it. */
export interface ProcessEntry {
  readonly inputId: Uuid;
  readonly at: Instant;
  readonly input: object;
  readonly asks: readonly ProcessAsk[];
  /** Why nothing came of it; null when it was of concern. */
  readonly ignored: string | null;
}

export interface ProcessMemory<State> {
  readonly own: State;
  readonly taken: ReadonlyMap<string, ProcessEntry>;
}

/**
 * The process as a decider whose stream is its inbox and its outbox: an input is taken once, in the same append as what it
 * asks for, so that whoever finds it taken can send again exactly what was asked for then.
 */
export const inboxAndOutbox = <State, Input extends object, Type extends string>(
  type: Type,
  rules: ProcessRules<State, Input>,
): Decider<ProcessMemory<State>, Told<Input>, DomainEvent<Type, ProcessEntry>> => ({
  initialState: { own: rules.initialState, taken: new Map() },
  decide: (told, { own, taken }) => {
    if (taken.has(told.id)) return [];
    const reacted = rules.react(told, own);
    const { id: inputId, at, input } = told;
    const answer = 'ignored' in reacted ? { asks: [], ignored: reacted.ignored } : { ...reacted, ignored: null };
    return [{ type, data: { inputId, at, input, ...answer } }];
  },
  evolve: ({ own, taken }, { type: found, data }) => {
    if (found !== type) throw new TypeError(`${found} is no entry of this process`);
    // the stream holds under this type only what `decide` was told
    const told = { id: data.inputId, at: data.at, input: data.input as Input };
    return { own: data.ignored === null ? rules.evolve(own, told) : own, taken: new Map(taken).set(told.id, data) };
  },
});

/** A time-out this long after something happened. */
export const after = (at: string, milliseconds: number, input: object): ProcessAsk => ({
  kind: 'time-out',
  dueAt: new Date(Date.parse(at) + milliseconds).toISOString(),
  input,
});
