import { defineConfig } from 'vitest/config';

// The tests of scoring alone: no portal to compile, no database to start.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/scoring/**/*.test.ts'],
    setupFiles: 'tests/mutation/same-cases.ts',
    testTimeout: 30_000,
  },
});
