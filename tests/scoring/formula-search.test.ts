import { describe, expect, it } from 'vitest';
import type { NumericFact } from '#scoring/facts.ts';
import type { Box } from '#scoring/formula-range.ts';
import { findPoint, type Condition } from '#scoring/formula-search.ts';
import { rational } from '#scoring/points.ts';
import { add, constant, fact, minus, over, points } from './formula-case.ts';

const a = fact('planElementsMissing');
const b = fact('otherFaults');

/** Whole numbers from the first to the last for each fact, in this order. */
const boxed = (sides: Partial<Record<NumericFact, [low: number, high: number]>>): Box =>
  new Map(
    Object.entries(sides).map(([name, [low, high]]) => [
      name as NumericFact,
      { low: BigInt(low), high: BigInt(high) },
    ]),
  );
const found = (box: Box, ...conditions: Condition[]) => {
  const point = findPoint(conditions, box);
  return typeof point === 'string' ? point : [...point.values()].map(Number);
};
const from = (expression: Condition['expression'], least: number, most?: number): Condition => ({
  expression,
  from: rational(least),
  below: most === undefined ? null : rational(most + 1),
});

describe('bounds', () => {
  it.each<[string, Condition, number[] | 'none']>([
    ['from 10 on', { expression: b, from: rational(10) }, [10]],
    ['from 11 on', { expression: b, from: rational(11) }, 'none'],
    ['below 1', { expression: b, below: rational(1) }, [0]],
    ['below 0', { expression: b, below: rational(0) }, 'none'],
    ['above 9', { expression: b, above: rational(9) }, [10]],
    ['above 10', { expression: b, above: rational(10) }, 'none'],
    [
      'below 10, which the first corner just misses',
      { expression: minus(constant('count', 10), b), below: rational(10) },
      [10],
    ],
    ['above 0, which the first corner just misses', { expression: b, above: rational(0) }, [10]],
  ])('%s', (_, condition, point) => expect(found(boxed({ otherFaults: [0, 10] }), condition)).toEqual(point));

  it('hold together at one point', () => {
    const box = boxed({ planElementsMissing: [0, 10], otherFaults: [0, 10] });
    expect(found(box, from(a, 10), from(b, 10))).toEqual([10, 10]);
    expect(found(box, from(a, 10), from(minus(b, a), 1))).toBe('none');
  });
});

it('proves at once that what is divided by nothing has no value', () =>
  expect(found(boxed({ otherFaults: [0, 1000] }), from(over(points(100), constant('count', 0)), 0))).toBe(
    'none',
  ));

// 0 for every number, but nobody sees it before a part is a single one: n of them take 2n - 1 looks.
it.each([
  [150, 'none'],
  [151, 'unknown'],
] as const)('looks at no more than 300 parts: %i single ones need one less than double', (count, answer) =>
  expect(
    found(boxed({ otherFaults: [0, count - 1] }), { expression: minus(b, b), from: rational(1, 2) }),
  ).toBe(answer),
);

describe('the corners and the middle', () => {
  const more: NumericFact[] = ['comments', 'draftDaysLate', 'finalDaysLate'];
  const facts = (count: number) =>
    boxed(
      Object.fromEntries(
        ['planElementsMissing', 'otherFaults', ...more].slice(0, count).map((name) => [name, [0, 10]]),
      ),
    );
  const differs = from(minus(a, b), 1);

  it.each([
    [2, [10, 0]],
    [4, [10, 0, 0, 0]],
  ])('of %i facts are all looked at', (count, point) => expect(found(facts(count), differs)).toEqual(point));

  it('of five are only the lowest, the highest and the middle', () => {
    const sum = more.map(fact).reduce(add, add(a, b));
    expect(found(facts(5), differs)).toEqual([6, 0, 0, 0, 0]);
    expect(found(facts(5), from(sum, 1))).toEqual([10, 10, 10, 10, 10]);
    expect(found(facts(5), from(sum, 20, 30))).toEqual([5, 5, 5, 5, 5]);
  });

  it('of a fact that is settled are one', () =>
    expect(found(boxed({ planElementsMissing: [3, 3], otherFaults: [0, 10] }), from(b, 6))).toEqual([3, 10]));
});

describe('a part is split across the fact of which the most is left', () => {
  it.each<[string, Box, Condition[], number[]]>([
    [
      'the first of equals, however far it reaches',
      boxed({ planElementsMissing: [0, 7], otherFaults: [0, 1000] }),
      [from(a, 4, 4)],
      [4, 0],
    ],
    [
      'then the second',
      boxed({ planDaysLate: [0, 3650], planElementsMissing: [0, 7] }),
      [from(a, 4, 4)],
      [0, 4],
    ],
    [
      'also where only the upper half is left',
      boxed({ planDaysLate: [0, 3650], planElementsMissing: [0, 7] }),
      [from(fact('planDaysLate'), 3000), from(a, 4, 4)],
      [3650, 4],
    ],
    [
      'measured from where its range begins',
      boxed({ otherFaults: [0, 1000], planDaysLate: [3000, 3650] }),
      [from(fact('planDaysLate'), 3326, 3326), from(b, 600)],
      [1000, 3326],
    ],
    [
      'never across one that is settled',
      boxed({ planElementsMissing: [3, 3], otherFaults: [0, 10] }),
      [from(b, 7, 7)],
      [3, 7],
    ],
  ])('%s', (_, box, conditions, point) => expect(found(box, ...conditions)).toEqual(point));
});
