import { devices, expect, test } from '@playwright/test';

import { accessibilityFaults } from './axe.mjs';
import { signIn, watch } from './people.mjs';

const { defaultBrowserType: _, ...phone } = devices['Pixel 7'];
test.use(phone);

test('an artist on a phone sees the balance, the earnings and the payouts', async ({ page }) => {
  const faults = watch(page);
  await signIn(page, 'artist', '/portal/');
  await expect(page.getByText(/USD|\$/).first()).toBeVisible();
  for (const path of ['/portal/earnings', '/portal/payouts']) {
    await page.goto(path);
    await expect(page.locator('main h1').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect([path, ...(await accessibilityFaults(page))]).toEqual([path]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
    expect(overflow, `${path} is wider than the phone`).toBeLessThanOrEqual(0);
  }
  expect(faults).toEqual([]);
});
