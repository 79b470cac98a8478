import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';

import { runCommand } from '../../tools/start/run-command.mjs';
import { accessibilityFaults } from './axe.mjs';
import { signIn, watch } from './people.mjs';

test('somebody with a wrong password stays outside and is told so', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('nobody@demo.maxbooster.example');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
});

test('a page asked for without a session leads to signing in, then to the page', async ({ page }) => {
  await page.goto('/statements');
  await expect(page).toHaveURL(/sign-in/);
});

test('finance finds a report, its totals and its rejected lines', async ({ page }) => {
  const faults = watch(page);
  await signIn(page, 'finance-maker');
  await page.goto('/statements');
  const report = page.getByRole('link', { name: /DistroKid_2026-08/ }).first();
  await expect(report).toBeVisible();
  await report.click();
  await expect(page.locator('h1')).toContainText('DistroKid_2026-08');
  await expect(page.getByText(/USD/).first()).toBeVisible();
  expect(faults).toEqual([]);
});

test('finance finds the batch, its failed and returned payments', async ({ page }) => {
  const faults = watch(page);
  await signIn(page, 'finance-checker');
  await page.goto('/payout-batches');
  // the season's batch is the one in dollars; other tests make theirs beside it
  await page.getByRole('row', { name: /USD/ }).getByRole('link').first().click();
  await expect(page.getByText(/returned/i).first()).toBeVisible();
  await expect(page.getByText(/failed/i).first()).toBeVisible();
  expect(faults).toEqual([]);
});

test('an auditor reads the audit log and the batches, and has no button to make one', async ({ page }) => {
  await signIn(page, 'auditor');
  await page.goto('/audit');
  await expect(page.locator('table tbody tr').first()).toBeVisible();
  await page.goto('/payout-batches');
  await expect(page.locator('table tbody tr').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Draft batch' })).toHaveCount(0);
});

test('a batch goes from its maker, who can not approve it, to the checker, who rejects it with a reason', async ({
  page,
  browser,
}) => {
  await signIn(page, 'finance-maker');
  await page.goto('/payout-batches');
  await page.getByLabel(/Draft a batch/).selectOption('EUR');
  await page.getByRole('button', { name: 'Draft batch' }).click();
  await expect(page).toHaveURL(/payout-batches\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(page.getByText('somebody else has to approve it')).toBeVisible();

  const checker = await browser.newPage();
  await signIn(checker, 'finance-checker');
  await checker.goto(new URL(page.url()).pathname);
  await checker.getByRole('button', { name: 'Reject', exact: true }).click();
  const dialog = checker.getByRole('dialog');
  await dialog.getByLabel('Why').fill('Two sheets are still being talked about');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  // in the note, and soon in the timeline as well
  await expect(checker.getByText('Rejected: Two sheets are still being talked about').first()).toBeVisible();
  await checker.close();
});

test('compliance downloads the evidence pack', async ({ page }) => {
  await signIn(page, 'compliance');
  await page.goto('/evidence-packs');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^ZIP/ }).first().click();
  const file = await (await download).path();
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  const { status, output } = await runCommand(process.execPath, ['dist/verifier.mjs', file]);
  expect(status, output).toBe(0);
});

// what lies behind it is looked at in every-page.e2e.spec.mjs
for (const colorScheme of ['light', 'dark'])
  test(`signing in is accessible in ${colorScheme}`, async ({ browser }) => {
    const page = await browser.newPage({ colorScheme });
    for (const path of ['/sign-in', '/portal/sign-in']) {
      await page.goto(path);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      expect([path, ...(await accessibilityFaults(page))]).toEqual([path]);
    }
    await page.close();
  });
