/** Exact intervals: whatever lies in the operands, the result lies in the interval. */
import {
  add as sum,
  compare,
  greatest,
  least,
  multiply as product,
  negate as minus,
  type Rational,
  rational,
} from './points.ts';

/** Both ends belong to it; null has no end on that side. */
export interface Interval {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

const zero = rational(0);
const everything: Interval = { low: null, high: null };

export const exactly = (value: Rational): Interval => ({ low: value, high: value });

export const negate = ({ low, high }: Interval): Interval => ({
  low: high && minus(high),
  high: low && minus(low),
});

export const add = (a: Interval, b: Interval): Interval => ({
  low: a.low && b.low && sum(a.low, b.low),
  high: a.high && b.high && sum(a.high, b.high),
});

export const subtract = (a: Interval, b: Interval): Interval => add(a, negate(b));

export function multiply(a: Interval, b: Interval): Interval {
  if (isNotAbove(a)) return isZero(a) ? a : negate(multiply(negate(a), b));
  if (isNotAbove(b)) return isZero(b) ? b : negate(multiply(a, negate(b)));
  if (isNotBelow(a) && isNotBelow(b))
    return {
      low: a.low && b.low && product(a.low, b.low),
      high: a.high && b.high && product(a.high, b.high),
    };
  if (!a.low || !a.high || !b.low || !b.high) return everything;
  const corners = [
    product(a.low, b.low),
    product(a.low, b.high),
    product(a.high, b.low),
    product(a.high, b.high),
  ];
  return { low: corners.reduce(least), high: corners.reduce(greatest) };
}

/** Null when the divisor is nothing but 0. A divisor of 0 gives no value and is left out. */
export function divide(a: Interval, b: Interval): Interval | null {
  if (isZero(b)) return null;
  return multiply(a, reciprocal(b));
}

function reciprocal(b: Interval): Interval {
  if (isNotAbove(b)) return negate(reciprocal(negate(b)));
  if (!isNotBelow(b) || !b.low) return everything;
  return { low: b.high ? inverse(b.high) : zero, high: b.low.n === 0n ? null : inverse(b.low) };
}

const inverse = ({ n, d }: Rational): Rational => rational(d, n);

export const min = (a: Interval, b: Interval): Interval => ({
  low: a.low && b.low && least(a.low, b.low),
  high: a.high && b.high ? least(a.high, b.high) : (a.high ?? b.high),
});

export const max = (a: Interval, b: Interval): Interval => negate(min(negate(a), negate(b)));

/** The smallest interval that holds both. */
export const union = (a: Interval, b: Interval): Interval => ({
  low: a.low && b.low && least(a.low, b.low),
  high: a.high && b.high && greatest(a.high, b.high),
});

export const isNotBelow = ({ low }: Interval): boolean => low !== null && compare(low, zero) >= 0;
export const isNotAbove = ({ high }: Interval): boolean => high !== null && compare(high, zero) <= 0;
const isZero = (a: Interval): boolean => isNotBelow(a) && isNotAbove(a);
