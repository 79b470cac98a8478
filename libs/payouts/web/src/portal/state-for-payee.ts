import { dateText, type PayoutDto } from '@max/web';

const because = (payout: PayoutDto): string => (payout.reason ? ` (${payout.reason})` : '');

/** Where a payout stands, in the words of someone waiting for money. */
export const stateForPayee = (payout: PayoutDto): string => {
  switch (payout.state) {
    case 'pending':
      return 'Being prepared.';
    case 'in-transit':
      return payout.arrivalDate ? `At your bank by ${dateText(payout.arrivalDate)}.` : 'On its way to your bank.';
    case 'paid':
      return payout.paidAt ? `At your bank since ${dateText(payout.paidAt)}.` : 'At your bank.';
    case 'failed':
      return `Your bank did not take it${because(payout)}. The money is back on your balance.`;
    case 'returned':
      return `Your bank sent it back${because(payout)}. The money is back on your balance.`;
    case 'unknown':
      return 'We are asking the bank what became of it. It is never sent twice.';
    case 'skipped':
      return `Not paid this time${because(payout)}. The money stays on your balance.`;
  }
};
