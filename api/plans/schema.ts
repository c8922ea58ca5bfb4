import { z } from 'zod';
import { collectiveDecision } from '../collective-decisions/schema.ts';

const reason = z.string().trim().min(1, '写明理由。').max(500);

export const newPlan = z.strictObject({
  year: z
    .string()
    .trim()
    .regex(/^20\d{2}$/, '填写四位年度，如 2025。')
    .transform(Number),
});

export const newItem = z.strictObject({ evaluateeId: z.string().min(1, '选择评价对象。'), reason });

export const itemRemoval = z.strictObject({ reason });

export const planDecision = collectiveDecision;

export const newChange = z.strictObject({
  kind: z.enum(['add', 'remove'], '选择列入或移出。'),
  evaluateeId: z.string().min(1, '选择评价对象。'),
  reason,
});

export const candidateSearch = z.strictObject({
  q: z.string().trim().max(100).default(''),
  year: z.string().trim().max(4).default(''),
});
