/** The static proof of a rating policy: what must hold of the data alone, before anything is rated by it. */
import type { Points } from './points.ts';
import { proofBy, type PlacedFault, type Proof } from './proof.ts';
import type { Cap, RatingPolicy } from './rating-policy.ts';
import { creditRatings, placedBandFaults } from './scale.ts';

/** The claims in the order in which a page shows them. */
export const ratingClaims = {
  bands: '信用等级依次为 A、B、C、D，上下相接，覆盖 0.00 至 100.00',
  windows: '考核时段由近到远，有效月数不超过最长的时段',
  points: '各项分值在 0.00 至 100.00 之间，至多两位小数',
  months: '各项期限为正整数个月',
  caps: '封顶情形不重复，等级、次数和期限有效',
} as const;

export type RatingClaim = keyof typeof ratingClaims;

type PlacedRatingFault = PlacedFault<RatingClaim>;

export const proveRatingPolicy = (policy: RatingPolicy): Proof<RatingClaim> =>
  proofBy(ratingClaims, [
    ...bandFaultsOf(policy),
    ...windowFaults(policy),
    ...pointsFaults(policy),
    ...monthsFaults(policy),
    ...policy.caps.flatMap((cap, index) => capFaults(policy, cap, index)),
  ]);

function bandFaultsOf({ bands }: RatingPolicy): PlacedRatingFault[] {
  const faults = placedBandFaults(bands).map(({ at, message }) =>
    fault('bands', at === null ? 'bands' : `bands.${at}.from`, message),
  );
  const same = bands.map(({ label }) => label).join() === creditRatings.join();
  return same ? faults : [...faults, fault('bands', 'bands', `信用等级须依次为${creditRatings.join('、')}`)];
}

function windowFaults({ weights, staleAfterMonths }: RatingPolicy): PlacedRatingFault[] {
  if (weights.length === 0) return [fault('windows', 'weights', '至少需要一个考核时段')];
  const faults = weights.flatMap(({ months, weight }, index) => {
    const path = `weights.${index}`;
    const before = weights[index - 1]?.months ?? 0;
    return [
      ...(isCount(months)
        ? []
        : [fault('windows', `${path}.months`, `第 ${index + 1} 个时段的月数须为正整数`)]),
      ...(isCount(weight)
        ? []
        : [fault('windows', `${path}.weight`, `第 ${index + 1} 个时段的权重须为正整数`)]),
      ...(isCount(months) && months <= before
        ? [
            fault(
              'windows',
              `${path}.months`,
              `考核时段须由近到远排列，第 ${index + 1} 个时段须长于 ${before} 个月`,
            ),
          ]
        : []),
    ];
  });
  const longest = weights.at(-1)!.months;
  if (!isCount(staleAfterMonths) || staleAfterMonths > longest)
    faults.push(
      fault(
        'windows',
        'staleAfterMonths',
        `「最近一次考核」的有效月数须为正整数，且不超过最长的考核时段（${longest} 个月）`,
      ),
    );
  return faults;
}

function pointsFaults({ vetoedAtMost, upkeep, conduct }: RatingPolicy): PlacedRatingFault[] {
  const all: readonly (readonly [path: string, points: Points])[] = [
    ['vetoedAtMost', vetoedAtMost],
    ['upkeep.atMost', upkeep.atMost],
    ...Object.entries(upkeep.points).map(([key, points]) => [`upkeep.points.${key}`, points] as const),
    ['conduct.atMost', conduct.atMost],
    ['conduct.major.open', conduct.major.open],
    ['conduct.major.answered', conduct.major.answered],
    ['conduct.minor.open', conduct.minor.open],
    ...Object.entries(conduct.decisions).map(
      ([key, { points }]) => [`conduct.decisions.${key}.points`, points] as const,
    ),
  ];
  return all.flatMap(([path, points]) =>
    isPoints(points) ? [] : [fault('points', path, '各项分值须在 0.00～100.00 之间，至多两位小数')],
  );
}

function monthsFaults({ upkeep, conduct }: RatingPolicy): PlacedRatingFault[] {
  const all: readonly (readonly [path: string, months: number | null])[] = [
    ['upkeep.months', upkeep.months],
    ['conduct.major.months', conduct.major.months],
    ...Object.entries(conduct.decisions).map(
      ([key, { months }]) => [`conduct.decisions.${key}.months`, months] as const,
    ),
  ];
  const faults = all.flatMap(([path, months]) =>
    months === null || isCount(months) ? [] : [fault('months', path, '期限须为正整数个月')],
  );
  const { tiersAtMost } = upkeep;
  if (Number.isSafeInteger(tiersAtMost) && tiersAtMost >= 0 && tiersAtMost < creditRatings.length)
    return faults;
  return [...faults, fault('months', 'upkeep.tiersAtMost', '档案维护至多降低的级数须为 0 至 3')];
}

function capFaults(policy: RatingPolicy, cap: Cap, index: number): PlacedRatingFault[] {
  const path = `caps.${index}`;
  const name = `第 ${index + 1} 项封顶情形`;
  const faults: PlacedRatingFault[] = [];
  if (!policy.bands.some((band) => band.label === cap.atMost))
    faults.push(fault('caps', `${path}.atMost`, `封顶等级「${cap.atMost}」不在等级表中`));
  if (policy.caps.findIndex((other) => sameCase(other, cap)) < index)
    faults.push(fault('caps', `${path}.atMost`, `${name}与前面的一项相同`));
  for (const key of ['months', 'count', 'fewerThan'] as const)
    if (key in cap && !isCount((cap as unknown as Record<string, number>)[key]!))
      faults.push(fault('caps', `${path}.${key}`, `${name}的月数和次数须为正整数`));
  for (const key of ['below', 'recoveredFrom'] as const)
    if (key in cap && !isPoints((cap as unknown as Record<string, number>)[key]!))
      faults.push(fault('caps', `${path}.${key}`, `${name}的分值须在 0.00～100.00 之间，至多两位小数`));
  return faults;
}

/** The same case with the same measure, whatever it caps to. */
const sameCase = (one: Cap, other: Cap): boolean =>
  one.kind === other.kind &&
  Object.entries(one).every(([key, value]) => key === 'atMost' || value === other[key as keyof Cap]);

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
const isPoints = (points: number): boolean => Number.isSafeInteger(points) && points >= 0 && points <= 10000;

const fault = (claim: RatingClaim, path: string, message: string): PlacedRatingFault => ({
  claim,
  path,
  message,
});
