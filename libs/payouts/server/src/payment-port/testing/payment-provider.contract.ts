import { amount, currency, newId, type PayeeId, type PayoutId } from '@max/kernel';

import type { Answer, PaymentOrder, PaymentProvider } from '../payment-provider';

const USD = currency('USD');
const BANK = {
  country: 'US',
  currency: USD,
  accountNumber: '000123456789',
  routingNumber: '110000000',
  agreed: { on: '2026-11-01', ip: '127.0.0.1' },
};

export const orderOf = (value = '12.34', payoutId: PayoutId = newId()): PaymentOrder => ({
  payoutId,
  payeeId: newId(),
  batchId: newId(),
  amount: amount(value),
  currency: USD,
});

/** @throws Error when the answer isn't `accepted` */
export const accepted = <T>(answer: Answer<T>): T => {
  if (answer.kind !== 'accepted') throw new Error(`${answer.kind}: ${answer.reason}`);
  return answer.value;
};

/** What every payment provider behind the port must do; `provider` is asked for when the tests run. */
export const paymentProviderContract = (provider: () => PaymentProvider): void => {
  const account = async (): Promise<string> =>
    accepted(await provider().ensureAccount(newId<PayeeId>(), null, BANK)).accountId;

  describe('a payment provider', () => {
    it('opens an account once, however often it is asked', async () => {
      const payeeId = newId<PayeeId>();
      const first = accepted(await provider().ensureAccount(payeeId, null, BANK));
      const again = accepted(await provider().ensureAccount(payeeId, null, BANK));
      expect(again).toEqual(first);
      expect(first.bankAccountId).not.toBeNull();
      const other = { ...BANK, accountNumber: '000222222227' };
      const added = accepted(await provider().ensureAccount(payeeId, first.accountId, other));
      expect(added.accountId).toBe(first.accountId);
      expect(added.bankAccountId).not.toBe(first.bankAccountId);
    });

    it('knows an account that can be paid out', async () => {
      const accountId = await account();
      expect(accepted(await provider().checkAccount(accountId)).accountId).toBe(accountId);
      expect(await provider().checkAccount('acct_1111111111111111')).toMatchObject({ kind: 'refused' });
    });

    it('carries out both steps once, however often it is asked, and finds them', async () => {
      const order = orderOf();
      const accountId = await account();
      expect(await provider().find(order.payoutId)).toEqual({ transfer: null, payout: null });
      const transfer = accepted(await provider().transfer(order, accountId));
      expect(await provider().transfer(order, accountId)).toEqual({ kind: 'accepted', value: transfer });
      expect(await provider().find(order.payoutId)).toEqual({ transfer, payout: null });
      const payout = accepted(await provider().payout(order, transfer));
      expect(payout).toMatchObject({ state: 'in-transit', failure: null });
      expect(accepted(await provider().payout(order, transfer)).id).toBe(payout.id);
      expect((await provider().find(order.payoutId)).payout?.id).toBe(payout.id);
    });

    it('takes a transfer back once', async () => {
      const order = orderOf();
      const transfer = accepted(await provider().transfer(order, await account()));
      const reversed = accepted(await provider().reverse(order.payoutId, transfer));
      expect(reversed.reversalId).not.toBeNull();
      expect(accepted(await provider().reverse(order.payoutId, transfer))).toEqual(reversed);
      expect((await provider().find(order.payoutId)).transfer?.reversalId).not.toBeNull();
    });

    it('refuses with a code what can not be done', async () => {
      const accountId = await account();
      const tooMuch = await provider().transfer(orderOf('99999999.99'), accountId);
      expect(tooMuch).toMatchObject({ kind: 'refused', code: 'balance_insufficient' });
      const order = orderOf();
      const nothingThere = { id: 'tr_none', accountId, reversalId: null };
      expect(await provider().payout(order, nothingThere)).toMatchObject({ kind: 'refused' });
      const nowhere = await provider().transfer(order, 'acct_1111111111111111');
      expect(nowhere).toMatchObject({ kind: 'refused', code: 'resource_missing' });
    });
  });
};
