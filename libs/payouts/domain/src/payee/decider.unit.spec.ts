import { amount, currency, fold, type PayeeId, type PayoutBatchId, type PayoutId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import type { PayeeCommand } from './commands';
import { payee } from './decider';
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

const payeeId = 'payee-1' as PayeeId;
const batchId = 'batch-1' as PayoutBatchId;
const EUR = currency('EUR');
const registered: PayeeEvent = { type: 'payouts.payee-registered.v1', data: { payeeId, name: 'Ann' } };
const methodSet: PayeeEvent = {
  type: 'payouts.payout-method-set.v1',
  data: { payeeId, provider: 'stripe', accountId: 'acct_1', bankAccountId: 'ba_1', currency: EUR },
};

type Reserve = Extract<PayeeCommand, { type: 'reserve' }>;
const reserve = (payout: string, value: string, credited = '100.005', asOf = '10'): Reserve => ({
  type: 'reserve',
  payoutId: payout as PayoutId,
  batchId,
  currency: EUR,
  amount: amount(value),
  credited: amount(credited),
  creditedAsOf: asOf,
});
const reserved = (...command: Parameters<typeof reserve>): PayeeEvent => {
  const { type: _, ...data } = reserve(...command);
  return { type: 'payouts.payout-reserved.v1', data: { payeeId, ...data } };
};
const released = (payout: string, value: string): PayeeEvent => ({
  type: 'payouts.reservation-released.v1',
  data: { payeeId, payoutId: payout as PayoutId, currency: EUR, amount: amount(value), because: 'failed' },
});
const release = (payout: string) => ({ type: 'release', payoutId: payout as PayoutId, because: 'failed' }) as const;

describe('a payee', () => {
  it('is registered once', () => {
    given(payee).when({ type: 'register', payeeId, name: 'Ann' }).then(registered);
    given(payee, registered).when({ type: 'register', payeeId, name: 'Ann' }).thenNothing();
    given(payee, registered).when({ type: 'register', payeeId, name: 'Bob' }).thenRefused(PayeeExists);
  });

  it('says how to be paid, and may change it', () => {
    const set = {
      type: 'set-payout-method',
      provider: 'stripe',
      accountId: 'acct_1',
      bankAccountId: 'ba_1',
      currency: EUR,
    } as const;
    given(payee, registered).when(set).then(methodSet);
    given(payee, registered, methodSet).when(set).thenNothing();
    given(payee, registered, methodSet)
      .when({ ...set, bankAccountId: 'ba_2' })
      .then({
        type: 'payouts.payout-method-set.v1',
        data: { payeeId, provider: 'stripe', accountId: 'acct_1', bankAccountId: 'ba_2', currency: EUR },
      });
    given(payee).when(set).thenRefused(NoSuchPayee);
  });
});

describe('a reservation', () => {
  const ready = [registered, methodSet] as const;

  it('is made for credited money', () => {
    given(payee, ...ready)
      .when(reserve('p1', '100.00'))
      .then(reserved('p1', '100.00'));
    given(payee, ...ready, reserved('p1', '100.00'))
      .when(reserve('p1', '100.00'))
      .thenNothing();
  });

  it('needs a payout method, a payee and an amount', () => {
    given(payee, registered).when(reserve('p1', '1.00')).thenRefused(NoPayoutMethod);
    given(payee).when(reserve('p1', '1.00')).thenRefused(NoSuchPayee);
    given(payee, ...ready)
      .when(reserve('p1', '0.00'))
      .thenRefused(NotAPayment);
    given(payee, ...ready)
      .when(reserve('p1', '-1.00'))
      .thenRefused(NotAPayment);
  });

  it('never promises the same money twice', () => {
    given(payee, ...ready, reserved('p1', '60.00'))
      .when(reserve('p2', '40.01'))
      .thenRefused(NotEnoughCredited);
    given(payee, ...ready, reserved('p1', '60.00'))
      .when(reserve('p2', '40.00'))
      .then(reserved('p2', '40.00'));
  });

  it('of another currency is another matter', () => {
    const command: Reserve = { ...reserve('p2', '40.00', '40.00'), currency: currency('USD') };
    const { type: _, ...data } = command;
    given(payee, ...ready, reserved('p1', '100.00'))
      .when(command)
      .then({ type: 'payouts.payout-reserved.v1', data: { payeeId, ...data } });
  });

  it('is refused when a correction has taken the credit away', () => {
    given(payee, ...ready, reserved('p1', '60.00'))
      .when(reserve('p2', '0.01', '50.00', '11'))
      .thenRefused(NotEnoughCredited);
  });

  it('is not decided on credits older than those used before', () => {
    given(payee, ...ready, reserved('p1', '1.00', '100', '10'))
      .when(reserve('p2', '1.00', '100', '9'))
      .thenRefused(CreditsAreOld);
  });

  it('is given back once, and its money can be promised again', () => {
    const history = [...ready, reserved('p1', '100.00')] as const;
    given(payee, ...history)
      .when(release('p1'))
      .then(released('p1', '100.00'));
    given(payee, ...history, released('p1', '100.00'))
      .when(release('p1'))
      .thenNothing();
    given(payee, ...ready)
      .when(release('p1'))
      .thenNothing();
    given(payee, ...history, released('p1', '100.00'))
      .when(reserve('p2', '100.00'))
      .then(reserved('p2', '100.00'));
    given(payee, ...history, released('p1', '100.00'))
      .when(reserve('p1', '100.00'))
      .thenRefused(ReservationIsReleased);
  });

  // whatever the order of reserving and releasing: what is held never exceeds what was credited
  it('keeps to the credit in ten thousand random turns', () => {
    let seed = 42;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    const events: PayeeEvent[] = [...ready];
    let state = fold(payee, events);
    for (let turn = 0; turn < 10_000; turn++) {
      const id = `p${random(50)}-${Math.floor(turn / 100)}`;
      const command = random(3) === 0 ? release(id) : reserve(id, `${random(40)}.${10 + random(90)}`, '100.00');
      try {
        for (const event of payee.decide(command, state)) state = payee.evolve(state, event);
      } catch (error) {
        expect([NotEnoughCredited, ReservationIsReleased]).toContain((error as Error).constructor);
      }
      const held = state.status === 'registered' ? Number(state.reserved[EUR] ?? 0) : NaN;
      expect(held).toBeGreaterThanOrEqual(0);
      expect(held).toBeLessThanOrEqual(100);
    }
  });
});
