import { Hono } from 'hono';
import { sectionTitles } from '#scoring/filing.ts';
import { dossierReopening as machine } from '#scoring/lifecycle.ts';
import { allow, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body } from '../input.ts';
import { actionState, mayNot } from '../permissions.ts';
import { blockedStep } from '../steps.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { asking, decision } from './schema.ts';

/** They are read with the review that they belong to. */
export const dossierReopenings = new Hono<Env>()
  .post('/', allow('dossierReopening.ask'), body(asking), async (c) =>
    c.json(await write(c, (context) => commands.askReopening(context, c.req.valid('json'))), 201),
  )
  .delete('/:id', allow('dossierReopening.ask'), async (c) =>
    c.json(await write(c, (context) => commands.withdrawReopening(context, c.req.param('id')))),
  )
  .post('/:id/agreement', allow('dossierReopening.decide'), body(decision), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.decideReopening(context, c.req.param('id'), 'agreed', c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:id/refusal', allow('dossierReopening.decide'), body(decision), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.decideReopening(context, c.req.param('id'), 'declined', c.req.valid('json')),
      ),
      201,
    ),
  );

/** What was asked about a submission, with what the reader may do about it. */
export async function reopeningsOf({ db, actor }: Context, submissionId: string) {
  const rows = await queries.listReopenings(db, submissionId);
  return rows.map((one) => {
    const own = one.askedBy === actor.accountId && one.outcome === null;
    const decide = one.outcome ? null : blockedStep(machine, one.state, 'agree');
    const isOpen = one.state === 'asked' && one.outcome === null;
    const { askedBy: _asker, reviewerId: _reviewer, dossierId: _dossier, ...shown } = one;
    return {
      ...shown,
      actions: (isOpen
        ? [
            actionState(actor, 'dossierReopening.decide', '答复请示', commands.ownershipOf(one), decide),
            own ? actionState(actor, 'dossierReopening.ask', '撤回请示', {}, null) : null,
          ]
        : []
      ).filter((action) => action !== null),
    };
  });
}

/** For a leader who may answer: each question, due with its review. */
export async function listReopeningTasks({ db, actor }: Context): Promise<Task[]> {
  if (actor.hat !== 'bureauLeader') return [];
  const asked = await queries.listAsked(db);
  return asked
    .filter((one) => one.outcome === null)
    .filter((one) => mayNot(actor, 'dossierReopening.decide', commands.ownershipOf(one)) === null)
    .map((one) => ({
      title: '答复再次提出的请示',
      subject: `${one.agencyName}「${sectionTitles[one.section]}」`,
      path: `/dossier-reviews/${one.agencyCode}-${one.number}#${one.section}`,
      holder: '财政局负责人',
      due: one.dueOn,
    }));
}
