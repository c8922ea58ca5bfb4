/**
 * 计算凭据: everything that a result was computed from and what came of it, as canonical JSON. Whoever holds one computes
 * it again and finds the same bytes, or learns which of them was altered.
 */
import { assess, type Assessment, type VetoDecision } from './assessment.ts';
import type { Calendar, Day } from './calendar.ts';
import type { CreditRecord } from './credit-record.ts';
import type { Decision } from './decision.ts';
import { canonicalJson, sha256Hex, type Canonical } from './digest.ts';
import { outcomeOf, screen, type Eligibility } from './eligibility.ts';
import type { AgencyFacts, CommissionConditions } from './eligibility-facts.ts';
import type { EligibilityRules } from './eligibility-rules.ts';
import type { AssessmentFacts } from './facts.ts';
import type { Marks } from './marks.ts';
import type { RatingPolicy } from './rating-policy.ts';
import { rate, type RatingResult } from './rating.ts';
import type { Rubric } from './rubric.ts';
import { settle, type RuleSettlement } from './settlement.ts';

/** What each kind is computed from. */
export interface ReceiptInputs {
  assessment: { rubric: Rubric; facts: AssessmentFacts; marks: Marks; vetoes: readonly VetoDecision[] };
  rating: { policy: RatingPolicy; record: CreditRecord; asOf: Day };
  eligibility: {
    rules: EligibilityRules;
    conditions: CommissionConditions;
    facts: AgencyFacts;
    settlements: readonly RuleSettlement[];
    asOf: Day;
    calendar: Calendar;
  };
}

export type ReceiptKind = keyof ReceiptInputs;

/** What comes of each kind, with its whole explanation. */
export interface ReceiptResults {
  assessment: Assessment;
  rating: RatingResult;
  eligibility: { outcome: Eligibility; decisions: readonly Decision[] };
}

/** `inputs` and `result` are canonical JSON; a digest is the SHA-256 of its text. */
export interface Receipt {
  readonly kind: ReceiptKind;
  readonly algorithm: 'SHA-256';
  readonly inputs: string;
  readonly inputsDigest: string;
  readonly result: string;
  readonly resultDigest: string;
}

const compute: { readonly [Kind in ReceiptKind]: (inputs: ReceiptInputs[Kind]) => ReceiptResults[Kind] } = {
  assessment: ({ rubric, facts, marks, vetoes }) => assess(rubric, facts, marks, vetoes),
  rating: ({ policy, record, asOf }) => rate(policy, record, asOf),
  eligibility: ({ rules, conditions, facts, settlements, asOf, calendar }) => {
    const decisions = settle(screen(rules, conditions, facts, asOf, calendar), settlements);
    return { outcome: outcomeOf(decisions), decisions };
  },
};

export function issueReceipt<Kind extends ReceiptKind>(kind: Kind, given: ReceiptInputs[Kind]): Receipt {
  return sealed(kind, textOf(given), textOf(compute[kind](given)));
}

/** A receipt of what is on record, whether or not it holds: `receiptFaults` tells. */
export const recordedReceipt = <Kind extends ReceiptKind>(
  kind: Kind,
  given: ReceiptInputs[Kind],
  result: unknown,
): Receipt => sealed(kind, textOf(given), textOf(result));

/** Each way in which the receipt does not hold; empty when every byte comes out again. */
export function receiptFaults({ kind, inputs, inputsDigest, result, resultDigest }: Receipt): string[] {
  const faults: string[] = [];
  if (sha256Hex(inputs) !== inputsDigest) faults.push('计算所依据的内容与其指纹不一致，内容已被改动');
  if (sha256Hex(result) !== resultDigest) faults.push('结果与其指纹不一致，结果已被改动');
  const again = replay(kind, inputs);
  if (again === null) faults.push('计算所依据的内容不完整，不能重新计算');
  else if (again !== result) faults.push('重新计算的结果与凭据所载的不一致');
  return faults;
}

/** null: the inputs cannot be computed from. */
function replay(kind: ReceiptKind, inputs: string): string | null {
  try {
    // What was altered may be anything: computing from it may fail, and then it is no receipt.
    return textOf((compute[kind] as (given: unknown) => unknown)(JSON.parse(inputs)));
  } catch {
    return null;
  }
}

const sealed = (kind: ReceiptKind, inputs: string, result: string): Receipt => ({
  kind,
  algorithm: 'SHA-256',
  inputs,
  inputsDigest: sha256Hex(inputs),
  result,
  resultDigest: sha256Hex(result),
});

// Interfaces carry no index signature; canonicalJson refuses at run time what is not plain data.
const textOf = (value: unknown): string => canonicalJson(value as Canonical);
