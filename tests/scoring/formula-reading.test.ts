import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumericFact } from '#scoring/facts.ts';
import {
  type Constant,
  evaluate,
  type Expression,
  operations,
  type Operation,
  units,
} from '#scoring/formula.ts';
import { readFormula } from '#scoring/formula-reading.ts';
import { formulaText } from '#scoring/formula-words.ts';
import { numbers } from '#scoring/numeric-facts.ts';
import { rational } from '#scoring/points.ts';
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

const read = (text: string): Expression | string => {
  const found = readFormula(text);
  return 'fault' in found ? found.fault : found.expression;
};

const faults = fact('otherFaults');
const draft = fact('draftDaysLate');

test.each<[string, Expression]>([
  ['10 分', points(1000)],
  ['２．５分', points(250)],
  ['0.005 分', constant('points', 1, 200)],
  ['1/3 分', constant('points', 1, 3)],
  ['-1 分', points(-100)],
  ['3', constant('count', 3)],
  ['3 个', constant('count', 3)],
  ['12.5%', constant('percent', 25, 2)],
  ['３０％', constant('percent', 30)],
  ['3 个工作日', constant('days', 3)],
  ['3工作日', constant('days', 3)],
  ['1.5 万元', constant('money', 1_500_000)],
  ['0.5 元', constant('money', 50)],
  ['其他差错数', faults],
  ['10 分 − 0.5 分 × 其他差错数', minus(points(1000), times(points(50), faults))],
  ['10分-0.5分*其他差错数', minus(points(1000), times(points(50), faults))],
  ['１０分－０．５分＊其他差错数', minus(points(1000), times(points(50), faults))],
  ['10 分 - 2 分 - 1 分', minus(minus(points(1000), points(200)), points(100))],
  ['10 分 -（2 分 - 1 分)', minus(points(1000), minus(points(200), points(100)))],
  ['10 分 - -2 分', minus(points(1000), points(-200))],
  ['（1 分 + 2 分）× 其他差错数', times(add(points(100), points(200)), faults)],
  ['12 分 ÷ 2 ÷ 3', over(over(points(1200), constant('count', 2)), constant('count', 3))],
  // After a division a slash divides once more, as everywhere else.
  ['12 分 / 2 / 3', over(over(points(1200), constant('count', 2)), constant('count', 3))],
  ['12 分 ÷ （2/3）', over(points(1200), constant('count', 2, 3))],
  ['其他差错数 / 3', over(faults, constant('count', 3))],
  ['2 分 × （报告初稿逾期天数 ÷ 1 个工作日）', times(points(200), daysOf('draftDaysLate'))],
  ['取小（10 分，2 分）', min(points(1000), points(200))],
  ['min(10 分, 2 分)', min(points(1000), points(200))],
  ['MAX（0 分，1 分，2 分）', max(max(points(0), points(100)), points(200))],
  ['\n 取大（0 分，\n　1 分）\n', max(points(0), points(100))],
  [
    '［按报告初稿逾期天数：小于 1 个工作日的，5 分；小于 4 个工作日的，3 分；其余，0 分］',
    piecewise(
      draft,
      [
        [constant('days', 1), points(500)],
        [constant('days', 4), points(300)],
      ],
      points(0),
    ),
  ],
  [
    '[按其他差错数:小于1,5分;其余,［按报告初稿逾期天数：小于 4 个工作日，3 分；其余，0 分］]',
    piecewise(
      faults,
      [[constant('count', 1), points(500)]],
      piecewise(draft, [[constant('days', 4), points(300)]], points(0)),
    ),
  ],
])('%s is read', (text, expression) => expect(read(text)).toEqual(expression));

test.each<[string, string]>([
  ['', '填写公式。'],
  [' 　', '填写公式。'],
  ['10 分 −', '公式末尾缺少一个数或者事实。'],
  ['10 分 + × 2', '第 8 个字处的“×”前缺少一个数或者事实。'],
  ['10 分 ＋ ＊ 2', '第 8 个字处的“＊”前缺少一个数或者事实。'],
  ['10 分 − （2 分 × 其他差错数', '第 8 个字处的左括号“（”没有对应的右括号。'],
  ['取大(0 分, (1 分)', '第 3 个字处的左括号“(”没有对应的右括号。'],
  ['［按其他差错数：小于 1 的，5 分；其余，0 分', '第 1 个字处的左括号“［”没有对应的右括号。'],
  ['10 分）', '第 5 个字处多出右括号“）”。'],
  ['（10 分］', '第 6 个字处多出右括号“］”。'],
  ['10 分 其他差错数', '第 6 个字处的“其他差错数”前缺少运算符号。'],
  ['2（1 分）', '第 2 个字处的“（”前缺少运算符号。'],
  ['10 分 # 2', '第 6 个字处的“#”不能用在这里。'],
  ['𠀀 × 2', '第 1 个字处没有“𠀀”这一事实，请从可用的事实中选用。'],
  ['2 分 × 初稿逾期天数', '第 7 个字处没有“初稿逾期天数”这一事实，相近的有“报告初稿逾期天数”、'],
  ['2 分 × toString', '第 7 个字处没有“toString”这一事实，请从可用的事实中选用。'],
  ['toString(1)', '第 1 个字处没有“toString”这种算法'],
  ['abs(1 分)', '第 1 个字处没有“abs”这种算法，只有取小、取大和加减乘除'],
  ['eval("1")', '第 1 个字处没有“eval”这种算法'],
  ['取小', '第 1 个字处的“取小”后面须有括号'],
  ['取小（1 分）', '第 1 个字处的取小、取大须有两个以上的数'],
  ['取小（1 分，）', '第 8 个字处的“）”前缺少一个数或者事实。'],
  ['2 ^ 3', '第 3 个字处不能用乘方'],
  ['2 ** 3', '第 4 个字处不能用乘方'],
  ['3² 分', '第 2 个字处不能用乘方'],
  ['1e3 分', '第 2 个字处不能用科学记数法'],
  ['３E3', '第 2 个字处不能用科学记数法'],
  ['3 天', '第 3 个字处的“天”不是计量单位，可用分、个工作日'],
  ['10 分钟', '第 4 个字处的“分钟”不是计量单位'],
  ['1.', '第 1 个字处的数字在小数点后缺少数字。'],
  ['.5', '第 1 个字处的“.”前缺少一个数或者事实。'],
  ['1/0 分', '第 3 个字处的分母为零'],
  ['取小（1,000 元，2 元）', '第 4 个字处的数字请不要用千分号'],
  ['−其他差错数', '第 1 个字处的负号后面只能写数'],
  ['10000000000000000 分', '第 1 个字处的数字过大'],
  ['0.0000000000000001 分', '第 1 个字处的数字过大或者位数过多'],
  ['［其他差错数：小于 1 的，5 分；其余，0 分］', '第 2 个字处缺少“按”'],
  ['［按其他差错数小于 1 的，5 分；其余，0 分］', '第 3 个字处没有“其他差错数小于”这一事实'],
  ['［按其他差错数：小于其他差错数的，5 分；其余，0 分］', '第 11 个字处缺少一个数'],
  ['［按其他差错数：小于 1 的，5 分］', '第 19 个字处缺少“；”。'],
  ['［按其他差错数：小于 1 的，5 分；］', '第 20 个字处缺少“小于”或者“其余”。'],
  [`${'('.repeat(21)}1`, '第 21 个字处的括号套了 20 层以上'],
  [`${'取小('.repeat(1000)}1`.slice(0, 2000), '层以上'],
  ['1+'.repeat(1000) + '1', '公式至多 2000 个字'],
])('%s is refused with its place', (text, fault) => {
  const found = read(text);
  expect(found).toEqual(expect.stringContaining(fault));
});

