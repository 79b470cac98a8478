import { eachOf } from '../until.mjs';

/** Stripe's test accounts in the United States: what becomes of a payout to them. The last is the simulator's own. */
const ACCOUNTS = { normal: '000123456789', fails: '000111111113', returned: '000555555559' };

/** One account for each currency of the season; dollars fail or come back where the season wants it, the others are paid. */
const banksOf = ({ name, method }) => [
  { country: 'US', currency: 'USD', accountNumber: ACCOUNTS[method], routingNumber: '110000000', holderName: name },
  { country: 'DE', currency: 'EUR', accountNumber: 'DE89370400440532013000', holderName: name },
  { country: 'GB', currency: 'GBP', accountNumber: '00012345', routingNumber: '108800', holderName: name },
];

/** Ids by name (or another key), over all pages. */
const known = async (client, path, key = 'name') => {
  const found = new Map();
  for await (const one of client.all(path, { limit: 200, atLeast: client.position() })) found.set(one[key], one.id);
  return found;
};

/**
 * The maker registers who is paid and where to; the admin gives the two artists among the users their own accounts.
 * @returns {Promise<{text: string}>} ids are kept in the state as `payees`: name → id
 */
export const registerPayees = async ({ people: { maker, admin }, season, users, state }) => {
  const ids = await known(maker, 'payees');
  const missing = season.payees.filter(({ name }) => !ids.has(name));
  await eachOf(missing, 8, async ({ name }) => ids.set(name, (await maker.post('payees', { name })).id));
  state.keep('payees', Object.fromEntries(ids));

  const withBank = season.payees.filter(({ method }) => method !== 'none');
  const reached = new Set(state.kept('payoutMethods') ?? []);
  await eachOf(
    withBank.filter(({ name }) => !reached.has(name)),
    8,
    async (payee) => {
      for (const bank of banksOf(payee)) await maker.post(`payees/${ids.get(payee.name)}/payout-method`, bank);
      reached.add(payee.name);
    },
  );
  state.keep('payoutMethods', [...reached]);

  const accounts = await known(admin, 'users', 'email');
  const artists = users.filter(({ role }) => role === 'artist');
  for (const [i, { email }] of artists.entries())
    await admin.post(`users/${accounts.get(email)}/payees`, { payeeId: ids.get(season.payees[i].name) });
  return { text: `${ids.size} payees registered, ${reached.size} with a bank account, ${artists.length} with a login` };
};
