import { defineEvents } from '@max/kernel';

import type { PayoutsEvent } from './events';

const payee = { stream: 'payee-<payeeId>', since: '0.1.0' };
const batch = { stream: 'payoutBatch-<batchId>', since: '0.1.0' };
const payout = { stream: 'payout-<payoutId>', since: '0.1.0' };

export const payoutsEvents = defineEvents<PayoutsEvent>({
  context: 'payouts',
  union: 'PayoutsEvent',
  types: {
    'payouts.payee-registered.v1': {
      ...payee,
      says: 'Somebody can be owed money.',
      plainPersonalData: ['name'],
    },
    'payouts.payout-method-set.v1': { ...payee, says: 'How a payee is paid, by the ids of the payment provider.' },
    'payouts.payout-reserved.v1': { ...payee, says: 'Money of a payee is promised to a payout.' },
    'payouts.reservation-released.v1': { ...payee, says: 'A promise was taken back: the money can be paid out anew.' },
    'payouts.batch-drafted.v1': { ...batch, says: 'Payments were put together, and who gets none and why.' },
    'payouts.batch-revised.v1': { ...batch, says: 'Lines were taken out; an approval before is void.' },
    'payouts.batch-submitted.v1': { ...batch, says: 'The batch waits for a checker.' },
    'payouts.batch-approved.v1': { ...batch, says: 'Somebody else than its makers approved exactly these lines.' },
    'payouts.batch-rejected.v1': { ...batch, says: 'The checker sent the batch back, and why.' },
    'payouts.approval-refused.v1': { ...batch, says: 'An approval was not allowed, and why.' },
    'payouts.payout-requested.v1': { ...payout, says: 'One payment of an approved batch is to be made.' },
    'payouts.payout-skipped.v1': { ...payout, says: 'A line of the batch is not paid, and why; nothing was posted.' },
    'payouts.payout-sent.v1': { ...payout, says: 'The payment provider has taken the payment.' },
    'payouts.payout-outcome-unknown.v1': {
      ...payout,
      says: 'The provider did not answer: it is asked what happened, and nothing is sent again.',
    },
    'payouts.payout-paid.v1': { ...payout, says: 'The provider says that the bank has the money.' },
    'payouts.payout-failed.v1': { ...payout, says: 'The payment failed; its postings were reversed.' },
    'payouts.payout-returned.v1': { ...payout, says: 'The bank sent the money back after it was paid.' },
    'payouts.transfer-reversed.v1': { ...payout, says: 'The provider moved the money back to our account.' },
  },
});
