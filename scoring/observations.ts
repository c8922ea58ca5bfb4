/** Assessments as a rating sees them: one observation per contract, weighted by age. */
import type { Day } from './calendar.ts';
import { isWithin, type FinalAssessment } from './credit-record.ts';
import { divide, multiply, ofPoints, rational, sum, toPoints, type Points, type Rational } from './points.ts';
import type { RatingPolicy } from './rating-policy.ts';

/** One contract's assessments as one: their exact mean, dated by the last of them. */
export interface Observation {
  readonly contractId: string;
  readonly assessments: readonly FinalAssessment[];
  readonly on: Day;
  readonly mean: Rational;
  readonly weight: number;
}

export function observe(policy: RatingPolicy, known: readonly FinalAssessment[], asOf: Day): Observation[] {
  const held = known.filter((assessment) => weightOf(policy, assessment.finalisedOn, asOf) > 0);
  return [...new Set(held.map((assessment) => assessment.contractId))].map((contractId) => {
    const assessments = held.filter((assessment) => assessment.contractId === contractId);
    const on = lastDay(assessments);
    const total = sum(assessments.map((assessment) => ofPoints(countedPoints(policy, assessment))));
    const mean = divide(total, rational(assessments.length));
    return { contractId, assessments, on, mean, weight: weightOf(policy, on, asOf) };
  });
}

const weightOf = (policy: RatingPolicy, day: Day, asOf: Day): number =>
  policy.weights.find(({ months }) => isWithin(day, months, asOf))?.weight ?? 0;

/** The weighted mean, exact, rounded once. */
export function meanOf(observations: readonly Observation[]): Points {
  const weighted = observations.map(({ mean, weight }) => multiply(mean, rational(weight)));
  const weights = sum(observations.map(({ weight }) => rational(weight)));
  return toPoints(divide(sum(weighted), weights));
}

/** What an assessment counts in the mean and for the caps. */
export const countedPoints = (policy: RatingPolicy, { vetoed, points }: FinalAssessment): Points =>
  vetoed ? Math.min(points, policy.vetoedAtMost) : points;

const lastDay = (assessments: readonly FinalAssessment[]): Day =>
  assessments.reduce((last, one) => (one.finalisedOn > last ? one.finalisedOn : last), '');
