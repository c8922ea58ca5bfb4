import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { doubleRegistration } from '#scoring/lifecycle.ts';
import { day, reason } from '../commissions/schema.ts';

/** What an agency can say of the person, and nothing else. */
export const answers = { stays: '仍在本机构任职', left: '已离职' } as const;
export type SaidOf = keyof typeof answers;

/** How an agency's answer stands on a day. */
export type Standing = SaidOf | 'unserved' | 'running' | 'overdue';

export const answer = z
  .strictObject({
    answer: z.enum(Object.keys(answers) as [SaidOf, ...SaidOf[]], '选择「仍在本机构任职」或「已离职」。'),
    leftOn: z.string().trim().max(20).default(''),
    proofFileId: z.string().max(36).default(''),
  })
  .superRefine((said, check) => {
    const need = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    if (said.answer === 'stays' && said.proofFileId === '')
      need('proofFileId', '上传劳动合同或社会保险缴纳证明。');
    if (said.answer === 'stays' && said.leftOn !== '')
      need('leftOn', '选「仍在本机构任职」的，不填离职日期；已离职的，改选「已离职」。');
    if (said.answer === 'left' && !isDay(said.leftOn)) need('leftOn', '按 2025-11-20 的格式填写离职日期。');
  });

/** `belongsTo` is the code of one of the two agencies, or 'neither'. */
export const proposal = z.strictObject({
  belongsTo: z.string().trim().min(1, '选择认定结果。').max(20),
  effectiveOn: day('按 2025-11-20 的格式填写认定起始日。'),
  reason: reason('写明认定理由：依据哪些证明材料。'),
});

export const decision = z.strictObject({ note: reason('写明复核意见。') });

export const doubleRegistrationSearch = z.strictObject({
  state: z
    .enum(['', ...(Object.keys(doubleRegistration.states) as (keyof typeof doubleRegistration.states)[])])
    .default(''),
  cursor: z.string().max(20).default(''),
});
