import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../scoring/calendar.ts';
import { compareRatings, rate } from '../../scoring/rating.ts';
import { outlook, turningDays, withOneMore } from '../../scoring/rating-outlook.ts';
import { defaultRatingPolicy as policy, type RatingPolicy } from '../../scoring/rating-policy.ts';
import { creditRatings, type CreditRating } from '../../scoring/scale.ts';
import { assessed, recordOf } from '../support/credit-records.ts';

const today = '2026-06-15';
const better = (a: CreditRating | null, b: CreditRating) => a !== null && compareRatings(policy, a, b) < 0;

/** defaults.md §2 by hand. */
describe('time alone', () => {
  it('lifts a 差 among good work when its 12 months are over', () => {
    const jobs = Array.from({ length: 10 }, (_, i) => assessed(`j${i}`, '2026-05-01', '88'));
    const record = recordOf([...jobs, assessed('bad', '2026-05-02', '55')]);
    const found = outlook(policy, record, today, 'C');
    expect(found.better).toEqual({ on: '2027-05-02', rating: 'B' });
    // By the end of the 24 months the last assessment is as old, and there is no rating at all.
    expect(found.holds).toEqual([
      { text: expect.stringContaining('24 个月内有低于 80.00'), endsOn: null },
      { text: expect.stringContaining('12 个月内有考核等级为差'), endsOn: '2027-05-02' },
    ]);
  });

  it('lifts an agency the day after the display of a decision', () => {
    const serious = {
      factId: 'CJ-1',
      class: '严重' as const,
      from: '2026-01-01',
      until: '2026-12-31',
      repairedOn: null,
    };
    const record = recordOf([assessed('a', '2026-05-01', '92'), assessed('b', '2026-05-01', '92')], {
      decisions: [serious],
    });
    const found = outlook(policy, record, today, 'D');
    expect(found.better).toEqual({ on: '2027-01-01', rating: 'A' });
    expect(found.holds.map(({ endsOn }) => endsOn)).toEqual(['2027-01-01', '2027-01-01']);
    // No score helps while it is displayed.
    expect(found.next).toEqual([
      { rating: 'C', points: null },
      { rating: 'B', points: null },
      { rating: 'A', points: null },
    ]);
  });

  it('does not lift low work; it ends in 未评级 after 24 months', () => {
    const found = outlook(policy, recordOf([assessed('a', '2026-05-01', '42.69')]), today, 'D');
    expect(found.better).toBeNull();
    expect(found.unrated).toMatchObject({ on: '2028-05-01' });
    expect(found.holds[0]).toEqual({ text: '仅 1 次考核，最高为 B', endsOn: null });
  });

  it('is measured against the tier in force: what the record gives today already is better today', () => {
    const record = recordOf([assessed('a', '2026-05-01', '92'), assessed('b', '2026-05-01', '92')]);
    expect(outlook(policy, record, today, 'C').better).toEqual({ on: today, rating: 'A' });
  });
});

describe('one more assessment', () => {
  it('of 77.30 lifts 42.69 to C: both weigh the same, and the mean rounds half up', () => {
    const found = outlook(policy, recordOf([assessed('a', '2026-05-01', '42.69')]), today, 'D');
    // (42.69 + x) ÷ 2 ≥ 59.995, so x ≥ 77.30 gives 60.00; a 差 without a later 80 keeps C at most all the same.
    expect(found.next).toEqual([
      { rating: 'C', points: 7730 },
      { rating: 'B', points: null },
      { rating: 'A', points: null },
    ]);
  });

  it('gives an agency without a rating C from 60, B from 80, and not A at once', () => {
    expect(outlook(policy, recordOf([]), today, null).next).toEqual([
      { rating: 'C', points: 6000 },
      { rating: 'B', points: 8000 },
      { rating: 'A', points: null },
    ]);
  });

  it('of 80 lifts the cap of a 差, even one of today', () => {
    const jobs = Array.from({ length: 10 }, (_, i) => assessed(`j${i}`, '2026-05-01', '88'));
    const found = outlook(policy, recordOf([...jobs, assessed('bad', today, '55')]), today, 'C');
    expect(found.next[0]).toEqual({ rating: 'B', points: 8000 });
  });
});

