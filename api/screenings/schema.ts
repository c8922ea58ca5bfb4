import type { Decision } from '#scoring/decision.ts';
import type { Eligibility } from '#scoring/eligibility.ts';
import type { AgencyFacts } from '#scoring/eligibility-facts.ts';
import type { RuleSettlement } from '#scoring/settlement.ts';

/** One agency's row of the matrix, as it is kept. */
export interface ScreenedRow {
  agencyId: string;
  code: string;
  name: string;
  outcome: Eligibility;
  decisions: Decision[];
}

/** What one agency's row was decided on, as it is kept. */
export interface KeptFacts {
  agencyId: string;
  facts: AgencyFacts;
  settlements: RuleSettlement[];
}
