import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { collectiveDecision } from '../collective-decisions/schema.ts';

const dayIfNamed = z
  .string()
  .trim()
  .refine((text) => text === '' || isDay(text), '按 2025-11-20 的格式填写日期。')
  .refine((text) => text < '2101', '填写 2100 年以前的日期。')
  .default('');

/**
 * A trial computation (试算) on three axes of time: the day it is about (today), the day to whose end the records were
 * known (all of them), the version of the rating policy (the one in force).
 */
export const trialSearch = z.strictObject({
  asOf: dayIfNamed,
  knownOn: dayIfNamed,
  policy: z
    .string()
    .trim()
    .regex(/^\d{0,6}$/, '填写办法的版本号，如 1。')
    .default(''),
});

export const ratingSearch = z.strictObject({
  /** By default in the order of the agencies' codes. */
  sort: z
    .enum(['', 'agency', '-agency', 'rating', '-rating', 'points', '-points', 'since', '-since'])
    .default(''),
});

export const yearlySearch = z.strictObject({
  year: z
    .string()
    .trim()
    .regex(/^(20\d{2})?$/, '填写四位年份，如 2025。')
    .default(''),
});

export const yearlyDecision = collectiveDecision.extend({
  year: z
    .string()
    .trim()
    .regex(/^20\d{2}$/, '填写四位年份，如 2025。'),
});
