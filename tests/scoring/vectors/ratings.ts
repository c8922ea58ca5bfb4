import type { CreditRecord, FinalAssessment } from '#scoring/credit-record.ts';
import { meanOf, observe } from '#scoring/observations.ts';
import { defaultRatingPolicy } from '#scoring/rating-policy.ts';
import { compareRatings } from '#scoring/rating.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { reckon } from '../../second/reckon.ts';
import { answering, textOf, without, type Runners } from './runner.ts';

const rated = answering(({ record, asOf }: { record: CreditRecord; asOf: string }) =>
  reckon({ function: 'rate', policy: defaultRatingPolicy, record, asOf }),
);

export const ratings: Runners = {
  'default-rating-policy': answering(() => without(defaultRatingPolicy, ['inForceFrom', 'adoption'])),
  'rate-simulated': rated,
  'rate-bounds': rated,
  'rate-random': rated,
  'rating-order': answering(([a, b]: [CreditRating, CreditRating]) =>
    Math.sign(compareRatings(defaultRatingPolicy, a, b)),
  ),
  observe: answering(({ assessments, asOf }: { assessments: FinalAssessment[]; asOf: string }) => {
    const observations = observe(defaultRatingPolicy, assessments, asOf);
    const rows = observations.map(({ mean, weight }) => [textOf(mean), weight] as const);
    const order = (a: readonly [string, number], b: readonly [string, number]) =>
      a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1];
    return {
      observations: rows.sort(order),
      mean: observations.length === 0 ? null : meanOf(observations),
    };
  }),
};
