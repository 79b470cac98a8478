import { openApiAtHand, openApiCheck } from './kit/openapi';
import { payee, simulate } from './kit/simulation';

const name = "answers have the shape of Stripe's OpenAPI document";
const suite = openApiAtHand ? describe : describe.skip;

suite(name, () => {
  it('for every kind of object that the simulator makes', async () => {
    const simulation = await simulate();
    try {
      const { stripe } = simulation;
      const check = openApiCheck();
      const account = await payee(stripe, '000555555559');
      const on = { stripeAccount: account.id };
      const transfer = await stripe.transfers.create({ amount: 900, currency: 'usd', destination: account.id });
      const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 100 });
      const payout = await stripe.payouts.create({ amount: 500, currency: 'usd' }, on);
      await simulation.days(2);
      const paid = await stripe.payouts.retrieve(payout.id, {}, on);
      await simulation.days(5);
      const answers = [
        account,
        transfer,
        reversal,
        payout,
        paid,
        await stripe.payouts.retrieve(payout.id, {}, on),
        await stripe.transfers.retrieve(transfer.id),
        await stripe.accounts.retrieve(account.id),
        await stripe.balance.retrieve({}, on),
        ...(await stripe.balanceTransactions.list({}, on)).data,
        ...(await stripe.balanceTransactions.list()).data,
        ...(await stripe.accounts.listExternalAccounts(account.id)).data,
        ...(await stripe.events.list({}, on)).data,
        ...(await stripe.events.list()).data,
        await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] }),
      ];
      expect(new Set(answers.map(({ object }) => object)).size).toBe(9);
      expect(answers.flatMap(check)).toEqual([]);
    } finally {
      await simulation.end();
    }
  });

  it('which the check would notice otherwise', () => {
    const check = openApiCheck();
    expect(check({ object: 'payout' })).toContain("payout must have required property 'amount'");
  });
});
