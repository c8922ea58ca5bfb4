/** What the public sees of one published thing. Nothing else of it leaves the house, so nothing else is in here. */
import type { Day } from '#scoring/calendar.ts';
import type { Points } from '#scoring/points.ts';
import type { AssessmentTier, CreditRating, EvaluationGrade } from '#scoring/scale.ts';

export const disclosureKinds = {
  rating: '信用等级',
  assessment: '考核等级',
  evaluation: '评价结果',
  sanction: '处理决定',
} as const;

export type DisclosureKind = keyof typeof disclosureKinds;

export interface NamedAgency {
  code: string;
  name: string;
}

/** By which version of which policy; 试评 where the bureau had not adopted it. */
export interface NamedPolicy {
  version: number;
  isTrial: boolean;
}

export interface RatingBlock {
  kind: 'rating';
  agency: NamedAgency;
  rating: CreditRating;
  occasion: 'yearly' | 'event';
  asOf: Day;
  effectiveOn: Day;
  policy: NamedPolicy;
}

export interface AssessmentBlock {
  kind: 'assessment';
  agency: NamedAgency;
  /** KH-2025-001 */
  code: string;
  /** The evaluated object that the work was about. */
  evaluatee: string;
  tier: AssessmentTier;
  /** Null where a veto decided: the score is kept for the record only. */
  points: Points | null;
  vetoed: boolean;
  dimensions: { title: string; full: Points; points: Points }[];
  effectiveOn: Day;
  policy: NamedPolicy;
}

export interface EvaluationBlock {
  kind: 'evaluation';
  name: string;
  evaluateeKind: 'project' | 'department' | 'policy' | 'bondProject';
  year: number;
  /** Null: not made public, here and below. */
  unit: string | null;
  agency: NamedAgency | null;
  /** 分 */
  budgeted: number | null;
  spent: number | null;
  grade: EvaluationGrade | null;
  score: Points | null;
  summary: string | null;
  problems: string | null;
  advice: string | null;
  acceptedOn: Day | null;
  rectification: { items: number; closed: number } | null;
}

export interface SanctionBlock {
  kind: 'sanction';
  agency: NamedAgency;
  code: string;
  /** 受限 is a decision of its own, without a class. */
  class: 'general' | 'serious' | 'restriction';
  facts: string;
  basis: string;
  decidedOn: Day;
  fromDay: Day;
  /** The last day of its display. */
  untilDay: Day;
}

export type Block = RatingBlock | AssessmentBlock | EvaluationBlock | SanctionBlock;

/** The words of what a block says freely, by its key: where a number of a person could hide. */
export const blockLabels: Readonly<Record<string, string>> = {
  name: '名称',
  unit: '预算单位',
  evaluatee: '评价对象',
  summary: '评价结论',
  problems: '主要问题',
  advice: '意见建议',
  facts: '主要事实',
  basis: '处理依据',
  'agency.name': '机构名称',
};

export const sanctionClasses = { general: '一般', serious: '严重', restriction: '受限' } as const;
