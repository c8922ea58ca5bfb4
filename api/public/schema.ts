import { z } from 'zod';
import { kinds as agencyKinds } from '#scoring/dossier-words.ts';
import { creditRatings, evaluationGrades } from '#scoring/scale.ts';

export type AgencyKind = keyof typeof agencyKinds;
const kinds = Object.keys(agencyKinds) as [AgencyKind, ...AgencyKind[]];

/** `cursor` is the code of the last row of the page before. */
export const publicAgencySearch = z.strictObject({
  q: z.string().trim().max(200).default(''),
  rating: z.enum(['', ...creditRatings]).default(''),
  kind: z.enum(['', ...kinds]).default(''),
  cursor: z.string().max(20).default(''),
});

export const publicResultSearch = z.strictObject({
  q: z.string().trim().max(200).default(''),
  year: z
    .string()
    .trim()
    .regex(/^(20\d{2})?$/, '填写四位年度，如 2025。')
    .default(''),
  kind: z.enum(['', 'project', 'department', 'policy', 'bondProject']).default(''),
  grade: z.enum(['', ...evaluationGrades]).default(''),
  cursor: z.string().max(20).default(''),
});
