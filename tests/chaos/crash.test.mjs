import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import Big from 'big.js';

import { makeSeason } from '../../tools/demo/generate/season.mjs';
import { openState } from '../../tools/demo/state.mjs';
import { importCatalogue } from '../../tools/demo/steps/catalogue.mjs';
import { makePack, verifyPack } from '../../tools/demo/steps/evidence.mjs';
import { registerPayees } from '../../tools/demo/steps/payees.mjs';
import { signIn } from '../../tools/demo/steps/people.mjs';
import { approveBatch, awaitPayments, makeBatch } from '../../tools/demo/steps/payouts.mjs';
import { agreeSplits } from '../../tools/demo/steps/splits.mjs';
import { bookReports, checkBalances, uploadReports } from '../../tools/demo/steps/statements.mjs';
import { startForTests } from '../../tools/test/product.mjs';
import { root } from '../architecture/workspace.mjs';
import { makeKiller } from './killer.mjs';
import { playThrough } from './play-through.mjs';
import { transfersAtProvider } from './simulator.mjs';

const SEED = Number(process.env.MAX_CHAOS_SEED ?? 1);
/** 1 is the short version: 18 kills. */
const TIMES = Number(process.env.MAX_CHAOS_TIMES ?? 1);
const SIZE = { artists: 6, releases: 24, lines: 6_000 };

/** Most steps in which money or rights are written see several processes die. */
const STEPS = [
  ['imported', importCatalogue, 1],
  ['payees', registerPayees, 3],
  ['splits', agreeSplits, 1],
  ['uploaded', uploadReports, 3],
  ['booked', bookReports, 3],
  ['balances', checkBalances, 0],
  ['batch', makeBatch, 1],
  ['approved', approveBatch, 1],
  ['paid', awaitPayments, 3],
  ['packed', makePack, 2],
  ['verified', verifyPack, 0],
].map(([name, step, kills]) => [name, step, kills * TIMES]);

/** How often each subject had an event of a type: `{id: times}`. */
const timesBy = (events, type, idOf) => {
  const times = new Map();
  for (const event of events.filter((one) => one.type === type))
    times.set(idOf(event), (times.get(idOf(event)) ?? 0) + 1);
  return times;
};

describe(`a season while processes are killed (seed ${SEED})`, { timeout: 900_000 }, () => {
  let product, season, state, people, killed, events, context;

  before(async () => {
    // the half hour after which a payout without news is asked for, in seconds
    const watch = { MAX_PAYOUT_ASK_MS: '2000', MAX_PAYOUT_QUIET_MS: '5000' };
    const flags = ['--no-demo', '--workers', '2'];
    product = await startForTests({ root, flags, env: { MAX_STRIPE_SETTLE_MS: '300', ...watch } });
    const folder = mkdtempSync(join(tmpdir(), 'max-chaos-'));
    season = await makeSeason(folder, SIZE);
    season.reports = season.reports.slice(0, 4); // the first month
    state = openState(folder);
    const users = JSON.parse(readFileSync(join(product.dataDir, 'demo-credentials.json'), 'utf8'));
    const say = process.env.MAX_CHAOS_VERBOSE ? (line) => console.error(line) : () => undefined;
    context = { url: product.url, users, season, state, folder, root, say };
    const killer = makeKiller({ dataDir: product.dataDir, seed: SEED, say });
    try {
      await playThrough(STEPS, context, killer);
    } catch (error) {
      error.message += `\n${product.lines.slice(-12).join('\n')}`;
      throw error;
    } finally {
      killed = await killer.stop();
    }
    // calm: everything started anew, nobody dies any more
    people = await signIn(context);
    const admin = people.admin;
    events = [];
    for await (const event of admin.all('audit/events', { limit: 200 })) events.push(event);
  });

  after(async () => {
    await product?.stop();
    if (!process.env.MAX_CHAOS_KEEP) product?.remove();
  });

  it('killed each of the processes', () => {
    for (const [name, times] of Object.entries(killed)) assert.ok(times > 0, `${name} was never killed`);
  });

  it('lost no payee, sheet or report that was acknowledged', async () => {
    const payees = new Set();
    for await (const { id } of people.maker.all('payees', { limit: 200 })) payees.add(id);
    for (const id of Object.values(state.kept('payees'))) assert.ok(payees.has(id), `payee ${id} is gone`);
    for (const id of Object.values(state.kept('statements')))
      assert.equal((await people.maker.get(`statements/${id}`)).status, 'booked');
    const sheets = timesBy(
      events,
      'royalties.split-sheet-agreed.v1',
      ({ data }) => `${JSON.stringify(data.target)} ${data.effectiveFrom}`,
    );
    assert.equal(sheets.size, season.sheets.length);
    for (const [sheet, times] of sheets) assert.equal(times, 1, `${sheet} was agreed ${times} times`);
  });

  it('booked every report once, money in = credited + held', () => {
    const booked = timesBy(events, 'royalties.statement-booked.v1', ({ data }) => data.statementId);
    assert.equal(booked.size, season.reports.length);
    for (const [id, times] of booked) assert.equal(times, 1, `${id} was booked ${times} times`);
    for (const { currency, ...money } of state.done('booked').money) {
      assert.ok(Big(money.credited).plus(money.held).eq(money.in), currency);
      const known = season.reports.flatMap(({ totals }) => totals).filter((total) => total.currency === currency);
      assert.ok(known.reduce((sum, { amount }) => sum.plus(amount), Big(0)).eq(money.in), currency);
    }
  });

  it('paid every payment once, here and at the provider', async () => {
    const batch = await people.maker.get(`payout-batches/${state.kept('batch')}`);
    const asked = batch.lines;
    for (const type of [
      'payouts.payout-requested.v1',
      'payouts.payout-paid.v1',
      'payouts.payout-failed.v1',
      'payouts.payout-returned.v1',
    ])
      for (const [id, times] of timesBy(events, type, ({ data }) => data.payoutId))
        assert.equal(times, 1, `${type} of ${id} happened ${times} times`);
    const transfers = await transfersAtProvider(product.dataDir);
    const payouts = transfers.map(({ metadata }) =>
      Object.values(metadata).find((value) => asked.some((line) => line.payoutId === value)),
    );
    assert.equal(new Set(payouts).size, payouts.length, 'a payout was transferred twice');
    assert.equal(payouts.length, asked.length);
    const cents = asked.reduce((sum, { amount }) => sum.plus(Big(amount).times(100)), Big(0));
    assert.equal(String(transfers.reduce((sum, { amount }) => sum + amount, 0)), cents.toFixed());
  });
});
