import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { collectiveDecision } from '../collective-decisions/schema.ts';

/** What the bureau's policies hold beyond what `scoring` defines, and the words of their kinds. */

export const policyKinds = {
  rubric: '考核评分标准',
  rating: '信用等级办法',
  consequence: '信用等级的运用',
  eligibility: '资格条件',
  selection: '遴选规则',
  framework: '评价指标体系框架',
  procurement: '采购限额标准',
  days: '办理时限',
} as const;

export type PolicyKind = keyof typeof policyKinds;

const said = (message: string) => z.string().trim().min(1, message).max(1000);

/** 公布施行: the papers without which a version serves for 试评 only, and the meeting that decided. */
export const adoption = collectiveDecision.extend({
  documentNumber: z.string().trim().min(1, '填写印发文件的文号。').max(100),
  legalityReview: said('写明合法性审查由谁、何时作出，结论如何。'),
  fairCompetitionReview: said('写明公平竞争审查由谁、何时作出，结论如何。'),
  consultation: said('写明征求意见的范围、时间和采纳情况。'),
  effectiveOn: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写施行日期。'),
});
