import { Hono } from 'hono';
import { listRenames } from '../agency-names/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { listChangesOf, type Change } from '../identity-changes/queries.ts';
import { body, id, query } from '../input.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import * as commands from './commands.ts';
import { getAgency, listAdministrators, listAgencies } from './queries.ts';
import { agencyOpening, agencySearch, letter, letterReturn } from './schema.ts';

export const agencies = new Hono<Env>()
  .post('/', allow('agency.open'), body(agencyOpening), async (c) =>
    c.json(await write(c, (context) => commands.openAgency(context, c.req.valid('json'))), 201),
  )
  .get('/', allow('agency.read'), query(agencySearch), async (c) => {
    return c.json(await listAgencies(read(c), c.req.valid('query')));
  })
  .get('/own', allow('agency.readOwn'), async (c) => {
    const { actor } = read(c);
    return c.json(await pageOf(read(c), actor.agencyId!));
  })
  .put('/own/letter', allow('agency.attachLetter'), body(letter), async (c) =>
    c.json(await write(c, (context) => commands.attachLetter(context, c.req.valid('json')))),
  )
  .get('/:key', allow('agency.read'), async (c) => c.json(await pageOf(read(c), c.req.param('key'))))
  .post('/:id/confirmation', allow('agency.confirmAdmin'), id(), async (c) =>
    c.json(await write(c, (context) => commands.confirmAdministrator(context, c.req.param('id'))), 201),
  )
  .post('/:id/letter-return', allow('agency.returnLetter'), id(), body(letterReturn), async (c) =>
    c.json(
      await write(c, (context) => commands.returnLetter(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  );

/** Letters wait for the bureau's officer, missing ones for the agency's administrator. */
export async function listAgencyTasks(context: Context): Promise<Task[]> {
  const { actor } = context;
  if (actor.hat !== 'bureauOfficer' && actor.hat !== 'agencyAdmin') return [];
  const confirmation = actor.agencyId ? 'noLetter' : 'waiting';
  const { agencies } = await listAgencies(context, { q: '', confirmation, cursor: '' });
  return agencies.map((agency) => ({
    title: actor.agencyId ? '上传盖章的管理员授权书' : '核对机构管理员授权书',
    subject: `${agency.code} ${agency.name}`,
    path: `/agencies/${agency.code}`,
    holder: actor.agencyId ? '本机构' : '财政局经办人',
    due: null,
  }));
}

async function pageOf(context: Context, key: string) {
  const { db, actor } = context;
  const agency = await getAgency(context, key);
  return {
    agency,
    changes: await changesOf(context, agency.id),
    renames: await listRenames(db, agency.id),
    administrators: await listAdministrators(db, agency.id),
    actions: actionsOn(actor, agency),
  };
}

/** Merged, split, struck off: what was decided and what waits, as line and link. */
async function changesOf({ db, actor }: Context, agencyId: string) {
  return (await listChangesOf(db, actor, agencyId)).map((change) => ({
    ...{ code: change.code, kind: change.kind, state: change.state, effectiveOn: change.effectiveOn },
    isPredecessor: change.parties.some((one) => one.agencyId === agencyId && one.side === 'predecessor'),
    recordFrom: change.parties.flatMap((one) => (one.recordTo === agencyId ? [one.agencyName] : [])),
    recordTo: change.parties.find((one) => one.agencyId === agencyId)?.recordToName ?? null,
    predecessors: namesOf(change, 'predecessor'),
    successors: namesOf(change, 'successor'),
  }));
}

const namesOf = (change: Change, side: Change['parties'][number]['side']) =>
  change.parties.filter((one) => one.side === side).map((one) => one.agencyName);

function actionsOn(
  actor: Actor,
  agency: { id: string; adminConfirmedAt: string | null; letterFileId: string | null },
): ActionState[] {
  if (agency.adminConfirmedAt) return [];
  const row = { agencyId: agency.id };
  const missing = agency.letterFileId ? null : { reason: '机构还没有上传盖章的管理员授权书。' };
  return [
    actionState(actor, 'agency.attachLetter', '上传授权书', row, null),
    actionState(actor, 'agency.confirmAdmin', '确认管理员', row, missing),
    actionState(actor, 'agency.returnLetter', '退回补正', row, missing),
  ].filter((state) => state !== null);
}
