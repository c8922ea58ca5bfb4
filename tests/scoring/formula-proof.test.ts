import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumericFact } from '#scoring/facts.ts';
import { evaluate, type Expression, factsIn } from '#scoring/formula.ts';
import { formulaFaults } from '#scoring/formula-proof.ts';
import { unitOf } from '#scoring/formula-units.ts';
import { numbers } from '#scoring/numeric-facts.ts';
import { rational } from '#scoring/points.ts';
import { proveRubric } from '#scoring/rubric-proof.ts';
import {
  add,
  constant,
  daysOf,
  fact,
  lessPerDay,
  max,
  min,
  minus,
  over,
  piecewise,
  points,
  times,
} from './formula-case.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

const days = (count: number) => constant('days', count);
const faultsOf = (formula: Expression) =>
  formulaFaults(formula, 1000).map(([claim, path, rest]) => [claim, path, rest].join(' | '));

const lateness = fact('draftDaysLate');
const supported = over(fact('findingsSupported'), fact('findingsChecked'));
const all = constant('percent', 100);

describe('proved', () => {
  test.each<[string, Expression]>([
    ['so much per day, not below 0', lessPerDay('draftDaysLate', 1000, 50)],
    [
      'two facts at once',
      max(points(0), minus(lessPerDay('draftDaysLate', 1000, 50), times(points(25), fact('otherFaults')))),
    ],
    ['a share, at most all', times(points(1000), min(all, supported))],
    [
      'a share of money against a policy minimum',
      times(
        points(1000),
        min(
          all,
          over(
            fact('fieldWorkDone'),
            max(fact('fieldWorkPlanned'), times(constant('percent', 30), fact('fieldWorkFunds'))),
          ),
        ),
      ),
    ],
    [
      'steps down with the days',
      piecewise(
        lateness,
        [
          [days(1), points(1000)],
          [days(4), points(600)],
          [days(11), points(200)],
        ],
        points(0),
      ),
    ],
    [
      'a slope, then a step',
      piecewise(
        lateness,
        [
          [days(6), lessPerDay('draftDaysLate', 1000, 100)],
          [days(11), points(400)],
        ],
        points(0),
      ),
    ],
    [
      'two slopes that meet, which only going through all days shows',
      piecewise(
        times(constant('count', 2), lateness),
        [[days(10), lessPerDay('draftDaysLate', 1000, 10)]],
        lessPerDay('draftDaysLate', 800, 10),
      ),
    ],
    [
      'by a share of what was supported',
      piecewise(
        supported,
        [
          [constant('percent', 60), points(0)],
          [constant('percent', 80), points(500)],
        ],
        points(1000),
      ),
    ],
    [
      'a piece inside a piece',
      piecewise(
        fact('otherFaults'),
        [[constant('count', 3), piecewise(lateness, [[days(2), points(1000)]], points(700))]],
        points(300),
      ),
    ],
    [
      'what neither helps nor harms may do either',
      times(points(10), min(constant('count', 100), fact('comments'))),
    ],
  ])('%s', (_, formula) => expect(faultsOf(formula)).toEqual([]));
});

