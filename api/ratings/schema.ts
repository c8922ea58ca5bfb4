import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { collectiveDecision } from '../collective-decisions/schema.ts';

/** What a credit rating leads to in the bureau's own direct selections; shown before a decision is final. */
export const consequences: Readonly<Record<CreditRating | '未评级', string>> = {
  A: '优先：名单中列前，抽取权重最高。',
  B: '正常：按常规参加遴选。',
  C: '提醒：10 个工作日内开展工作提醒谈话，下一项委托至少检查一次，冻结名单前须经审批。',
  D: '提出受限建议：不参加抽取，由财政局决定是否受限；在办委托在检查下继续完成。',
  未评级: '按 B 的权重参加遴选，不因没有考核结果而受限。',
};

/** Of a rating under a policy that the bureau has not adopted. */
export const trialConsequence = '试评：所依据的信用等级办法尚未公布施行，不排除、不公开，按未评级参加遴选。';

const dayIfNamed = z
  .string()
  .trim()
  .refine((text) => text === '' || isDay(text), '按 2025-11-20 的格式填写日期。')
  .refine((text) => text < '2101', '填写 2100 年以前的日期。')
  .default('');

/**
 * A trial computation (试算) on three axes of time: the day it is about (today), the day to whose end the records were
 * known (all of them), the version of the rating policy (the one in force).
 */
export const trialSearch = z.strictObject({
  asOf: dayIfNamed,
  knownOn: dayIfNamed,
  policy: z
    .string()
    .trim()
    .regex(/^\d{0,6}$/, '填写办法的版本号，如 1。')
    .default(''),
});

export const yearlySearch = z.strictObject({
  year: z
    .string()
    .trim()
    .regex(/^(20\d{2})?$/, '填写四位年份，如 2025。')
    .default(''),
});

export const yearlyDecision = collectiveDecision.extend({
  year: z
    .string()
    .trim()
    .regex(/^20\d{2}$/, '填写四位年份，如 2025。'),
});
