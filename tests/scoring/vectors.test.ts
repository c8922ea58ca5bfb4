/**
 * The vectors of tests/vectors put to the TypeScript. Their expectations come from the documents and from the second
 * implementation in tests/second, which writes them; never from the code judged here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arithmetic } from './vectors/arithmetic.ts';
import { assessments } from './vectors/assessments.ts';
import { codes } from './vectors/codes.ts';
import { days } from './vectors/days.ts';
import { draws } from './vectors/draws.ts';
import { eligibility } from './vectors/eligibility.ts';
import { evaluations } from './vectors/evaluations.ts';
import { faults } from './vectors/faults.ts';
import { policies } from './vectors/policies.ts';
import { proofs } from './vectors/proofs.ts';
import { ratings } from './vectors/ratings.ts';
import { rules } from './vectors/rules.ts';
import { refused, type Runners } from './vectors/runner.ts';
import { selections } from './vectors/selections.ts';
import { sheets } from './vectors/sheets.ts';
import { waysBack } from './vectors/ways-back.ts';
import { whatIfs } from './vectors/what-ifs.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'tests/vectors');
const runners: Runners = {
  ...arithmetic,
  ...days,
  ...codes,
  ...evaluations,
  ...sheets,
  ...assessments,
  ...ratings,
  ...rules,
  ...draws,
  ...selections,
  ...eligibility,
  ...faults,
  ...proofs,
  ...policies,
  ...whatIfs,
  ...waysBack,
};
const atLeast = 3000;
const largest = 2_500_000;

interface Vectors {
  readonly about: string;
  readonly source: string;
  readonly units: string;
  readonly count: number;
  readonly given?: unknown;
  readonly cases: readonly { readonly name: string; readonly input: unknown; readonly expected: unknown }[];
}

const texts = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name.slice(0, -'.json'.length), readFileSync(join(folder, name), 'utf8')]),
);
const files = new Map([...texts].map(([name, text]) => [name, JSON.parse(text) as Vectors]));

describe('the files', () => {
  it('have a runner each, and each runner a file', () => {
    expect([...files.keys()].sort()).toEqual(Object.keys(runners).sort());
  });

  it(`hold at least ${atLeast} cases and are small`, () => {
    const cases = [...files.values()].reduce((total, { cases }) => total + cases.length, 0);
    expect(cases).toBeGreaterThanOrEqual(atLeast);
    const bytes = [...texts.values()].reduce((total, text) => total + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(largest);
  });
});

describe.each([...files])('%s', (name, file) => {
  it(`says what it is and holds the ${file.count} cases it says`, () => {
    for (const words of [file.about, file.source, file.units]) expect(words).toMatch(/\w/);
    expect(file.count).toBeGreaterThan(0);
    expect(file.cases).toHaveLength(file.count);
    expect(new Set(file.cases.map((one) => one.name)).size).toBe(file.count);
  });

  const runner = runners[name];
  it.runIf(runner)('is answered as expected', () => {
    const wrong = file.cases.flatMap(({ name, input, expected }) => {
      const answer = answered(() => runner!(input as never, file.given as never));
      return isSame(answer, expected) ? [] : [{ name, expected, answer }];
    });
    expect(wrong.map(({ name, answer }) => ({ name, answer }))).toEqual(
      wrong.map(({ name, expected }) => ({ name, answer: expected })),
    );
  });
});

function answered(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error instanceof Error ? { ...refused, because: error.message } : error;
  }
}

function isSame(answer: unknown, expected: unknown): boolean {
  if (JSON.stringify(expected) === JSON.stringify(refused))
    return typeof answer === 'object' && answer !== null && 'because' in answer;
  try {
    expect(answer).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}
