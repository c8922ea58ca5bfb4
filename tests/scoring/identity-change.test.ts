import { describe, expect, it } from 'vitest';
import { partyFaults, recordsTakenOver, type IdentityKindKey } from '../../scoring/identity-change.ts';
import { outcomeOf, screen } from '../../scoring/eligibility.ts';
import { defaultEligibilityRules } from '../../scoring/eligibility-rules.ts';
import { agencyOf, commissionOf } from '../support/candidates.ts';

const from = (...codes: string[]) => codes.map((code) => ({ code, recordTo: null as string | null }));

describe('the parties of a change', () => {
  it.each<[IdentityKindKey, string[], string[]]>([
    ['absorption', ['A'], ['B']],
    ['absorption', ['A', 'B', 'C', 'D'], ['E']],
    ['consolidation', ['A', 'B'], ['C']],
    ['dissolution', ['A'], ['B', 'C']],
    ['spinOff', ['A'], ['B']],
    ['cancellation', ['A'], []],
  ])('fit %s of %j into %j', (kind, predecessors, successors) => {
    expect(partyFaults(kind, { predecessors: from(...predecessors), successors })).toEqual({});
  });

  it.each<[IdentityKindKey, string[], string[], string, string]>([
    ['absorption', [], ['B'], 'predecessors[0].code', '吸收合并的原机构应为 1 至 4 家，现填 0 家。'],
    ['absorption', ['A'], ['B', 'C'], 'successors[0].code', '吸收合并的承继机构应为 1 家，现填 2 家。'],
    ['consolidation', ['A'], ['B'], 'predecessors[0].code', '新设合并的原机构应为 2 至 4 家，现填 1 家。'],
    ['dissolution', ['A'], ['B'], 'successors[0].code', '解散分立的承继机构应为 2 至 4 家，现填 1 家。'],
    ['spinOff', ['A'], [], 'successors[0].code', '存续分立的承继机构应为 1 至 4 家，现填 0 家。'],
    ['cancellation', ['A'], ['B'], 'successors[0].code', '注销的承继机构应为 0 家，现填 1 家。'],
    ['consolidation', ['A', 'A'], ['B'], 'predecessors[1].code', '这家机构已经列过。'],
    ['dissolution', ['A'], ['B', 'B'], 'successors[1].code', '这家机构已经列过。'],
    ['absorption', ['A'], ['A'], 'successors[0].code', '原机构不能同时是承继机构。'],
  ])('do not fit %s of %j into %j', (kind, predecessors, successors, path, message) => {
    expect(partyFaults(kind, { predecessors: from(...predecessors), successors })).toEqual({
      [path]: message,
    });
  });

  it('give a record to a successor alone', () => {
    const predecessors = [{ code: 'A', recordTo: 'C' }];
    expect(partyFaults('absorption', { predecessors, successors: ['B'] })).toEqual({
      'predecessors[0].recordTo': '信用记录只能由所列的承继机构承继；没有的，选「不承继」。',
    });
    expect(partyFaults('absorption', { predecessors, successors: ['C'] })).toEqual({});
  });
});

describe('records taken over', () => {
  const links = [
    { from: 'A', to: 'B', on: '2025-03-01' },
    { from: 'B', to: 'C', on: '2025-06-01' },
    { from: 'D', to: 'C', on: '2025-09-01' },
  ];
  it.each([
    ['B', '2025-02-28', []],
    ['B', '2025-03-01', ['A']],
    ['C', '2025-05-31', []],
    ['C', '2025-06-01', ['B', 'A']],
    ['C', '2025-09-01', ['B', 'D', 'A']],
    ['A', '2025-12-31', []],
  ])('of %s on %s are %j', (agency, day, expected) => {
    expect(recordsTakenOver(links, agency, day)).toEqual(expected);
  });

  it('end where they would begin anew', () => {
    const circle = [...links, { from: 'C', to: 'A', on: '2025-10-01' }];
    expect(recordsTakenOver(circle, 'A', '2025-10-01')).toEqual(['C', 'B', 'D']);
  });
});

describe('an agency that is no more', () => {
  const ended = { on: '2026-06-15', how: '吸收合并', decision: 'ZT-2026-001', successors: ['示例承继机构'] };
  const onDay = (asOf: string, successors = ended.successors) =>
    screen(
      defaultEligibilityRules,
      commissionOf({}),
      { ...agencyOf({}), ended: { ...ended, successors } },
      asOf,
      { years: {} },
    );

  it('is screened as before until the day before, and fails R1 from the day on', () => {
    expect(onDay('2026-06-14')[0]).toMatchObject({ ruleId: 'R1', outcome: 'pass' });
    const [first] = onDay('2026-06-15');
    expect(first).toMatchObject({
      ...{ ruleId: 'R1', outcome: 'fail', source: '机构主体变更决定 ZT-2026-001' },
      observed: '机构自 2026-06-15 起因吸收合并终止，承继机构：示例承继机构',
      fix: '机构已终止，由承继机构参加',
    });
    expect(outcomeOf(onDay('2026-06-15'))).toBe('ineligible');
    expect(onDay('2026-06-15', [])[0]).toMatchObject({
      observed: '机构自 2026-06-15 起因吸收合并终止',
      fix: '机构已终止，不能恢复',
    });
  });
});
