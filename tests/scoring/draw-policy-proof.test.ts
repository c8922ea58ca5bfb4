import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawClaims, proveDrawPolicy } from '../../scoring/draw-policy-proof.ts';
import { defaultDrawPolicy as policy, weightOf, type DrawPolicy } from '../../scoring/draw.ts';

it('holds of the default weights', () => {
  expect(proveDrawPolicy(policy)).toEqual({ faults: [], proved: Object.values(drawClaims) });
});

const weights = (more: Partial<DrawPolicy['tierWeights']>) => ({
  tierWeights: { ...policy.tierWeights, ...more },
});

it.each<[string, Partial<DrawPolicy>, [path: string, said: RegExp][]]>([
  ['C without weight', weights({ C: 0 }), [['tierWeights.C', /信用等级 C的权重须为 1 至 100 的整数/]]],
  ['A of 100', weights({ A: 100 }), []],
  ['A of 101', weights({ A: 101 }), [['tierWeights.A', /1 至 100/]]],
  ['B above A', weights({ B: 4 }), [['tierWeights.B', /信用等级 B的权重不得大于信用等级 A的权重（3）/]]],
  ['all alike', weights({ A: 2, B: 2, C: 2 }), []],
  ['C above B', weights({ A: 9, 未评级: 9, C: 3 }), [['tierWeights.C', /不得大于信用等级 B/]]],
  ['未评级 above A', weights({ 未评级: 4 }), [['tierWeights.未评级', /未评级的权重不得大于信用等级 A/]]],
  ['未评级 below C', weights({ C: 2, 未评级: 1 }), [['tierWeights.C', /不得大于未评级的权重（1）/]]],
  ['未评级 as C', weights({ 未评级: 1 }), []],
  ['no share at all', { leastShare: { n: 0, d: 10 } }, [['leastShare.n', /1 至 10 的整数/]]],
  ['the whole share', { leastShare: { n: 10, d: 10 } }, []],
  ['more than the whole', { leastShare: { n: 11, d: 10 } }, [['leastShare.n', /负荷越重权重越大/]]],
  ['parts of nothing', { leastShare: { n: 1, d: 0 } }, [['leastShare.d', /1 至 1000/]]],
  ['parts of 1001', { leastShare: { n: 1, d: 1001 } }, [['leastShare.d', /1 至 1000/]]],
  ['one candidate', { candidatesAtLeast: 1 }, [['candidatesAtLeast', /2 至 20/]]],
  ['two candidates', { candidatesAtLeast: 2 }, []],
  ['21 candidates', { candidatesAtLeast: 21 }, [['candidatesAtLeast', /2 至 20/]]],
])('%s', (_, change, expected) => {
  const { faults } = proveDrawPolicy({ ...policy, ...change });
  expect(faults.map(({ path }) => path)).toEqual(expected.map(([path]) => path));
  for (const [index, [, said]] of expected.entries()) expect(faults[index]!.message).toMatch(said);
});

it('leaves every candidate a chance, and none by a worse rating or a heavier load a larger one', () => {
  const weight = fc.integer({ min: 0, max: 4 });
  fc.assert(
    fc.property(
      fc.record({ A: weight, B: weight, 未评级: weight, C: weight }),
      fc.record({ n: fc.integer({ min: 0, max: 4 }), d: fc.integer({ min: 1, max: 3 }) }),
      (tierWeights, leastShare) => {
        const one = { version: 1, tierWeights, leastShare, candidatesAtLeast: 3 };
        fc.pre(proveDrawPolicy(one).faults.length === 0);
        const of = (rating: 'A' | 'B' | 'C' | null, running: number) => {
          const { n, d } = weightOf(one, { agencyId: 'a', rating, running, cap: 3 });
          return Number((n * 1_000_000n) / d);
        };
        for (const rating of ['A', 'B', null, 'C'] as const) {
          const loads = [0, 1, 2, 3].map((running) => of(rating, running));
          expect(loads.at(-1)).toBeGreaterThan(0);
          expect(loads).toEqual(loads.toSorted((a, b) => b - a));
        }
        const order = [of('A', 0), of('B', 0), of('C', 0)];
        expect(order).toEqual(order.toSorted((a, b) => b - a));
      },
    ),
    { numRuns: 300 },
  );
});
