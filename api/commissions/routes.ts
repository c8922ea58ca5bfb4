import { Hono } from 'hono';
import { commission as machine, type ActOf } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import { createCommission, terminateCommission } from './commands.ts';
import * as queries from './queries.ts';
import { commissionSearch, newCommission, termination, type CommissionState } from './schema.ts';

export const commissions = new Hono<Env>()
  .get('/', allow('commission.read'), query(commissionSearch), async (c) => {
    const { db, actor } = read(c);
    return c.json({
      ...(await queries.listCommissions(db, actor, c.req.valid('query'))),
      actions: [actionState(actor, 'commission.create', '新建委托', {}, null)].filter((one) => one !== null),
    });
  })
  .post('/', allow('commission.create'), body(newCommission), async (c) =>
    c.json(await write(c, (context) => createCommission(context, c.req.valid('json'))), 201),
  )
  .get('/choices', allow('commission.create'), async (c) =>
    c.json({ evaluatees: await queries.listEvaluateeChoices(read(c).db) }),
  )
  .get('/:code', allow('commission.read'), async (c) => {
    const { db, actor } = read(c);
    const commission = await getCommission(read(c), c.req.param('code'));
    const timeline = await listTimeline(db, actor, commission.id);
    return c.json({
      commission: { ...commission, holder: holders[commission.state] },
      stages: stagesOf(commission),
      actions: actionsOn(actor, commission),
      timeline,
    });
  })
  .post('/:code/termination', allow('commission.terminate'), body(termination), async (c) =>
    c.json(
      await write(c, (context) => terminateCommission(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

/** The commission as far as the actor may know of it, or a 404. */
export async function getCommission({ db, actor }: Context, code: string): Promise<queries.FoundCommission> {
  const commission = await queries.findCommission(db, actor, code);
  if (!commission) throw notFound();
  return commission;
}

/** What waits for the officers between 立项 and the freezing of the list. */
export async function listCommissionTasks({ db, actor }: Context): Promise<Task[]> {
  const states = waiting[actor.hat as keyof typeof waiting];
  if (!states) return [];
  const rows = await queries.listCommissionsIn(db, actor, [...states]);
  return rows.map((row) => ({
    ...taskOf(actor, row),
    subject: `${row.code} ${row.title}`,
    holder: holders[row.state],
    due: null,
  }));
}

const waiting = {
  bureauOfficer: ['created', 'conditioned', 'screening'],
  bureauReviewer: ['screening'],
  bureauLeader: ['screening'],
} as const satisfies Record<string, readonly CommissionState[]>;

function taskOf({ hat }: Actor, row: { code: string; state: CommissionState; basisVersion: number | null }) {
  const at = `/commissions/${row.code}`;
  if (row.state === 'created')
    return row.basisVersion === null
      ? { title: '记录采购依据', path: `${at}/basis` }
      : { title: '冻结并公布资格条件', path: `${at}/conditions` };
  if (row.state === 'conditioned') return { title: '开始资格筛选', path: `${at}/screening` };
  return {
    title: hat === 'bureauOfficer' ? '核实待核实事项，提请冻结名单' : '审核筛选结果，冻结名单',
    path: `${at}/screening`,
  };
}

/** Who holds the commission in each state. */
export const holders: Readonly<Record<CommissionState, string>> = {
  created: '财政局经办人',
  conditioned: '财政局经办人',
  screening: '财政局经办人、复核人',
  frozen: '财政局经办人',
  selecting: '财政局经办人',
  inviting: '受邀机构',
  contracted: '承接机构',
  running: '承接机构',
  accepted: '财政局经办人',
  archived: '已办结',
  terminated: '已终止',
};

const track = [
  'created',
  'conditioned',
  'screening',
  'frozen',
  'selecting',
  'inviting',
  'contracted',
  'running',
  'accepted',
  'archived',
] as const satisfies CommissionState[];

/** The way of a commission and how far this one is. A terminated one has come nowhere. */
function stagesOf({ state }: { state: CommissionState }) {
  const at = track.findIndex((one) => one === state);
  return track.map((key, index) => ({
    key,
    label: machine.states[key],
    state: index < at ? ('done' as const) : index === at ? ('current' as const) : ('upcoming' as const),
  }));
}

function actionsOn(actor: Actor, commission: queries.FoundCommission): ActionState[] {
  const { code, state } = commission;
  const at = `/commissions/${code}`;
  const blocked = (act: ActOf<typeof machine>) => blockedStep(machine, state, act);
  const noBasis =
    commission.basisVersion === null ? { reason: '须先记录采购依据。', fix: `${at}/basis` } : null;
  return [
    actionState(
      actor,
      'procurementBasis.record',
      '记录采购依据',
      {},
      state === 'created' ? null : { reason: '资格条件冻结后，采购依据不再改动。' },
    ),
    actionState(actor, 'conditions.freeze', '冻结并公布条件', {}, blocked('freezeConditions') ?? noBasis),
    actionState(actor, 'screening.make', '资格筛选', {}, blocked('screen')),
    actionState(actor, 'shortlist.freeze', '冻结名单', {}, blocked('freezeList')),
    actionState(actor, 'commission.terminate', '终止委托', {}, blocked('terminate')),
  ].filter((one) => one !== null);
}
