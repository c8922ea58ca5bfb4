import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';

export const clockMove = z.strictObject({
  day: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写日期。'),
  time: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '按 09:00 的格式填写时刻。'),
});
