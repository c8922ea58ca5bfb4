/** Between which values a formula lies, whatever its facts are within their ranges. */
import type { NumericFact } from './facts.ts';
import { constantOf, type Expression, type Operation, type Piecewise } from './formula.ts';
import * as interval from './interval.ts';
import type { Interval } from './interval.ts';
import { numbers } from './numeric-facts.ts';
import { compare, type Rational, rational } from './points.ts';

/** Whole numbers from `low` to `high` for each fact. */
export type Box = ReadonlyMap<NumericFact, { readonly low: bigint; readonly high: bigint }>;

/** All that the facts of the formula may be. */
export const boxOf = (facts: readonly NumericFact[]): Box =>
  new Map(facts.map((fact) => [fact, { low: 0n, high: BigInt(numbers[fact].most) }]));

/** Null: no value at all, because every way leads through a division by zero. */
export function rangeOf(expression: Expression, box: Box): Interval | null {
  switch (expression.op) {
    case 'constant':
      return interval.exactly(constantOf(expression));
    case 'fact': {
      const side = box.get(expression.fact);
      if (!side) throw new Error(`no range for ${expression.fact}`);
      return { low: rational(side.low), high: rational(side.high) };
    }
    case 'piecewise':
      return rangesOfPieces(expression, box)
        .map(({ range }) => range)
        .reduce<Interval | null>(
          (all, range) => (all && range ? interval.union(all, range) : (all ?? range)),
          null,
        );
    default:
      return rangeOfOperation(expression, box);
  }
}

function rangeOfOperation({ op, left, right }: Operation, box: Box): Interval | null {
  const a = rangeOf(left, box);
  const b = rangeOf(right, right.op === 'fact' && op === 'divide' ? withoutZero(box, right.fact) : box);
  if (!a || !b) return null;
  return interval[op](a, b);
}

/** A fact is a whole number: as a divisor it is at least 1. */
function withoutZero(box: Box, fact: NumericFact): Box {
  const side = box.get(fact);
  return side && side.low === 0n && side.high > 0n ? new Map([...box, [fact, { ...side, low: 1n }]]) : box;
}

export interface PieceRange {
  /** The box in which the piece applies. */
  readonly box: Box;
  readonly expression: Expression;
  readonly range: Interval | null;
}

/** The pieces that may apply somewhere in the box, rising; where a fact itself is compared, exactly its own stretch. */
export function rangesOfPieces({ of, pieces, otherwise }: Piecewise, box: Box): readonly PieceRange[] {
  const bounds = pieces.map(({ below }) => constantOf(below));
  const measured = rangeOf(of, box);
  return [...pieces.map(({ then }) => then), otherwise].flatMap((expression, index) => {
    const from = bounds[index - 1] ?? null;
    const below = bounds[index] ?? null;
    if (!measured || isApart(measured, from, below)) return [];
    const inside = of.op === 'fact' ? narrowed(box, of.fact, from, below) : box;
    return inside ? [{ box: inside, expression, range: rangeOf(expression, inside) }] : [];
  });
}

/** No value of the interval lies from `from` up to, not including, `below`. */
export const isApart = ({ low, high }: Interval, from: Rational | null, below: Rational | null): boolean =>
  (from !== null && high !== null && compare(high, from) < 0) ||
  (below !== null && low !== null && compare(low, below) >= 0);

function narrowed(box: Box, fact: NumericFact, from: Rational | null, below: Rational | null): Box | null {
  const side = box.get(fact);
  if (!side) return null;
  const low = from && ceiling(from) > side.low ? ceiling(from) : side.low;
  const high = below && ceiling(below) - 1n < side.high ? ceiling(below) - 1n : side.high;
  return low <= high ? new Map([...box, [fact, { low, high }]]) : null;
}

/** The smallest whole number that is not below. */
const ceiling = ({ n, d }: Rational): bigint => (n > 0n ? (n + d - 1n) / d : n / d);
