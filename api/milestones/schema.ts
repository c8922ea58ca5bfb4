import { z } from 'zod';
import { day, reason } from '../commissions/schema.ts';

export const milestoneKeys = [
  'workPlan',
  'workPlanApproval',
  'draft',
  'comments',
  'final',
  'acceptance',
] as const;
export type MilestoneKey = (typeof milestoneKeys)[number];

export const milestoneTitles: Readonly<Record<MilestoneKey, string>> = {
  workPlan: '评价实施方案',
  workPlanApproval: '方案审核',
  draft: '报告初稿',
  comments: '征求意见',
  final: '报告定稿',
  acceptance: '验收',
};

export const isMilestoneKey = (key: string): key is MilestoneKey =>
  (milestoneKeys as readonly string[]).includes(key);

export const newDueDay = z.strictObject({
  dueOn: day('按 2025-11-20 的格式填写新的截止日。'),
  reason: reason('写明调整截止日的原因。'),
});
