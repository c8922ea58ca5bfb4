import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { integritySites, type IntegritySite } from '#scoring/integrity-sites.ts';
import { day } from '../commissions/schema.ts';

export const results = { clear: '未查到记录', found: '查有记录' } as const;

const optionalDay = z
  .string()
  .trim()
  .refine((typed) => typed === '' || isDay(typed), '按 2025-11-20 的格式填写日期。')
  .default('');

export const integrityQuery = z
  .strictObject({
    agency: z.string().trim().min(1, '选择机构。'),
    site: z.enum(Object.keys(integritySites) as [IntegritySite, ...IntegritySite[]]),
    queriedOn: day('按 2025-11-20 的格式填写查询日期。'),
    result: z.enum(['clear', 'found']),
    note: z.string().trim().max(500).default(''),
    violationTitle: z.string().trim().max(200).default(''),
    violationDecidedOn: optionalDay,
    banUntil: optionalDay,
    fileId: z.string().default(''),
  })
  .superRefine((query, check) => {
    const need = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    const isNamed = query.violationTitle !== '';
    if (query.result === 'clear' && (isNamed || query.violationDecidedOn || query.banUntil))
      need('result', '登记了记录内容的，查询结果应为「查有记录」。');
    if (isNamed && query.violationDecidedOn === '') need('violationDecidedOn', '填写作出决定的日期。');
    if (!isNamed && (query.violationDecidedOn || query.banUntil))
      need('violationTitle', '写明重大违法记录的内容。');
  });
