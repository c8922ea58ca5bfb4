/** Random versions of policies on a day, what-ifs over small histories, and what lifts a rating. */
import { addDays } from '../../scoring/calendar.ts';
import { defaultRatingPolicy, type RatingPolicy } from '../../scoring/rating-policy.ts';
import type { PolicyDates } from '../../scoring/policy-versions.ts';
import type { PastFreeze } from '../../scoring/what-if.ts';
import type { Random } from './random.ts';
import type { Case, ToldAgency } from './reckon.ts';
import { otherRatingPolicy, recordOf } from './rating-cases.ts';

export function versionsCase(random: Random): Case {
  const day = () => addDays('2026-02-27', random.between(0, 5));
  const versions = Array.from({ length: random.between(1, 5) }, (_, index): PolicyDates => {
    return { version: index + 1, inForceFrom: day(), adoptedFrom: random.oneIn(2) ? null : day() };
  });
  return { function: 'versions', versions, day: day() };
}

const policyOf = (random: Random): RatingPolicy =>
  random.oneIn(2) ? defaultRatingPolicy : otherRatingPolicy(random);

export function whatIfCase(random: Random): Case {
  const today = addDays('2025-01-01', random.between(0, 900));
  const days = [addDays(today, -random.between(30, 400)), today];
  const agencies = Array.from({ length: random.between(1, 4) }, (_, index): ToldAgency => {
    const record = recordOf(random, today);
    const records = Object.fromEntries(days.map((day) => [day, record]));
    return { agencyId: `JG-${index}`, records, restrictedUntil: null };
  });
  const freeze: PastFreeze = {
    ...{ commissionId: 'WT-1', frozenOn: days[0]!, isDrawn: random.oneIn(2) },
    candidates: agencies.map(({ agencyId }) => {
      const rating = random.pick(['A', 'B', 'C', null] as const);
      return { agencyId, rating, running: random.between(0, 7), cap: 6 };
    }),
  };
  const before = policyOf(random);
  const after = random.oneIn(5) ? before : policyOf(random);
  return { function: 'whatIf', days, agencies, freezes: [freeze], before, after };
}

export function nextCase(random: Random): Case {
  const asOf = addDays('2024-01-01', random.between(0, 1400));
  const record = recordOf(random, asOf);
  const current = random.pick(['A', 'B', 'C', 'D', null] as const);
  return { function: 'next', policy: policyOf(random), record, asOf, current };
}
