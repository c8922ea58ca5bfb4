import { describe, expect, it } from 'vitest';
import { proveRatingPolicy, ratingClaims, type RatingClaim } from '../../scoring/rating-policy-proof.ts';
import { defaultRatingPolicy as policy, type RatingPolicy } from '../../scoring/rating-policy.ts';

it('finds the default policy without fault and says what holds', () => {
  const { faults, proved } = proveRatingPolicy(policy);
  expect(faults).toEqual([]);
  expect(proved).toHaveLength(5);
});

const { upkeep, conduct, caps, bands, weights } = policy;
const cases: [string, Partial<RatingPolicy>, string][] = [
  ['no window', { weights: [] }, 'weights'],
  [
    'a window as long as the one before',
    { weights: [weights[0]!, { months: 12, weight: 6 }, weights[2]!] },
    'weights.1.months',
  ],
  [
    'a window of 0 months',
    { weights: [{ months: 0, weight: 10 }, weights[1]!, weights[2]!] },
    'weights.0.months',
  ],
  ['a weight of 0', { weights: [weights[0]!, weights[1]!, { months: 36, weight: 0 }] }, 'weights.2.weight'],
  ['staleness beyond the longest window', { staleAfterMonths: 37 }, 'staleAfterMonths'],
  ['staleness of 0', { staleAfterMonths: 0 }, 'staleAfterMonths'],
  ['half a hundredth', { vetoedAtMost: 50.5 }, 'vetoedAtMost'],
  ['more than 100', { vetoedAtMost: 10001 }, 'vetoedAtMost'],
  [
    'less than 0',
    { upkeep: { ...upkeep, points: { ...upkeep.points, lateChange: -1 } } },
    'upkeep.points.lateChange',
  ],
  ['no months of upkeep', { upkeep: { ...upkeep, months: 0 } }, 'upkeep.months'],
  ['upkeep that lowers by four', { upkeep: { ...upkeep, tiersAtMost: 4 } }, 'upkeep.tiersAtMost'],
  [
    'no months of a decision',
    { conduct: { ...conduct, decisions: { ...conduct.decisions, 轻微: { points: 200, months: 0 } } } },
    'conduct.decisions.轻微.months',
  ],
  [
    'a band above the one before',
    { bands: [bands[0]!, { label: 'B', from: 9000 }, bands[2]!, bands[3]!] },
    'bands.1.from',
  ],
  ['a band that is missing', { bands: bands.slice(0, 3) }, 'bands'],
  ['the same case twice', { caps: [...caps, caps[4]!] }, 'caps.6.atMost'],
  ['a case of 0 months', { caps: [{ kind: 'veto', months: 0, atMost: 'D' }] }, 'caps.0.months'],
  [
    'a case of 0 times',
    { caps: [{ kind: 'repeatedPoor', count: 0, months: 24, atMost: 'D' }] },
    'caps.0.count',
  ],
  [
    'a case below more than 100',
    { caps: [{ kind: 'assessmentBelow', below: 10001, months: 24, atMost: 'B' }] },
    'caps.0.below',
  ],
];

describe('names the field of', () => {
  it.each(cases)('%s', (_name, change, path) => {
    const { faults, proved } = proveRatingPolicy({ ...policy, ...change });
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect(proved.length).toBeLessThan(5);
  });
});

it('lets the same case stand twice with another measure', () => {
  const stricter = { kind: 'veto', months: 24, atMost: 'C' } as const;
  expect(proveRatingPolicy({ ...policy, caps: [...caps, stricter] }).faults).toEqual([]);
});

type Refused = [path: string, value: unknown, claim: RatingClaim, message: string, place?: string];

/** The default policy with one value replaced, found by its path. */
function having(path: string, value: unknown): RatingPolicy {
  const changed = structuredClone(policy) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce((node, key) => node[key] as Record<string, unknown>, changed);
  holder[last] = value;
  return changed as unknown as RatingPolicy;
}
const pointsFields = [
  'vetoedAtMost',
  'upkeep.atMost',
  'upkeep.points.lateChange',
  'upkeep.points.confirmationMissing',
  'upkeep.points.falseFiling',
  'conduct.atMost',
  'conduct.major.open',
  'conduct.major.answered',
  'conduct.minor.open',
  'conduct.decisions.轻微.points',
  'conduct.decisions.一般.points',
  'conduct.decisions.严重.points',
];
const monthsFields = [
  'upkeep.months',
  'conduct.major.months',
  'conduct.decisions.轻微.months',
  'conduct.decisions.一般.months',
  'conduct.decisions.严重.months',
];
const eachOf = (paths: readonly string[], values: readonly unknown[]) =>
  paths.flatMap((path) => values.map((value) => [path, value] as const));

