/**
 * 单位自评 of one project (财预〔2020〕10号): budget execution 10, output 50, benefit 30, satisfaction 10; for special bonds
 * the Henan rule. Each row is exact and rounded once; sums are never rounded.
 */
import { type AttainmentLevel, attainmentShare } from './indicator-rules.ts';
import {
  compare,
  divide,
  formatPoints,
  least,
  multiply,
  ofPoints,
  parseRational,
  type Points,
  type Rational,
  rational,
  sumPoints,
  toPoints,
} from './points.ts';
import { bandOf, evaluationBands, type EvaluationGrade } from './scale.ts';

export const selfEvaluationParts = {
  execution: '预算执行率',
  cost: '成本指标',
  output: '产出指标',
  benefit: '效益指标',
  satisfaction: '满意度指标',
} as const;
export type SelfEvaluationPart = keyof typeof selfEvaluationParts;
export type SelfEvaluationWeights = Readonly<Record<SelfEvaluationPart, Points>>;

/** 财预〔2020〕10号: in principle. */
export const projectWeights: SelfEvaluationWeights = {
  execution: 1000,
  cost: 0,
  output: 5000,
  benefit: 3000,
  satisfaction: 1000,
};

/** Henan, special bonds: without satisfaction its 10 go to benefit, in operation without fiscal money execution's 10 to cost. */
export const bondWeights = ({
  satisfaction,
  fiscalMoney,
}: {
  readonly satisfaction: boolean;
  readonly fiscalMoney: boolean;
}): SelfEvaluationWeights => ({
  execution: fiscalMoney ? 1000 : 0,
  cost: fiscalMoney ? 2000 : 3000,
  output: 4000,
  benefit: satisfaction ? 2000 : 3000,
  satisfaction: satisfaction ? 1000 : 0,
});

export interface SelfEvaluation {
  readonly weights: SelfEvaluationWeights;
  /** 全年预算数 and 全年执行数; null where execution weighs nothing. */
  readonly budget: { readonly planned: string; readonly spent: string } | null;
  readonly indicators: readonly SelfEvaluationIndicator[];
}

export interface SelfEvaluationIndicator {
  readonly part: Exclude<SelfEvaluationPart, 'execution'>;
  readonly title: string;
  readonly points: Points;
  readonly result: SelfEvaluationResult;
  /** 偏差原因分析及改进措施 */
  readonly explanation: string;
}

export type SelfEvaluationResult =
  /** `reduced`: what is taken off because the target was set clearly too low. */
  | {
      readonly kind: 'quantitative';
      readonly target: string;
      readonly actual: string;
      readonly reduced: Points;
    }
  | { readonly kind: 'qualitative'; readonly level: AttainmentLevel; readonly percent: number | null };

export interface SelfEvaluationSheet {
  readonly points: Points | null;
  readonly grade: EvaluationGrade | null;
  readonly parts: readonly {
    readonly part: SelfEvaluationPart;
    readonly full: Points;
    readonly got: Points | null;
  }[];
  readonly indicators: readonly (Points | null)[];
  readonly refused: readonly string[];
  /** To be explained, not refused. */
  readonly warnings: readonly string[];
}

/** A completion outside of these percents must be explained (practice of 郫都区). */
const explainBelow = 70;
const explainAbove = 130;

export function selfEvaluate(evaluation: SelfEvaluation): SelfEvaluationSheet {
  const { weights, budget, indicators } = evaluation;
  const execution = executionPoints(weights.execution, budget);
  const rows = indicators.map(indicatorPoints);
  const refused = [
    ...weightFaults(weights, indicators),
    ...(typeof execution === 'string' ? [execution] : []),
    ...rows.flatMap((row, index) =>
      typeof row === 'string' ? [`「${indicators[index]!.title}」：${row}`] : [],
    ),
  ];
  const got = rows.map((row) => (typeof row === 'string' ? null : row));
  const parts = partsOf(weights).map((part) => {
    const own =
      part === 'execution' ? [execution] : rows.filter((_, index) => indicators[index]!.part === part);
    const known = own.filter((row) => typeof row !== 'string');
    return { part, full: weights[part], got: known.length === own.length ? sumPoints(known) : null };
  });
  const points = refused.length > 0 ? null : sumPoints(parts.map((part) => part.got ?? NaN));
  const grade = points === null ? null : bandOf(evaluationBands, points);
  return { points, grade, parts, indicators: got, refused, warnings: weightWarnings(weights) };
}

