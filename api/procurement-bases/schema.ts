import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { methodWords, type ProcurementMethod } from '#scoring/procurement.ts';
import { wanYuan } from '../commissions/schema.ts';

const link = z
  .string()
  .trim()
  .max(500)
  .refine(
    (typed) => typed === '' || /^https?:\/\/\S+$/.test(typed),
    '填写完整的网址，从浏览器地址栏复制即可。',
  )
  .default('');

/** The collective decision, when the basis needs one: filled in whole or not at all. */
export const decisionFields = {
  meeting: z.string().trim().max(100).default(''),
  heldOn: z
    .string()
    .trim()
    .refine((typed) => typed === '' || isDay(typed), '按 2025-03-10 的格式填写会议日期。')
    .default(''),
  minutesNumber: z.string().trim().max(100).default(''),
  attendees: z.string().trim().max(1000).default(''),
  withdrew: z.string().trim().max(1000).default(''),
  dissent: z.string().trim().max(1000).default(''),
};

export const procurementBasis = z.strictObject({
  amount: wanYuan('按万元填写预算金额，如 12.5。'),
  method: z.enum(Object.keys(methodWords) as [ProcurementMethod, ...ProcurementMethod[]]),
  internalRuleNumber: z.string().trim().max(100).default(''),
  procurementNumber: z.string().trim().max(100).default(''),
  noticeLink: link,
  resultLink: link,
  resultOn: z
    .string()
    .trim()
    .refine((typed) => typed === '' || isDay(typed), '按 2025-11-20 的格式填写日期。')
    .default(''),
  ...decisionFields,
});
