import { Hono } from 'hono';
import { indicatorSystem as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { getEvaluation, whyClosed, whyNotDivision } from '../evaluations/commands.ts';
import type { Evaluation } from '../evaluations/queries.ts';
import { body } from '../input.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { whyNoStep } from '../steps.ts';
import { filingReturn } from '../work-plans/schema.ts';
import { approveIndicators, returnIndicators, saveIndicators, submitIndicators } from './commands.ts';
import * as queries from './queries.ts';
import { indicatorApproval, indicatorDraft } from './schema.ts';

export const indicatorSystems = new Hono<Env>()
  .get('/:code', allow('indicatorSystem.read'), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const versions = await queries.listIndicatorSystems(context.db, context.actor, evaluation.id);
    const frameworks = await queries.listFrameworks(context.db, context.today);
    return c.json({
      evaluation,
      versions,
      frameworks: frameworks.map(({ id, framework: { title, basis, kind, rows } }) => ({
        id,
        title,
        basis,
        rows: rows.length,
        suits: kind === kinds[evaluation.evaluateeKind],
      })),
      actions: actionsOn(context, evaluation, versions[0]),
    });
  })
  .put('/:code/draft', allow('indicatorSystem.write'), body(indicatorDraft), async (c) =>
    c.json(await write(c, (context) => saveIndicators(context, c.req.param('code'), c.req.valid('json')))),
  )
  .post('/:code/submission', allow('indicatorSystem.write'), body(indicatorDraft), async (c) =>
    c.json(
      await write(c, (context) => submitIndicators(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/approval', allow('indicatorSystem.decide'), body(indicatorApproval), async (c) =>
    c.json(
      await write(c, (context) => approveIndicators(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/return', allow('indicatorSystem.decide'), body(filingReturn), async (c) =>
    c.json(
      await write(c, (context) => returnIndicators(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

/** Which framework suits what is evaluated. */
const kinds = {
  project: 'project',
  policy: 'project',
  department: 'department',
  bondProject: 'bondConstruction',
} as const;

function actionsOn(context: Context, evaluation: Evaluation, latest: queries.IndicatorSystem | undefined) {
  const { actor } = context;
  const state = latest?.state ?? machine.initial;
  const blocked = (act: 'submit' | 'approve' | 'return') => {
    const reason = whyClosed(evaluation) ?? whyNoStep(machine, state, act);
    return reason ? { reason } : null;
  };
  const wrongDivision = whyNotDivision(context, evaluation);
  const decided = (act: 'approve' | 'return') => (wrongDivision ? { reason: wrongDivision } : blocked(act));
  const states: (ActionState | null)[] = [
    actionState(actor, 'indicatorSystem.write', '提交指标体系', evaluation, blocked('submit')),
    withKey(
      'indicatorSystem.approve',
      actionState(actor, 'indicatorSystem.decide', '审核确定', evaluation, decided('approve')),
    ),
    withKey(
      'indicatorSystem.return',
      actionState(actor, 'indicatorSystem.decide', '退回修改', evaluation, decided('return')),
    ),
  ];
  return states.filter((one) => one !== null);
}

const withKey = (key: string, state: ActionState | null): ActionState | null => state && { ...state, key };
