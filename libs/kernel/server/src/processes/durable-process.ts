import { inboxAndOutbox, type DomainEvent, type ProcessAsk, type ProcessRules, type Told } from '@max/kernel';
import { v5 as uuidV5 } from 'uuid';

import type { RecordedEvent } from '../event-store/event-store';

import type { Process, Reaction } from './process';

/** The queue of all time-outs; the job comes back to its process as an input. */
export const TIME_OUTS = 'time-outs';

export interface TimeOutJob {
  readonly process: string;
  readonly instance: string;
  readonly dueAt: string;
  readonly input: object;
}

/** A time-out is worth more tries than most: nothing else reminds the process. */
const TIME_OUT_ATTEMPTS = 20;

/** Namespace of the ids of time-outs as inputs; any UUID of our own. */
const TIME_OUT_IDS = '6f1c2b0a-4d53-5c1e-9d1e-3f8a7b6c5d4e';

type Routes<Event extends DomainEvent, Input extends object> = {
  readonly [Type in Event['type']]?: (event: RecordedEvent<Extract<Event, DomainEvent<Type>>>) => {
    readonly instance: string;
    readonly input: Input;
  };
};

interface Definition<Event extends DomainEvent, State, Input extends object> {
  readonly name: string;
  /** The type of the entries of its streams, declared in its context's manifest. */
  readonly entryType: string;
  readonly stream: (instance: string) => string;
  readonly rules: ProcessRules<State, Input>;
  /** Which instance an event is for, and what of it concerns it. */
  readonly on: Routes<Event, Input>;
  /** What the rules ask for by name; safe to repeat, as deciders are. */
  readonly commands?: Readonly<Record<string, (data: object, reaction: Reaction) => Promise<unknown>>>;
}

/**
 * A process whose own stream is its inbox and outbox. What it asks for is recorded in the append that takes the input, and
 * sent after it; a crash in between repeats the input, which is found taken, and all of it is sent again under the same ids.
 */
export interface DurableProcess extends Process {
  timeOut(jobId: string, job: TimeOutJob, reaction: (causeId: string) => Reaction): Promise<void>;
}

export const defineDurableProcess = <Event extends DomainEvent, State, Input extends object>(
  definition: Definition<Event, State, Input>,
): DurableProcess => {
  const { name, entryType, stream, rules, commands = {} } = definition;
  const decider = inboxAndOutbox(entryType, rules);

  const send = (ask: ProcessAsk, suffix: string, instance: string, reaction: Reaction): Promise<unknown> => {
    switch (ask.kind) {
      case 'command': {
        const command = commands[ask.name];
        if (!command) throw new Error(`the process ${name} has no command ${ask.name}`);
        return command(ask.data, reaction);
      }
      case 'job': {
        const { queue, data, attempts } = ask;
        return reaction.job(queue, data, { suffix, ...(attempts === undefined ? {} : { attempts }) });
      }
      case 'time-out': {
        const { dueAt, input } = ask;
        const job: TimeOutJob = { process: name, instance, dueAt, input };
        const delayMs = Math.max(0, Date.parse(dueAt) - Date.now());
        return reaction.job(TIME_OUTS, job, { suffix, delayMs, attempts: TIME_OUT_ATTEMPTS });
      }
    }
  };

  const tell = async (instance: string, told: Told<Input>, reaction: Reaction): Promise<void> => {
    const { state } = await reaction.decide(decider, stream(instance), told);
    const asks = state.taken.get(told.id)?.asks ?? [];
    for (const [i, ask] of asks.entries()) await send(ask, `${name}-${i}`, instance, reaction);
  };

  const routes = Object.entries(definition.on as unknown as Record<string, Route<Input>>);
  const on = routes.map(([type, route]): [string, Process['on'][string]] => [
    type,
    (event, reaction) => {
      const { instance, input } = route(event);
      return tell(instance, { id: event.id, at: event.metadata.occurredAt, input }, reaction);
    },
  ]);
  return {
    name,
    on: Object.fromEntries(on),
    timeOut: (jobId, { instance, dueAt, input }, reaction) => {
      const id = uuidV5(jobId, TIME_OUT_IDS);
      // it is what the rules themselves asked to be told
      return tell(instance, { id, at: dueAt, input: input as Input }, reaction(id));
    },
  };
};

type Route<Input extends object> = (event: RecordedEvent) => { instance: string; input: Input };
