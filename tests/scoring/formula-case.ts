/** Formulas as a test writes them. */
import type { NumericFact } from '#scoring/facts.ts';
import type { Constant, Expression, Operation, Unit } from '#scoring/formula.ts';

export const constant = (unit: Unit, n: number, d = 1): Constant => ({ op: 'constant', unit, n, d });
/** Hundredths of a point. */
export const points = (hundredths: number): Constant => constant('points', hundredths, 100);
export const fact = (name: NumericFact): Expression => ({ op: 'fact', fact: name });

const operation =
  (op: Operation['op']) =>
  (left: Expression, right: Expression): Operation => ({ op, left, right });
export const add = operation('add');
export const minus = operation('subtract');
export const times = operation('multiply');
export const over = operation('divide');
export const min = operation('min');
export const max = operation('max');

export const piecewise = (
  of: Expression,
  pieces: readonly (readonly [below: Constant, then: Expression])[],
  otherwise: Expression,
): Expression => ({
  op: 'piecewise',
  of,
  pieces: pieces.map(([below, then]) => ({ below, then })),
  otherwise,
});

/** Days late as a number of single days. */
export const daysOf = (name: NumericFact): Expression => over(fact(name), constant('days', 1));
/** Full marks less so many hundredths per day late, not below 0. */
export const lessPerDay = (name: NumericFact, full: number, perDay: number): Expression =>
  max(points(0), minus(points(full), times(points(perDay), daysOf(name))));
