import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { sanction as machine } from '#scoring/lifecycle.ts';
import { collectiveDecision } from '../collective-decisions/schema.ts';

export const kinds = { sanction: '处理决定', restriction: '受限' } as const;
export type SanctionKind = keyof typeof kinds;
export type SanctionState = keyof typeof machine.states;

/** How many months each may last: least, usual, most. 轻微 is not displayed; it counts inside for its months. */
export const terms = {
  minor: { least: 6, usual: 6, most: 6 },
  general: { least: 3, usual: 6, most: 12 },
  serious: { least: 12, usual: 24, most: 36 },
  restriction: { least: 1, usual: 12, most: 36 },
} as const;

const day = (missing: string) => z.string().trim().refine(isDay, missing);
const emptyOr = (missing: string) =>
  z
    .string()
    .trim()
    .refine((text) => text === '' || isDay(text), missing)
    .default('');

export const newSanction = z.strictObject({
  agencyCode: z.string().trim().min(1, '选择机构。').max(20),
  kind: z.enum(['sanction', 'restriction']),
  class: z.enum(['', 'minor', 'general', 'serious']).default(''),
  /** Of a 受限. */
  cause: z.enum(['', 'rating', 'veto']).default(''),
  commissionCode: z.string().trim().max(20).default(''),
  facts: z.string().trim().min(10, '写明事实：何时、何事、如何查实，不少于 10 个字。').max(2000),
  clause: z.string().trim().min(1, '写明依据的条款，如「财监〔2021〕4号第二十六条」。').max(300),
  fileId: z.string().trim().min(1, '附上证据材料。').max(36),
  excludes: z.enum(['', 'yes']).default(''),
  from: day('按 2025-11-20 的格式填写起始日。'),
  until: emptyOr('按 2025-11-20 的格式填写截止日，或留空按默认期限。'),
});

export const statement = z.strictObject({
  statement: z.string().trim().min(1, '写明陈述申辩的内容；没有意见的，请选择放弃陈述申辩。').max(4000),
});

export const waiver = z.strictObject({
  confirmed: z.literal('yes', { error: '确认放弃陈述申辩后再提交。' }),
});

export const hearing = z.strictObject({
  note: z.string().trim().min(1, '写明陈述申辩的要点、是否采纳及理由；未提出的，写明未提出。').max(2000),
});

export const imposition = collectiveDecision.extend({
  reason: z.string().trim().min(1, '写明作出决定的理由。').max(2000),
  from: day('按 2025-11-20 的格式填写起始日。'),
  until: day('按 2025-11-20 的格式填写截止日。'),
});

export const ending = z.strictObject({ reason: z.string().trim().min(1, '写明理由。').max(1000) });

export const repair = z.strictObject({
  reason: z.string().trim().min(1, '写明整改完成情况和信用承诺。').max(1000),
  fileId: z.string().trim().min(1, '附上整改和信用承诺的证明材料。').max(36),
});

export const sanctionSearch = z.strictObject({
  state: z.enum(['', ...(Object.keys(machine.states) as SanctionState[])]).default(''),
  agency: z.string().trim().max(20).default(''),
});
