import type { z } from 'zod';
import { commission as machine, type ActOf } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { isId, newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import { specialNeedsOf, type CommissionState, type newCommission, type termination } from './schema.ts';

/** 立项: a commission is made of an evaluatee, best of one that stands in the year's decided plan. */
export async function createCommission(context: Context, input: z.output<typeof newCommission>) {
  authorize(context.actor, 'commission.create');
  const evaluatee = isId(input.evaluateeId)
    ? await queries.findPlannedEvaluatee(context.db, input.evaluateeId)
    : undefined;
  if (!evaluatee) throw invalidField('evaluateeId', '没有找到这个被评价对象，请从所列各项中选择。');
  const { field, bondProjects, secrecy, ...row } = input;
  const id = newId(context.now);
  const code = await nextCode(context.db, 'WT', Number(context.today.slice(0, 4)));
  await queries.insertCommission(context.db, {
    ...row,
    id,
    code,
    planId: evaluatee.planId,
    state: machine.initial,
    specialNeeds: JSON.stringify(specialNeedsOf({ field, bondProjects, secrecy })),
    createdBy: context.actor.accountId!,
    createdAt: context.now,
  });
  const detail = { title: input.title, evaluatee: evaluatee.name, planned: evaluatee.planId !== null };
  await record(context, 'commission.created', subjectOf({ id, code }, evaluatee), detail);
  return { id, code, version: 1 };
}

export async function terminateCommission(
  context: Context,
  code: string,
  input: z.output<typeof termination>,
) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'commission.terminate');
  stepOf(commission, 'terminate');
  assertCurrent(context, commission);
  await queries.markTerminated(context.db, commission.id, context.now, input.reason);
  await record(context, 'commission.terminated', subjectOf(commission), { reason: input.reason });
  return { code, state: 'terminated' as const };
}

/** The commission's row, locked, or a 404 for what the actor may not know of. */
export async function lockCommission(context: Context, code: string): Promise<queries.CommissionRow> {
  const commission = await queries.lockCommissionRow(context.db, context.actor, code);
  if (!commission) throw notFound();
  return commission;
}

/** The state that the act leads to, or a refusal in the machine's words. */
export function stepOf(commission: { state: CommissionState }, act: ActOf<typeof machine>): CommissionState {
  return stepTo(machine, commission.state, act);
}

export const subjectOf = (
  commission: { id: string; code: string },
  seenBy: { agencyId?: string | null; unitId?: string | null } = {},
): Subject => ({
  type: 'commission',
  id: commission.id,
  code: commission.code,
  agencyId: seenBy.agencyId ?? null,
  unitId: seenBy.unitId ?? null,
});
