import {
  amount,
  balances,
  currency,
  isZero,
  type PayeeId,
  type PayoutBatchId,
  type PayoutId,
  type Posting,
} from '@max/kernel';
import { given } from '@max/kernel/testing';

import type { PayoutCommand } from './commands';
import { payout } from './decider';
import { AnotherProviderPayout, NoSuchPayout, WrongPayoutState } from './errors';
import type { PayoutEvent } from './events';

const payoutId = 'payout-1' as PayoutId;
const payeeId = 'payee-1' as PayeeId;
const EUR = currency('EUR');
const payment = { payoutId, batchId: 'batch-1' as PayoutBatchId, payeeId, amount: amount('12.34'), currency: EUR };
const post = (from: string, to: string): Posting[] => [
  { account: from, currency: EUR, amount: amount('-12.34') },
  { account: to, currency: EUR, amount: amount('12.34') },
];

const request = { type: 'request', ...payment } as const;
const skip = { type: 'skip', ...payment, reason: 'no-payout-method' } as const;
const recordSent = {
  type: 'record-sent',
  providerTransferId: 'tr_1',
  providerPayoutId: 'po_1',
  arrivalDate: '2026-12-01',
} as const;
const recordUnknown = { type: 'record-unknown', step: 'transfer', reason: 'no answer in time' } as const;
const recordPaid = {
  type: 'record-paid',
  providerPayoutId: 'po_1',
  traceId: 'T1',
  paidAt: '2026-12-01T10:00:00.000Z',
} as const;
const recordFailed = {
  type: 'record-failed',
  providerPayoutId: 'po_1',
  code: 'account_closed',
  reason: 'The bank account has been closed.',
} as const;
const recordReversed = { type: 'record-reversed', providerTransferId: 'tr_1', providerReversalId: 'trr_1' } as const;

const requested: PayoutEvent = {
  type: 'payouts.payout-requested.v1',
  data: { ...payment, postings: post('payee:payee-1', 'clearing:payouts') },
};
const skipped: PayoutEvent = { type: 'payouts.payout-skipped.v1', data: { ...payment, reason: 'no-payout-method' } };
const sent: PayoutEvent = {
  type: 'payouts.payout-sent.v1',
  data: { payoutId, providerTransferId: 'tr_1', providerPayoutId: 'po_1', arrivalDate: '2026-12-01' },
};
const unknown: PayoutEvent = {
  type: 'payouts.payout-outcome-unknown.v1',
  data: { payoutId, step: 'transfer', reason: 'no answer in time' },
};
const paid: PayoutEvent = {
  type: 'payouts.payout-paid.v1',
  data: {
    payoutId,
    payeeId,
    providerPayoutId: 'po_1',
    traceId: 'T1',
    paidAt: '2026-12-01T10:00:00.000Z',
    postings: post('clearing:payouts', 'bank:stripe'),
  },
};
const failure = (from: string) => ({
  payoutId,
  payeeId,
  code: 'account_closed',
  reason: 'The bank account has been closed.',
  postings: post(from, 'payee:payee-1'),
});
const failed: PayoutEvent = { type: 'payouts.payout-failed.v1', data: failure('clearing:payouts') };
const returned: PayoutEvent = { type: 'payouts.payout-returned.v1', data: failure('bank:stripe') };
const reversed: PayoutEvent = {
  type: 'payouts.transfer-reversed.v1',
  data: { payoutId, payeeId, providerTransferId: 'tr_1', providerReversalId: 'trr_1' },
};

