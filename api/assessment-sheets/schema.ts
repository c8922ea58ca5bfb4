/** 评分表 as it is typed: half-filled and wrong values are kept, and judged when the sheet is submitted. */
import { z } from 'zod';

const text = (max = 1000) => z.string().max(max, `至多 ${max} 个字。`).default('');
const yes = z.enum(['', 'yes']).default('');
const day = text(20);
const rows = <Row extends z.ZodType>(row: Row, most: number) => z.array(row).max(most).default([]);

export const sheetItem = z.strictObject({
  /** The item was gone through: without a suggestion and without a deduction that means full marks. */
  done: yes,
  reason: text(),
  notApplicable: yes,
  notApplicableReason: text(),
  suggestions: rows(
    z.strictObject({
      factId: text(200),
      cause: text(50),
      verdict: z.enum(['', 'adopt', 'reject']).default(''),
      reason: text(),
    }),
    100,
  ),
  own: rows(z.strictObject({ cause: text(50), times: text(10), reason: text(), evidence: text(300) }), 20),
  parts: rows(z.strictObject({ code: text(20), points: text(20), reason: text(), evidence: text(300) }), 20),
});

const breach = z.strictObject({
  on: day,
  gravity: z.enum(['', 'minor', 'severe']).default(''),
  text: text(),
  evidence: text(300),
});

/** What no row of the platform can say. */
export const observations = z.strictObject({
  /** 万元 */
  fieldWorkDone: text(30),
  fieldWorkPlanned: text(30),
  fieldWorkFunds: text(30),
  papersTotal: text(10),
  papersChecked: text(10),
  papersSupported: text(10),
  papersEvidence: text(300),
  reportChecked: yes,
  reportFaults: rows(
    z.strictObject({
      gravity: z.enum(['', 'grade', 'firstLevel', 'other']).default(''),
      text: text(),
      evidence: text(300),
    }),
    50,
  ),
  secrecyChecked: yes,
  secrecyBreaches: rows(breach, 20),
  relationsChecked: yes,
  undeclaredRelations: rows(breach, 20),
  planChecked: yes,
  planMissing: rows(text(30), 12),
  commentsChecked: yes,
  archiveChecked: yes,
  archiveMissing: rows(text(50), 20),
});

export const sheet = z.strictObject({
  observed: observations.prefault({}),
  items: z.record(z.string().max(10), sheetItem).default({}),
});

export type TypedSheet = z.output<typeof sheet>;
export type TypedItem = z.output<typeof sheetItem>;
export type Observed = z.output<typeof observations>;

export const emptySheet = (): TypedSheet => sheet.parse({});
export const emptyItem = (): TypedItem => sheetItem.parse({});

/** Conflict of interest, declared before the first mark. */
export const declaration = z.strictObject({
  conflict: z.enum(['none', 'has'], { error: '先声明有无利害关系。' }),
});

export const notApplicableConfirmation = z.strictObject({ item: z.string().trim().min(1).max(10) });
