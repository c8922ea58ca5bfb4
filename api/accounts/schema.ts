import { z } from 'zod';
import type { Hat } from '../permissions.ts';

/** What a person signs in with: letters, digits and a few signs, so that it can be read over the telephone. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,49}$/, '用户名为 3～50 个小写字母、数字或 . _ -，以字母或数字开头。');

export const personName = z.string().trim().min(1, '填写姓名。').max(100);

export const phoneNumber = z
  .string()
  .trim()
  .regex(
    /^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/,
    '填写联系电话，手机 11 位，或带区号的固定电话，如 0373-3051234。',
  );

/** Hats that the system administrator hands out; an agency's hats come from the agency itself. */
export const staffHats = [
  'bureauOfficer',
  'bureauReviewer',
  'bureauLeader',
  'divisionOfficer',
  'supervisor',
  'unitOfficer',
  'auditor',
  'systemAdmin',
] as const satisfies readonly Hat[];

/** The hats of an account and where they are worn. */
const post = {
  hats: z
    .array(z.enum(staffHats))
    .min(1, '至少选择一个角色。')
    .transform((chosen) => [...new Set(chosen)]),
  division: z.string().trim().max(50).default(''),
  unitId: z.string().default(''),
};

/** Which hats go together, and what each needs; the same for a new account and for a change. */
function judgePost(
  { hats, division, unitId }: { hats: readonly Hat[]; division: string; unitId: string },
  check: z.RefinementCtx,
): void {
  const fault = (field: string, message: string) =>
    check.addIssue({ code: 'custom', path: [field], message });
  const wantsUnit = hats.includes('unitOfficer');
  if (wantsUnit && hats.length > 1) fault('hats', '预算单位人员不得兼任财政局的角色。');
  if (wantsUnit && unitId === '') fault('unitId', '选择所在的预算单位。');
  if (!wantsUnit && unitId !== '') fault('unitId', '只有预算单位人员才选择单位。');
  if (hats.includes('divisionOfficer') && division === '') fault('division', '填写所在的业务科室。');
}

export const newAccount = z.strictObject({ username, name: personName, ...post }).superRefine(judgePost);

export const hatsChange = z
  .strictObject({ ...post, reason: z.string().trim().min(1, '写明变更的原因。').max(500) })
  .superRefine(judgePost);

export const secondFactorReset = z.strictObject({
  reason: z.string().trim().min(1, '写明重置的原因，以及怎样核实了是本人。').max(500),
});

export const colleague = z.strictObject({
  username,
  name: personName,
  hat: z.enum(['agencyAdmin', 'agencyStaff', 'leadEvaluator']),
  personId: z.string().default(''),
});

export const firstAdministrator = z.strictObject({
  username,
  name: personName,
  password: z.string().max(200),
});

export const newPassword = z.strictObject({ password: z.string().max(200) });

export const passwordChange = z.strictObject({ current: z.string().max(200), password: z.string().max(200) });

export const accountSwitch = z.strictObject({
  reason: z.string().trim().min(1, '写明停用或恢复的原因。').max(500),
});
