import { describe, expect, it } from 'vitest';
import type { NumericFact } from '#scoring/facts.ts';
import type { Expression } from '#scoring/formula.ts';
import { unitOf } from '#scoring/formula-units.ts';
import { add, constant, fact, max, min, minus, over, piecewise, points, times } from './formula-case.ts';

const most = 1_000_000_000_000_000;
const days = fact('draftDaysLate');
const count = fact('otherFaults');
const unknown = fact('weather' as NumericFact);
const placesOf = (expression: Expression) => {
  const found = unitOf(expression, 'f');
  return typeof found === 'string' ? found : found.map(({ path }) => path);
};

it.each<[n: number, d: number, boolean]>([
  [most, 1, true],
  [-most, 1, true],
  [most + 1, 1, false],
  [-most - 1, 1, false],
  [1, most, true],
  [1, most + 1, false],
  [1, 0, false],
  [1, -1, false],
  [0.5, 1, false],
  [1, 0.5, false],
])('the constant %d ÷ %d is allowed: %s', (n, d, allowed) =>
  expect(placesOf(constant('points', n, d))).toEqual(allowed ? 'points' : ['f.n']),
);

describe('units that do not meet', () => {
  const byDay = '；按天数扣分的，天数先除以 1 个工作日，如 2 分 ×（报告初稿逾期天数 ÷ 1 个工作日）';
  const byWord = '；分值请写明“分”，如 10 分';
  it.each<[Expression, string]>([
    [minus(points(1), days), `的公式把分值和工作日相减，计量单位不符${byDay}`],
    [add(days, count), `的公式把工作日和个数相加，计量单位不符${byDay}`],
    [minus(points(1), count), `的公式把分值和个数相减，计量单位不符${byWord}`],
    [add(count, points(1)), `的公式把个数和分值相加，计量单位不符${byWord}`],
    [min(points(1), constant('percent', 1)), '的公式把分值和比例相比，计量单位不符'],
    [max(count, constant('percent', 1)), '的公式把个数和比例相比，计量单位不符'],
    [over(points(1), fact('fieldWorkDone')), '的公式把分值和金额相除，计量单位不符'],
  ])('%#: %s', (expression, rest) => expect(unitOf(expression, 'f')).toEqual([{ path: 'f', rest }]));
});

describe('units of products and quotients', () => {
  const share = constant('percent', 50);
  it.each<[Expression, string | string[]]>([
    [times(share, points(1)), 'points'],
    [times(points(1), share), 'points'],
    [times(share, share), 'percent'],
    [times(count, days), 'days'],
    [times(days, count), 'days'],
    [times(count, count), 'count'],
    [times(points(1), points(1)), ['f']],
    [over(points(1), share), 'points'],
    [over(points(1), count), 'points'],
    [over(points(1), points(1)), 'percent'],
    [over(count, share), 'count'],
    [over(share, days), ['f']],
  ])('%#', (expression, unit) => expect(placesOf(expression)).toEqual(unit));
});

it.each<[Expression, string | string[]]>([
  [add(unknown, points(1)), ['f.left.fact']],
  [add(points(1), unknown), ['f.right.fact']],
  [add(unknown, unknown), ['f.left.fact', 'f.right.fact']],
  [piecewise(unknown, [[constant('days', 1), points(1)]], points(0)), ['f.of.fact']],
  [piecewise(days, [[constant('days', 1), unknown]], points(0)), ['f.pieces.0.then.fact']],
  [piecewise(days, [[constant('days', 1), points(1)]], unknown), ['f.otherwise.fact']],
  [piecewise(days, [[constant('days', 1, 0), points(1)]], points(0)), ['f.pieces.0.below.n']],
  [
    piecewise(
      days,
      [
        [constant('days', 1), points(1)],
        [constant('count', 2), count],
      ],
      points(0),
    ),
    ['f.pieces.1.below', 'f.pieces.1.then'],
  ],
  [piecewise(days, [], points(0)), 'points'],
])('%#: a fault lies where it was written', (expression, places) =>
  expect(placesOf(expression)).toEqual(places),
);
