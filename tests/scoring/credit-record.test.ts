import { describe, expect, it } from 'vitest';
import { isInForce, isWithin, recordFaults, type ConductDecision } from '#scoring/credit-record.ts';
import { assessed, recordOf } from '../support/credit-records.ts';

describe('a window of n months at day a holds d when d + n months > a', () => {
  it.each<[string, number, string, boolean]>([
    ['2025-06-15', 12, '2025-06-14', false],
    ['2025-06-15', 12, '2025-06-15', true],
    ['2025-06-15', 12, '2026-06-14', true],
    ['2025-06-15', 12, '2026-06-15', false],
    ['2025-08-31', 6, '2026-02-27', true],
    ['2025-08-31', 6, '2026-02-28', false],
    ['2025-06-15', 0, '2025-06-15', false],
  ])('%s for %i months on %s: %s', (day, months, asOf, held) =>
    expect(isWithin(day, months, asOf)).toBe(held),
  );
});

describe('a decision is in force from its first to its last day, until it is repaired', () => {
  const displayed = { from: '2026-04-01', until: '2026-09-30', repairedOn: null };
  const repaired = { ...displayed, repairedOn: '2026-06-01' };
  it.each<[Pick<ConductDecision, 'from' | 'until' | 'repairedOn'>, string, boolean]>([
    [displayed, '2026-03-31', false],
    [displayed, '2026-04-01', true],
    [displayed, '2026-09-30', true],
    [displayed, '2026-10-01', false],
    [{ ...displayed, until: null }, '2030-01-01', true],
    [repaired, '2026-05-31', true],
    [repaired, '2026-06-01', false],
  ])('%o on %s: %s', (decision, asOf, inForce) => expect(isInForce(decision, asOf)).toBe(inForce));
});

describe('what forbids a record', () => {
  const scored = (points: number) => recordOf([{ ...assessed('KH-1', '2026-03-01', '90'), points }]);
  it.each<[number, string | null]>([
    [0, null],
    [10000, null],
    [-1, '考核 KH-1 的得分 -0.01 不在 0.00～100.00 之间'],
    [10001, '考核 KH-1 的得分 100.01 不在 0.00～100.00 之间'],
    [90.5, '考核 KH-1 的得分 90.5 不在 0.00～100.00 之间'],
    [NaN, '考核 KH-1 的得分 NaN 不在 0.00～100.00 之间'],
  ])('%d points', (points, fault) => expect(recordFaults(scored(points))).toEqual(fault ? [fault] : []));

  it('a veto without 差', () => {
    const vetoed = (tier: '优' | '差') =>
      recordOf([assessed('KH-1', '2026-03-01', '92', { vetoed: true, tier })]);
    expect(recordFaults(vetoed('优'))).toEqual(['考核 KH-1 有否决事项，考核等级应为差']);
    expect(recordFaults(vetoed('差'))).toEqual([]);
  });

  it.each<[ConductDecision['class'], string | null, string[]]>([
    ['轻微', null, []],
    ['一般', '2026-09-30', []],
    ['一般', null, ['处理决定 CL-1 须写明公示截止日']],
    ['严重', null, ['处理决定 CL-1 须写明公示截止日']],
  ])('%s, displayed until %s', (grade, until, faults) => {
    const decision = { factId: 'CL-1', class: grade, from: '2026-04-01', until, repairedOn: null };
    expect(recordFaults(recordOf([], { decisions: [decision] }))).toEqual(faults);
  });

  it('one fact in two places, each named once; two assessments may share it', () => {
    const fault = (factId: string) => ({ factId, kind: 'lateChange', on: '2026-01-10' }) as const;
    const finding = (factId: string) => ({
      ...{ factId, gravity: 'minor' as const, answeredOn: null },
      ...{ foundOn: '2026-04-01', dueOn: '2026-04-16' },
    });
    const twice = recordOf([assessed('KH-1', '2026-03-01', '92', { factIds: ['a'] })], {
      upkeepFaults: [fault('a'), fault('b'), fault('c')],
      findings: [finding('b'), finding('b'), finding('d')],
    });
    expect(recordFaults(twice)).toEqual([
      '事实 a 已在别处扣分，同一事实只扣一次',
      '事实 b 已在别处扣分，同一事实只扣一次',
    ]);
    const shared = ['KH-1', 'KH-2'].map((id) => assessed(id, '2026-03-01', '92', { factIds: ['a'] }));
    expect(recordFaults(recordOf(shared))).toEqual([]);
  });
});
