import { describe, expect, it } from 'vitest';
import {
  compareOffers,
  defaultComparisonSheet as sheet,
  sheetFaults,
  type Offer,
} from '../../scoring/comparison.ts';

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

it('checks a sheet before it is fixed', () => {
  expect(sheetFaults(sheet)).toEqual([]);
  expect(sheetFaults({ ...sheet, points: { ...sheet.points, credit: 900 } })).toEqual([
    '各项分值合计须为 100.00',
    '各信用等级的得分不得超过信用记录的分值',
  ]);
  expect(sheetFaults({ ...sheet, trackRecord: { each: 400, atMost: 3 } })).toHaveLength(1);
});
