/**
 * Points and the exact arithmetic behind them.
 *
 * Points are integers in hundredths: 6500 is 65.00. A rule is computed as a `Rational` and each leaf of a sheet is
 * rounded half up to hundredths once (`toPoints`); every sum above is an integer sum and never rounded again.
 */

/** Integer hundredths of a point: 9000 is 90.00. */
export type Points = number;

/** An exact fraction. The denominator is positive and the fraction is in lowest terms. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export type ParsedPoints = { points: Points } | { problem: 'empty' | 'notPlainNumber' | 'tooManyDecimals' };

/** Reads what a person typed. Plain decimal digits with at most two decimals; no exponent, full width or blank inside. */
export function parsePoints(text: string): ParsedPoints {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  const match = /^(-?)(\d{1,9})(?:\.(\d+))?$/.exec(trimmed);
  if (!match) return { problem: 'notPlainNumber' };
  const [, sign, whole = '', decimals = ''] = match;
  if (decimals.length > 2) return { problem: 'tooManyDecimals' };
  const size = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return { points: sign === '-' && size !== 0 ? -size : size };
}

/** 6500 → '65.00' */
export function formatPoints(points: Points): string {
  assertPoints(points);
  const size = Math.abs(points);
  const hundredths = size % 100;
  const text = `${(size - hundredths) / 100}.${hundredths < 10 ? '0' : ''}${hundredths}`;
  return points < 0 ? `-${text}` : text;
}

/** '5' and '2.50': as one types them. */
export const shortPoints = (points: Points): string => formatPoints(points).replace(/\.00$/, '');

export function assertPoints(points: Points): void {
  if (!Number.isSafeInteger(points))
    throw new Error(`points must be an integer in hundredths, got ${points}`);
}

/** Exact integer sum. */
export function sumPoints(all: readonly Points[]): Points {
  let sum = 0;
  for (const points of all) {
    assertPoints(points);
    sum += points;
  }
  assertPoints(sum);
  return sum;
}

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  let numerator = BigInt(n);
  let denominator = BigInt(d);
  if (denominator === 0n) throw new Error('a rational needs a denominator other than 0');
  if (denominator < 0n) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { n: numerator / divisor, d: denominator / divisor };
}

/** '0.4066' or '95.98' as an exact fraction; null when the text is no plain decimal. */
export function parseRational(text: string): Rational | null {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '', decimals = ''] = match;
  const size = rational(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  return sign === '-' ? negate(size) : size;
}

/** 6500 → 65 as a fraction of whole points. */
export const ofPoints = (points: Points): Rational => rational(points, 100);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const sum = (all: readonly Rational[]): Rational => all.reduce(add, rational(0));

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const least = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** Rounds half up (away from zero) to hundredths: 59.995 → 6000. */
export const toPoints = ({ n, d }: Rational): Points => rounded(n * 100n, d);

/** n ÷ d of the points, d above 0, rounded as `toPoints` does. */
export const shareOf = (points: Points, n: bigint, d: bigint): Points => rounded(BigInt(points) * n, d);

/** The one place where anything is rounded. */
function rounded(n: bigint, d: bigint): Points {
  const half = n < 0n ? -d : d;
  const points = Number((n * 2n + half) / (d * 2n));
  assertPoints(points);
  return points;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
