import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { getEvaluation, whyClosed, whyNotDivision } from '../evaluations/commands.ts';
import { body } from '../input.ts';
import { actionState } from '../permissions.ts';
import { listWorkPlans } from '../work-plans/queries.ts';
import { decideOffSite, recordVisit, requestOffSite } from './commands.ts';
import * as queries from './queries.ts';
import { newVisit, offSiteDecision, offSiteRequest } from './schema.ts';

export const fieldwork = new Hono<Env>()
  .get('/:code', allow('fieldwork.read'), async (c) => {
    const context = read(c);
    const { db, actor } = context;
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const visits = await queries.listVisits(db, evaluation.id);
    const requests = await queries.listOffSiteRequests(db, evaluation.id);
    const plans = await listWorkPlans(db, actor, evaluation.id);
    const plannedFunds = plans.find(({ state }) => state === 'approved')?.plannedFunds ?? null;
    const closed = whyClosed(evaluation);
    const early = evaluation.state === 'running' ? null : '评价实施方案审核确定后才能开展现场调研。';
    const reason = (text: string | null) => (text ? { reason: text } : null);
    const [latest] = requests;
    const isOpen = latest?.consented === null;
    const actions = [
      actionState(actor, 'fieldwork.record', '登记现场调研', evaluation, reason(closed ?? early)),
      actionState(
        actor,
        'fieldwork.consent',
        '答复非现场评价申请',
        evaluation,
        reason(
          closed ?? whyNotDivision(context, evaluation) ?? (isOpen ? null : '没有待答复的非现场评价申请。'),
        ),
      ),
    ].filter((one) => one !== null);
    return c.json({
      evaluation,
      visits,
      requests,
      plannedFunds,
      coveredFunds: visits
        .filter((visit) => !visit.isOffSite)
        .reduce((sum, { fundsCovered }) => sum + fundsCovered, 0),
      mayRequestOffSite: !closed && !isOpen && !latest?.consented,
      actions,
    });
  })
  .post('/:code/visits', allow('fieldwork.record'), body(newVisit), async (c) =>
    c.json(await write(c, (context) => recordVisit(context, c.req.param('code'), c.req.valid('json'))), 201),
  )
  .post('/:code/off-site-requests', allow('fieldwork.record'), body(offSiteRequest), async (c) =>
    c.json(
      await write(c, (context) => requestOffSite(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/off-site-decision', allow('fieldwork.consent'), body(offSiteDecision), async (c) =>
    c.json(
      await write(c, (context) => decideOffSite(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );
