import { addWorkingDays, dayOf } from '#scoring/calendar.ts';
import type { z } from 'zod';
import { loadCalendar } from '../calendar/queries.ts';
import { lockCommission, subjectOf } from '../commissions/commands.ts';
import type { Context } from '../context.ts';
import { getContractOf } from '../contracts/commands.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { lockMilestone } from '../milestones/queries.ts';
import { milestoneTitles } from '../milestones/schema.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import { answerDays, type clockStopAnswer, type clockStopClaim } from './schema.ts';

/** 计时中止: days on which the agency had to wait for the bureau or the unit. */
export async function claimClockStop(context: Context, code: string, input: z.output<typeof clockStopClaim>) {
  const commission = await lockCommission(context, code);
  const contract = await getContractOf(context, commission.id);
  authorize(context.actor, 'clockStop.claim', contract);
  const milestone = await lockMilestone(context.db, commission.id, input.milestoneKey);
  const title = milestoneTitles[input.milestoneKey];
  if (!milestone || milestone.runsFrom === null)
    throw invalidField('milestoneKey', `「${title}」的期限尚未起算，不需要中止。`);
  if (milestone.deliveredOn !== null)
    throw invalidField('milestoneKey', `「${title}」已于 ${milestone.deliveredOn} 完成，不能再申请中止。`);
  if (input.fromDay > context.today) throw invalidField('fromDay', '开始日不得晚于今天。');
  if (input.fromDay < milestone.runsFrom)
    throw invalidField('fromDay', `开始日不得早于期限起算日 ${milestone.runsFrom}。`);
  const { untilDay, ...row } = input;
  const id = newId(context.now);
  await queries.insertClockStop(context.db, {
    ...row,
    id,
    commissionId: commission.id,
    untilDay: untilDay === '' ? null : untilDay,
    claimedBy: context.actor.accountId!,
    claimedAt: context.now,
  });
  await record(context, 'clockStop.claimed', subjectOf(commission, contract), { ...input, clockStop: id });
  return { id };
}

/** The bureau answers within two working days; its silence grants. */
export async function answerClockStop(
  context: Context,
  code: string,
  id: string,
  input: z.output<typeof clockStopAnswer>,
) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'clockStop.answer');
  const stop = await queries.lockClockStop(context.db, id);
  if (!stop || stop.commissionId !== commission.id) throw notFound();
  const calendar = await loadCalendar(context.db);
  const answerDueOn = addWorkingDays(calendar, dayOf(stop.claimedAt), answerDays).day;
  const { state, bySilence } = queries.standing(stop, answerDueOn, context.today);
  if (bySilence)
    throw new Refusal('conflict', `答复期已于 ${answerDueOn} 届满，未作答复，视为同意，不再改动。`);
  if (state !== 'claimed') throw new Refusal('conflict', '这项申请已经答复，只答复一次。');
  const isGranted = input.granted === 'yes';
  await queries.updateClockStop(
    context.db,
    id,
    isGranted
      ? { grantedBy: context.actor.accountId, grantedAt: context.now, answerReason: input.reason }
      : { refusedBy: context.actor.accountId, refusedAt: context.now, answerReason: input.reason },
  );
  const contract = await getContractOf(context, commission.id);
  const event = isGranted ? 'clockStop.granted' : 'clockStop.refused';
  await record(context, event, subjectOf(commission, contract), { clockStop: id, reason: input.reason });
  return { id, state: isGranted ? ('granted' as const) : ('refused' as const) };
}
