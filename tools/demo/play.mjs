import { join } from 'node:path';

import { signIn } from './steps/people.mjs';
import { importCatalogue } from './steps/catalogue.mjs';
import { approveBatch, awaitPayments, makeBatch } from './steps/payouts.mjs';
import { makePack, verifyPack } from './steps/evidence.mjs';
import { registerPayees } from './steps/payees.mjs';
import { agreeSplits } from './steps/splits.mjs';
import { bookReports, checkBalances, checkRejects, uploadReports } from './steps/statements.mjs';
import { loadSeason } from './season-file.mjs';
import { openState } from './state.mjs';
import { summary } from './summary.mjs';

/** The season in order. Each step may be run again and then changes nothing. */
const STEPS = [
  ['imported', importCatalogue],
  ['payees', registerPayees],
  ['splits', agreeSplits],
  ['uploaded', uploadReports],
  ['rejects', checkRejects],
  ['booked', bookReports],
  ['balances', checkBalances],
  ['batch', makeBatch],
  ['approved', approveBatch],
  ['paid', awaitPayments],
  ['packed', makePack],
  ['verified', verifyPack],
];

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

const playStep = async (name, step, context) => {
  const began = Date.now();
  const { text, ...result } = await step(context);
  const ms = Date.now() - began;
  context.state.finish(name, { ...result, ms, text });
  context.say(`  ✓ ${text}`.padEnd(92) + seconds(ms).padStart(8));
};

/**
 * Plays what is left of the demo season through the public API, and checks every answer against what is known.
 * @param {{url: string, users: object[], dataDir: string, root: string, say: (line: string) => void, signal: AbortSignal}} setting
 * @returns {Promise<boolean>} whether every step held; the first that did not is named with its reason
 */
export const playDemo = async ({ url, users, dataDir, root, say, signal }) => {
  const folder = join(dataDir, 'demo');
  const state = openState(folder);
  const left = STEPS.filter(([name]) => !state.done(name));
  if (left.length === 0) {
    say('  The demo season is already played; every step held.');
    return true;
  }
  if (left.length < STEPS.length) say(`  going on where the demo stopped, with step ${STEPS.length - left.length + 1}`);
  let at = 'preparing the season';
  try {
    const season = await loadSeason(folder, { ...process.env }, say);
    at = 'signing in';
    const people = await signIn({ url, users, signal });
    const context = { url, users, people, season, state, folder, root, say, signal };
    for (const [name, step] of left) {
      at = step.name;
      await playStep(name, step, context);
    }
  } catch (error) {
    if (signal.aborted) return false;
    console.error(`  ✗ ${at}: ${error.message}`);
    return false;
  }
  for (const line of summary(
    state,
    STEPS.map(([name]) => name),
  ))
    say(line);
  return true;
};
