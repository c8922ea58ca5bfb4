import { z } from 'zod';
import type { PlanElement } from '#scoring/facts.ts';

/** 4号 art 15: the twelve elements, each a field of its own. */
export const planElementTitles = {
  staffing: '人员配置',
  schedule: '时间安排',
  purpose: '评价目的',
  content: '评价内容',
  basis: '评价依据',
  method: '评价方法',
  indicators: '指标体系',
  standards: '评价标准',
  sample: '样本确定',
  questionnaire: '调查问卷',
  documentList: '资料清单',
  discipline: '工作纪律',
} as const satisfies Record<string, PlanElement>;

export type PlanElementKey = keyof typeof planElementTitles;
export const planElementKeys = Object.keys(planElementTitles) as PlanElementKey[];

export const returnCauses = { agency: '机构原因', bureau: '财政局原因', unit: '被评价单位原因' } as const;

export const gates = { clientApproval: '委托方审核确定', expertPanel: '评议专家组评议' } as const;

const text = z.string().max(5000).default('');

/** As typed: half-filled and wrong values are kept. */
export const workPlanDraft = z.strictObject({
  staffing: text,
  schedule: text,
  purpose: text,
  content: text,
  basis: text,
  method: text,
  indicators: text,
  standards: text,
  sample: text,
  questionnaire: text,
  documentList: text,
  discipline: text,
  /** 万元, as typed. */
  plannedFunds: z.string().max(30).default(''),
});

export type WorkPlanElements = z.output<typeof workPlanDraft>;

/** `confirmMissing`: the agency was told which elements are missing and files all the same. */
export const workPlanSubmission = workPlanDraft.extend({ confirmMissing: z.enum(['', 'yes']).default('') });

export const workPlanApproval = z.strictObject({
  gate: z.enum(['expertPanel', 'clientApproval']),
  note: z.string().trim().min(1, '写明专家组成员和评议意见，或委托方的审核意见。').max(1000),
});

export const filingReturn = z.strictObject({
  cause: z.enum(['agency', 'bureau', 'unit']),
  reason: z.string().trim().min(1, '写明退回的原因和修改要求。').max(1000),
});
