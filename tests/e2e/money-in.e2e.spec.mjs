import { randomUUID } from 'node:crypto';

import { expect, test } from '@playwright/test';

import { signIn, watch } from './people.mjs';

const HEADING = [
  ...['Reporting Date', 'Sale Month', 'Store', 'Artist', 'Title', 'ISRC', 'UPC', 'Quantity', 'Team Percentage'],
  ...['Song/Album', 'Country of Sale', 'Songwriter Royalties Withheld', 'Earnings (USD)'],
].join('\t');

/** A small report of one seller; its title makes its bytes, and so its hash, new in each run. */
const report = (earnings) => {
  const line = (title, amount) => [
    '2026-11-01',
    '2026-10',
    'Spotify',
    'E2E',
    title,
    'XMBX12400001',
    '400000728346',
    '7',
    '100',
    'Song',
    'DE',
    '0',
    amount,
  ];
  const lines = earnings.map((amount, i) => line(`${randomUUID()} ${i}`, amount).join('\t'));
  return Buffer.from(`${[HEADING, ...lines].join('\n')}\n`);
};

test('finance uploads a report, sees its totals and rejected line, and learns that it is known the second time', async ({
  page,
}) => {
  const faults = watch(page);
  await signIn(page, 'finance-maker');
  await page.goto('/statements/upload');
  const name = `DistroKid_e2e_${randomUUID().slice(0, 8)}.tsv`;
  const file = { name, mimeType: 'text/tab-separated-values', buffer: report(['1.25', '0.0000001', 'twelve']) };
  await page.getByLabel('Choose sales reports').setInputFiles(file);
  await page.getByRole('link', { name: 'Open statement' }).click();

  await expect(page.locator('h1')).toHaveText(name);
  await expect(page.getByText('Ready to book')).toBeVisible();
  await expect(page.locator('mb-money-totals')).toContainText('1.25');
  await expect(page.getByRole('table', { name: 'Rejected lines' }).getByRole('row')).toHaveCount(2);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'All as CSV' }).click();
  expect((await download).suggestedFilename()).toBe(`${name}.rejects.csv`);
  expect(faults).toEqual([]);

  await page.goto('/statements/upload');
  await page.getByLabel('Choose sales reports').setInputFiles(file);
  await expect(page.getByText('This very file is here already')).toBeVisible();
  await page.getByRole('link', { name: 'Open the first one' }).click();
  await expect(page.locator('h1')).toHaveText(name);
});

test('what is no sales report is rejected with its reason', async ({ page }) => {
  await signIn(page, 'finance-maker');
  await page.goto('/statements/upload');
  const buffer = Buffer.from(`a shopping list ${randomUUID()}\nmilk\n`);
  const file = { name: 'list.txt', mimeType: 'text/plain', buffer };
  await page.getByLabel('Choose sales reports').setInputFiles(file);
  await page.getByRole('link', { name: 'Open statement' }).click();
  await expect(page.getByText('Nothing of this file was booked.')).toBeVisible();
});
