import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { sections, type Section } from '#scoring/filing.ts';
import { count, reason } from '../commissions/schema.ts';

/** What the commission asks of an agency; the window and the objects come from the commission itself. */
export const conditions = z.strictObject({
  neededSections: z
    .array(z.enum(sections as unknown as [Section, ...Section[]]))
    .min(1, '至少选择一项本次委托所需资料。'),
  leadEvaluatorsRequired: count(1, 20, '填写 1～20 的整数。'),
  field: z.string().trim().max(50).default(''),
  bondProjects: z
    .string()
    .trim()
    .regex(/^([1-9]\d?)?$/, '填写 1～99 的整数，没有要求的留空。')
    .default(''),
  secrecy: z.string().trim().max(50).default(''),
  creditInDocuments: z.enum(['', 'yes']).default(''),
  callUntil: z
    .string()
    .trim()
    .refine((typed) => typed === '' || isDay(typed), '按 2025-11-20 的格式填写征集截止日。')
    .default(''),
});

export const changedConditions = conditions.extend({ reason: reason('写明变更条件的原因。') });

export const callExtension = z.strictObject({ reason: reason('写明延长征集的原因。') });