const partsOf = (weights: SelfEvaluationWeights): SelfEvaluationPart[] =>
  (Object.keys(selfEvaluationParts) as SelfEvaluationPart[]).filter((part) => weights[part] > 0);

/** Points × executed ÷ budget, at most the points; a weight that is no number of points is refused by itself. */
function executionPoints(points: Points, budget: SelfEvaluation['budget']): Points | string {
  if (points === 0 || !Number.isSafeInteger(points)) return 0;
  const planned = budget && parseRational(budget.planned);
  const spent = budget && parseRational(budget.spent);
  if (!planned || !spent) return '预算执行率：全年预算数和全年执行数须为数字';
  if (compare(planned, rational(0)) <= 0) return '预算执行率：全年预算数须大于 0';
  if (compare(spent, rational(0)) < 0) return '预算执行率：全年执行数不得小于 0';
  return toPoints(multiply(ofPoints(points), least(rational(1), divide(spent, planned))));
}

function indicatorPoints({ points, result, explanation }: SelfEvaluationIndicator): Points | string {
  if (!Number.isSafeInteger(points) || points <= 0) return '分值须大于 0.00 且最多两位小数';
  if (result.kind === 'qualitative') {
    const share = attainmentShare(result.level, result.percent);
    return typeof share === 'string' ? share : toPoints(multiply(ofPoints(points), share));
  }
  const completion = completionOf(result.target, result.actual);
  if (typeof completion === 'string') return completion;
  const { reduced } = result;
  const above = compare(completion, rational(1)) > 0;
  if (!Number.isSafeInteger(reduced) || reduced < 0 || reduced > points)
    return `调减的分值须在 0.00 至 ${formatPoints(points)} 之间`;
  if (reduced > 0 && !above) return '只有超额完成且指标值设定明显偏低的，才按偏离程度调减';
  const outside =
    compare(completion, rational(explainBelow, 100)) < 0 ||
    compare(completion, rational(explainAbove, 100)) > 0;
  if ((outside || reduced > 0) && !explanation.trim())
    return `完成率低于 ${explainBelow}%、高于 ${explainAbove}% 或调减分值的，须说明偏差原因`;
  return toPoints(multiply(ofPoints(points), least(rational(1), completion))) - reduced;
}

function completionOf(target: string, actual: string): Rational | string {
  const [planned, done] = [parseRational(target), parseRational(actual)];
  if (!planned || !done) return '年度指标值和实际完成值须为数字';
  if (compare(planned, rational(0)) <= 0) return '年度指标值须大于 0，否则无法计算完成率';
  if (compare(done, rational(0)) < 0) return '实际完成值不得小于 0';
  return divide(done, planned);
}

function weightFaults(
  weights: SelfEvaluationWeights,
  indicators: readonly SelfEvaluationIndicator[],
): string[] {
  const all = Object.values(weights);
  if (!all.every((weight) => Number.isSafeInteger(weight) && weight >= 0 && weight % 100 === 0))
    return ['一级指标的权重须为不小于 0 的整数'];
  const faults: string[] = [];
  const total = sumPoints(all);
  if (total !== 10000) faults.push(`一级指标权重合计须为 100 分，现为 ${formatPoints(total)} 分`);
  for (const part of Object.keys(selfEvaluationParts) as SelfEvaluationPart[]) {
    if (part === 'execution') continue;
    const points = indicators.filter((one) => one.part === part).map((one) => one.points);
    if (!points.every(Number.isSafeInteger)) continue;
    if (sumPoints(points) !== weights[part])
      faults.push(
        `${selfEvaluationParts[part]}分值合计须为 ${formatPoints(weights[part])} 分，现为 ${formatPoints(sumPoints(points))} 分`,
      );
  }
  return faults;
}

/** "In principle": other weights are allowed and must be explained. The bond rule fixes its own. */
function weightWarnings(weights: SelfEvaluationWeights): string[] {
  if (weights.cost > 0) return [];
  const parts = Object.keys(selfEvaluationParts) as SelfEvaluationPart[];
  if (parts.every((part) => weights[part] === projectWeights[part])) return [];
  return [
    '权重原则上为预算执行率 10、产出指标 50、效益指标 30、服务对象满意度指标 10（财预〔2020〕10号），请说明调整理由',
  ];
}
