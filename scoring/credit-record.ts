/** What is known about an agency's work and conduct: the facts a rating is computed from, nothing else. */
import { addMonths, type Day } from './calendar.ts';
import { formatPoints, type Points } from './points.ts';
import type { DecisionClass, UpkeepFaultKind } from './rating-policy.ts';
import type { AssessmentTier } from './scale.ts';

export interface CreditRecord {
  readonly assessments: readonly FinalAssessment[];
  readonly upkeepFaults: readonly UpkeepFault[];
  readonly findings: readonly Finding[];
  readonly decisions: readonly ConductDecision[];
  /** Last day of the latest 受限, if there was one. */
  readonly restrictedUntil: Day | null;
}

/** One final assessment 考核 of one project. */
export interface FinalAssessment {
  readonly id: string;
  readonly contractId: string;
  readonly finalisedOn: Day;
  readonly points: Points;
  readonly tier: AssessmentTier;
  /** A 否决事项 was decided: the tier is 差, the points are kept for the record. */
  readonly vetoed: boolean;
  /** Facts its items deducted for. */
  readonly factIds: readonly string[];
}

export interface UpkeepFault {
  readonly factId: string;
  readonly kind: UpkeepFaultKind;
  readonly on: Day;
}

/** An inspection finding; an answer by `dueOn` is in time. */
export interface Finding {
  readonly factId: string;
  readonly gravity: 'major' | 'minor';
  readonly foundOn: Day;
  readonly dueOn: Day;
  readonly answeredOn: Day | null;
}

/** A 处理决定 of the bureau, displayed from `from` to `until` (included), unless repaired. A revoked one is no fact. */
export interface ConductDecision {
  readonly factId: string;
  readonly class: DecisionClass;
  readonly from: Day;
  /** A 轻微 decision is not displayed and has none. */
  readonly until: Day | null;
  readonly repairedOn: Day | null;
}

/** A window of `months` at `asOf` holds `day` when day + months > asOf; the future is never held. */
export const isWithin = (day: Day, months: number, asOf: Day): boolean =>
  day <= asOf && addMonths(day, months) > asOf;

export const isInForce = (decision: Pick<ConductDecision, 'from' | 'until' | 'repairedOn'>, asOf: Day) =>
  decision.from <= asOf &&
  (decision.until === null || asOf <= decision.until) &&
  (decision.repairedOn === null || asOf < decision.repairedOn);

/** What forbids a record: a fact deducted twice, impossible values. A command refuses with these; `rate` asserts none. */
export function recordFaults(record: CreditRecord): string[] {
  return [
    ...factsUsedTwice(record).map((id) => `事实 ${id} 已在别处扣分，同一事实只扣一次`),
    ...record.assessments
      .filter(({ points }) => !Number.isSafeInteger(points) || points < 0 || points > 10000)
      .map(({ id, points }) => `考核 ${id} 的得分 ${pointsText(points)} 不在 0.00～100.00 之间`),
    ...record.assessments
      .filter(({ vetoed, tier }) => vetoed && tier !== '差')
      .map(({ id }) => `考核 ${id} 有否决事项，考核等级应为差`),
    ...record.decisions
      .filter(({ class: grade, until }) => grade !== '轻微' && until === null)
      .map(({ factId }) => `处理决定 ${factId} 须写明公示截止日`),
  ];
}

/** Ids that two of assessment items, U and C share, or that U or C holds twice. */
function factsUsedTwice(record: CreditRecord): string[] {
  const inAssessments = new Set(record.assessments.flatMap((assessment) => assessment.factIds));
  const seen = new Set(inAssessments);
  const twice = new Set<string>();
  for (const { factId } of [...record.upkeepFaults, ...record.findings, ...record.decisions]) {
    if (seen.has(factId)) twice.add(factId);
    seen.add(factId);
  }
  return [...twice];
}

const pointsText = (points: Points): string =>
  Number.isSafeInteger(points) ? formatPoints(points) : String(points);
