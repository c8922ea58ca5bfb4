/**
 * 绩效评价 of a project, a bond or a whole department: the reference frameworks, the indicators an agency makes of them,
 * and the score sheet with its 评价等级.
 */
import { type Finding, type ScoringRule, scoreByRule } from './indicator-rules.ts';
import { formatPoints, parsePoints, type Points, rational, sumPoints, toPoints } from './points.ts';
import { bandOf, evaluationBands, type EvaluationGrade } from './scale.ts';

export type EvaluationKind = 'project' | 'bondConstruction' | 'department';

/** A reference framework: names and points to examine, and where its document gives them the weights. */
export interface Framework {
  readonly code: string;
  readonly title: string;
  readonly basis: string;
  readonly kind: EvaluationKind;
  readonly rows: readonly FrameworkRow[];
}

export interface FrameworkRow {
  readonly path: readonly [firstLevel: string, secondLevel: string, thirdLevel: string];
  /** 评价要点 */
  readonly examine: readonly string[];
  readonly formula?: string;
  /** 参考分值; absent: every evaluation weights the indicators itself. */
  readonly points?: Points;
  /** Left out in most sheets of this kind, e.g. running costs while building. */
  readonly usuallyNotApplicable?: boolean;
}

export interface Indicator {
  /** 'A101' */
  readonly code: string;
  readonly firstLevel: string;
  readonly secondLevel: string;
  readonly title: string;
  /** Whole points: 500 is 5.00, 550 is refused. */
  readonly points: Points;
  readonly rule: ScoringRule;
}

export interface IndicatorFaults {
  readonly refused: readonly string[];
  /** To be explained, not refused. */
  readonly warnings: readonly string[];
}

/** By the code of the indicator. */
export type IndicatorMarks = Readonly<Record<string, IndicatorMark | undefined>>;

export type IndicatorMark =
  | { readonly kind: 'scored'; readonly finding: Finding; readonly reason: string }
  | { readonly kind: 'notApplicable'; readonly reason: string };

export interface ScoredIndicator {
  readonly code: string;
  readonly title: string;
  readonly full: Points;
  /** Null: not applicable, or a gap. */
  readonly got: Points | null;
  readonly notApplicable: boolean;
  readonly reason: string;
}

export interface FirstLevelScore {
  readonly title: string;
  /** Of the indicators that apply. */
  readonly full: Points;
  readonly got: Points | null;
  /** 得分率 in hundredths of a percent: 6933 is 69.33 %. */
  readonly rate: number | null;
}

export interface ScoreSheet {
  readonly points: Points | null;
  /** 评价等级 */
  readonly grade: EvaluationGrade | null;
  readonly gaps: readonly string[];
  readonly firstLevels: readonly FirstLevelScore[];
  readonly indicators: readonly ScoredIndicator[];
}

/** 产出 and 效益 (效果) together: 财预〔2020〕10号 asks for 60 % in principle. */
export const outputLevel = '产出';
export const benefitLevels: readonly string[] = ['效益', '效果'];
const resultPercent = 60;

/** The most characters that an indicator's texts may have. */
export const indicatorLengths = { firstLevel: 50, secondLevel: 50, title: 100, rule: 1000 } as const;

/** The most indicators that one evaluation may have. */
export const indicatorsAtMost = 120;

/** What an indicator made from the row is scored by. */
export const ruleText = ({ examine, formula }: Pick<FrameworkRow, 'examine' | 'formula'>): string =>
  formula ?? examine.map((text, index) => `${index + 1}. ${text}`).join('；');

/** 'A101' for the first indicator of the first second level of the first first level. */
export function frameworkIndicators(
  framework: Framework,
): readonly (FrameworkRow & { readonly code: string })[] {
  return framework.rows.map((row) => {
    const [first, second] = row.path;
    const firsts = distinct(framework.rows.map(({ path }) => path[0]));
    const ofFirst = framework.rows.filter(({ path }) => path[0] === first);
    const seconds = distinct(ofFirst.map(({ path }) => path[1]));
    const ofSecond = ofFirst.filter(({ path }) => path[1] === second);
    const letter = String.fromCharCode(65 + firsts.indexOf(first));
    const place = String(ofSecond.indexOf(row) + 1).padStart(2, '0');
    return { ...row, code: `${letter}${seconds.indexOf(second) + 1}${place}` };
  });
}

/** Whole positive points that add up to 100, codes once each; too little weight on results is a warning. */
export function indicatorFaults(indicators: readonly Indicator[], kind: EvaluationKind): IndicatorFaults {
  const refused: string[] = [];
  for (const { code, title, points, firstLevel, secondLevel } of indicators) {
    const name = `指标 ${code}「${title}」`;
    if (!title.trim() || !firstLevel.trim() || !secondLevel.trim()) refused.push(`${name}须填写三级名称`);
    if (!Number.isSafeInteger(points) || points % 100 !== 0) refused.push(`${name}的分值须为整数`);
    else if (points <= 0) refused.push(`${name}的分值须大于 0`);
  }
  const codes = indicators.map(({ code }) => code);
  for (const code of distinct(codes.filter((text, index) => codes.indexOf(text) !== index)))
    refused.push(`指标编码 ${code} 重复`);
  if (!indicators.every(({ points }) => Number.isSafeInteger(points))) return { refused, warnings: [] };
  const total = sumPoints(indicators.map(({ points }) => points));
  if (total !== 10000) refused.push(`各指标分值合计须为 100 分，现为 ${formatPoints(total)} 分`);
  return { refused, warnings: weightWarnings(indicators, kind) };
}

