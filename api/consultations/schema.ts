import { z } from 'zod';
import { day, reason } from '../commissions/schema.ts';

const comment = z.strictObject({
  /** 页码 or 章节. */
  page: z.string().trim().max(50).default(''),
  body: z.string().trim().max(2000).default(''),
});

const answered = {
  /** Rows without a text are not comments. */
  comments: z.array(comment).max(100, '至多 100 条意见。').default([]),
  /** An explicit 无意见. */
  noComment: z.enum(['', 'yes']).default(''),
};

export const consultationAnswer = z.strictObject(answered);

export const paperAnswer = z.strictObject({
  ...answered,
  receivedOn: day('按 2025-11-20 的格式填写收到纸质意见的日期。'),
});

export type TypedAnswer = z.output<typeof consultationAnswer>;

export const commentAnswers = { adopted: '采纳', partlyAdopted: '部分采纳', notAdopted: '不采纳' } as const;

export const commentAnswer = z.strictObject({
  answer: z.enum(['adopted', 'partlyAdopted', 'notAdopted']),
  reason: reason('写明采纳或不采纳的理由和修改之处。'),
});
