/**
 * 考核: an agency's work on one commission, on 100 points. The result is a tree (dimension, item, deduction) whose leaves
 * add up to exactly what is missing from 100.00. With a gap there is no total.
 */
import type { AssessmentFacts } from './facts.ts';
import { mostLostOf, ownLossesOf, ownLossOf } from './item-losses.ts';
import { assertPoints, formatPoints, type Points, shareOf, sumPoints } from './points.ts';
import {
  type DeductionsMark,
  isSame,
  itemMarkFaults,
  type ItemMark,
  type JudgedMark,
  type MarkedDeduction,
  type Marks,
  type NotApplicableMark,
  suggestionFor,
} from './marks.ts';
import { type Dimension, itemsOf, type Rubric, type RubricItem } from './rubric.ts';
import { type AssessmentTier, bandOf } from './scale.ts';
import { type ItemSuggestion, type SuggestedDeduction, suggestForItem } from './suggestion.ts';

/** Decided in writing, after a hearing, by persons who did not score. */
export interface VetoDecision {
  readonly veto: string;
  readonly decisionId: string;
  readonly reason: string;
}

export interface Leaf {
  readonly item: string;
  readonly factId: string | null;
  readonly clause: string;
  readonly reason: string;
  readonly evidence: string | null;
  /** Out of the item's points. */
  readonly lost: Points;
  /** Out of the 100.00: equals `lost` unless an item was left out. */
  readonly counted: Points;
}

export interface ItemResult {
  readonly code: string;
  readonly title: string;
  readonly full: Points;
  /** Null: not applicable, or a gap. */
  readonly points: Points | null;
  readonly notApplicable: string | null;
  /** The step's label, for items judged in steps. */
  readonly step: string | null;
  readonly leaves: readonly Leaf[];
  readonly gaps: readonly string[];
}

export interface DimensionResult {
  readonly code: string;
  readonly title: string;
  readonly full: Points;
  /** Of the items that apply; null with a gap among them, or with none that applies. */
  readonly points: Points | null;
  readonly applicable: Points;
  readonly items: readonly ItemResult[];
}

export interface Assessment {
  readonly points: Points | null;
  /** 考核等级 */
  readonly tier: AssessmentTier | null;
  readonly gaps: readonly string[];
  readonly dimensions: readonly DimensionResult[];
  readonly leaves: readonly Leaf[];
  /** Points of the items that apply, and what was earned of them; the total is earned ÷ applicable × 100. */
  readonly applicable: Points;
  readonly earned: Points | null;
  readonly vetoes: readonly VetoDecision[];
}

/** The assessment by one scorer's marks. A fault in the marks counts as a gap. */
export function assess(
  rubric: Rubric,
  facts: AssessmentFacts,
  marks: Marks,
  vetoes: readonly VetoDecision[] = [],
): Assessment {
  const items = itemsOf(rubric).map((item) => assessItem(rubric, item, facts, marks[item.code]));
  const gaps = [...itemGaps(items), ...repeatedFacts(items), ...unknownCodes(rubric, items, marks, vetoes)];
  const { applicable, earned: all } = totalOf(items);
  if (applicable === 0) gaps.push('所有评分项均不适用，无法计分');
  const earned = gaps.length > 0 ? null : all;
  const points = earned === null ? null : shareOf(10000, BigInt(earned), BigInt(applicable));
  const counted = points === null ? items : counting(items, 10000 - points, applicable);
  return {
    points,
    tier: tierOf(rubric, points, vetoes),
    gaps,
    dimensions: dimensionsOf(rubric, counted),
    leaves: leavesOf(counted),
    applicable,
    earned,
    vetoes,
  };
}

function leavesOf(items: readonly ItemResult[]): Leaf[] {
  const all: Leaf[] = [];
  for (const { leaves } of items) all.push(...leaves);
  return all;
}

/** A veto keeps the score for the record and sets 差, whether there is a total or not. */
function tierOf(
  rubric: Rubric,
  points: Points | null,
  vetoes: readonly VetoDecision[],
): AssessmentTier | null {
  if (vetoes.length > 0) return '差';
  return points === null ? null : bandOf(rubric.bands, points);
}

