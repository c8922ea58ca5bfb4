import { describe, expect, it } from 'vitest';
import type { NumericFact } from '#scoring/facts.ts';
import type { Expression } from '#scoring/formula.ts';
import { type Box, boxOf, isApart, rangeOf, rangesOfPieces } from '#scoring/formula-range.ts';
import { type Rational, rational } from '#scoring/points.ts';
import { add, constant, fact, max, min, minus, over, piecewise, points, times } from './formula-case.ts';

const late = fact('planDaysLate');
const faults = fact('otherFaults');
const box: Box = boxOf(['planDaysLate', 'otherFaults']);
const boxed = (low: number, high: number, name: NumericFact = 'otherFaults'): Box =>
  new Map([[name, { low: BigInt(low), high: BigInt(high) }]]);
const text = (end: Rational | null) => (end === null ? '…' : end.d === 1n ? `${end.n}` : `${end.n}/${end.d}`);
const rangeText = (range: ReturnType<typeof rangeOf>) =>
  range === null ? null : `${text(range.low)} to ${text(range.high)}`;
const rangeIn = (expression: Expression, inside: Box = box) => rangeText(rangeOf(expression, inside));

it('a fact lies between 0 and its most', () => {
  expect(box.get('planDaysLate')).toEqual({ low: 0n, high: 3650n });
  expect(box.get('otherFaults')).toEqual({ low: 0n, high: 1000n });
  expect([...box.keys()]).toEqual(['planDaysLate', 'otherFaults']);
});

describe('the values of a formula', () => {
  it.each<[string, Expression, Box, string | null]>([
    ['a constant', points(150), box, '3/2 to 3/2'],
    ['a fact', late, box, '0 to 3650'],
    ['a fact within less', faults, boxed(2, 5), '2 to 5'],
    ['a sum', add(faults, constant('count', 3)), boxed(2, 5), '5 to 8'],
    ['a sum with a fact behind, which may be 0', add(constant('count', 3), faults), boxed(0, 5), '3 to 8'],
    ['a difference', minus(points(500), faults), boxed(2, 5), '0 to 3'],
    ['a product', times(faults, points(50)), boxed(0, 5), '0 to 5/2'],
    ['the smaller', min(faults, constant('count', 3)), boxed(2, 5), '2 to 3'],
    ['the larger', max(faults, constant('count', 3)), boxed(2, 5), '3 to 5'],
    ['a quotient by a fact, which is at least 1 then', over(points(100), faults), box, '1/1000 to 1'],
    ['a quotient by a fact that begins later', over(points(100), faults), boxed(2, 5), '1/5 to 1/2'],
    ['a quotient by what is 0', over(points(100), faults), boxed(0, 0), null],
    ['a quotient by a sum', over(points(100), add(faults, constant('count', 1))), boxed(0, 4), '1/5 to 1'],
    [
      'a quotient by a difference that may be 0',
      over(points(100), minus(faults, constant('count', 1))),
      boxed(1, 2),
      '1 to …',
    ],
    ['of nothing there is nothing', add(over(points(1), constant('count', 0)), points(1)), box, null],
    ['nor on the other side', add(points(1), over(points(1), constant('count', 0))), box, null],
    ['a fact divided may be 0', over(faults, constant('count', 2)), boxed(0, 4), '0 to 2'],
  ])('%s', (_, expression, inside, range) => expect(rangeIn(expression, inside)).toBe(range));

  it('a fact without a range is a mistake', () =>
    expect(() => rangeIn(late, boxed(0, 1))).toThrow('no range for planDaysLate'));
});

describe('pieces', () => {
  const nothing = over(points(1), constant('count', 0));
  const graded = (...bounds: [n: number, d?: number][]) =>
    piecewise(
      faults,
      bounds.map(([n, d], index) => [constant('count', n, d), points(100 * (index + 1))]),
      points(0),
    );
  const stretches = (expression: Expression, inside: Box) =>
    expression.op === 'piecewise'
      ? rangesOfPieces(expression, inside).map((piece) => {
          const side = piece.box.get('otherFaults')!;
          return `${side.low}–${side.high}: ${rangeText(piece.range)}`;
        })
      : [];

  it.each<[string, Expression, Box, string[]]>([
    ['each its own stretch', graded([1], [4]), box, ['0–0: 1 to 1', '1–3: 2 to 2', '4–1000: 0 to 0']],
    ['from a part of a whole', graded([7, 2]), box, ['0–3: 1 to 1', '4–1000: 0 to 0']],
    ['one that is reached by nothing is left out', graded([1], [4]), boxed(1, 3), ['1–3: 2 to 2']],
    ['no further than the box reaches', graded([1], [4]), boxed(1, 2), ['1–2: 2 to 2']],
    ['and no earlier than it begins', graded([1], [4]), boxed(6, 9), ['6–9: 0 to 0']],
    ['the last of them', graded([1], [4]), boxed(4, 9), ['4–9: 0 to 0']],
    ['the first of them', graded([1], [4]), boxed(0, 0), ['0–0: 1 to 1']],
    ['both sides of a bound', graded([4]), boxed(3, 4), ['3–3: 1 to 1', '4–4: 0 to 0']],
    ['below 0 there is nothing', graded([-1], [-1, 2], [0]), box, ['0–1000: 0 to 0']],
    [
      'no whole number between two bounds',
      graded([5, 4], [7, 4]),
      boxed(0, 2),
      ['0–1: 1 to 1', '2–2: 0 to 0'],
    ],
  ])('%s', (_, expression, inside, expected) => expect(stretches(expression, inside)).toEqual(expected));

  it('of something computed keep the whole box', () => {
    const expression = piecewise(
      add(faults, constant('count', 1)),
      [
        [constant('count', 1), points(100)],
        [constant('count', 3), faults],
      ],
      points(0),
    );
    expect(stretches(expression, boxed(0, 9))).toEqual(['0–9: 0 to 9', '0–9: 0 to 0']);
  });

  it('of nothing there is none', () => {
    const expression = piecewise(nothing, [[constant('count', 1), points(100)]], points(0));
    expect(stretches(expression, box)).toEqual([]);
    expect(rangeIn(expression)).toBeNull();
  });

  it('together reach from the least to the most of any', () => {
    expect(rangeIn(graded([1], [4]))).toBe('0 to 2');
    expect(rangeIn(graded([1], [4]), boxed(0, 3))).toBe('1 to 2');
    const first = piecewise(faults, [[constant('count', 1), nothing]], points(300));
    const last = piecewise(faults, [[constant('count', 1), points(300)]], nothing);
    expect([rangeIn(first), rangeIn(last)]).toEqual(['3 to 3', '3 to 3']);
    expect(rangeIn(piecewise(faults, [[constant('count', 1), nothing]], nothing))).toBeNull();
  });
});

it.each<[low: number | null, high: number | null, from: number | null, below: number | null, boolean]>([
  [0, 5, null, null, false],
  [0, 5, 5, null, false],
  [0, 5, 6, null, true],
  [5, 9, null, 5, true],
  [5, 9, null, 6, false],
  [null, 5, 6, null, true],
  [null, 5, null, -9, false],
  [5, null, 99, null, false],
  [5, null, null, 5, true],
  [null, null, 1, 2, false],
])('%s to %s is apart from %s up to %s: %s', (low, high, from, below, apart) => {
  const [a, b, c, d] = [low, high, from, below].map((end) => (end === null ? null : rational(end)));
  expect(isApart({ low: a!, high: b! }, c!, d!)).toBe(apart);
});
