/** A formula and its facts in words. */
import type { NumericFact } from './facts.ts';
import { constantOf, type Expression, type Operation, type Piecewise, type Unit } from './formula.ts';
import { typedMoney } from './money.ts';
import { numbers } from './numeric-facts.ts';
import { multiply, rational, type Rational } from './points.ts';

export function formulaText(expression: Expression): string {
  switch (expression.op) {
    case 'constant':
      return valueText(constantOf(expression), expression.unit);
    case 'fact':
      return numbers[expression.fact].title;
    case 'piecewise':
      return piecesText(expression);
    default:
      return operationText(expression);
  }
}

function operationText({ op, left, right }: Operation): string {
  if (op === 'min' || op === 'max')
    return `${op === 'min' ? '取小' : '取大'}（${formulaText(left)}，${formulaText(right)}）`;
  return `${grouped(left, op, false)} ${signs[op]} ${grouped(right, op, true)}`;
}

const signs = { add: '+', subtract: '−', multiply: '×', divide: '÷' } as const;

/** In brackets wherever the order of the signs alone would read otherwise. */
function grouped(expression: Expression, outer: keyof typeof signs, isRight: boolean): string {
  const text = formulaText(expression);
  const inner = expression.op;
  // A fraction has a slash of its own: 1 ÷ （1/3） is not 1 ÷ 1/3.
  if (inner === 'constant') return isRight && outer === 'divide' && text.includes('/') ? `（${text}）` : text;
  if (!(inner in signs)) return text;
  const weak = (op: string): boolean => op === 'add' || op === 'subtract';
  const needed =
    (weak(inner) && !weak(outer)) ||
    (isRight && (outer === 'subtract' || outer === 'divide') && weak(inner) === weak(outer)) ||
    (isRight && outer === 'multiply' && inner === 'divide');
  return needed ? `（${text}）` : text;
}

function piecesText({ of, pieces, otherwise }: Piecewise): string {
  const branches = pieces.map(
    ({ below, then }) => `小于 ${valueText(constantOf(below), below.unit)}的，${formulaText(then)}`,
  );
  return `［按${formulaText(of)}：${[...branches, `其余，${formulaText(otherwise)}`].join('；')}］`;
}

/** 3 个工作日, 6.40 分, 30%, 1.5 万元 */
export function valueText(value: Rational, unit: Unit): string {
  switch (unit) {
    case 'points':
      return `${pointsText(value)} 分`;
    case 'count':
      return decimalText(value);
    case 'days':
      return `${decimalText(value)} 个工作日`;
    case 'percent':
      return `${decimalText(multiply(value, rational(100)))}%`;
    case 'money':
      return value.d === 1n && value.n >= 0n
        ? `${typedMoney(Number(value.n), '万元')} 万元`
        : `${decimalText(multiply(value, rational(1, 100)))} 元`;
  }
}

const pointsText = (value: Rational): string => {
  const hundredths = multiply(value, rational(100));
  if (hundredths.d !== 1n) return decimalText(value);
  // A counterexample may be larger than any points.
  const size = String(hundredths.n < 0n ? -hundredths.n : hundredths.n).padStart(3, '0');
  return `${hundredths.n < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
};

/** As a decimal where it ends within six places, otherwise as the fraction. */
function decimalText({ n, d }: Rational): string {
  if (1_000_000n % d !== 0n) return `${n}/${d}`;
  const size = ((n < 0n ? -n : n) * (1_000_000n / d)).toString().padStart(7, '0');
  const decimals = size.slice(-6).replace(/0+$/, '');
  const text = decimals === '' ? size.slice(0, -6) : `${size.slice(0, -6)}.${decimals}`;
  return n < 0n ? `-${text}` : text;
}

/** Each fact with its number. */
export const pointText = (point: ReadonlyMap<NumericFact, bigint>): string =>
  [...point]
    .map(([fact, count]) => `${numbers[fact].title} ${valueText(rational(count), numbers[fact].unit)}`)
    .join('，');
