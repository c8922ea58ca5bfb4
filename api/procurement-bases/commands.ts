import type { z } from 'zod';
import { judgeBasis, type BasisVerdict } from '#scoring/procurement.ts';
import { lockCommission, subjectOf } from '../commissions/commands.ts';
import { markState, type CommissionRow } from '../commissions/queries.ts';
import { recordDecision } from '../collective-decisions/commands.ts';
import { collectiveDecision, type DecisionKind } from '../collective-decisions/schema.ts';
import { assertCurrent, type Context } from '../context.ts';
import { parse } from '../input.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { getPolicyInForce } from '../policies/queries.ts';
import type { ProcurementThresholds } from '#scoring/procurement.ts';
import { Refusal } from '../refusal.ts';
import { findBasis, saveBasis, sumOfOthers } from './queries.ts';
import type { procurementBasis } from './schema.ts';

type Input = z.output<typeof procurementBasis>;

/** 采购依据: recorded before anything else; what the year's others add up to is computed, never typed. */
export async function recordBasis(context: Context, code: string, input: Input) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'procurementBasis.record');
  if (commission.state !== 'created')
    throw new Refusal('conflict', '资格条件冻结后，采购依据不再改动；确需改变的，终止后重新立项。');
  assertCurrent(context, commission);
  const policy = await getPolicyInForce<ProcurementThresholds>(context.db, 'procurement', context.today);
  const earlier = await findBasis(context.db, commission.id);
  const verdict = judgeBasis(policy.content, {
    amount: input.amount,
    othersTotal: await sumOfOthers(context.db, commission.id, code.slice(3, 7)),
    method: input.method,
    internalRuleNumber: input.internalRuleNumber || null,
    procurementNumber: input.procurementNumber || null,
    noticeLink: input.noticeLink || null,
    resultLink: input.resultLink || null,
    resultOn: input.resultOn || null,
    isDecided: hasDecision(input),
  });
  refuseFaults(verdict, input, context.today);
  const decisionId = hasDecision(input)
    ? await recordDecisionOf(context, 'procurementBasis', commission, input)
    : null;
  await saveBasis(context.db, {
    commissionId: commission.id,
    estimatedAmount: input.amount,
    yearlyTotal: verdict.yearlyTotal,
    thresholdPolicyId: policy.id,
    thresholdAmount: policy.content.limit,
    openTenderAmount: policy.content.openTender,
    aboveThreshold: verdict.isAboveLimit,
    splitSuspected: verdict.isSplitSuspected,
    method: input.method,
    internalRuleNumber: verdict.isAboveLimit ? null : input.internalRuleNumber,
    procurementNumber: verdict.isAboveLimit ? input.procurementNumber : null,
    noticeLink: verdict.isAboveLimit ? input.noticeLink : null,
    resultLink: verdict.isAboveLimit ? input.resultLink : null,
    resultOn: verdict.isAboveLimit ? input.resultOn : null,
    decisionId,
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  });
  const version = await markState(context.db, commission.id);
  const detail = { amount: input.amount, yearlyTotal: verdict.yearlyTotal, method: input.method };
  const event = earlier ? 'procurementBasis.corrected' : 'procurementBasis.recorded';
  await record(context, event, subjectOf(commission), {
    ...detail,
    splitSuspected: verdict.isSplitSuspected,
    ...(earlier ? { before: { amount: earlier.estimatedAmount, method: earlier.method } } : {}),
  });
  return { code, version, ...detail, isSplitSuspected: verdict.isSplitSuspected };
}

/** The meeting typed beside what it decided on, kept as a collective decision. */
export async function recordDecisionOf(
  context: Context,
  kind: DecisionKind,
  commission: Pick<CommissionRow, 'id' | 'code'>,
  { meeting, heldOn, minutesNumber, attendees, withdrew, dissent }: DecisionInput,
): Promise<string> {
  const typed = { meeting, heldOn, minutesNumber, attendees, withdrew, dissent };
  const decision = parse(collectiveDecision, typed);
  return recordDecision(context, kind, subjectOf(commission), decision);
}

export type DecisionInput = Pick<
  Input,
  'meeting' | 'heldOn' | 'minutesNumber' | 'attendees' | 'withdrew' | 'dissent'
>;

/** Anything typed counts: a half decision is then refused field by field. */
export const hasDecision = (input: DecisionInput): boolean =>
  [
    ...[input.meeting, input.heldOn, input.minutesNumber, input.attendees],
    ...[input.withdrew, input.dissent],
  ].some((typed) => typed !== '');

function refuseFaults({ faults }: BasisVerdict, input: Input, today: string): void {
  const fields: Record<string, string> = {};
  for (const [field, message] of Object.entries(faults))
    fields[field === 'isDecided' ? 'minutesNumber' : field] = `${message}。`;
  if (input.resultOn > today) fields['resultOn'] ??= '采购结果公告的日期不得晚于今天。';
  if (Object.keys(fields).length === 0) return;
  throw new Refusal('invalid', `有 ${Object.keys(fields).length} 处需要处理。`, { fields });
}
