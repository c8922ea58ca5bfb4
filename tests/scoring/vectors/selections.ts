import {
  compareOffers,
  defaultComparisonSheet,
  type ComparisonSheet,
  type Offer,
} from '#scoring/comparison.ts';
import { proveComparisonSheet } from '#scoring/comparison-proof.ts';
import { judgeBasis, type ProcurementBasis, type ProcurementLines } from '#scoring/procurement.ts';
import { rotate, type RotationCandidate } from '#scoring/rotation.ts';
import { answering, type Runners } from './runner.ts';

export const selections: Runners = {
  'procurement-basis': answering((basis: ProcurementBasis, { lines }: { lines: ProcurementLines }) => {
    const { faults, ...verdict } = judgeBasis(lines, basis);
    return { ...verdict, faults: Object.keys(faults).sort() };
  }),
  'default-comparison-sheet': answering(() => {
    const { points, trackRecord, unratedAs, explainBelowPercent, offersAtLeast } = defaultComparisonSheet;
    const similarJobsAtMost = trackRecord.atMost;
    return { points, similarJobsAtMost, unratedAs, explainBelowPercent, offersAtLeast };
  }),
  'compare-offers': answering(
    ({ offers, tieSeed }: { offers: Offer[]; tieSeed: string | null }, given: { sheet: ComparisonSheet }) => {
      const { low, ranking } = compareOffers(given.sheet, offers, tieSeed);
      return {
        low: low.map(({ agencyId }) => agencyId),
        ranking: ranking?.map(({ agencyId, total, tied }) => [agencyId, total, tied]) ?? null,
      };
    },
  ),
  'comparison-sheet-faults': answering((sheet: ComparisonSheet) => ({
    allowed: proveComparisonSheet(sheet).faults.length === 0,
  })),
  rotate: answering(
    ({ candidates, tieSeed }: { candidates: RotationCandidate[]; tieSeed: string | null }) =>
      rotate(candidates, tieSeed).ranking?.map(({ agencyId }) => agencyId) ?? null,
  ),
};
