import { jest } from '@jest/globals';
import { newId } from '@max/kernel';
import { EVENT_STORE, JOBS, type EventStore, type Jobs } from '@max/kernel/server';
import { balances, isZero, type Posting } from '@max/kernel';

import { PayoutWatch } from '../src/ask-provider/watch';

import { admin, artistOf, auditor, bank, checker, House, maker, until } from './kit/house';

jest.setTimeout(120_000); // real processes on a machine that may be busy

const HOUR = 60 * 60_000;

describe('payouts', () => {
  let house: House;
  beforeAll(async () => void (house = await House.open()), 60_000);
  afterAll(() => house.close());

  const store = () => house.app.nest.get<EventStore>(EVENT_STORE);
  const settled = (id: string, ...wanted: (string | null)[]) =>
    until(
      () => house.states(id),
      (states) => Object.values(states).every((state) => wanted.includes(state)),
    );
  const balance = async (payeeId: string) => house.balance(payeeId);
  const days = (count: number): Promise<void> => house.days(count);
  const ofPayout = async (payoutId: string) => {
    const events = [];
    for await (const { type, data } of store().read(`payout-${payoutId}`)) events.push({ type, data });
    return events;
  };
  const lineOf = async (batch: string) => {
    const lines = (await house.batch(batch))['lines'] as { payoutId: string }[];
    return lines[0]?.payoutId ?? '';
  };

  it('go from royalties to the bank, by two people', async () => {
    const ann = await house.payee('Ann');
    await house.credit({ [ann]: '100.009' });
    expect(await balance(ann)).toEqual([{ currency: 'USD', available: '100.009', held: '0' }]);
    const id = await house.draft([ann]);
    expect(await house.batch(id)).toMatchObject({ status: 'draft', total: '100.00', payees: 1, maker: maker.id });
    await house.approve(id);
    await settled(id, 'in-transit');
    expect(await balance(ann)).toEqual([{ currency: 'USD', available: '0.009', held: '100.00' }]);
    await days(2);
    await settled(id, 'paid');
    expect(await balance(ann)).toEqual([{ currency: 'USD', available: '0.009', held: '0.00' }]);
    const { items } = (await house.get(checker, `payees/${ann}/postings`)).body as { items: Record<string, unknown>[] };
    expect(items.map(({ type, amount }) => [type, amount])).toEqual([
      ['payouts.payout-requested.v1', '-100.00'],
      ['royalties.statement-booked.v1', '100.009'],
    ]);
  });

  it('that fail or come back give the money back, and it is at Stripe only once', async () => {
    const [bob, eve] = [await house.payee('Bob', '000111111113'), await house.payee('Eve', '000555555559')];
    await house.credit({ [bob]: '30.00', [eve]: '40.00' });
    const id = await house.draft([bob, eve]);
    await house.approve(id);
    await settled(id, 'in-transit');
    await days(2);
    await until(
      () => house.states(id),
      (states) => states[bob] === 'failed' && states[eve] === 'paid',
    );
    await days(5);
    await until(
      () => house.states(id),
      (states) => states[eve] === 'returned',
    );
    for (const [payeeId, available] of [
      [bob, '30.00'],
      [eve, '40.00'],
    ] as const) {
      await until(
        () => balance(payeeId),
        (seen) => JSON.stringify(seen) === JSON.stringify([{ currency: 'USD', available, held: '0.00' }]),
      );
    }
    const { lines } = await house.batch(id);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state: 'failed', reason: 'The bank account has been closed.' }),
      ]),
    );

    // a new bank account, and the money is paid for good
    expect((await house.post(maker, `payees/${bob}/payout-method`, bank())).status).toBe(200);
    const again = await house.draft([bob]);
    await house.approve(again);
    await settled(again, 'in-transit');
    await days(2);
    await settled(again, 'paid');
  });

  it('are not approved by their maker, whatever the role, nor with another content', async () => {
    const payeeId = await house.payee('Four Eyes');
    await house.credit({ [payeeId]: '5.00' });
    const id = await house.draft([payeeId]);
    const { contentHash } = await house.batch(id);
    const approve = (as: typeof maker, hash: unknown) =>
      house.post(as, `payout-batches/${id}/approve`, { contentHash: hash });
    expect(await approve(checker, contentHash)).toMatchObject({
      status: 409,
      body: { type: 'wrong-payout-batch-state' },
    });
    await house.post(maker, `payout-batches/${id}/submit`);
    expect(await approve(maker, contentHash)).toMatchObject({ status: 403, body: { type: 'maker-is-checker' } });
    expect(await approve(checker, 'f'.repeat(64))).toMatchObject({ status: 409, body: { type: 'content-changed' } });
    expect(await approve(checker, 'F')).toMatchObject({ status: 400 });
    expect(await approve(auditor, contentHash)).toMatchObject({ status: 403, body: { type: 'not-allowed' } });
    expect((await house.batch(id))['refusedApprovals']).toMatchObject([
      { by: checker.id, because: 'not-submitted' },
      { by: maker.id, because: 'maker-is-checker' },
      { by: checker.id, because: 'content-changed' },
    ]);
    expect(await house.post(checker, `payout-batches/${id}/reject`, { reason: 'not this month' })).toMatchObject({
      status: 200,
    });
    expect(await house.batch(id)).toMatchObject({ status: 'rejected', reason: 'not this month', checker: checker.id });
    expect(await balance(payeeId)).toEqual([{ currency: 'USD', available: '5.00', held: '0' }]);
  });

  it('of a changed batch have to be approved anew', async () => {
    const [one, two] = [await house.payee('One'), await house.payee('Two')];
    await house.credit({ [one]: '5.00', [two]: '6.00' });
    const id = await house.draft([one, two]);
    await house.post(maker, `payout-batches/${id}/submit`);
    const before = await house.batch(id);
    const [line] = before['lines'] as { payoutId: string }[];
    await house.post(admin, `payout-batches/${id}/revise`, { without: [line?.payoutId] });
    await house.post(maker, `payout-batches/${id}/submit`);
    const stale = await house.post(checker, `payout-batches/${id}/approve`, { contentHash: before['contentHash'] });
    expect(stale).toMatchObject({ status: 409, body: { type: 'content-changed' } });
    const { contentHash, payees } = await house.batch(id);
    expect(payees).toBe(1);
    const byAdmin = await house.post(admin, `payout-batches/${id}/approve`, { contentHash });
    expect(byAdmin).toMatchObject({ status: 403, body: { type: 'maker-is-checker' } });
    expect((await house.post(checker, `payout-batches/${id}/approve`, { contentHash })).status).toBe(200);
  });

  it('of two batches at once never pay the same money twice', async () => {
    const payeeId = await house.payee('Twice');
    await house.credit({ [payeeId]: '50.00' });
    const batches = await Promise.all([house.draft([payeeId]), house.draft([payeeId])]);
    await Promise.all(batches.map((id) => house.approve(id)));
    const states = await until(
      async () => (await Promise.all(batches.map((id) => house.states(id)))).map((state) => state[payeeId]),
      (seen) => seen.every((state) => state === 'in-transit' || state === 'skipped'),
    );
    expect([...states].sort()).toEqual(['in-transit', 'skipped']);
    expect(await balance(payeeId)).toEqual([{ currency: 'USD', available: '0.00', held: '50.00' }]);
    const { items } = (await house.get(artistOf(payeeId), 'payouts?state=skipped')).body as {
      items: Record<string, unknown>[];
    };
    expect(items).toMatchObject([
      { code: 'not-enough-credited', reason: expect.stringContaining('no longer available') },
    ]);
  });

  it('skip who can not be paid, each with a reason', async () => {
    const poor = await house.payee('Poor');
    const debtor = await house.payee('Debtor');
    const { body } = await house.post(maker, 'payees', { name: 'Nameless' });
    const unset = String(body['id']);
    const fine = await house.payee('Fine');
    await house.credit({ [poor]: '0.40', [debtor]: '-3.00', [unset]: '9.00', [fine]: '9.00' });
    const { skipped } = await house.batch(await house.draft([poor, debtor, unset, fine]));
    const codes = (skipped as { payeeId: string; code: string }[]).map(({ payeeId, code }) => [payeeId, code]);
    expect(Object.fromEntries(codes)).toEqual({
      [poor]: 'below-minimum',
      [debtor]: 'negative-balance',
      [unset]: 'no-payout-method',
    });
    expect(await house.post(maker, 'payout-batches', { currency: 'USD', payeeIds: [poor] })).toMatchObject({
      status: 422,
      body: { type: 'nothing-to-pay' },
    });
    expect(await house.post(maker, 'payout-batches', { currency: 'USD', payeeIds: [newId()] })).toMatchObject({
      status: 422,
      body: { type: 'unknown-payees' },
    });
  });

  it('are recorded once, however often and in whatever order the news come', async () => {
    const [good, bad] = [await house.payee('Good'), await house.payee('Bad', '000555555559')];
    await house.credit({ [good]: '11.00', [bad]: '12.00' });
    await house.stripe.control('webhooks', { copies: 3, paused: true, newestFirst: true });
    const id = await house.draft([good, bad]);
    await house.approve(id);
    await settled(id, 'in-transit');
    await house.stripe.days(7);
    await house.stripe.control('webhooks', { paused: false });
    await until(
      () => house.stripe.state(),
      ({ deliveries }) => deliveries === 0,
    );
    await house.stripe.control('webhooks', { copies: 1, newestFirst: false });
    const states = await house.states(id);
    expect(states[good]).toBe('paid');
    expect(['returned', 'failed']).toContain(states[bad]); // failed, when its failure was told before its payment
    for (const { payoutId } of (await house.batch(id))['lines'] as { payoutId: string }[]) {
      const events = await ofPayout(payoutId);
      const types = events.map(({ type }) => type);
      expect(new Set(types).size).toBe(types.length);
      const postings = events.flatMap(({ data }) => ('postings' in data ? (data.postings as Posting[]) : []));
      expect([...balances(postings).values()].every(isZero)).toBe(true);
    }
    await until(
      () => balance(bad),
      (seen) => JSON.stringify(seen) === JSON.stringify([{ currency: 'USD', available: '12.00', held: '0.00' }]),
    );
  });

  it('whose answer is lost are unknown, then found by asking, and sent exactly once', async () => {
    const payeeId = await house.payee('Lost');
    await house.credit({ [payeeId]: '21.00' });
    const before = await house.stripe.state();
    // twice each: the client tries a broken connection once more by itself
    await house.stripe.control('misfortune', { route: 'POST /v1/transfers', kind: 'drop-response', times: 2 });
    const id = await house.draft([payeeId]);
    await house.approve(id);
    await settled(id, 'unknown');
    await house.stripe.control('misfortune', { route: 'POST /v1/payouts', kind: 'drop-response', times: 2 });
    await house.stripe.control('webhooks', { paused: true });
    const watch = house.app.nest.get(PayoutWatch);
    await watch.round(new Date()); // finds the transfer, asks for the payout, whose answer is lost as well
    expect((await ofPayout(await lineOf(id))).map(({ type }) => type).slice(1)).toEqual([
      'payouts.payout-outcome-unknown.v1',
      'payouts.payout-outcome-unknown.v1',
    ]);
    await watch.round(new Date());
    await settled(id, 'in-transit');
    const after = await house.stripe.state();
    expect(Number(after['transfers']) - Number(before['transfers'])).toBe(1);
    expect(Number(after['payouts']) - Number(before['payouts'])).toBe(1);
    await house.stripe.days(2);
    await watch.round(new Date(Date.now() + HOUR)); // no news come: the watch asks how it ended
    await settled(id, 'paid');
    await house.stripe.control('webhooks', { paused: false });
  });

  it('that never arrived fail after an hour and not before, and the money is free again', async () => {
    const payeeId = await house.payee('Never');
    await house.credit({ [payeeId]: '22.00' });
    await house.stripe.control('misfortune', { route: 'POST /v1/transfers', kind: 'error-500' });
    const id = await house.draft([payeeId]);
    await house.approve(id);
    await settled(id, 'unknown');
    const watch = house.app.nest.get(PayoutWatch);
    await watch.round(new Date(Date.now() + HOUR / 2));
    expect((await house.states(id))[payeeId]).toBe('unknown');
    await watch.round(new Date(Date.now() + HOUR + 1000));
    await settled(id, 'failed');
    await until(
      () => balance(payeeId),
      (seen) => JSON.stringify(seen) === JSON.stringify([{ currency: 'USD', available: '22.00', held: '0.00' }]),
    );
  });

  it('are sent once, however often their job runs, and even when a run dies between the steps', async () => {
    const payeeId = await house.payee('Again');
    await house.credit({ [payeeId]: '23.00' });
    const before = await house.stripe.state();
    // the first run makes the transfer and learns nothing of the payout: as if it had died
    await house.stripe.control('misfortune', { route: 'POST /v1/payouts', kind: 'drop-request', times: 2 });
    const id = await house.draft([payeeId]);
    await house.approve(id);
    await settled(id, 'unknown');
    const payoutId = await lineOf(id);
    const jobs = house.app.nest.get<Jobs>(JOBS);
    await Promise.all(Array.from({ length: 5 }, () => jobs.add('send-payout', newId(), { payoutId })));
    await until(
      () => jobs.counts('send-payout'),
      ({ waiting, active, delayed }) => waiting + active + delayed === 0,
    );
    expect((await house.states(id))[payeeId]).toBe('unknown'); // jobs don't resolve it: only asking does
    const after = await house.stripe.state();
    expect(Number(after['transfers']) - Number(before['transfers'])).toBe(1);
    expect(Number(after['payouts']) - Number(before['payouts'])).toBe(0);
    await house.app.nest.get(PayoutWatch).round(new Date(Date.now() + HOUR + 1000));
    await settled(id, 'failed');
    await until(
      () => balance(payeeId),
      (seen) => JSON.stringify(seen) === JSON.stringify([{ currency: 'USD', available: '23.00', held: '0.00' }]),
    );
  });

  it('refused by Stripe fail with its reason', async () => {
    const payeeId = await house.payee('Rich');
    await house.credit({ [payeeId]: '500000000.00' });
    const id = await house.draft([payeeId]);
    await house.approve(id);
    await settled(id, 'failed');
    const { lines } = await house.batch(id);
    expect(lines).toMatchObject([{ reason: expect.stringContaining('insufficient') }]);
  });
});
