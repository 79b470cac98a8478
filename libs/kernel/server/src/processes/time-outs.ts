import { v5 as uuidV5 } from 'uuid';

import type { Decisions } from '../commands/decisions';
import type { Job, Jobs } from '../jobs/jobs';

import type { DurableProcess, TimeOutJob } from './durable-process';
import { reactionTo } from './reaction';

/** Brings time-outs back to the processes that asked for them, in whichever worker they come due. */
export class TimeOuts {
  private readonly processes = new Map<string, DurableProcess>();

  constructor(
    private readonly decisions: Decisions,
    private readonly jobs: Jobs,
  ) {}

  add(process: DurableProcess): void {
    this.processes.set(process.name, process);
  }

  async run({ id, data, correlationId }: Job<TimeOutJob>): Promise<void> {
    const process = this.processes.get(data.process);
    if (!process) throw new Error(`there is no process ${data.process} in this worker`);
    await process.timeOut(id, data, (causeId) => {
      const actor = { kind: 'system', id: data.process } as const;
      const context = { actor, now: new Date(), correlationId: correlationId ?? causeId, causationId: causeId };
      return reactionTo(causeId, { ...context, idSeed: uuidV5(data.process, causeId) }, this.decisions, this.jobs);
    });
  }
}