/** Bonds in construction and whole departments are not held to the share of results. */
export function weightWarnings(
  indicators: readonly Pick<Indicator, 'firstLevel' | 'points'>[],
  kind: EvaluationKind,
): string[] {
  if (kind !== 'project') return [];
  const onResults = indicators.filter(
    ({ firstLevel }) => firstLevel === outputLevel || benefitLevels.includes(firstLevel),
  );
  const weight = sumPoints(onResults.map(({ points }) => points));
  if (weight >= resultPercent * 100) return [];
  return [
    `产出、效益指标合计 ${formatPoints(weight)} 分，原则上不低于 ${resultPercent} 分（财预〔2020〕10号），请说明理由`,
  ];
}

/** Reads a mark as typed: 0 ≤ got ≤ the indicator's points, at most two decimals. */
export function parseMark(
  indicator: Pick<Indicator, 'title' | 'points'>,
  text: string,
): { readonly got: Points } | { readonly problem: string } {
  const parsed = parsePoints(text);
  const name = `「${indicator.title}」的得分`;
  if ('points' in parsed)
    return parsed.points < 0 || parsed.points > indicator.points
      ? { problem: `${name}须在 0.00 至 ${formatPoints(indicator.points)} 之间` }
      : { got: parsed.points };
  switch (parsed.problem) {
    case 'empty':
      return { problem: `请填写${name}` };
    case 'tooManyDecimals':
      return { problem: `${name}最多两位小数` };
    case 'notPlainNumber':
      return { problem: `${name}须用半角数字填写，例如 3.50` };
  }
}

/** The sheet by its marks. Sums are exact; indicators left out are scaled away: 实得 ÷ (100 − 不适用分值) × 100. */
export function scoreSheet(indicators: readonly Indicator[], marks: IndicatorMarks): ScoreSheet {
  const gaps: string[] = [];
  const rows = indicators.map((indicator) => {
    const { row, faults } = scoreIndicator(indicator, marks[indicator.code]);
    gaps.push(...faults.map((fault) => `${indicator.code}「${indicator.title}」：${fault}`));
    return row;
  });
  for (const code of Object.keys(marks))
    if (!indicators.some((indicator) => indicator.code === code)) gaps.push(`指标体系中没有指标 ${code}`);
  const applicable = sumPoints(rows.filter(applies).map(({ full }) => full));
  const whole = sumPoints(indicators.map(({ points }) => points));
  if (whole !== 10000) gaps.push(`各指标分值合计须为 100 分，现为 ${formatPoints(whole)} 分`);
  if (applicable === 0) gaps.push('所有指标均不适用，无法计分');
  const got = sumPoints(rows.map((row) => row.got ?? 0));
  const points = gaps.length > 0 ? null : toPoints(rational(BigInt(got) * 100n, applicable));
  const grade = points === null ? null : bandOf(evaluationBands, points);
  return { points, grade, gaps, firstLevels: firstLevelScores(indicators, rows), indicators: rows };
}

function scoreIndicator(
  indicator: Indicator,
  mark: IndicatorMark | undefined,
): { row: ScoredIndicator; faults: readonly string[] } {
  const { code, title, points: full } = indicator;
  const row = { code, title, full, got: null, notApplicable: false, reason: mark?.reason.trim() ?? '' };
  if (!mark) return { row, faults: ['尚未评分'] };
  if (mark.kind === 'notApplicable')
    return { row: { ...row, notApplicable: true }, faults: row.reason ? [] : ['标记不适用须写明理由'] };
  const scored = scoreByRule(full, indicator.rule, mark.finding);
  if ('fault' in scored) return { row, faults: [scored.fault] };
  const faults = scored.got < full && !row.reason ? ['扣分须写明理由'] : [];
  return { row: { ...row, got: scored.got }, faults };
}

function firstLevelScores(
  indicators: readonly Indicator[],
  rows: readonly ScoredIndicator[],
): readonly FirstLevelScore[] {
  return distinct(indicators.map(({ firstLevel }) => firstLevel)).map((title) => {
    const applying = rows.filter((row, index) => indicators[index]?.firstLevel === title && applies(row));
    const full = sumPoints(applying.map((row) => row.full));
    const known = full > 0 && applying.every(({ got }) => got !== null);
    const got = known ? sumPoints(applying.map((row) => row.got ?? 0)) : null;
    return { title, full, got, rate: got === null ? null : toPoints(rational(BigInt(got) * 100n, full)) };
  });
}

const applies = ({ notApplicable }: ScoredIndicator): boolean => !notApplicable;
const distinct = <Text extends string>(all: readonly Text[]): readonly Text[] => [...new Set(all)];
