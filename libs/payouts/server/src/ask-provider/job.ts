import { Inject, Injectable } from '@nestjs/common';
import { JOBS, type Jobs } from '@max/kernel/server';

import { PAYOUT_RULES, type PayoutRules } from '../config/payout-rules';

import { PayoutWatch } from './watch';

export const ASK_PROVIDER = 'ask-provider';

/** Runs the watch in rounds: each job asks for the next, and its id is the time, so that many workers make one chain. */
@Injectable()
export class AskProvider {
  constructor(
    private readonly watch: PayoutWatch,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(PAYOUT_RULES) private readonly rules: PayoutRules,
  ) {}

  async run(): Promise<void> {
    try {
      await this.watch.round(new Date());
    } finally {
      await this.next();
    }
  }

  /** Asks for the next round; a round that somebody else has asked for is the same one. */
  async next(): Promise<void> {
    const { askEveryMs } = this.rules;
    const round = Math.floor(Date.now() / askEveryMs) + 1;
    await this.jobs.add(ASK_PROVIDER, `round-${round}`, {}, { delayMs: round * askEveryMs - Date.now(), attempts: 1 });
  }
}