describe('refused', () => {
  test.each<[string, Expression, string]>([
    ['no points', constant('percent', 50), 'formula | formula | 的公式算出的是比例，须为分值'],
    [
      'below 0',
      minus(points(1000), times(points(50), daysOf('draftDaysLate'))),
      'formula | formula | ：报告初稿逾期天数 3650 个工作日时得 -1815.00 分，小于 0.00 分，请用“取大”与 0.00 分相比',
    ],
    [
      'above the item',
      add(lessPerDay('draftDaysLate', 1000, 50), points(1)),
      'formula | formula | ：报告初稿逾期天数 0 个工作日时得 10.01 分，超过本项 10.00 分，请用“取小”与 10.00 分相比',
    ],
    [
      'a share without a limit',
      times(points(1000), supported),
      'formula | formula | ：有底稿的结论和得分数 75000，抽查的结论和得分数 50000时得 15.00 分，超过本项 10.00 分，请用“取小”与 10.00 分相比',
    ],
    [
      'far above the item',
      times(points(100_000), over(fact('fieldWorkDone'), constant('money', 1))),
      'formula | formula | ：现场调研覆盖的资金 10000000 万元时得 10000000000000000.00 分，超过本项 10.00 分',
    ],
    ['always nothing', points(0), 'alive | formula | 的公式无论事实如何都不得分'],
    ['rounded to nothing', constant('points', 4, 1000), 'alive | formula | 的公式无论事实如何都不得分'],
    ['always all', points(1000), 'alive | formula | 的公式无论事实如何都得满分，永远不会失分'],
    [
      'rounded up to all',
      min(points(1000), add(constant('points', 9995, 1000), times(points(1), fact('comments')))),
      'alive | formula | 的公式无论事实如何都得满分，永远不会失分',
    ],
    [
      'divided by nothing',
      min(points(1000), over(points(100), minus(constant('count', 3), constant('count', 3)))),
      'formula | formula.right.right | 的公式中除数恒为零',
    ],
    ['no piece', piecewise(lateness, [], points(500)), 'reachable | formula.pieces | 的公式分段没有分界'],
    [
      'pieces that do not rise',
      piecewise(
        lateness,
        [
          [days(3), points(1000)],
          [days(3), points(500)],
        ],
        points(0),
      ),
      'reachable | formula.pieces.1.below | 的公式分界须由小到大，这一段用不到',
    ],
    [
      'a piece below every number of days',
      piecewise(
        lateness,
        [
          [days(0), points(1000)],
          [days(3), points(500)],
        ],
        points(0),
      ),
      'reachable | formula.pieces.0.then | 的公式这一段永远用不到',
    ],
    [
      'a rest beyond every number of days',
      piecewise(
        lateness,
        [
          [days(3), points(1000)],
          [days(3651), points(500)],
        ],
        points(0),
      ),
      'reachable | formula.otherwise | 的公式这一段永远用不到',
    ],
    [
      'between two whole days',
      piecewise(
        lateness,
        [
          [constant('days', 1, 3), points(1000)],
          [constant('days', 2, 3), points(500)],
        ],
        points(0),
      ),
      'reachable | formula.pieces.1.then | 的公式这一段永远用不到',
    ],
    [
      'a piece that an outer piece shuts out',
      piecewise(
        lateness,
        [[days(3), piecewise(lateness, [[days(5), points(1000)]], points(500))]],
        points(0),
      ),
      'reachable | formula.pieces.0.then.otherwise | 的公式这一段永远用不到',
    ],
    [
      'paid for being late',
      min(points(1000), times(points(50), daysOf('draftDaysLate'))),
      'late | formula | ：「报告初稿逾期天数」越多，得分反而越高：报告初稿逾期天数 0 个工作日时得 0.00 分；报告初稿逾期天数 1 个工作日时得 0.50 分',
    ],
    [
      'a step up on the fourth day',
      piecewise(
        lateness,
        [
          [days(1), points(1000)],
          [days(4), points(300)],
        ],
        points(500),
      ),
      'late | formula | ：「报告初稿逾期天数」越多，得分反而越高：报告初稿逾期天数 3 个工作日时得 3.00 分；报告初稿逾期天数 4 个工作日时得 5.00 分',
    ],
    [
      'a step up far out',
      piecewise(
        lateness,
        [
          [days(1), points(1000)],
          [days(3650), points(300)],
        ],
        points(301),
      ),
      'late | formula | ：「报告初稿逾期天数」越多，得分反而越高：报告初稿逾期天数 3649 个工作日时得 3.00 分；报告初稿逾期天数 3650 个工作日时得 3.01 分',
    ],
    [
      'fewer points for more papers',
      times(points(1000), minus(all, min(all, supported))),
      'late | formula | ：「有底稿的结论和得分数」越多，得分反而越低：有底稿的结论和得分数 0，抽查的结论和得分数 100000时得 10.00 分；有底稿的结论和得分数 1，抽查的结论和得分数 100000时得 9.9999 分',
    ],
    [
      'paid for being late by a factor that may be below 0',
      min(
        points(1000),
        max(
          points(0),
          add(
            points(500),
            times(
              minus(points(500), times(points(10), fact('comments'))),
              minus(all, min(all, daysOf('draftDaysLate'))),
            ),
          ),
        ),
      ),
      'late | formula | ：「报告初稿逾期天数」越多，得分反而越高',
    ],
    [
      'divided by what may be on either side of 0',
      add(points(500), over(points(1000), minus(fact('comments'), constant('count', 5)))),
      'formula | formula | ：收到的意见数 6时得 15.00 分，超过本项 10.00 分',
    ],
    [
      'paid for being late with many comments',
      min(points(1000), times(times(points(1), daysOf('draftDaysLate')), fact('comments'))),
      'late | formula | ：「报告初稿逾期天数」越多，得分反而越高',
    ],
  ])('%s', (_, formula, fault) => expect(faultsOf(formula)).toContainEqual(expect.stringContaining(fault)));

  test('what is true and cannot be shown, said as such', () => {
    // Always 5.00: days × comments less the same again, which only algebra shows.
    const product = times(times(daysOf('draftDaysLate'), points(1)), fact('comments'));
    const formula = min(points(1000), max(points(0), add(points(500), minus(product, product))));
    expect(faultsOf(formula).join()).toContain('不能证明');
  });

  test.each<[string, Expression, string]>([
    [
      'too deep',
      Array.from({ length: 10 }).reduce<Expression>((inner) => max(points(0), inner), points(1)),
      '至多 10 层',
    ],
    [
      'too deep by far',
      Array.from({ length: 20_000 }).reduce<Expression>((inner) => max(points(0), inner), points(1)),
      '至多 10 层',
    ],
    [
      'too large',
      Array.from({ length: 6 }).reduce<Expression>((inner) => max(inner, inner), points(1)),
      '至多 60 个部分，现为 127 个',
    ],
    [
      'too many pieces',
      piecewise(
        lateness,
        Array.from({ length: 9 }, (_, n) => [days(n + 1), points(900 - n)] as const),
        points(0),
      ),
      '至多 8 段，现为 9 段',
    ],
  ])('%s', (_, formula, part) => {
    const { faults, proved } = proveRubric(rubricOf(itemBy({ kind: 'formula', formula })));
    expect(faults).toEqual([
      { claim: 'size', path: 'dimensions.0.items.0.formula', message: expect.stringContaining(part) },
    ]);
    expect(proved).toEqual([]);
  });
});

