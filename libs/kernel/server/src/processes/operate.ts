import type { Connection } from 'mongoose';

import type { VersionedEventStore } from '../events/versioned-event-store';
import { DeadLetters, NoSuchDeadLetter, type DeadLetter } from '../projections/dead-letters';
import { ProcessorStatuses } from '../projections/processor-status';
import type { Projection } from '../projections/projection';
import { readableEvents } from '../projections/readable-events';
import { ViewBuilds } from '../projections/view-builds';
import { ViewWriter } from '../projections/view-writer';

export const OPERATE_HELP = `Usage: node dist/apps/worker/main.js [command]

Without a command it works. The commands, which end at once:
  status                            how every view, process and reader of the log stands
  rebuild <view>                    makes a view anew beside the one that is read
  dead-letters                      events that views went on without
  retry <dead letter>               tries one again; when it is handled now, the view is made anew
  dismiss <dead letter> <reason …>  the view is right without it`;

interface Parts {
  readonly store: VersionedEventStore;
  readonly mongo: Connection;
  readonly projections: readonly Projection<never>[];
  readonly say: (line: string) => void;
}

/** What a person asks of the views, from the command line. @returns the exit status */
export const operate = async ([command, ...args]: readonly string[], parts: Parts): Promise<number> => {
  const { store, mongo, projections, say } = parts;
  await mongo.asPromise();
  const [letters, builds] = [new DeadLetters(mongo), new ViewBuilds(mongo)];
  const viewNamed = (name: string | undefined) => projections.find((view) => view.name === name);
  switch (command) {
    case 'status':
      for (const status of await new ProcessorStatuses(store, mongo).all()) say(JSON.stringify(status));
      return 0;
    case 'rebuild': {
      const view = viewNamed(args[0]);
      if (!view)
        return refuse(say, `there is no view ${args[0] ?? ''}: ${projections.map(({ name }) => name).join(', ')}`);
      say(`${view.name} is being built in ${(await builds.rebuild(view)).collection}`);
      return 0;
    }
    case 'dead-letters':
      for (const letter of await letters.open()) say(JSON.stringify(letter));
      return 0;
    case 'retry': {
      const letter = (await letters.open()).find(({ _id }) => _id === args[0]);
      const view = viewNamed(letter?.view);
      if (!letter || !view)
        return refuse(say, `there is no open dead letter ${args[0] ?? ''} of a view of this version`);
      const error = await stillFailing(parts, view, letter);
      if (error !== undefined) return refuse(say, `it can't be handled yet: ${String(error)}`);
      say(`it can be handled: ${view.name} is being built in ${(await builds.rebuild(view)).collection}`);
      return 0;
    }
    case 'dismiss': {
      const [id = '', ...words] = args;
      if (words.length === 0) return refuse(say, 'a reason is needed');
      try {
        await letters.dismiss(id, words.join(' '));
      } catch (error) {
        if (error instanceof NoSuchDeadLetter) return refuse(say, error.message);
        throw error;
      }
      say(`${id} is dismissed`);
      return 0;
    }
    default:
      return refuse(say, OPERATE_HELP);
  }
};

const refuse = (say: (line: string) => void, line: string): 1 => {
  say(line);
  return 1;
};

/** Tries the event with nothing written; what fails is counted as one more attempt. Answers the error. */
const stillFailing = async ({ store, mongo }: Parts, view: Projection<never>, letter: DeadLetter): Promise<unknown> => {
  const handlers = (view as unknown as Projection).on;
  for await (const event of store.stored.readAll({ after: BigInt(letter.position) - 1n, max: 1 })) {
    try {
      const today = readableEvents(handlers, store.types)(event);
      const writer = new ViewWriter(mongo.collection(letter.processor));
      if (today) await writer.apply(today, (documents) => handlers[today.type]?.(today, documents));
      return undefined;
    } catch (error) {
      await new DeadLetters(mongo).add(letter, event, error, letter.documents);
      return error;
    }
  }
  return new Error('the log does not hold the event any more');
};
