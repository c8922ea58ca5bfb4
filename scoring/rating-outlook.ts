/**
 * What lifts a 信用等级: time alone, or one more assessment. Every day and every score is found by calling `rate` on the
 * record and proved on both sides of it. A trial (试算): the tier in force changes only by a dated decision.
 */
import { addDays, addMonths, type Day } from './calendar.ts';
import type { CreditRecord } from './credit-record.ts';
import type { Points } from './points.ts';
import { compareRatings, rate, type RatingResult } from './rating.ts';
import type { RatingPolicy } from './rating-policy.ts';
import { assessmentBands, bandOf, type CreditRating } from './scale.ts';

export interface Outlook {
  /** The first day on which the unchanged record gives a better tier than the one that holds; null: none. */
  readonly better: { readonly on: Day; readonly rating: CreditRating } | null;
  /** The first day on which the unchanged record gives none at all (未评级). */
  readonly unrated: { readonly on: Day; readonly reason: string } | null;
  /** What holds the trial rating down today, and from which day it no longer does; null: time does not end it. */
  readonly holds: readonly { readonly text: string; readonly endsOn: Day | null }[];
  /** The least points of one more assessment, final on `nextOn`, for each better tier; null: one is not enough. */
  readonly next: readonly { readonly rating: CreditRating; readonly points: Points | null }[];
  readonly nextOn: Day;
}

/** `current` is the tier in force; null: 未评级. */
export function outlook(
  policy: RatingPolicy,
  record: CreditRecord,
  asOf: Day,
  current: CreditRating | null,
): Outlook {
  const days = [asOf, ...turningDays(policy, record, asOf)];
  const results = days.map((on) => ({ on, result: rate(policy, record, on) }));
  const nextOn = addDays(asOf, 1);
  const none = results.find(({ result }) => result.rating === null);
  return {
    better: current === null ? null : firstBetter(policy, results, current),
    unrated: current !== null && none ? { on: none.on, reason: none.result.reasons.join('；') } : null,
    holds: holdsOf(results),
    next: betterThan(policy, current).map((rating) => ({
      rating,
      points: leastPoints(policy, record, nextOn, rating),
    })),
    nextOn,
  };
}

interface DatedResult {
  readonly on: Day;
  readonly result: RatingResult;
}

function firstBetter(
  policy: RatingPolicy,
  results: readonly DatedResult[],
  current: CreditRating,
): Outlook['better'] {
  for (const { on, result } of results)
    if (result.rating !== null && compareRatings(policy, result.rating, current) < 0)
      return { on, rating: result.rating };
  return null;
}

/** Every day after `asOf` on which time alone may change what `rate` says: a fact enters, leaves a window or ends. */
export function turningDays(policy: RatingPolicy, record: CreditRecord, asOf: Day): Day[] {
  const months = [
    policy.staleAfterMonths,
    ...policy.weights.map((weight) => weight.months),
    ...policy.caps.flatMap((cap) => ('months' in cap ? [cap.months] : [])),
  ];
  const { upkeep, conduct } = policy;
  const days = [
    ...record.assessments.flatMap(({ finalisedOn: on }) => [on, ...months.map((n) => addMonths(on, n))]),
    ...record.upkeepFaults.flatMap(({ on }) => [on, addMonths(on, upkeep.months)]),
    ...record.findings.flatMap(({ foundOn, answeredOn }) =>
      answeredOn === null ? [foundOn] : [foundOn, answeredOn, addMonths(answeredOn, conduct.major.months)],
    ),
    ...record.decisions.flatMap(({ class: grade, from, until, repairedOn }) => [
      ...[from, addMonths(from, conduct.decisions[grade].months ?? 0)],
      ...(until === null ? [] : [addDays(until, 1)]),
      ...(repairedOn === null ? [] : [repairedOn]),
    ]),
    ...(record.restrictedUntil === null ? [] : [addDays(record.restrictedUntil, 1)]),
  ];
  return [...new Set(days)].filter((day) => day > asOf).sort();
}

/** The caps and the deductions of the first result, each with the first day without it. */
function holdsOf(results: readonly DatedResult[]): Outlook['holds'] {
  const today = results[0]!.result;
  // Without a rating there are no caps either; that ends none.
  const rated = results.filter(({ result }) => result.rating !== null);
  const firstWithout = (
    among: readonly DatedResult[],
    holds: (result: RatingResult) => boolean,
  ): Day | null => among.find(({ result }) => !holds(result))?.on ?? null;
  return [
    ...today.caps.map(({ kind, atMost, reason }) => ({
      text: reason,
      endsOn: firstWithout(rated, ({ caps }) =>
        caps.some((cap) => cap.kind === kind && cap.atMost === atMost),
      ),
    })),
    ...[...today.upkeep.items, ...today.conduct.items].map(({ factId, title, text }) => ({
      text: `${title}（${text}）`,
      endsOn: firstWithout(results, ({ upkeep, conduct }) =>
        [...upkeep.items, ...conduct.items].some((item) => item.factId === factId),
      ),
    })),
  ];
}

/** From the nearest to the best; of 未评级 all that an assessment can lead to but the last. */
function betterThan(policy: RatingPolicy, current: CreditRating | null): CreditRating[] {
  const labels = policy.bands.map(({ label }) => label);
  const end = current === null ? labels.length - 1 : labels.indexOf(current);
  return labels.slice(0, end).reverse();
}

/** Every number below 10000 is a sum of some of them, the largest taken first. */
const halvings = [8192, 4096, 2048, 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

/** By bisection for the most points that do not reach the tier: more never give a worse one. */
function leastPoints(
  policy: RatingPolicy,
  record: CreditRecord,
  on: Day,
  wanted: CreditRating,
): Points | null {
  const reaches = (points: Points): boolean => {
    const { rating } = rate(policy, withOneMore(record, on, points), on);
    return rating !== null && compareRatings(policy, rating, wanted) <= 0;
  };
  if (!reaches(10000)) return null;
  if (reaches(0)) return 0;
  let most = 0;
  for (const step of halvings) if (most + step < 10000 && !reaches(most + step)) most += step;
  return most + 1;
}

/** The record with an assessment of a contract of its own. */
export const withOneMore = (record: CreditRecord, on: Day, points: Points): CreditRecord => ({
  ...record,
  assessments: [
    ...record.assessments,
    {
      ...{ id: 'next', contractId: 'next', finalisedOn: on, points, tier: bandOf(assessmentBands, points) },
      ...{ vetoed: false, factIds: [] },
    },
  ],
});
