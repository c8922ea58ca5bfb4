import type fastCheck from 'fast-check';
import { vi } from 'vitest';

/**
 * A score must not hang on luck: every run draws the same random cases. It must also be had within hours, and each
 * property is asked again for every mutant it reaches, so a hundred cases stand for the up to two thousand of a real
 * run. One that fails is not made smaller.
 */
vi.mock('fast-check', async (original) => {
  const { default: fc, ...named } = await original<{ default: typeof fastCheck }>();
  fc.configureGlobal({ seed: 20_210_430, endOnFailure: true });
  const assert = (property: Parameters<typeof fc.assert>[0], given: Parameters<typeof fc.assert>[1] = {}) =>
    fc.assert(property, { ...given, numRuns: Math.min(given.numRuns ?? 100, 100) });
  return { ...named, assert, default: { ...fc, assert } };
});
