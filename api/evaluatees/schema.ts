import { z } from 'zod';
import { moneyUnits, parseMoney } from '#scoring/money.ts';

export const evaluateeKinds = {
  project: '项目支出',
  department: '部门整体支出',
  policy: '政策',
  bondProject: '专项债券项目',
} as const;

export type EvaluateeKind = keyof typeof evaluateeKinds;
const kinds = Object.keys(evaluateeKinds) as [EvaluateeKind, ...EvaluateeKind[]];

const amounts = ['budgeted', 'adjusted', 'spent'] as const;
const amount = z.string().default('');

/** Money as typed, in `moneyUnit`; kept in 分. An amount that is not known is left empty and stays null. */
export const evaluateeForm = z
  .strictObject({
    unitId: z.string().default(''),
    kind: z.enum(kinds, '选择评价对象的类别。'),
    name: z.string().trim().min(1, '填写评价对象的名称。').max(200),
    year: z
      .string()
      .trim()
      .regex(/^20\d{2}$/, '填写四位年度，如 2025。')
      .transform(Number),
    budgeted: amount,
    adjusted: amount,
    spent: amount,
    moneyUnit: z.enum(moneyUnits, '选择金额单位。'),
    note: z.string().trim().max(1000).default(''),
  })
  .transform((form, check) => {
    const { moneyUnit, ...rest } = form;
    const fen: Record<(typeof amounts)[number], number | null> = {
      budgeted: null,
      adjusted: null,
      spent: null,
    };
    for (const name of amounts) {
      const parsed = parseMoney(form[name], moneyUnit);
      if ('fen' in parsed) fen[name] = parsed.fen;
      else if (parsed.problem !== 'empty')
        check.addIssue({ code: 'custom', path: [name], message: moneyFaults[parsed.problem](moneyUnit) });
    }
    return { ...rest, ...fen };
  });

const moneyFaults = {
  notPlainNumber: (unit: string) => `填写不小于 0 的金额，只用数字和小数点，如 12.5，单位为${unit}。`,
  tooManyDecimals: (unit: string) => `金额精确到分：以${unit}为单位最多 ${unit === '元' ? 2 : 6} 位小数。`,
};

/** `before` is the id of the last row of the page before. */
export const evaluateeSearch = z.strictObject({
  q: z.string().trim().max(100).default(''),
  year: z.string().trim().max(4).default(''),
  kind: z.enum(['', ...kinds]).default(''),
  unit: z.string().trim().max(20).default(''),
  before: z.string().default(''),
});
