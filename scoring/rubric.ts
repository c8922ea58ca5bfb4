/**
 * A rubric (考核评分标准) as data: what an agency's work on one commission is assessed by. A version that has been used
 * is never edited; the one in force when the contract is signed governs the commission.
 */
import type { Cause, ElementSet, RatioMeasure, Truth } from './facts.ts';
import type { Expression } from './formula.ts';
import type { Points } from './points.ts';
import { proveRubric } from './rubric-proof.ts';
import type { AssessmentTier, Band } from './scale.ts';

export interface Rubric {
  readonly code: string;
  readonly version: string;
  readonly title: string;
  /** Printed beside every value that the bureau has not confirmed yet; null once it has. */
  readonly defaultMark: string | null;
  readonly basis: readonly string[];
  readonly publication: Publication;
  readonly dimensions: readonly Dimension[];
  readonly bands: readonly Band<AssessmentTier>[];
  readonly vetoes: readonly Veto[];
  readonly policy: ScoringPolicy;
}

/** What must exist before a version is more than a trial (试评); null is not there yet. */
export interface Publication {
  readonly documentNumber: string | null;
  readonly legalityReview: string | null;
  readonly fairCompetitionReview: string | null;
  readonly consultation: string | null;
  readonly collectiveDecision: string | null;
}

export interface ScoringPolicy {
  /** Percent of the two scorers' sheets; together 100. */
  readonly lineWeight: number;
  readonly performanceWeight: number;
  /** 会商: an item differs by more than this percent of its points and by at least so many points. */
  readonly differencePercent: number;
  readonly differenceAtLeast: Points;
  /** Full marks on an item of so many points or more need a reason. */
  readonly fullMarksReasonFrom: Points;
}

/** 否决事项 */
export interface Veto {
  readonly code: string;
  readonly title: string;
}

export interface Dimension {
  readonly code: string;
  readonly title: string;
  readonly points: Points;
  readonly items: readonly RubricItem[];
}

export type RubricItem = {
  readonly code: string;
  readonly title: string;
  readonly points: Points;
  /** The rule behind the item, as it is cited; null when the bureau's rubric alone asks for it. */
  readonly clause: string | null;
} & ItemRule;

export type ItemRule =
  FormulaRule | LossRule | ConditionRule | ElementShareRule | StepsRule | JudgedRule | RatioRule | LateRule;

/** 扣分: full marks less a loss per occurrence; 分级差错: the same, by the gravity of the fault. */
export interface LossRule {
  readonly kind: 'deduction' | 'gradedFaults';
  readonly losses: readonly Loss[];
  /** 保底: points that stay however much there is to deduct; none when absent. */
  readonly floor?: Points;
}

export interface Loss {
  readonly cause: Cause;
  readonly title: string;
  /** Points per occurrence, or the whole item at once. */
  readonly lost: Points | 'all';
}

/** 条件: full marks while the fact holds, otherwise a loss, once. */
export interface ConditionRule {
  readonly kind: 'condition';
  readonly fact: Truth;
  readonly lost: Points | 'all';
}

/** 要素: points × elements present ÷ elements required. */
export interface ElementShareRule {
  readonly kind: 'elementShare';
  readonly set: ElementSet;
  readonly required: readonly string[];
}

/** 公式: points as a typed formula over named facts gives them, rounded once. */
export interface FormulaRule {
  readonly kind: 'formula';
  readonly formula: Expression;
}

/** 分档: judged within half-open steps. */
export interface StepsRule {
  readonly kind: 'steps';
  readonly steps: readonly Step[];
}

export interface Step extends Band {
  /** What work of this step looks like. */
  readonly anchor: string;
}

/** 评判: parts judged one by one. */
export interface JudgedRule {
  readonly kind: 'judged';
  readonly parts: readonly Part[];
}

export interface Part {
  readonly code: string;
  readonly title: string;
  readonly points: Points;
  readonly anchor: string;
}

/** 比例: points × done ÷ required, at most all. */
export interface RatioRule {
  readonly kind: 'ratio';
  readonly measure: RatioMeasure;
  /** Field work: percent of the funds that must be looked at even when the plan says less. */
  readonly minimumPercent: number;
  /** Working papers: all findings, or at least so many drawn. */
  readonly sampleAtLeast: number;
  /** Occurrences that take the whole item. */
  readonly losses: readonly Loss[];
}

/** 逾期: a percent of the item's points per working day late, at most all. */
export interface LateRule {
  readonly kind: 'lateDays';
  readonly cause: Cause & ('planLate' | 'draftLate' | 'finalLate');
  readonly percentPerDay: number;
}

export const itemsOf = (rubric: Rubric): readonly RubricItem[] =>
  rubric.dimensions.flatMap((dimension) => dimension.items);

/** What is still missing before the version may be published; with any of it missing it serves for 试评 only. */
export function publicationGaps(rubric: Rubric): string[] {
  const { documentNumber, legalityReview, fairCompetitionReview, consultation, collectiveDecision } =
    rubric.publication;
  const required: readonly (readonly [string | null, string])[] = [
    [documentNumber, '文号'],
    [legalityReview, '合法性审核意见'],
    [fairCompetitionReview, '公平竞争审查结论'],
    [consultation, '征求意见记录'],
    [collectiveDecision, '集体决策记录'],
  ];
  return required.flatMap(([value, name]) => (value?.trim() ? [] : [`缺${name}，本版标准只能用于试评`]));
}

/** Every fault that keeps a rubric from being used; empty when there is none. `proveRubric` says where each lies. */
export const rubricFaults = (rubric: Rubric): string[] =>
  proveRubric(rubric).faults.map(({ message }) => message);
