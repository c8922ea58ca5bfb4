import { z } from 'zod';
import { kinds } from '#scoring/dossier-words.ts';
import { nationalFacts, type NationalFact } from '#scoring/national-record.ts';
import { day } from '../commissions/schema.ts';

const countOf = (title: string) =>
  z
    .string()
    .trim()
    .regex(/^(\d{1,4})?$/, `「${title}」填写整数，平台没有显示的留空。`)
    .default('');
const textOf = z.string().trim().max(200).default('');

const shown = {
  name: textOf,
  uscc: textOf,
  kind: z.union([z.literal(''), z.enum(Object.values(kinds), '从所列各项中选择。')]).default(''),
  premises: textOf,
  mailingAddress: textOf,
  headName: textOf,
  branches: countOf(nationalFacts.branches),
  leadEvaluators: countOf(nationalFacts.leadEvaluators),
  evaluators: countOf(nationalFacts.evaluators),
  experts: countOf(nationalFacts.experts),
} satisfies Record<NationalFact, z.ZodType>;

export const registrations = { yes: '已登记', no: '未查到登记' } as const;

export const nationalRecord = z
  .strictObject({
    agency: z.string().trim().min(1, '选择机构。'),
    queriedOn: day('按 2025-11-20 的格式填写查询日期。'),
    registered: z.enum(['yes', 'no'], '选择「已登记」或「未查到登记」。'),
    recordNumber: z.string().trim().max(100).default(''),
    shown: z.strictObject(shown).prefault({}),
    note: z.string().trim().max(500).default(''),
    fileId: z.string().max(36).default(''),
  })
  .superRefine((typed, check) => {
    const need = (path: (string | number)[], message: string) =>
      check.addIssue({ code: 'custom', path, message });
    const isEmpty = Object.values(typed.shown).every((one) => one === '');
    if (typed.registered === 'yes' && typed.shown.name === '')
      need(['shown', 'name'], '填写平台显示的机构名称。');
    if (typed.registered === 'no' && (!isEmpty || typed.recordNumber !== ''))
      need(['registered'], '填写了平台显示的内容的，应选「已登记」。');
  });
