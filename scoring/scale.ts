/**
 * The three scales. They are never mixed: the evaluated object, the agency's work on one commission and the agency's
 * credit over time are different things, and each label is always printed with its prefix.
 */
import { assertPoints, type Points } from './points.ts';

export const evaluationGrades = ['优', '良', '中', '差'] as const;
export const assessmentTiers = ['优', '良', '一般', '差'] as const;
export const creditRatings = ['A', 'B', 'C', 'D'] as const;

/** 评价等级: of the evaluated object. */
export type EvaluationGrade = (typeof evaluationGrades)[number];
/** 考核等级: of the agency's work on one commission. */
export type AssessmentTier = (typeof assessmentTiers)[number];
/** 信用等级: of the agency over time. */
export type CreditRating = (typeof creditRatings)[number];

/** A half-open band: holds every score from `from` up to the next higher band's `from`. */
export interface Band<Label extends string = string> {
  readonly label: Label;
  readonly from: Points;
}

/** 财预〔2020〕10号: 优 90 (incl.), 良 80, 中 60, 差 below. */
export const evaluationBands: readonly Band<EvaluationGrade>[] = [
  { label: '优', from: 9000 },
  { label: '良', from: 8000 },
  { label: '中', from: 6000 },
  { label: '差', from: 0 },
];

/** Default of the bureau, editable with the rubric. */
export const assessmentBands: readonly Band<AssessmentTier>[] = [
  { label: '优', from: 9000 },
  { label: '良', from: 8000 },
  { label: '一般', from: 6000 },
  { label: '差', from: 0 },
];

/** Default of the bureau, editable with the rating policy. */
export const creditBands: readonly Band<CreditRating>[] = [
  { label: 'A', from: 9000 },
  { label: 'B', from: 8000 },
  { label: 'C', from: 6000 },
  { label: 'D', from: 0 },
];

/** The band that holds the points. Asserts 0 ≤ points ≤ 100.00 and bands that fall to 0. */
export function bandOf<Label extends string>(bands: readonly Band<Label>[], points: Points): Label {
  assertPoints(points);
  if (points < 0 || points > 10000) throw new Error(`points outside 0–100.00: ${points}`);
  const band = bands.find((candidate) => points >= candidate.from);
  if (!band) throw new Error('the bands do not reach down to 0');
  return band.label;
}

/** Every fault of a set of bands: they must fall strictly from at most 100.00 to 0, labels once each. */
export const bandFaults = (bands: readonly Band[]): string[] =>
  placedBandFaults(bands).map(({ message }) => message);

/** The same, each with the place of its band; null where the bands as a whole are at fault. */
export function placedBandFaults(bands: readonly Band[]): { at: number | null; message: string }[] {
  if (bands.length === 0) return [{ at: null, message: '至少需要一个等级' }];
  const faults: { at: number | null; message: string }[] = [];
  bands.forEach(({ label, from }, at) => {
    const above = bands[at - 1];
    if (!Number.isSafeInteger(from)) faults.push({ at, message: `「${label}」的下限最多两位小数` });
    else if (above && from >= above.from)
      faults.push({ at, message: `「${label}」的下限须低于「${above.label}」的下限` });
    if (bands.findIndex((band) => band.label === label) < at)
      faults.push({ at, message: `等级名称不得重复，「${label}」出现了两次` });
  });
  if (bands.at(-1)?.from !== 0) faults.push({ at: bands.length - 1, message: '最低一级的下限须为 0.00' });
  if ((bands[0]?.from ?? 0) > 10000)
    faults.push({ at: 0, message: `「${bands[0]?.label}」的下限不得高于 100.00` });
  return faults;
}
