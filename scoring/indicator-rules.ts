/** The kinds of rule an indicator is scored by. Each is computed exactly and rounded once, at the indicator. */
import {
  compare,
  divide,
  greatest,
  least,
  multiply,
  ofPoints,
  parseRational,
  type Points,
  type Rational,
  rational,
  subtract,
  sum,
  sumPoints,
  toPoints,
} from './points.ts';

export type ScoringRule =
  | ShareRule
  | { readonly kind: 'judged' }
  /** 分级: a table of named steps. */
  | { readonly kind: 'steps'; readonly steps: readonly { readonly label: string; readonly points: Points }[] }
  /** 分级 by a ratio: the first row, from the top, whose percent is reached. */
  | { readonly kind: 'bands'; readonly bands: readonly { readonly from: number; readonly points: Points }[] }
  /** 扣分, 缺项扣分: from full marks down to 0. */
  | { readonly kind: 'deductions' }
  /** 按数累加: so much for each, up to full marks. */
  | { readonly kind: 'counts'; readonly each: Points }
  /** 定性与定量结合: each part earns its percent of the points; rounded once, at the indicator. */
  | {
      readonly kind: 'mixed';
      readonly parts: readonly { readonly percent: number; readonly rule: ShareRule }[];
    };

/** Rules that give a share of the points, whatever these are. */
export type ShareRule =
  /** 要素: each element earns an equal share. */
  | { readonly kind: 'elements'; readonly elements: readonly string[] }
  /** 是否: all or nothing. */
  | { readonly kind: 'yesNo' }
  /** 定性: 财预〔2020〕10号's three levels of attainment, a percent within the level. */
  | { readonly kind: 'attainment' }
  /**
   * 比率: nothing at `zeroAt` percent, all from `fullAt` percent on, straight in between. `zeroAt` above `fullAt` is for
   * what should be small.
   */
  | { readonly kind: 'ratio'; readonly zeroAt: number; readonly fullAt: number; readonly measure?: Measure }
  /** 满意度: the survey's index, scored like a ratio. */
  | { readonly kind: 'survey'; readonly zeroAt: number; readonly fullAt: number };

/** Done ÷ planned; 节约率 (planned − done) ÷ planned; 变动率 (done − planned) ÷ planned, planned being the year before. */
export type Measure = 'reached' | 'saved' | 'changed';

/** What was found, by the kind of rule; numbers as they are written, so that nothing is lost on the way. */
export type Finding =
  | ShareFinding
  | { readonly kind: 'judged'; readonly got: Points | null }
  | { readonly kind: 'steps'; readonly label: string }
  | { readonly kind: 'bands'; readonly parts: readonly RatioPart[] }
  | { readonly kind: 'deductions'; readonly lost: readonly Points[] }
  | { readonly kind: 'counts'; readonly count: number | null }
  | { readonly kind: 'mixed'; readonly findings: readonly ShareFinding[] };

export type ShareFinding =
  /** Percent met of each element, 0 to 100. */
  | { readonly kind: 'elements'; readonly met: readonly (number | null)[] }
  | { readonly kind: 'yesNo'; readonly met: boolean | null }
  | { readonly kind: 'attainment'; readonly level: AttainmentLevel; readonly percent: number | null }
  /** The mean of one or more ratios. */
  | { readonly kind: 'ratio'; readonly parts: readonly RatioPart[] }
  | { readonly kind: 'survey'; readonly answers: SurveyAnswers };

export interface RatioPart {
  readonly done: string;
  readonly planned: string;
}

/** Answers from 很满意 to 很不满意. */
export type SurveyAnswers = readonly [n1: number, n2: number, n3: number, n4: number, n5: number];

/** 财预〔2020〕10号: 100–80 (incl.), 80–60 (incl.), 60–0 percent. `below` is where the level above begins. */
export const attainmentLevels = {
  全部或基本达成预期指标: { from: 80, below: 101 },
  部分达成预期指标并具有一定效果: { from: 60, below: 80 },
  未达成预期指标且效果较差: { from: 0, below: 60 },
} as const;

export type AttainmentLevel = keyof typeof attainmentLevels;

export type Scored = { readonly got: Points } | { readonly fault: string };

