import Big from 'big.js';

import { Problem } from '../api-client.mjs';
import { expect } from '../step-failed.mjs';
import { until } from '../until.mjs';

const CURRENCY = 'USD';
const read = (client, id) => client.get(`payout-batches/${id}`, { atLeast: client.position() });

/** A draft that an interrupted run made and did not hear of. */
const draftLeftBehind = async (client) => {
  for await (const batch of client.all('payout-batches', { atLeast: client.position() }))
    if (batch.status === 'draft' && batch.currency === CURRENCY) return batch.id;
  return undefined;
};

/** The maker drafts a batch of everything that is available in dollars, and submits it. */
export const makeBatch = async ({ people: { maker }, state }) => {
  let id = state.kept('batch');
  if (!id) {
    id = (await draftLeftBehind(maker)) ?? (await maker.post('payout-batches', { currency: CURRENCY })).id;
    state.keep('batch', id);
  }
  let batch = await read(maker, id);
  if (batch.status === 'draft') {
    await maker.post(`payout-batches/${id}/submit`);
    batch = await read(maker, id);
  }
  const total = batch.lines.reduce((sum, { amount }) => sum.plus(amount), Big(0));
  return {
    text: `payout batch of ${batch.lines.length} payments, ${total.toFixed(2)} ${CURRENCY}, submitted by its maker`,
    payments: batch.lines.length,
  };
};

/** The maker must not be able to approve it; the checker can, bound to the content that was looked at. */
export const approveBatch = async ({ people: { maker, checker }, state }) => {
  const id = state.kept('batch');
  const batch = await read(checker, id);
  if (batch.status === 'submitted') {
    const refusal = await maker.post(`payout-batches/${id}/approve`, { contentHash: batch.contentHash }).then(
      () => undefined,
      (error) => error,
    );
    expect(
      refusal instanceof Problem && refusal.status === 403 && refusal.type === 'maker-is-checker',
      `the maker's own approval should be refused as maker-is-checker, but: ${refusal?.message ?? 'it went through'}`,
    );
    await checker.post(`payout-batches/${id}/approve`, { contentHash: batch.contentHash });
  }
  const approved = await read(checker, id);
  expect(approved.status === 'approved', `the batch is ${approved.status} after its approval`);
  return { text: 'the maker may not approve it; the checker does' };
};

const told = (states) =>
  Object.entries(states)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

/** What must become of a payment to a payee with such a bank account. */
const ENDS = { normal: 'paid', fails: 'failed', returned: 'returned' };

/** Waits until the bank has spoken on every payment: one fails, one comes back after it was paid, the others are paid. */
export const awaitPayments = async ({ people: { checker }, season, state }) => {
  const id = state.kept('batch');
  const payees = state.kept('payees');
  const methodOf = new Map(season.payees.map(({ name, method }) => [payees[name], method]));
  // when a crash lets the news of the return come before the news of the payment, what is returned ends as failed: the
  // money is back on the balance either way
  const atItsEnd = ({ payeeId, state: now }) => {
    const end = ENDS[methodOf.get(payeeId)];
    return now === end || (end === 'returned' && now === 'failed');
  };
  const batch = await until(
    () => read(checker, id),
    ({ lines }) => lines.every(atItsEnd),
    {
      what: 'the end of every payment',
      tell: ({ payouts, lines }) => ({ payouts, open: lines.filter((line) => !atItsEnd(line)) }),
      withinMs: 420_000,
      everyMs: 400,
    },
  );
  const states = { ...batch.payouts, ...(batch.skipped.length > 0 ? { skipped: batch.skipped.length } : {}) };
  const without = season.payees.find(({ method }) => method === 'none').name;
  expect(
    batch.skipped.some(({ payeeId, reason }) => payeeId === payees[without] && reason),
    `${without} has no bank account and should be skipped with a reason`,
  );
  expect(
    (states.failed ?? 0) + (states.returned ?? 0) === 2,
    `one failed and one returned payout were to come: ${told(states)}`,
  );
  return { text: `payments settled: ${told(states)}`, states };
};
