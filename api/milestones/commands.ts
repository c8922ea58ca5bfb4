/** 节点: each due day is counted when the node it runs from is reached. */
import { addWorkingDays, type Day } from '#scoring/calendar.ts';
import type { PeriodKey } from '#scoring/periods.ts';
import type { z } from 'zod';
import { loadCalendar } from '../calendar/queries.ts';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState } from '../commissions/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { findContractOf } from '../contracts/queries.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import { milestoneTitles, type MilestoneKey, type newDueDay } from './schema.ts';

/** The period of each node, counted from the day its predecessor was reached. */
const periods = {
  workPlan: 'planDue',
  workPlanApproval: 'planApproval',
  draft: 'draftDue',
  comments: 'comments',
  final: 'finalDue',
  acceptance: 'acceptance',
} as const satisfies Record<MilestoneKey, PeriodKey>;

const afterDelivery: Partial<Record<MilestoneKey, MilestoneKey>> = {
  workPlan: 'workPlanApproval',
  comments: 'final',
  final: 'acceptance',
};
const afterApproval: Partial<Record<MilestoneKey, MilestoneKey>> = { workPlanApproval: 'draft' };

/**
 * Starts the period of a node on a day (for 征求意见 the day of service). Counting again, e.g. after a return, keeps
 * the first due day. To be called in the transaction that reaches the node, with the commission locked.
 */
export async function setDue(
  context: Context,
  commissionId: string,
  key: MilestoneKey,
  from: Day,
): Promise<Day> {
  const row = await getMilestone(context, commissionId, key);
  const [calendar, days] = await Promise.all([loadCalendar(context.db), getDays(context.db, context.today)]);
  const dueOn = addWorkingDays(calendar, from, days[periods[key]]).day;
  const isAgain = row.originalDueOn !== null && row.originalDueOn !== dueOn;
  await queries.updateMilestone(context.db, row.id, {
    originalDueOn: row.originalDueOn ?? dueOn,
    dueOn,
    runsFrom: from,
    ...(isAgain ? { movedReason: `自 ${from} 起重新计算` } : {}),
  });
  return dueOn;
}

/** Records that a node was delivered and starts the one that runs from it. A second delivery replaces the first. */
export async function markDelivered(
  context: Context,
  commissionId: string,
  key: MilestoneKey,
  on: Day = context.today,
): Promise<void> {
  const row = await getMilestone(context, commissionId, key);
  await queries.updateMilestone(context.db, row.id, { deliveredOn: on });
  const following = afterDelivery[key];
  if (following) await setDue(context, commissionId, following, on);
}

/**
 * Records that a node was approved and starts the one that runs from it. The approval of the work plan also moves the
 * commission on to `running`.
 */
export async function markApproved(
  context: Context,
  commissionId: string,
  key: MilestoneKey,
  on: Day = context.today,
): Promise<void> {
  const row = await getMilestone(context, commissionId, key);
  await queries.updateMilestone(context.db, row.id, {
    approvedOn: on,
    deliveredOn: key === 'workPlanApproval' ? on : (row.deliveredOn ?? on),
  });
  const following = afterApproval[key];
  if (following) await setDue(context, commissionId, following, on);
  if (key === 'workPlanApproval') await start(context, commissionId);
}

/** Moves a due day by hand: with a reason, and the first day stays on record. */
export async function moveDue(
  context: Context,
  code: string,
  key: MilestoneKey,
  input: z.output<typeof newDueDay>,
) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'milestone.move');
  const row = await queries.lockMilestone(context.db, commission.id, key);
  if (!row) throw notFound();
  assertCurrent(context, commission);
  if (row.dueOn === null)
    throw new Refusal('conflict', `「${milestoneTitles[key]}」的期限尚未起算，起算后才能调整。`);
  if (row.deliveredOn !== null)
    throw new Refusal('conflict', `「${milestoneTitles[key]}」已于 ${row.deliveredOn} 完成，期限不再调整。`);
  if (input.dueOn === row.dueOn)
    throw invalidField('dueOn', `截止日现在就是 ${row.dueOn}，请填写新的截止日。`);
  if (row.runsFrom !== null && input.dueOn <= row.runsFrom)
    throw invalidField('dueOn', `截止日须晚于起算日 ${row.runsFrom}。`);
  await queries.updateMilestone(context.db, row.id, { dueOn: input.dueOn, movedReason: input.reason });
  const version = await markState(context.db, commission.id);
  const contract = await findContractOf(context.db, commission.id);
  const detail = { milestone: key, from: row.dueOn, to: input.dueOn, reason: input.reason };
  await record(context, 'milestone.moved', subjectOf(commission, { agencyId: contract?.agencyId }), detail);
  return { key, dueOn: input.dueOn, originalDueOn: row.originalDueOn, version };
}

async function getMilestone(context: Context, commissionId: string, key: MilestoneKey) {
  const row = await queries.lockMilestone(context.db, commissionId, key);
  if (!row) throw new Error(`commission ${commissionId} has no milestone ${key}`);
  return row;
}

async function start(context: Context, commissionId: string): Promise<void> {
  const commission = await context.db
    .selectFrom('commission')
    .selectAll()
    .where('id', '=', commissionId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (commission.state === 'running') return;
  await markState(context.db, commissionId, stepOf(commission, 'start'));
  const contract = await findContractOf(context.db, commissionId);
  await record(context, 'commission.started', subjectOf(commission, { agencyId: contract?.agencyId }));
}
