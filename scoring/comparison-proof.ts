/** The static proof of a 比选 sheet: what must hold of the data alone, before any offer is compared by it. */
import { comparisonItems, type ComparisonItem, type ComparisonSheet } from './comparison.ts';
import { formatPoints, sumPoints } from './points.ts';
import { isWholeWithin, proofBy, type PlacedFault, type Proof } from './proof.ts';
import { creditRatings } from './scale.ts';

/** The claims in the order in which a page shows them. */
export const sheetClaims = {
  sum: '各项分值合计 100.00',
  trackRecord: '每项业绩分值乘以项数等于业绩经验的分值',
  credit: '信用等级越高得分越高，信用等级 A 得满分，未评级不按信用等级 D 计',
  offers: '说明理由的报价比例和有效应答的家数有效',
} as const;

type Claim = keyof typeof sheetClaims;
type Fault = PlacedFault<Claim>;

const most = 100_00;

/** One offer alone is not compared. */
const fewestOffers = 2;
const mostOffers = 20;

export const proveComparisonSheet = (sheet: ComparisonSheet): Proof<Claim> =>
  proofBy(sheetClaims, [
    ...sumFaults(sheet),
    ...trackRecordFaults(sheet),
    ...creditFaults(sheet),
    ...offerFaults(sheet),
  ]);

function sumFaults({ points }: ComparisonSheet): Fault[] {
  const items = Object.keys(comparisonItems) as ComparisonItem[];
  const bad = items.filter((item) => !isWholeWithin(points[item], 0, most));
  if (bad.length > 0)
    return bad.map((item) =>
      fault(
        'sum',
        `points.${item}`,
        `「${comparisonItems[item]}」的分值须在 0.00 至 100.00 之间，至多两位小数`,
      ),
    );
  const total = sumPoints(Object.values(points));
  if (total === most) return [];
  return [
    fault('sum', 'points', `各项分值合计须为 100.00 分，现为 ${formatPoints(total)} 分，请调整各项分值`),
  ];
}

function trackRecordFaults({ points, trackRecord: { each, atMost } }: ComparisonSheet): Fault[] {
  if (!isWholeWithin(atMost, 1, 20))
    return [fault('trackRecord', 'trackRecord.atMost', '计分的业绩至多项数须为 1 至 20 的整数')];
  if (each * atMost === points.trackRecord) return [];
  const found = `${formatPoints(each)} × ${atMost} = ${formatPoints(each * atMost)} 分`;
  const message = `每项业绩分值乘以项数须等于业绩经验的 ${formatPoints(points.trackRecord)} 分，现为 ${found}`;
  return [fault('trackRecord', 'trackRecord.each', message)];
}

function creditFaults({ points, credit, unratedAs }: ComparisonSheet): Fault[] {
  const faults = creditRatings.flatMap((rating, index): Fault[] => {
    const better = creditRatings[index - 1];
    const path = `credit.${rating}`;
    if (credit[rating] < 0 || credit[rating] > points.credit)
      return [
        fault(
          'credit',
          path,
          `信用等级 ${rating} 的得分须在 0.00 和信用记录的 ${formatPoints(points.credit)} 分之间`,
        ),
      ];
    if (better && credit[rating] > credit[better])
      return [fault('credit', path, `信用等级 ${rating} 的得分不得高于信用等级 ${better} 的得分`)];
    if (!better && credit[rating] < points.credit)
      return [
        fault(
          'credit',
          path,
          `信用等级 A 须得信用记录的满分 ${formatPoints(points.credit)} 分，否则无人能得满分`,
        ),
      ];
    return [];
  });
  if (unratedAs !== 'D') return faults;
  return [
    ...faults,
    fault('credit', 'unratedAs', '没有考核结果不是不良记录，未评级不得按信用等级 D 计分，请选择 A、B 或 C'),
  ];
}

const offerFaults = ({ explainBelowPercent, offersAtLeast }: ComparisonSheet): Fault[] => [
  ...(isWholeWithin(explainBelowPercent, 1, 100)
    ? []
    : [fault('offers', 'explainBelowPercent', '须说明理由的报价比例写成 1 至 100 的整数')]),
  ...(isWholeWithin(offersAtLeast, fewestOffers, mostOffers)
    ? []
    : [
        fault(
          'offers',
          'offersAtLeast',
          `有效应答须为 ${fewestOffers} 至 ${mostOffers} 家：只有一家应答的不成为比选`,
        ),
      ]),
];

const fault = (claim: Claim, path: string, message: string): Fault => ({ claim, path, message });
