import { report as machine } from '#scoring/lifecycle.ts';
import { settleConsultation } from '../consultations/commands.ts';
import { listOpenComments } from '../consultations/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertOpen, assertOwnFile, lockEvaluation, stepOf, subjectOf } from '../evaluations/commands.ts';
import { getProgress, type Evaluation } from '../evaluations/queries.ts';
import { newId } from '../ids.ts';
import { readIndicators } from '../indicator-systems/commands.ts';
import { findApprovedIndicatorSystem } from '../indicator-systems/queries.ts';
import { record } from '../journal.ts';
import { markDelivered, setDue } from '../milestones/commands.ts';
import { authorize } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { ReportKind, TypedMarks, WorkingCopy } from './schema.ts';
import { readSheet } from '../report-sheets/sheet.ts';

/** Keeps what is being written, as typed. Whoever changes a signed final report takes the signature away. */
export async function saveReport(context: Context, code: string, kind: ReportKind, content: WorkingCopy) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'report.write', evaluation);
  assertOpen(evaluation);
  await assertStep(context, evaluation, kind === 'draft' ? 'submit' : 'finalise');
  const copy = await queries.findWorkingCopy(context.db, evaluation.id, kind);
  if (copy) assertCurrent(context, copy);
  return { version: await keep(context, evaluation, kind, content) };
}

/** 4号 18 ①: the draft, with a mark for every indicator of the approved system. */
export async function submitDraft(context: Context, code: string, content: WorkingCopy) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'report.write', evaluation);
  assertOpen(evaluation);
  if (evaluation.state !== 'running') throw new Refusal('conflict', '评价实施方案审核确定后才能提交初稿。');
  await assertStep(context, evaluation, 'submit');
  const copy = await queries.findWorkingCopy(context.db, evaluation.id, 'draft');
  if (copy) assertCurrent(context, copy);
  const judged = await judge(context, evaluation, content, null);
  await keep(context, evaluation, 'draft', content);
  const filed = await file(context, evaluation, 'draft', 1, content, judged);
  await markDelivered(context, evaluation.id, 'draft');
  return filed;
}

/** 4号 18 ④: only the lead evaluator of this contract signs, and only a final report that is complete. */
export async function signFinal(context: Context, code: string) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'report.sign', evaluation);
  assertOpen(evaluation);
  await assertStep(context, evaluation, 'finalise');
  const { actor } = context;
  if (actor.personId === null || actor.personId !== evaluation.leadEvaluatorId)
    throw new Refusal('forbidden', '只有合同所列的本项目主评人本人可以签字。', { who: '本项目主评人' });
  const copy = await queries.findWorkingCopy(context.db, evaluation.id, 'final');
  if (!copy) throw new Refusal('conflict', '定稿尚未保存，请先填写并保存定稿。');
  assertCurrent(context, copy);
  await judgeFinal(context, evaluation, copy.content);
  const version = await queries.markSigned(context.db, evaluation.id, {
    signedBy: actor.accountId!,
    signedPersonId: actor.personId,
    signedAt: context.now,
  });
  await record(context, 'report.signed', subjectOf(evaluation), { version });
  return { version, signedAt: context.now };
}

/** Files the final report as it was signed. */
export async function submitFinal(context: Context, code: string) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'report.write', evaluation);
  assertOpen(evaluation);
  const progress = await assertStep(context, evaluation, 'finalise');
  const copy = await queries.findWorkingCopy(context.db, evaluation.id, 'final');
  if (!copy) throw new Refusal('conflict', '定稿尚未保存，请先填写并保存定稿。');
  assertCurrent(context, copy);
  const judged = await judgeFinal(context, evaluation, copy.content);
  if (copy.signedAt === null || copy.signedBy === null || copy.signedPersonId === null)
    throw new Refusal('conflict', '定稿尚未由本项目主评人签字（财监〔2021〕4号第十八条），签字后才能提交。');
  await settleConsultation(context, evaluation, progress);
  const number = (progress.finals ?? 0) + 1;
  const { signedBy, signedPersonId, signedAt } = copy;
  const signature = { signedBy, signedPersonId, signedAt };
  const filed = await file(context, evaluation, 'final', number, copy.content, judged, signature);
  // What was due was the first final report; a later one gives the bureau its days again.
  if (number === 1) await markDelivered(context, evaluation.id, 'final');
  else await setDue(context, evaluation.id, 'acceptance', context.today);
  return filed;
}

