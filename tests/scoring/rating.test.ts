import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConductDecision, CreditRecord, Finding } from '../../scoring/credit-record.ts';
import { recordFaults } from '../../scoring/credit-record.ts';
import { compareRatings, rate } from '../../scoring/rating.ts';
import { defaultRatingPolicy as policy, policyFaults } from '../../scoring/rating-policy.ts';
import { assessed, recordOf } from '../support/credit-records.ts';

const today = '2026-06-15';
const recent = '2026-03-01';

const times = (count: number, printed: string, on = recent) =>
  Array.from({ length: count }, (_, index) => assessed(`${printed}-${index}`, on, printed));
const lateChanges = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    factId: `late-${index}`,
    kind: 'lateChange' as const,
    on: '2026-01-10',
  }));
const noConfirmation = { factId: 'confirm', kind: 'confirmationMissing', on: '2026-02-10' } as const;
const decision = (more: Partial<ConductDecision>): ConductDecision => ({
  factId: 'decision',
  class: '一般',
  from: '2026-04-01',
  until: '2026-09-30',
  repairedOn: null,
  ...more,
});

describe('the simulated cases of the default policy', () => {
  const two92 = times(2, '92');
  const cases: [string, CreditRecord, string | null, string | null, RegExp | null][] = [
    ['one 92', recordOf(times(1, '92')), '92.00', 'B', /^仅 1 次考核/],
    ['ten 88', recordOf(times(10, '88')), '88.00', 'B', null],
    [
      'ten 85 and one 55, recent',
      recordOf([...times(10, '85'), assessed('poor', '2026-04-01', '55')]),
      '82.27',
      'C',
      /考核等级为差/,
    ],
    [
      'one 95 35 months ago',
      recordOf([assessed('old', '2023-07-15', '95')]),
      null,
      null,
      /^未评级.*最近一次考核 95\.00，2023-07-15/,
    ],
    ['one 95 22 months ago', recordOf([assessed('old', '2024-08-15', '95')]), '95.00', 'B', /^仅 1 次考核/],
    ['92 twice, 4 late changes', recordOf(two92, { upkeepFaults: lateChanges(4) }), '84.00', 'B', null],
    [
      '92 twice, 6 late changes, no confirmation',
      recordOf(two92, { upkeepFaults: [...lateChanges(6), noConfirmation] }),
      '82.00',
      'B',
      null,
    ],
    [
      '92 twice, 轻微 within 6 months',
      recordOf(two92, { decisions: [decision({ class: '轻微', until: null })] }),
      '90.00',
      'A',
      null,
    ],
    ['92 twice, 一般 displayed', recordOf(two92, { decisions: [decision({})] }), '84.00', 'B', null],
    [
      '92 twice, 严重 repaired',
      recordOf(two92, {
        decisions: [decision({ class: '严重', until: '2028-03-31', repairedOn: '2026-06-01' })],
      }),
      '92.00',
      'A',
      null,
    ],
    [
      'vetoed 92 13 months ago, 92 now',
      recordOf([
        assessed('vetoed', '2025-05-15', '92', { vetoed: true, tier: '差' }),
        assessed('now', today, '92'),
      ]),
      '76.25',
      'C',
      null,
    ],
    ['one 45', recordOf(times(1, '45')), '45.00', 'D', null],
    ['one 71.43', recordOf(times(1, '71.43')), '71.43', 'C', null],
    ['two 55', recordOf(times(2, '55')), '55.00', 'D', /2 次以上考核等级为差/],
    ['one 85.71', recordOf(times(1, '85.71')), '85.71', 'B', null],
  ];
  it.each(cases)('%s', (_, record, points, rating, reason) => {
    const result = rate(policy, record, today);
    expect(result.points === null ? null : (result.points / 100).toFixed(2)).toBe(points);
    expect(result.rating).toBe(rating);
    if (reason) expect(result.reasons.some((text) => reason.test(text))).toBe(true);
  });

  it('lets the next 80 lift the agency with ten 85 and one 55 out of C', () => {
    const record = [...times(10, '85'), assessed('poor', '2026-04-01', '55')];
    const after = (printed: string, on: string) =>
      rate(policy, recordOf([...record, assessed('next', on, printed)]), today).rating;
    expect(after('79.99', '2026-05-01')).toBe('C');
    expect(after('80', '2026-05-01')).toBe('B');
    expect(after('80', '2026-04-01')).toBe('C');
    expect(rate(policy, recordOf(record), '2027-03-31').rating).toBe('C');
    expect(rate(policy, recordOf(record), '2027-04-01').rating).toBe('B');
  });
});

