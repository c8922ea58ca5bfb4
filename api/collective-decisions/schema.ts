import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';

/** What a collective decision was taken on. */
export const decisionKinds = {
  annualPlan: '确定年度计划',
  planAmendment: '调整年度计划',
  procurementBasis: '采购依据（累计金额或采购方式）',
  screeningException: '资格条件例外审批',
  yearlyRating: '年度信用评定',
  sanction: '作出处理决定',
  restriction: '作出受限决定',
  policyAdoption: '公布施行标准',
} as const;

export type DecisionKind = keyof typeof decisionKinds;

/** 集体决策记录: the meeting that decided, as its minutes say. */
export const collectiveDecision = z.strictObject({
  meeting: z.string().trim().min(1, '填写会议名称，如 局党组会。').max(100),
  heldOn: z.string().trim().refine(isDay, '按 2025-03-10 的格式填写会议日期。'),
  minutesNumber: z.string().trim().min(1, '填写会议纪要的编号。').max(100),
  attendees: z.string().trim().min(1, '填写参加会议的人员。').max(1000),
  withdrew: z.string().trim().max(1000).default(''),
  dissent: z.string().trim().max(1000).default(''),
});
