import { Hono } from 'hono';
import { allow, read, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { listMilestones } from '../milestones/queries.ts';
import { getEvaluation } from './commands.ts';
import {
  getProgress,
  listDues,
  listEvaluations,
  loadProgress,
  type Evaluation,
  type Progress,
} from './queries.ts';

/** What an evaluation has come to, part by part: for the commission's own page. */
export const evaluations = new Hono<Env>().get('/:code', allow('evaluation.read'), async (c) => {
  const context = read(c);
  const evaluation = await getEvaluation(context, c.req.param('code'));
  return c.json({
    evaluation,
    progress: await getProgress(context, evaluation.id),
    milestones: await listMilestones(context, evaluation.id),
  });
});

/** What waits in an evaluation for the person who asks. */
export async function listEvaluationTasks(context: Context): Promise<Task[]> {
  const { actor, db } = context;
  const rows = (await listEvaluations(db, actor)).filter(
    ({ state, division }) =>
      ['contracted', 'running', 'accepted'].includes(state) &&
      (actor.hat !== 'divisionOfficer' || division === actor.division),
  );
  const progress = await loadProgress(
    context,
    rows.map(({ id }) => id),
  );
  const dues = await listDues(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) =>
    tasksOf(context, row, progress.get(row.id)!).map(({ title, page, holder, due, milestone }) => ({
      title,
      subject: `${row.code} ${row.title}`,
      path: `/commissions/${row.code}/${page}`,
      holder,
      due: due ?? (milestone ? (dues.get(`${row.id} ${milestone}`) ?? null) : null),
    })),
  );
}

interface Waiting {
  title: string;
  page: string;
  holder: string;
  milestone?: string;
  due?: string | null;
}

function tasksOf({ actor }: Context, row: Evaluation, progress: Progress): Waiting[] {
  if (actor.agencyId) return ofAgency(actor.personId === row.leadEvaluatorId, row, progress);
  if (actor.hat === 'unitOfficer') return ofUnit(progress);
  if (actor.hat === 'bureauOfficer' || actor.hat === 'divisionOfficer') return ofBureau(row, progress);
  return [];
}

function ofAgency(isLead: boolean, { state }: Evaluation, progress: Progress): Waiting[] {
  const holder = '本机构';
  const { workPlan, indicatorSystem, reportState } = progress;
  if (state === 'accepted') return [{ title: '归入归档材料', page: 'archive', holder }];
  const filings: Waiting[] = [];
  if (workPlan === null || workPlan === 'draft')
    filings.push({ title: '提交评价实施方案', page: 'plan', holder, milestone: 'workPlan' });
  if (workPlan === 'returned') filings.push({ title: '修改退回的评价实施方案', page: 'plan', holder });
  if (indicatorSystem === null || indicatorSystem === 'draft')
    filings.push({ title: '提交指标体系', page: 'indicators', holder });
  if (indicatorSystem === 'returned')
    filings.push({ title: '修改退回的指标体系', page: 'indicators', holder });
  if (workPlan === 'approved' && reportState === 'draft')
    filings.push({ title: '提交评价报告初稿', page: 'reports', holder, milestone: 'draft' });
  if (reportState === 'answering')
    filings.push({
      title: isLead ? '回应意见，签署并提交定稿' : '回应意见并提交定稿',
      page: 'reports',
      holder,
      milestone: 'final',
    });
  if (reportState === 'returned') filings.push({ title: '修改并重报定稿', page: 'reports', holder });
  return filings;
}

function ofUnit({ windows }: Progress): Waiting[] {
  if (windows?.unit?.state !== 'open') return [];
  return [
    { title: '对评价报告初稿提出意见', page: 'comments', holder: '本单位', due: windows.unit.until!.day },
  ];
}

function ofBureau({ division, state }: Evaluation, progress: Progress): Waiting[] {
  const holder = division;
  const { workPlan, indicatorSystem, reportState, windows } = progress;
  if (state === 'accepted') return [{ title: '归档', page: 'archive', holder }];
  const decisions: Waiting[] = [];
  if (workPlan === 'submitted')
    decisions.push({ title: '审核评价实施方案', page: 'plan', holder, milestone: 'workPlanApproval' });
  if (indicatorSystem === 'submitted') decisions.push({ title: '审核指标体系', page: 'indicators', holder });
  if (reportState === 'submitted') decisions.push({ title: '就初稿征求意见', page: 'comments', holder });
  if (windows?.bureau.state === 'open')
    decisions.push({
      title: '对评价报告初稿提出意见',
      page: 'comments',
      holder,
      due: windows.bureau.until!.day,
    });
  if (reportState === 'final')
    decisions.push({ title: '验收评价报告', page: 'reports', holder, milestone: 'acceptance' });
  return decisions;
}
