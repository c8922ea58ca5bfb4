import { z } from 'zod';
import { disclosureKinds, type DisclosureKind } from '../public-blocks/schema.ts';

const kinds = Object.keys(disclosureKinds) as [DisclosureKind, ...DisclosureKind[]];
export const isDisclosureKind = (text: string): text is DisclosureKind =>
  Object.hasOwn(disclosureKinds, text);

export const proposal = z.strictObject({
  kind: z.enum(kinds, '选择公开的种类。'),
  subjectId: z.string().min(1, '选择要公开的内容。'),
});

export const giveBack = z.strictObject({
  reason: z.string().trim().min(1, '写明不予公开的原因。').max(500),
});

export const withdrawal = z.strictObject({
  reason: z.string().trim().min(1, '写明撤下的原因。').max(500),
});

/** `cursor` is the code of the last row of the page before. */
export const disclosureSearch = z.strictObject({
  state: z.enum(['', 'proposed', 'published', 'returned', 'withdrawn']).default(''),
  kind: z.enum(['', ...kinds]).default(''),
  cursor: z.string().max(20).default(''),
});
