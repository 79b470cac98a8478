import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { until } from '../../demo/until.mjs';

import { report } from './season.mjs';

const fresh = (client, path) => client.get(path, { atLeast: client.position() });

/** One report on its way: sent, read, booked. */
const statementRound = async ({ maker }, folder, round, lines) => {
  const file = join(folder, `report-${round}.tsv`);
  await writeFile(file, report(round, lines));
  const { id } = await maker.upload('statements', file);
  await rm(file);
  const path = `statements/${id}`;
  const read = await until(
    () => fresh(maker, path),
    ({ status }) => !['received', 'parsing'].includes(status),
    {
      what: `reading report ${round}`,
    },
  );
  if (read.status !== 'parsed') throw new Error(`report ${round} is ${read.status}: ${read.rejection?.reason}`);
  await maker.post(`${path}/book`);
  await until(
    () => fresh(maker, path),
    ({ status }) => status === 'booked',
    { what: `booking report ${round}` },
  );
  return id;
};

/** All that is to be paid, by two people, until the bank has spoken. */
const payoutRound = async ({ maker, checker }) => {
  const { id } = await maker.post('payout-batches', { currency: 'USD' });
  const path = `payout-batches/${id}`;
  await maker.post(`${path}/submit`);
  const { contentHash } = await maker.get(path, { atLeast: maker.position() });
  await checker.post(`${path}/approve`, { contentHash });
  await until(
    () => fresh(checker, path),
    ({ lines }) => lines.every(({ state }) => state === 'paid'),
    { what: 'the end of every payment', tell: ({ payouts }) => payouts },
  );
  return id;
};

const packRound = async ({ compliance }, folder, batch) => {
  const { id } = await compliance.post('evidence-packs', { payoutBatchId: batch });
  const path = `evidence-packs/${id}`;
  const pack = await until(
    () => fresh(compliance, path),
    ({ status }) => status === 'built' || status === 'failed',
    {
      what: 'the evidence pack',
    },
  );
  if (pack.status !== 'built') throw new Error(`the pack is ${pack.status}: ${pack.reason}`);
  const file = join(folder, 'pack.zip');
  await compliance.download(`${path}/download`, file);
  await rm(file);
};

const PAYOUT_EACH = 3;
const PACK_EACH = 2;

/**
 * Money through the whole product, one round after the other, at least `everyMs` apart: a report each round, a payout
 * batch each third, the evidence of each second batch.
 */
export const moveMoney = async (people, { folder, lines, everyMs, stopped, wait }) => {
  const done = { statements: 0, batches: 0, packs: 0 };
  let latest;
  for (let round = 1; !stopped(); round += 1) {
    const began = Date.now();
    latest = await statementRound(people, folder, round, lines);
    done.statements += 1;
    if (round % PAYOUT_EACH === 0) {
      const batch = await payoutRound(people);
      done.batches += 1;
      if (done.batches % PACK_EACH === 0) {
        await packRound(people, folder, batch);
        done.packs += 1;
      }
    }
    await wait(Math.max(0, began + everyMs - Date.now()));
  }
  return { ...done, latest };
};
