import { describe, expect, it } from 'vitest';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import type { RecusalFacts, Relation } from '../../scoring/eligibility-facts.ts';
import { checkRecusal } from '../../scoring/recusal.ts';
import { agencyOf, commissionOf, screeningDay as today } from '../support/candidates.ts';

type PaidWork = Extract<Relation, { kind: 'paidWork' }>;

const paid = (more: Partial<PaidWork>): PaidWork => ({
  ...{ kind: 'paidWork', unitId: 'unit', unitName: '某单位', commissionedBy: 'unit', settlement: null },
  ...{ from: '2025-01-01', to: '2025-12-31' },
  ...more,
});
const { recusal } = agencyOf();
const judged = (facts: Partial<RecusalFacts>, conditions = commissionOf()) =>
  checkRecusal(rules, conditions, agencyOf({ recusal: { ...recusal, ...facts } }), today);
const outcomeOf = (...relations: Relation[]) => judged({ relations }).outcome;

describe('paid work for whom the commission concerns (R6)', () => {
  it.each<[string, Partial<PaidWork>, string]>([
    ['begins tomorrow', { from: '2026-06-16', to: '2026-12-31' }, 'pass'],
    ['begins tomorrow without an end', { from: '2026-06-16', to: null }, 'pass'],
    ['begins today', { from: '2026-06-15', to: '2026-12-31' }, 'fail'],
    ['begins today without an end', { from: '2026-06-15', to: null }, 'fail'],
    ['ends today', { to: '2026-06-15' }, 'fail'],
    ['ended yesterday', { to: '2026-06-14' }, 'unknown'],
    ['ended a day less than three years ago', { to: '2023-06-16' }, 'unknown'],
    ['ended three years ago', { to: '2023-06-15' }, 'pass'],
    ['ended, for a unit that the commission does not concern', { unitId: 'stranger' }, 'pass'],
    ['runs, for a unit that the commission does not concern', { unitId: 'stranger', to: null }, 'pass'],
    ['ended, for a finance department', { commissionedBy: 'finance' }, 'pass'],
    ['runs, for a finance department', { commissionedBy: 'finance', to: null }, 'pass'],
  ])('%s', (_, more, outcome) => expect(outcomeOf(paid(more))).toBe(outcome));
});

it('asks nothing more of who took part in another project', () => {
  expect(outcomeOf({ kind: 'tookPart', projectId: 'another', role: '设计' })).toBe('pass');
  expect(outcomeOf({ kind: 'tookPart', projectId: 'project', role: '设计' })).toBe('fail');
});

describe('what an officer reads of R6', () => {
  const both: Relation[] = [
    { kind: 'kin', text: '某甲与某乙', settlement: null },
    { kind: 'formerEmployment', text: '某丙曾任职', settlement: null },
  ];

  it('names all that stands in the way', () => {
    const self = commissionOf({ clientUscc: 'USCC-1', evaluateeUsccs: ['USCC-1'] });
    expect(judged({}, self).observed).toBe('机构即委托方；机构即被评价对象');
  });

  it('names all that is to be looked into', () => {
    expect(judged({ relations: both })).toMatchObject({
      outcome: 'unknown',
      observed: '近亲属关系待核实：某甲与某乙；任职经历待核实：某丙曾任职',
    });
  });

  it('names all candidates under one person in charge', () => {
    expect(judged({ peers: ['JG-2', 'JG-3'] }).observed).toContain('与候选机构JG-2、JG-3的负责人');
  });
});
