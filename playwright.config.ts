import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/portal',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/support/browser-run.ts',
  outputDir: '.tmp/browser',
  // Machines have two cores. The journey moves the clock of a district of its own, beside which the others take turns.
  workers: 2,
  projects: [
    { name: 'journey', testMatch: '**/journey.test.ts', workers: 1 },
    { name: 'district', testIgnore: '**/journey.test.ts', workers: 1 },
  ],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
  },
});
