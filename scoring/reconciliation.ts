/**
 * Two scorers' sheets side by side. Rows that differ too much are reconciled (会商): an agreed score with a joint reason;
 * the rest take the weighted mean. Means stay exact until the total, which is rounded once.
 */
import type { Assessment, ItemResult } from './assessment.ts';
import {
  add,
  compare,
  divide,
  formatPoints,
  multiply,
  ofPoints,
  type Points,
  rational,
  type Rational,
  sum,
  toPoints,
} from './points.ts';
import type { Rubric } from './rubric.ts';
import { type AssessmentTier, bandOf } from './scale.ts';

export interface ComparedItem {
  readonly code: string;
  readonly title: string;
  readonly full: Points;
  /** Null: the scorer left the item out as not applicable. */
  readonly lineDivision: Points | null;
  readonly performanceDivision: Points | null;
  /** Null when one of them left it out. */
  readonly difference: Points | null;
  /** Why the row must be reconciled; null when it takes the mean. */
  readonly reconcile: string | null;
  readonly agreed: AgreedItem | null;
  /** In whole points, exact; null when not applicable or not settled yet. */
  readonly result: Rational | null;
}

export interface AgreedItem {
  /** Null: both agree that the item does not apply. */
  readonly points: Points | null;
  readonly reason: string;
}

export interface Comparison {
  readonly items: readonly ComparedItem[];
  /** The two totals lie in different tiers: every row that differs is reconciled. */
  readonly tiersDiffer: boolean;
  readonly gaps: readonly string[];
  readonly points: Points | null;
  /** 考核等级 */
  readonly tier: AssessmentTier | null;
}

/** The sheets of the line division and of the performance division; `agreed` by the code of the item. */
export function compareSheets(
  rubric: Rubric,
  lineDivision: Assessment,
  performanceDivision: Assessment,
  agreed: Readonly<Record<string, AgreedItem | undefined>> = {},
): Comparison {
  const sheetGaps = [
    ...lineDivision.gaps.map((gap) => `业务科室评分：${gap}`),
    ...performanceDivision.gaps.map((gap) => `绩效科评分：${gap}`),
  ];
  if (sheetGaps.length > 0)
    return {
      items: [],
      tiersDiffer: false,
      gaps: sheetGaps,
      points: null,
      tier: vetoed(lineDivision, performanceDivision),
    };
  const tiersDiffer = scoreTier(rubric, lineDivision) !== scoreTier(rubric, performanceDivision);
  const others = performanceDivision.dimensions.flatMap(({ items }) => items);
  const items = lineDivision.dimensions
    .flatMap((dimension) => dimension.items)
    .map((own, index) => comparedItem(rubric, own, others[index], agreed[own.code], tiersDiffer));
  const open = items.flatMap(itemGaps);
  const points = open.length > 0 ? null : totalOf(items);
  const gaps = points === null && open.length === 0 ? ['所有评分项均不适用，无法计分'] : open;
  const tier =
    vetoed(lineDivision, performanceDivision) ?? (points === null ? null : bandOf(rubric.bands, points));
  return { items, tiersDiffer, gaps, points, tier };
}

/** The tier by score alone: a veto binds both sheets alike. */
const scoreTier = (rubric: Rubric, { points }: Assessment): AssessmentTier | null =>
  points === null ? null : bandOf(rubric.bands, points);

const vetoed = (...sheets: readonly Assessment[]): AssessmentTier | null =>
  sheets.some(({ vetoes }) => vetoes.length > 0) ? '差' : null;

function comparedItem(
  rubric: Rubric,
  lineDivision: ItemResult,
  performanceDivision: ItemResult | undefined,
  agreed: AgreedItem | undefined,
  tiersDiffer: boolean,
): ComparedItem {
  if (performanceDivision?.code !== lineDivision.code)
    throw new Error('the two sheets follow different rubrics');
  const difference =
    lineDivision.points === null || performanceDivision.points === null
      ? null
      : Math.abs(lineDivision.points - performanceDivision.points);
  const reconcile = whyReconcile(rubric, lineDivision, performanceDivision, difference, tiersDiffer);
  const row = {
    lineDivision: lineDivision.points,
    performanceDivision: performanceDivision.points,
    difference,
    reconcile,
  };
  const settled = reconcile === null ? undefined : agreed;
  const result =
    reconcile === null
      ? meanOf(rubric, lineDivision.points, performanceDivision.points)
      : Number.isSafeInteger(settled?.points)
        ? ofPoints(settled?.points ?? 0)
        : null;
  const { code, title, full } = lineDivision;
  return { code, title, full, ...row, agreed: settled ?? null, result };
}

function whyReconcile(
  rubric: Rubric,
  lineDivision: ItemResult,
  performanceDivision: ItemResult,
  difference: Points | null,
  tiersDiffer: boolean,
): string | null {
  if (difference === null)
    return lineDivision.points === performanceDivision.points ? null : '一方标记不适用，另一方已评分，须会商';
  if (difference === 0) return null;
  const { differencePercent, differenceAtLeast } = rubric.policy;
  if (difference * 100 > differencePercent * lineDivision.full && difference >= differenceAtLeast)
    return `相差 ${formatPoints(difference)} 分，超过本项分值的 ${differencePercent}%，须会商`;
  return tiersDiffer ? '两份总分不在同一考核等级，凡有差异的评分项均须会商' : null;
}

/** Weighted by the policy; null when both left the item out. */
function meanOf(
  { policy }: Rubric,
  lineDivision: Points | null,
  performanceDivision: Points | null,
): Rational | null {
  if (lineDivision === null || performanceDivision === null) return null;
  const weighted = add(
    multiply(ofPoints(lineDivision), rational(policy.lineWeight)),
    multiply(ofPoints(performanceDivision), rational(policy.performanceWeight)),
  );
  return divide(weighted, rational(policy.lineWeight + policy.performanceWeight));
}

function itemGaps({ code, title, full, reconcile, agreed }: ComparedItem): string[] {
  if (reconcile === null) return [];
  const name = `${code}「${title}」`;
  if (!agreed) return [`${name}：${reconcile}`];
  if (!agreed.reason.trim()) return [`${name}：会商结果须写明共同理由`];
  const { points } = agreed;
  const inRange = points === null || (Number.isSafeInteger(points) && points >= 0 && points <= full);
  return inRange ? [] : [`${name}：会商得分须在 0.00 至 ${formatPoints(full)} 之间`];
}

/** Items left out are scaled away exactly; rounded here and nowhere before. */
function totalOf(items: readonly ComparedItem[]): Points | null {
  const applying = items.filter(({ result }) => result !== null);
  const applicable = sum(applying.map(({ full }) => ofPoints(full)));
  if (compare(applicable, rational(0)) === 0) return null;
  const earned = sum(applying.flatMap(({ result }) => (result === null ? [] : [result])));
  return toPoints(divide(multiply(earned, rational(100)), applicable));
}
