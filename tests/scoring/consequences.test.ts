import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consequenceText,
  defaultConsequencePolicy,
  needsApproval,
  proveConsequences,
  talkDueOn,
  type ConsequencePolicy,
  type Consequences,
} from '../../scoring/consequences.ts';
import { stateCalendar } from '../../scoring/data/state-calendar.ts';
import type { Place } from '../../scoring/migration.ts';

const policy = defaultConsequencePolicy;
const changed = (place: Place, more: Partial<Consequences>): ConsequencePolicy => ({
  ...policy,
  tiers: { ...policy.tiers, [place]: { ...policy.tiers[place], ...more } },
});

/** defaults.md §6 */
it.each<[Place, string, boolean, string | null]>([
  ['A', '信用等级 A：名单中列前。', false, null],
  ['B', '信用等级 B：按常规参加遴选。', false, null],
  [
    'C',
    '信用等级 C：10 个工作日内开展工作提醒谈话，下一项委托至少检查一次，冻结名单前须经审批。',
    true,
    // 25, 26, 28 (made up), 29, 30 September, then 9, 10, 11 (made up), 13 and 14 October.
    '2025-10-14',
  ],
  [
    'D',
    '信用等级 D：不参加抽取，提出受限建议，由财政局决定是否受限，在办委托在检查下继续完成。',
    false,
    null,
  ],
  ['未评级', '未评级：不因没有考核结果而受限。', false, null],
])('%s by default', (place, text, approval, due) => {
  expect(consequenceText(policy, place)).toBe(text);
  expect(needsApproval(policy, place)).toBe(approval);
  expect(talkDueOn(policy, place, stateCalendar, '2025-09-24')).toBe(due);
});

it('says every switch of a tier', () => {
  const all = {
    ...{ namedFirst: true, talkWithinDays: 3, inspectionNextJob: true },
    ...{ approvalBeforeFreezing: true, restrictionProposal: true },
  };
  expect(consequenceText(changed('A', all), 'A')).toBe(
    '信用等级 A：名单中列前，提出受限建议，由财政局决定是否受限，3 个工作日内开展工作提醒谈话，下一项委托至少检查一次，冻结名单前须经审批。',
  );
});

