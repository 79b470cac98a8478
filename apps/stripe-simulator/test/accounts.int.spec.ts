import { payee, refusal, simulate, type Simulation } from './kit/simulation';
import { clientOf } from './kit/simulation';

describe('accounts', () => {
  let simulation: Simulation;
  beforeAll(async () => void (simulation = await simulate()));
  afterAll(() => simulation.end());

  it('are made, shown and listed newest first', async () => {
    const { stripe } = simulation;
    const [first, second] = [await payee(stripe), await payee(stripe)];
    expect(await stripe.accounts.retrieve(first.id)).toMatchObject({ id: first.id, payouts_enabled: true });
    const page = await stripe.accounts.list({ limit: 1 });
    expect(page.data.map(({ id }) => id)).toEqual([second.id]);
    expect(page.has_more).toBe(true);
    const ids: string[] = [];
    for await (const { id } of stripe.accounts.list({ limit: 1 })) ids.push(id);
    expect(ids).toEqual([second.id, first.id]);
  });

  it('say what is missing before they can be paid out', async () => {
    const { stripe } = simulation;
    const bare = await stripe.accounts.create({ type: 'custom', capabilities: { transfers: { requested: true } } });
    expect(bare.payouts_enabled).toBe(false);
    expect(bare.requirements?.currently_due).toEqual(['external_account', 'tos_acceptance.date', 'tos_acceptance.ip']);
  });

  it('take further bank accounts', async () => {
    const { stripe } = simulation;
    const { id } = await payee(stripe);
    const bank = await stripe.accounts.createExternalAccount(id, {
      external_account: {
        object: 'bank_account',
        country: 'DE',
        currency: 'eur',
        account_number: 'DE89370400440532013000',
      } as unknown as string, // the client's type knows only tokens here; the API takes the object as well
    });
    expect(bank).toMatchObject({ object: 'bank_account', currency: 'eur', last4: '3000', default_for_currency: true });
    const list = await stripe.accounts.listExternalAccounts(id, { object: 'bank_account' });
    expect(list.data).toHaveLength(2);
  });

  it('keep their payout schedule in the balance settings', async () => {
    const { stripe } = simulation;
    const { id } = await payee(stripe);
    await stripe.balanceSettings.update(
      { payments: { payouts: { schedule: { interval: 'manual' } } } },
      { stripeAccount: id },
    );
    const settings = await stripe.balanceSettings.retrieve({}, { stripeAccount: id });
    expect(settings.payments.payouts?.schedule?.interval).toBe('manual');
  });

  it.each([
    ['a letter in the number', '00012345678X', 'account_number_invalid'],
    ['too short a number', '12', 'account_number_invalid'],
  ])('refuse a bank account with %s', async (_, number, code) => {
    expect(await refusal(payee(simulation.stripe, number))).toMatchObject({ statusCode: 400, code });
  });

  it.each([['no such account', (id: string) => ({ path: `acct_${id}` }), 404, 'resource_missing']])(
    'refuse %s',
    async (_, make, statusCode, code) => {
      expect(await refusal(simulation.stripe.accounts.retrieve(make('none').path))).toMatchObject({ statusCode, code });
    },
  );

  it('are asked for with a test key only', async () => {
    expect(await refusal(clientOf(simulation.url, 'sk_live_1').accounts.list())).toMatchObject({
      statusCode: 401,
      message: expect.stringContaining('simulator'),
    });
    expect(await refusal(clientOf(simulation.url, 'nonsense').accounts.list())).toMatchObject({ statusCode: 401 });
    const answer = await fetch(`${simulation.url}/v1/accounts`);
    expect(answer.status).toBe(401);
  });
});
