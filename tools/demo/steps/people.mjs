import { makeClient } from '../api-client.mjs';
import { expect } from '../step-failed.mjs';

/** Who plays: two from finance, so that nobody checks the own work, one from compliance; an admin links the artists. */
const PLAYERS = { maker: 'finance-maker', checker: 'finance-checker', compliance: 'compliance', admin: 'admin' };

/**
 * Signs everybody in, each in a session of their own.
 * @returns {Promise<Record<keyof typeof PLAYERS, ReturnType<typeof makeClient>>>}
 */
export const signIn = async ({ url, users, signal }) => {
  const people = {};
  for (const [name, role] of Object.entries(PLAYERS)) {
    const user = users.find((one) => one.role === role);
    expect(user, `there is no ${role} among the demo users`);
    people[name] = makeClient(url, { signal });
    await people[name].signIn(user.email, user.password);
    const me = await people[name].get('auth/me');
    expect((me.user?.email ?? me.email) === user.email, `auth/me answers somebody else than ${user.email}`);
  }
  return people;
};
