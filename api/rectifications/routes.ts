import { Hono } from 'hono';
import { rectification as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { fileResponse } from '../files/routes.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { findFileRow } from '../reports/queries.ts';
import { numberOf } from '../consultations/routes.ts';
import { blockedStep } from '../steps.ts';
import { closeRectification, rejectRectification, reportMeasures } from './commands.ts';
import * as queries from './queries.ts';
import { rectificationDecision, rectificationMeasure, rectificationSearch } from './schema.ts';

export const rectifications = new Hono<Env>()
  .get('/', allow('rectification.read'), query(rectificationSearch), async (c) => {
    const { db, actor, today } = read(c);
    const { rectifications: rows, next: following } = await queries.listRectifications(
      db,
      actor,
      c.req.valid('query'),
    );
    return c.json({ rectifications: rows.map((row) => withDue(row, today)), next: following });
  })
  .get('/:code', allow('rectification.read'), async (c) => {
    const context = read(c);
    const row = await getRectification(context, c.req.param('code'));
    return c.json({
      rectification: withDue(row, context.today),
      rounds: await queries.listRounds(context.db, row.id),
      timeline: await listTimeline(context.db, context.actor, row.id),
      actions: actionsOn(context, row),
    });
  })
  .get('/:code/rounds/:number/proof', allow('rectification.read'), async (c) => {
    const context = read(c);
    const row = await getRectification(context, c.req.param('code'));
    const number = numberOf(c.req.param('number'));
    const round = (await queries.listRounds(context.db, row.id)).find((one) => one.number === number);
    if (!round?.proofFileId) throw notFound();
    return fileResponse(context, (await findFileRow(context.db, round.proofFileId))!);
  })
  .post('/:code/measures', allow('rectification.measure'), body(rectificationMeasure), async (c) =>
    c.json(
      await write(c, (context) => reportMeasures(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/closure', allow('rectification.decide'), body(rectificationDecision), async (c) =>
    c.json(
      await write(c, (context) => closeRectification(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/rejection', allow('rectification.decide'), body(rectificationDecision), async (c) =>
    c.json(
      await write(c, (context) => rejectRectification(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

export async function listRectificationTasks({ db, actor }: Context): Promise<Task[]> {
  const search = { commission: '', cursor: '' };
  if (actor.hat === 'bureauOfficer') {
    const { rectifications: rows } = await queries.listRectifications(db, actor, {
      ...search,
      state: 'measured',
    });
    return rows.map((row) => taskOf(row, '核查整改情况', '财政局经办人'));
  }
  if (actor.hat !== 'unitOfficer') return [];
  const open = await queries.listRectifications(db, actor, { ...search, state: 'open' });
  const rejected = await queries.listRectifications(db, actor, { ...search, state: 'rejected' });
  return [
    ...rejected.rectifications.map((row) => taskOf(row, '重新报送整改措施', '本单位')),
    ...open.rectifications.map((row) => taskOf(row, '报送整改措施', '本单位')),
  ];
}

const taskOf = (row: queries.Rectification, title: string, holder: string): Task => ({
  title,
  subject: `${row.code} ${row.problem.slice(0, 40)}`,
  path: `/rectifications/${row.code}`,
  holder,
  due: row.state === 'measured' ? null : queries.dueOf(row),
});

const withDue = (row: queries.Rectification, today: string) => ({
  ...row,
  dueOn: queries.dueOf(row),
  left: queries.daysLeft(row, today),
});

async function getRectification({ db, actor }: Context, code: string) {
  const row = await queries.findRectification(db, actor, code);
  if (!row) throw notFound();
  return row;
}

function actionsOn({ actor }: Context, row: queries.Rectification) {
  const owner = { unitId: row.unitId };
  const blocked = (act: 'reportMeasures' | 'close' | 'reject') => blockedStep(machine, row.state, act);
  const unserved =
    row.servedAt === null
      ? { reason: '整改通知尚未签收，请先打开并签收通知。', fix: '/notices?state=unserved' }
      : null;
  const close = actionState(actor, 'rectification.decide', '核查通过', owner, blocked('close'));
  const reject = actionState(actor, 'rectification.decide', '核查不通过', owner, blocked('reject'));
  return [
    actionState(actor, 'rectification.measure', '报送整改措施', owner, blocked('reportMeasures') ?? unserved),
    close && { ...close, key: 'rectification.close' },
    reject && { ...reject, key: 'rectification.reject' },
  ].filter((one) => one !== null);
}
