import { z } from 'zod';
import { ruleIds, type RuleId } from '#scoring/eligibility-facts.ts';
import { reason } from '../commissions/schema.ts';
import { decisionFields } from '../procurement-bases/schema.ts';

const ruleId = z.enum(ruleIds as unknown as [RuleId, ...RuleId[]]);

/** 核实 of one open answer: which agency, which rule, what was found, and its proof. */
export const settlement = z.strictObject({
  agency: z.string().trim().min(1, '选择机构。'),
  ruleId,
  outcome: z.enum(['pass', 'fail']),
  note: reason('写明核实的经过和结论。'),
  fileId: z.string().default(''),
});

export const exceptionProposal = z.strictObject({
  agency: z.string().trim().min(1, '选择机构。'),
  ruleId,
  reason: reason('写明例外审批的理由。'),
});

export const exceptionApproval = z.strictObject(decisionFields);

export const tierApproval = z.strictObject({ reason: reason('写明同意这些机构参加的理由。') });
