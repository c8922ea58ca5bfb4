import { Hono } from 'hono';
import { paperTitles } from '#scoring/papers.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { actionState } from '../permissions.ts';
import { keepPaper, loadSeal, returnScan } from './commands.ts';
import * as queries from './queries.ts';
import { sealPlace, sealScan, sealSearch, type SealState } from './schema.ts';

/** 用印: papers that are stamped on paper and come back as scans. */
export const seals = new Hono<Env>()
  .get('/', allow('seal.read'), query(sealSearch), async (c) => {
    const { seals: rows, next } = await queries.listSeals(read(c), c.req.valid('query'));
    return c.json({ seals: rows.map((row) => ({ ...row, state: stateOf(row) })), next });
  })
  .get('/:number', allow('seal.read'), async (c) => {
    const context = read(c);
    const seal = await loadSeal(context, c.req.param('number'));
    const { actor } = context;
    const unsealed = { reason: '机构还没有传回盖章的扫描件。' };
    const kept = { reason: '财政局已经收存纸质件，不再更换扫描件。' };
    return c.json({
      seal: { ...seal, state: stateOf(seal) },
      actions: [
        actionState(actor, 'seal.return', '传回扫描件', seal, seal.places.length > 0 ? kept : null),
        actionState(actor, 'seal.keep', '登记存放处', seal, seal.scans.length > 0 ? null : unsealed),
      ].filter((action) => action !== null),
    });
  })
  .post('/:number/scans', allow('seal.return'), body(sealScan), async (c) =>
    c.json(await write(c, (context) => returnScan(context, c.req.param('number'), c.req.valid('json'))), 201),
  )
  .post('/:number/places', allow('seal.keep'), body(sealPlace), async (c) =>
    c.json(await write(c, (context) => keepPaper(context, c.req.param('number'), c.req.valid('json'))), 201),
  );

/** Derived from what came back. */
const stateOf = (row: { returnedAt: string | null }): SealState => (row.returnedAt ? 'sealed' : 'waiting');

/** While a paper is 待用印, its agency has it to do. */
export async function listSealTasks(context: Context): Promise<Task[]> {
  const { actor } = context;
  if (actor.hat !== 'agencyAdmin' && actor.hat !== 'agencyStaff') return [];
  const waiting = await queries.listWaitingSeals(context);
  return waiting.map(({ kind, number }) => ({
    title: `用印并传回${paperTitles[kind]}`,
    subject: number,
    path: `/seals/${number}`,
    holder: '本机构',
    due: null,
  }));
}
