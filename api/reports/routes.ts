import { Hono } from 'hono';
import { report as machine } from '#scoring/lifecycle.ts';
import { listOpenComments } from '../consultations/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { getEvaluation, whyClosed } from '../evaluations/commands.ts';
import { getProgress, type Evaluation, type Progress } from '../evaluations/queries.ts';
import { fileResponse } from '../files/routes.ts';
import { readIndicators } from '../indicator-systems/commands.ts';
import { findApprovedIndicatorSystem, findIndicatorSystem } from '../indicator-systems/queries.ts';
import { body } from '../input.ts';
import { listMilestones } from '../milestones/queries.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { whyNoStep } from '../steps.ts';
import { saveReport, signFinal, submitDraft, submitFinal } from './commands.ts';
import * as queries from './queries.ts';
import { reportKinds, workingCopy, type ReportKind } from './schema.ts';
import { checkFiled, readSheet } from '../report-sheets/sheet.ts';

export const reports = new Hono<Env>()
  .get('/:code', allow('report.read'), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const progress = await getProgress(context, evaluation.id);
    const all = await queries.listReports(context.db, evaluation.id);
    const milestones = await listMilestones(context, evaluation.id);
    return c.json({
      evaluation,
      reportState: progress.reportState,
      reports: all.filter((report) => isShown(context, progress, report)),
      milestones: milestones.filter(({ key }) => key === 'draft' || key === 'final'),
      writing: context.actor.agencyId ? await writingOf(context, evaluation, progress) : null,
      actions: await actionsOn(context, evaluation, progress),
    });
  })
  .put('/:code/working-copies/:kind', allow('report.write'), body(workingCopy), async (c) => {
    const kind = c.req.param('kind');
    if (!isKind(kind)) throw notFound();
    return c.json(
      await write(c, (context) => saveReport(context, c.req.param('code'), kind, c.req.valid('json'))),
    );
  })
  .post('/:code/drafts', allow('report.write'), body(workingCopy), async (c) =>
    c.json(await write(c, (context) => submitDraft(context, c.req.param('code'), c.req.valid('json'))), 201),
  )
  .post('/:code/signature', allow('report.sign'), async (c) =>
    c.json(await write(c, (context) => signFinal(context, c.req.param('code'))), 201),
  )
  .post('/:code/finals', allow('report.write'), async (c) =>
    c.json(await write(c, (context) => submitFinal(context, c.req.param('code'))), 201),
  )
  .get('/:code/:key', allow('report.read'), async (c) => {
    const context = read(c);
    const { evaluation, report } = await getReport(context, c.req.param('code'), c.req.param('key'));
    const system = (await findIndicatorSystem(context.db, report.indicatorSystemId!))!;
    const rows = readIndicators(system.indicators);
    const { sheet } = readSheet(rows, report.marks);
    const { agencyId, unitId } = context.actor;
    // Advice to those who judge the report, not to those who wrote it or are judged by it.
    const check = agencyId || unitId ? null : checkFiled(rows, report.marks, report);
    return c.json({ evaluation, report, indicators: system.indicators, sheet, check });
  })
  .get('/:code/:key/file', allow('report.read'), async (c) => {
    const context = read(c);
    const { report } = await getReport(context, c.req.param('code'), c.req.param('key'));
    const file = (await queries.findFileRow(context.db, report.fileId))!;
    return fileResponse(context, file);
  });

/** `draft-1`, `final-2`: the report as far as the actor may know of it, or a 404. */
async function getReport(context: Context, code: string, key: string) {
  const evaluation = await getEvaluation(context, code);
  const match = /^(draft|final)-([1-9]\d{0,3})$/.exec(key);
  const kind = match?.[1] as ReportKind | undefined;
  const report = kind && (await queries.findReport(context.db, evaluation.id, kind, Number(match![2])));
  if (!report || !isShown(context, await getProgress(context, evaluation.id), report)) throw notFound();
  return { evaluation, report };
}

const isKind = (text: string): text is ReportKind => text in reportKinds;

