import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';

/** 怎么算的: a day and how many working days later. */
export const workingDayQuestion = z.strictObject({
  from: z.string().trim().refine(isDay, '按 2025-09-26 的格式填写起算日期。'),
  days: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, '填写 0～999 的整数。')
    .transform(Number),
});