describe('faults', () => {
  it.each<[string, ConsequencePolicy, RegExp | null]>([
    ['the defaults', policy, null],
    ['C without approval', changed('C', { approvalBeforeFreezing: false }), null],
    ['B with approval', changed('B', { approvalBeforeFreezing: true }), null],
    [
      'A with approval',
      changed('A', { approvalBeforeFreezing: true }),
      /冻结名单前审批：对信用等级 A.*信用等级 B/,
    ],
    [
      'B named first, A not',
      {
        ...changed('B', { namedFirst: true }),
        tiers: { ...policy.tiers, A: policy.tiers.B, B: policy.tiers.A },
      },
      /名单中列前/,
    ],
    ['B talked to sooner than C', changed('B', { talkWithinDays: 5 }), /工作提醒谈话：对信用等级 B/],
    ['B talked to later than C', changed('B', { talkWithinDays: 20 }), null],
    [
      'D without proposal, C approved',
      changed('D', { restrictionProposal: false }),
      /冻结名单前审批：对信用等级 C.*信用等级 D/,
    ],
    ['C proposed', changed('C', { restrictionProposal: true }), /信用等级 C不能提出受限建议/],
    ['未评级 proposed', changed('未评级', { restrictionProposal: true }), /未评级不能提出受限建议/],
    ['D not inspected', changed('D', { inspectionNextJob: false }), /下一项委托检查：对信用等级 C/],
    ['a talk in no days', changed('C', { talkWithinDays: 0 }), /1 至 60/],
    ['a talk in half a day', changed('C', { talkWithinDays: 1 / 2 }), /1 至 60/],
  ])('%s', (_, one, fault) => {
    const told = proveConsequences(one)
      .faults.map(({ message }) => message)
      .join('；');
    if (fault) expect(told).toMatch(fault);
    else expect(told).toBe('');
  });

  it.each<[string, ConsequencePolicy, string[]]>([
    ['a talk in a day', changed('C', { talkWithinDays: 1 }), []],
    ['a talk in sixty days', changed('C', { talkWithinDays: 60 }), []],
    [
      'a talk in sixty-one',
      changed('C', { talkWithinDays: 61 }),
      ['信用等级 C的谈话期限须为 1 至 60 个工作日的整数'],
    ],
    [
      '未评级 talked to sooner than C',
      changed('未评级', { talkWithinDays: 9 }),
      ['工作提醒谈话：对未评级的处理不得严于信用等级 C'],
    ],
    ['未评级 talked to as soon as C', changed('未评级', { talkWithinDays: 10 }), []],
    ['未评级 inspected, C too', changed('未评级', { inspectionNextJob: true }), []],
    [
      'A inspected',
      changed('A', { inspectionNextJob: true }),
      [
        '下一项委托检查：对信用等级 A的处理不得严于信用等级 B',
        '下一项委托检查：对信用等级 A的处理不得严于未评级',
      ],
    ],
    ['未评级 named first as A is', changed('未评级', { namedFirst: true }), []],
    [
      'C named first',
      changed('C', { namedFirst: true }),
      ['名单中列前：对信用等级 B的处理不得严于信用等级 C', '名单中列前：对未评级的处理不得严于信用等级 C'],
    ],
    [
      'D named first',
      changed('D', { namedFirst: true }),
      ['名单中列前：对信用等级 C的处理不得严于信用等级 D'],
    ],
    [
      'D without proposal, C neither talked to nor approved',
      {
        version: 1,
        tiers: {
          ...changed('C', { talkWithinDays: null, approvalBeforeFreezing: false }).tiers,
          D: { ...policy.tiers.D, restrictionProposal: false },
        },
      },
      [],
    ],
  ])('exactly: %s', (_, one, faults) =>
    expect(proveConsequences(one).faults.map(({ message }) => message.split('，')[0])).toEqual(faults),
  );

  it('lie at the switch of the better tier', () => {
    const paths = (place: Place, more: Partial<Consequences>) =>
      proveConsequences(changed(place, more)).faults.map(({ path }) => path);
    expect(paths('C', { talkWithinDays: 61, restrictionProposal: true })).toEqual([
      'tiers.C.talkWithinDays',
      'tiers.C.restrictionProposal',
    ]);
    expect(paths('D', { inspectionNextJob: false })).toEqual(['tiers.C.inspectionNextJob']);
    expect(paths('A', { approvalBeforeFreezing: true })).toEqual([
      'tiers.A.approvalBeforeFreezing',
      'tiers.A.approvalBeforeFreezing',
    ]);
    expect(paths('C', { talkWithinDays: 60 })).toEqual([]);
  });

  it('leave no policy in which a better tier bears more than a worse one', () => {
    const tier = fc.record({
      namedFirst: fc.boolean(),
      talkWithinDays: fc.option(fc.integer({ min: 1, max: 20 })),
      inspectionNextJob: fc.boolean(),
      approvalBeforeFreezing: fc.boolean(),
      restrictionProposal: fc.constant(false),
    });
    /** Larger is harder, switch by switch. */
    const burden = (one: Consequences) => [
      one.namedFirst ? 0 : 1,
      one.talkWithinDays === null ? 0 : 100 - one.talkWithinDays,
      one.inspectionNextJob ? 1 : 0,
      one.approvalBeforeFreezing ? 1 : 0,
    ];
    const orders: Place[][] = [
      ['A', 'B', 'C', 'D'],
      ['A', '未评级', 'C', 'D'],
    ];
    fc.assert(
      fc.property(fc.record({ A: tier, B: tier, C: tier, D: tier, 未评级: tier }), (tiers) => {
        const holds = orders.every((order) =>
          order.every((place, index) =>
            order
              .slice(index + 1)
              .every((worse) =>
                burden(tiers[place]).every((value, key) => value <= burden(tiers[worse])[key]!),
              ),
          ),
        );
        expect(proveConsequences({ version: 1, tiers }).faults.length === 0).toBe(holds);
      }),
      { numRuns: 2000 },
    );
  });
});
