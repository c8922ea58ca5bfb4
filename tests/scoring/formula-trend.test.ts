import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumericFact } from '#scoring/facts.ts';
import { evaluate, type Expression } from '#scoring/formula.ts';
import { type Box } from '#scoring/formula-range.ts';
import { trendOf, type Trend } from '#scoring/formula-trend.ts';
import { rational } from '#scoring/points.ts';
import { add, constant, fact, max, min, minus, over, piecewise, points, times } from './formula-case.ts';

const count = (n: number) => constant('count', n);
const faults = fact('otherFaults');
const comments = fact('comments');
const nothing = over(points(100), count(0));
/** On either side of 0, whatever the faults. */
const eitherSide = minus(comments, count(5));
/** 0 to 9 faults, but the proof does not see which way their square about 5 goes. */
const square = times(minus(faults, count(5)), minus(faults, count(5)));
const box: Box = new Map([
  ['otherFaults', { low: 0n, high: 9n }],
  ['comments', { low: 0n, high: 9n }],
]);
const steps = (of: Expression, ...then: Expression[]) =>
  piecewise(
    of,
    then.slice(0, -1).map((one, index) => [count(index + 1), one]),
    then.at(-1)!,
  );

describe('while the faults grow and the comments stay', () => {
  it.each<[string, Expression, Trend]>([
    ['a constant', points(100), 'steady'],
    ['the fact', faults, 'rises'],
    ['another fact', comments, 'steady'],
    ['a sum with a constant', add(count(1), faults), 'rises'],
    ['a sum of two that rise', add(faults, faults), 'rises'],
    ['the smaller of two that fall', min(minus(count(1), faults), minus(count(2), faults)), 'falls'],
    ['the larger of a constant and one that falls', max(count(1), minus(count(3), faults)), 'falls'],
    ['a rise and a fall', add(faults, minus(count(9), faults)), 'unknown'],
    ['less the fact', minus(count(9), faults), 'falls'],
    ['less what falls', minus(count(9), minus(count(9), faults)), 'rises'],
    ['the fact less a constant', minus(faults, count(9)), 'rises'],
    ['less what is not known', minus(count(9), square), 'unknown'],
    ['times what is not below 0', times(faults, comments), 'rises'],
    ['what is not below 0 times the fact', times(comments, faults), 'rises'],
    ['times what is not above 0', times(faults, minus(comments, count(9))), 'falls'],
    ['what falls, times what is not above 0', times(minus(count(9), faults), count(-1)), 'rises'],
    ['times what is on either side', times(faults, eitherSide), 'unknown'],
    ['another fact times what is on either side', times(comments, eitherSide), 'steady'],
    ['times what has no value', times(faults, nothing), 'rises'],
    ['what has no value, times the fact', times(nothing, faults), 'rises'],
    ['divided by a constant', over(faults, count(2)), 'rises'],
    ['divided by a constant below 0', over(faults, count(-2)), 'falls'],
    ['divided by what is on either side', over(faults, eitherSide), 'unknown'],
    ['a constant divided by what is on either side', over(points(100), eitherSide), 'steady'],
    ['divided by the fact', over(points(100), faults), 'falls'],
    ['divided by the fact and one', over(points(100), add(faults, count(1))), 'falls'],
    ['what is below 0 divided by the fact', over(points(-100), faults), 'rises'],
    ['divided by what falls', over(points(100), minus(count(10), faults)), 'rises'],
    ['divided by what rises below 0', over(points(100), minus(faults, count(10))), 'falls'],
    // -1 at 4 faults, 1 at 6.
    ['divided by what rises through 0', over(points(100), minus(faults, count(5))), 'unknown'],
    ['divided by nothing', over(faults, count(0)), 'rises'],
    ['divided by what rises and has no value', over(points(100), add(faults, nothing)), 'unknown'],
    ['what is on either side divided by the fact', over(eitherSide, faults), 'unknown'],
  ])('%s', (_, expression, trend) => expect(trendOf(expression, 'otherFaults', box)).toBe(trend));
});

