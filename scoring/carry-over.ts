/**
 * 沿用: what a scorer decided under one rubric, taken over to another. What the new rubric asks must be answered by the
 * old sheet; what it no longer asks is left behind. Nothing is answered in the scorer's place: the rest is a gap.
 */
import type { AssessmentFacts, Ground, Truth } from './facts.ts';
import { factsIn } from './formula.ts';
import { factsTakenBy, ownLossesOf } from './item-losses.ts';
import {
  type DeductionsMark,
  type ItemMark,
  type JudgedMark,
  type JudgedPart,
  type MarkedDeduction,
  type Marks,
  suggestionFor,
} from './marks.ts';
import { elementSets, truths } from './named-facts.ts';
import { multiply, ofPoints, type Points, rational, toPoints } from './points.ts';
import { type ItemRule, itemsOf, type Rubric, type RubricItem } from './rubric.ts';
import { suggestForItem } from './suggestion.ts';

export interface CarriedOver {
  readonly marks: Marks;
  /** Why an item of the new rubric has no answer; the gaps that `assess` itself names are not among them. */
  readonly gaps: readonly string[];
}

export function carryOver(from: Rubric, to: Rubric, facts: AssessmentFacts, marks: Marks): CarriedOver {
  const carried = itemsOf(to).map((item) => ({ item, ...carryItem(from, item, facts, marks[item.code]) }));
  return {
    marks: Object.fromEntries(carried.flatMap(({ item, mark }) => (mark ? [[item.code, mark]] : []))),
    gaps: [
      ...carried.flatMap(({ item, gaps }) => gaps.map((gap) => `${nameOf(item)}：${gap}`)),
      ...movedDeductions(to, marks),
    ],
  };
}

/** What the new rubric counts in another item: a deduction for it has no place there. */
function movedDeductions(to: Rubric, marks: Marks): string[] {
  const items = itemsOf(to);
  const moved = Object.entries(marks).flatMap(([code, mark]) => {
    if (mark?.kind !== 'deductions') return [];
    return mark.deductions.flatMap(({ cause }) => {
      // Another item's formula asks for other facts; that it is new or has changed is a gap of its own.
      if (cause === 'formula') return [];
      const asking = items.filter((item) => groundsOf(item).includes(cause) || takes(item, cause));
      const isAsked = asking.length === 0 || asking.some((item) => item.code === code);
      return isAsked ? [] : [`${nameOf(asking[0]!)}：扣分情形原记在 ${code}，没有可沿用的评分`];
    });
  });
  return [...new Set(moved)];
}

/** Whether the item takes points for any of the facts behind the ground. */
function takes(item: RubricItem, ground: Ground): boolean {
  const facts: readonly string[] = isTruth(ground) ? truths[ground].causes : [ground];
  return factsTakenBy(item).some(({ fact }) => facts.includes(fact));
}

const isTruth = (ground: Ground): ground is Truth => Object.hasOwn(truths, ground);

interface CarriedItem {
  readonly mark?: ItemMark;
  readonly gaps: readonly string[];
}

function carryItem(
  from: Rubric,
  item: RubricItem,
  facts: AssessmentFacts,
  mark: ItemMark | undefined,
): CarriedItem {
  const old = itemsOf(from).find(({ code }) => code === item.code);
  if (!old) return { gaps: ['原标准没有这一评分项'] };
  if (old.kind !== item.kind)
    return { gaps: [`计分方式由「${kinds[old.kind]}」改为「${kinds[item.kind]}」`] };
  if (subjectOf(old) !== subjectOf(item)) return { gaps: ['所依据的事实已改变'] };
  if (!mark || mark.kind === 'notApplicable') return mark ? { mark, gaps: [] } : { gaps: [] };
  const said = `沿用第 ${from.version} 版标准下的评分`;
  return mark.kind === 'judged'
    ? carryJudged(old, item, mark, said)
    : carryDeductions(item, facts, mark, said);
}

