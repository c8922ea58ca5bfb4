import { Hono } from 'hono';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, id, query } from '../input.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { openNotice, recordPaperReceipt } from './commands.ts';
import * as queries from './queries.ts';
import { noticeSearch, paperReceipt } from './schema.ts';

export const notices = new Hono<Env>()
  .get('/', allow('notice.read'), query(noticeSearch), async (c) => {
    const { db, actor } = read(c);
    return c.json({
      ...(await queries.listNotices(db, actor, c.req.valid('query'))),
      unserved: await queries.countUnserved(db, actor),
    });
  })
  .get('/:id', allow('notice.read'), id(), async (c) => {
    const { db, actor } = read(c);
    const notice = await queries.findNotice(db, actor, c.req.param('id'));
    if (!notice) throw notFound();
    // What a recipient has not opened has not reached them: until then the text stays closed.
    const isClosed = notice.servedAt === null && Boolean(actor.agencyId ?? actor.unitId);
    return c.json({
      notice: {
        ...notice,
        body: isClosed ? null : notice.body,
        servedOn: queries.servedOn(notice),
      },
      actions: actionsOn(actor, notice),
    });
  })
  .post('/:id/opening', allow('notice.open'), id(), async (c) =>
    c.json(await write(c, (context) => openNotice(context, c.req.param('id'))), 201),
  )
  .post('/:id/paper-receipt', allow('notice.recordReceipt'), id(), body(paperReceipt), async (c) =>
    c.json(
      await write(c, (context) => recordPaperReceipt(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  );

/** Unopened notices wait for their recipient; the bureau's officer sees to those that nobody has opened. */
export async function listNoticeTasks({ db, actor }: Context): Promise<Task[]> {
  if (actor.agencyId || actor.unitId) {
    const unserved = await queries.listUnserved(db, actor);
    return unserved.map((notice) => ({
      title: '打开并签收通知',
      subject: notice.title,
      path: `/notices/${notice.id}`,
      holder: actor.agencyId ? '本机构' : '本单位',
      due: null,
    }));
  }
  if (actor.hat !== 'bureauOfficer') return [];
  const count = await queries.countUnserved(db, actor);
  if (count === 0) return [];
  return [
    {
      title: '核实未送达的通知',
      subject: `${count} 件`,
      path: '/notices?state=unserved',
      holder: '财政局经办人',
      due: null,
    },
  ];
}

function actionsOn(
  actor: Actor,
  notice: { servedAt: string | null; agencyId: string | null; unitId: string | null },
): ActionState[] {
  if (notice.servedAt) return [];
  return [
    actionState(actor, 'notice.open', '打开并签收', notice, null),
    actionState(actor, 'notice.recordReceipt', '登记纸质签收', notice, null),
  ].filter((state) => state !== null);
}
