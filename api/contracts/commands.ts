import { dayOf } from '#scoring/calendar.ts';
import type { z } from 'zod';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState } from '../commissions/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { findAcceptance } from '../invitations/queries.ts';
import { record } from '../journal.ts';
import { setDue } from '../milestones/commands.ts';
import { insertMilestones } from '../milestones/queries.ts';
import { findOfferPrice } from '../offers/queries.ts';
import { authorize } from '../permissions.ts';
import { findPolicy } from '../policies/queries.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { newContract } from './schema.ts';

/** Records the signed contract, attaches the rubric in force on the signing day, and starts the first node. */
export async function recordContract(context: Context, code: string, input: z.output<typeof newContract>) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'contract.record');
  const state = stepOf(commission, 'sign');
  assertCurrent(context, commission);
  const acceptance = await findAcceptance(context.db, commission.id);
  if (!acceptance) throw new Refusal('conflict', '须先有机构接受邀请并作出独立性声明，才能登记合同。');
  await checkTerms(context, commission, acceptance, input);
  const rubric = await findPolicy(context.db, 'rubric', input.signedOn);
  if (!rubric) throw invalidField('signedOn', '签订日期没有生效的考核评分标准，请核对日期。');
  const lead = acceptance.statement.team.find((member) => member.role === 'leadEvaluator');
  if (!lead) throw new Error(`invitation ${acceptance.id} was accepted without a lead evaluator`);
  const id = newId(context.now);
  await queries
    .insertContract(context.db, {
      ...input,
      id,
      commissionId: commission.id,
      agencyId: acceptance.agencyId,
      rubricId: rubric.id,
      leadEvaluatorId: lead.personId,
      team: JSON.stringify(acceptance.statement.team),
      recordedBy: context.actor.accountId!,
      recordedAt: context.now,
    })
    .catch((error) =>
      onConstraint(error, {
        contract_number_key: () => invalidField('number', '这个合同编号已经登记过，请核对。'),
      }),
    );
  await insertMilestones(context.db, commission.id, context.now);
  const planDueOn = await setDue(context, commission.id, 'workPlan', input.signedOn);
  const version = await markState(context.db, commission.id, state);
  const detail = { number: input.number, signedOn: input.signedOn, fee: input.fee, rubric: rubric.version };
  await record(context, 'contract.recorded', subjectOf(commission, acceptance), detail);
  return { id, code, state, planDueOn, version };
}

/** The contract, or a 404: for the commands of what hangs on it. */
export async function getContractOf(context: Context, commissionId: string): Promise<queries.FoundContract> {
  const contract = await queries.findContractOf(context.db, commissionId);
  if (!contract) throw notFound();
  return contract;
}

async function checkTerms(
  context: Context,
  commission: { id: string; feeCap: number },
  acceptance: { agencyId: string; answeredAt: string | null; selectionId: string },
  input: z.output<typeof newContract>,
): Promise<void> {
  if (input.signedOn > context.today) throw invalidField('signedOn', '签订日期不得晚于今天。');
  const acceptedOn = dayOf(acceptance.answeredAt!);
  if (input.signedOn < acceptedOn)
    throw invalidField('signedOn', `签订日期不得早于机构接受邀请的日期 ${acceptedOn}。`);
  if (input.fee > commission.feeCap)
    throw invalidField('fee', `合同金额不得超过最高限价 ${commission.feeCap / 1_000_000} 万元。`);
  const price = await findOfferPrice(context.db, acceptance.selectionId, acceptance.agencyId);
  if (price !== null && input.fee > price)
    throw invalidField('fee', `合同金额不得超过该机构比选时的报价 ${price / 1_000_000} 万元。`);
}
