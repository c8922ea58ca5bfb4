import { z } from 'zod';

/** The declaration over which a dossier is submitted. */
export const submission = z.strictObject({
  truthful: z.literal('yes', '勾选「所填内容和附件真实、准确、完整」。'),
  responsible: z.literal('yes', '勾选「如有不实，愿意承担相应责任」。'),
  declaredName: z.string().trim().min(1, '填写签署人姓名。').max(100),
});