/** Scaled by the points of the part, exactly, and rounded half up once. */
function carryJudged(old: RubricItem, item: RubricItem, mark: JudgedMark, said: string): CarriedItem {
  const before = new Map(partsOf(old).map((part) => [part.code, part.points]));
  const gaps = partsOf(item).flatMap(({ code, title }) =>
    before.has(code) ? [] : [`原标准没有要点「${title}」`],
  );
  const parts = partsOf(item).flatMap((part) =>
    mark.parts
      .filter(({ code }) => code === part.code)
      .map((given) => ({ ...given, points: scaled(given.points, before.get(part.code), part.points) })),
  );
  return { mark: { kind: 'judged', parts: reasoned(parts, said) }, gaps };
}

const scaled = (points: Points | null, before: Points | undefined, after: Points): Points | null =>
  points === null || before === undefined || before === after
    ? points
    : toPoints(multiply(ofPoints(points), rational(after, before)));

/** Full marks on an item that has become a heavy one need a reason; it is the old one. */
const reasoned = (parts: readonly JudgedPart[], said: string): readonly JudgedPart[] =>
  parts.some(({ reason }) => reason.trim())
    ? parts
    : parts.map((part, index) => (index === 0 ? { ...part, reason: said } : part));

function carryDeductions(
  item: RubricItem,
  facts: AssessmentFacts,
  mark: DeductionsMark,
  said: string,
): CarriedItem {
  const asked: readonly string[] = groundsOf(item);
  // What a scorer cannot enter alone stands and falls with what the new rubric suggests on the facts.
  const suggestion = suggestForItem(item, facts);
  const free: readonly string[] = ownLossesOf(item).map(({ cause }) => cause);
  const kept = mark.deductions.filter(
    (own) =>
      asked.includes(own.cause) && (free.includes(own.cause) || suggestionFor(suggestion, own) !== undefined),
  );
  const deductions = [...kept, ...newlyPriced(item, facts, mark)];
  return {
    mark: { kind: 'deductions', deductions, reason: mark.reason.trim() ? mark.reason : said },
    gaps: [],
  };
}

/**
 * A share that cost nothing left nothing to decide. Where the new rubric asks for more, the fact and what it is measured
 * by are the same, and the loss follows from them by the rule alone.
 */
function newlyPriced(
  item: RubricItem,
  facts: AssessmentFacts,
  mark: DeductionsMark,
): readonly MarkedDeduction[] {
  const ground = shareOf(item);
  return suggestForItem(item, facts)
    .deductions.filter(({ cause, factId }) => {
      const decided = mark.deductions.some((own) => own.factId === factId && own.cause === cause);
      return cause === ground && !decided;
    })
    .map(({ factId, cause, times, evidence }) => {
      return { factId, cause, times, adopted: true, reason: '', evidence };
    });
}

/** The ground of what is counted by a share or a formula; null for all other rules. */
function shareOf(item: RubricItem): Ground | null {
  if (item.kind === 'ratio') return item.measure;
  if (item.kind === 'formula') return 'formula';
  return item.kind === 'elementShare' ? elementSets[item.set].cause : null;
}

/** The one question that rules of some kinds ask; with another one it is another item under the same code. */
function subjectOf(item: RubricItem): string {
  switch (item.kind) {
    case 'condition':
      return item.fact;
    case 'elementShare':
      return item.set;
    case 'ratio':
      return item.measure;
    case 'lateDays':
      return item.cause;
    case 'formula':
      return [...new Set(factsIn(item.formula, '').map(({ fact }) => fact))].sort().join();
    default:
      return '';
  }
}

const nameOf = ({ code, title }: RubricItem): string => `${code}「${title}」`;

/** What a deduction entered for the item may rest on. */
function groundsOf(item: RubricItem): readonly Ground[] {
  const own = ownLossesOf(item).map(({ cause }) => cause);
  if (item.kind === 'ratio') return [...own, item.measure];
  if (item.kind === 'formula') return ['formula'];
  return item.kind === 'lateDays' ? [item.cause] : own;
}

const partsOf = (item: RubricItem): readonly { code: string; title: string; points: Points }[] =>
  item.kind === 'judged' ? item.parts : [item];

const kinds: Readonly<Record<ItemRule['kind'], string>> = {
  deduction: '扣分',
  gradedFaults: '分级差错',
  condition: '条件',
  elementShare: '要素',
  steps: '分档',
  judged: '评判',
  ratio: '比例',
  lateDays: '逾期',
  formula: '公式',
};