describe('windows: n months at day a hold d when d + n months > a', () => {
  const at = (day: string, asOf: string) =>
    rate(policy, recordOf([assessed('a', day, '60'), assessed('b', asOf, '90')]), asOf).points;
  // 10 : 10, 10 : 6, 10 : 3, then the 90 alone.
  it.each([
    ['2025-06-16', 7500],
    ['2025-06-15', 7875],
    ['2024-06-16', 7875],
    ['2024-06-15', 8308],
    ['2023-06-16', 8308],
    ['2023-06-15', 9000],
  ])('a 60 of %s with a 90 of today', (day, points) => expect(at(day, today)).toBe(points));

  it('takes the last day of a shorter month: 2024-02-29 + 12 months is 2025-02-28', () => {
    expect(at('2024-02-29', '2025-02-27')).toBe(7500);
    expect(at('2024-02-29', '2025-02-28')).toBe(7875);
  });

  it('is 未评级 from the day the last one is 24 months old', () => {
    const record = recordOf(times(2, '95', '2024-06-15'));
    expect(rate(policy, record, '2026-06-14').rating).toBe('A');
    const later = rate(policy, record, '2026-06-15');
    expect(later).toMatchObject({ rating: null, points: null, mean: null });
    expect(later.lastKnown).toEqual({ points: 9500, finalisedOn: '2024-06-15' });
  });

  it('remembers the last of several, a vetoed one as it counts', () => {
    const on = (day: string, printed: string, more = {}) => assessed(day, day, printed, more);
    const three = [on('2023-09-01', '91'), on('2023-10-01', '92'), on('2023-11-01', '93')];
    expect(rate(policy, recordOf(three), today).lastKnown).toEqual({
      points: 9300,
      finalisedOn: '2023-11-01',
    });
    const vetoed = on('2023-12-01', '94', { vetoed: true, tier: '差' });
    expect(rate(policy, recordOf([...three, vetoed]), today).lastKnown?.points).toBe(5000);
  });

  it('knows nothing of the future', () => {
    const result = rate(policy, recordOf([assessed('later', '2026-06-16', '95')]), today);
    expect(result).toMatchObject({ rating: null, lastKnown: null, reasons: ['未评级：尚无考核结果'] });
    expect(result.explanation).toEqual({
      title: '信用等级',
      text: '未评级：尚无考核结果',
      points: null,
      children: [],
    });
  });

  it('forgets an upkeep fault after 24 months', () => {
    const record = recordOf(times(2, '92'), {
      upkeepFaults: [{ factId: 'f', kind: 'falseFiling', on: '2024-07-01' }],
    });
    expect(rate(policy, record, '2026-06-30').points).toBe(8700);
    expect(rate(policy, record, '2026-07-01').points).toBe(9200);
  });
});

