import { z } from 'zod';
import { contentSchemas } from '../policy-kinds/schema.ts';
import { anyText } from '../typed.ts';

export const newDraft = z.strictObject({
  policyId: z.string().trim().min(1, '选择据以起草的版本。').max(36),
});

/** What every draft has beside its content: the legal basis, one a line, and what changes and why. */
const head = { basis: anyText(3000), note: anyText(3000) };

const [first, ...others] = contentSchemas.map(({ kind, content }) =>
  z.strictObject({ ...head, kind: z.literal(kind), content }),
);

/** The kind comes with the content, so that one schema reads all. */
export const draftContent = z.discriminatedUnion('kind', [first!, ...others], {
  error: '选择标准的类别。',
});
