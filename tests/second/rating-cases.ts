/** Random credit records and rating policies, on both sides of every window's edge. */
import { addDays, addMonths } from '../../scoring/calendar.ts';
import type { ConductDecision, CreditRecord, FinalAssessment } from '../../scoring/credit-record.ts';
import { defaultRatingPolicy, policyFaults, type RatingPolicy } from '../../scoring/rating-policy.ts';
import { kept, type Random } from './random.ts';
import type { Case } from './reckon.ts';

export function rateCase(
  random: Random,
  policy = random.oneIn(2) ? defaultRatingPolicy : otherRatingPolicy(random),
): Case {
  const asOf = addDays('2024-01-01', random.between(0, 1400));
  return { function: 'rate', policy, record: recordOf(random, asOf), asOf };
}

const pivots = [0, 4999, 5000, 5999, 6000, 7999, 8000, 8999, 9000, 9999, 10000];
const pointsOf = (random: Random): number =>
  random.oneIn(3) ? random.pick(pivots) : random.between(random.pick([0, 5500, 7500, 8500]), 10000);

/** Days on either side of a window's edge as often as any other. */
function dayBefore(random: Random, asOf: string): string {
  if (random.oneIn(3)) return addDays(addMonths(asOf, -random.pick([6, 12, 24, 36])), random.between(-1, 1));
  return addDays(asOf, -random.between(random.oneIn(8) ? -60 : 0, random.pick([300, 800, 1200])));
}

export function recordOf(random: Random, asOf: string): CreditRecord {
  const assessments = random.list(random.pick([1, 3, 8, 20]), (index): FinalAssessment => {
    const points = pointsOf(random);
    const vetoed = random.oneIn(25);
    const tier = vetoed || points < 6000 ? '差' : points < 8000 ? '一般' : points < 9000 ? '良' : '优';
    const contractId = random.oneIn(3) ? `HT-${random.between(0, 2)}` : `HT-own-${index}`;
    const finalisedOn = dayBefore(random, asOf);
    return { id: `a-${index}`, contractId, finalisedOn, points, tier, vetoed, factIds: [`f-a-${index}`] };
  });
  const most = random.pick([0, 0, 2, 6]);
  return {
    assessments,
    upkeepFaults: random.list(most, (index) => ({
      factId: `u-${index}`,
      kind: random.pick(['lateChange', 'confirmationMissing', 'falseFiling'] as const),
      on: dayBefore(random, asOf),
    })),
    findings: random.list(random.pick([0, 0, 3]), (index) => {
      const foundOn = dayBefore(random, asOf);
      return {
        factId: `c-${index}`,
        gravity: random.pick(['major', 'minor'] as const),
        foundOn,
        dueOn: addDays(foundOn, 14),
        answeredOn: random.oneIn(3) ? null : addDays(foundOn, random.between(0, 30)),
      };
    }),
    decisions: random.list(random.pick([0, 0, 0, 2]), (index) => decisionOf(random, asOf, `d-${index}`)),
    restrictedUntil: random.oneIn(10) ? dayBefore(random, asOf) : null,
  };
}

function decisionOf(random: Random, asOf: string, factId: string): ConductDecision {
  const grade = random.pick(['轻微', '一般', '严重'] as const);
  const from = dayBefore(random, asOf);
  const months = grade === '一般' ? random.between(3, 12) : random.between(12, 36);
  const until = grade === '轻微' ? null : addMonths(from, months);
  const repairedOn = random.oneIn(4) ? addDays(from, random.between(0, 400)) : null;
  return { factId, class: grade, from, until, repairedOn };
}

function otherPolicy(random: Random): RatingPolicy {
  const [a, b, c] = [random.between(8500, 9999), random.between(7000, 8499), random.between(1, 6999)];
  const first = random.between(1, 12);
  const second = first + random.between(1, 12);
  const third = second + random.between(1, 24);
  const policy: RatingPolicy = {
    ...defaultRatingPolicy,
    version: 2,
    bands: [
      { label: 'A', from: a },
      { label: 'B', from: b },
      { label: 'C', from: c },
      { label: 'D', from: 0 },
    ],
    weights: [first, second, third].map((months) => ({ months, weight: random.between(1, 17) })),
    staleAfterMonths: random.between(1, third),
    vetoedAtMost: random.between(0, 8000),
    upkeep: {
      months: random.between(1, 36),
      atMost: random.between(0, 5000),
      tiersAtMost: random.between(0, 3),
      points: {
        lateChange: random.between(0, 900),
        confirmationMissing: random.between(0, 900),
        falseFiling: random.between(0, 3000),
      },
    },
    conduct: {
      atMost: random.between(0, 4000),
      major: {
        open: random.between(100, 900),
        answered: random.between(0, 100),
        months: random.between(1, 24),
      },
      minor: { open: random.between(0, 300) },
      decisions: {
        轻微: { points: random.between(0, 500), months: random.between(1, 12) },
        一般: { points: random.between(0, 1500), months: random.oneIn(2) ? null : random.between(1, 12) },
        严重: { points: random.between(0, 4000), months: null },
      },
    },
    caps: defaultRatingPolicy.caps.filter(() => !random.oneIn(3)),
  };
  const faults = policyFaults(policy);
  if (faults.length > 0) throw new Error(`a policy that is not allowed: ${faults.join()}`);
  return policy;
}

export const otherRatingPolicy = kept(otherPolicy);
