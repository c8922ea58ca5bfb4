import type { z } from 'zod';
import { commission as commissionMachine, rectification, report as machine } from '#scoring/lifecycle.ts';
import { markState } from '../commissions/queries.ts';
import { nextCode } from '../counter.ts';
import type { Context } from '../context.ts';
import { assertDivision, assertOpen, lockEvaluation, stepOf, subjectOf } from '../evaluations/commands.ts';
import { getProgress, type Evaluation } from '../evaluations/queries.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { markDelivered } from '../milestones/commands.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { invalidField } from '../refusal.ts';
import { insertRectification } from '../rectifications/queries.ts';
import { findReport } from '../reports/queries.ts';
import * as queries from './queries.ts';
import type { reportAcceptance, reportReturn } from './schema.ts';

/** 验收: the evaluation is done, the assessment of the agency can open, and the unit gets what it has to put right. */
export async function acceptReport(context: Context, code: string, input: z.output<typeof reportAcceptance>) {
  const { evaluation, report } = await lockFinal(context, code, 'accept');
  if (input.problems.length > 0 && evaluation.unitId === null)
    throw invalidField('problems', '这个被评价对象没有预算单位，不能下达整改事项，请留空。');
  await queries.insertAcceptance(context.db, {
    id: newId(context.now),
    commissionId: evaluation.id,
    reportId: report.id,
    outcome: 'accepted',
    note: input.note,
    decidedBy: context.actor.accountId!,
    decidedAt: context.now,
  });
  stepOf(commissionMachine, evaluation.state, 'accept');
  await markState(context.db, evaluation.id, 'accepted');
  await markDelivered(context, evaluation.id, 'acceptance');
  const detail = { number: report.number, note: input.note, grade: report.grade, points: report.score };
  await record(context, 'report.accepted', subjectOf(evaluation, 'both'), detail);
  const codes = await openRectifications(context, evaluation, input.problems);
  return { number: report.number, rectifications: codes };
}

/** A return names whose cause it is; the agency files another final report, signed again. */
export async function returnReport(context: Context, code: string, input: z.output<typeof reportReturn>) {
  const { evaluation, report } = await lockFinal(context, code, 'return');
  await queries.insertAcceptance(context.db, {
    ...input,
    id: newId(context.now),
    commissionId: evaluation.id,
    reportId: report.id,
    outcome: 'returned',
    decidedBy: context.actor.accountId!,
    decidedAt: context.now,
  });
  await record(context, 'report.returned', subjectOf(evaluation), { number: report.number, ...input });
  return { number: report.number };
}

async function lockFinal(context: Context, code: string, act: 'accept' | 'return') {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'report.decide', evaluation);
  assertDivision(context, evaluation);
  assertOpen(evaluation);
  const progress = await getProgress(context, evaluation.id);
  stepOf(machine, progress.reportState, act);
  const report = (await findReport(context.db, evaluation.id, 'final', progress.finals!))!;
  return { evaluation, report };
}

/** One notice for all of them: their 60 days run from its service. */
async function openRectifications(context: Context, evaluation: Evaluation, problems: readonly string[]) {
  const { unitId } = evaluation;
  if (problems.length === 0 || unitId === null) return [];
  const { rectificationMeasuresCalendarDays: days } = await getDays(context.db, context.today);
  const subject = { ...subjectOf(evaluation, 'both'), agencyId: null };
  const notice = await sendNotice(context, {
    to: { unitId },
    kind: 'rectification',
    title: `《${evaluation.title}》评价结果反馈及整改`,
    body: `评价报告已验收。所列 ${problems.length} 项问题请自收到之日起 ${days} 日（自然日）内报送整改措施和佐证材料。`,
    subject,
    path: `/rectifications?commission=${evaluation.code}`,
  });
  const codes: string[] = [];
  for (const problem of problems) {
    const id = newId(context.now);
    const code = await nextCode(context.db, 'ZG', Number(context.today.slice(0, 4)));
    await insertRectification(context.db, {
      id,
      code,
      commissionId: evaluation.id,
      unitId,
      problem,
      noticeId: notice.id,
      days,
      state: rectification.initial,
      openedBy: context.actor.accountId!,
      openedAt: context.now,
    });
    await record(context, 'rectification.opened', { type: 'rectification', id, code, unitId }, { problem });
    codes.push(code);
  }
  return codes;
}
