import { expect, it } from 'vitest';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { Expression } from '#scoring/formula.ts';
import type { Rubric, RubricItem } from '#scoring/rubric.ts';
import { sizeFaults } from '#scoring/rubric-size.ts';
import { constant, fact, max, piecewise, points } from './formula-case.ts';

const many = (count: number): never[] => Array.from({ length: count }) as never[];
const itemAt = 'dimensions.0.items.0';
const whole = (more: Partial<Rubric>): Rubric => ({ ...defaultRubric, ...more });
const having = (item: object): Rubric =>
  whole({ dimensions: [{ ...defaultRubric.dimensions[0]!, items: [item as RubricItem] }] });
const formula = (expression: Expression) => having({ kind: 'formula', formula: expression });
const one = defaultRubric.dimensions[0]!;

/** As many leaves as wanted, side by side where that keeps it flat. */
const tree = (leaves: number): Expression =>
  leaves === 1 ? points(1) : max(tree(Math.ceil(leaves / 2)), tree(Math.floor(leaves / 2)));
/** So many levels, the leaf one of them. */
const deep = (levels: number): Expression => (levels === 1 ? points(1) : max(points(0), deep(levels - 1)));
const stepped = (count: number) =>
  piecewise(
    fact('otherFaults'),
    Array.from({ length: count }, (_, n) => [constant('count', n + 1), points(1)] as const),
    points(0),
  );

it.each<[path: string, most: number, name: string, of: (count: number) => Rubric]>([
  [
    'dimensions',
    20,
    '维度',
    (n) => whole({ dimensions: Array.from({ length: n }, () => ({ ...one, items: [] })) }),
  ],
  ['vetoes', 30, '否决事项', (n) => whole({ vetoes: many(n) })],
  ['basis', 30, '制定依据', (n) => whole({ basis: many(n) })],
  ['bands', 10, '考核等级', (n) => whole({ bands: many(n) as never })],
  [
    'dimensions.0.items',
    30,
    '一个维度的评分项',
    (n) => whole({ dimensions: [{ ...one, items: Array.from({ length: n }, () => one.items[0]!) }] }),
  ],
  [`${itemAt}.steps`, 10, '一个评分项的档次', (n) => having({ kind: 'steps', steps: many(n) })],
  [`${itemAt}.parts`, 20, '一个评分项的要点', (n) => having({ kind: 'judged', parts: many(n) })],
  [`${itemAt}.required`, 40, '一个评分项的要素', (n) => having({ kind: 'elementShare', required: many(n) })],
  [`${itemAt}.losses`, 20, '一个评分项的扣分情形', (n) => having({ kind: 'deduction', losses: many(n) })],
  [`${itemAt}.losses`, 20, '一个评分项的扣分情形', (n) => having({ kind: 'gradedFaults', losses: many(n) })],
  [`${itemAt}.losses`, 20, '一个评分项的扣分情形', (n) => having({ kind: 'ratio', losses: many(n) })],
])('%s may be %d and no more', (path, most, name, of) => {
  expect(sizeFaults(of(most))).toEqual([]);
  expect(sizeFaults(of(most + 1))).toEqual([
    { claim: 'size', path, message: `${name}至多 ${most} 个，现为 ${most + 1} 个` },
  ]);
});

it.each<[string, Expression, string | null]>([
  ['10 levels', deep(10), null],
  ['11 levels', deep(11), '公式至多 10 层，请拆成几个评分项'],
  // 30 leaves and 29 of what joins them.
  ['59 parts', tree(30), null],
  ['60 parts', max(tree(28), stepped(1)), null],
  ['61 parts', tree(31), '公式至多 60 个部分，现为 61 个'],
  ['8 pieces', max(points(0), stepped(8)), null],
  ['9 pieces', max(stepped(1), stepped(9)), '公式的一处分段至多 8 段，现为 9 段'],
])('a formula of %s', (_, expression, message) => {
  const path = `${itemAt}.formula`;
  expect(sizeFaults(formula(expression))).toEqual(message ? [{ claim: 'size', path, message }] : []);
});
