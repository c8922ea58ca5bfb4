import { Hono } from 'hono';
import { workPlan as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { getEvaluation, whyClosed, whyNotDivision } from '../evaluations/commands.ts';
import type { Evaluation } from '../evaluations/queries.ts';
import { body } from '../input.ts';
import { listMilestones } from '../milestones/queries.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { whyNoStep } from '../steps.ts';
import { approveWorkPlan, returnWorkPlan, saveWorkPlan, submitWorkPlan } from './commands.ts';
import * as queries from './queries.ts';
import { filingReturn, workPlanApproval, workPlanDraft, workPlanSubmission } from './schema.ts';

export const workPlans = new Hono<Env>()
  .get('/:code', allow('workPlan.read'), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const versions = await queries.listWorkPlans(context.db, context.actor, evaluation.id);
    const milestones = await listMilestones(context, evaluation.id);
    return c.json({
      evaluation,
      versions,
      milestone: milestones.find(({ key }) => key === 'workPlan') ?? null,
      actions: actionsOn(context, evaluation, versions[0]),
    });
  })
  .put('/:code/draft', allow('workPlan.write'), body(workPlanDraft), async (c) =>
    c.json(await write(c, (context) => saveWorkPlan(context, c.req.param('code'), c.req.valid('json')))),
  )
  .post('/:code/submission', allow('workPlan.write'), body(workPlanSubmission), async (c) =>
    c.json(
      await write(c, (context) => submitWorkPlan(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/approval', allow('workPlan.decide'), body(workPlanApproval), async (c) =>
    c.json(
      await write(c, (context) => approveWorkPlan(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/return', allow('workPlan.decide'), body(filingReturn), async (c) =>
    c.json(
      await write(c, (context) => returnWorkPlan(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

function actionsOn(
  context: Context,
  evaluation: Evaluation,
  latest: queries.WorkPlan | undefined,
): ActionState[] {
  const { actor } = context;
  const state = latest?.state ?? machine.initial;
  const blocked = (act: 'submit' | 'approve' | 'return') => {
    const reason = whyClosed(evaluation) ?? whyNoStep(machine, state, act);
    return reason ? { reason } : null;
  };
  const wrongDivision = whyNotDivision(context, evaluation);
  const decided = (act: 'approve' | 'return') => (wrongDivision ? { reason: wrongDivision } : blocked(act));
  return [
    actionState(actor, 'workPlan.write', '提交评价实施方案', evaluation, blocked('submit')),
    withKey(
      'workPlan.approve',
      actionState(actor, 'workPlan.decide', '审核确定', evaluation, decided('approve')),
    ),
    withKey(
      'workPlan.return',
      actionState(actor, 'workPlan.decide', '退回修改', evaluation, decided('return')),
    ),
  ].filter((one) => one !== null);
}

const withKey = (key: string, state: ActionState | null): ActionState | null => state && { ...state, key };
