import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/portal',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/support/browser-run.ts',
  outputDir: '.tmp/browser',
  // One district for the whole run, on machines with two cores.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
  },
});
