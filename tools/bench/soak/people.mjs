import { makeClient } from '../../demo/api-client.mjs';

const ROLES = {
  maker: 'finance-maker',
  checker: 'finance-checker',
  compliance: 'compliance',
  auditor: 'auditor',
  admin: 'admin',
  artist: 'artist',
};

/** Counts every answer of the API by status, those among them that a client repeats its request after. */
export const countAnswers = () => {
  const answers = new Map();
  let unreachable = 0;
  const counting = async (...request) => {
    try {
      const response = await fetch(...request);
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      return response;
    } catch (error) {
      unreachable += 1;
      throw error;
    }
  };
  const count = (from, to) =>
    [...answers].reduce((sum, [status, number]) => (status >= from && status < to ? sum + number : sum), 0);
  const told = () => ({
    requests: count(0, 600),
    refused: count(400, 500),
    serverErrors: count(500, 600),
    unreachable,
  });
  return { fetch: counting, told };
};

/** Signs everybody in, each in a session of their own. */
export const signInAll = async (url, users, options) => {
  const people = {};
  for (const [name, role] of Object.entries(ROLES)) {
    const { email, password } = users.find((user) => user.role === role);
    people[name] = makeClient(url, options);
    await people[name].signIn(email, password);
  }
  return people;
};
