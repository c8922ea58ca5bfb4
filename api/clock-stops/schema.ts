import { z } from 'zod';
import { day, reason } from '../commissions/schema.ts';
import { milestoneKeys } from '../milestones/schema.ts';

/** Working days in which the bureau answers; afterwards the claim counts as granted. */
export const answerDays = 2;

export const holders = { bureau: '财政局', unit: '预算单位' } as const;

export const clockStopClaim = z
  .strictObject({
    milestoneKey: z.enum(milestoneKeys),
    fromDay: day('按 2025-11-20 的格式填写中止开始日。'),
    untilDay: z
      .union([z.literal(''), day('按 2025-11-20 的格式填写中止结束日，仍在等待的留空。')])
      .default(''),
    heldBy: z.enum(['bureau', 'unit']),
    reason: reason('写明等待的是什么、由谁提供。'),
    proof: z.string().trim().min(1, '写明证明材料，如催要函的文号或邮件日期。').max(500),
  })
  .superRefine(({ fromDay, untilDay }, check) => {
    if (untilDay !== '' && untilDay < fromDay)
      check.addIssue({ code: 'custom', path: ['untilDay'], message: `结束日不得早于开始日 ${fromDay}。` });
  });

export const clockStopAnswer = z.strictObject({
  granted: z.enum(['yes', 'no']),
  reason: reason('写明同意或不同意的理由。'),
});
