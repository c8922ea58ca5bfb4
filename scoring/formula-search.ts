/** Looks for facts under which something holds of a formula: finds some, proves that there are none, or gives up. */
import type { NumericFact } from './facts.ts';
import { evaluate, type Expression } from './formula.ts';
import { type Box, isApart, rangeOf } from './formula-range.ts';
import { compare, type Rational, rational } from './points.ts';

/** The value lies from `from` up to, not including, `below`, and above `above`; null sets no bound. */
export interface Condition {
  readonly expression: Expression;
  readonly from?: Rational | null;
  readonly below?: Rational | null;
  readonly above?: Rational | null;
}

export type Point = ReadonlyMap<NumericFact, bigint>;

/** How many parts of the ranges are looked at before a proof is given up. */
const budget = 300;

export function findPoint(conditions: readonly Condition[], box: Box): Point | 'none' | 'unknown' {
  const boxes: Box[] = [box];
  for (let looked = 0; looked < budget; looked += 1) {
    const next = boxes.shift();
    if (!next) return 'none';
    if (conditions.some((condition) => isExcluded(condition, next))) continue;
    const found = pointsIn(next).find((point) => conditions.every((condition) => holds(condition, point)));
    if (found) return found;
    boxes.push(...halves(next, box));
  }
  return boxes.length === 0 ? 'none' : 'unknown';
}

function isExcluded({ expression, from = null, below = null, above = null }: Condition, box: Box): boolean {
  const range = rangeOf(expression, box);
  if (!range) return true;
  return (
    isApart(range, from, below) || (above !== null && range.high !== null && compare(range.high, above) <= 0)
  );
}

function holds({ expression, from = null, below = null, above = null }: Condition, point: Point): boolean {
  const value = valueAt(expression, point);
  if (value === null) return false;
  return (
    (from === null || compare(value, from) >= 0) &&
    (below === null || compare(value, below) < 0) &&
    (above === null || compare(value, above) > 0)
  );
}

/** Null where something is divided by zero. */
export const valueAt = (expression: Expression, point: Point): Rational | null =>
  evaluate(expression, (fact) => ({ value: rational(point.get(fact) ?? 0n) })).value;

/** The corners, or two of them where there are too many, and the middle. */
function pointsIn(box: Box): readonly Point[] {
  const at = (end: (side: { low: bigint; high: bigint }) => bigint): Point =>
    new Map([...box].map(([fact, side]) => [fact, end(side)]));
  const middle = at(({ low, high }) => (low + high) / 2n);
  if (box.size > 4) return [at(({ low }) => low), at(({ high }) => high), middle];
  let corners: readonly Point[] = [new Map()];
  for (const [fact, { low, high }] of box)
    corners = corners.flatMap((point) =>
      (low === high ? [low] : [low, high]).map((value) => new Map([...point, [fact, value]])),
    );
  return [...corners, middle];
}

/** Split across the fact of which the largest part of its whole range is left. */
function halves(box: Box, whole: Box): readonly Box[] {
  let widest: { fact: NumericFact; low: bigint; high: bigint; part: bigint } | null = null;
  for (const [fact, { low, high }] of box) {
    const all = whole.get(fact);
    if (!all || low === high) continue;
    const part = ((high - low) * 1_000_000_000_000_000n) / (all.high - all.low);
    if (!widest || part > widest.part) widest = { fact, low, high, part };
  }
  if (!widest) return [];
  const { fact, low, high } = widest;
  const middle = (low + high) / 2n;
  return [
    new Map([...box, [fact, { low, high: middle }]]),
    new Map([...box, [fact, { low: middle + 1n, high }]]),
  ];
}
