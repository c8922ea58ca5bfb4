import { describe, expect, it } from 'vitest';
import type { ConductDecision, Finding } from '#scoring/credit-record.ts';
import { deductConduct, deductUpkeep } from '#scoring/deductions.ts';
import { defaultRatingPolicy } from '#scoring/rating-policy.ts';

const { upkeep, conduct } = defaultRatingPolicy;
const finding = (more: Partial<Finding>): Finding => ({
  factId: 'finding',
  gravity: 'major',
  foundOn: '2026-04-01',
  dueOn: '2026-04-16',
  answeredOn: null,
  ...more,
});
const decision = (more: Partial<ConductDecision>): ConductDecision => ({
  factId: 'decision',
  class: '一般',
  from: '2026-04-01',
  until: '2026-09-30',
  repairedOn: null,
  ...more,
});

describe('a finding', () => {
  it.each<[string, Partial<Finding>, string, string, number]>([
    ['major, open', {}, '检查发现重大问题', '2026-04-01 发现，尚未答复', 300],
    ['minor, open', { gravity: 'minor' }, '检查发现一般问题', '2026-04-01 发现，尚未答复', 100],
    [
      'answered in time',
      { answeredOn: '2026-04-16' },
      '检查发现重大问题',
      '2026-04-01 发现，2026-04-16 按期答复，计 12 个月',
      100,
    ],
    [
      'answered late',
      { answeredOn: '2026-04-17' },
      '检查发现重大问题',
      '2026-04-01 发现，2026-04-17 逾期答复，计 12 个月',
      300,
    ],
  ])('%s', (_, more, title, text, points) => {
    const { items } = deductConduct(conduct, [finding(more)], [], '2026-05-01');
    expect(items).toEqual([{ factId: 'finding', title, text, points }]);
  });

  it.each(['2026-04-16', '2026-04-17'])('minor, answered on %s, leaves nothing', (answeredOn) => {
    const found = [finding({ gravity: 'minor', answeredOn })];
    expect(deductConduct(conduct, found, [], answeredOn)).toEqual({ points: 0, total: 0, items: [] });
  });

  it('that takes nothing once answered in time is not listed then', () => {
    const policy = { ...conduct, major: { open: 300, answered: 0, months: 12 } };
    const found = (answeredOn: string) => [finding({ answeredOn })];
    expect(deductConduct(policy, found('2026-04-16'), [], '2026-05-01').items).toEqual([]);
    expect(deductConduct(policy, found('2026-04-17'), [], '2026-05-01').items).toHaveLength(1);
  });
});

describe('a decision', () => {
  it.each<[Partial<ConductDecision>, string, string, number]>([
    [{ class: '轻微', until: null }, '轻微处理决定', '2026-04-01 起，计 6 个月', 200],
    [{ class: '一般' }, '一般处理决定', '2026-04-01 起，至 2026-09-30', 800],
    [{ class: '严重', until: '2028-03-31' }, '严重处理决定', '2026-04-01 起，至 2028-03-31', 2000],
  ])('%o', (more, title, text, points) => {
    const { items } = deductConduct(conduct, [], [decision(more)], '2026-05-01');
    expect(items).toEqual([{ factId: 'decision', title, text, points }]);
  });

  it('of a class that takes nothing is not listed', () => {
    const policy = { ...conduct, decisions: { ...conduct.decisions, 一般: { points: 0, months: null } } };
    expect(deductConduct(policy, [], [decision({})], '2026-05-01').items).toEqual([]);
  });
});

it('conduct takes the sum of findings and decisions, findings first', () => {
  const { points, items } = deductConduct(
    conduct,
    [finding({ gravity: 'minor' })],
    [decision({})],
    '2026-05-01',
  );
  expect([points, items.map(({ factId }) => factId)]).toEqual([900, ['finding', 'decision']]);
});

it('upkeep names each fault, and takes at most its most', () => {
  const kinds = ['lateChange', 'confirmationMissing', 'falseFiling'] as const;
  const faults = kinds.map((kind) => ({ factId: kind, kind, on: '2026-01-10' }));
  const { points, total, items } = deductUpkeep(upkeep, [...faults, faults[0]!], '2026-05-01');
  expect([points, total]).toEqual([1000, 1200]);
  expect(items.slice(0, 3)).toEqual([
    { factId: 'lateChange', title: '变更逾期未报', text: '2026-01-10，计 24 个月', points: 200 },
    { factId: 'confirmationMissing', title: '年度确认逾期', text: '2026-01-10，计 24 个月', points: 300 },
    { factId: 'falseFiling', title: '填报信息不实', text: '2026-01-10，计 24 个月', points: 500 },
  ]);
});