export function assessItem(
  rubric: Rubric,
  item: RubricItem,
  facts: AssessmentFacts,
  mark: ItemMark | undefined,
): ItemResult {
  const suggestion = suggestForItem(item, facts);
  const faults = mark ? itemMarkFaults(rubric, item, suggestion, mark) : ['尚未评分'];
  const notApplicable =
    suggestion.notApplicable ?? (mark?.kind === 'notApplicable' && faults.length === 0 ? mark.reason : null);
  if (notApplicable !== null) return unscored(item, notApplicable, []);
  const gaps = [...suggestion.missing, ...faults, ...undecided(suggestion, mark)];
  if (gaps.length > 0 || !mark) return unscored(item, null, gaps);
  const losses = mark.kind === 'judged' ? judgedLosses(item, mark) : deductedLosses(item, suggestion, mark);
  const leaves = cappedLeaves(rubric, item, losses);
  let points = item.points;
  for (const { lost } of leaves) points -= lost;
  const step = item.kind === 'steps' ? bandOf(item.steps, points) : null;
  const { code, title, points: full } = item;
  return { code, title, full, points, notApplicable, step, leaves, gaps };
}

const unscored = (
  { code, title, points: full }: RubricItem,
  notApplicable: string | null,
  gaps: readonly string[],
): ItemResult => ({ code, title, full, points: null, notApplicable, step: null, leaves: [], gaps });

interface ItemLoss {
  readonly factId: string | null;
  readonly reason: string;
  readonly evidence: string | null;
  readonly lost: Points;
}

function judgedLosses(item: RubricItem, mark: JudgedMark): ItemLoss[] {
  const losses: ItemLoss[] = [];
  for (const part of item.kind === 'judged' ? item.parts : [item]) {
    const judged = mark.parts.find(({ code }) => code === part.code);
    const lost = part.points - (judged?.points ?? 0);
    if (!judged || lost === 0) continue;
    const reason = item.kind === 'judged' ? `${part.title}：${judged.reason}` : judged.reason;
    losses.push({ factId: null, reason, evidence: judged.evidence, lost });
  }
  return losses;
}

function deductedLosses(
  item: RubricItem,
  suggestion: ItemSuggestion,
  mark: DeductionsMark | NotApplicableMark,
): ItemLoss[] {
  if (mark.kind === 'notApplicable') return [];
  const losses: ItemLoss[] = [];
  for (const deduction of mark.deductions) {
    if (!deduction.adopted) continue;
    const suggested = suggestionFor(suggestion, deduction);
    losses.push(suggested ? suggestedLoss(suggested, deduction) : ownLoss(item, deduction));
  }
  return losses;
}

function suggestedLoss(
  { lost, sentence, evidence }: SuggestedDeduction,
  { factId, reason, evidence: own }: MarkedDeduction,
): ItemLoss {
  const said = reason.trim();
  return { factId, reason: said ? `${sentence}（${said}）` : sentence, evidence: evidence ?? own, lost };
}

function ownLoss(item: RubricItem, { factId, cause, times, reason, evidence }: MarkedDeduction): ItemLoss {
  const own = ownLossesOf(item).find((one) => one.cause === cause);
  const lost = ownLossOf(item, cause, times);
  if (!own || lost === null) throw new Error(`${item.code} has no rule for ${cause}`);
  return { factId, reason: `${own.title}：${reason}`, evidence, lost };
}

function undecided({ deductions }: ItemSuggestion, mark: ItemMark | undefined): string[] {
  if (mark?.kind !== 'deductions') return [];
  return deductions
    .filter((suggested) => !mark.deductions.some((own) => isSame(own, suggested)))
    .map(({ sentence }) => `系统建议「${sentence}」尚未采用或说明不采用的理由`);
}

/** The heaviest first, and never more than the item can lose in all. */
function cappedLeaves(rubric: Rubric, item: RubricItem, losses: readonly ItemLoss[]): readonly Leaf[] {
  if (losses.length === 0) return [];
  const clause = clauseOf(rubric, item);
  const leaves: Leaf[] = [];
  let left = mostLostOf(item);
  for (const { factId, reason: said, evidence, lost: all } of losses.toSorted((a, b) => b.lost - a.lost)) {
    const lost = Math.min(left, all);
    left -= lost;
    const reason = lost < all ? `${said}${cappedNote(item, lost)}` : said;
    leaves.push({ item: item.code, factId, clause, reason, evidence, lost, counted: lost });
  }
  return leaves;
}

