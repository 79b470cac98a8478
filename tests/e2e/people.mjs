import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from '@playwright/test';

const users = () => JSON.parse(readFileSync(join(process.env.MAX_TEST_DATA_DIR, 'demo-credentials.json'), 'utf8'));

/** Signs in by the form, as a person does, and waits for the page behind it. */
export const signIn = async (page, role, base = '/') => {
  const { email, password } = users().find((user) => user.role === role);
  await page.goto(`${base}sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await expect(page.locator('main h1').first()).toBeVisible();
};

/** Notes what a page should never do: errors in its console, requests to another machine. */
export const watch = (page) => {
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') faults.push(`foreign: ${request.url()}`);
  });
  return faults;
};
