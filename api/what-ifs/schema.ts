import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import type { WhatIf } from '#scoring/what-if.ts';

export const newWhatIf = z.strictObject({
  policyId: z.string().trim().min(1, '选择要推演的版本。').max(36),
  asOf: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写推演日期。'),
});

/** What a list says of a run. */
export interface Summary {
  agencies: number;
  up: number;
  down: number;
  unrated: number;
  rated: number;
  loses: number;
  gains: number;
  /** Agencies that cannot be rated by one of the versions. */
  unknown: number;
  /** Final assessments compared. */
  assessments: number;
  /** Past commissions whose points differ, of these in another 考核等级, and those that cannot be computed again. */
  commissions: number;
  tiers: number;
  uncomputed: number;
  /** Frozen lists on which a candidate would have stood at another rating. */
  freezes: number;
}

export function summaryOf({ agencies, assessments, commissions, freezes }: WhatIf): Summary {
  const count = (direction: string) => agencies.filter((one) => one.direction === direction).length;
  const computed = commissions.flatMap(({ before, after }) => (after ? [{ before, after }] : []));
  return {
    agencies: agencies.length,
    ...{ up: count('up'), down: count('down'), unrated: count('unrated'), rated: count('rated') },
    loses: agencies.filter(({ eligibility }) => eligibility === 'loses').length,
    gains: agencies.filter(({ eligibility }) => eligibility === 'gains').length,
    unknown: agencies.filter(({ before, after }) => !before || !after).length,
    assessments,
    commissions: computed.length,
    tiers: computed.filter(({ before, after }) => before.tier !== after.tier).length,
    uncomputed: commissions.length - computed.length,
    freezes: freezes.filter(({ candidates }) => candidates.some(({ before, after }) => before && after))
      .length,
  };
}
