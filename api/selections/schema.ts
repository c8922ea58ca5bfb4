import { z } from 'zod';
import { isDay, type Day, type Instant } from '#scoring/calendar.ts';
import type { ComparisonSheet } from '#scoring/comparison.ts';
import type { DrawnPlace, DrawPolicy } from '#scoring/draw.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { reason } from '../commissions/schema.ts';

export const methods = {
  weightedDraw: '按信用等级加权抽取',
  comparison: '比选',
  rotation: '轮候',
  statutory: '法定采购方式',
} as const;
export type Method = keyof typeof methods;

/** Working days after the public value's day in which the secret must be opened. */
export const openingDays = 2;

const dayOrNone = z
  .string()
  .trim()
  .refine((typed) => typed === '' || isDay(typed), '按 2025-11-20 的格式填写日期。')
  .default('');
const timeOrNone = z
  .string()
  .trim()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, '按 15:00 的格式填写时刻。')
  .default('');

/** What each method needs beyond the reason is refused by the command, at the field. */
export const newSelection = z.strictObject({
  method: z.enum(['weightedDraw', 'comparison', 'rotation', 'statutory']),
  reason: reason('写明选用这种方式的理由。'),
  publicValueSource: z.string().trim().max(300).default(''),
  publicValueDay: dayOrNone,
  publicValueTime: timeOrNone,
  openingDay: dayOrNone,
  openingTime: timeOrNone,
  winnerCode: z.string().trim().max(20).default(''),
  resultLink: z.string().trim().max(500).default(''),
});

export const publicValue = z.strictObject({
  publicValue: z.string().trim().min(1, '照原文填写公开值。').max(500),
});

export const striking = z.strictObject({ reason: reason('写明退出或取消资格的原因和依据。') });
export const voiding = z.strictObject({ reason: reason('写明未能按时抽取的原因。') });
export const newCall = z.strictObject({ reason: reason('写明重新征集的原因。') });

/** 2025-11-20 15:00 in Shanghai. */
export const instantOf = (day: Day, time: string): Instant =>
  new Date(`${day}T${time}:00.000+08:00`).toISOString();

/** An entry of the list as published; `weight` is an exact fraction, null where nothing is drawn by weight. */
export interface ListEntry {
  agencyId: string;
  code: string;
  name: string;
  position: number;
  rating: CreditRating | null;
  running: number;
  cap: number;
  weight: string | null;
  lastContractOn: Day | null;
}

/** What was published when the method was fixed. */
export interface PublishedList {
  policy: DrawPolicy | null;
  sheet: ComparisonSheet | null;
  entries: ListEntry[];
  /** How many agencies each rule kept off the list. */
  exclusions: { ruleId: string; title: string; agencies: number }[];
}

/** `order` holds codes, the struck ones included at the place they were drawn. */
export interface SelectionResult {
  order: string[];
  ranking?: readonly DrawnPlace[];
  ties?: string[];
  totals?: { code: string; items: Record<string, number>; total: number }[];
  winner?: string;
  resultLink?: string;
}
