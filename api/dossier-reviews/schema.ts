import { z } from 'zod';
import { reasonCodes } from '#scoring/dossier-words.ts';

export type ReasonCode = keyof typeof reasonCodes;
const codes = Object.keys(reasonCodes) as [ReasonCode, ...ReasonCode[]];

/** A section that needs correction says why in a code and how to mend it in words. */
export const verdict = z
  .strictObject({
    verdict: z.enum(['passed', 'needsCorrection'], '选择「通过」或「需补正」。'),
    reasonCode: z.union([z.literal(''), z.enum(codes, '从所列各项中选择。')]).default(''),
    note: z.string().trim().max(2000).default(''),
  })
  .superRefine((input, ctx) => {
    if (input.verdict === 'passed') return;
    if (!input.reasonCode)
      ctx.addIssue({ code: 'custom', path: ['reasonCode'], message: '选择需补正的原因。' });
    if (!input.note)
      ctx.addIssue({ code: 'custom', path: ['note'], message: '一次写明全部需补正之处和补正办法。' });
  });

export const waitingSearch = z.strictObject({ after: z.string().max(100).default('') });
