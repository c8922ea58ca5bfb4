/** What the facts suggest to deduct: the scorer adopts each suggestion or rejects it with a reason. */
import type { AssessmentFacts, Ground, Known } from './facts.ts';
import { evaluate, factsIn } from './formula.ts';
import { pointText, valueText } from './formula-words.ts';
import { lossOf, lostShare, mostLostOf } from './item-losses.ts';
import { typedMoney } from './money.ts';
import { againstTruth, elementSets, missingOf } from './named-facts.ts';
import { type Counted, countOf, numbers } from './numeric-facts.ts';
import { type Occurrence, occurrencesOf } from './occurrences.ts';
import {
  compare,
  formatPoints,
  greatest,
  least,
  multiply,
  ofPoints,
  type Points,
  type Rational,
  rational,
  toPoints,
} from './points.ts';
import {
  type ConditionRule,
  type ElementShareRule,
  type FormulaRule,
  itemsOf,
  type LateRule,
  type Loss,
  type RatioRule,
  type Rubric,
  type RubricItem,
} from './rubric.ts';

export interface SuggestedDeduction {
  readonly cause: Ground;
  readonly factId: string;
  readonly times: number;
  /** At most the item's points; several together may exceed them, the assessment stops at 0. */
  readonly lost: Points;
  readonly sentence: string;
  readonly evidence: string | null;
}

export interface ItemSuggestion {
  readonly item: string;
  readonly deductions: readonly SuggestedDeduction[];
  /** Why a fact that the item needs is not there. */
  readonly missing: readonly string[];
  /** Why the facts themselves leave the item out; null when they do not. */
  readonly notApplicable: string | null;
}

/** One entry per item of the rubric, in its order. */
export const suggest = (rubric: Rubric, facts: AssessmentFacts): readonly ItemSuggestion[] =>
  itemsOf(rubric).map((item) => suggestForItem(item, facts));

export function suggestForItem(item: RubricItem, facts: AssessmentFacts): ItemSuggestion {
  const nothing = { item: item.code, deductions: [], missing: [], notApplicable: null };
  switch (item.kind) {
    case 'steps':
    case 'judged':
      return nothing;
    case 'deduction':
    case 'gradedFaults':
      return { ...nothing, ...collected(item.losses.map((loss) => fromLoss(item, loss, facts))) };
    case 'condition':
      return { ...nothing, ...collected([fromTruth(item, facts)]) };
    case 'elementShare':
      return { ...nothing, ...collected([fromElements(item, facts)]) };
    case 'formula':
      return { ...nothing, ...collected([fromFormula(item, facts)]) };
    case 'lateDays':
      return { ...nothing, ...collected([fromDaysLate(item.points, item, facts)]) };
    case 'ratio':
      if (item.measure === 'fieldWork' && facts.fieldWork.value?.offSite?.consented)
        return { ...nothing, notApplicable: '经委托方同意采用非现场评价，现场调研不适用' };
      return {
        ...nothing,
        ...collected([
          ...item.losses.map((loss) => fromLoss(item, loss, facts)),
          fromRatio(item.points, item, facts),
        ]),
      };
  }
}

const fromLoss = (
  item: RubricItem,
  { cause, lost }: Loss,
  facts: AssessmentFacts,
): Known<readonly SuggestedDeduction[]> =>
  pricedEach(occurrencesOf(facts, cause), cause, ({ times }) => lossOf(item, lost, times));

/** Whatever speaks against the condition costs its loss; the assessment takes it once. */
const fromTruth = (
  item: RubricItem & ConditionRule,
  facts: AssessmentFacts,
): Known<readonly SuggestedDeduction[]> =>
  pricedEach(againstTruth(facts, item.fact), item.fact, () => mostLostOf(item));

/** Of the required elements those that are there; others that may be missing do not count. */
function fromElements(
  item: RubricItem & ElementShareRule,
  facts: AssessmentFacts,
): Known<readonly SuggestedDeduction[]> {
  const known = missingOf(facts, item.set);
  if (known.value === null) return known;
  const { id: factId, evidence } = known.value;
  const { title, cause } = elementSets[item.set];
  const all = new Set<string>(known.value.missing);
  const missing = item.required.filter((element) => all.has(element));
  const lost = lostShare(item.points, missing.length, item.required.length);
  if (lost === 0) return { value: [] };
  const present = item.required.length - missing.length;
  const sentence = `${title}应有 ${item.required.length} 项，实有 ${present} 项，缺「${missing.join('」「')}」`;
  return {
    value: [{ cause, factId, times: missing.length, lost, sentence: priced(sentence, lost), evidence }],
  };
}

/** What the formula leaves of the item's points, on the facts that it was computed from. */
function fromFormula(
  item: RubricItem & FormulaRule,
  facts: AssessmentFacts,
): Known<readonly SuggestedDeduction[]> {
  const named = [...new Set(factsIn(item.formula, '').map(({ fact }) => fact))];
  const counts = new Map(named.map((fact) => [fact, countOf(facts, fact)]));
  const value = evaluate(item.formula, (fact) => exact(counts.get(fact)));
  if (value.value === null) return value;
  if (compare(value.value, rational(0)) < 0 || compare(value.value, ofPoints(item.points)) > 0)
    return {
      value: null,
      reason: `公式得 ${valueText(value.value, 'points')}，超出本项分值，请核对评分标准`,
    };
  const points = toPoints(value.value);
  if (points === item.points) return { value: [] };
  const known = named.flatMap((fact) => {
    const count = counts.get(fact)?.value;
    return count ? [{ fact, ...count }] : [];
  });
  const sources = known.flatMap(({ fact, sources: all }) => (numbers[fact].takes.length > 0 ? all : []));
  const lost = item.points - points;
  const found = pointText(new Map(known.map(({ fact, count }) => [fact, BigInt(count)])));
  const sentence = priced(`${found}，按公式得 ${formatPoints(points)} 分`, lost);
  const evidence = [...new Set(sources.flatMap((source) => source.evidence ?? []))].join('、') || null;
  const factId = sources[0]?.id ?? `formula:${item.code}`;
  return { value: [{ cause: 'formula', factId, times: 1, lost, sentence, evidence }] };
}