describe('the days on which time alone may change something', () => {
  const days = (...given: Parameters<typeof recordOf>) => turningDays(policy, recordOf(...given), today);
  const decision = {
    factId: 'CJ-1',
    class: '一般' as const,
    from: '2026-01-01',
    until: null,
    repairedOn: null,
  };
  const finding = { factId: 'DC-1', gravity: 'major' as const, foundOn: '2026-01-01', dueOn: '2026-02-01' };

  it.each<[string, string[], string[]]>([
    [
      'each window of an assessment, and the one of a cap',
      turningDays(
        { ...policy, caps: [{ kind: 'veto', months: 15, atMost: 'D' }] },
        recordOf([assessed('a', '2026-05-01', '92')]),
        today,
      ),
      ['2027-05-01', '2027-08-01', '2028-05-01', '2029-05-01'],
    ],
    [
      'not the day itself',
      days([], { upkeepFaults: [{ factId: 'late', kind: 'lateChange', on: today }] }),
      ['2028-06-15'],
    ],
    [
      'a finding yet to come',
      days([], { findings: [{ ...finding, foundOn: '2026-07-01', answeredOn: null }] }),
      ['2026-07-01'],
    ],
    [
      'a finding answered',
      days([], { findings: [{ ...finding, answeredOn: '2026-06-20' }] }),
      ['2026-06-20', '2027-06-20'],
    ],
    [
      'a decision that counts for six months',
      days([], { decisions: [{ ...decision, class: '轻微', from: '2026-05-01' }] }),
      ['2026-11-01'],
    ],
    [
      'a decision that begins, is repaired and ends',
      days([], {
        decisions: [{ ...decision, from: '2026-07-01', until: '2026-12-31', repairedOn: '2026-09-01' }],
      }),
      ['2026-07-01', '2026-09-01', '2027-01-01'],
    ],
    ['a decision without an end', days([], { decisions: [decision] }), []],
    ['the end of a restriction', days([], { restrictedUntil: '2026-06-30' }), ['2026-07-01']],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('what holds a rating down', () => {
  it('ends each cap by its own rule, though they are of one kind or lead to one tier', () => {
    const caps: RatingPolicy['caps'] = [
      { kind: 'assessmentBelow', below: 8000, months: 24, atMost: 'B' },
      { kind: 'assessmentBelow', below: 6000, months: 12, atMost: 'C' },
      { kind: 'veto', months: 15, atMost: 'C' },
    ];
    const bad = assessed('bad', '2026-05-01', '40', { vetoed: true });
    const found = outlook(
      { ...policy, caps },
      recordOf([bad, assessed('good', '2026-06-10', '92')]),
      today,
      'C',
    );
    expect(found.holds.map(({ endsOn }) => endsOn)).toEqual(['2028-05-01', '2027-05-01', '2027-08-01']);
  });

  it('ends each deduction by its own fact, and names it with its points', () => {
    const fault = (factId: string, on: string) => ({ factId, kind: 'lateChange' as const, on });
    const good = [assessed('a', '2026-06-01', '92'), assessed('b', '2026-06-01', '92')];
    const upkeepFaults = [fault('one', '2026-01-10'), fault('two', '2026-03-10')];
    const { holds } = outlook(policy, recordOf(good, { upkeepFaults }), today, 'B');
    expect(holds.map(({ endsOn }) => endsOn)).toEqual(['2028-01-10', '2028-03-10']);
    for (const { text } of holds) expect(text).toMatch(/^.+（.*2026-0[13]-10.*）$/);
  });
});

it('asks for nothing where any score would do', () => {
  const jobs = Array.from({ length: 20 }, (_, i) => assessed(`j${i}`, '2026-05-01', '92'));
  // 20 × 92 and one 0 are 87.62, held at C by the 差 of it.
  expect(outlook(policy, recordOf(jobs), today, 'D').next[0]).toEqual({ rating: 'C', points: 0 });
});

it('one more assessment is of a contract of its own, without veto and facts', () => {
  const { assessments } = withOneMore(recordOf([assessed('a', '2026-05-01', '92')]), today, 7999);
  expect(assessments).toEqual([
    assessed('a', '2026-05-01', '92'),
    { ...assessed('next', today, '79.99'), contractId: 'next' },
  ]);
});

const day = fc.integer({ min: 0, max: 1200 }).map((back) => addDays(today, 0 - back));
const recent = fc.integer({ min: 0, max: 150 }).map((back) => addDays(today, 0 - back));
const record = fc
  .record({
    jobs: fc.array(fc.tuple(day, fc.integer({ min: 5500, max: 10000 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 1,
      maxLength: 5,
    }),
    late: fc.array(day, { maxLength: 3 }),
    decisions: fc.array(
      fc.tuple(recent, fc.integer({ min: 200, max: 700 }), fc.constantFrom('轻微', '一般', '严重')),
      { minLength: 1, maxLength: 2 },
    ),
    restrictedUntil: fc.option(fc.integer({ min: -200, max: 400 }).map((days) => addDays(today, days))),
    answered: fc.array(fc.option(day), { maxLength: 2 }),
  })
  .map(({ jobs, late, decisions, restrictedUntil, answered }) =>
    recordOf(
      jobs.map(([on, points, luck], i) =>
        assessed(`j${i}`, on, (points / 100).toFixed(2), luck === 0 ? { vetoed: true, tier: '差' } : {}),
      ),
      {
        restrictedUntil,
        upkeepFaults: late.map((on, i) => ({ factId: `late-${i}`, kind: 'lateChange' as const, on })),
        decisions: decisions.map(([from, days, grade], i) => ({
          ...{ factId: `CJ-${i}`, class: grade, from, repairedOn: null },
          until: grade === '轻微' ? null : addDays(from, days),
        })),
        findings: answered.map((answeredOn, i) => ({
          ...{ factId: `DC-${i}`, gravity: 'major' as const, foundOn: '2023-01-01', dueOn: '2024-01-01' },
          answeredOn,
        })),
      },
    ),
  );

it('finds the same first day as asking on every day of three years', () => {
  let lifted = 0;
  fc.assert(
    fc.property(record, fc.constantFrom(...creditRatings), (one, other) => {
      const current = rate(policy, one, today).rating ?? other;
      const found = outlook(policy, one, today, current);
      let expected: { on: string; rating: CreditRating | null } | null = null;
      let unrated: string | null = null;
      for (let n = 0; n < 1200; n += 1) {
        const on = addDays(today, n);
        const { rating } = rate(policy, one, on);
        if (rating === null) unrated ??= on;
        if (expected === null && better(rating, current)) expected = { on, rating };
        if (expected !== null && unrated !== null) break;
      }
      expect(found.better).toEqual(expected);
      expect(found.unrated?.on ?? null).toBe(unrated);
      if (expected !== null && expected.on > today) lifted += 1;
    }),
    { numRuns: 40 },
  );

  expect(lifted).toBeGreaterThan(0);
}, 60_000);

it('names points that reach the tier, one hundredth less does not', () => {
  fc.assert(
    fc.property(record, fc.option(fc.constantFrom(...creditRatings)), (one, current) => {
      const { next, nextOn } = outlook(policy, one, today, current);
      for (const { rating, points } of next) {
        const reaches = (value: number) => {
          const result = rate(policy, withOneMore(one, nextOn, value), nextOn).rating;
          return result === rating || better(result, rating);
        };
        if (points === null) expect(reaches(10000)).toBe(false);
        else expect([reaches(points), points > 0 && reaches(points - 1)]).toEqual([true, false]);
      }
    }),
    { numRuns: 150 },
  );
});
