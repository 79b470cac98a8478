import { setTimeout as wait } from 'node:timers/promises';

import { Problem } from '../../tools/demo/api-client.mjs';
import { StepFailed } from '../../tools/demo/step-failed.mjs';
import { signIn } from '../../tools/demo/steps/people.mjs';

const WITHIN_MS = 240_000;

/** Faults that a killed process explains: no answer, a broken one, or the server saying that a part is away. */
const isDisturbance = (error) =>
  error instanceof Problem ? error.status >= 500 : !(error instanceof StepFailed) && error.name !== 'AssertionError';

/**
 * Plays steps of the demo while processes die. A step that is disturbed is played again, as a person would repeat it, by
 * which everything that it had done already must be found done.
 * @param {[name: string, step: Function, kills: number][]} steps how many processes die in each, of three in turn
 * @returns {Promise<number>} how often a step was disturbed
 */
export const playThrough = async (steps, context, killer) => {
  let disturbed = 0;
  for (const [name, step, kills] of steps) {
    killer.during(kills);
    const end = Date.now() + WITHIN_MS;
    for (;;) {
      try {
        const people = await signIn(context);
        const { text, ...result } = await step({ ...context, people });
        context.state.finish(name, result);
        context.say(`✓ ${text}`);
        break;
      } catch (error) {
        if (!isDisturbance(error) || Date.now() > end) throw error;
        disturbed += 1;
        context.say(`  disturbed in ${name}: ${error.message.slice(0, 120)}`);
        await wait(200);
      }
    }
  }
  return disturbed;
};