describe('what is printed is read back', () => {
  const whole = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1e15, max: 1e15 }));
  const kept: fc.Arbitrary<Constant> = fc
    .tuple(
      fc.constantFrom(...units),
      whole,
      fc.oneof(fc.constantFrom(1, 2, 3, 7, 100), fc.integer({ min: 1, max: 1e9 })),
    )
    .map(([unit, n, d]) => lowest(unit, n, d));
  const facts: fc.Arbitrary<Expression> = fc
    .constantFrom(...(Object.keys(numbers) as NumericFact[]))
    .map((name) => fact(name));

  function trees(isKept: (op: Operation['op'], right: Expression) => boolean) {
    return fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, depthSize: 'large' },
        kept,
        facts,
        fc
          .record({ op: fc.constantFrom(...operations), left: tie('tree'), right: tie('tree') })
          .map(({ op, left, right }): Expression =>
            isKept(op, right) ? { op, left, right } : { op, left: right, right: left },
          )
          .filter((tree) => tree.op === 'constant' || !('right' in tree) || isKept(tree.op, tree.right)),
        fc
          .tuple(tie('tree'), fc.array(fc.tuple(kept, tie('tree')), { maxLength: 3 }), tie('tree'))
          .map(([of, pieces, otherwise]) => piecewise(of, pieces, otherwise)),
      ),
    })).tree;
  }

  test('as the same tree', () => {
    // Sums of sums and products of products are printed without brackets: they are read from the left.
    const sums = ['add', 'subtract'];
    const fromTheLeft = (op: string, right: Expression) =>
      !(op === 'add' && sums.includes(right.op)) && !(op === 'multiply' && right.op === 'multiply');
    fc.assert(
      fc.property(trees(fromTheLeft), (tree) => {
        const text = formulaText(tree);
        fc.pre(text.length <= 2000);
        expect(read(text)).toEqual(tree);
      }),
      { numRuns: 2000 },
    );
  });

  test('in any order of brackets with the same words and the same value', () => {
    fc.assert(
      fc.property(
        trees(() => true),
        fc.nat(1000),
        (tree, count) => {
          const text = formulaText(tree);
          fc.pre(text.length <= 2000);
          const back = read(text) as Expression;
          expect(back).toBeTypeOf('object');
          expect(formulaText(back)).toBe(text);
          const value = (one: Expression) => evaluate(one, () => ({ value: rational(count, 7) }));
          expect(value(back)).toEqual(value(tree));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('whatever is typed is read or refused in words', () => {
    const pieces = [
      '10',
      '分',
      '（',
      '）',
      '×',
      '取小',
      '，',
      '其他差错数',
      '[按',
      '：',
      '小于',
      '其余',
      '；',
      ']',
      '/',
      '-',
      ' ',
    ];
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const found = read(text);
        if (typeof found === 'string') expect(found).toMatch(/\p{Script=Han}.*。$/su);
        else expect(read(formulaText(found))).toEqual(found);
      }),
      { numRuns: 5000 },
    );
  });
});

/** As formulas are kept: points in hundredths where they are whole, all else in lowest terms. */
function lowest(unit: Constant['unit'], n: number, d: number): Constant {
  const reduced = rational(n, d);
  const scale = unit === 'points' && 100n % reduced.d === 0n ? 100n / reduced.d : 1n;
  const [above, below] = [Number(reduced.n * scale), Number(reduced.d * scale)];
  return Math.abs(above) > 1e15 ? constant('count', 1) : constant(unit, above, below);
}

test('formulas of the tests are read back', () =>
  expect(read(formulaText(lessPerDay('draftDaysLate', 1000, 50)))).toEqual(
    lessPerDay('draftDaysLate', 1000, 50),
  ));
