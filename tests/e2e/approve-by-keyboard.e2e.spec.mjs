import { expect, test } from '@playwright/test';

import { signIn, watch } from './people.mjs';

/** Goes on with the Tab key until the thing of that name has the focus, as somebody without a mouse does. */
const tabTo = async (page, name) => {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 1 && (await focused.innerText()).trim() === name) return;
  }
  throw new Error(`nothing called "${name}" can be reached by the Tab key`);
};

test('a checker approves a batch by keyboard alone, having typed its amount', async ({ page, browser }) => {
  await signIn(page, 'finance-maker');
  await page.goto('/payout-batches');
  await page.getByLabel(/Draft a batch/).selectOption('GBP');
  await page.getByRole('button', { name: 'Draft batch' }).click();
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(page.getByText('somebody else has to approve it')).toBeVisible();

  const checker = await browser.newPage();
  const faults = watch(checker);
  await signIn(checker, 'finance-checker');
  await checker.goto(new URL(page.url()).pathname);
  await expect(checker.getByRole('button', { name: 'Approve' })).toBeVisible();
  await tabTo(checker, 'Approve');
  await checker.keyboard.press('Enter');
  const dialog = checker.getByRole('dialog');
  const amount = /Type ([\d.]+) to go on/.exec(await dialog.innerText())?.[1];
  await expect(dialog.getByRole('button', { name: 'Approve and pay' })).toBeDisabled();
  await expect(dialog.getByLabel('Total of the batch')).toBeFocused();
  await checker.keyboard.type(amount);
  await expect(dialog.getByRole('button', { name: 'Approve and pay' })).toBeEnabled();
  await checker.keyboard.press('Enter');
  await expect(checker.locator('mb-page-header')).toContainText('Approved');
  expect(faults).toEqual([]);
  await checker.close();
});

test('the content is one key away, and every page has its own title', async ({ page }) => {
  await signIn(page, 'finance-maker');
  await page.goto('/payees');
  await expect(page).toHaveTitle(/Payees/);
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Skip to the content');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});
