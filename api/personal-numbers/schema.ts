import { z } from 'zod';

/** Why somebody needs to see a whole number. */
export const disclosure = z.strictObject({
  reason: z.string().trim().min(4, '写明查看完整号码的理由，至少 4 个字。').max(200, '理由至多 200 个字。'),
});