describe('a payout', () => {
  it('is requested once or skipped once', () => {
    given(payout).when(request).then(requested);
    given(payout).when(skip).then(skipped);
    given(payout, requested).when(request).thenNothing();
    given(payout, requested).when(skip).thenNothing();
    given(payout, skipped).when(request).thenNothing();
  });

  it('is sent, paid, and may come back', () => {
    given(payout, requested).when(recordSent).then(sent);
    given(payout, requested, sent).when(recordPaid).then(paid);
    given(payout, requested, sent, paid).when(recordFailed).then(returned);
  });

  it('fails on its way', () => {
    given(payout, requested, sent).when(recordFailed).then(failed);
    given(payout, requested)
      .when({ ...recordFailed, providerPayoutId: null })
      .then(failed);
  });

  it('takes no news twice', () => {
    given(payout, requested, sent).when(recordSent).thenNothing();
    given(payout, requested, sent, paid).when(recordPaid).thenNothing();
    given(payout, requested, sent, failed).when(recordFailed).thenNothing();
    given(payout, requested, sent, paid, returned).when(recordFailed).thenNothing();
    given(payout, requested, sent, paid, returned).when(recordPaid).thenNothing();
    given(payout, requested, unknown).when(recordUnknown).thenNothing();
  });

  it('takes news in the wrong order', () => {
    given(payout, requested).when(recordPaid).then(paid);
    given(payout, requested, paid).when(recordSent).then(sent);
    given(payout, requested, paid, sent).when(recordFailed).then(returned);
    given(payout, requested, sent, failed).when(recordPaid).thenNothing();
    given(payout, requested, paid).when(recordUnknown).thenNothing();
  });

  it('of unknown outcome waits until the provider says what became of it', () => {
    given(payout, requested).when(recordUnknown).then(unknown);
    given(payout, requested, unknown).when(request).thenNothing();
    given(payout, requested, unknown).when(recordSent).then(sent);
    given(payout, requested, unknown).when(recordPaid).then(paid);
    given(payout, requested, unknown).when(recordFailed).then(failed);
    given(payout, requested, sent).when(recordUnknown).thenNothing();
  });

  it('may be unknown in its second step once the first is known', () => {
    const second = { ...recordUnknown, step: 'payout' } as const;
    const secondUnknown: PayoutEvent = {
      type: 'payouts.payout-outcome-unknown.v1',
      data: { payoutId, step: 'payout', reason: 'no answer in time' },
    };
    given(payout, requested, unknown).when(second).then(secondUnknown);
    given(payout, requested, unknown, secondUnknown).when(second).thenNothing();
    given(payout, requested, unknown, secondUnknown).when(recordUnknown).thenNothing();
  });

  it("is not mixed up with another of the provider's payouts", () => {
    const other = 'po_2';
    given(payout, requested, sent)
      .when({ ...recordPaid, providerPayoutId: other })
      .thenRefused(AnotherProviderPayout);
    given(payout, requested, sent)
      .when({ ...recordFailed, providerPayoutId: other })
      .thenRefused(AnotherProviderPayout);
    given(payout, requested, paid)
      .when({ ...recordSent, providerPayoutId: other })
      .thenRefused(AnotherProviderPayout);
  });

  it('has its money taken back after a failure, once', () => {
    given(payout, requested, sent, failed).when(recordReversed).then(reversed);
    given(payout, requested, sent, paid, returned).when(recordReversed).then(reversed);
    given(payout, requested, sent, failed, reversed).when(recordReversed).thenNothing();
    given(payout, requested, sent, paid).when(recordReversed).thenRefused(WrongPayoutState);
  });

  it('that was never requested has no news', () => {
    given(payout).when(recordPaid).thenRefused(NoSuchPayout);
    given(payout, skipped).when(recordPaid).thenRefused(WrongPayoutState);
  });
});

describe('the ledger of a payout', () => {
  const news: PayoutCommand[] = [recordSent, recordUnknown, recordPaid, recordFailed, recordReversed];

  // every order and repetition of up to five pieces of news
  it('is balanced, and the payee has lost the amount or got it back, whatever comes in whatever order', () => {
    const walk = (state: ReturnType<typeof payout.evolve>, postings: Posting[], depth: number): void => {
      const byAccount = new Map<string, number>();
      for (const posting of postings) {
        byAccount.set(
          posting.account,
          Math.round(((byAccount.get(posting.account) ?? 0) + Number(posting.amount)) * 100) / 100,
        );
      }
      expect([...balances(postings).values()].every(isZero)).toBe(true);
      const back = state.status === 'failed' || state.status === 'returned';
      expect(byAccount.get('payee:payee-1')).toBe(back ? 0 : -12.34);
      expect(byAccount.get('bank:stripe') ?? 0).toBe(state.status === 'paid' ? 12.34 : 0);
      if (depth === 0) return;
      for (const command of news) {
        let events: PayoutEvent[];
        try {
          events = payout.decide(command, state);
        } catch (error) {
          expect(error).toBeInstanceOf(WrongPayoutState);
          continue;
        }
        const more = events.flatMap(({ data }) => ('postings' in data ? data.postings : []));
        walk(events.reduce(payout.evolve, state), [...postings, ...more], depth - 1);
      }
    };
    walk(payout.evolve({ status: 'none' }, requested), post('payee:payee-1', 'clearing:payouts'), 5);
  });
});
