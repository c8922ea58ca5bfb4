import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import type { SpecialNeed } from '#scoring/eligibility-facts.ts';
import { commission } from '#scoring/lifecycle.ts';

export const day = (missing: string) => z.string().trim().refine(isDay, missing);

/** A whole number as typed. */
export const count = (least: number, most: number, missing: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, missing)
    .transform(Number)
    .refine((number) => number >= least && number <= most, missing);

/** 万元 with up to six decimals → 分. */
export const wanYuan = (missing: string) =>
  z
    .string()
    .transform((typed) => typed.replaceAll(/[,，\s]/g, ''))
    .refine((typed) => /^\d{1,8}(\.\d{1,6})?$/.test(typed), missing)
    .transform((typed) => {
      const [whole = '', decimals = ''] = typed.split('.');
      return Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0'));
    })
    .refine((fen) => fen > 0, missing);

export const reason = (missing: string) => z.string().trim().min(1, missing).max(500);

/** Who carries out the evaluation. */
export const organisers = {
  thirdParty: '委托第三方机构',
  bureau: '财政局自行组织',
  experts: '组织专家',
} as const;

export const newCommission = z
  .strictObject({
    evaluateeId: z.string().min(1, '选择被评价对象。'),
    title: z.string().trim().min(1, '填写委托名称。').max(200),
    division: z.string().trim().min(1, '填写牵头业务科室。').max(50),
    organiser: z.enum(['thirdParty', 'bureau', 'experts']),
    scope: z.string().trim().min(1, '写明评价范围：资金、年度和内容。').max(1000),
    method: z.string().trim().min(1, '写明评价方法，如现场核查、问卷、案卷研究。').max(500),
    plannedFrom: day('按 2025-11-20 的格式填写计划开始日。'),
    plannedUntil: day('按 2025-11-20 的格式填写计划完成日。'),
    leadEvaluatorsRequired: count(1, 20, '填写 1～20 的整数。').prefault('1'),
    feeCap: wanYuan('按万元填写最高限价，如 12.5。'),
    field: z.string().trim().max(50).default(''),
    bondProjects: z
      .string()
      .trim()
      .regex(/^([1-9]\d?)?$/, '填写 1～99 的整数，没有要求的留空。')
      .default(''),
    secrecy: z.string().trim().max(50).default(''),
  })
  .superRefine(({ plannedFrom, plannedUntil }, check) => {
    if (isDay(plannedFrom) && isDay(plannedUntil) && plannedUntil < plannedFrom)
      check.addIssue({
        code: 'custom',
        path: ['plannedUntil'],
        message: `计划完成日不得早于计划开始日 ${plannedFrom}。`,
      });
  });

export const termination = z.strictObject({ reason: reason('写明终止的原因。') });

/** `cursor` is the code of the last row of the page before. */
export const commissionSearch = z.strictObject({
  state: z.enum(['', ...(Object.keys(commission.states) as CommissionState[])]).default(''),
  year: z.string().trim().max(4).default(''),
  agency: z.string().max(36).default(''),
  q: z.string().trim().max(100).default(''),
  cursor: z.string().max(36).default(''),
});

export type CommissionState = keyof typeof commission.states;

/** What only this commission asks for, as the rules read it. */
export function specialNeedsOf(typed: {
  field: string;
  bondProjects: string;
  secrecy: string;
}): SpecialNeed[] {
  return [
    ...(typed.field ? [{ kind: 'field' as const, field: typed.field }] : []),
    ...(typed.bondProjects ? [{ kind: 'specialBond' as const, projects: Number(typed.bondProjects) }] : []),
    ...(typed.secrecy ? [{ kind: 'secrecy' as const, scope: typed.secrecy }] : []),
  ];
}
