import {
  add,
  compare,
  isNegative,
  isZero,
  never,
  subtract,
  ZERO,
  type Amount,
  type Currency,
  type Decider,
  type PayeeId,
  type PayoutId,
} from '@max/kernel';

import type { PayeeCommand } from './commands';
import {
  CreditsAreOld,
  NoPayoutMethod,
  NoSuchPayee,
  NotAPayment,
  NotEnoughCredited,
  PayeeExists,
  ReservationIsReleased,
} from './errors';
import type { PayeeEvent } from './events';

export interface Reservation {
  readonly currency: Currency;
  readonly amount: Amount;
  readonly released: boolean;
}

export interface RegisteredPayee {
  readonly status: 'registered';
  readonly payeeId: PayeeId;
  readonly name: string;
  /** The payment provider's account; null until the payee has said how to be paid. */
  readonly accountId: string | null;
  /** The provider's id of the bank account that was set last; null for an account that was brought along. */
  readonly bankAccountId: string | null;
  readonly reservations: Readonly<Record<PayoutId, Reservation>>;
  /** Per currency, what payouts hold or have taken for good. */
  readonly reserved: Readonly<Record<Currency, Amount>>;
  /** Log position of the newest credits that a reservation was decided on. */
  readonly creditedAsOf: string;
}

export type Payee = { readonly status: 'none' } | RegisteredPayee;

const register = (command: Extract<PayeeCommand, { type: 'register' }>, payee: Payee): PayeeEvent[] => {
  if (payee.status === 'none') {
    return [{ type: 'payouts.payee-registered.v1', data: { payeeId: command.payeeId, name: command.name } }];
  }
  if (payee.name === command.name) return [];
  throw new PayeeExists();
};

const reserve = (command: Extract<PayeeCommand, { type: 'reserve' }>, payee: RegisteredPayee): PayeeEvent[] => {
  const { type: _, ...asked } = command;
  const earlier = payee.reservations[asked.payoutId];
  if (earlier?.released) throw new ReservationIsReleased();
  if (earlier !== undefined) return [];
  if (isNegative(asked.amount) || isZero(asked.amount)) throw new NotAPayment(asked.amount);
  if (payee.accountId === null) throw new NoPayoutMethod();
  if (BigInt(asked.creditedAsOf) < BigInt(payee.creditedAsOf)) {
    throw new CreditsAreOld(asked.creditedAsOf, payee.creditedAsOf);
  }
  const available = subtract(asked.credited, payee.reserved[asked.currency] ?? ZERO);
  if (compare(available, asked.amount) < 0) throw new NotEnoughCredited(available, asked.amount);
  return [{ type: 'payouts.payout-reserved.v1', data: { payeeId: payee.payeeId, ...asked } }];
};

const decide = (command: PayeeCommand, payee: Payee): PayeeEvent[] => {
  if (command.type === 'register') return register(command, payee);
  if (payee.status === 'none') throw new NoSuchPayee();
  const { payeeId } = payee;
  switch (command.type) {
    case 'set-payout-method': {
      const { type: _, ...method } = command;
      if (payee.accountId === method.accountId && payee.bankAccountId === method.bankAccountId) return [];
      return [{ type: 'payouts.payout-method-set.v1', data: { payeeId, ...method } }];
    }
    case 'reserve':
      return reserve(command, payee);
    case 'release': {
      const { payoutId, because } = command;
      const reservation = payee.reservations[payoutId];
      if (reservation === undefined || reservation.released) return [];
      const { currency, amount } = reservation;
      return [{ type: 'payouts.reservation-released.v1', data: { payeeId, payoutId, currency, amount, because } }];
    }
    default:
      return never(command);
  }
};

const evolve = (payee: Payee, event: PayeeEvent): Payee => {
  if (event.type === 'payouts.payee-registered.v1') {
    const { payeeId, name } = event.data;
    return {
      status: 'registered',
      payeeId,
      name,
      accountId: null,
      bankAccountId: null,
      reservations: {},
      reserved: {},
      creditedAsOf: '0',
    };
  }
  if (payee.status === 'none') return payee;
  switch (event.type) {
    case 'payouts.payout-method-set.v1':
      return { ...payee, accountId: event.data.accountId, bankAccountId: event.data.bankAccountId };
    case 'payouts.payout-reserved.v1': {
      const { payoutId, currency, amount, creditedAsOf } = event.data;
      return {
        ...payee,
        reservations: { ...payee.reservations, [payoutId]: { currency, amount, released: false } },
        reserved: { ...payee.reserved, [currency]: add(payee.reserved[currency] ?? ZERO, amount) },
        creditedAsOf,
      };
    }
    case 'payouts.reservation-released.v1': {
      const { payoutId, currency, amount } = event.data;
      return {
        ...payee,
        reservations: { ...payee.reservations, [payoutId]: { currency, amount, released: true } },
        reserved: { ...payee.reserved, [currency]: subtract(payee.reserved[currency] ?? ZERO, amount) },
      };
    }
    default:
      return never(event);
  }
};

/**
 * Who gets paid, and what of the payee's money is promised. All payouts of a payee reserve on this one stream, so two
 * batches at once can't promise the same money: the second decision sees the first.
 */
export const payee: Decider<Payee, PayeeCommand, PayeeEvent> = { initialState: { status: 'none' }, decide, evolve };
