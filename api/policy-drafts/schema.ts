import { z } from 'zod';
import { ratingContent } from '../rating-policies/schema.ts';
import { rubricContent } from '../rubrics/schema.ts';
import { anyText } from '../typed.ts';

/** The kinds of policy that are drafted here. */
export const draftKinds = ['rubric', 'rating'] as const;
export type DraftKind = (typeof draftKinds)[number];

export const newDraft = z.strictObject({
  policyId: z.string().trim().min(1, '选择据以起草的版本。').max(36),
});

/** What every draft has beside its content: the legal basis, one a line, and what changes and why. */
const head = { basis: anyText(3000), note: anyText(3000) };

/** The kind comes with the content, so that one schema reads both. */
export const draftContent = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...head, kind: z.literal('rubric'), content: rubricContent }),
    z.strictObject({ ...head, kind: z.literal('rating'), content: ratingContent }),
  ],
  { error: '选择标准的类别。' },
);
