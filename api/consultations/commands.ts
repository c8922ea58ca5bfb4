import type { z } from 'zod';
import { dayOf, type Day } from '#scoring/calendar.ts';
import { mayStillComment } from '#scoring/consultation.ts';
import { comment as commentMachine, report as machine } from '#scoring/lifecycle.ts';
import type { Context } from '../context.ts';
import { assertDivision, assertOpen, lockEvaluation, stepOf, subjectOf } from '../evaluations/commands.ts';
import { getProgress, type Evaluation, type Progress } from '../evaluations/queries.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { markDelivered, setDue } from '../milestones/commands.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { findReport } from '../reports/queries.ts';
import * as queries from './queries.ts';
import type { commentAnswer, paperAnswer, TypedAnswer } from './schema.ts';

/** 4号 18 ②: the draft goes to the evaluated unit and to the client; each has its days, the unit from service. */
export async function openConsultation(context: Context, code: string) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'consultation.open', evaluation);
  assertDivision(context, evaluation);
  assertOpen(evaluation);
  const { reportState } = await getProgress(context, evaluation.id);
  stepOf(machine, reportState, 'consult');
  const draft = (await findReport(context.db, evaluation.id, 'draft', 1))!;
  const { comments: days } = await getDays(context.db, context.today);
  const subject = subjectOf(evaluation, 'both');
  const { unitId } = evaluation;
  const notice = unitId
    ? await sendNotice(context, {
        to: { unitId },
        kind: 'consultation',
        title: `《${evaluation.title}》评价报告初稿征求意见`,
        body: `请自收到之日起 ${days} 个工作日内对评价报告初稿提出书面意见；没有意见的也请答复。逾期未反馈的，视为无异议。`,
        subject: { ...subject, agencyId: null },
        path: `/commissions/${code}/comments`,
      })
    : null;
  await queries.insertConsultation(context.db, {
    id: newId(context.now),
    commissionId: evaluation.id,
    reportId: draft.id,
    noticeId: notice?.id ?? null,
    openedBy: context.actor.accountId!,
    openedAt: context.now,
    days,
  });
  await setDue(context, evaluation.id, 'comments', context.today);
  await record(context, 'consultation.opened', subject, { days, toUnit: unitId !== null });
  return { days, noticeId: notice?.id ?? null };
}

/** The unit's or the bureau's comments, all at once and once, or an explicit 无意见. */
export async function answerConsultation(context: Context, code: string, typed: TypedAnswer) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'consultation.answer', evaluation);
  if (!context.actor.unitId) assertDivision(context, evaluation);
  const side = context.actor.unitId ? 'unit' : 'bureau';
  const { progress, consultation } = await openWindow(context, evaluation);
  const window = side === 'unit' ? progress.windows!.unit : progress.windows!.bureau;
  if (!window) throw notFound();
  if (window.state === 'unserved')
    throw new Refusal('conflict', '征求意见的通知尚未签收，请先打开并签收通知，再提出意见。');
  if (window.state === 'silent')
    throw new Refusal('conflict', `征求意见已于 ${window.until!.day} 期满，逾期未反馈，视为无异议。`);
  if (!mayStillComment(window)) throw new Refusal('conflict', '意见已经提交，每方答复一次。');
  return take(context, evaluation, consultation.id, typed, { side, at: context.now, onPaper: false });
}

/** The unit's written answer on paper, entered by the officer and marked as such; it counts from when it came in. */
export async function enterPaperAnswer(
  context: Context,
  code: string,
  { receivedOn, ...typed }: z.output<typeof paperAnswer>,
) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'consultation.enterPaper', evaluation);
  const { progress, consultation } = await openWindow(context, evaluation);
  const window = progress.windows!.unit;
  if (!window) throw new Refusal('conflict', '这个被评价对象没有预算单位，不登记纸质意见。');
  if (window.state === 'commented' || window.state === 'noComment')
    throw new Refusal('conflict', '预算单位的意见已经收到，每方答复一次。');
  if (receivedOn > context.today) throw invalidField('receivedOn', '收到日期不得晚于今天。');
  const openedOn = dayOf(consultation.openedAt);
  if (receivedOn < openedOn) throw invalidField('receivedOn', `收到日期不得早于征求意见之日 ${openedOn}。`);
  if (window.until && receivedOn > window.until.day)
    throw invalidField(
      'receivedOn',
      `征求意见已于 ${window.until.day} 期满，此后收到的意见不再登记，视为无异议。`,
    );
  const at = receivedOn === context.today ? context.now : noonOf(receivedOn);
  return take(context, evaluation, consultation.id, typed, { side: 'unit', at, onPaper: true });
}

