import { z } from 'zod';
import { identityKinds, type IdentityKindKey } from '#scoring/identity-change.ts';
import { identityChange } from '#scoring/lifecycle.ts';
import { day, reason } from '../commissions/schema.ts';

const code = z.string().trim().toUpperCase().max(18).default('');

/** Rows that are left empty are none. */
const predecessor = z
  .strictObject({
    code,
    recordTo: code,
    reason: z.string().trim().max(500).default(''),
  })
  .superRefine((one, check) => {
    if (one.code !== '' && one.reason === '')
      check.addIssue({ code: 'custom', path: ['reason'], message: '写明信用记录承继或不承继的理由。' });
  });

const facts = reason('写明变更的事实：登记机关、文书名称和编号。');
const fileId = z.string().min(1, '上传变更登记或注销登记的证明文件。').max(36);
const effectiveOn = day('按 2025-11-20 的格式填写变更日期。');

export const proposal = z.strictObject({
  kind: z.enum(Object.keys(identityKinds) as [IdentityKindKey, ...IdentityKindKey[]], '选择变更的种类。'),
  effectiveOn,
  facts,
  fileId,
  predecessors: z
    .array(predecessor)
    .max(4)
    .transform((rows) => rows.filter((row) => row.code !== ''))
    .default([]),
  successors: z
    .array(z.strictObject({ code }))
    .max(4)
    .transform((rows) => rows.filter((row) => row.code !== '').map((row) => row.code))
    .default([]),
});

/** An agency asks for itself alone. */
export const cancellationRequest = z.strictObject({
  effectiveOn: day('按 2025-11-20 的格式填写注销日期。'),
  facts: reason('写明申请注销的理由。'),
  fileId: z.string().min(1, '上传盖章的注销申请或注销登记证明。').max(36),
});

export const decision = z.strictObject({ note: reason('写明意见。') });

export const identityChangeSearch = z.strictObject({
  state: z
    .enum(['', ...(Object.keys(identityChange.states) as (keyof typeof identityChange.states)[])])
    .default(''),
  cursor: z.string().max(20).default(''),
});
