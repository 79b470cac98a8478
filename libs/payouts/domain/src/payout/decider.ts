import {
  never,
  type Amount,
  type Currency,
  type Decider,
  type PayeeId,
  type PayoutBatchId,
  type PayoutId,
} from '@max/kernel';

import { BANK, CLEARING, move, payeeAccount } from '../accounts';

import type { PayoutCommand } from './commands';
import { AnotherProviderPayout, NoSuchPayout, WrongPayoutState } from './errors';
import type { PayoutEvent, UnknownStep } from './events';

export interface RequestedPayout {
  readonly status: 'requested' | 'unknown' | 'in-transit' | 'paid' | 'failed' | 'returned';
  readonly payoutId: PayoutId;
  readonly batchId: PayoutBatchId;
  readonly payeeId: PayeeId;
  readonly amount: Amount;
  readonly currency: Currency;
  /** The step whose outcome nobody knows, while the payout is `unknown`. */
  readonly unknownStep: UnknownStep | null;
  /** Null until the provider's answer, or news of its payout, is on record. */
  readonly providerPayoutId: string | null;
  readonly sent: boolean;
  readonly reversed: boolean;
}

/**
 * `requested → in-transit → paid → returned`, or `failed` before it was paid. `unknown` is a state of its own: only
 * asking the provider leads out of it. News may come twice or in the wrong order (paid before sent, failed before
 * paid); each changes the ledger at most once.
 */
export type Payout = { readonly status: 'none' } | { readonly status: 'skipped'; payoutId: PayoutId } | RequestedPayout;

const ended = (payout: RequestedPayout): boolean => payout.status === 'failed' || payout.status === 'returned';

const sameAtProvider = (payout: RequestedPayout, told: string | null): void => {
  const known = payout.providerPayoutId;
  if (known !== null && told !== null && known !== told) throw new AnotherProviderPayout(known, told);
};

const paid = (command: Extract<PayoutCommand, { type: 'record-paid' }>, payout: RequestedPayout): PayoutEvent[] => {
  sameAtProvider(payout, command.providerPayoutId);
  // a failure is the provider's last word: when it came first, the news of the payment is only late
  if (payout.status === 'paid' || ended(payout)) return [];
  const { type: _, ...data } = command;
  const { payoutId, payeeId, amount, currency } = payout;
  const postings = move(CLEARING, BANK, amount, currency);
  return [{ type: 'payouts.payout-paid.v1', data: { payoutId, payeeId, ...data, postings } }];
};

const failed = (command: Extract<PayoutCommand, { type: 'record-failed' }>, payout: RequestedPayout): PayoutEvent[] => {
  sameAtProvider(payout, command.providerPayoutId);
  if (ended(payout)) return [];
  const { code, reason } = command;
  const { payoutId, payeeId, amount, currency } = payout;
  const data = (from: string) => ({
    payoutId,
    payeeId,
    code,
    reason,
    postings: move(from, payeeAccount(payeeId), amount, currency),
  });
  return payout.status === 'paid'
    ? [{ type: 'payouts.payout-returned.v1', data: data(BANK) }]
    : [{ type: 'payouts.payout-failed.v1', data: data(CLEARING) }];
};

const begin = (command: Extract<PayoutCommand, { type: 'request' | 'skip' }>, payout: Payout): PayoutEvent[] => {
  if (payout.status !== 'none') return []; // decided before, either way
  const { type, ...payment } = command;
  if (type === 'skip') return [{ type: 'payouts.payout-skipped.v1', data: { ...payment, reason: command.reason } }];
  const postings = move(payeeAccount(payment.payeeId), CLEARING, payment.amount, payment.currency);
  return [{ type: 'payouts.payout-requested.v1', data: { ...payment, postings } }];
};

const decide = (command: PayoutCommand, payout: Payout): PayoutEvent[] => {
  if (command.type === 'request' || command.type === 'skip') return begin(command, payout);
  if (payout.status === 'none') throw new NoSuchPayout();
  if (payout.status === 'skipped') throw new WrongPayoutState(command.type, payout.status);
  const { payoutId, payeeId } = payout;
  switch (command.type) {
    case 'record-sent': {
      sameAtProvider(payout, command.providerPayoutId);
      if (payout.sent) return [];
      const { type: _, ...data } = command;
      return [{ type: 'payouts.payout-sent.v1', data: { payoutId, ...data } }];
    }
    case 'record-unknown': {
      const { step, reason } = command;
      const later = payout.status === 'unknown' && payout.unknownStep === 'transfer' && step === 'payout';
      if (payout.status !== 'requested' && !later) return []; // known by now

      return [{ type: 'payouts.payout-outcome-unknown.v1', data: { payoutId, step, reason } }];
    }
    case 'record-paid':
      return paid(command, payout);
    case 'record-failed':
      return failed(command, payout);
    case 'record-reversed': {
      if (payout.reversed) return [];
      if (!ended(payout)) throw new WrongPayoutState('reversed', payout.status);
      const { type: _, ...data } = command;
      return [{ type: 'payouts.transfer-reversed.v1', data: { payoutId, payeeId, ...data } }];
    }
    default:
      return never(command);
  }
};

const evolve = (payout: Payout, event: PayoutEvent): Payout => {
  if (event.type === 'payouts.payout-requested.v1') {
    const { postings: _, ...payment } = event.data;
    return { status: 'requested', ...payment, unknownStep: null, providerPayoutId: null, sent: false, reversed: false };
  }
  if (event.type === 'payouts.payout-skipped.v1') return { status: 'skipped', payoutId: event.data.payoutId };
  if (payout.status === 'none' || payout.status === 'skipped') return payout;
  switch (event.type) {
    case 'payouts.payout-sent.v1': {
      const waiting = payout.status === 'requested' || payout.status === 'unknown';
      const { providerPayoutId } = event.data;
      return { ...payout, status: waiting ? 'in-transit' : payout.status, sent: true, providerPayoutId };
    }
    case 'payouts.payout-outcome-unknown.v1':
      return { ...payout, status: 'unknown', unknownStep: event.data.step };
    case 'payouts.payout-paid.v1':
      return { ...payout, status: 'paid', providerPayoutId: event.data.providerPayoutId };
    case 'payouts.payout-failed.v1':
      return { ...payout, status: 'failed' };
    case 'payouts.payout-returned.v1':
      return { ...payout, status: 'returned' };
    case 'payouts.transfer-reversed.v1':
      return { ...payout, reversed: true };
    default:
      return never(event);
  }
};

export const payout: Decider<Payout, PayoutCommand, PayoutEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
