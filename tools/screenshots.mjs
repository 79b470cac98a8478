// `npm run screenshots`: pictures of ten key pages of a running product, light and dark, desktop and phone, into
// docs/screenshots. BASE_URL says where it runs (default http://127.0.0.1:4080), MAX_CREDENTIALS where its
// demo-credentials.json lies (default var/demo-credentials.json).
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { chromium as system } from '../tests/e2e/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const base = process.env.BASE_URL ?? 'http://127.0.0.1:4080';
const credentials = process.env.MAX_CREDENTIALS ?? join(root, 'var', 'demo-credentials.json');
const target = join(root, 'docs', 'screenshots');

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

/** The first item of a list that the signed-in person may read. */
const first = async (context, list, fits = () => true) => {
  const answer = await context.request.get(`${base}/api/v1/${list}`);
  const item = answer.ok() ? (await answer.json()).items.find(fits) : undefined;
  if (!item) throw new Error(`no ${list} to show: has the demo season been played at ${base}?`);
  return item.id;
};

/** Name of the picture, who is signed in, and the page. */
const PAGES = [
  ['sign-in', null, () => '/sign-in'],
  ['start', 'finance-maker', () => '/'],
  ['statements', 'finance-maker', () => '/statements'],
  ['statement', 'finance-maker', async (c) => `/statements/${await first(c, 'statements?status=booked')}`],
  [
    'payout-batch',
    'finance-checker',
    async (c) => `/payout-batches/${await first(c, 'payout-batches?status=approved')}`,
  ],
  ['payout-lineage', 'finance-maker', async (c) => `/payouts/${await first(c, 'payouts?state=paid')}`],
  ['evidence-packs', 'compliance', () => '/evidence-packs'],
  ['audit-log', 'compliance', () => '/audit'],
  ['portal-overview', 'artist', () => '/portal/'],
  ['portal-earnings', 'artist', () => '/portal/earnings?by=service'],
];

const signIn = async (context, users, role) => {
  const { email, password } = users.find((user) => user.role === role);
  const answer = await context.request.post(`${base}/api/v1/auth/login`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`${role} could not sign in: ${answer.status()}`);
};

/** Waits until nothing is loading any more, fonts and charts included. */
const settled = async (page) => {
  await page.waitForLoadState('networkidle');
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelectorAll('mb-loading, [aria-busy="true"]').length === 0);
  await page.waitForFunction(() => {
    const charts = [...document.querySelectorAll('mb-bar-chart')];
    return charts.every((chart) => chart.querySelector('svg path') !== null);
  });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
};

const users = JSON.parse(await readFile(credentials, 'utf8'));
await mkdir(target, { recursive: true });
const browser = await chromium.launch(system.launchOptions);
try {
  for (const colorScheme of ['light', 'dark'])
    for (const [size, viewport] of Object.entries(SIZES)) {
      const sessions = new Map();
      for (const [name, role, pathOf] of PAGES) {
        let context = sessions.get(role);
        if (!context) {
          context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' });
          if (role !== null) await signIn(context, users, role);
          sessions.set(role, context);
        }
        const page = await context.newPage();
        await page.goto(base + (await pathOf(context)));
        await settled(page);
        await page.screenshot({ path: join(target, `${name}-${colorScheme}-${size}.png`) });
        await page.close();
      }
      for (const context of sessions.values()) await context.close();
      console.log(`${colorScheme} ${size}: ${PAGES.length} pictures`);
    }
} finally {
  await browser.close();
}