describe('at the bounds of what is looked at', () => {
  test.each<[string, Expression, string[]]>([
    [
      '0.005 is rounded to a point, and is always the same',
      constant('points', 5, 1000),
      ['alive | formula | 的公式无论事实如何得分都一样'],
    ],
    [
      '9.994 is rounded to less than all, and is always the same',
      constant('points', 9994, 1000),
      ['alive | formula | 的公式无论事实如何得分都一样'],
    ],
    [
      '9.995 is rounded to all',
      constant('points', 9995, 1000),
      ['alive | formula | 的公式无论事实如何都得满分，永远不会失分'],
    ],
    ['what has no value with no comment has one with more', over(points(500), fact('comments')), []],
  ])('%s', (_, formula, faults) => {
    expect(faultsOf(formula)).toEqual(faults);
  });

  const comments = fact('comments');
  const outOfOrder = piecewise(
    lateness,
    [
      [days(3), points(1000)],
      [days(3), points(500)],
    ],
    points(0),
  );
  const neverLate = (then: Expression, otherwise: Expression) =>
    piecewise(lateness, [[days(3651), then]], otherwise);
  test.each<[string, Expression, string[]]>([
    [
      'below 0 is said alone, not that it never scores as well',
      points(-100),
      ['formula | formula | ：得 -1.00 分，小于 0.00 分，请用“取大”与 0.00 分相比'],
    ],
    [
      'a divisor that is 0 at its highest alone is not always 0',
      min(points(1000), max(points(0), over(points(-100), minus(constant('count', 0), comments)))),
      [],
    ],
    [
      'always 5.00, but without a value where there are no comments',
      min(points(1000), over(times(points(500), comments), comments)),
      ['alive | formula | 的公式：不能证明公式的得分会随事实变化，请改写'],
    ],
    [
      'out of order within another part',
      min(points(900), outOfOrder),
      ['reachable | formula.right.pieces.1.below | 的公式分界须由小到大，这一段用不到'],
    ],
    [
      'never used within another part',
      min(points(900), neverLate(lessPerDay('draftDaysLate', 1000, 50), points(0))),
      ['reachable | formula.right.otherwise | 的公式这一段永远用不到'],
    ],
    [
      'never used within what is compared',
      piecewise(neverLate(lateness, days(1)), [[days(3), points(900)]], points(0)),
      ['reachable | formula.of.otherwise | 的公式这一段永远用不到'],
    ],
  ])('%s', (_, formula, faults) => expect(faultsOf(formula)).toEqual(faults));

  test('days and points in one sum: at the sum, and nothing more', () => {
    const [first, ...others] = formulaFaults(min(points(1000), add(points(1), days(1))), 1000);
    expect([first?.[0], first?.[1]]).toEqual(['formula', 'formula.right']);
    expect(others).toEqual([]);
  });

  const unanswered = fact('commentsUnanswered');
  const upAt = (count: number) =>
    piecewise(
      unanswered,
      [
        [constant('count', 1), points(1000)],
        [constant('count', count), points(300)],
      ],
      points(500),
    );
  test('the first 4000 of what may be more, one by one', () => {
    expect(faultsOf(upAt(4000))).toEqual([
      'late | formula | ：「未逐条回应的意见数」越多，得分反而越高：未逐条回应的意见数 3999时得 3.00 分；未逐条回应的意见数 4000时得 5.00 分',
    ]);
    expect(faultsOf(upAt(4001))).toEqual([
      'late | formula | ：不能证明「未逐条回应的意见数」越多得分不会越高，请改写',
    ]);
  });

  test('the first 60 where other facts play a part', () => {
    const upOn = (day: number) =>
      max(
        points(0),
        minus(
          piecewise(
            lateness,
            [
              [days(1), points(1000)],
              [days(day), points(300)],
            ],
            points(500),
          ),
          times(points(1), fact('otherFaults')),
        ),
      );
    expect(faultsOf(upOn(60))).toEqual([
      expect.stringMatching(/^late .*报告初稿逾期天数 59 个工作日.*得 3\.00 分；.*60 个工作日.*得 5\.00 分$/),
    ]);
    expect(faultsOf(upOn(61))).toEqual([
      'late | formula | ：不能证明「报告初稿逾期天数」越多得分不会越高，请改写',
    ]);
  });

  test('what may be fewer for more papers and cannot be shown', () => {
    const supportedAt = (count: number) =>
      piecewise(
        fact('findingsSupported'),
        [
          [constant('count', 1), points(0)],
          [constant('count', count), points(800)],
        ],
        points(500),
      );
    expect(faultsOf(supportedAt(4000))).toEqual([expect.stringContaining('越多，得分反而越低')]);
    expect(faultsOf(supportedAt(4001))).toEqual([
      'late | formula | ：不能证明「有底稿的结论和得分数」越多得分不会越低，请改写',
    ]);
  });

  test('a piece of which only algebra shows that it is never used', () => {
    const product = times(fact('comments'), fact('findingsTotal'));
    const formula = piecewise(
      minus(product, product),
      [[constant('count', 1), min(points(1000), times(points(1), fact('comments')))]],
      points(0),
    );
    expect(faultsOf(formula)).toEqual([
      'reachable | formula.otherwise | ：不能证明公式的这一段用得到，请改写',
    ]);
  });
});

