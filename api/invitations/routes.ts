import { Hono } from 'hono';
import { dayOf } from '#scoring/calendar.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { isEmployedOn, isLeadEvaluatorOn } from '../dossier-people/schema.ts';
import { findCheckedVersion } from '../dossier-versions/queries.ts';
import type { Task } from '../home/routes.ts';
import { body, id } from '../input.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { acceptInvitation, declineInvitation, sendInvitation, withdrawInvitation } from './commands.ts';
import * as queries from './queries.ts';
import { acceptance, decline, withdrawal } from './schema.ts';

/** Under /commissions. */
export const commissionInvitations = new Hono<Env>().post(
  '/:code/invitations',
  allow('invitation.send'),
  async (c) => c.json(await write(c, (context) => sendInvitation(context, c.req.param('code'))), 201),
);

export const invitations = new Hono<Env>()
  .get('/', allow('invitation.read'), async (c) => {
    const context = read(c);
    const rows = await queries.listInvitations(context, context.actor);
    return c.json({ invitations: rows });
  })
  .get('/:id', allow('invitation.read'), id(), async (c) => {
    const context = read(c);
    const invitation = await queries.findInvitation(context, context.actor, c.req.param('id'));
    if (!invitation) throw notFound();
    const isSealed = invitation.receivedAt === null && context.actor.agencyId !== null;
    return c.json({
      invitation,
      brief: isSealed ? null : await briefOf(context, invitation.commissionId),
      people: isSealed ? [] : await peopleOf(context, invitation.agencyId),
      actions: actionsOn(context, invitation),
    });
  })
  .post('/:id/acceptance', allow('invitation.answer'), id(), body(acceptance), async (c) =>
    c.json(
      await write(c, (context) => acceptInvitation(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:id/decline', allow('invitation.answer'), id(), body(decline), async (c) =>
    c.json(
      await write(c, (context) => declineInvitation(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:id/withdrawal', allow('invitation.withdraw'), id(), body(withdrawal), async (c) =>
    c.json(
      await write(c, (context) => withdrawInvitation(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  );

/** Who may be named: the people of the checked dossier, and who of them may lead. */
async function peopleOf({ db, today }: Context, agencyId: string) {
  const version = await findCheckedVersion(db, agencyId);
  const employed = (version?.people ?? []).filter((person) => isEmployedOn(person, today));
  return employed.map((person) => ({
    id: person.id,
    name: person.name,
    role: person.role,
    mayLead: isLeadEvaluatorOn(person, today),
  }));
}

const briefOf = ({ db }: Context, commissionId: string) =>
  db
    .selectFrom('commission')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .select([
      'commission.scope',
      'commission.method',
      'commission.plannedFrom',
      'commission.plannedUntil',
      'commission.feeCap',
      'commission.leadEvaluatorsRequired',
      'commission.division',
      'evaluatee.name as evaluateeName',
      'unit.name as unitName',
    ])
    .where('commission.id', '=', commissionId)
    .executeTakeFirstOrThrow();

function actionsOn({ actor }: Context, invitation: queries.FoundInvitation): ActionState[] {
  if (invitation.state !== 'pending') return [];
  const late =
    invitation.standing === 'lapsed' ? { reason: `答复期已于 ${invitation.dueOn} 届满，视为未回复。` } : null;
  const unserved =
    invitation.receivedAt === null
      ? { reason: '请先打开并签收邀请通知。', fix: `/notices/${invitation.noticeId}` }
      : null;
  return [
    actionState(actor, 'invitation.answer', '答复邀请', invitation, late ?? unserved),
    actionState(actor, 'invitation.withdraw', '撤回邀请', {}, null),
  ].filter((one) => one !== null);
}

/** An agency answers; the officer invites the next, records the contract, and what comes before an invitation. */
export async function listSelectionTasks(context: Context): Promise<Task[]> {
  const { actor } = context;
  if (actor.agencyId) {
    const rows = await queries.listInvitations(context, actor);
    return rows
      .filter((row) => row.standing === 'pending' && row.receivedAt !== null)
      .map((row) => ({
        title: '答复邀请',
        subject: `${row.code} ${row.title}`,
        path: `/invitations/${row.id}`,
        holder: '本机构',
        due: row.dueOn,
      }));
  }
  if (actor.hat !== 'bureauOfficer') return [];
  const rows = await queries.listSelecting(context);
  return rows.map((row) => ({ ...taskOf(row), subject: `${row.code} ${row.title}`, holder: '财政局经办人' }));
}

function taskOf(row: Awaited<ReturnType<typeof queries.listSelecting>>[number]) {
  const at = `/commissions/${row.code}`;
  const selection = `${at}/selection`;
  if (row.state === 'frozen') return { title: '确定遴选方式', path: selection, due: null };
  if (row.state === 'selecting') {
    if (row.drawnAt) return { title: '发出邀请', path: selection, due: null };
    const isComparison = row.method === 'comparison';
    return {
      title: isComparison ? '开启应答并评分' : '执行抽取',
      path: isComparison ? `${at}/offers` : selection,
      due: row.drawUntil && dayOf(new Date(Date.parse(row.drawUntil) - 1).toISOString()),
    };
  }
  if (row.invitationState === 'accepted') return { title: '登记合同', path: `${at}/contract`, due: null };
  if (row.invitationState === 'pending' && row.standing === 'pending')
    return { title: '等待机构答复邀请', path: selection, due: row.dueOn };
  return { title: '顺延邀请下一家', path: selection, due: null };
}