async function assertStep(context: Context, evaluation: Evaluation, act: 'submit' | 'finalise') {
  const progress = await getProgress(context, evaluation.id);
  stepOf(machine, progress.reportState, act);
  return progress;
}

async function judgeFinal(context: Context, evaluation: Evaluation, content: WorkingCopy) {
  const open = await listOpenComments(context.db, evaluation.id);
  if (open.length > 0) {
    const numbers = open.map(({ number }) => `第 ${number} 条`).join('、');
    throw new Refusal(
      'conflict',
      `还有 ${open.length} 条意见没有回应：${numbers}。逐条说明采纳情况和理由后才能定稿。`,
    );
  }
  const before = await queries.findLatestReport(context.db, evaluation.id);
  return judge(context, evaluation, content, before?.marks ?? null, {
    ...(content.reviewedByName ? {} : { reviewedByName: '填写机构内部复核人的姓名。' }),
    ...(content.sealNote ? {} : { sealNote: '写明机构公章的加盖情况，例如「封面及骑缝已加盖公章」。' }),
  });
}

/** Everything that is wrong with a report, at once; else its sheet. */
async function judge(
  context: Context,
  evaluation: Evaluation,
  content: WorkingCopy,
  before: TypedMarks | null,
  more: Record<string, string> = {},
) {
  const system = await findApprovedIndicatorSystem(context.db, evaluation.id);
  if (!system) throw new Refusal('conflict', '指标体系尚未审核确定，确定后才能提交报告。');
  const { sheet, fields: marks } = readSheet(readIndicators(system.indicators), content.marks, before);
  const fields = {
    ...(content.summary ? {} : { summary: '填写报告摘要和评价结论。' }),
    ...(content.problems ? {} : { problems: '逐行写明发现的问题；没有问题的写「未发现问题」。' }),
    ...(content.advice ? {} : { advice: '填写改进建议。' }),
    ...(content.fileId ? {} : { fileId: '上传报告文件。' }),
    ...more,
    ...marks,
  };
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal('invalid', `有 ${count} 处需要处理。`, { fields });
  await assertOwnFile(context, content.fileId, 'fileId');
  if (sheet.points === null || sheet.grade === null)
    throw new Refusal('invalid', `${sheet.gaps.join('；')}。`, { fields: { marks: sheet.gaps.join('；') } });
  return { systemId: system.id, points: sheet.points, grade: sheet.grade };
}

async function file(
  context: Context,
  evaluation: Evaluation,
  kind: ReportKind,
  number: number,
  content: WorkingCopy,
  { systemId, points, grade }: Awaited<ReturnType<typeof judge>>,
  signature: { signedBy?: string; signedPersonId?: string; signedAt?: string } = {},
) {
  const id = newId(context.now);
  await queries.insertReport(context.db, {
    id,
    commissionId: evaluation.id,
    kind,
    number,
    fileId: content.fileId,
    summary: content.summary,
    problems: content.problems,
    advice: content.advice,
    indicatorSystemId: systemId,
    marks: JSON.stringify(content.marks),
    score: points,
    grade,
    submittedBy: context.actor.accountId!,
    submittedAt: context.now,
    ...(kind === 'final'
      ? { reviewedByName: content.reviewedByName, sealNote: content.sealNote, ...signature }
      : {}),
  });
  const event = kind === 'draft' ? 'report.draftSubmitted' : 'report.finalSubmitted';
  await record(context, event, subjectOf(evaluation), { number, points, grade });
  return { kind, number, points, grade };
}

const keep = (
  context: Context,
  evaluation: Evaluation,
  kind: ReportKind,
  content: WorkingCopy,
): Promise<number> =>
  queries.saveWorkingCopy(context.db, {
    commissionId: evaluation.id,
    kind,
    content: JSON.stringify(content),
    savedBy: context.actor.accountId!,
    savedAt: context.now,
  });
