/** A rating explained: its tree and all its sentences. */
import type { Day } from './calendar.ts';
import type { Deduction } from './deductions.ts';
import type { Observation } from './observations.ts';
import { formatPoints, toPoints, type Points } from './points.ts';
import type { CreditRating } from './scale.ts';

export interface Explanation {
  readonly title: string;
  readonly text: string;
  readonly points: Points | null;
  /** The id of the assessment or fact that the line is about. */
  readonly source?: string;
  readonly children: readonly Explanation[];
}

interface Explained {
  readonly rating: CreditRating;
  readonly points: Points;
  readonly mean: Points;
  readonly upkeep: Deduction;
  readonly conduct: Deduction;
  readonly reasons: readonly string[];
  readonly observations: readonly Observation[];
}

export function explain({
  rating,
  points,
  mean,
  upkeep,
  conduct,
  reasons,
  observations,
}: Explained): Explanation {
  return {
    title: '信用等级',
    text: words.result(rating, points, reasons),
    points,
    children: [
      {
        title: '考核均值',
        text: words.mean(observations, mean),
        points: mean,
        children: observations.map(explainObservation),
      },
      explainDeduction('档案维护', upkeep),
      explainDeduction('执业行为', conduct),
      ...reasons.map((text) => ({ title: '等级上限', text, points: null, children: [] })),
    ],
  };
}

function explainObservation({ assessments, on, mean, weight }: Observation): Explanation {
  const [only, ...others] = assessments;
  const text = `${on} 确定，权重 ${weight}`;
  const points = toPoints(mean);
  // What counts as it is needs no second line.
  if (only && others.length === 0 && only.points === points)
    return { title: `考核等级 ${only.tier}`, text, points, source: only.id, children: [] };
  return {
    title: assessments.length === 1 ? '考核' : `同一合同的 ${assessments.length} 次考核`,
    text,
    points,
    children: assessments.map((one) => ({
      title: `考核等级 ${one.tier}`,
      text: one.vetoed ? `${one.finalisedOn} 确定，有否决事项` : `${one.finalisedOn} 确定`,
      points: one.points,
      source: one.id,
      children: [],
    })),
  };
}

function explainDeduction(title: string, { points, total, items }: Deduction): Explanation {
  return {
    title,
    text: total > points ? words.limited(total, points) : words.deducted(points),
    points: 0 - points,
    children: items.map((item) => ({
      title: item.title,
      text: item.text,
      points: 0 - item.points,
      source: item.factId,
      children: [],
    })),
  };
}

/** All sentences of a rating. */
export const words = {
  none: '未评级：尚无考核结果',
  last: (points: Points, on: Day) => `最近一次考核 ${formatPoints(points)}，${on} 确定`,
  stale: (months: number, shown: string) => `未评级：最近一次考核距今已满 ${months} 个月（${shown}）`,
  restrictionOver: (until: Day, shown: string) =>
    `未评级：受限期满（${until} 止），其后尚无考核结果（${shown}）`,
  band: (points: Points, below: Points, rating: CreditRating) =>
    `信用分 ${formatPoints(points)}，低于 ${formatPoints(below)}，按分数为 ${rating}`,
  few: (count: number, atMost: CreditRating) => `仅 ${count} 次考核，最高为 ${atMost}`,
  below: (cap: { months: number; below: Points; atMost: CreditRating }, on: string) =>
    `${cap.months} 个月内有低于 ${formatPoints(cap.below)} 的考核（${on}），最高为 ${cap.atMost}`,
  poor: (cap: { months: number; recoveredFrom: Points; atMost: CreditRating }, on: string) =>
    `${cap.months} 个月内有考核等级为差（${on}），其后尚无 ${formatPoints(cap.recoveredFrom)} 以上的考核，最高为 ${cap.atMost}`,
  repeated: (cap: { months: number; count: number; atMost: CreditRating }, on: string) =>
    `${cap.months} 个月内 ${cap.count} 次以上考核等级为差（${on}），为 ${cap.atMost}`,
  veto: (cap: { months: number; atMost: CreditRating }, on: string) =>
    `${cap.months} 个月内有否决事项（${on}），为 ${cap.atMost}`,
  decision: (cap: { class: string; atMost: CreditRating }, until: Day | null) =>
    `${cap.class}处理决定生效期间${until === null ? '' : `（至 ${until}）`}为 ${cap.atMost}`,
  upkeepSoftened: (tiers: number, rating: CreditRating) => `仅因档案维护至多下调 ${tiers} 级，为 ${rating}`,
  result: (rating: CreditRating, points: Points, reasons: readonly string[]) =>
    `信用分 ${formatPoints(points)}，信用等级 ${rating}${reasons.length > 0 ? `（${reasons.join('；')}）` : ''}`,
  mean: (observations: readonly Observation[], mean: Points) => {
    const parts = observations
      .map((one) => `${one.weight} × ${formatPoints(toPoints(one.mean))}`)
      .join(' + ');
    const weights = observations.reduce((total, one) => total + one.weight, 0);
    return `(${parts}) ÷ ${weights} = ${formatPoints(mean)}`;
  },
  deducted: (points: Points) => (points === 0 ? '没有扣分' : `扣 ${formatPoints(points)}`),
  limited: (total: Points, points: Points) => `合计 ${formatPoints(total)}，至多扣 ${formatPoints(points)}`,
};
