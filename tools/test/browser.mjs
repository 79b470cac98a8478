import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { runCommand } from '../start/run-command.mjs';
import { startForTests } from './product.mjs';
import { check, skip, sum } from './tally.mjs';

const RESULTS = 'tmp/test/playwright.json';

/** Reads Playwright's JSON report: `expected` passed, `flaky` passed at a second try, which we count as failed. */
export const readPlaywrightReport = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: Array.from({ length: stats.skipped }, () => ({
    name: 'browser test',
    reason: 'skipped by its own test file',
  })),
});

const playwright = async (root, product, chromium, say) => {
  rmSync(join(root, RESULTS), { force: true });
  const { output } = await runCommand(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '-c', 'tests/e2e/playwright.config.mjs'],
    {
      cwd: root,
      env: {
        ...process.env,
        CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, RESULTS),
        MAX_TEST_URL: product.url,
        MAX_TEST_DATA_DIR: product.dataDir,
      },
    },
  );
  const report = existsSync(join(root, RESULTS)) ? JSON.parse(readFileSync(join(root, RESULTS), 'utf8')) : undefined;
  const counts = report ? readPlaywrightReport(report) : check(false);
  if (counts.failed > 0) say(output.trimEnd());
  return counts;
};

/**
 * Plays a small demo season on a product started as a person starts it, walks through it in a browser where there is
 * one, and stops it with Ctrl-C.
 * @returns {Promise<import('./tally.mjs').Counts>} the demo, the clean stop and each browser test count one
 */
export const seasonAndBrowser = async (root, { chromium, why }, say) => {
  const counts = [];
  let product;
  try {
    product = await startForTests({ root, flags: [], env: { MAX_DEMO_LINES: process.env.MAX_DEMO_LINES ?? '12000' } });
  } catch (error) {
    say(error.message);
    return check(false);
  }
  const held = product.lines.some((line) => /every step held/i.test(line));
  if (!held) say(product.lines.join('\n'));
  counts.push(check(held));
  if (!existsSync(join(root, 'tests/e2e/playwright.config.mjs'))) say('there are no browser tests yet');
  else if (chromium) counts.push(await playwright(root, product, chromium, say));
  else counts.push(skip('browser tests (no Chromium)', why));
  counts.push(check((await product.stop()) === 0));
  product.remove();
  return sum(counts);
};
