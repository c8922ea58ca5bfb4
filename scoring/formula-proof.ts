/**
 * What must hold of a formula whatever its facts are within their ranges: it is typed, stays between 0 and the item's
 * points, can score and can lose, uses every piece, and never pays for being later. What cannot be proved is refused.
 */
import type { NumericFact } from './facts.ts';
import { constantOf, type Expression, factsIn, partsOf } from './formula.ts';
import { type Box, boxOf, rangeOf } from './formula-range.ts';
import { type Condition, findPoint, type Point, valueAt } from './formula-search.ts';
import { trendOf } from './formula-trend.ts';
import { unitOf, unitTitles } from './formula-units.ts';
import { pointText, valueText } from './formula-words.ts';
import { numbers } from './numeric-facts.ts';
import { compare, formatPoints, ofPoints, type Points, rational, type Rational } from './points.ts';
import type { ItemFault } from './rubric-fault.ts';

export function formulaFaults(formula: Expression, points: Points): readonly ItemFault[] {
  const unit = unitOf(formula, 'formula');
  if (typeof unit !== 'string') return unit.map(({ path, rest }) => ['formula', path, rest]);
  if (unit !== 'points') return [['formula', 'formula', `的公式算出的是${unitTitles[unit]}，须为分值`]];
  const box = boxOf(factsIn(formula, 'formula').map(({ fact }) => fact));
  const dividing = divisorFaults(formula, 'formula', box);
  const order = orderFaults(formula, 'formula');
  if (dividing.length > 0 || order.length > 0) return [...dividing, ...order];
  const outside = boundFaults(formula, points, box);
  return [
    ...outside,
    ...(outside.length > 0 ? [] : aliveFaults(formula, points, box)),
    ...pieceFaults(formula, 'formula', [], box),
    ...trendFaults(formula, box),
  ];
}

/** A divisor that is 0 now and then leaves a gap then; one that is nothing else leaves no value at all. */
function divisorFaults(expression: Expression, path: string, box: Box): readonly ItemFault[] {
  const inside = partsOf(expression).flatMap((part) =>
    divisorFaults(part.expression, `${path}.${part.path}`, box),
  );
  if (expression.op !== 'divide') return inside;
  const range = rangeOf(expression.right, box);
  const isZero = range?.low?.n === 0n && range.high?.n === 0n;
  return isZero ? [...inside, ['formula', `${path}.right`, '的公式中除数恒为零']] : inside;
}

function orderFaults(expression: Expression, path: string): readonly ItemFault[] {
  const inside = partsOf(expression).flatMap((part) => orderFaults(part.expression, `${path}.${part.path}`));
  if (expression.op !== 'piecewise') return inside;
  if (expression.pieces.length === 0)
    return [...inside, ['reachable', `${path}.pieces`, '的公式分段没有分界']];
  const bounds = expression.pieces.map(({ below }) => constantOf(below));
  return [
    ...inside,
    ...bounds.slice(1).flatMap((bound, index): ItemFault[] => {
      const before = bounds[index];
      if (before && compare(before, bound) < 0) return [];
      return [['reachable', `${path}.pieces.${index + 1}.below`, '的公式分界须由小到大，这一段用不到']];
    }),
  ];
}

function boundFaults(formula: Expression, points: Points, box: Box): readonly ItemFault[] {
  const sides: readonly [Condition, string, string][] = [
    [{ expression: formula, below: rational(0) }, '小于 0.00 分', '请用“取大”与 0.00 分相比'],
    [
      { expression: formula, above: ofPoints(points) },
      `超过本项 ${formatPoints(points)} 分`,
      `请用“取小”与 ${formatPoints(points)} 分相比`,
    ],
  ];
  return sides.flatMap(([condition, side, mend]): ItemFault[] => {
    const found = findPoint([condition], box);
    if (found === 'none') return [];
    const how = found === 'unknown' ? `不能证明公式得分不会${side}` : `${scoring(formula, found)}，${side}`;
    return [['formula', 'formula', `：${how}，${mend}`]];
  });
}

/** Rounded half up, something above 0.00 and something below full marks must come out. */
function aliveFaults(formula: Expression, points: Points, box: Box): readonly ItemFault[] {
  const scores = findPoint([{ expression: formula, from: rational(1, 200) }], box);
  const loses = findPoint([{ expression: formula, below: rational(2 * points - 1, 200) }], box);
  const faults = [
    ...lacking(scores, '无论事实如何都不得分', '不能证明公式会得分'),
    ...lacking(loses, '无论事实如何都得满分，永远不会失分', '不能证明公式会失分'),
  ];
  return faults.length > 0 ? faults : sameFaults(formula, box);
}

