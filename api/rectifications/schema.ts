import { z } from 'zod';
import { reason } from '../commissions/schema.ts';

export const rectificationMeasure = z.strictObject({
  measure: z.string().trim().min(1, '写明整改措施和完成情况。').max(2000),
  proofFileId: z.string().max(36).default(''),
});

export const rectificationDecision = z.strictObject({ note: reason('写明核查情况和理由。') });

/** `commission` is the code of one. */
export const rectificationSearch = z.strictObject({
  state: z.enum(['', 'open', 'measured', 'closed', 'rejected']).default(''),
  commission: z.string().max(20).default(''),
  cursor: z.string().max(20).default(''),
});
