import type { CommandContext } from '../commands/command-context';
import type { Decisions } from '../commands/decisions';
import type { Jobs } from '../jobs/jobs';

import type { Reaction } from './process';

/** What may be done because of an event or a time-out: jobs have its id, so that asking twice adds one. */
export const reactionTo = (causeId: string, context: CommandContext, decisions: Decisions, jobs: Jobs): Reaction => ({
  decide: (decider, stream, command) => decisions.decide(decider, stream, command, context),
  job: (queue, data, { suffix, ...options } = {}) =>
    jobs.add(queue, suffix === undefined ? causeId : `${causeId}-${suffix}`, data, {
      correlationId: context.correlationId,
      ...options,
    }),
});
