import { freezeFaults, outcomeOf, principalReasons, screen } from '#scoring/eligibility.ts';
import type { Decision } from '#scoring/decision.ts';
import {
  ruleIds,
  type AgencyFacts,
  type CommissionConditions,
  type Window,
} from '#scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules, ruleOf } from '#scoring/eligibility-rules.ts';
import { mayLead, testLeadEvaluator, type LeadEvaluatorFacts } from '#scoring/lead-evaluator.ts';
import { controlPeers } from '#scoring/recusal.ts';
import { settle, settlementFault, type RuleSettlement } from '#scoring/settlement.ts';
import { capOf, overlaps } from '#scoring/workload.ts';
import { calendarIn, type Years } from './days.ts';
import { answering, without, type Runners } from './runner.ts';

interface Given extends Years {
  readonly commission: CommissionConditions;
  readonly agency: AgencyFacts;
}

const screened = answering(
  (
    one: { agency: Partial<AgencyFacts>; commission: Partial<CommissionConditions>; asOf: string },
    given: Given,
  ) => {
    const commission = { ...given.commission, ...one.commission };
    const decisions = screen(
      rules,
      commission,
      { ...given.agency, ...one.agency },
      one.asOf,
      calendarIn(given),
    );
    const overall = outcomeOf(decisions);
    if ((principalReasons(decisions).length === 0) !== (overall === 'eligible'))
      throw new Error('a reason without an obstacle, or an obstacle without a reason');
    return { outcomes: decisions.map(({ outcome }) => outcome).join(' '), overall };
  },
);

export const eligibility: Runners = {
  'default-eligibility-rules': answering(() => without(rules, ['version', 'inForceFrom', 'adoption'])),
  screen: screened,
  'screen-random': screened,
  'freeze-faults': answering(
    ({ agencies, freezeOn }: { agencies: Partial<AgencyFacts>[]; freezeOn: string }, given: Given) => {
      const all = agencies.map((one) => {
        const agency = { ...given.agency, ...one };
        return {
          agency,
          decisions: screen(rules, given.commission, agency, freezeOn, calendarIn(given)),
        };
      });
      return [...new Set(freezeFaults(rules, all, freezeOn).map(({ agencyId }) => agencyId))];
    },
  ),
  'control-peers': answering((candidates: Parameters<typeof controlPeers>[0][]) =>
    controlPeers(candidates[0]!, candidates),
  ),
  overlaps: answering(([a, b]: [Window, Window]) => overlaps(a, b)),
  'cap-of': answering((leadEvaluators: number) => capOf(rules, leadEvaluators)),
  'settlement-fault': answering((decision: Pick<Decision, 'ruleId' | 'outcome'>) => ({
    allowed: settlementFault(decision) === null,
  })),
  settle: answering(
    (
      { outcomes, settlements }: { outcomes: string; settlements: RuleSettlement[] },
      given: { commission: CommissionConditions },
    ) => {
      const decisions = outcomes.split(' ').map((outcome, index) => ({
        ...ruleOf(rules, given.commission, ruleIds[index]!),
        outcome: outcome as Decision['outcome'],
        observed: '',
        source: '',
        asOf: '2026-06-01',
      }));
      return settle(decisions, settlements)
        .map(({ outcome }) => outcome)
        .join(' ');
    },
  ),
  'lead-evaluator': answering(
    (one: { person: Partial<LeadEvaluatorFacts>; asOf: string }, given: { person: LeadEvaluatorFacts }) => {
      const decisions = testLeadEvaluator({ ...given.person, ...one.person }, one.asOf);
      return { outcomes: decisions.map(({ outcome }) => outcome).join(' '), mayLead: mayLead(decisions) };
    },
  ),
};
