import { Hono } from 'hono';
import { identityKinds } from '#scoring/identity-change.ts';
import { identityChange as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { cancellationRequest, decision, identityChangeSearch, proposal } from './schema.ts';

export const identityChanges = new Hono<Env>()
  .get('/', allow('identityChange.read'), query(identityChangeSearch), async (c) => {
    const { db, actor } = read(c);
    const { changes, next } = await queries.listChanges(db, actor, c.req.valid('query'));
    const may = [
      actionState(actor, 'identityChange.propose', '提出主体变更', {}, null),
      actionState(actor, 'identityChange.request', '申请注销', { agencyId: actor.agencyId }, null),
    ];
    return c.json({
      changes: changes.map((change) => shown(actor, change)),
      next,
      actions: may.filter((one) => one !== null),
    });
  })
  .post('/', allow('identityChange.propose'), body(proposal), async (c) =>
    c.json(await write(c, (context) => commands.proposeChange(context, c.req.valid('json'))), 201),
  )
  .post('/request', allow('identityChange.request'), body(cancellationRequest), async (c) =>
    c.json(await write(c, (context) => commands.requestCancellation(context, c.req.valid('json'))), 201),
  )
  .get('/:code', allow('identityChange.read'), async (c) => {
    const { db, actor } = read(c);
    const change = await queries.findChange(db, actor, c.req.param('code'));
    if (!change) throw notFound();
    const ended = identityKinds[change.kind].ends ? commands.predecessorsOf(change) : [];
    return c.json({
      change: shown(actor, change),
      running: actor.agencyId
        ? []
        : await queries.listRunning(
            db,
            ended.map(({ agencyId }) => agencyId),
          ),
      timeline: await listTimeline(db, actor, change.id),
      actions: actionsOn(actor, change),
    });
  })
  .delete('/:code/request', allow('identityChange.withdraw'), async (c) =>
    c.json(await write(c, (context) => commands.withdrawRequest(context, c.req.param('code')))),
  )
  .post('/:code/proposal', allow('identityChange.propose'), body(decision), async (c) =>
    c.json(
      await write(c, (context) => commands.takeUpRequest(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/return', allow('identityChange.return'), body(decision), async (c) =>
    c.json(
      await write(c, (context) => commands.returnChange(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/decision', allow('identityChange.decide'), body(decision), async (c) =>
    c.json(
      await write(c, (context) => commands.decideChange(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

export async function listIdentityChangeTasks({ db, actor }: Context): Promise<Task[]> {
  const state =
    actor.hat === 'bureauOfficer' ? 'requested' : actor.hat === 'bureauLeader' ? 'proposed' : null;
  if (state === null) return [];
  const { changes } = await queries.listChanges(db, actor, { state, cursor: '' });
  return changes.map((change) => ({
    title: state === 'requested' ? '核实机构注销申请' : '审批机构主体变更',
    subject: `${change.code} ${commands.predecessorsOf(change)[0]?.agencyName ?? ''}`,
    path: `/identity-changes/${change.code}`,
    holder: state === 'requested' ? '财政局经办人' : '财政局审批人',
    due: null,
  }));
}

/** Why a record follows is told to whom it concerns; the names of officials to the bureau. */
function shown(actor: Actor, { id: _, proposedBy: __, ...change }: queries.Change) {
  const parties = change.parties.map(({ agencyId, recordTo: _to, ...party }) => ({
    ...party,
    reason: actor.agencyId === null || agencyId === actor.agencyId ? party.reason : null,
  }));
  const isAgency = actor.agencyId !== null;
  return {
    ...change,
    parties,
    // A file of the bureau opens to the bureau alone.
    fileId: isAgency && change.requestedAt === null ? null : change.fileId,
    proposerName: isAgency ? null : change.proposerName,
    deciderName: isAgency ? null : change.deciderName,
    note: isAgency && change.requestedAt === null ? null : change.note,
  };
}

function actionsOn(actor: Actor, change: queries.Change): ActionState[] {
  const blocked = (act: 'withdraw' | 'propose' | 'return' | 'decide') =>
    blockedStep(machine, change.state, act);
  const ownership = commands.ownershipOf(change);
  const own = { agencyId: actor.agencyId };
  return [
    actionState(actor, 'identityChange.withdraw', '撤回申请', own, blocked('withdraw')),
    actionState(actor, 'identityChange.propose', '提请审批', {}, blocked('propose')),
    actionState(actor, 'identityChange.decide', '作出决定', ownership, blocked('decide')),
  ].filter((one) => one !== null);
}