describe('caps', () => {
  it('holds at B while any assessment below 80 is in 24 months', () => {
    const record = recordOf([...times(20, '99'), assessed('low', '2024-08-01', '79.99')]);
    expect(rate(policy, record, '2026-07-31').rating).toBe('B');
    expect(rate(policy, record, '2026-08-01').rating).toBe('A');
    expect(rate(policy, recordOf([...times(20, '99'), assessed('ok', recent, '80')]), today).rating).toBe(
      'A',
    );
  });

  it('is D for 12 months after a veto whatever came after', () => {
    const record = recordOf([
      assessed('vetoed', '2025-07-01', '96', { vetoed: true, tier: '差' }),
      ...times(20, '99'),
    ]);
    expect(rate(policy, record, '2026-06-30').rating).toBe('D');
    expect(rate(policy, record, '2026-07-01').rating).toBe('B');
  });

  it('is D with two 差 in 24 months, not with one', () => {
    const good = times(20, '99', '2026-06-01');
    const poor = (on: string) => assessed(on, on, '59.99');
    expect(rate(policy, recordOf([...good, poor('2024-07-01'), poor(recent)]), '2026-06-30').rating).toBe(
      'D',
    );
    expect(rate(policy, recordOf([...good, poor('2024-07-01'), poor(recent)]), '2026-07-01').rating).toBe(
      'B',
    );
  });

  it('is D on each day a 严重 decision is displayed', () => {
    const record = recordOf(times(3, '99'), {
      decisions: [decision({ class: '严重', from: '2026-04-01', until: '2027-03-31' })],
    });
    expect(rate(policy, record, '2026-03-31').rating).toBe('A');
    expect(rate(policy, record, '2026-04-01')).toMatchObject({ rating: 'D', points: 7900 });
    expect(rate(policy, record, '2027-03-31').rating).toBe('D');
    expect(rate(policy, record, '2027-04-01').rating).toBe('A');
  });

  it('prints every cap and marks the one that binds', () => {
    const { caps } = rate(policy, recordOf(times(1, '79.99')), today);
    expect(caps.map(({ kind, atMost, binding }) => [kind, atMost, binding])).toEqual([
      ['fewAssessments', 'B', false],
      ['assessmentBelow', 'B', false],
    ]);
  });

  it.each<[string, CreditRecord, string, [string, string, boolean][]]>([
    ['one that lowers', recordOf(times(1, '92')), 'B', [['fewAssessments', 'B', true]]],
    ['one at the points’ own tier', recordOf(times(1, '85')), 'B', [['fewAssessments', 'B', false]]],
    [
      'the lowest of two',
      recordOf([...times(20, '99'), assessed('poor', '2026-04-01', '59.99')]),
      'C',
      [
        ['assessmentBelow', 'B', false],
        ['poorNotRecovered', 'C', true],
      ],
    ],
    [
      'none, where the points are as low',
      recordOf(times(2, '55')),
      'D',
      [
        ['assessmentBelow', 'B', false],
        ['poorNotRecovered', 'C', false],
        ['repeatedPoor', 'D', false],
      ],
    ],
  ])('binding: %s', (_, record, rating, expected) => {
    const result = rate(policy, record, today);
    expect(result.rating).toBe(rating);
    expect(result.caps.map(({ kind, atMost, binding }) => [kind, atMost, binding])).toEqual(expected);
  });

  it('names the binding cap in words', () => {
    const { reasons, explanation } = rate(policy, recordOf(times(1, '92')), today);
    expect(reasons).toEqual(['仅 1 次考核，最高为 B']);
    expect(explanation.text).toBe('信用分 92.00，信用等级 B（仅 1 次考核，最高为 B）');
  });
});

it('names the band that the points fall into, beside the caps, where the points alone say as little', () => {
  expect(rate(policy, recordOf(times(2, '55')), today).reasons).toEqual([
    '信用分 55.00，低于 60.00，按分数为 D',
    expect.stringContaining('最高为 B'),
    expect.stringContaining('最高为 C'),
    expect.stringContaining('2 次以上考核等级为差'),
  ]);
  expect(rate(policy, recordOf(times(2, '85')), today).reasons).toEqual([
    '信用分 85.00，低于 90.00，按分数为 B',
  ]);
  expect(rate(policy, recordOf(times(2, '92')), today).reasons).toEqual([]);
});