/** Trees that are typed by chance, over few facts so that they meet. */
const names: readonly NumericFact[] = [
  'draftDaysLate',
  'otherFaults',
  'findingsSupported',
  'findingsChecked',
  'comments',
];
const { tree } = fc.letrec<{ tree: Expression; leaf: Expression; share: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc.integer({ min: -300, max: 1200 }).map(points),
    fc
      .constantFrom(...names)
      .map((name) => times(points(50), over(fact(name), constant(numbers[name].unit, 1)))),
    fc
      .constantFrom('draftDaysLate', 'finalDaysLate')
      .map((name) => lessPerDay(name as NumericFact, 1000, 30)),
  ),
  share: fc.oneof(
    fc.integer({ min: -50, max: 150 }).map((n) => constant('percent', n)),
    fc.constant(min(constant('percent', 100), supported)),
    fc.constant(over(constant('count', 1), fact('otherFaults'))),
  ),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(fc.constantFrom(add, minus, min, max), tie('tree'), tie('tree')).map(([op, a, b]) => op(a, b)),
    fc.tuple(tie('tree'), tie('share')).map(([a, b]) => times(a, b)),
    fc
      .tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 6 }), tie('tree'), tie('tree'))
      .map(([name, at, a, b]) => piecewise(fact(name), [[constant(numbers[name].unit, at) as never, a]], b)),
    fc
      .tuple(tie('tree'), fc.integer({ min: 0, max: 1000 }), tie('tree'), tie('tree'))
      .map(([of, at, a, b]) => piecewise(of, [[points(at), a]], b)),
  ),
}));
const formulas = fc.oneof(
  tree,
  tree.map((inner) => max(points(0), min(points(1000), inner))),
);