describe('piece by piece', () => {
  it.each<[string, Expression, Trend]>([
    ['steps down', steps(faults, points(300), points(200), points(100)), 'falls'],
    ['steps up', steps(faults, points(100), points(200), points(300)), 'rises'],
    ['a step up and one down', steps(faults, points(100), points(300), points(200)), 'unknown'],
    ['steps as high as each other', steps(faults, points(100), points(100)), 'steady'],
    ['a step of the comments', steps(comments, points(300), points(100)), 'steady'],
    ['pieces of the comments that rise', steps(comments, faults, add(faults, count(9))), 'rises'],
    ['a step down to one that falls', steps(faults, count(20), minus(count(9), faults)), 'falls'],
    ['a step down to one that rises', steps(faults, count(20), faults), 'unknown'],
    ['what is compared falls', steps(minus(count(1), faults), points(100), points(200)), 'falls'],
    ['what is compared rises to more', steps(add(faults, count(0)), points(100), points(200)), 'rises'],
    ['what is compared is not known', steps(square, points(200), points(100)), 'unknown'],
    ['not known, but only one piece applies', piecewise(square, [[count(1000), faults]], count(0)), 'rises'],
    ['a step down to as high as before at most', steps(faults, count(9), comments), 'falls'],
    ['a step up from as high as after at most', steps(faults, comments, count(9)), 'rises'],
    ['a piece without a value between', steps(faults, points(300), nothing, points(100)), 'falls'],
    ['a piece without an end before', steps(faults, over(points(100), eitherSide), count(1)), 'unknown'],
    ['a piece without an end after', steps(faults, count(1), over(points(100), eitherSide)), 'unknown'],
    // At least 1/9, at most without end.
    [
      'down from what has no upper end',
      steps(faults, over(count(1), add(comments, count(0))), count(0)),
      'falls',
    ],
    [
      'up to what has no upper end',
      steps(faults, count(0), over(count(1), add(comments, count(0)))),
      'rises',
    ],
    [
      'down to what has no lower end',
      steps(faults, count(0), over(count(-1), add(comments, count(0)))),
      'falls',
    ],
    [
      'up from what has no lower end',
      steps(faults, over(count(-1), add(comments, count(0))), count(0)),
      'rises',
    ],
  ])('%s', (_, expression, trend) => expect(trendOf(expression, 'otherFaults', box)).toBe(trend));
});

const names: readonly NumericFact[] = ['otherFaults', 'comments'];
const { tree } = fc.letrec<{ tree: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(fc.integer({ min: -4, max: 4 }).map(count), fc.constantFrom(...names).map(fact)),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom(add, minus, times, over, min, max), tie('tree'), tie('tree'))
      .map(([op, a, b]) => op(a, b)),
    fc
      .tuple(tie('tree'), fc.integer({ min: -2, max: 5 }), tie('tree'), tie('tree'))
      .map(([of, at, a, b]) => piecewise(of, [[count(at) as never, a]], b)),
  ),
}));

it('what is said to fall never rises, whatever the other fact', () => {
  const said = new Map<Trend, number>();
  const sides = [0n, 1n, 2n, 3n, 4n, 5n];
  const small: Box = new Map(names.map((name) => [name, { low: 0n, high: 5n }]));
  fc.assert(
    fc.property(tree, (expression) => {
      const trend = trendOf(expression, 'otherFaults', small);
      said.set(trend, (said.get(trend) ?? 0) + 1);
      for (const other of sides) {
        const values = sides.flatMap((own) => {
          const { value } = evaluate(expression, (name) => ({
            value: rational(name === 'otherFaults' ? own : other),
          }));
          return value ?? [];
        });
        values.slice(1).forEach((after, index) => {
          const before = values[index]!;
          const [left, right] = [before.n * after.d, after.n * before.d];
          if (trend === 'steady') expect(left).toBe(right);
          if (trend === 'falls') expect(left >= right).toBe(true);
          if (trend === 'rises') expect(left <= right).toBe(true);
        });
      }
    }),
    { numRuns: 2000 },
  );
  expect([...said.keys()].sort()).toEqual(['falls', 'rises', 'steady', 'unknown']);
});