/** 4号 21: the unit reads the draft when it is asked for its comments, and the final report once it is accepted. */
function isShown(
  { actor }: Context,
  { consultationId }: Progress,
  report: { kind: ReportKind; outcome: string | null },
) {
  if (!actor.unitId) return true;
  return report.kind === 'draft' ? consultationId !== null : report.outcome === 'accepted';
}

/** What the agency is writing now: the sheet's rows, what was typed, and what it adds up to so far. */
async function writingOf(context: Context, evaluation: Evaluation, progress: Progress) {
  const kind = progress.reportState === 'draft' ? 'draft' : 'final';
  const act = kind === 'draft' ? 'submit' : 'finalise';
  if (whyClosed(evaluation) || whyNoStep(machine, progress.reportState, act)) return null;
  const system = await findApprovedIndicatorSystem(context.db, evaluation.id);
  if (!system) return null;
  const copy = await queries.findWorkingCopy(context.db, evaluation.id, kind);
  const before = kind === 'final' ? await queries.findLatestReport(context.db, evaluation.id) : undefined;
  const marks = copy?.content.marks ?? withoutChanges(before?.marks ?? {});
  const { fileId = '', summary, problems, advice, reviewedByName = '', sealNote = '' } = copy?.content ?? {};
  const file = fileId ? await queries.findFileRow(context.db, fileId) : undefined;
  return {
    kind,
    indicators: system.indicators,
    content: {
      fileId,
      summary: summary ?? before?.summary ?? '',
      problems: problems ?? before?.problems ?? '',
      advice: advice ?? before?.advice ?? '',
      reviewedByName,
      sealNote,
      marks,
    },
    fileName: file?.name ?? null,
    sheet: readSheet(readIndicators(system.indicators), marks).sheet,
    before: before ? { key: `${before.kind}-${before.number}`, marks: before.marks } : null,
    signedAt: copy?.signedAt ?? null,
    signerName: copy?.signerName ?? null,
    version: copy?.version ?? null,
  };
}

const withoutChanges = (marks: queries.Report['marks']): queries.Report['marks'] =>
  Object.fromEntries(Object.entries(marks).map(([code, mark]) => [code, { ...mark, changeReason: '' }]));

async function actionsOn(context: Context, evaluation: Evaluation, { reportState }: Progress) {
  // The final report is filed: there is nothing left to write or sign until it is returned.
  if (reportState === 'final' || reportState === 'accepted') return [];
  const { actor, db } = context;
  const reason = (text: string | null) => (text ? { reason: text } : null);
  const refusal = (act: 'submit' | 'finalise') => whyNoStep(machine, reportState, act);
  const closed = whyClosed(evaluation);
  const isDraft = reportState === 'draft';
  const early = evaluation.state === 'running' ? null : '评价实施方案审核确定后才能提交初稿。';
  const system = await findApprovedIndicatorSystem(db, evaluation.id);
  const noSystem = system ? null : '指标体系尚未审核确定，确定后才能提交报告。';
  const open = await listOpenComments(db, evaluation.id);
  const comments =
    open.length > 0
      ? { reason: `还有 ${open.length} 条意见没有回应。`, fix: `/commissions/${evaluation.code}/comments` }
      : null;
  const isLead = actor.personId !== null && actor.personId === evaluation.leadEvaluatorId;
  const copy = await queries.findWorkingCopy(db, evaluation.id, 'final');
  const unsaved = copy ? null : '定稿尚未保存，请先填写并保存定稿。';
  const unsigned = copy?.signedAt ? null : '定稿尚未由本项目主评人签字。';
  return [
    isDraft
      ? actionState(
          actor,
          'report.write',
          '提交初稿',
          evaluation,
          reason(closed ?? early ?? noSystem ?? refusal('submit')),
        )
      : actionState(
          actor,
          'report.write',
          '提交定稿',
          evaluation,
          reason(closed ?? refusal('finalise')) ?? comments ?? reason(unsaved ?? unsigned),
        ),
    actionState(
      actor,
      'report.sign',
      '主评人签字',
      evaluation,
      reason(closed ?? refusal('finalise') ?? (isLead ? null : '只有合同所列的本项目主评人本人可以签字。')) ??
        comments ??
        reason(unsaved),
    ),
  ].filter((one) => one !== null);
}
