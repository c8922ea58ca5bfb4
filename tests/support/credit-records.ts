import type { CreditRecord, FinalAssessment } from '../../scoring/credit-record.ts';

/** A final assessment of its own contract. Points as printed: '71.43'. Tiers by hand: 差 below 60. */
export function assessed(id: string, on: string, printed: string, more: Partial<FinalAssessment> = {}) {
  const points = Number(printed.replace('.', '').padEnd(printed.includes('.') ? 0 : printed.length + 2, '0'));
  const tier = points >= 9000 ? '优' : points >= 8000 ? '良' : points >= 6000 ? '一般' : '差';
  return {
    id,
    contractId: `HT-${id}`,
    finalisedOn: on,
    points,
    tier,
    vetoed: false,
    factIds: [],
    ...more,
  } as const satisfies FinalAssessment;
}

export const recordOf = (
  assessments: readonly FinalAssessment[],
  more: Partial<CreditRecord> = {},
): CreditRecord => ({
  assessments,
  upkeepFaults: [],
  findings: [],
  decisions: [],
  restrictedUntil: null,
  ...more,
});
