/** What is taken from the mean of the assessments: 档案维护 (U) and 执业行为 (C), fact by fact. */
import type { Day } from './calendar.ts';
import {
  isInForce,
  isWithin,
  type ConductDecision,
  type Finding,
  type UpkeepFault,
} from './credit-record.ts';
import { sumPoints, type Points } from './points.ts';
import type { ConductPolicy, UpkeepPolicy } from './rating-policy.ts';

/** Positive points to take away: `points` is `total`, but never more than the policy's most. */
export interface Deduction {
  readonly points: Points;
  readonly total: Points;
  readonly items: readonly DeductedFact[];
}

export interface DeductedFact {
  readonly factId: string;
  readonly title: string;
  readonly text: string;
  readonly points: Points;
}

export function deductUpkeep(policy: UpkeepPolicy, faults: readonly UpkeepFault[], asOf: Day): Deduction {
  const items = faults
    .filter((fault) => isWithin(fault.on, policy.months, asOf))
    .map((fault) => ({
      factId: fault.factId,
      title: upkeepTitles[fault.kind],
      text: `${fault.on}，计 ${policy.months} 个月`,
      points: policy.points[fault.kind],
    }));
  return limited(items, policy.atMost);
}

export function deductConduct(
  policy: ConductPolicy,
  findings: readonly Finding[],
  decisions: readonly ConductDecision[],
  asOf: Day,
): Deduction {
  const items = [
    ...findings.map((finding) => deductFinding(policy, finding, asOf)),
    ...decisions.map((decision) => deductDecision(policy, decision, asOf)),
  ].filter((item) => item !== null);
  return limited(items, policy.atMost);
}

function deductFinding(policy: ConductPolicy, finding: Finding, asOf: Day): DeductedFact | null {
  if (finding.foundOn > asOf) return null;
  const { factId, gravity, foundOn, dueOn } = finding;
  const { open, answered, months } = gravity === 'major' ? policy.major : noTrace(policy.minor.open);
  const title = gravity === 'major' ? '检查发现重大问题' : '检查发现一般问题';
  const answeredOn = finding.answeredOn !== null && finding.answeredOn <= asOf ? finding.answeredOn : null;
  if (answeredOn === null) return { factId, title, text: `${foundOn} 发现，尚未答复`, points: open };
  const late = answeredOn > dueOn;
  const points = late ? open : answered;
  if (points === 0 || !isWithin(answeredOn, months, asOf)) return null;
  const text = `${foundOn} 发现，${answeredOn} ${late ? '逾期' : '按期'}答复，计 ${months} 个月`;
  return { factId, title, text, points };
}

/** A minor finding counts until it is answered and leaves nothing behind. */
const noTrace = (open: Points) => ({ open, answered: 0, months: 0 });

function deductDecision(policy: ConductPolicy, decision: ConductDecision, asOf: Day): DeductedFact | null {
  const { points, months } = policy.decisions[decision.class];
  const held = isInForce(decision, asOf) && (months === null || isWithin(decision.from, months, asOf));
  if (!held || points === 0) return null;
  const span = months === null ? `至 ${decision.until}` : `计 ${months} 个月`;
  return {
    factId: decision.factId,
    title: `${decision.class}处理决定`,
    text: `${decision.from} 起，${span}`,
    points,
  };
}

function limited(items: readonly DeductedFact[], atMost: Points): Deduction {
  const total = sumPoints(items.map((item) => item.points));
  return { points: Math.min(total, atMost), total, items };
}

const upkeepTitles = {
  lateChange: '变更逾期未报',
  confirmationMissing: '年度确认逾期',
  falseFiling: '填报信息不实',
} as const;
