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
  | { readonly kind: 'judged' }
  /** 要素: each element earns an equal share. */
  | { readonly kind: 'elements'; readonly elements: readonly string[] }
  /** 比率: nothing at `zeroAt` percent, all from `fullAt` percent on, straight in between. */
  | { readonly kind: 'ratio'; readonly zeroAt: number; readonly fullAt: number }
  /** 分级 */
  | { readonly kind: 'steps'; readonly steps: readonly { readonly label: string; readonly points: Points }[] }
  /** 扣分: from full marks down to 0. */
  | { readonly kind: 'deductions' }
  /** 满意度: the survey's index, scored like a ratio. */
  | { readonly kind: 'survey'; readonly zeroAt: number; readonly fullAt: number };

/** What was found, by the kind of rule; numbers as they are written, so that nothing is lost on the way. */
export type Finding =
  | { readonly kind: 'judged'; readonly got: Points | null }
  /** Percent met of each element, 0 to 100. */
  | { readonly kind: 'elements'; readonly met: readonly (number | null)[] }
  /** The mean of one or more ratios done ÷ planned. */
  | { readonly kind: 'ratio'; readonly parts: readonly { readonly done: string; readonly planned: string }[] }
  | { readonly kind: 'steps'; readonly label: string }
  | { readonly kind: 'deductions'; readonly lost: readonly Points[] }
  | { readonly kind: 'survey'; readonly answers: SurveyAnswers };

/** Answers from 很满意 to 很不满意. */
export type SurveyAnswers = readonly [n1: number, n2: number, n3: number, n4: number, n5: number];

export type Scored = { readonly got: Points } | { readonly fault: string };

/** The points by the rule, or why there are none. */
export function scoreByRule(points: Points, rule: ScoringRule, finding: Finding): Scored {
  if (rule.kind === 'judged' && finding.kind === 'judged') return judged(points, finding.got);
  if (rule.kind === 'elements' && finding.kind === 'elements')
    return byElements(points, rule.elements, finding.met);
  if (rule.kind === 'ratio' && finding.kind === 'ratio')
    return byRatio(points, rule, meanRatio(finding.parts));
  if (rule.kind === 'steps' && finding.kind === 'steps') return byStep(points, rule.steps, finding.label);
  if (rule.kind === 'deductions' && finding.kind === 'deductions') return byDeductions(points, finding.lost);
  if (rule.kind === 'survey' && finding.kind === 'survey')
    return byRatio(points, rule, surveyIndex(finding.answers));
  return { fault: '填写内容与本指标的计分方法不符' };
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
export function meanRatio(parts: readonly { done: string; planned: string }[]): Rational | string {
  if (parts.length === 0) return '尚未填写实际数和计划数';
  const ratios: Rational[] = [];
  for (const { done, planned } of parts) {
    const numerator = parseRational(done);
    const denominator = parseRational(planned);
    if (!numerator || !denominator) return '实际数和计划数须为数字';
    if (compare(denominator, rational(0)) <= 0) return '计划数须大于 0，否则无法计算比率';
    if (compare(numerator, rational(0)) < 0) return '实际数不得小于 0';
    ratios.push(divide(numerator, denominator));
  }
  return multiply(divide(sum(ratios), rational(ratios.length)), rational(100));
}

function judged(points: Points, got: Points | null): Scored {
  if (got === null) return { fault: '尚未评分' };
  if (!Number.isSafeInteger(got)) return { fault: '得分最多两位小数' };
  return inRange(points, got) ? { got } : { fault: '得分须在 0.00 与本指标分值之间' };
}

function byElements(points: Points, elements: readonly string[], met: readonly (number | null)[]): Scored {
  if (elements.length === 0 || met.length !== elements.length)
    return { fault: `须逐项填写 ${elements.length} 个要素` };
  if (met.includes(null)) return { fault: '有要素尚未评定' };
  const shares = met.map((percent) => percent ?? NaN);
  if (!shares.every((percent) => Number.isSafeInteger(percent) && percent >= 0 && percent <= 100))
    return { fault: '要素的符合程度须为 0 至 100 的整数百分比' };
  const share = rational(
    shares.reduce((all, percent) => all + percent, 0),
    100 * elements.length,
  );
  return { got: toPoints(multiply(ofPoints(points), share)) };
}

function byRatio(
  points: Points,
  { zeroAt, fullAt }: { readonly zeroAt: number; readonly fullAt: number },
  percent: Rational | string,
): Scored {
  if (typeof percent === 'string') return { fault: percent };
  if (!Number.isSafeInteger(zeroAt) || !Number.isSafeInteger(fullAt) || zeroAt >= fullAt)
    return { fault: '满分比率须高于零分比率，请先修改本指标的计分方法' };
  const share = divide(subtract(percent, rational(zeroAt)), rational(fullAt - zeroAt));
  const capped = greatest(rational(0), least(share, rational(1)));
  return { got: toPoints(multiply(ofPoints(points), capped)) };
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

function byDeductions(points: Points, lost: readonly Points[]): Scored {
  if (!lost.every((loss) => Number.isSafeInteger(loss) && loss > 0))
    return { fault: '每次扣分须大于 0.00 且最多两位小数' };
  return { got: Math.max(0, points - sumPoints(lost)) };
}

const inRange = (points: Points, got: Points): boolean =>
  Number.isSafeInteger(got) && got >= 0 && got <= points;
