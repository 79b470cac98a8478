import { defineConfig } from '@playwright/test';

import { chromium } from './browser.mjs';

// The product is started by tools/test (see tools/test/browser.mjs), with the demo season played.
export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.spec.mjs',
  outputDir: '../../tmp/e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: { baseURL: process.env.MAX_TEST_URL, ...chromium },
});
