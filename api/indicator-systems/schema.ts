import { z } from 'zod';
import { indicatorLengths, indicatorsAtMost } from '#scoring/evaluation.ts';
import { methods, type Method } from '#scoring/stated-data.ts';

/** One indicator as typed; nothing is lost before it is judged. */
export const indicatorRow = z.strictObject({
  code: z.string().trim().max(20).default(''),
  firstLevel: z.string().trim().max(indicatorLengths.firstLevel).default(''),
  secondLevel: z.string().trim().max(indicatorLengths.secondLevel).default(''),
  title: z.string().trim().max(indicatorLengths.title).default(''),
  points: z.string().trim().max(20).default(''),
  /** 评分规则 */
  rule: z.string().trim().max(indicatorLengths.rule).default(''),
  /** 评价标准 */
  standard: z.string().trim().max(500).default(''),
  /** 计分方法: how the mark can be recomputed from data; empty is judged by hand. */
  method: z.enum(['', ...(Object.keys(methods) as Method[])]).default(''),
  /** Its parameter, as `methods` says. */
  scale: z.string().trim().max(200).default(''),
});

export type IndicatorRow = z.output<typeof indicatorRow>;

/** Without rows the framework's own are taken. */
export const indicatorDraft = z.strictObject({
  frameworkId: z.string().min(1, '选择评价指标体系框架。').max(36),
  indicators: z.array(indicatorRow).max(indicatorsAtMost, `至多 ${indicatorsAtMost} 项指标。`).default([]),
  /** Why output and benefit may stay below 60. */
  warningReason: z.string().trim().max(500).default(''),
});

export const indicatorApproval = z.strictObject({
  note: z.string().trim().max(500).default(''),
});
