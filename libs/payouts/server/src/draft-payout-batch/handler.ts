import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError, isZero, ZERO, type Currency, type PayeeId, type PayoutBatchId } from '@max/kernel';
import { created, Decisions, EVENT_STORE, idFor, Views, type Created, type EventStore } from '@max/kernel/server';
import { payoutBatchStream } from '@max/payouts/contracts';
import { payoutBatch } from '@max/payouts/domain';

import { PAYOUT_RULES, type PayoutRules } from '../config/payout-rules';
import { availableOf, payeeBalances } from '../payee-balances/projection';
import { payees, type PayeeView } from '../payees/projection';

import { chooseLines, type Candidate } from './choose-lines';
import { DraftPayoutBatch } from './command';

export class UnknownPayees extends DomainError {
  readonly type = 'unknown-payees';
  readonly kind = 'invalid';
  constructor(payeeIds: readonly string[]) {
    super(`there are no such payees: ${payeeIds.slice(0, 10).join(', ')}`, { payeeIds: payeeIds.slice(0, 100) });
  }
}

/** Drafts on the newest balances there are; whether the money is still there is decided when the batch is paid. */
@CommandHandler(DraftPayoutBatch)
export class DraftPayoutBatchHandler implements ICommandHandler<DraftPayoutBatch> {
  constructor(
    private readonly decisions: Decisions,
    private readonly views: Views,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PAYOUT_RULES) private readonly rules: PayoutRules,
  ) {}

  async execute({ currency, payeeIds, by, context }: DraftPayoutBatch): Promise<Created> {
    await this.views.fresh(await this.store.head(), payees, payeeBalances);
    const candidates = await this.candidates(currency, payeeIds);
    const minimum = this.rules.minimums.get(currency) ?? this.rules.defaultMinimum;
    const batchId = idFor<PayoutBatchId>(context, 'payout-batch');
    const command = { type: 'draft', batchId, currency, by, ...chooseLines(candidates, currency, minimum) } as const;
    return created(batchId, await this.decisions.decide(payoutBatch, payoutBatchStream(batchId), command, context));
  }

  private async candidates(currency: Currency, payeeIds: readonly string[] | undefined): Promise<Candidate[]> {
    const wanted = payeeIds === undefined ? {} : { payeeId: { $in: [...payeeIds] } };
    const found = await this.views.all(payeeBalances, { currency, ...wanted });
    const available = new Map(found.map((balance) => [balance.payeeId, availableOf(balance)]));
    const asked = payeeIds ?? [...available].filter(([, amount]) => !isZero(amount)).map(([payeeId]) => payeeId);
    const known = await this.views.all(payees, { _id: { $in: [...asked] } });
    const methods = new Map(known.map((payee) => [payee.id, methodFor(payee, currency)]));
    const strangers = (payeeIds ?? []).filter((id) => !methods.has(id));
    if (strangers.length > 0) throw new UnknownPayees(strangers);
    return [...new Set(asked)].map((payeeId) => ({
      payeeId: payeeId as PayeeId,
      available: available.get(payeeId) ?? ZERO,
      method: methods.get(payeeId) ?? 'none',
    }));
  }
}

const methodFor = ({ accountId, takes }: PayeeView, currency: Currency): Candidate['method'] => {
  if (accountId === null) return 'none';
  return takes === null || takes.includes(currency) ? 'fits' : 'other-currency';
};
