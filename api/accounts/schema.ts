import { z } from 'zod';
import type { Hat } from '../permissions.ts';

/** What a person signs in with: letters, digits and a few signs, so that it can be read over the telephone. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,49}$/, '用户名为 3～50 个小写字母、数字或 . _ -，以字母或数字开头。');

export const personName = z.string().trim().min(1, '填写姓名。').max(100);

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

export const newAccount = z
  .strictObject({
    username,
    name: personName,
    hats: z.array(z.enum(staffHats)).min(1, '至少选择一个角色。'),
    division: z.string().trim().max(50).default(''),
    unitId: z.string().default(''),
  })
  .superRefine((account, check) => {
    const wantsUnit = account.hats.includes('unitOfficer');
    if (wantsUnit && account.hats.length > 1) {
      check.addIssue({ code: 'custom', path: ['hats'], message: '预算单位人员不得兼任财政局的角色。' });
    }
    if (wantsUnit && account.unitId === '') {
      check.addIssue({ code: 'custom', path: ['unitId'], message: '选择所在的预算单位。' });
    }
    if (!wantsUnit && account.unitId !== '') {
      check.addIssue({ code: 'custom', path: ['unitId'], message: '只有预算单位人员才选择单位。' });
    }
    if (account.hats.includes('divisionOfficer') && account.division === '') {
      check.addIssue({ code: 'custom', path: ['division'], message: '填写所在的业务科室。' });
    }
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
