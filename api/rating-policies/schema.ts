/** 信用等级办法 as it is typed into a form, and back. What is well-formed here may still be at fault as a whole. */
import { z } from 'zod';
import { formatPoints } from '#scoring/points.ts';
import { decisionClasses, type RatingPolicy } from '#scoring/rating-policy.ts';
import { creditRatings, type CreditRating } from '#scoring/scale.ts';
import { choice, count, points, typedOf } from '../typed.ts';

const ratings = Object.fromEntries(creditRatings.map((label) => [label, label])) as Record<
  CreditRating,
  CreditRating
>;
const classes = Object.fromEntries(decisionClasses.map((name) => [name, name])) as Record<
  (typeof decisionClasses)[number],
  string
>;

const atMost = choice(ratings, '选择信用等级至多为哪一级。');

const cap = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('fewAssessments'), atMost, fewerThan: count() }),
    z.strictObject({ kind: z.literal('assessmentBelow'), atMost, below: points(), months: count() }),
    z.strictObject({ kind: z.literal('poorNotRecovered'), atMost, months: count(), recoveredFrom: points() }),
    z.strictObject({ kind: z.literal('repeatedPoor'), atMost, count: count(), months: count() }),
    z.strictObject({ kind: z.literal('veto'), atMost, months: count() }),
    z.strictObject({
      kind: z.literal('decisionInForce'),
      atMost,
      class: choice(classes, '选择处理决定的类别。'),
    }),
  ],
  { error: '选择封顶情形。' },
);

const band = (label: CreditRating) => z.strictObject({ label: z.literal(label), from: points() });
const [a, b, c, d] = creditRatings;

/** Left empty: while the decision is in force. */
const monthsOrInForce = z.union([z.literal('').transform(() => null), count()], {
  error: '写成不带小数的月数，如 6；公示期内有效的留空。',
});
const decision = z.strictObject({ points: points(), months: monthsOrInForce });

/** All of a rating policy that is typed; number, day and adoption follow from where it is kept. */
export const ratingContent = z.strictObject({
  bands: z.tuple([band(a), band(b), band(c), band(d)]),
  weights: z
    .array(z.strictObject({ months: count(), weight: count() }))
    .max(20, '至多 20 项。')
    .prefault([]),
  staleAfterMonths: count(),
  vetoedAtMost: points(),
  upkeep: z.strictObject({
    months: count(),
    atMost: points(),
    tiersAtMost: count(),
    points: z.strictObject({ lateChange: points(), confirmationMissing: points(), falseFiling: points() }),
  }),
  conduct: z.strictObject({
    atMost: points(),
    major: z.strictObject({ open: points(), answered: points(), months: count() }),
    minor: z.strictObject({ open: points() }),
    decisions: z.strictObject({ 轻微: decision, 一般: decision, 严重: decision }),
  }),
  caps: z.array(cap).max(30, '至多 30 项。').prefault([]),
});

export type TypedRatingPolicy = z.input<typeof ratingContent>;

const pointsKeys = [
  ...['from', 'vetoedAtMost', 'atMost', 'points', 'lateChange', 'confirmationMissing', 'falseFiling'],
  ...['open', 'answered', 'below', 'recoveredFrom'],
];

/** A rating policy as it would be typed. */
export function typedRatingPolicy(policy: RatingPolicy): TypedRatingPolicy {
  const { bands, weights, staleAfterMonths, vetoedAtMost, upkeep, conduct, caps } = policy;
  const writers = Object.fromEntries(pointsKeys.map((key) => [key, formatPoints]));
  const typed = { bands, weights, staleAfterMonths, vetoedAtMost, upkeep, conduct, caps };
  return typedOf(typed, writers) as TypedRatingPolicy;
}
