/**
 * A formula of a rubric as plain data: a tree over named facts and constants, computed in exact fractions. A typed text
 * is read into such a tree or refused before anything is computed (`formula-reading.ts`), so nothing can be smuggled
 * into one.
 */
import type { Known, NumericFact } from './facts.ts';
import {
  add,
  compare,
  divide,
  greatest,
  least,
  multiply,
  type Rational,
  rational,
  subtract,
} from './points.ts';

export const units = ['points', 'count', 'days', 'money', 'percent'] as const;
export type Unit = (typeof units)[number];

export type Expression = Constant | FactTerm | Operation | Piecewise;

/** n ÷ d of the unit: whole points, pieces, working days, 分 of money, or per cent. Hundredths of a point have d = 100. */
export interface Constant {
  readonly op: 'constant';
  readonly unit: Unit;
  readonly n: number;
  readonly d: number;
}

export interface FactTerm {
  readonly op: 'fact';
  readonly fact: NumericFact;
}

export const operations = ['add', 'subtract', 'multiply', 'divide', 'min', 'max'] as const;

export interface Operation {
  readonly op: (typeof operations)[number];
  readonly left: Expression;
  readonly right: Expression;
}

/** Half-open like every band: the first piece whose `below` the value of `of` does not reach, otherwise the rest. */
export interface Piecewise {
  readonly op: 'piecewise';
  readonly of: Expression;
  readonly pieces: readonly Piece[];
  readonly otherwise: Expression;
}

export interface Piece {
  readonly below: Constant;
  readonly then: Expression;
}

/** The exact value; null with the reason when a fact is missing or something is divided by zero. */
export function evaluate(
  expression: Expression,
  read: (fact: NumericFact) => Known<Rational>,
): Known<Rational> {
  switch (expression.op) {
    case 'constant':
      return { value: constantOf(expression) };
    case 'fact':
      return read(expression.fact);
    case 'piecewise': {
      const of = evaluate(expression.of, read);
      if (of.value === null) return of;
      return evaluate(pieceAt(expression, of.value), read);
    }
    default:
      return operate(expression, read);
  }
}

function operate(
  { op, left, right }: Operation,
  read: (fact: NumericFact) => Known<Rational>,
): Known<Rational> {
  const a = evaluate(left, read);
  const b = evaluate(right, read);
  if (a.value === null) return a;
  if (b.value === null) return b;
  if (op === 'divide' && b.value.n === 0n) return { value: null, reason: '公式中的除数为零，无法计算' };
  return { value: arithmetic[op](a.value, b.value) };
}

const arithmetic = { add, subtract, multiply, divide, min: least, max: greatest } as const;

const pieceAt = ({ pieces, otherwise }: Piecewise, of: Rational): Expression =>
  pieces.find(({ below }) => compare(of, constantOf(below)) < 0)?.then ?? otherwise;

/** As it is computed with: a per cent is a hundredth. */
export const constantOf = ({ unit, n, d }: Constant): Rational =>
  rational(n, BigInt(d) * (unit === 'percent' ? 100n : 1n));

export interface PlacedExpression {
  readonly expression: Expression;
  readonly path: string;
}

/** The parts of a node that are expressions themselves, in the order in which they are read. */
export function partsOf(expression: Expression): readonly PlacedExpression[] {
  switch (expression.op) {
    case 'constant':
    case 'fact':
      return [];
    case 'piecewise':
      return [
        { expression: expression.of, path: 'of' },
        ...expression.pieces.map(({ then }, index) => ({ expression: then, path: `pieces.${index}.then` })),
        { expression: expression.otherwise, path: 'otherwise' },
      ];
    default:
      return [
        { expression: expression.left, path: 'left' },
        { expression: expression.right, path: 'right' },
      ];
  }
}

/** Every fact with each of its places, beginning with `path`. */
export const factsIn = (
  expression: Expression,
  path: string,
): readonly { readonly fact: NumericFact; readonly path: string }[] =>
  expression.op === 'fact'
    ? [{ fact: expression.fact, path: `${path}.fact` }]
    : partsOf(expression).flatMap((part) => factsIn(part.expression, `${path}.${part.path}`));
