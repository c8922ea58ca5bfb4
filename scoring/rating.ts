/**
 * 信用等级 of an agency on a day: 信用分 = M − U − C (at least 0), then the bands, then the caps. An as-of computation
 * is a trial (试算); the tier in force changes only by a dated decision.
 */
import type { Day } from './calendar.ts';
import { capsReached, type AppliedCap } from './caps.ts';
import { isWithin, recordFaults, type CreditRecord, type FinalAssessment } from './credit-record.ts';
import { deductConduct, deductUpkeep, type Deduction } from './deductions.ts';
import { countedPoints, meanOf, observe, type Observation } from './observations.ts';
import type { Points } from './points.ts';
import { policyFaults, type RatingPolicy } from './rating-policy.ts';
import { explain, words, type Explanation } from './rating-words.ts';
import { bandOf, type CreditRating } from './scale.ts';
import { textOrder } from './text-order.ts';

export interface RatingResult {
  /** null: 未评级 */
  readonly rating: CreditRating | null;
  readonly points: Points | null;
  readonly mean: Points | null;
  readonly upkeep: Deduction;
  readonly conduct: Deduction;
  readonly caps: readonly AppliedCap[];
  /** Why the rating is not what the points alone would say, or why there is none. */
  readonly reasons: readonly string[];
  /** The last assessment's counted points and day; shown when 未评级. */
  readonly lastKnown: { readonly points: Points; readonly finalisedOn: Day } | null;
  /** 试评: the policy has not been adopted, so nothing is excluded or published by it. */
  readonly trial: boolean;
  readonly explanation: Explanation;
}

/** Asserts that policy and record have no faults (`policyFaults`, `recordFaults`). */
export function rate(policy: RatingPolicy, given: CreditRecord, asOf: Day): RatingResult {
  const faults = [...policyFaults(policy), ...recordFaults(given)];
  if (faults.length > 0) throw new Error(`cannot rate: ${faults.join('; ')}`);
  const record = inOrder(given);
  const upkeep = deductUpkeep(policy.upkeep, record.upkeepFaults, asOf);
  const conduct = deductConduct(policy.conduct, record.findings, record.decisions, asOf);
  const known = record.assessments.filter((assessment) => assessment.finalisedOn <= asOf);
  const common = {
    upkeep,
    conduct,
    lastKnown: lastKnownOf(policy, known),
    trial: policy.adoption === null,
  };
  const absence = whyUnrated(policy, record, known, asOf);
  if (absence !== null) return { ...common, ...unrated(absence) };
  return { ...common, ...rated(policy, record, observe(policy, known, asOf), upkeep, conduct, asOf) };
}

/** Letters from best to worst; a negative answer says that `a` is the better one. */
export const compareRatings = (policy: RatingPolicy, a: CreditRating, b: CreditRating): number =>
  rankOf(policy, a) - rankOf(policy, b);

function whyUnrated(
  policy: RatingPolicy,
  record: CreditRecord,
  known: readonly FinalAssessment[],
  asOf: Day,
): string | null {
  const last = known.at(-1);
  if (!last) return words.none;
  const shown = words.last(countedPoints(policy, last), last.finalisedOn);
  if (!isWithin(last.finalisedOn, policy.staleAfterMonths, asOf))
    return words.stale(policy.staleAfterMonths, shown);
  const { restrictedUntil } = record;
  if (restrictedUntil !== null && restrictedUntil < asOf && last.finalisedOn <= restrictedUntil)
    return words.restrictionOver(restrictedUntil, shown);
  return null;
}

const unrated = (reason: string) => ({
  rating: null,
  points: null,
  mean: null,
  caps: [],
  reasons: [reason],
  explanation: { title: '信用等级', text: reason, points: null, children: [] },
});

function rated(
  policy: RatingPolicy,
  record: CreditRecord,
  observations: readonly Observation[],
  upkeep: Deduction,
  conduct: Deduction,
  asOf: Day,
) {
  const mean = meanOf(observations);
  const points = Math.max(0, mean - upkeep.points - conduct.points);
  const withoutUpkeep = bandOf(policy.bands, Math.max(0, mean - conduct.points));
  const plain = bandOf(policy.bands, points);
  const byPoints = higher(policy, plain, lowered(policy, withoutUpkeep, policy.upkeep.tiersAtMost));
  const reached = capsReached(policy, record, observations, asOf);
  const rating = reached.reduce((least, cap) => lower(policy, least, cap.atMost), byPoints);
  const caps = reached.map((cap) => ({
    ...cap,
    binding: cap.atMost === rating && compareRatings(policy, byPoints, rating) < 0,
  }));
  const softened = byPoints === plain ? [] : [words.upkeepSoftened(policy.upkeep.tiersAtMost, byPoints)];
  const reasons = [
    ...bandReason(policy, rating, plain, points),
    ...softened,
    ...caps.map((cap) => cap.reason),
  ];
  const explanation = explain({ rating, points, mean, upkeep, conduct, reasons, observations });
  return { rating, points, mean, caps, reasons, explanation };
}

/** Below the best band by the points alone: what the band above begins with, beside the caps that say as little. */
function bandReason(
  policy: RatingPolicy,
  rating: CreditRating,
  plain: CreditRating,
  points: Points,
): string[] {
  const above = policy.bands[rankOf(policy, plain) - 1];
  return rating === plain && above ? [words.band(points, above.from, plain)] : [];
}

function lastKnownOf(policy: RatingPolicy, known: readonly FinalAssessment[]): RatingResult['lastKnown'] {
  const last = known.at(-1);
  return last ? { points: countedPoints(policy, last), finalisedOn: last.finalisedOn } : null;
}

/** The record in an order that does not depend on how it was read. */
export function inOrder(record: CreditRecord): CreditRecord {
  const byFact = (a: { factId: string }, b: { factId: string }) => textOrder(a.factId, b.factId);
  return {
    ...record,
    assessments: record.assessments.toSorted(
      (a, b) => textOrder(a.finalisedOn, b.finalisedOn) || textOrder(a.id, b.id),
    ),
    upkeepFaults: record.upkeepFaults.toSorted(byFact),
    findings: record.findings.toSorted(byFact),
    decisions: record.decisions.toSorted(byFact),
  };
}

const rankOf = (policy: RatingPolicy, rating: CreditRating): number =>
  policy.bands.findIndex((band) => band.label === rating);
const lower = (policy: RatingPolicy, a: CreditRating, b: CreditRating): CreditRating =>
  compareRatings(policy, a, b) > 0 ? a : b;
const higher = (policy: RatingPolicy, a: CreditRating, b: CreditRating): CreditRating =>
  compareRatings(policy, a, b) > 0 ? b : a;
const lowered = (policy: RatingPolicy, rating: CreditRating, tiers: number): CreditRating =>
  policy.bands[Math.min(rankOf(policy, rating) + tiers, policy.bands.length - 1)]?.label ?? rating;
