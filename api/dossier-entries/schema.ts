import { z } from 'zod';
import { reason } from '../commissions/schema.ts';

export const entryOpening = z.strictObject({
  agency: z.string().trim().min(1, '选择机构。').max(20),
  reason: reason('写明代录的原因，例如机构暂不能上网填报、送来盖章纸质档案。'),
  fileId: z.string().max(36).default(''),
});

export const entryRefusal = z.strictObject({ note: reason('写明哪些内容与盖章的纸质档案不一致。') });
