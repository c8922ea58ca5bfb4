/** What `scoring` says to a case, in the words in which the second implementation answers. */
import { assess, type Assessment, type VetoDecision } from '../../scoring/assessment.ts';
import type { CreditRecord } from '../../scoring/credit-record.ts';
import { commitment, order, seedOf, type DrawCandidate, type DrawPolicy } from '../../scoring/draw.ts';
import type { AssessmentFacts } from '../../scoring/facts.ts';
import type { Marks } from '../../scoring/marks.ts';
import { rate } from '../../scoring/rating.ts';
import type { RatingPolicy } from '../../scoring/rating-policy.ts';
import type { Rubric } from '../../scoring/rubric.ts';
import type { WayBack } from '../../scoring/way-back.ts';

export type Case =
  | {
      readonly function: 'assess';
      readonly rubric: Rubric;
      readonly facts: AssessmentFacts;
      readonly marks: Marks;
      readonly vetoes: readonly VetoDecision[];
    }
  | {
      readonly function: 'rate';
      readonly policy: RatingPolicy;
      readonly record: CreditRecord;
      readonly asOf: string;
    }
  | {
      readonly function: 'draw';
      readonly policy: DrawPolicy;
      readonly candidates: readonly DrawCandidate[];
      readonly secret: string;
      readonly publicValue: string;
    };

export function reckon(given: Case): unknown {
  switch (given.function) {
    case 'assess':
      return shownAssessment(assess(given.rubric, given.facts, given.marks, given.vetoes));
    case 'rate': {
      const { rating, points, mean, upkeep, conduct, caps } = rate(given.policy, given.record, given.asOf);
      const reached = caps.map(({ kind, atMost }) => [kind, atMost]);
      return { rating, points, mean, U: upkeep.points, C: conduct.points, caps: reached };
    }
    case 'draw': {
      const seed = seedOf(given.secret, given.publicValue);
      const { ranking } = order(given.policy, given.candidates, seed);
      const places = ranking.map(({ agencyId, counter, number, total }) => [
        agencyId,
        counter,
        number,
        total,
      ]);
      return { seed, commitment: commitment(given.secret), places };
    }
  }
}

export function shownAssessment({ points, tier, dimensions, leaves, applicable, earned }: Assessment) {
  const items = dimensions.flatMap((dimension) => dimension.items);
  const heavy = (item: string) =>
    leaves
      .filter((leaf) => leaf.item === item && leaf.lost > 0)
      .sort((a, b) => b.lost - a.lost || b.counted - a.counted);
  const ordered = items.flatMap(({ code }) => heavy(code));
  return {
    points,
    tier,
    gaps: items.filter((item) => item.gaps.length > 0).map((item) => item.code),
    applicable,
    earned,
    dimensions: dimensions.map((dimension) => ({
      code: dimension.code,
      points: dimension.points,
      applicable: dimension.applicable,
      items: dimension.items.map((item) => ({
        code: item.code,
        points: item.points,
        leaves: heavy(item.code).map((leaf) => leaf.lost),
        gap: item.gaps.length > 0,
        notApplicable: item.notApplicable !== null,
        step: item.step,
      })),
    })),
    leaves: ordered.map(({ item, lost }) => [item, lost]),
    counted: points === null ? null : ordered.map((leaf) => leaf.counted).sort((a, b) => a - b),
  };
}

/** The open rules in their order with who can close each, and how many changes it takes until when. */
export function shownWayBack({ reasons, way }: WayBack) {
  const holds = reasons.map(({ ruleId, hold }) => [ruleId, hold] as const);
  return {
    holds: holds.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    size: way && way.steps.flatMap(({ changes }) => changes).length,
    day: way && way.eligibleOn,
    inTime: way && way.inTime,
  };
}
