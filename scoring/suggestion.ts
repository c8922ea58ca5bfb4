/** What the facts suggest to deduct: the scorer adopts each suggestion or rejects it with a reason. */
import type { AssessmentFacts, Ground, Known } from './facts.ts';
import { evaluate, factsIn } from './formula.ts';
import { pointText, valueText } from './formula-words.ts';
import { lossOf, lostShare, mostLostOf } from './item-losses.ts';
import { type Fen, typedMoney } from './money.ts';
import { againstTruth, elementSets, missingOf } from './named-facts.ts';
import { type Counted, countOf, numbers } from './numeric-facts.ts';
import { type Occurrence, occurrencesOf } from './occurrences.ts';
import {
  compare,
  formatPoints,
  ofPoints,
  type Points,
  type Rational,
  rational,
  shareOf,
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
  const deductions: SuggestedDeduction[] = [];
  const missing: string[] = [];
  const notApplicable = leftOutByFacts(item, facts);
  if (notApplicable === null)
    for (const { value, reason } of foundFor(item, facts))
      if (value !== null) deductions.push(...value);
      else if (!missing.includes(reason)) missing.push(reason);
  return { item: item.code, deductions, missing, notApplicable };
}

const leftOutByFacts = (item: RubricItem, { fieldWork }: AssessmentFacts): string | null =>
  item.kind === 'ratio' && item.measure === 'fieldWork' && fieldWork.value?.offSite?.consented
    ? '经委托方同意采用非现场评价，现场调研不适用'
    : null;

type Suggested = Known<readonly SuggestedDeduction[]>;

function foundFor(item: RubricItem, facts: AssessmentFacts): readonly Suggested[] {
  switch (item.kind) {
    case 'steps':
    case 'judged':
      return [];
    case 'deduction':
    case 'gradedFaults':
      return item.losses.map((loss) => fromLoss(item, loss, facts));
    case 'condition':
      return [fromTruth(item, facts)];
    case 'elementShare':
      return [fromElements(item, facts)];
    case 'formula':
      return [fromFormula(item, facts)];
    case 'lateDays':
      return [fromDaysLate(item.points, item, facts)];
    case 'ratio':
      return [...item.losses.map((loss) => fromLoss(item, loss, facts)), fromRatio(item.points, item, facts)];
  }
}

const fromLoss = (item: RubricItem, { cause, lost }: Loss, facts: AssessmentFacts): Suggested =>
  pricedEach(occurrencesOf(facts, cause), cause, (times) => lossOf(item, lost, times));

/** Whatever speaks against the condition costs its loss; the assessment takes it once. */
const fromTruth = (item: RubricItem & ConditionRule, facts: AssessmentFacts): Suggested =>
  pricedEach(againstTruth(facts, item.fact), item.fact, () => mostLostOf(item));

/** Of the required elements those that are there; others that may be missing do not count. */
function fromElements(item: RubricItem & ElementShareRule, facts: AssessmentFacts): Suggested {
  const known = missingOf(facts, item.set);
  if (known.value === null) return known;
  const { id: factId, evidence } = known.value;
  const { title, cause } = elementSets[item.set];
  const all = new Set<string>(known.value.missing);
  const missing = item.required.filter((element) => all.has(element));
  const lost = lostShare(item.points, missing.length, item.required.length);
  if (lost === 0) return none;
  const present = item.required.length - missing.length;
  const sentence = `${title}应有 ${item.required.length} 项，实有 ${present} 项，缺「${missing.join('」「')}」`;
  return {
    value: [{ cause, factId, times: missing.length, lost, sentence: priced(sentence, lost), evidence }],
  };
}

const none = { value: [] } as const;

