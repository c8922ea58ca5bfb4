/** Whether a formula can only fall, or only rise, while one fact grows and all others stay. */
import type { NumericFact } from './facts.ts';
import type { Expression, Operation, Piecewise } from './formula.ts';
import { type Box, rangeOf, rangesOfPieces } from './formula-range.ts';
import { isNotAbove, isNotBelow, type Interval } from './interval.ts';
import { compare } from './points.ts';

export type Trend = 'steady' | 'falls' | 'rises' | 'unknown';

export function trendOf(expression: Expression, fact: NumericFact, box: Box): Trend {
  switch (expression.op) {
    case 'constant':
      return 'steady';
    case 'fact':
      return expression.fact === fact ? 'rises' : 'steady';
    case 'piecewise':
      return trendOfPieces(expression, fact, box);
    default:
      return trendOfOperation(expression, fact, box);
  }
}

function trendOfOperation({ op, left, right }: Operation, fact: NumericFact, box: Box): Trend {
  const a = trendOf(left, fact, box);
  const b = trendOf(right, fact, box);
  switch (op) {
    case 'add':
    case 'min':
    case 'max':
      return both(a, b);
    case 'subtract':
      return both(a, turned(b));
    case 'multiply':
      return both(scaled(a, rangeOf(right, box)), scaled(b, rangeOf(left, box)));
    case 'divide': {
      // The quotient of one sign falls while a divisor of one sign grows, whichever sign that is.
      const divisor = rangeOf(right, box);
      if (b !== 'steady' && !(divisor && (isNotBelow(divisor) || isNotAbove(divisor)))) return 'unknown';
      return both(scaled(a, divisor), turned(scaled(b, rangeOf(left, box))));
    }
  }
}

const both = (a: Trend, b: Trend): Trend => (a === 'steady' ? b : b === 'steady' || a === b ? a : 'unknown');

const turned = (trend: Trend): Trend => (trend === 'falls' ? 'rises' : trend === 'rises' ? 'falls' : trend);

/** Times something that is never below zero, or never above. */
function scaled(trend: Trend, by: Interval | null): Trend {
  if (trend === 'steady' || !by || isNotBelow(by)) return trend;
  return isNotAbove(by) ? turned(trend) : 'unknown';
}

/** Each piece must go one way, and so must every jump from a piece to the next. */
function trendOfPieces(expression: Piecewise, fact: NumericFact, box: Box): Trend {
  const ranges = rangesOfPieces(expression, box);
  const inside = ranges
    .map((piece) => trendOf(piece.expression, fact, piece.box))
    .reduce<Trend>(both, 'steady');
  const along = trendOf(expression.of, fact, box);
  if (along === 'steady' || ranges.length < 2) return inside;
  if (along === 'unknown') return 'unknown';
  const known = ranges.flatMap(({ range }) => range ?? []);
  const jumps = known.slice(1).map((next, index) => jump(known[index]!, next));
  const across = jumps.reduce<Trend>(both, 'steady');
  return both(inside, along === 'rises' ? across : turned(across));
}

function jump(before: Interval, after: Interval): Trend {
  const falls = before.low && after.high && compare(before.low, after.high) >= 0;
  const rises = before.high && after.low && compare(before.high, after.low) <= 0;
  if (falls && rises) return 'steady';
  return falls ? 'falls' : rises ? 'rises' : 'unknown';
}
