import { expect, it } from 'vitest';
import { proveComparisonSheet, sheetClaims } from '../../scoring/comparison-proof.ts';
import { defaultComparisonSheet as sheet, type ComparisonSheet } from '../../scoring/comparison.ts';

it('holds of the default sheet', () => {
  expect(proveComparisonSheet(sheet)).toEqual({ faults: [], proved: Object.values(sheetClaims) });
});

const points = (more: Partial<ComparisonSheet['points']>) => ({ points: { ...sheet.points, ...more } });
const credit = (more: Partial<ComparisonSheet['credit']>) => ({ credit: { ...sheet.credit, ...more } });

it.each<[string, Partial<ComparisonSheet>, [path: string, said: RegExp][]]>([
  ['one hundredth too much', points({ capability: 4501 }), [['points', /须为 100\.00 分，现为 100\.01 分/]]],
  ['one hundredth too little', points({ capability: 4499 }), [['points', /现为 99\.99 分/]]],
  ['the same sum otherwise', points({ capability: 4400, quotation: 1600 }), []],
  ['an item below 0', points({ quotation: -1 }), [['points.quotation', /「报价」的分值须在 0\.00/]]],
  ['half a hundredth', points({ quotation: 1500.5 }), [['points.quotation', /至多两位小数/]]],
  ['an item of 0', points({ qualification: 0, capability: 6000 }), []],
  [
    'less for the track record than it brings',
    points({ trackRecord: 1400, capability: 4600 }),
    [['trackRecord.each', /14\.00 分，现为 5\.00 × 3 = 15\.00 分/]],
  ],
  ['no jobs counted', { trackRecord: { each: 500, atMost: 0 } }, [['trackRecord.atMost', /1 至 20/]]],
  ['A without all points', credit({ A: 999 }), [['credit.A', /信用等级 A 须得信用记录的满分 10\.00 分/]]],
  ['A above all points', credit({ A: 1001 }), [['credit.A', /须在 0\.00 和信用记录的 10\.00 分之间/]]],
  ['B as good as A', credit({ B: 1000 }), []],
  ['C better than B', credit({ C: 801 }), [['credit.C', /不得高于信用等级 B/]]],
  ['D below 0', credit({ D: -1 }), [['credit.D', /信用等级 D 的得分须在/]]],
  ['未评级 as C', { unratedAs: 'C' }, []],
  ['未评级 as D', { unratedAs: 'D' }, [['unratedAs', /不得按信用等级 D/]]],
  ['no share of the mean', { explainBelowPercent: 0 }, [['explainBelowPercent', /1 至 100/]]],
  ['the whole mean', { explainBelowPercent: 100 }, []],
  ['more than the mean', { explainBelowPercent: 101 }, [['explainBelowPercent', /1 至 100/]]],
  ['one offer', { offersAtLeast: 1 }, [['offersAtLeast', /2 至 20 家/]]],
  ['two offers', { offersAtLeast: 2 }, []],
  ['21 offers', { offersAtLeast: 21 }, [['offersAtLeast', /2 至 20 家/]]],
])('%s', (_, change, expected) => {
  const { faults, proved } = proveComparisonSheet({ ...sheet, ...change });
  expect(faults.map(({ path }) => path)).toEqual(expected.map(([path]) => path));
  for (const [index, [, said]] of expected.entries()) expect(faults[index]!.message).toMatch(said);
  expect(proved).toHaveLength(4 - new Set(faults.map(({ claim }) => claim)).size);
});
