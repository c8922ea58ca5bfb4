import { z } from 'zod';
import { isDay, type Day } from '#scoring/calendar.ts';
import { projectRoles, type ProjectRole } from '#scoring/eligibility-facts.ts';

const optionalDay = z
  .string()
  .trim()
  .refine((typed) => typed === '' || isDay(typed), '按 2025-11-20 的格式填写日期。')
  .default('');

const paidWork = z
  .strictObject({
    unitId: z.string().default(''),
    from: optionalDay,
    to: optionalDay,
    commissionedBy: z.enum(['', 'unit', 'finance']).default(''),
  })
  .superRefine(({ unitId, from, to, commissionedBy }, check) => {
    if (unitId === '' && from === '' && to === '' && commissionedBy === '') return;
    const need = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    if (unitId === '') need('unitId', '选择接受服务的单位。');
    if (from === '') need('from', '填写服务开始日期。');
    if (commissionedBy === '') need('commissionedBy', '选择由谁委托。');
    if (isDay(from) && isDay(to) && to < from) need('to', '结束日期不得早于开始日期。');
  });

/** 独立性与回避声明 of an agency, at agency level (4号 13). Rows left empty are no rows. */
export const agencyDeclaration = z
  .strictObject({
    takesPart: z.enum(['yes', 'no'], '选择是否参加本次委托。'),
    tookPart: z.array(z.enum(projectRoles as unknown as [ProjectRole, ...ProjectRole[]])).default([]),
    paidWork: z.array(paidWork).max(10).default([]),
    kin: z.string().trim().max(500).default(''),
    formerEmployment: z.string().trim().max(500).default(''),
    personInCharge: z.string().trim().max(50).default(''),
    /** USCCs, one a line. */
    holders: z.string().trim().max(1000).default(''),
    runningElsewhere: z
      .string()
      .trim()
      .regex(/^\d{0,3}$/, '填写整数；没有的填 0，尚不能确定的留空。')
      .default(''),
    declaredName: z.string().trim().min(1, '填写声明人姓名。').max(50),
    isTrue: z.enum(['', 'yes']).default(''),
  })
  .superRefine(({ takesPart, personInCharge, holders, isTrue }, check) => {
    const need = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    if (takesPart === 'yes' && personInCharge === '') need('personInCharge', '填写单位负责人姓名。');
    if (holders.split(/\s+/).some((code) => code !== '' && !/^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(code)))
      need('holders', '每行填写一个 18 位统一社会信用代码。');
    if (isTrue !== 'yes') need('isTrue', '确认所作声明真实、完整后再提交。');
  });

/** Of an officer or a line division who touches the commission (实施条例 9). */
export const officerDeclaration = z
  .strictObject({
    hasConflict: z.enum(['yes', 'no'], '选择是否存在应当回避的情形。'),
    text: z.string().trim().max(500).default(''),
    declaredName: z.string().trim().min(1, '填写声明人姓名。').max(50),
  })
  .superRefine(({ hasConflict, text }, check) => {
    if (hasConflict === 'yes' && text === '')
      check.addIssue({ code: 'custom', path: ['text'], message: '写明与哪家单位或机构、属于哪种情形。' });
  });

/** What an agency's declaration is kept as. */
export interface AgencyDeclaration {
  takesPart: boolean;
  tookPart: ProjectRole[];
  paidWork: { unitId: string; from: Day; to: Day | null; commissionedBy: 'unit' | 'finance' }[];
  kin: string;
  formerEmployment: string;
  personInCharge: string | null;
  holders: string[];
  /** Projects that others have commissioned; null: not said. */
  runningElsewhere: number | null;
}

export interface OfficerDeclaration {
  hasConflict: boolean;
  text: string;
}
