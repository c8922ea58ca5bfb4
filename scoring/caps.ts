/** What holds a rating down whatever the points say. Each cap that applies is printed as a reason. */
import type { Day } from './calendar.ts';
import { isInForce, isWithin, type CreditRecord, type FinalAssessment } from './credit-record.ts';
import { countedPoints, type Observation } from './observations.ts';
import type { Points } from './points.ts';
import { words } from './rating-words.ts';
import type { Cap, RatingPolicy } from './rating-policy.ts';
import type { CreditRating } from './scale.ts';

export interface AppliedCap {
  readonly kind: Cap['kind'];
  readonly atMost: CreditRating;
  /** False when the points alone, or a lower cap, already say less. */
  readonly binding: boolean;
  readonly reason: string;
}

export function capsReached(
  policy: RatingPolicy,
  record: CreditRecord,
  observations: readonly Observation[],
  asOf: Day,
): Omit<AppliedCap, 'binding'>[] {
  const known = record.assessments.filter((assessment) => assessment.finalisedOn <= asOf);
  const reached: Omit<AppliedCap, 'binding'>[] = [];
  for (const cap of policy.caps) {
    const reason = capReason(policy, cap, { ...record, assessments: known }, observations.length, asOf);
    if (reason !== null) reached.push({ kind: cap.kind, atMost: cap.atMost, reason });
  }
  return reached;
}

/** Why the cap applies, or null when it does not. Assessments of the record are those known at `asOf`. */
function capReason(
  policy: RatingPolicy,
  cap: Cap,
  record: CreditRecord,
  observed: number,
  asOf: Day,
): string | null {
  const within = (months: number) =>
    record.assessments.filter((one) => isWithin(one.finalisedOn, months, asOf));
  switch (cap.kind) {
    case 'fewAssessments':
      return observed < cap.fewerThan ? words.few(observed, cap.atMost) : null;
    case 'assessmentBelow': {
      const below = within(cap.months).filter((one) => countedPoints(policy, one) < cap.below);
      return below.length > 0 ? words.below(cap, days(below)) : null;
    }
    case 'poorNotRecovered': {
      const poor = within(cap.months).filter(
        (one) => one.tier === '差' && !isRecovered(policy, cap, record, one),
      );
      return poor.length > 0 ? words.poor(cap, days(poor)) : null;
    }
    case 'repeatedPoor': {
      const poor = within(cap.months).filter((one) => one.tier === '差');
      return poor.length >= cap.count ? words.repeated(cap, days(poor)) : null;
    }
    case 'veto': {
      const vetoed = within(cap.months).filter((one) => one.vetoed);
      return vetoed.length > 0 ? words.veto(cap, days(vetoed)) : null;
    }
    case 'decisionInForce': {
      const inForce = record.decisions.filter((one) => one.class === cap.class && isInForce(one, asOf));
      return inForce.length > 0 ? words.decision(cap, inForce[0]?.until ?? null) : null;
    }
  }
}

const isRecovered = (
  policy: RatingPolicy,
  cap: { readonly recoveredFrom: Points },
  record: CreditRecord,
  poor: FinalAssessment,
): boolean =>
  record.assessments.some(
    (one) => one.finalisedOn > poor.finalisedOn && countedPoints(policy, one) >= cap.recoveredFrom,
  );

const days = (assessments: readonly FinalAssessment[]): string =>
  assessments.map((one) => one.finalisedOn).join('、');
