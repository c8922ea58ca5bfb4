import { z } from 'zod';
import { usccIfKnown } from '../agencies/schema.ts';
import { hats, type Hat } from '../permissions.ts';

/** What a district decides for itself, with the words it is asked in. */
export const settingTitles = {
  ratingsPublic: '向社会公开信用等级',
  secondFactorHats: '登录须动态验证码的角色',
  bureauName: '财政局全称（印在公开页面）',
  bureauContact: '对外联系方式（印在公开页面）',
  bureauUscc: '财政局的统一社会信用代码',
} as const;

export type SettingKey = keyof typeof settingTitles;

export interface Settings {
  ratingsPublic: boolean;
  secondFactorHats: Hat[];
  /** Empty until the bureau has filled it in. */
  bureauName: string;
  bureauContact: string;
  bureauUscc: string;
}

const staff = Object.keys(hats) as [Hat, ...Hat[]];
const line = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\p{C}]*$/u, '含有看不见的字符，请重新录入。');

/** Of each key: what is taken in, as a form or a client sends it. */
export const settingValues = {
  ratingsPublic: z.strictObject({
    value: z.enum(['yes', 'no'], '选择是否公开。').transform((text) => text === 'yes'),
  }),
  secondFactorHats: z.strictObject({
    value: z.array(z.enum(staff, '从所列角色中选择。')).transform((list) => [...new Set(list)].sort()),
  }),
  bureauName: z.strictObject({ value: line }),
  bureauContact: z.strictObject({ value: line }),
  bureauUscc: z.strictObject({ value: usccIfKnown }),
} as const;

/** Any of them: what the route reads before it knows the key's own form. */
export const settingValue = z.strictObject({
  value: z.union([z.string(), z.array(z.string())], '填写这一项。'),
});