const few = (name: NumericFact) =>
  fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: numbers[name].most }));

/** The value in exact fractions, compared without the code that is judged. */
function pointsAt(formula: Expression, counts: ReadonlyMap<NumericFact, number>) {
  const { value } = evaluate(formula, (name) => ({ value: rational(counts.get(name) ?? 0) }));
  return value;
}

test('a proved formula stays inside the item and never pays for what is worse, whatever the facts', () => {
  let tried = 0;
  let proved = 0;
  fc.assert(
    fc.property(formulas, fc.infiniteStream(fc.nat(1_000_000)), (formula, dice) => {
      fc.pre(unitOf(formula, 'formula') === 'points' && JSON.stringify(formula).length < 4000);
      tried += 1;
      if (formulaFaults(formula, 1000).length > 0) return;
      proved += 1;
      const facts = [...new Set(factsIn(formula, '').map(({ fact: name }) => name))];
      const roll = (name: NumericFact): number => {
        const small = dice.next().value! % 2 === 0;
        return dice.next().value! % ((small ? 9 : numbers[name].most) + 1);
      };
      for (let round = 0; round < 60; round += 1) {
        const counts = new Map(facts.map((name) => [name, roll(name)]));
        const value = pointsAt(formula, counts);
        if (value === null) continue;
        expect(value.n >= 0n && value.n <= 10n * value.d).toBe(true);
        for (const name of facts) {
          const { more, most } = numbers[name];
          if (more === 'either') continue;
          const next = pointsAt(
            formula,
            new Map([...counts, [name, Math.min(most, counts.get(name)! + 1 + (round % 3))]]),
          );
          if (next === null) continue;
          const [low, high] = more === 'worse' ? [next, value] : [value, next];
          expect(low.n * high.d <= high.n * low.d).toBe(true);
        }
      }
    }),
    { numRuns: 1500 },
  );
  expect(proved).toBeGreaterThan(tried / 15);
}, 60_000);

test('a formula that a few facts refute is refused', () => {
  let tried = 0;
  let refuted = 0;
  const counts = fc.record(Object.fromEntries(names.map((name) => [name, few(name)])));
  fc.assert(
    fc.property(formulas, fc.array(counts, { minLength: 5, maxLength: 20 }), (formula, all) => {
      fc.pre(JSON.stringify(formula).length < 4000);
      tried += 1;
      const outside = all.some((one) => {
        const value = pointsAt(formula, new Map(Object.entries(one) as [NumericFact, number][]));
        return value !== null && (value.n < 0n || value.n > 10n * value.d);
      });
      if (!outside) return;
      refuted += 1;
      expect(formulaFaults(formula, 1000).some(([claim]) => claim === 'formula')).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(refuted).toBeGreaterThan(tried / 10);
}, 60_000);