/** What the formula leaves of the item's points, on the facts that it was computed from. */
function fromFormula(item: RubricItem & FormulaRule, facts: AssessmentFacts): Suggested {
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
  if (points === item.points) return none;
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
  costOf: (times: number) => Points,
): Suggested {
  if (occurrences.value === null) return occurrences;
  const value: SuggestedDeduction[] = [];
  for (const { factId, times, sentence, evidence } of occurrences.value) {
    const lost = costOf(times);
    value.push({ cause, factId, times, lost, sentence: priced(sentence, lost), evidence });
  }
  return { value };
}

const fromDaysLate = (
  points: Points,
  { cause, percentPerDay }: LateRule,
  facts: AssessmentFacts,
): Suggested =>
  pricedEach(occurrencesOf(facts, cause), cause, (days) =>
    shareOf(points, BigInt(Math.min(100, percentPerDay * days)), 100n),
  );

/** done ÷ required, `required` above 0. */
interface Reached {
  readonly done: bigint;
  readonly required: bigint;
  /** Said only of what costs points. */
  readonly sentence: (done: bigint) => string;
}

function fromRatio(points: Points, rule: RatioRule, facts: AssessmentFacts): Suggested {
  const source = facts[rule.measure];
  if (source.value === null) return source;
  const reached = rule.measure === 'fieldWork' ? fieldWorkDone(rule, facts) : papersFound(rule, facts);
  if (reached.value === null) return reached;
  const { required, sentence } = reached.value;
  const done = reached.value.done < required ? reached.value.done : required;
  if (done < 0n) throw new Error(`${source.value.id} gives a share below 0`);
  const lost = points - shareOf(points, done, required);
  if (lost === 0) return none;
  const { id: factId, evidence } = source.value;
  return {
    value: [
      { cause: rule.measure, factId, times: 1, lost, sentence: priced(sentence(done), lost), evidence },
    ],
  };
}

/** Done ÷ the larger of what was planned and the policy's minimum of the funds, in hundredths of 分. */
function fieldWorkDone(rule: RatioRule, { fieldWork }: AssessmentFacts): Known<Reached> {
  if (fieldWork.value === null) return fieldWork;
  const { done, planned: plannedFen, funds } = fieldWork.value;
  const planned = BigInt(plannedFen) * 100n;
  const minimum = BigInt(funds) * BigInt(rule.minimumPercent);
  const required = planned >= minimum ? planned : minimum;
  if (required <= 0n)
    return { value: null, reason: '现场调研的计划资金和项目资金均未填写，无法计算完成比例' };
  const sentence = (counted: bigint) => {
    const basis =
      planned >= minimum ? '实施方案计划' : `资金总额 ${wanYuan(funds)}的 ${rule.minimumPercent}%`;
    return `现场调研覆盖资金 ${wanYuan(done)}，应覆盖 ${wanYuan(shareOf(1, required, 100n))}（${basis}），完成 ${percent(counted, required)}`;
  };
  return { value: { done: BigInt(done) * 100n, required, sentence } };
}

/** Supported ÷ checked, of all or of a large enough sample. */
function papersFound(rule: RatioRule, { workingPapers }: AssessmentFacts): Known<Reached> {
  if (workingPapers.value === null) return workingPapers;
  const { total, checked, supported } = workingPapers.value;
  if (supported > checked || checked > total) throw new Error('more working papers than were checked');
  const required = Math.min(total, rule.sampleAtLeast);
  if (checked === 0 || checked < required)
    return { value: null, reason: `已抽查底稿 ${checked} 项，至少应抽查 ${Math.max(1, required)} 项` };
  const sentence = () => `抽查 ${checked} 项，${supported} 项有工作底稿`;
  return { value: { done: BigInt(supported), required: BigInt(checked), sentence } };
}

const priced = (sentence: string, lost: Points): string => `${sentence}，按标准扣 ${formatPoints(lost)} 分`;

/** 分 as 万元: 1255.5 万元. */
const wanYuan = (fen: Fen): string => `${typedMoney(fen, '万元')} 万元`;

/** 2 of 3 → '66.67%' */
const percent = (done: bigint, required: bigint): string =>
  `${formatPoints(shareOf(10000, done, required))}%`;
