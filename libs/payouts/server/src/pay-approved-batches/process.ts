import { ZERO, type Currency, type PayoutBatchId, type PayoutId } from '@max/kernel';
import { Decisions, defineProcess, Views, type Process, type Reaction, type RecordedEvent } from '@max/kernel/server';
import {
  payeeStream,
  payoutBatchStream,
  payoutStream,
  type PayoutLine,
  type PayoutsEvent,
} from '@max/payouts/contracts';
import { CannotReserve, NoSuchPayee, payee, payout, payoutBatch, type SkipReason } from '@max/payouts/domain';

import { balanceId, payeeBalances } from '../payee-balances/projection';

export const SEND_PAYOUT = 'send-payout';
export const RECLAIM_PAYOUT = 'reclaim-payout';
export interface PayoutJob {
  readonly payoutId: PayoutId;
}

/** Lines of a batch are of different payees: they don't wait for each other. */
const AT_ONCE = 16;

interface Parts {
  readonly decisions: Decisions;
  readonly views: Views;
}

/**
 * An approved batch becomes payouts: for each line the money is reserved on the payee's stream, then the payout is
 * requested, or skipped with a reason; each requested payout is sent by a job. Running an event again changes nothing.
 */
export const payApprovedBatches = (parts: Parts): Process =>
  defineProcess<PayoutsEvent>({
    name: 'pay-approved-batches',
    on: {
      'payouts.batch-approved.v1': async (event, reaction) => {
        const { state: batch } = await parts.decisions.load(payoutBatch, payoutBatchStream(event.data.batchId));
        if (batch.status === 'none') throw new Error(`batch ${event.data.batchId} has no events but was approved`);
        await parts.views.fresh(event.position, payeeBalances);
        for (let i = 0; i < batch.lines.length; i += AT_ONCE) {
          const begun = batch.lines
            .slice(i, i + AT_ONCE)
            .map((line) => begin(parts, reaction, batch.batchId, batch.currency, line));
          // all have ended before the event is tried again because one of them could not
          for (const outcome of await Promise.allSettled(begun)) {
            if (outcome.status === 'rejected') throw outcome.reason;
          }
        }
      },
      'payouts.payout-requested.v1': ({ data: { payoutId } }, { job }) =>
        job(SEND_PAYOUT, { payoutId } satisfies PayoutJob, { attempts: 8 }),
      'payouts.payout-failed.v1': reclaim,
      'payouts.payout-returned.v1': reclaim,
    },
  });

const reclaim = async ({ data }: RecordedEvent<PayoutsEvent>, { job }: Reaction): Promise<void> => {
  if ('payoutId' in data) await job(RECLAIM_PAYOUT, { payoutId: data.payoutId } satisfies PayoutJob, { attempts: 8 });
};

const begin = async (
  parts: Parts,
  { decide }: Reaction,
  batchId: PayoutBatchId,
  currency: Currency,
  { payoutId, payeeId, amount }: PayoutLine,
): Promise<void> => {
  const stream = payoutStream(payoutId);
  const { state: before } = await parts.decisions.load(payout, stream);
  if (before.status !== 'none') return;
  const payment = { payoutId, batchId, payeeId, amount, currency };

  const { document, position } = await parts.views.asOf(payeeBalances, balanceId(payeeId, currency));
  const known = { credited: document?.credited ?? ZERO, creditedAsOf: position.toString() };
  const reserve = { type: 'reserve', payoutId, batchId, currency, amount, ...known } as const;
  try {
    await decide(payee, payeeStream(payeeId), reserve);
  } catch (error) {
    await decide(payout, stream, { type: 'skip', ...payment, reason: skipFor(error) });
    return;
  }
  const { state } = await decide(payout, stream, { type: 'request', ...payment });
  // another worker was faster and had found too little: what was reserved here is given back
  if (state.status === 'skipped') {
    await decide(payee, payeeStream(payeeId), { type: 'release', payoutId, because: 'skipped' });
  }
};

/** @throws the error itself when it is no refusal but a fault, so that the event is tried again */
const skipFor = (error: unknown): SkipReason => {
  if (error instanceof CannotReserve) return error.skip;
  if (error instanceof NoSuchPayee) return 'no-payout-method';
  throw error;
};