/** The points by the rule, or why there are none. */
export function scoreByRule(points: Points, rule: ScoringRule, finding: Finding): Scored {
  if (rule.kind === 'judged' && finding.kind === 'judged') return judged(points, finding.got);
  if (rule.kind === 'steps' && finding.kind === 'steps') return byStep(points, rule.steps, finding.label);
  if (rule.kind === 'bands' && finding.kind === 'bands') return byBand(points, rule.bands, finding.parts);
  if (rule.kind === 'deductions' && finding.kind === 'deductions') return byDeductions(points, finding.lost);
  if (rule.kind === 'counts' && finding.kind === 'counts') return byCount(points, rule.each, finding.count);
  const share =
    rule.kind === 'mixed'
      ? finding.kind === 'mixed'
        ? mixedShare(rule.parts, finding.findings)
        : otherKind
      : isShareRule(rule) && isShareFinding(finding)
        ? shareOf(rule, finding)
        : otherKind;
  return typeof share === 'string' ? { fault: share } : { got: toPoints(multiply(ofPoints(points), share)) };
}

/**
 * (100·n1 + 75·n2 + 50·n3 + 25·n4 + 0·n5) ÷ N as percent, exact; or why there is none.
 */
export function surveyIndex(answers: SurveyAnswers): Rational | string {
  if (!answers.every((count) => Number.isSafeInteger(count) && count >= 0))
    return '问卷份数须为不小于 0 的整数';
  const [n1, n2, n3, n4, n5] = answers;
  const total = n1 + n2 + n3 + n4 + n5;
  if (total === 0) return '没有有效问卷，无法计算满意度';
  return rational(100 * n1 + 75 * n2 + 50 * n3 + 25 * n4, total);
}

/** The plain mean of the ratios as percent, exact; or why there is none. */
export function meanRatio(parts: readonly RatioPart[], measure: Measure = 'reached'): Rational | string {
  if (parts.length === 0) return '尚未填写实际数和计划数';
  const ratios: Rational[] = [];
  for (const { done, planned } of parts) {
    const numerator = parseRational(done);
    const denominator = parseRational(planned);
    if (!numerator || !denominator) return '实际数和计划数须为数字';
    if (compare(denominator, rational(0)) <= 0) return '计划数须大于 0，否则无法计算比率';
    if (compare(numerator, rational(0)) < 0) return '实际数不得小于 0';
    const reached = divide(numerator, denominator);
    if (measure === 'saved') ratios.push(subtract(rational(1), reached));
    else ratios.push(measure === 'changed' ? subtract(reached, rational(1)) : reached);
  }
  return multiply(divide(sum(ratios), rational(ratios.length)), rational(100));
}

const otherKind = '填写内容与本指标的计分方法不符';
const shareKinds: readonly string[] = ['elements', 'yesNo', 'attainment', 'ratio', 'survey'];
export const isShareRule = (rule: ScoringRule): rule is ShareRule => shareKinds.includes(rule.kind);
export const isShareFinding = (finding: Finding): finding is ShareFinding =>
  shareKinds.includes(finding.kind);

/** Between 0 and 1, exact. */
function shareOf(rule: ShareRule, finding: ShareFinding): Rational | string {
  if (rule.kind === 'elements' && finding.kind === 'elements')
    return elementsShare(rule.elements, finding.met);
  if (rule.kind === 'yesNo' && finding.kind === 'yesNo')
    return finding.met === null ? '尚未判断是否符合' : rational(finding.met ? 1 : 0);
  if (rule.kind === 'attainment' && finding.kind === 'attainment')
    return attainmentShare(finding.level, finding.percent);
  if (rule.kind === 'ratio' && finding.kind === 'ratio')
    return shareBetween(rule, meanRatio(finding.parts, rule.measure));
  if (rule.kind === 'survey' && finding.kind === 'survey')
    return rule.zeroAt < rule.fullAt ? shareBetween(rule, surveyIndex(finding.answers)) : boundsFault;
  return otherKind;
}

function elementsShare(elements: readonly string[], met: readonly (number | null)[]): Rational | string {
  if (elements.length === 0 || met.length !== elements.length) return `须逐项填写 ${elements.length} 个要素`;
  if (met.includes(null)) return '有要素尚未评定';
  const shares = met.map((percent) => percent ?? NaN);
  if (!shares.every(isPercent)) return '要素的符合程度须为 0 至 100 的整数百分比';
  return rational(
    shares.reduce((all, percent) => all + percent, 0),
    100 * elements.length,
  );
}

