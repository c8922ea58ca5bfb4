import { describe, expect, it } from 'vitest';
import { defaultEligibilityRules } from '../../scoring/eligibility-rules.ts';
import type { IntegrityFacts } from '../../scoring/eligibility-facts.ts';
import { checkIntegrity, staleQuery } from '../../scoring/integrity.ts';

const rules = {
  ...defaultEligibilityRules,
  integritySites: ['甲网', '乙网'],
  queryDays: 10,
  violationYears: 3,
};
const asOf = '2025-06-30';
const query = (site: string, on: string, result: 'found' | 'none') =>
  ({ site, on, result }) as IntegrityFacts['queries'][number];
const violation = (decidedOn: string, bannedUntil: string | null) =>
  ({ title: '处罚', decidedOn, bannedUntil }) as IntegrityFacts['violations'][number];
const clean: IntegrityFacts = {
  declaresNone: true,
  queries: [query('甲网', '2025-06-20', 'none'), query('乙网', '2025-06-25', 'none')],
  violations: [],
};
const outcome = (facts: Partial<IntegrityFacts>) => checkIntegrity(rules, { ...clean, ...facts }, asOf);

describe('what an officer reads of R5', () => {
  it('names every site and the day of its look-up, and records only where there are some', () => {
    expect(outcome({})).toMatchObject({ outcome: 'pass' });
    expect(outcome({}).observed).toMatch(/甲网 2025-06-20，乙网 2025-06-25）$/);
    expect(outcome({ violations: [violation('2020-01-01', null)] }).observed).toMatch(
      /已登记的记录均已届满$/,
    );
  });

  it('asks for the declaration before the look-ups', () => {
    expect(outcome({ declaresNone: null, queries: [] })).toMatchObject({ outcome: 'unknown' });
    expect(outcome({ declaresNone: null, queries: [] }).observed).toContain('声明');
    expect(outcome({ queries: [] }).observed).toContain('甲网、乙网');
  });

  it('tells a record found from one declared', () => {
    const found = clean.queries.map((one) => ({ ...one, result: 'found' as const }));
    expect(outcome({ queries: found }).observed).toContain('甲网、乙网查有记录');
    expect(outcome({ declaresNone: false }).observed).toContain('机构声明有记录');
  });

  it('says when the way is free again: after the ban, or after three years', () => {
    const banned = outcome({ violations: [violation('2025-01-10', '2026-01-10')] });
    expect(banned).toMatchObject({ outcome: 'fail' });
    expect(banned.observed).toContain('禁止期至 2026-01-10');
    expect(banned.fix).toContain('2026-01-10');
    const counted = outcome({ violations: [violation('2025-01-10', null)] });
    expect(counted.observed).toMatch(/作出$/);
    expect(counted.fix).toContain('3 年');
  });
});

describe('days of R5', () => {
  it('knows nothing of a decision of tomorrow', () => {
    expect(outcome({ violations: [violation('2025-07-01', '2026-07-01')] }).outcome).toBe('pass');
    expect(outcome({ violations: [violation('2025-06-30', '2026-06-30')] }).outcome).toBe('fail');
  });

  it('takes the latest look-up of a site, in whatever order they were recorded', () => {
    const old = query('甲网', '2025-01-02', 'found');
    const middle = query('甲网', '2025-03-02', 'found');
    const [latest, other] = clean.queries;
    for (const queries of [
      [old, middle, latest!, other!],
      [latest!, middle, old, other!],
      [middle, latest!, old, other!],
    ])
      expect(outcome({ queries }).outcome).toBe('pass');
  });

  it('takes the one recorded last of several of one day', () => {
    const [latest, other] = clean.queries;
    const sameDay = query('甲网', '2025-06-20', 'found');
    expect(outcome({ queries: [sameDay, latest!, other!] }).outcome).toBe('pass');
    expect(outcome({ queries: [latest!, other!, sameDay] }).outcome).toBe('unknown');
  });

  it('refuses to freeze with a look-up older than ten days', () => {
    expect(staleQuery(rules, clean, '2025-06-30')).toBeNull();
    expect(staleQuery(rules, clean, '2025-07-01')).toContain('甲网');
  });
});
