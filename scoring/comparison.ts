/** 比选: offers on one sheet fixed before the call. Quotations are opened together; ties are broken by a draw. */
import { drawWithoutReplacement } from './draw.ts';
import { multiply, rational, sumPoints, toPoints, type Points } from './points.ts';
import type { CreditRating } from './scale.ts';

export interface ComparisonSheet {
  readonly version: number;
  /** The most each item can bring; together 100.00. */
  readonly points: Readonly<Record<ComparisonItem, Points>>;
  /** Similar jobs for any client; more than `atMost` bring nothing. */
  readonly trackRecord: { readonly each: Points; readonly atMost: number };
  /** 未评级 counts as `unratedAs`. */
  readonly credit: Readonly<Record<CreditRating, Points>>;
  readonly unratedAs: CreditRating;
  /** A quotation under this percentage of the mean must be explained. */
  readonly explainBelowPercent: number;
  readonly offersAtLeast: number;
}

export const comparisonItems = {
  qualification: '资质背景',
  capability: '专业能力',
  trackRecord: '业绩经验',
  credit: '信用记录',
  quotation: '报价',
} as const;
export type ComparisonItem = keyof typeof comparisonItems;

/** 默认值（待财政局确认） */
export const defaultComparisonSheet: ComparisonSheet = {
  version: 1,
  points: { qualification: 1500, capability: 4500, trackRecord: 1500, credit: 1000, quotation: 1500 },
  trackRecord: { each: 500, atMost: 3 },
  credit: { A: 1000, B: 800, C: 500, D: 0 },
  unratedAs: 'B',
  explainBelowPercent: 70,
  offersAtLeast: 3,
};

export interface Offer {
  readonly agencyId: string;
  readonly qualification: Points;
  readonly capability: Points;
  readonly similarJobs: number;
  /** In force at the freeze; null: 未评级 */
  readonly rating: CreditRating | null;
  /** 分 */
  readonly quotation: number;
  /** What was decided on the explanation of a low quotation; null: none asked or not yet decided. */
  readonly explanation: 'accepted' | 'refused' | null;
}

export interface ComparedOffer {
  readonly agencyId: string;
  readonly items: Readonly<Record<ComparisonItem, Points>>;
  readonly total: Points;
  readonly rank: number;
  /** Ranked by draw among equal totals. */
  readonly tied: boolean;
}

export interface Comparison {
  /** Quotations under the percentage of the mean of all offers. */
  readonly low: readonly { readonly agencyId: string; readonly reason: string }[];
  /** null as long as something stands in the way. */
  readonly ranking: readonly ComparedOffer[] | null;
  readonly faults: readonly string[];
}

/**
 * Scores and ranks. The lowest quotation among the valid offers brings all points, the others in proportion. `tieSeed`
 * (64 hex digits, made as for a draw) is needed only when totals are equal.
 */
export function compareOffers(
  sheet: ComparisonSheet,
  offers: readonly Offer[],
  tieSeed: string | null,
): Comparison {
  const impossible = offerFaults(sheet, offers);
  if (impossible.length > 0) return { low: [], ranking: null, faults: impossible };
  const low = lowQuotations(sheet, offers);
  const isLow = (offer: Offer) => low.some((one) => one.agencyId === offer.agencyId);
  const valid = offers.filter((offer) => !isLow(offer) || offer.explanation === 'accepted');
  const faults = offers
    .filter((offer) => isLow(offer) && offer.explanation === null)
    .map((offer) => `机构 ${offer.agencyId} 的报价偏低，须先对其说明作出认定`);
  if (valid.length < sheet.offersAtLeast) faults.push(`有效应答不足 ${sheet.offersAtLeast} 家，不能比选`);
  if (faults.length > 0) return { low, ranking: null, faults };
  const scored = valid.map((offer) => scoreOffer(sheet, offer, lowest(valid)));
  const totals = scored.map((offer) => offer.total);
  if (tieSeed === null && new Set(totals).size < totals.length)
    return { low, ranking: null, faults: ['得分相同的机构须抽取确定先后'] };
  return { low, ranking: ranked(scored, tieSeed), faults: [] };
}

function lowQuotations(sheet: ComparisonSheet, offers: readonly Offer[]): Comparison['low'] {
  const total = offers.reduce((all, offer) => all + BigInt(offer.quotation), 0n);
  const bound = BigInt(sheet.explainBelowPercent) * total;
  return offers
    .filter((offer) => BigInt(offer.quotation) * BigInt(offers.length) * 100n < bound)
    .map(({ agencyId }) => ({
      agencyId,
      reason: `报价低于全部报价平均值的 ${sheet.explainBelowPercent}%，须书面说明并提供证明`,
    }));
}

function offerFaults(sheet: ComparisonSheet, offers: readonly Offer[]): string[] {
  const faults = offers.flatMap((offer) => [
    ...judgedFault(sheet, offer, 'qualification'),
    ...judgedFault(sheet, offer, 'capability'),
    ...(isCount(offer.quotation) && offer.quotation > 0
      ? []
      : [`机构 ${offer.agencyId} 的报价须为整数分且大于 0`]),
    ...(isCount(offer.similarJobs) ? [] : [`机构 ${offer.agencyId} 的业绩项数须为整数`]),
  ]);
  if (new Set(offers.map((offer) => offer.agencyId)).size !== offers.length)
    faults.push('同一机构只能应答一次');
  return faults;
}

function judgedFault(sheet: ComparisonSheet, offer: Offer, item: 'qualification' | 'capability'): string[] {
  if (isCount(offer[item]) && offer[item] <= sheet.points[item]) return [];
  return [`机构 ${offer.agencyId} 的${comparisonItems[item]}得分超出该项分值`];
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

type Scored = Pick<ComparedOffer, 'agencyId' | 'items' | 'total'>;

function scoreOffer(sheet: ComparisonSheet, offer: Offer, lowestQuotation: number): Scored {
  const share = rational(lowestQuotation, offer.quotation);
  const items = {
    qualification: offer.qualification,
    capability: offer.capability,
    trackRecord: Math.min(offer.similarJobs, sheet.trackRecord.atMost) * sheet.trackRecord.each,
    credit: sheet.credit[offer.rating ?? sheet.unratedAs],
    quotation: toPoints(multiply(share, rational(sheet.points.quotation, 100))),
  };
  return { agencyId: offer.agencyId, items, total: sumPoints(Object.values(items)) };
}

const lowest = (offers: readonly Offer[]): number => Math.min(...offers.map((offer) => offer.quotation));

/** One drawn order decides every tie. */
function ranked(scored: readonly Scored[], tieSeed: string | null): ComparedOffer[] {
  const drawn = new Map(
    tieSeed === null
      ? []
      : drawWithoutReplacement(
          scored.map(({ agencyId }) => ({ id: agencyId, weight: rational(1) })),
          tieSeed,
        ).map((place) => [place.agencyId, place.rank] as const),
  );
  const place = (one: Scored) => drawn.get(one.agencyId) ?? 0;
  return scored
    .toSorted((a, b) => b.total - a.total || place(a) - place(b))
    .map((one, index) => ({
      ...one,
      rank: index + 1,
      tied: scored.filter((other) => other.total === one.total).length > 1,
    }));
}
