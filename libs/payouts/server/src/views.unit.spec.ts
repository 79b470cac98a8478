import { amount, currency, type PayeeId, type PayoutBatchId, type PayoutId, type UserId } from '@max/kernel';
import type { Documents, Projection, RecordedEvent } from '@max/kernel/server';
import type { PayoutsEvent } from '@max/payouts/contracts';
import { contentHashOf, move } from '@max/payouts/domain';

import { availableOf, balanceId, heldOf, payeeBalances, type BalanceView } from './payee-balances/projection';
import { payees } from './payees/projection';
import { payoutBatches } from './payout-batches/projection';
import { payouts } from './payouts/projection';
import { postings } from './postings/projection';

const USD = currency('USD');
const payeeId = 'a' as PayeeId;
const batchId = 'batch' as PayoutBatchId;
const payoutId = 'payout' as PayoutId;
const by = 'user' as UserId;
const payment = { payoutId, batchId, payeeId, amount: amount('7.00'), currency: USD };
const line = { payoutId, payeeId, amount: payment.amount };
const contentHash = contentHashOf(USD, [line]);
const [PAYEE, CLEARING, BANK] = ['payee:a', 'clearing:payouts', 'bank:stripe'];
const moved = (from: string, to: string) => move(from, to, payment.amount, USD);
const failure = { payoutId, payeeId, code: 'account_closed', reason: 'closed' };

/** One of each type; the compiler asks for a new one. */
const data: { [E in PayoutsEvent as E['type']]: E['data'] } = {
  'payouts.payee-registered.v1': { payeeId, name: 'Ann' },
  'payouts.payout-method-set.v1': {
    payeeId,
    provider: 'stripe',
    accountId: 'acct_1',
    bankAccountId: 'ba_1',
    currency: USD,
  },
  'payouts.batch-drafted.v1': { batchId, currency: USD, maker: by, lines: [line], skipped: [], contentHash },
  'payouts.batch-revised.v1': { batchId, by, lines: [line], contentHash },
  'payouts.batch-submitted.v1': { batchId, by, contentHash },
  'payouts.approval-refused.v1': { batchId, by, because: 'maker-is-checker' },
  'payouts.batch-approved.v1': { batchId, by, contentHash },
  'payouts.batch-rejected.v1': { batchId, by, reason: 'no' },
  'payouts.payout-reserved.v1': { ...payment, credited: amount('7.5'), creditedAsOf: '1' },
  'payouts.payout-requested.v1': { ...payment, postings: moved(PAYEE, CLEARING) },
  'payouts.payout-skipped.v1': { ...payment, payoutId: 'other' as PayoutId, reason: 'below-minimum' },
  'payouts.payout-outcome-unknown.v1': { payoutId, step: 'payout', reason: 'no answer' },
  'payouts.payout-sent.v1': {
    payoutId,
    providerTransferId: 'tr_1',
    providerPayoutId: 'po_1',
    arrivalDate: '2026-12-01',
  },
  'payouts.payout-paid.v1': {
    payoutId,
    payeeId,
    providerPayoutId: 'po_1',
    traceId: 'T',
    paidAt: '2026-12-01T00:00:00.000Z',
    postings: moved(CLEARING, BANK),
  },
  'payouts.payout-returned.v1': { ...failure, postings: moved(BANK, PAYEE) },
  'payouts.payout-failed.v1': { ...failure, postings: moved(CLEARING, PAYEE) },
  'payouts.transfer-reversed.v1': { payoutId, payeeId, providerTransferId: 'tr_1', providerReversalId: 'trr_1' },
  'payouts.reservation-released.v1': { payeeId, payoutId, currency: USD, amount: payment.amount, because: 'returned' },
};
const credit = {
  statementId: 's',
  postings: [
    { account: 'receivable:x', currency: USD, amount: amount('-7.5') },
    { account: PAYEE, currency: USD, amount: amount('4.5') },
    { account: PAYEE, currency: USD, amount: amount('3.0') },
  ],
};
const log: [string, object][] = [['royalties.statement-booked.v1', credit], ...Object.entries(data)];
const upTo = (type: keyof typeof data) => log.slice(0, log.findIndex(([name]) => name === type) + 1);

const recorded = ([type, eventData]: [string, object], i: number): RecordedEvent => ({
  id: `event-${i}`,
  type,
  stream: 's',
  revision: i,
  position: BigInt(i + 1),
  recordedAt: '2026-11-01T00:00:00.000Z',
  data: eventData,
  metadata: {
    actor: { kind: 'user', id: by },
    occurredAt: '2026-11-01T00:00:00.000Z',
    correlationId: 'c',
    causationId: 'c',
    schemaVersion: 1,
  },
});

/** Documents in memory with the kernel's rule: one that has seen an event is not changed by it again. */
const play = async (
  view: Projection<never>,
  events: [string, object][],
  times: number,
): Promise<Map<string, unknown>> => {
  const documents = new Map<string, unknown>();
  const seen = new Map<string, bigint>();
  for (let time = 0; time < times; time++) {
    for (const [i, entry] of events.entries()) {
      const event = recorded(entry, i);
      const writer: Documents<never> = {
        change: (id, next) => {
          if ((seen.get(id) ?? 0n) >= event.position) return Promise.resolve();
          documents.set(id, next(documents.get(id) as never));
          seen.set(id, event.position);
          return Promise.resolve();
        },
      };
      await view.on[event.type]?.(event, writer);
    }
  }
  return documents;
};

describe('the views', () => {
  it.each([payees, payeeBalances, postings, payoutBatches, payouts].map((view) => [view.name, view] as const))(
    '%s are the same after every event came twice',
    async (_, view) => {
      const once = await play(view, log, 1);
      expect(once.size).toBeGreaterThan(0);
      expect(await play(view, log, 2)).toEqual(once);
    },
  );

  const stages = [
    ['payouts.payee-registered.v1', '7.5', '0'],
    ['payouts.payout-reserved.v1', '0.50', '7.00'],
    ['payouts.payout-sent.v1', '0.50', '7.00'],
    ['payouts.payout-paid.v1', '0.50', '0.00'],
    ['payouts.payout-returned.v1', '0.50', '7.00'],
    ['payouts.reservation-released.v1', '7.50', '0.00'],
  ] as const;
  it.each(stages)('after %s have %s available and %s held', async (type, available, held) => {
    const documents = await play(payeeBalances, upTo(type), 1);
    const balance = documents.get(balanceId(payeeId, USD)) as BalanceView;
    expect([availableOf(balance), heldOf(balance)]).toEqual([available, held]);
  });

  it('show each state of a payout', async () => {
    const states: string[] = [];
    for (const type of Object.keys(data) as (keyof typeof data)[]) {
      const payout = (await play(payouts, upTo(type), 1)).get(payoutId) as { state: string } | undefined;
      if (payout && payout.state !== states.at(-1)) states.push(payout.state);
    }
    expect(states).toEqual(['pending', 'unknown', 'in-transit', 'paid', 'returned', 'failed']);
  });
});