/** Points that no fact can change say nothing of the work. */
function sameFaults(formula: Expression, box: Box): readonly ItemFault[] {
  const value = valueAt(formula, ends(box, 'low')) ?? valueAt(formula, ends(box, 'high'));
  if (value === null) return [];
  const sides = [{ below: value }, { above: value }].map((side) =>
    findPoint([{ expression: formula, ...side }], box),
  );
  if (sides.some((found) => typeof found !== 'string')) return [];
  const found = sides.includes('unknown') ? 'unknown' : 'none';
  return lacking(found, '无论事实如何得分都一样', '不能证明公式的得分会随事实变化');
}

const lacking = (found: Point | 'none' | 'unknown', never: string, unproved: string): readonly ItemFault[] =>
  typeof found === 'string'
    ? [['alive', 'formula', `的公式${found === 'none' ? never : `：${unproved}，请改写`}`]]
    : [];

/** Of every piece: facts under which all the choices on the way lead to it. */
function pieceFaults(
  expression: Expression,
  path: string,
  way: readonly Condition[],
  box: Box,
): readonly ItemFault[] {
  if (expression.op !== 'piecewise')
    return partsOf(expression).flatMap((part) =>
      pieceFaults(part.expression, `${path}.${part.path}`, way, box),
    );
  const { of, pieces, otherwise } = expression;
  const bounds = pieces.map(({ below }) => constantOf(below));
  const branches = [
    ...pieces.map(({ then }, index) => ({ then, place: `${path}.pieces.${index}.then` })),
    { then: otherwise, place: `${path}.otherwise` },
  ];
  return [
    ...pieceFaults(of, `${path}.of`, way, box),
    ...branches.flatMap(({ then, place }, index): readonly ItemFault[] => {
      const here = { expression: of, from: bounds[index - 1] ?? null, below: bounds[index] ?? null };
      const found = findPoint([...way, here], box);
      if (typeof found !== 'string') return pieceFaults(then, place, [...way, here], box);
      const rest = found === 'none' ? '的公式这一段永远用不到' : '：不能证明公式的这一段用得到，请改写';
      return [['reachable', place, rest]];
    }),
  ];
}

function trendFaults(formula: Expression, box: Box): readonly ItemFault[] {
  return [...box.keys()].flatMap((fact): ItemFault[] => {
    const { more, title } = numbers[fact];
    if (more === 'either') return [];
    const wanted = more === 'worse' ? 'falls' : 'rises';
    const trend = trendOf(formula, fact, box);
    if (trend === 'steady' || trend === wanted) return [];
    const against = counterExample(formula, fact, wanted, box);
    if (against === 'proved') return [];
    const sign = wanted === 'falls' ? '得分反而越高' : '得分反而越低';
    const rest = against
      ? `：「${title}」越多，${sign}：${against}`
      : `：不能证明「${title}」越多得分${wanted === 'falls' ? '不会越高' : '不会越低'}，请改写`;
    return [['late', 'formula', rest]];
  });
}

/** So many steps are gone through one by one: all the days that a piece of work can be late. */
const mostSteps = 4000n;

/** Two neighbouring values that go the wrong way; with one fact alone in the formula, a look at all is a proof. */
function counterExample(
  formula: Expression,
  fact: NumericFact,
  wanted: 'falls' | 'rises',
  box: Box,
): string | 'proved' | null {
  const side = box.get(fact);
  if (!side) return null;
  const whole = side.high <= mostSteps;
  const last = whole ? side.high : mostSteps;
  const others: readonly Point[] =
    box.size === 1 ? [new Map()] : (['low', 'high', 'middle'] as const).map((end) => ends(box, end));
  for (const point of others) {
    let before: { at: Point; value: Rational } | null = null;
    for (let count = 0n; count <= (box.size === 1 ? last : 60n) && count <= last; count += 1n) {
      const at = new Map([...point, [fact, count]]);
      const value = valueAt(formula, at);
      if (value === null) continue;
      const order = before ? compare(value, before.value) : 0;
      if (before && (wanted === 'falls' ? order > 0 : order < 0))
        return `${scoring(formula, before.at)}；${scoring(formula, at)}`;
      before = { at, value };
    }
  }
  return box.size === 1 && whole ? 'proved' : null;
}

const ends = (box: Box, end: 'low' | 'high' | 'middle'): Point =>
  new Map(
    [...box].map(([fact, { low, high }]) => [
      fact,
      end === 'low' ? low : end === 'high' ? high : (low + high) / 2n,
    ]),
  );

/** 报告初稿逾期天数 3 个工作日时得 6.40 分 */
function scoring(formula: Expression, point: Point): string {
  const value = valueAt(formula, point);
  const when = point.size === 0 ? '' : `${pointText(point)}时`;
  return `${when}得 ${value === null ? '不出结果' : valueText(value, 'points')}`;
}
