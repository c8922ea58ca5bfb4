import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { methodWords, type ProcurementMethod, type ProcurementThresholds } from '#scoring/procurement.ts';
import { anyText, wanYuanTyped } from '../typed.ts';
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

/** 采购限额标准 as it is typed; `source` is its note, as a draft has one of its own. */
export const thresholdsContent = z.strictObject({
  limit: wanYuan('按万元填写采购限额标准，如 30。'),
  openTender: wanYuan('按万元填写公开招标数额标准，如 200。'),
  source: anyText(500),
});

export type TypedThresholds = z.input<typeof thresholdsContent>;

export const typedThresholds = ({ limit, openTender, note }: ProcurementThresholds): TypedThresholds => ({
  limit: wanYuanTyped(limit),
  openTender: wanYuanTyped(openTender),
  source: note,
});

export const assembledThresholds = ({
  source,
  ...lines
}: z.output<typeof thresholdsContent>): ProcurementThresholds => ({ ...lines, note: source });
