import { z } from 'zod';
import { reason } from '../commissions/schema.ts';

export const reportAcceptance = z.strictObject({
  note: reason('写明验收意见。'),
  /** One line each: what the unit has to put right. */
  problems: z
    .string()
    .max(10_000)
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .refine((lines) => lines.length <= 50, '至多 50 项。')
    .refine((lines) => lines.every((line) => line.length <= 500), '每项至多 500 个字。'),
});

export const reportReturn = z.strictObject({
  cause: z.enum(['agency', 'bureau', 'unit']),
  note: reason('写明退回的原因和修改要求。'),
});