describe('what is allowed at its bounds', () => {
  it.each([
    ...eachOf(pointsFields, [0, 10_000]),
    ...eachOf(monthsFields, [1]),
    ...eachOf(monthsFields.slice(2), [null]),
    ...eachOf(['upkeep.tiersAtMost'], [0, 3]),
    ...eachOf(['staleAfterMonths'], [1, 36]),
    ...eachOf(['weights.0.months'], [1, 23]),
    ...eachOf(['weights.0.weight', 'weights.2.weight'], [1]),
    ...eachOf(['caps.0.fewerThan', 'caps.1.months', 'caps.3.count', 'caps.4.months'], [1]),
    ...eachOf(['caps.1.below', 'caps.2.recoveredFrom'], [0, 10_000]),
    ...eachOf(['caps.1.atMost'], ['A', 'D']),
  ])('%s of %s', (path, value) => expect(proveRatingPolicy(having(path, value)).faults).toEqual([]));
});

describe('what is refused past its bounds', () => {
  const stale = '「最近一次考核」的有效月数须为正整数，且不超过最长的考核时段（36 个月）';
  const order = (row: number, months: number) =>
    `考核时段须由近到远排列，第 ${row} 个时段须长于 ${months} 个月`;
  const allOf = (paths: string[], values: unknown[], claim: RatingClaim, message: string) =>
    eachOf(paths, values).map(([path, value]): Refused => [path, value, claim, message]);
  const refused: Refused[] = [
    ...allOf(pointsFields, [-1, 10_001, 0.5], 'points', '各项分值须在 0.00～100.00 之间，至多两位小数'),
    ...allOf(monthsFields, [0, -1, 1.5], 'months', '期限须为正整数个月'),
    ...allOf(['upkeep.tiersAtMost'], [-1, 4, 1.5], 'months', '档案维护至多降低的级数须为 0 至 3'),
    ...allOf(['staleAfterMonths'], [0, 37, 1.5], 'windows', stale),
    ['weights.1.months', 12, 'windows', order(2, 12)],
    ['weights.1.months', 11, 'windows', order(2, 12)],
    ['weights.1.months', 18.5, 'windows', '第 2 个时段的月数须为正整数'],
    ['weights.1.months', 0, 'windows', '第 2 个时段的月数须为正整数'],
    ['weights.1.months', 36, 'windows', order(3, 36), 'weights.2.months'],
    ['weights.1.weight', 0, 'windows', '第 2 个时段的权重须为正整数'],
    ['weights.1.weight', 1.5, 'windows', '第 2 个时段的权重须为正整数'],
    ['weights', [], 'windows', '至少需要一个考核时段'],
    ['caps.0.fewerThan', 0, 'caps', '第 1 项封顶情形的月数和次数须为正整数'],
    ['caps.1.months', 1.5, 'caps', '第 2 项封顶情形的月数和次数须为正整数'],
    ['caps.3.count', -1, 'caps', '第 4 项封顶情形的月数和次数须为正整数'],
    ['caps.1.below', -1, 'caps', '第 2 项封顶情形的分值须在 0.00～100.00 之间，至多两位小数'],
    ['caps.2.recoveredFrom', 10_001, 'caps', '第 3 项封顶情形的分值须在 0.00～100.00 之间，至多两位小数'],
    ['caps.2.atMost', 'E', 'caps', '封顶等级「E」不在等级表中'],
    [
      'caps.5',
      { ...policy.caps[4], atMost: 'C' },
      'caps',
      '第 6 项封顶情形与前面的一项相同',
      'caps.5.atMost',
    ],
    ['bands.0.label', 'X', 'bands', '信用等级须依次为A、B、C、D', 'bands'],
  ];
  it('no band at all', () => {
    const { faults } = proveRatingPolicy(having('bands', []));
    expect(faults.filter(({ claim }) => claim === 'bands').map(({ path }) => path)).toEqual([
      'bands',
      'bands',
    ]);
  });

  it.each(refused)('%s of %s', (path, value, claim, message, place = path) => {
    const { faults, proved } = proveRatingPolicy(having(path, value));
    expect(faults).toEqual([{ claim, path: place, message }]);
    const { [claim]: _, ...others } = ratingClaims;
    expect(proved).toEqual(Object.values(others));
  });
});
