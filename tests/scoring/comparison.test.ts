import { describe, expect, it } from 'vitest';
import { compareOffers, defaultComparisonSheet as sheet, type Offer } from '../../scoring/comparison.ts';

const seed = '0123456789abcdef'.repeat(4);
const offer = (agencyId: string, more: Partial<Offer> = {}): Offer => ({
  agencyId,
  qualification: 1200,
  capability: 4000,
  similarJobs: 3,
  rating: 'B',
  quotation: 8_000_000,
  explanation: null,
  ...more,
});

it('scores the five items and ranks by their sum', () => {
  const { ranking, low, faults } = compareOffers(
    sheet,
    [
      offer('a', { quotation: 9_000_000, rating: 'A' }),
      offer('b', { similarJobs: 1 }),
      offer('c', { rating: 'C', similarJobs: 5, quotation: 7_000_000 }),
      offer('d', { rating: null, quotation: 7_500_000 }),
    ],
    null,
  );
  expect([low, faults]).toEqual([[], []]);
  // 报价 by hand: 15 × 70 ÷ 90 = 11.666…, ÷ 80 = 13.125, ÷ 75 = 14.
  expect(
    ranking?.map(({ agencyId, items, total, rank }) => [
      rank,
      agencyId,
      items.credit,
      items.quotation,
      total,
    ]),
  ).toEqual([
    [1, 'd', 800, 1400, 8900],
    [2, 'a', 1000, 1167, 8867],
    [3, 'c', 500, 1500, 8700],
    [4, 'b', 800, 1313, 7813],
  ]);
});

describe('a quotation under 70 % of the mean', () => {
  // 7 of a mean of 10 is 70 % exactly.
  const with7 = [
    offer('a', { quotation: 700 }),
    offer('b', { quotation: 1100 }),
    offer('c', { quotation: 1200 }),
  ];
  const with6 = [offer('a', { quotation: 690 }), ...with7.slice(1), offer('d', { quotation: 1100 })];
  it('is flagged below the bound only', () => {
    expect(compareOffers(sheet, with7, seed).low).toEqual([]);
    expect(compareOffers(sheet, with6, seed).low.map((one) => one.agencyId)).toEqual(['a']);
  });
  it('waits for its explanation, counts when accepted, falls out when refused', () => {
    const decided = (explanation: Offer['explanation']) =>
      compareOffers(sheet, [{ ...with6[0]!, explanation }, ...with6.slice(1)], seed);
    expect(decided(null)).toMatchObject({ ranking: null, faults: [expect.stringMatching(/偏低/)] });
    expect(decided('accepted').ranking?.[0]).toMatchObject({ agencyId: 'a', items: { quotation: 1500 } });
    const without = decided('refused').ranking;
    expect(without?.map((one) => one.agencyId).sort()).toEqual(['b', 'c', 'd']);
    expect(without?.find((one) => one.agencyId === 'b')?.items.quotation).toBe(1500);
  });
});

it('needs three valid offers', () => {
  const faults = compareOffers(sheet, [offer('a'), offer('b', { similarJobs: 0 })], seed).faults;
  expect(faults).toEqual(['有效应答不足 3 家，不能比选']);
});

it('breaks ties by a draw that does not depend on the order of reading', () => {
  const offers = ['a', 'b', 'c'].map((id) => offer(id));
  expect(compareOffers(sheet, offers, null).faults).toEqual(['得分相同的机构须抽取确定先后']);
  const one = compareOffers(sheet, offers, seed).ranking;
  expect(one?.map(({ rank, tied }) => [rank, tied])).toEqual([
    [1, true],
    [2, true],
    [3, true],
  ]);
  expect(compareOffers(sheet, offers.toReversed(), seed).ranking).toEqual(one);
  const firsts = new Set(
    Array.from({ length: 16 }, (_, digit) => digit.toString(16).repeat(64)).map(
      (other) => compareOffers(sheet, offers, other).ranking?.[0]?.agencyId,
    ),
  );
  expect(firsts.size).toBe(3);
});

it.each<[string, Partial<Offer>, RegExp]>([
  ['too many points', { capability: 4501 }, /专业能力得分超出/],
  ['no quotation', { quotation: 0 }, /报价须为整数/],
  ['a fraction of 分', { quotation: 1.5 }, /报价须为整数/],
  ['a fraction of a job', { similarJobs: 1.5 }, /业绩项数/],
])('refuses %s', (_, more, words) => {
  const { ranking, faults } = compareOffers(sheet, [offer('a', more), offer('b'), offer('c')], seed);
  expect(ranking).toBe(null);
  expect(faults.join()).toMatch(words);
});

it.each<[string, Partial<Offer>, string[]]>([
  ['all points', { qualification: 1500, capability: 4500, similarJobs: 0, quotation: 5_600_000 }, []],
  ['none at all', { qualification: 0, capability: 0 }, []],
  ['a hundredth too many', { qualification: 1501 }, ['机构 a 的资质背景得分超出该项分值']],
  ['a hundredth too few', { qualification: -1 }, ['机构 a 的资质背景得分超出该项分值']],
  ['a fraction', { capability: 0.5 }, ['机构 a 的专业能力得分超出该项分值']],
  ['less than no capability', { capability: -1 }, ['机构 a 的专业能力得分超出该项分值']],
  ['less than no job', { similarJobs: -1 }, ['机构 a 的业绩项数须为整数']],
  ['less than no money', { quotation: -1 }, ['机构 a 的报价须为整数分且大于 0']],
  ['no money', { quotation: 0 }, ['机构 a 的报价须为整数分且大于 0']],
  ['another’s name', { agencyId: 'b' }, ['同一机构只能应答一次']],
])('an offer with %s', (_, more, faults) =>
  expect(
    compareOffers(sheet, [offer('a', more), offer('b', { capability: 1 }), offer('c')], seed),
  ).toMatchObject(faults.length > 0 ? { low: [], ranking: null, faults } : { faults }),
);

it.each([
  [0, 0],
  [1, 500],
  [3, 1500],
  [4, 1500],
])('%i similar jobs bring %i hundredths', (similarJobs, points) => {
  const { ranking } = compareOffers(sheet, [offer('a', { similarJobs }), offer('b'), offer('c')], seed);
  expect(ranking?.find(({ agencyId }) => agencyId === 'a')?.items.trackRecord).toBe(points);
});

it('a draw orders only those who are equal', () => {
  const offers = [
    offer('a', { capability: 3999 }),
    offer('b'),
    offer('c', { capability: 3999 }),
    offer('d', { capability: 3000 }),
  ];
  for (const digit of '0123456789abcdef') {
    const { ranking } = compareOffers(sheet, offers, digit.repeat(64));
    expect(ranking?.map(({ rank, tied }) => [rank, tied])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, false],
    ]);
    expect([ranking?.[0]?.agencyId, ranking?.[3]?.agencyId]).toEqual(['b', 'd']);
  }
});

it('says what is asked of a low quotation, and all that is in the way', () => {
  const offers = [offer('a', { quotation: 100 }), offer('b', { quotation: 1000 })];
  expect(compareOffers(sheet, offers, seed)).toEqual({
    low: [{ agencyId: 'a', reason: '报价低于全部报价平均值的 70%，须书面说明并提供证明' }],
    ranking: null,
    faults: ['机构 a 的报价偏低，须先对其说明作出认定', '有效应答不足 3 家，不能比选'],
  });
});
