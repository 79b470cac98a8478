import { expect, test } from '@playwright/test';

import { accessibilityFaults } from './axe.mjs';
import { signIn, watch } from './people.mjs';

const first = async (page, list) => {
  const { items } = await (await page.request.get(`/api/v1/${list}`)).json();
  return items[0].id;
};

/** Every page behind the sign-in, by who may see most of it. */
const PAGES = {
  compliance: [
    '/statements',
    async (page) => `/statements/${await first(page, 'statements?status=booked')}`,
    '/catalog/tracks',
    '/split-sheets',
    async (page) => `/payees/${await first(page, 'payees')}`,
    async (page) => `/payout-batches/${await first(page, 'payout-batches?status=approved')}`,
    '/payouts',
    async (page) => `/payouts/${await first(page, 'payouts?state=paid')}`,
    async (page) => `/payouts/${await first(page, 'payouts?state=paid')}/lines`,
    '/evidence-packs',
    '/audit',
    '/no-such-page',
  ],
  'finance-maker': ['/', '/statements/upload', '/split-sheets/new', '/payees', '/payout-batches'],
};

for (const colorScheme of ['light', 'dark'])
  for (const width of [1280, 360])
    test(`every page is accessible and fits, ${colorScheme}, ${width} px wide`, async ({ browser }) => {
      test.setTimeout(180_000);
      for (const [role, pages] of Object.entries(PAGES)) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
        const faults = watch(page);
        await signIn(page, role);
        for (const pathOf of pages) {
          const path = typeof pathOf === 'string' ? pathOf : await pathOf(page);
          await page.goto(path);
          await expect(page.locator('main h1').first()).toBeAttached();
          await expect(page.locator('mb-loading')).toHaveCount(0);
          expect([path, ...(await accessibilityFaults(page))]).toEqual([path]);
          const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
          expect([path, overflow]).toEqual([path, 0]);
        }
        expect(faults).toEqual([]);
        await page.close();
      }
    });
