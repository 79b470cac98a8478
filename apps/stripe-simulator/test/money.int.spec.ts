import type Stripe from 'stripe';

import { payee, refusal, simulate, type Simulation } from './kit/simulation';

describe('money', () => {
  let simulation: Simulation;
  let stripe: Stripe;
  beforeEach(async () => {
    simulation = await simulate();
    stripe = simulation.stripe;
  });
  afterEach(() => simulation.end());

  const held = async (stripeAccount?: string): Promise<number> => {
    const balance = await stripe.balance.retrieve({}, stripeAccount ? { stripeAccount } : {});
    return balance.available.find(({ currency }) => currency === 'usd')?.amount ?? 0;
  };
  const transfer = (destination: string, amount = 1000): Promise<Stripe.Transfer> =>
    stripe.transfers.create({
      amount,
      currency: 'usd',
      destination,
      transfer_group: 'group',
      metadata: { payout: 'p1' },
    });
  const pay = (stripeAccount: string, amount = 1000): Promise<Stripe.Payout> =>
    stripe.payouts.create({ amount, currency: 'usd', metadata: { payout: 'p1' } }, { stripeAccount });

  it('goes from the platform to the account and on to the bank', async () => {
    const { id } = await payee(stripe);
    const made = await transfer(id);
    expect([await held(), await held(id)]).toEqual([999_000, 1000]);
    expect((await stripe.transfers.list({ transfer_group: 'group' })).data).toEqual([made]);
    expect((await stripe.transfers.list({ transfer_group: 'other' })).data).toEqual([]);

    const { id: payout, status } = await pay(id);
    expect([status, await held(id)]).toEqual(['pending', 0]);
    const seen: string[] = [];
    for (let day = 0; day < 3; day++) {
      await simulation.days(1);
      seen.push((await stripe.payouts.retrieve(payout, {}, { stripeAccount: id })).status);
    }
    expect(seen).toEqual(['in_transit', 'paid', 'paid']);
    const { trace_id } = await stripe.payouts.retrieve(payout, {}, { stripeAccount: id });
    expect(trace_id).toMatchObject({ status: 'supported' });
  });

  it.each([
    ['000111111116', 'no_account'],
    ['000111111113', 'account_closed'],
    ['000222222227', 'insufficient_funds'],
    ['000333333335', 'debit_not_authorized'],
    ['000444444440', 'invalid_currency'],
  ])('comes back from %s with %s, and the bank account takes no more', async (number, code) => {
    const { id } = await payee(stripe, number);
    await transfer(id);
    const { id: payout } = await pay(id);
    await simulation.days(2);
    expect(await stripe.payouts.retrieve(payout, {}, { stripeAccount: id })).toMatchObject({
      status: 'failed',
      failure_code: code,
    });
    expect(await held(id)).toBe(1000);
    expect(await refusal(pay(id))).toMatchObject({ code: 'payouts_not_allowed' });
  });

  it('can come back five days after it was paid', async () => {
    const { id } = await payee(stripe, '000555555559');
    await transfer(id);
    const { id: payout } = await pay(id);
    const status = async () => (await stripe.payouts.retrieve(payout, {}, { stripeAccount: id })).status;
    await simulation.days(2);
    expect(await status()).toBe('paid');
    await simulation.days(4);
    expect(await status()).toBe('paid');
    await simulation.days(1);
    expect(await status()).toBe('failed');
    expect(await held(id)).toBe(1000);
  });

  it.each([
    ['failed', 'account_frozen', 2, 'failed'],
    ['paid', undefined, 2, 'paid'],
    ['returned', 'no_account', 7, 'failed'],
  ])('ends as the control port says: %s', async (outcome, code, days, status) => {
    const { id } = await payee(stripe, outcome === 'paid' ? '000111111113' : '000123456789');
    await transfer(id);
    const { id: payout } = await pay(id);
    await simulation.days(1);
    await simulation.control('outcome', { payout, outcome, ...(code && { code }) });
    await simulation.days(days - 1);
    expect(await stripe.payouts.retrieve(payout, {}, { stripeAccount: id })).toMatchObject({
      status,
      failure_code: code ?? null,
    });
  });

  it('is taken back by a reversal while the account has it', async () => {
    const { id } = await payee(stripe);
    const { id: made } = await transfer(id);
    await stripe.transfers.createReversal(made, { amount: 400 });
    expect(await stripe.transfers.retrieve(made)).toMatchObject({ amount_reversed: 400, reversed: false });
    expect([await held(), await held(id)]).toEqual([999_400, 600]);
    expect(await refusal(stripe.transfers.createReversal(made, { amount: 601 }))).toMatchObject({ param: 'amount' });
    await pay(id, 600);
    expect(await refusal(stripe.transfers.createReversal(made))).toMatchObject({ code: 'balance_insufficient' });
    expect((await stripe.transfers.listReversals(made)).data).toHaveLength(1);
  });

  it('is not sent when it is not there', async () => {
    const { id } = await payee(stripe);
    expect(await refusal(transfer(id, 1_000_001))).toMatchObject({ statusCode: 400, code: 'balance_insufficient' });
    expect(await refusal(pay(id))).toMatchObject({ code: 'balance_insufficient' });
    expect(await refusal(transfer('acct_none'))).toMatchObject({ code: 'resource_missing', param: 'destination' });
    expect(await refusal(pay('acct_none'))).toMatchObject({ statusCode: 403, code: 'account_invalid' });
  });

  it('of a pending payout is there again when the payout is cancelled', async () => {
    const { id } = await payee(stripe);
    await transfer(id);
    const payout = await pay(id);
    expect(await stripe.payouts.cancel(payout.id, {}, { stripeAccount: id })).toMatchObject({ status: 'canceled' });
    expect(await held(id)).toBe(1000);
    await simulation.days(9);
    expect(await refusal(stripe.payouts.cancel(payout.id, {}, { stripeAccount: id }))).toMatchObject({
      code: 'payout_not_cancelable',
    });
  });

  it('never appears or vanishes: balances are the sums of their transactions', async () => {
    const accounts = [await payee(stripe), await payee(stripe, '000111111113'), await payee(stripe, '000555555559')];
    for (const { id } of accounts) {
      await transfer(id, 700);
      await pay(id, 300);
    }
    await simulation.days(8);
    for (const account of [undefined, ...accounts.map(({ id }) => id)]) {
      let sum = 0;
      const options = account === undefined ? {} : { stripeAccount: account };
      for await (const { net } of stripe.balanceTransactions.list({ limit: 3 }, options)) sum += net;
      expect(sum).toBe(await held(account));
    }
    const paidOut = 300; // two of the three came back
    expect((await held()) + (await Promise.all(accounts.map(({ id }) => held(id)))).reduce((a, b) => a + b)).toBe(
      1_000_000 - paidOut,
    );
  });

  it('is as it was after a restart, and payouts under way go on', async () => {
    const { id } = await payee(stripe);
    await transfer(id);
    const payout = await pay(id);
    simulation = await simulation.restart();
    stripe = simulation.stripe;
    expect([await held(), await held(id)]).toEqual([999_000, 0]);
    await simulation.days(2);
    expect(await stripe.payouts.retrieve(payout.id, {}, { stripeAccount: id })).toMatchObject({ status: 'paid' });
  });
});
