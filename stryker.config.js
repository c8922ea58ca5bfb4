/**
 * How much of scoring the tests hold: `npm run mutate` breaks it in every small way and counts what they notice.
 * Tables of data and pure words are no rules. `--mutate scoring/points.ts` asks about one file.
 * A constant that is computed when its file loads may be reported as survived though a test fails when it is broken
 * by hand (known of the Vitest runner): try it before believing it. The score errs on the low side.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['scoring/**/*.ts', '!scoring/data/**', '!scoring/*-words.ts'],
  plugins: ['@stryker-mutator/vitest-runner', './tests/mutation/wording.js'],
  ignorers: ['wording'],
  testRunner: 'vitest',
  vitest: { configFile: 'tests/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/api', '/portal', '/migrations', '/tests/api', '/tests/portal', '/tests/process'],
  // Answers of earlier runs stand until file or tests change; --force asks anew.
  incremental: true,
  incrementalFile: '.tmp/mutation/incremental.json',
  tempDirName: '.tmp/mutation/sandbox',
  reporters: ['clear-text', 'progress', 'json', 'html'],
  jsonReporter: { fileName: '.tmp/mutation/report.json' },
  htmlReporter: { fileName: '.tmp/mutation/report.html' },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  concurrency: 2,
  timeoutMS: 30_000,
  thresholds: { high: 95, low: 90, break: 90 },
};
