/** 遴选规则 as they are typed into a form, and back: the weights of a draw and the sheet of a 比选, told apart by name. */
import { z } from 'zod';
import type { ComparisonSheet } from '#scoring/comparison.ts';
import type { DrawPolicy } from '#scoring/draw.ts';
import { formatPoints } from '#scoring/points.ts';
import { creditRatings, type CreditRating } from '#scoring/scale.ts';
import { choice, count, points, typedOf } from '../typed.ts';

const ratings = Object.fromEntries(creditRatings.map((label) => [label, label])) as Record<
  CreditRating,
  CreditRating
>;

const drawContent = z.strictObject({
  name: z.literal('draw'),
  tierWeights: z.strictObject({ A: count(), B: count(), 未评级: count(), C: count() }),
  leastShare: z.strictObject({ n: count(), d: count() }),
  candidatesAtLeast: count(),
});

const comparisonContent = z.strictObject({
  name: z.literal('comparison'),
  points: z.strictObject({
    qualification: points(),
    capability: points(),
    trackRecord: points(),
    credit: points(),
    quotation: points(),
  }),
  trackRecord: z.strictObject({ each: points(), atMost: count() }),
  credit: z.strictObject({ A: points(), B: points(), C: points(), D: points() }),
  unratedAs: choice(ratings, '选择未评级按哪一级计分。'),
  explainBelowPercent: count(),
  offersAtLeast: count(),
});

export const selectionContent = z.discriminatedUnion('name', [drawContent, comparisonContent], {
  error: '选择遴选规则的种类。',
});

export type TypedDrawPolicy = z.input<typeof drawContent>;
export type TypedComparisonSheet = z.input<typeof comparisonContent>;

export function typedSelection(content: unknown, name: string): TypedDrawPolicy | TypedComparisonSheet {
  if (name === 'draw') {
    const { tierWeights, leastShare, candidatesAtLeast } = content as DrawPolicy;
    return typedOf({ name, tierWeights, leastShare, candidatesAtLeast }) as TypedDrawPolicy;
  }
  const { points, trackRecord, credit, ...rest } = content as ComparisonSheet;
  const { unratedAs, explainBelowPercent, offersAtLeast } = rest;
  const written = Object.fromEntries(
    [...Object.keys(points), ...creditRatings, 'each'].map((key) => [key, formatPoints] as const),
  );
  const typed = { name, points, trackRecord, credit, unratedAs, explainBelowPercent, offersAtLeast };
  return typedOf(typed, written) as TypedComparisonSheet;
}

/** Without the name, which is the policy's own. */
export const assembledSelection = (
  kept: unknown,
  { name: _, ...typed }: z.output<typeof selectionContent>,
): unknown => ({ ...(kept as object), ...typed });