/** Also the self-evaluation's qualitative indicators. */
export function attainmentShare(level: AttainmentLevel, percent: number | null): Rational | string {
  if (percent === null) return '尚未填写达成程度';
  const { from, below } = attainmentLevels[level];
  if (!Number.isSafeInteger(percent) || percent < from || percent >= below)
    return `「${level}」的达成程度须为 ${from} 至 ${below - 1} 的整数百分比`;
  return rational(percent, 100);
}

const boundsFault = '满分比率须高于零分比率，请先修改本指标的计分方法';

function shareBetween(
  { zeroAt, fullAt }: { readonly zeroAt: number; readonly fullAt: number },
  percent: Rational | string,
): Rational | string {
  if (typeof percent === 'string') return percent;
  if (!Number.isSafeInteger(zeroAt) || !Number.isSafeInteger(fullAt) || zeroAt === fullAt) return boundsFault;
  const share = divide(subtract(percent, rational(zeroAt)), rational(fullAt - zeroAt));
  return greatest(rational(0), least(share, rational(1)));
}

function mixedShare(
  parts: readonly { readonly percent: number; readonly rule: ShareRule }[],
  findings: readonly ShareFinding[],
): Rational | string {
  if (
    !parts.every(({ percent }) => isPercent(percent)) ||
    parts.reduce((all, { percent }) => all + percent, 0) !== 100
  )
    return '各部分所占比例须为整数百分比，合计 100%';
  if (findings.length !== parts.length) return `须逐部分填写，共 ${parts.length} 部分`;
  const shares: Rational[] = [];
  for (const [index, { percent, rule }] of parts.entries()) {
    const share = shareOf(rule, findings[index]!);
    if (typeof share === 'string') return `第 ${index + 1} 部分：${share}`;
    shares.push(multiply(share, rational(percent, 100)));
  }
  return sum(shares);
}

function judged(points: Points, got: Points | null): Scored {
  if (got === null) return { fault: '尚未评分' };
  if (!Number.isSafeInteger(got)) return { fault: '得分最多两位小数' };
  return inRange(points, got) ? { got } : { fault: '得分须在 0.00 与本指标分值之间' };
}

function byStep(
  points: Points,
  steps: readonly { readonly label: string; readonly points: Points }[],
  label: string,
): Scored {
  const step = steps.find((candidate) => candidate.label === label);
  if (!step) return { fault: `请从${steps.map((candidate) => `「${candidate.label}」`).join('')}中选择一级` };
  return inRange(points, step.points) ? { got: step.points } : { fault: `「${label}」的分值超出本指标分值` };
}

/** Half-open like every band: a row holds from its percent up to the next higher row's. */
function byBand(
  points: Points,
  bands: readonly { readonly from: number; readonly points: Points }[],
  parts: readonly RatioPart[],
): Scored {
  const falling = bands.every(
    ({ from }, index) => Number.isSafeInteger(from) && from < (bands[index - 1]?.from ?? Infinity),
  );
  if (!falling || bands.at(-1)?.from !== 0) return { fault: '分级表的下限须从高到低排列，最低一级从 0% 起' };
  const percent = meanRatio(parts);
  if (typeof percent === 'string') return { fault: percent };
  const band = bands.find(({ from }) => compare(percent, rational(from)) >= 0)!;
  return inRange(points, band.points)
    ? { got: band.points }
    : { fault: `「${band.from}% 以上」的分值超出本指标分值` };
}

function byDeductions(points: Points, lost: readonly Points[]): Scored {
  if (!lost.every((loss) => Number.isSafeInteger(loss) && loss > 0))
    return { fault: '每次扣分须大于 0.00 且最多两位小数' };
  return { got: Math.max(0, points - sumPoints(lost)) };
}

function byCount(points: Points, each: Points, count: number | null): Scored {
  if (!Number.isSafeInteger(each) || each <= 0) return { fault: '每项的分值须大于 0.00 且最多两位小数' };
  if (count === null) return { fault: '尚未填写项数' };
  if (!Number.isSafeInteger(count) || count < 0) return { fault: '项数须为不小于 0 的整数' };
  return { got: Math.min(points, each * count) };
}

const isPercent = (percent: number): boolean =>
  Number.isSafeInteger(percent) && percent >= 0 && percent <= 100;
const inRange = (points: Points, got: Points): boolean =>
  Number.isSafeInteger(got) && got >= 0 && got <= points;
