import { Hono } from 'hono';
import { report as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Env } from '../context.ts';
import { getEvaluation, whyClosed, whyNotDivision } from '../evaluations/commands.ts';
import { getProgress } from '../evaluations/queries.ts';
import { body } from '../input.ts';
import { actionState } from '../permissions.ts';
import { findReport } from '../reports/queries.ts';
import { whyNoStep } from '../steps.ts';
import { acceptReport, returnReport } from './commands.ts';
import * as queries from './queries.ts';
import { reportAcceptance, reportReturn } from './schema.ts';

export const acceptances = new Hono<Env>()
  .get('/:code', allow('acceptance.read'), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const progress = await getProgress(context, evaluation.id);
    const final =
      progress.finals === null
        ? undefined
        : await findReport(context.db, evaluation.id, 'final', progress.finals);
    const blocked = (act: 'accept' | 'return') => {
      const reason =
        whyClosed(evaluation) ??
        whyNotDivision(context, evaluation) ??
        whyNoStep(machine, progress.reportState, act);
      return reason ? { reason } : null;
    };
    const accept = actionState(context.actor, 'report.decide', '验收', evaluation, blocked('accept'));
    const back = actionState(context.actor, 'report.decide', '退回修改', evaluation, blocked('return'));
    return c.json({
      evaluation,
      acceptances: await queries.listAcceptances(context.db, evaluation.id),
      problems: final?.problems ?? '',
      actions: [
        ...(accept ? [{ ...accept, key: 'report.accept' }] : []),
        ...(back ? [{ ...back, key: 'report.return' }] : []),
      ],
    });
  })
  .post('/:code/acceptance', allow('report.decide'), body(reportAcceptance), async (c) =>
    c.json(await write(c, (context) => acceptReport(context, c.req.param('code'), c.req.valid('json'))), 201),
  )
  .post('/:code/return', allow('report.decide'), body(reportReturn), async (c) =>
    c.json(await write(c, (context) => returnReport(context, c.req.param('code'), c.req.valid('json'))), 201),
  );