function cappedNote(item: RubricItem, lost: Points): string {
  const most = mostLostOf(item);
  const used = most === item.points ? '本项分值已扣完' : `本项至多扣 ${formatPoints(most)} 分`;
  return `（${used}，计 ${formatPoints(lost)} 分）`;
}

const clauseOf = (rubric: Rubric, item: RubricItem): string =>
  `《${rubric.title}》第 ${rubric.version} 版 ${item.code}${item.clause ? `；${item.clause}` : ''}`;

/** Spreads the points missing from 100.00 over the leaves: whole hundredths first, then the largest remainders. */
function counting(items: readonly ItemResult[], missing: Points, applicable: Points): readonly ItemResult[] {
  if (applicable === 10000) return items;
  const quotas = leavesOf(items).map((leaf) => ({
    leaf,
    whole: Number((BigInt(leaf.lost) * 10000n) / BigInt(applicable)),
    rest: Number((BigInt(leaf.lost) * 10000n) % BigInt(applicable)),
  }));
  const over = missing - sumPoints(quotas.map(({ whole }) => whole));
  const raised = new Set(
    quotas
      .toSorted((a, b) => b.rest - a.rest)
      .slice(0, over)
      .map(({ leaf }) => leaf),
  );
  const counted = new Map(quotas.map(({ leaf, whole }) => [leaf, whole + (raised.has(leaf) ? 1 : 0)]));
  return items.map((item) => ({
    ...item,
    leaves: item.leaves.map((leaf) => ({ ...leaf, counted: counted.get(leaf) ?? leaf.counted })),
  }));
}

/** The results stand in the rubric's order. */
function dimensionsOf(rubric: Rubric, results: readonly ItemResult[]): readonly DimensionResult[] {
  let from = 0;
  return rubric.dimensions.map((dimension) => {
    const items = results.slice(from, from + dimension.items.length);
    from += dimension.items.length;
    return dimensionResult(dimension, items);
  });
}

function dimensionResult(
  { code, title, points: full }: Dimension,
  items: readonly ItemResult[],
): DimensionResult {
  const { applicable, earned: points } = totalOf(items);
  return { code, title, full, points, applicable, items };
}

/** Of the items that apply; null is earned with a gap among them, or with none that applies. */
function totalOf(items: readonly ItemResult[]): { applicable: Points; earned: Points | null } {
  let applicable = 0;
  let earned: Points | null = null;
  let gap = false;
  for (const { full, points, notApplicable } of items) {
    if (notApplicable !== null) continue;
    applicable += full;
    earned = (earned ?? 0) + (points ?? 0);
    gap ||= points === null;
  }
  assertPoints(applicable);
  return { applicable, earned: gap ? null : earned };
}

function itemGaps(items: readonly ItemResult[]): string[] {
  const all: string[] = [];
  for (const { code, title, gaps } of items) for (const gap of gaps) all.push(`${code}「${title}」：${gap}`);
  return all;
}

/** One fact is deducted once; a leaf that finds its item used up deducts nothing. */
function repeatedFacts(items: readonly ItemResult[]): string[] {
  const usedBy = new Map<string, string>();
  const faults: string[] = [];
  for (const { leaves } of items)
    for (const { item, factId, lost } of leaves) {
      if (factId === null || lost === 0) continue;
      const before = usedBy.get(factId);
      if (before === undefined) usedBy.set(factId, item);
      else faults.push(`同一事实（${factId}）在 ${before} 和 ${item} 中重复扣分，只能扣一次`);
    }
  return faults;
}

function unknownCodes(
  rubric: Rubric,
  items: readonly ItemResult[],
  marks: Marks,
  vetoes: readonly VetoDecision[],
): string[] {
  const unknown = Object.keys(marks).filter((given) => !items.some(({ code }) => code === given));
  const unlisted = vetoes.filter(({ veto }) => !rubric.vetoes.some(({ code }) => code === veto));
  return [
    ...unknown.map((code) => `本版评分标准没有评分项 ${code}`),
    ...unlisted.map(({ veto }) => `本版评分标准没有否决事项 ${veto}`),
  ];
}