describe('conduct', () => {
  const after = (finding: Partial<Finding>, asOf: string) =>
    rate(
      policy,
      recordOf(times(2, '92'), {
        findings: [
          {
            factId: 'finding',
            gravity: 'major',
            foundOn: '2026-04-01',
            dueOn: '2026-04-16',
            answeredOn: null,
            ...finding,
          },
        ],
      }),
      asOf,
    ).conduct.points;
  it.each<[string, Partial<Finding>, string, number]>([
    ['before it was found', {}, '2026-03-31', 0],
    ['major, open', {}, '2026-04-01', 300],
    ['major, open past its day', {}, '2026-05-30', 300],
    ['major, answered on the last day', { answeredOn: '2026-04-16' }, '2026-04-16', 100],
    ['major, the day before the answer', { answeredOn: '2026-04-16' }, '2026-04-15', 300],
    ['major, in time, 12 months less a day', { answeredOn: '2026-04-16' }, '2027-04-15', 100],
    ['major, in time, 12 months on', { answeredOn: '2026-04-16' }, '2027-04-16', 0],
    ['major, late', { answeredOn: '2026-04-17' }, '2026-05-01', 300],
    ['major, late, 12 months on', { answeredOn: '2026-04-17' }, '2027-04-17', 0],
    ['minor, open', { gravity: 'minor' }, '2026-05-01', 100],
    ['minor, answered', { gravity: 'minor', answeredOn: '2026-04-20' }, '2026-04-20', 0],
  ])('finding: %s', (_, finding, asOf, points) => expect(after(finding, asOf)).toBe(points));

  it('takes a 轻微 decision for 6 months', () => {
    const record = recordOf(times(2, '92'), { decisions: [decision({ class: '轻微', until: null })] });
    expect(rate(policy, record, '2026-09-30').conduct.points).toBe(200);
    expect(rate(policy, record, '2026-10-01').conduct.points).toBe(0);
  });

  it('takes at most 20', () => {
    const decisions = ['1', '2', '3'].map((factId) => decision({ factId }));
    const result = rate(policy, recordOf(times(2, '92'), { decisions }), today);
    expect(result).toMatchObject({ points: 7200, rating: 'C', conduct: { points: 2000, total: 2400 } });
  });
});

it('never falls below 0', () => {
  const record = recordOf(times(2, '5'), {
    decisions: [decision({ class: '严重', until: '2028-01-01' })],
    upkeepFaults: lateChanges(9),
  });
  expect(rate(policy, record, today)).toMatchObject({ points: 0, rating: 'D', mean: 500 });
});

it('lets upkeep alone lower by one tier at most', () => {
  const harsh = {
    ...policy,
    upkeep: { ...policy.upkeep, atMost: 4000, points: { ...policy.upkeep.points, lateChange: 4000 } },
  };
  const result = rate(harsh, recordOf(times(2, '92'), { upkeepFaults: lateChanges(1) }), today);
  expect(result).toMatchObject({ points: 5200, rating: 'B' });
  expect(result.reasons).toEqual(['仅因档案维护至多下调 1 级，为 B']);
});

it('never lowers below the last tier, however many upkeep may lower', () => {
  const two = {
    ...policy,
    upkeep: {
      ...policy.upkeep,
      tiersAtMost: 2,
      atMost: 4000,
      points: { ...policy.upkeep.points, lateChange: 4000 },
    },
  };
  const faults = { upkeepFaults: lateChanges(1) };
  expect(rate(two, recordOf(times(2, '65'), faults), today)).toMatchObject({ points: 2500, rating: 'D' });
  expect(rate(two, recordOf(times(2, '92'), faults), today)).toMatchObject({ points: 5200, rating: 'C' });
});

it('averages the projects of one contract to one observation', () => {
  const contractId = 'HT-package';
  const record = recordOf([
    assessed('p1', recent, '90', { contractId }),
    assessed('p2', recent, '91', { contractId }),
    assessed('p3', recent, '92', { contractId }),
    assessed('other', recent, '95'),
  ]);
  expect(rate(policy, record, today).points).toBe(9300);
  const alone = rate(policy, recordOf(record.assessments.slice(0, 3)), today);
  expect(alone).toMatchObject({ points: 9100, rating: 'B', reasons: ['仅 1 次考核，最高为 B'] });
});

it('rounds the exact mean once, half up', () => {
  const record = recordOf([assessed('a', recent, '89.99'), assessed('b', recent, '90')]);
  expect(rate(policy, record, today)).toMatchObject({ points: 9000, rating: 'A' });
});

it('starts anew after a 受限 has ended', () => {
  const record = recordOf(times(2, '92', '2025-10-01'), { restrictedUntil: '2026-05-31' });
  expect(rate(policy, record, '2026-05-31').rating).toBe('A');
  const after = rate(policy, record, '2026-06-01');
  expect(after.rating).toBe(null);
  expect(after.reasons[0]).toMatch(/^未评级：受限期满（2026-05-31 止）/);
  const again = recordOf([...record.assessments, assessed('new', '2026-06-01', '92')], {
    restrictedUntil: '2026-05-31',
  });
  expect(rate(policy, again, '2026-06-01').rating).toBe('A');
});

