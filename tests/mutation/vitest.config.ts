import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { NearestFirst } from './nearest-first.ts';

const ours = resolve(import.meta.dirname, 'fast-check.ts');
const fewCases: Plugin = {
  name: 'few-cases',
  enforce: 'pre',
  resolveId: (wanted, from) => (wanted === 'fast-check' && from !== ours ? ours : null),
};

// The tests of scoring alone, in one process: no portal to compile, no database to start, nothing to load twice.
export default defineConfig({
  plugins: [fewCases],
  test: {
    environment: 'node',
    include: ['tests/scoring/**/*.test.ts'],
    isolate: false,
    sequence: { sequencer: NearestFirst },
    testTimeout: 30_000,
  },
});
