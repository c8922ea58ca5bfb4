import { describe, expect, it } from 'vitest';
import type { LeadEvaluatorLoad } from '../../scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import { checkLeadEvaluators, checkLoad } from '../../scoring/workload.ts';
import { agencyOf, commissionOf } from '../support/candidates.ts';

/** Leads so many projects in the commission's window. */
const lead = (name: string, projects: number): LeadEvaluatorLoad => ({
  ...{ personId: name, name },
  leading: [{ commissionId: 'WT-9', from: '2026-07-01', to: '2026-08-31', projects }],
});

describe('what an officer reads of R2', () => {
  const judged = (leadEvaluatorsNeeded: number, ...leadEvaluators: LeadEvaluatorLoad[]) =>
    checkLeadEvaluators(rules, commissionOf({ leadEvaluatorsNeeded }), agencyOf({ leadEvaluators }));

  it('names those who lead three at the time, and nobody else', () => {
    expect(judged(1, lead('甲', 2), lead('乙', 3), lead('丙', 4))).toMatchObject({
      outcome: 'pass',
      observed: '在岗 3 名，可用 1 名（乙同期已主评 3 个，丙同期已主评 4 个）',
    });
    expect(judged(1, lead('甲', 2)).observed).toBe('在岗 1 名，可用 1 名');
  });

  it('says how many are missing', () => {
    expect(judged(3, lead('甲', 2), lead('乙', 3))).toMatchObject({ outcome: 'fail' });
    expect(judged(3, lead('甲', 2), lead('乙', 3)).fix).toMatch(/^补充 2 名/);
    expect(judged(1, lead('甲', 2)).outcome).toBe('pass');
    expect(judged(2, lead('甲', 2)).fix).toMatch(/^补充 1 名/);
  });
});

it('R7 names those who lead more than three already', () => {
  const leadEvaluators = [lead('甲', 3), lead('乙', 4), lead('丙', 5)];
  expect(checkLoad(rules, commissionOf(), agencyOf({ leadEvaluators }))).toMatchObject({
    outcome: 'fail',
    observed: '在办 0 个，本次 1 个，上限 9 个；乙已主评 4 个，丙已主评 5 个',
  });
  expect(checkLoad(rules, commissionOf(), agencyOf({ leadEvaluators: [lead('甲', 3)] })).outcome).toBe(
    'pass',
  );
});