describe('one fact is deducted once', () => {
  it.each<[string, Partial<CreditRecord>]>([
    [
      'assessment and upkeep',
      {
        assessments: [assessed('a', recent, '90', { factIds: ['late-0'] })],
        upkeepFaults: lateChanges(1),
      },
    ],
    [
      'assessment and conduct',
      {
        assessments: [assessed('a', recent, '90', { factIds: ['decision'] })],
        decisions: [decision({})],
      },
    ],
    ['upkeep and conduct', { upkeepFaults: lateChanges(1), decisions: [decision({ factId: 'late-0' })] }],
    ['upkeep twice', { upkeepFaults: [...lateChanges(1), ...lateChanges(1)] }],
  ])('%s', (_, more) => {
    const record = recordOf(times(2, '92'), more);
    expect(recordFaults(record)).toEqual([expect.stringMatching(/同一事实只扣一次$/)]);
    expect(() => rate(policy, record, today)).toThrow(/cannot rate/);
  });
});

it('does not depend on the order of reading', () => {
  const assessments = [...times(3, '92'), assessed('x', '2025-01-01', '81')];
  const one = rate(policy, recordOf(assessments, { upkeepFaults: lateChanges(3) }), today);
  const two = rate(
    policy,
    recordOf(assessments.toReversed(), { upkeepFaults: lateChanges(3).reverse() }),
    today,
  );
  expect(two).toEqual(one);
});

it('says that an unadopted policy is a trial', () => {
  expect(rate(policy, recordOf(times(2, '92')), today).trial).toBe(true);
  const adoption = {
    documentNumber: '牧财字〔2026〕9号',
    legalityReview: '已审',
    fairCompetitionReview: '已审',
    consultation: '已征求',
    collectiveDecision: '已研究',
  };
  expect(rate({ ...policy, adoption }, recordOf(times(2, '92')), today).trial).toBe(false);
});

it('finds no fault in the default policy and names those of a bad one', () => {
  expect(policyFaults(policy)).toEqual([]);
  expect(policyFaults({ ...policy, weights: [] })).toContain('至少需要一个考核时段');
  expect(policyFaults({ ...policy, staleAfterMonths: 37 }).join()).toMatch(/有效月数/);
  expect(policyFaults({ ...policy, vetoedAtMost: 50.5 }).join()).toMatch(/两位小数/);
  expect(policyFaults({ ...policy, bands: policy.bands.slice(0, 3) })).toContain('最低一级的下限须为 0.00');
});

const day = fc
  .tuple(
    fc.integer({ min: 2023, max: 2026 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
  .filter((text) => text <= today);
const job = (id: string) =>
  fc
    .tuple(day, fc.integer({ min: 3000, max: 10000 }), fc.integer({ min: 0, max: 19 }))
    .map(([on, points, luck]) => {
      const printed = `${Math.trunc(points / 100)}.${String(points % 100).padStart(2, '0')}`;
      return assessed(id, on, printed, luck === 0 ? { vetoed: true, tier: '差' } : {});
    });

it('is never lowered by one more job at or above the mean', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 6 })
        .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => job(`j${i}`)))),
      fc.array(fc.constantFrom(...lateChanges(6)), { maxLength: 6 }),
      day,
      fc.nat(3000),
      (jobs, faults, on, above) => {
        const more = { upkeepFaults: [...new Set(faults)] };
        const before = rate(policy, recordOf(jobs, more), today);
        fc.pre(before.mean !== null);
        // The exact mean may lie up to half a hundredth above the printed one.
        const points = Math.min(10000, (before.mean ?? 0) + 1 + above);
        const printed = `${Math.trunc(points / 100)}.${String(points % 100).padStart(2, '0')}`;
        const after = rate(policy, recordOf([...jobs, assessed('more', on, printed)], more), today);
        expect(compareRatings(policy, after.rating!, before.rating!)).toBeLessThanOrEqual(0);
      },
    ),
    { numRuns: 2000 },
  );
});
