import { z } from 'zod';

export const reportKinds = { draft: '初稿', final: '定稿' } as const;
export type ReportKind = keyof typeof reportKinds;

/** A mark as typed. */
export const typedMark = z.strictObject({
  got: z.string().max(20).default(''),
  notApplicable: z.enum(['', 'yes']).default(''),
  reason: z.string().trim().max(1000).default(''),
  /** 底稿编号 or another source. */
  evidence: z.string().trim().max(200).default(''),
  /** 所列数据: what the mark follows from, as `methods` says. */
  data: z.string().trim().max(500).default(''),
  /** Final report only: why the mark is another one than before. */
  changeReason: z.string().trim().max(500).default(''),
});

export type TypedMark = z.output<typeof typedMark>;
export type TypedMarks = Readonly<Record<string, TypedMark>>;

/** As typed: half-filled and wrong values are kept. */
export const workingCopy = z.strictObject({
  fileId: z.string().max(36).default(''),
  summary: z.string().trim().max(5000).default(''),
  problems: z.string().trim().max(5000).default(''),
  advice: z.string().trim().max(5000).default(''),
  marks: z.record(z.string().max(20), typedMark).default({}),
  reviewedByName: z.string().trim().max(50).default(''),
  sealNote: z.string().trim().max(200).default(''),
});

export type WorkingCopy = z.output<typeof workingCopy>;
