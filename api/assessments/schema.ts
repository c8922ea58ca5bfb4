import { z } from 'zod';
import { assessment as machine } from '#scoring/lifecycle.ts';

export type AssessmentState = keyof typeof machine.states;

/** 绩效评价管理 is this division's: its officers score beside the line division's. */
export const performanceDivision = '绩效科';

export const newAssessment = z.strictObject({
  commissionCode: z.string().trim().min(1, '选择已验收的委托。').max(20),
});

export const approval = z.strictObject({
  note: z.string().trim().min(1, '写明审核意见。').max(1000),
});

export const sheetReturn = z.strictObject({
  reason: z.string().trim().min(1, '写明退回的原因和应修改的评分项。').max(1000),
});

export const feedback = z.strictObject({
  items: z
    .array(
      z.strictObject({
        code: z.string().trim().min(1).max(10),
        agrees: z.enum(['', 'yes', 'no']).default(''),
        statement: z.string().trim().max(2000, '至多 2000 个字。').default(''),
        fileId: z.string().trim().max(36).default(''),
      }),
    )
    .max(100),
});

export const feedbackAnswer = z.strictObject({
  answer: z.string().trim().min(1, '逐项写明是否采纳及理由。').max(2000),
  changes: z.enum(['', 'yes']).default(''),
});

export const finalisation = z.strictObject({
  reason: z.string().trim().min(1, '写明确定考核等级的理由。').max(1000),
});

export const assessmentSearch = z.strictObject({
  state: z.enum(['', ...(Object.keys(machine.states) as AssessmentState[])]).default(''),
});
