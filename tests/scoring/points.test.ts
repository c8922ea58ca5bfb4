import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  formatPoints,
  greatest,
  least,
  multiply,
  ofPoints,
  parsePoints,
  parseRational,
  rational,
  shareOf,
  subtract,
  sum,
  sumPoints,
  toPoints,
} from '#scoring/points.ts';

describe('reading points', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['5', 500],
    ['5.5', 550],
    ['59.99', 5999],
    ['100.00', 10000],
    ['-1.25', -125],
    [' 007.10 ', 710],
  ])('%j is %i hundredths', (text, points) => {
    const parsed = parsePoints(text);
    expect(parsed).toEqual({ points });
    if ('points' in parsed) expect(Object.is(parsed.points, -0)).toBe(false);
  });
  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['59.995', 'tooManyDecimals'],
    ['5.000', 'tooManyDecimals'],
    ['1e2', 'notPlainNumber'],
    ['NaN', 'notPlainNumber'],
    ['Infinity', 'notPlainNumber'],
    ['0x10', 'notPlainNumber'],
    ['５', 'notPlainNumber'],
    ['1,000', 'notPlainNumber'],
    ['5.', 'notPlainNumber'],
    ['.5', 'notPlainNumber'],
    ['+5', 'notPlainNumber'],
    ['5 0', 'notPlainNumber'],
    ['1234567890', 'notPlainNumber'],
  ])('%j is refused: %s', (text, problem) => expect(parsePoints(text)).toEqual({ problem }));

  test('what is shown reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (points) => {
        expect(parsePoints(formatPoints(points))).toEqual({ points });
      }),
    );
  });
});

describe('showing and adding points', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [6500, '65.00'],
    [10000, '100.00'],
  ])('%i is shown as %s', (points, text) => expect(formatPoints(points)).toBe(text));
  test.each([0.5, NaN, Infinity])('%d is no number of points', (points) => {
    expect(() => formatPoints(points)).toThrow();
    expect(() => sumPoints([1, points])).toThrow();
  });
  test('sums are exact', () => {
    expect(sumPoints([])).toBe(0);
    expect(sumPoints([10, 20, 30])).toBe(60);
    expect(() => sumPoints([Number.MAX_SAFE_INTEGER, 1])).toThrow();
    // Two halves of a hundredth make a whole number, and are refused all the same.
    expect(() => sumPoints([0.5, 0.5])).toThrow();
    expect(() => sumPoints([Number.MAX_SAFE_INTEGER + 1, -1])).toThrow();
  });
});

describe('exact fractions', () => {
  test('lowest terms, positive denominator', () => {
    expect(rational(6, -4)).toEqual({ n: -3n, d: 2n });
    expect(rational(0, 5)).toEqual({ n: 0n, d: 1n });
    expect(() => rational(1, 0)).toThrow();
    expect(() => divide(rational(1), rational(0))).toThrow();
    expect(divide(rational(1), rational(-2))).toEqual({ n: -1n, d: 2n });
  });
  test.each([
    ['0.4066', 4066, 10000],
    ['-1.5', -3, 2],
    ['7', 7, 1],
  ])('%s', (text, n, d) => expect(parseRational(text)).toEqual(rational(n, d)));
  test.each(['', '1e3', '1/2', '.5', 'NaN'])('%j is no decimal', (text) =>
    expect(parseRational(text)).toBeNull(),
  );

  const fraction = fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 500 }))
    .map(([n, d]) => rational(n, d));
  test('the laws of arithmetic', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(subtract(a, b), b)).toEqual(a);
        expect(sum([a, b, c])).toEqual(add(a, add(b, c)));
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect([least(a, b), greatest(a, b)]).toContainEqual(a);
        expect(compare(least(a, b), greatest(a, b))).toBeLessThanOrEqual(0);
        if (b.n !== 0n) expect(multiply(divide(a, b), b)).toEqual(a);
      }),
    );
  });
});

describe('rounding half up, once', () => {
  test.each([
    [59995, 1000, 6000],
    [59994, 1000, 5999],
    [599949999, 10000000, 5999],
    [-59995, 1000, -6000],
    [-4, 1000, 0],
    [1, 3, 33],
    [2, 3, 67],
    [6995, 1000, 700],
  ])('%i / %i is %i hundredths', (n, d, points) => {
    const rounded = toPoints(rational(n, d));
    expect(rounded).toBe(points + 0);
    expect(Object.is(rounded, -0)).toBe(false);
  });
  test('points that an integer cannot hold exactly are refused', () => {
    expect(() => toPoints(rational(2n ** 53n, 100n))).toThrow();
    expect(toPoints(rational(2n ** 53n - 1n, 100n))).toBe(Number.MAX_SAFE_INTEGER);
  });
  test.each([
    [700, 2n, 3n, 467],
    [1, 1n, 2n, 1],
    [1, 49n, 100n, 0],
    [10000, 0n, 7n, 0],
    [10000, 7n, 7n, 10000],
    [900, 10n ** 17n, 3n * 10n ** 17n, 300],
  ])('of %i hundredths %i / %i is %i', (points, n, d, share) => {
    expect(shareOf(points, n, d)).toBe(share);
  });
  test('points come back from their fraction, and rounding moves by half a hundredth at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20000, max: 20000 }), fc.integer({ min: 1, max: 9999 }), (n, d) => {
        expect(toPoints(ofPoints(n))).toBe(n);
        const off = subtract(ofPoints(toPoints(rational(n, d))), rational(n, d));
        expect(compare(off, rational(1, 200))).toBeLessThanOrEqual(0);
        expect(compare(off, rational(-1, 200))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
