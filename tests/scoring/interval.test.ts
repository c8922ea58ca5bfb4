/** All intervals with ends from −2 to 2 or none, against plain arithmetic on the numbers that lie in them. */
import { describe, expect, it } from 'vitest';
import * as interval from '#scoring/interval.ts';
import type { Interval } from '#scoring/interval.ts';
import { type Rational, rational } from '#scoring/points.ts';

type Ends = readonly [low: number | null, high: number | null];

const ends = [null, -2, -1, 0, 1, 2];
const all: readonly Ends[] = ends.flatMap((low) =>
  ends.filter((high) => low === null || high === null || low <= high).map((high) => [low, high] as const),
);
const bounded = all.filter((one): one is readonly [number, number] => !one.includes(null));
const of = ([low, high]: Ends): Interval => ({
  low: low === null ? null : rational(low),
  high: high === null ? null : rational(high),
});
const numberOf = (end: Rational | null) => (end === null ? null : Number(end.n) / Number(end.d));
const endsOf = (found: Interval | null): Ends | null =>
  found === null ? null : [numberOf(found.low), numberOf(found.high)];
/** Halves inside, as far as 6 where there is no end. */
const inside = ([low, high]: Ends): number[] =>
  Array.from({ length: 25 }, (_, index) => index / 2 - 6).filter(
    (value) => (low === null || value >= low) && (high === null || value <= high),
  );
const holds = (found: Ends, value: number) =>
  (found[0] === null || value >= found[0] - 1e-9) && (found[1] === null || value <= found[1] + 1e-9);
const pairs = <A extends Ends, B extends Ends>(left: readonly A[], right: readonly B[]) =>
  left.flatMap((a) => right.map((b) => [a, b] as const));
/** −0 is 0. */
const between = (values: readonly number[]): Ends => [Math.min(...values) + 0, Math.max(...values) + 0];

const operations = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  min: Math.min,
  max: Math.max,
};

describe.each(Object.entries(operations))('%s', (name, plain) => {
  const operation = interval[name as keyof typeof operations];

  it('holds every result', () => {
    const missed = pairs(all, all).filter(([a, b]) => {
      const found = endsOf(operation(of(a), of(b)))!;
      return inside(a).some((x) => inside(b).some((y) => !holds(found, plain(x, y))));
    });
    expect(missed).toEqual([]);
  });

  it('holds no more than that between ends', () => {
    for (const [a, b] of pairs(bounded, bounded)) {
      const corners = a.flatMap((x) => b.map((y) => plain(x, y)));
      expect(endsOf(operation(of(a), of(b))), `${a} ${name} ${b}`).toEqual(between(corners));
    }
  });
});

describe('without an end', () => {
  it.each<[keyof typeof operations, Ends, Ends, Ends]>([
    ['add', [1, null], [1, 2], [2, null]],
    ['add', [null, 1], [1, 2], [null, 3]],
    ['subtract', [1, null], [1, 2], [-1, null]],
    ['subtract', [1, 2], [1, null], [null, 1]],
    ['multiply', [1, null], [1, 2], [1, null]],
    ['multiply', [1, null], [-2, -1], [null, -1]],
    ['multiply', [null, -1], [-2, -1], [1, null]],
    ['multiply', [null, -1], [1, 2], [null, -1]],
    ['multiply', [null, null], [0, 0], [0, 0]],
    ['multiply', [0, 0], [1, null], [0, 0]],
    ['min', [1, null], [0, null], [0, null]],
    ['min', [1, null], [0, 2], [0, 2]],
    ['min', [0, 2], [1, null], [0, 2]],
    ['min', [null, 1], [0, 2], [null, 1]],
    ['max', [1, null], [0, 2], [1, null]],
    ['max', [null, 1], [0, 2], [0, 2]],
    ['max', [null, 1], [null, 2], [null, 2]],
  ])('%s of %j and %j is %j', (name, a, b, expected) =>
    expect(endsOf(interval[name](of(a), of(b)))).toEqual(expected),
  );
});

describe('divide', () => {
  it('holds every quotient, and leaves a divisor of 0 out', () => {
    const missed = pairs(all, all).filter(([a, b]) => {
      const found = endsOf(interval.divide(of(a), of(b)));
      const quotients = inside(a).flatMap((x) => inside(b).flatMap((y) => (y === 0 ? [] : [x / y])));
      return found === null ? quotients.length > 0 : quotients.some((value) => !holds(found, value));
    });
    expect(missed).toEqual([]);
  });

  it('holds no more than that where the divisor keeps its sign', () => {
    for (const [a, b] of pairs(
      bounded,
      bounded.filter(([low, high]) => low > 0 || high < 0),
    )) {
      const corners = a.flatMap((x) => b.map((y) => x / y));
      expect(endsOf(interval.divide(of(a), of(b))), `${a} ÷ ${b}`).toEqual(between(corners));
    }
  });

  it.each<[Ends, Ends, Ends | null]>([
    [[1, 2], [0, 0], null],
    [
      [1, 2],
      [0, 2],
      [0.5, null],
    ],
    [
      [1, 2],
      [-2, 0],
      [null, -0.5],
    ],
    [
      [-2, -1],
      [0, 2],
      [null, -0.5],
    ],
    [
      [1, 2],
      [1, null],
      [0, 2],
    ],
    [
      [1, 2],
      [null, -1],
      [-2, 0],
    ],
    [
      [1, 2],
      [0, null],
      [0, null],
    ],
    [
      [1, 2],
      [-1, 1],
      [null, null],
    ],
    [
      [1, 2],
      [null, null],
      [null, null],
    ],
  ])('%j by %j is %j', (a, b, expected) => expect(endsOf(interval.divide(of(a), of(b)))).toEqual(expected));
});

it('negate turns the ends round', () => {
  for (const [low, high] of all)
    expect(endsOf(interval.negate(of([low, high])))).toEqual([
      high === null ? null : 0 - high,
      low === null ? null : 0 - low,
    ]);
});

it('union goes from the lower to the higher end of both', () => {
  for (const [a, b] of pairs(all, all)) {
    const [low, high] = endsOf(interval.union(of(a), of(b)))!;
    expect(low).toBe(a[0] === null || b[0] === null ? null : Math.min(a[0], b[0]));
    expect(high).toBe(a[1] === null || b[1] === null ? null : Math.max(a[1], b[1]));
  }
});

it.each<[Ends, notBelow: boolean, notAbove: boolean]>([
  [[0, 0], true, true],
  [[0, 1], true, false],
  [[-1, 0], false, true],
  [[-1, 1], false, false],
  [[1, null], true, false],
  [[null, -1], false, true],
  [[null, null], false, false],
])('%j is not below 0: %s, not above 0: %s', (one, notBelow, notAbove) => {
  expect(interval.isNotBelow(of(one))).toBe(notBelow);
  expect(interval.isNotAbove(of(one))).toBe(notAbove);
});

it('exactly one value is an interval of its own', () =>
  expect(endsOf(interval.exactly(rational(3, 2)))).toEqual([1.5, 1.5]));
