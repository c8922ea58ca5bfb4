import { z } from 'zod';
import { count, wanYuan } from '../commissions/schema.ts';
import { parsePoints } from '#scoring/points.ts';

const text = (missing: string) => z.string().trim().min(1, missing).max(4000);

/** What an agency answers with, sealed until the opening hour. */
export const newOffer = z.strictObject({
  price: wanYuan('按万元填写报价，如 11.8。'),
  priceExplanation: z.string().trim().max(2000).default(''),
  background: text('写明资质背景。'),
  capability: text('写明团队和评价方案。'),
  similarJobs: count(0, 999, '填写同类业绩项数，没有的填 0。'),
});

export interface OfferContent {
  background: string;
  capability: string;
  similarJobs: number;
}

const points = z
  .string()
  .trim()
  .transform((typed, check) => {
    const value = parsePoints(typed);
    if ('points' in value) return value.points;
    check.addIssue({ code: 'custom', message: '填写得分，至多两位小数，如 12.50。' });
    return z.NEVER;
  });

export const offerScores = z.strictObject({
  scores: z
    .array(
      z.strictObject({
        code: z.string().max(20),
        qualification: points,
        capability: points,
        similarJobs: count(0, 999, '填写核实后的同类业绩项数。'),
        explanation: z.enum(['', 'accepted', 'refused']).default(''),
      }),
    )
    .min(1, '逐家评分后提交。')
    .max(100),
  publicValue: z.string().trim().max(500).default(''),
});

export interface StoredScores {
  qualification: number;
  capability: number;
  similarJobs: number;
  explanation: 'accepted' | 'refused' | null;
}
