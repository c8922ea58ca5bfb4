import { z } from 'zod';
import { day, reason } from '../commissions/schema.ts';

export const newVisit = z.strictObject({
  visitedOn: day('按 2025-11-20 的格式填写调研日期。'),
  place: z.string().trim().min(1, '填写调研地点或单位。').max(200),
  people: z.string().trim().min(1, '填写参加人员。').max(200),
  /** 万元; 0 where the visit covered no funds. */
  fundsCovered: z
    .string()
    .trim()
    .regex(/^\d{1,8}(\.\d{1,6})?$/, '按万元填写本次核查的资金额，如 12.5；未涉及资金的填 0。')
    .transform((typed) => {
      const [whole = '', decimals = ''] = typed.split('.');
      return Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0'));
    }),
  offSite: z.enum(['', 'yes']).default(''),
  note: z.string().trim().min(1, '写明核查内容和结果。').max(1000),
});

export const offSiteRequest = z.strictObject({ reason: reason('写明采用非现场评价的特殊情况。') });

export const offSiteDecision = z.strictObject({
  consent: z.enum(['yes', 'no']),
  note: reason('写明同意或不同意的理由。'),
});
