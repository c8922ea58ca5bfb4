/** 邀请: one agency at a time in the one drawn order; the window runs from service. */
import { commission as machine, conditions, invitation as invitationMachine } from '#scoring/lifecycle.ts';
import type { z } from 'zod';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState, type CommissionRow } from '../commissions/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { notFound, Refusal } from '../refusal.ts';
import { strikeExcluded } from '../selections/commands.ts';
import { findSelection } from '../selections/queries.ts';
import { judgeAcceptance } from '../invitation-acceptances/acceptance.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { acceptance, decline, withdrawal } from './schema.ts';

/** Invites the first in the order, or the next one when the one before has declined or let the window pass. */
export async function sendInvitation(context: Context, code: string) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'invitation.send');
  const state = stepOf(commission, commission.state === 'selecting' ? 'invite' : 'inviteNext');
  assertCurrent(context, commission);
  const selection = await findSelection(context.db, commission.id);
  if (!selection?.drawnAt) throw new Refusal('conflict', `${conditions.selectionRecorded}。`);
  await endPending(context, commission);
  await strikeExcluded(context, commission);
  const candidate = await queries.findNextCandidate(context.db, commission.id, selection.id);
  if (!candidate)
    throw new Refusal('conflict', '名单内的机构均已邀请过或已退出，没有下一家，可重新征集或终止委托。');
  const id = newId(context.now);
  const { invitation: days } = await getDays(context.db, context.today);
  const notice = await sendNotice(context, {
    to: { agencyId: candidate.agencyId },
    kind: 'invitation',
    title: `邀请承接「${commission.title}」`,
    body: letterOf(commission, candidate.place!, days),
    subject: subjectOf(commission),
    path: `/invitations/${id}`,
  });
  await queries.insertInvitation(context.db, {
    id,
    commissionId: commission.id,
    selectionId: selection.id,
    agencyId: candidate.agencyId,
    place: candidate.place!,
    state: invitationMachine.initial,
    noticeId: notice.id,
    sentBy: context.actor.accountId!,
    sentAt: context.now,
  });
  const version = await markState(context.db, commission.id, state);
  const seenBy = subjectOf(commission, { agencyId: candidate.agencyId });
  await record(context, 'invitation.sent', seenBy, { agency: candidate.name, place: candidate.place });
  return { id, code, version, agencyCode: candidate.code, place: candidate.place };
}

/** Accepting decides R6 for the named team and R7 again, with the agency's other jobs held still. */
export async function acceptInvitation(context: Context, id: string, input: z.output<typeof acceptance>) {
  const { invitation, commission } = await lockInvitation(context, id);
  assertAnswerable(context, invitation, 'accept');
  await queries.lockAgency(context.db, invitation.agencyId);
  const statement = await judgeAcceptance(context, commission, invitation.agencyId, input);
  const version = await queries.updateInvitation(context.db, id, {
    state: 'accepted',
    statement: JSON.stringify(statement),
    answeredBy: context.actor.accountId,
    answeredAt: context.now,
  });
  await markState(context.db, commission.id);
  const detail = { place: invitation.place, team: statement.team, signedName: input.signedName };
  await record(context, 'invitation.accepted', subjectOf(commission, invitation), detail);
  return { id, state: 'accepted' as const, version };
}

export async function declineInvitation(context: Context, id: string, input: z.output<typeof decline>) {
  const { invitation, commission } = await lockInvitation(context, id);
  assertAnswerable(context, invitation, 'decline');
  const version = await queries.updateInvitation(context.db, id, {
    state: 'declined',
    reason: input.reason,
    answeredBy: context.actor.accountId,
    answeredAt: context.now,
  });
  await markState(context.db, commission.id);
  const detail = { place: invitation.place, reason: input.reason };
  await record(context, 'invitation.declined', subjectOf(commission, invitation), detail);
  return { id, state: 'declined' as const, version };
}

/** The bureau takes an unanswered invitation back, e.g. when the agency has been struck through. */
export async function withdrawInvitation(context: Context, id: string, input: z.output<typeof withdrawal>) {
  const { invitation, commission } = await lockInvitation(context, id, 'invitation.withdraw');
  assertStep(invitation, 'withdraw');
  assertCurrent(context, invitation);
  const version = await queries.updateInvitation(context.db, id, {
    state: 'withdrawn',
    reason: input.reason,
  });
  await markState(context.db, commission.id);
  const detail = { place: invitation.place, reason: input.reason };
  await record(context, 'invitation.withdrawn', subjectOf(commission, invitation), detail);
  return { id, state: 'withdrawn' as const, version };
}

/** The commission first, then its invitation: everyone who changes both takes them in this order. */
async function lockInvitation(
  context: Context,
  id: string,
  action: 'invitation.answer' | 'invitation.withdraw' = 'invitation.answer',
) {
  const seen = await queries.findInvitation(context, context.actor, id);
  if (!seen) throw notFound();
  const commission = await lockCommission(context, seen.code);
  const invitation = (await queries.findInvitation(context, context.actor, id))!;
  authorize(context.actor, action, invitation);
  return { invitation, commission };
}

function assertAnswerable(
  context: Context,
  invitation: queries.FoundInvitation,
  act: 'accept' | 'decline',
): void {
  assertStep(invitation, act);
  if (invitation.standing === 'lapsed')
    throw new Refusal(
      'conflict',
      `答复期已于 ${invitation.dueOn} 24:00 届满，逾期视为未回复，不再接受答复。`,
    );
  if (invitation.receivedAt === null) throw new Refusal('conflict', '请先打开并签收邀请通知，再作答复。');
  assertCurrent(context, invitation);
}

function assertStep(invitation: queries.FoundInvitation, act: keyof typeof invitationMachine.acts): void {
  stepTo(invitationMachine, invitation.state, act);
}

/** Unanswered after its day, the invitation lapses by the hand that asks the next one. */
async function endPending(context: Context, commission: CommissionRow): Promise<void> {
  const obstacle = await queries.findObstacle(context, commission.id);
  if (obstacle !== null) throw new Refusal('conflict', obstacle);
  const pending = await queries.findPending(context, commission.id);
  if (!pending) return;
  await queries.updateInvitation(context.db, pending.id, { state: 'lapsed' });
  const detail = { place: pending.place, dueOn: pending.dueOn };
  await record(context, 'invitation.lapsed', subjectOf(commission, pending), detail);
}

const letterOf = (commission: CommissionRow, place: number, days: number): string =>
  `贵机构在「${commission.title}」（${commission.code}，${machine.title}）的遴选中位列第 ${place}。` +
  `请自签收本通知起 ${days} 个工作日内答复：接受的，作出独立性声明并确定主评人和评价组；不承接的，写明原因。` +
  '逾期未答复视为未回复，由下一家递补。';