/** 4号 18: item by item, adopted, partly or not, with a reason. It may be changed until the final report is filed. */
export async function answerComment(
  context: Context,
  code: string,
  number: number,
  input: z.output<typeof commentAnswer>,
) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'comment.answer', evaluation);
  assertOpen(evaluation);
  const { reportState } = await getProgress(context, evaluation.id);
  if (reportState === 'final') throw new Refusal('conflict', '定稿已经提交，不再改动对意见的回应。');
  const comment = (await queries.listComments(context.db, evaluation.id)).find(
    (one) => one.number === number,
  );
  if (!comment) throw notFound();
  if (comment.answer === null) stepOf(commentMachine, 'open', 'answer');
  await queries.updateComment(context.db, comment.id, {
    answer: input.answer,
    answerReason: input.reason,
    answeredBy: context.actor.accountId,
    answeredAt: context.now,
  });
  await record(context, 'comment.answered', subjectOf(evaluation, 'both'), { number, ...input });
  return { number, answer: input.answer };
}

/** With the final report the consultation is history: its days and those that ran from it are kept. */
export async function settleConsultation(
  context: Context,
  evaluation: Evaluation,
  { windows, servedAt, openedAt }: Progress,
): Promise<void> {
  if (!windows?.overOn || !openedAt) return;
  const from = windows.unit && servedAt ? laterDay(dayOf(servedAt), dayOf(openedAt)) : dayOf(openedAt);
  await setDue(context, evaluation.id, 'comments', from);
  await markDelivered(context, evaluation.id, 'comments', windows.overOn);
}

async function openWindow(context: Context, evaluation: Evaluation) {
  assertOpen(evaluation);
  const progress = await getProgress(context, evaluation.id);
  const consultation = await queries.findConsultation(context.db, evaluation.id);
  if (!consultation) throw new Refusal('conflict', '评价报告初稿尚未征求意见。');
  if (progress.finals !== null) throw new Refusal('conflict', '定稿已经提交，不再接收意见。');
  return { progress, consultation };
}

async function take(
  context: Context,
  evaluation: Evaluation,
  consultationId: string,
  typed: TypedAnswer,
  { side, at, onPaper }: { side: 'unit' | 'bureau'; at: string; onPaper: boolean },
) {
  const made = typed.comments.filter(({ body }) => body !== '');
  const isNone = typed.noComment === 'yes';
  if (isNone && made.length > 0)
    throw invalidField('noComment', '已填写意见，请取消勾选「无意见」；没有意见的请清空所填内容。');
  if (!isNone && made.length === 0)
    throw invalidField('noComment', '请填写意见；没有意见的，勾选「无意见」。');
  const first = (await queries.listComments(context.db, evaluation.id)).length + 1;
  if (made.length > 0)
    await queries.insertComments(
      context.db,
      made.map((comment, index) => ({
        ...comment,
        id: newId(context.now),
        consultationId,
        number: first + index,
        origin: side,
        madeBy: context.actor.accountId!,
        madeAt: at,
        onPaper,
      })),
    );
  await queries.updateConsultation(
    context.db,
    consultationId,
    side === 'unit'
      ? { unitAnsweredAt: at, unitHasNoComment: isNone, unitAnsweredOnPaper: onPaper }
      : { bureauAnsweredAt: at, bureauHasNoComment: isNone },
  );
  const event = onPaper ? 'consultation.paperEntered' : 'consultation.answered';
  await record(context, event, subjectOf(evaluation, 'both'), {
    side,
    comments: made.length,
    noComment: isNone,
  });
  return { side, comments: made.length, noComment: isNone };
}

const laterDay = (a: Day, b: Day): Day => (a > b ? a : b);

/** A paper says its day, not its hour. */
const noonOf = (day: Day): string => `${day}T04:00:00.000Z`;