const exact = (known: Known<Counted> | undefined): Known<Rational> =>
  known?.value
    ? { value: rational(known.value.count) }
    : { value: null, reason: known?.reason ?? '公式用了本平台没有的事实' };

function pricedEach(
  occurrences: Known<readonly Occurrence[]>,
  cause: Ground,
  costOf: (occurrence: Occurrence) => Points,
): Known<readonly SuggestedDeduction[]> {
  if (occurrences.value === null) return occurrences;
  return {
    value: occurrences.value.map((occurrence) => {
      const lost = costOf(occurrence);
      return { ...occurrence, cause, lost, sentence: priced(occurrence.sentence, lost) };
    }),
  };
}

function fromDaysLate(
  points: Points,
  rule: LateRule,
  facts: AssessmentFacts,
): Known<readonly SuggestedDeduction[]> {
  return pricedEach(occurrencesOf(facts, rule.cause), rule.cause, ({ times }) => {
    const share = least(rational(rule.percentPerDay * times, 100), rational(1));
    return toPoints(multiply(ofPoints(points), share));
  });
}

interface Reached {
  readonly share: Rational;
  /** Said only of what costs points. */
  readonly sentence: () => string;
}

function fromRatio(
  points: Points,
  rule: RatioRule,
  facts: AssessmentFacts,
): Known<readonly SuggestedDeduction[]> {
  const source = facts[rule.measure];
  if (source.value === null) return source;
  const reached = rule.measure === 'fieldWork' ? fieldWorkDone(rule, facts) : papersFound(rule, facts);
  if (reached.value === null) return reached;
  const share = least(reached.value.share, rational(1));
  if (compare(share, rational(0)) < 0) throw new Error(`${source.value.id} gives a share below 0`);
  const lost = points - toPoints(multiply(ofPoints(points), share));
  if (lost === 0) return { value: [] };
  const { id: factId, evidence } = source.value;
  const sentence = priced(reached.value.sentence(), lost);
  return { value: [{ cause: rule.measure, factId, times: 1, lost, sentence, evidence }] };
}

/** Done ÷ the larger of what was planned and the policy's minimum of the funds. */
function fieldWorkDone(rule: RatioRule, { fieldWork }: AssessmentFacts): Known<Reached> {
  if (fieldWork.value === null) return fieldWork;
  const { done, planned, funds } = fieldWork.value;
  const minimum = rational(BigInt(funds) * BigInt(rule.minimumPercent), 100);
  const required = greatest(rational(planned), minimum);
  if (compare(required, rational(0)) <= 0)
    return { value: null, reason: '现场调研的计划资金和项目资金均未填写，无法计算完成比例' };
  const share = rational(BigInt(done) * required.d, required.n);
  const sentence = () => {
    const basis =
      compare(rational(planned), minimum) >= 0
        ? '实施方案计划'
        : `资金总额 ${wanYuan(rational(funds))}的 ${rule.minimumPercent}%`;
    return `现场调研覆盖资金 ${wanYuan(rational(done))}，应覆盖 ${wanYuan(required)}（${basis}），完成 ${percent(least(share, rational(1)))}`;
  };
  return { value: { share, sentence } };
}

/** Supported ÷ checked, of all or of a large enough sample. */
function papersFound(rule: RatioRule, { workingPapers }: AssessmentFacts): Known<Reached> {
  if (workingPapers.value === null) return workingPapers;
  const { total, checked, supported } = workingPapers.value;
  if (supported > checked || checked > total) throw new Error('more working papers than were checked');
  const required = Math.min(total, rule.sampleAtLeast);
  if (checked === 0 || checked < required)
    return { value: null, reason: `已抽查底稿 ${checked} 项，至少应抽查 ${Math.max(1, required)} 项` };
  const share = rational(supported, checked);
  return { value: { share, sentence: () => `抽查 ${checked} 项，${supported} 项有工作底稿` } };
}

function collected(
  found: readonly Known<readonly SuggestedDeduction[]>[],
): Pick<ItemSuggestion, 'deductions' | 'missing'> {
  const deductions: SuggestedDeduction[] = [];
  const missing: string[] = [];
  for (const { value, reason } of found)
    if (value !== null) deductions.push(...value);
    else if (!missing.includes(reason)) missing.push(reason);
  return { deductions, missing };
}

const priced = (sentence: string, lost: Points): string => `${sentence}，按标准扣 ${formatPoints(lost)} 分`;

/** An exact amount in 分, in 万元 to the 分: 1255.5 万元. */
const wanYuan = (fen: Rational): string =>
  `${typedMoney(toPoints(multiply(fen, rational(1, 100))), '万元')} 万元`;

/** 2/3 → '66.67%' */
const percent = (share: Rational): string => `${formatPoints(toPoints(multiply(share, rational(100))))}%`;
