import { z } from 'zod';

/** How far an evaluation is, in the order of its way. */
export const stages = {
  preparing: '遴选签约',
  plan: '评价实施方案',
  fieldwork: '现场评价',
  draft: '初稿',
  consultation: '征求意见',
  answering: '回应意见',
  final: '定稿验收',
  returned: '退回修改',
} as const;
export type SupervisionStage = keyof typeof stages;

export const supervisionSearch = z.strictObject({
  rag: z.enum(['', 'red', 'amber', 'green', 'grey']).default(''),
  stage: z.enum(['', ...(Object.keys(stages) as SupervisionStage[])]).default(''),
  /** `week`: due within this week. */
  due: z.enum(['', 'week', 'overdue']).default(''),
  division: z.string().trim().max(50).default(''),
  q: z.string().trim().max(100).default(''),
  /** By default the red first. */
  sort: z
    .enum(['', 'code', '-code', 'agencyName', '-agencyName', 'unitName', '-unitName', 'next', '-next'])
    .default(''),
});
