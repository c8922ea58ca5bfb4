/**
 * A rubric (考核评分标准) as data: what an agency's work on one commission is assessed by. A version that has been used
 * is never edited; the one in force when the contract is signed governs the commission.
 */
import type { Cause, RatioMeasure } from './facts.ts';
import { formatPoints, type Points, sumPoints } from './points.ts';
import { type AssessmentTier, assessmentTiers, type Band, bandFaults } from './scale.ts';

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

export type ItemRule = LossRule | StepsRule | JudgedRule | RatioRule | LateRule;

/** 扣分: full marks less a loss per occurrence; 分级差错: the same, by the gravity of the fault. */
export interface LossRule {
  readonly kind: 'deduction' | 'gradedFaults';
  readonly losses: readonly Loss[];
}

export interface Loss {
  readonly cause: Cause;
  readonly title: string;
  /** Points per occurrence, or the whole item at once. */
  readonly lost: Points | 'all';
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

/** Every fault that keeps a rubric from being used; empty when there is none. */
export function rubricFaults(rubric: Rubric): string[] {
  const items = itemsOf(rubric);
  const codes = [...rubric.dimensions, ...items, ...rubric.vetoes].map(({ code }) => code);
  return [
    ...(rubric.basis.some((text) => text.trim()) ? [] : ['请写明制定依据']),
    ...repeated(codes).map((code) => `编码「${code}」重复，每个维度、评分项和否决事项须有各自的编码`),
    ...sumFaults(rubric),
    ...items.flatMap(itemFaults),
    ...sharedCauseFaults(items),
    ...bandFaults(rubric.bands),
    ...tierFaults(rubric.bands),
    ...policyFaults(rubric.policy),
  ];
}

function sumFaults(rubric: Rubric): string[] {
  const faults: string[] = [];
  for (const { title, points, items } of rubric.dimensions) {
    if (items.length === 0) faults.push(`维度「${title}」下没有评分项`);
    const sum = totalOf(items);
    if (sum !== points)
      faults.push(`维度「${title}」为 ${shown(points)} 分，其评分项合计 ${shown(sum)} 分，两者须相等`);
  }
  const total = totalOf(rubric.dimensions);
  if (total !== 10000) faults.push(`各维度分值合计须为 100.00 分，现为 ${shown(total)} 分`);
  return faults;
}

function itemFaults(item: RubricItem): string[] {
  const name = `评分项 ${item.code}「${item.title}」`;
  if (!Number.isSafeInteger(item.points) || item.points <= 0)
    return [`${name}的分值须大于 0.00 且最多两位小数`];
  return ruleFaults(item).map((fault) => `${name}${fault}`);
}

function ruleFaults(item: RubricItem): string[] {
  switch (item.kind) {
    case 'deduction':
    case 'gradedFaults':
      if (item.losses.length === 0) return ['没有扣分情形，永远不会失分'];
      return lossFaults(item.losses, item.points);
    case 'steps':
      return stepFaults(item.steps, item.points);
    case 'judged':
      return partFaults(item.parts, item.points);
    case 'ratio':
      return [
        ...(isPercent(item.minimumPercent) ? [] : ['的政策下限须为 0 至 100 的整数百分比']),
        ...(isCount(item.sampleAtLeast) ? [] : ['的抽查数须为不小于 0 的整数']),
        ...lossFaults(item.losses, item.points),
      ];
    case 'lateDays':
      return isPercent(item.percentPerDay) && item.percentPerDay > 0
        ? []
        : ['的每日扣分比例须为 1 至 100 的整数百分比，否则永远不会失分'];
  }
}

function lossFaults(losses: readonly Loss[], points: Points): string[] {
  const faults = repeated(losses.map(({ cause }) => cause)).map((cause) => `的扣分情形「${cause}」重复`);
  for (const { title, lost } of losses) {
    if (lost === 'all') continue;
    if (!Number.isSafeInteger(lost) || lost <= 0) faults.push(`的「${title}」扣分须大于 0.00`);
    else if (lost > points)
      faults.push(`的「${title}」一次扣 ${shown(lost)} 分，超过本项 ${shown(points)} 分`);
  }
  return faults;
}

function stepFaults(steps: readonly Step[], points: Points): string[] {
  const faults = bandFaults(steps).map((fault) => `的分档：${fault}`);
  if ((steps[0]?.from ?? 0) > points)
    faults.push(`的最高一档从 ${shown(steps[0]?.from ?? 0)} 分起，超过本项 ${shown(points)} 分，永远达不到`);
  return faults;
}

function partFaults(parts: readonly Part[], points: Points): string[] {
  const faults = repeated(parts.map(({ code }) => code)).map((code) => `的要点编码「${code}」重复`);
  if (parts.some((part) => part.points <= 0)) faults.push('的每个要点分值须大于 0.00');
  const sum = totalOf(parts);
  if (sum !== points) faults.push(`的要点合计 ${shown(sum)} 分，须等于本项 ${shown(points)} 分`);
  return faults;
}

/** One fact is deducted once: a cause may belong to one item only. */
function sharedCauseFaults(items: readonly RubricItem[]): string[] {
  const causes = items.flatMap((item) => [...new Set(causesOf(item))]);
  return repeated(causes).map((cause) => `扣分情形「${cause}」出现在两个评分项中，同一事实只能扣一次`);
}

export function causesOf(item: RubricItem): readonly Cause[] {
  if (item.kind === 'lateDays') return [item.cause];
  return 'losses' in item ? item.losses.map(({ cause }) => cause) : [];
}

function tierFaults(bands: readonly Band<AssessmentTier>[]): string[] {
  const same = bands.map(({ label }) => label).join() === assessmentTiers.join();
  return same ? [] : [`考核等级须依次为${assessmentTiers.join('、')}`];
}

function policyFaults(policy: ScoringPolicy): string[] {
  const faults: string[] = [];
  const sum = policy.lineWeight + policy.performanceWeight;
  if (!isPercent(policy.lineWeight) || !isPercent(policy.performanceWeight) || sum !== 100)
    faults.push(`两位评分人的权重须为整数且合计 100，现为 ${sum}`);
  if (!isPercent(policy.differencePercent)) faults.push('会商的差异比例须为 0 至 100 的整数百分比');
  if (!isCount(policy.differenceAtLeast) || !isCount(policy.fullMarksReasonFrom))
    faults.push('会商的最低差异和满分须写理由的分值须不小于 0.00 且最多两位小数');
  return faults;
}

const totalOf = (nodes: readonly { readonly points: Points }[]): number =>
  nodes.every(({ points }) => Number.isSafeInteger(points))
    ? sumPoints(nodes.map(({ points }) => points))
    : NaN;

const shown = (points: number): string =>
  Number.isSafeInteger(points) ? formatPoints(points) : '无法计算的';
const isPercent = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= 100;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const repeated = <Text extends string>(all: readonly Text[]): Text[] => [
  ...new Set(all.filter((text, index) => all.indexOf(text) !== index)),
];
