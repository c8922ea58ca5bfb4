/** 资格条件 as they are typed into a form, and back. What is well-formed here may still be at fault as a whole. */
import { z } from 'zod';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import { count, ticked, typedOf } from '../typed.ts';

/** All of the rules that is typed; number, day and adoption follow from where they are kept. */
export const eligibilityContent = z.strictObject({
  confirmationMonths: count(),
  lateConfirmationWorkingDays: count(),
  projectsPerLeadEvaluator: count(),
  violationYears: count(),
  integritySites: ticked(),
  queryDays: count(),
  relationMonths: count(),
});

export type TypedEligibilityRules = z.input<typeof eligibilityContent>;

/** Rules as they would be typed. */
export function typedEligibilityRules(rules: EligibilityRules): TypedEligibilityRules {
  const { version: _version, inForceFrom: _day, adoption: _papers, ...typed } = rules;
  return typedOf(typed) as TypedEligibilityRules;
}
