import { z } from 'zod';
import { sections } from '#scoring/filing.ts';
import { reason } from '../commissions/schema.ts';

export const asking = z.strictObject({
  /** JG-0012-2, as in the address of the review. */
  code: z.string().trim().max(40),
  section: z.enum(sections, '从档案的四节中选择。'),
  reason: reason('写明再次提出的理由：上次核对时漏看了什么，依据哪份材料。'),
});

export const decision = z.strictObject({ note: reason('写明同意或不同意的理由。') });
