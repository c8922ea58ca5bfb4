import { describe, expect, it } from 'vitest';
import { proveRatingPolicy } from '../../scoring/rating-policy-proof.ts';
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
