import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';

/** `cursor` is the id of the last row of the page before. */
export const noticeSearch = z.strictObject({
  state: z.enum(['', 'unserved', 'served']).default(''),
  cursor: z.string().max(36).default(''),
});

export const paperReceipt = z.strictObject({
  servedOn: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写签收日期。'),
  note: z.string().trim().min(1, '写明送达方式和签收人，例如「直接送达，张某签收」。').max(500),
});
