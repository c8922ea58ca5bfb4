import { Hono } from 'hono';
import { dayOf, workingDaysBetween, type Day } from '#scoring/calendar.ts';
import { deemedDay } from '#scoring/service.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { findFile } from '../files/queries.ts';
import { fileResponse } from '../files/routes.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, id, query } from '../input.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import type { Way } from '../service-addresses/schema.ts';
import type { MailState } from '../tables.ts';
import { notFound } from '../refusal.ts';
import { openNotice, recordPaperReceipt } from './commands.ts';
import * as queries from './queries.ts';
import { noticeSearch, paperReceipt, type MailResult, type UnservedWhy } from './schema.ts';

export const notices = new Hono<Env>()
  .get('/', allow('notice.read'), query(noticeSearch), async (c) => {
    const context = read(c);
    const { notices: found, next } = await queries.listNotices(context, c.req.valid('query'));
    const calendar = await loadCalendar(context.db);
    const mails = Boolean(c.get('deps').mailer);
    return c.json({
      notices: found.map((row) => ({
        ...row,
        mail: mailResult(row, mails),
        unservedWhy: row.servedOn === null ? whyUnserved(row, mails) : null,
        waitedWorkingDays: workingDaysBetween(calendar, dayOf(row.sentAt), context.today),
      })),
      next,
      unserved: await queries.countUnserved(context),
    });
  })
  .get('/:id', allow('notice.read'), id(), async (c) => {
    const context = read(c);
    const { actor } = context;
    const notice = await queries.findNotice(context, c.req.param('id'));
    if (!notice) throw notFound();
    // What a recipient has not opened has not reached them: until then the text stays closed.
    const isClosed = notice.receivedAt === null && Boolean(actor.agencyId ?? actor.unitId);
    return c.json({
      notice: {
        ...notice,
        body: isClosed ? null : notice.body,
        mail: mailResult(notice, Boolean(c.get('deps').mailer)),
        deemedOn: await deemedOn(context, notice),
      },
      actions: actionsOn(actor, notice),
    });
  })
  .get('/:id/receipt', allow('notice.read'), id(), async (c) => {
    const context = read(c);
    const notice = await queries.findNotice(context, c.req.param('id'));
    const file = notice?.receiptFileId && (await findFile(context.db, notice.receiptFileId));
    if (!file) throw notFound();
    return fileResponse(context, file);
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
export async function listNoticeTasks(context: Context): Promise<Task[]> {
  const { db, actor } = context;
  if (actor.agencyId || actor.unitId) {
    const unserved = await queries.listUnopened(db, actor);
    return unserved.map((notice) => ({
      title: '打开并签收通知',
      subject: notice.title,
      path: `/notices/${notice.id}`,
      holder: actor.agencyId ? '本机构' : '本单位',
      due: null,
    }));
  }
  if (actor.hat !== 'bureauOfficer') return [];
  const count = await queries.countUnserved(context);
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

/** 已发送, 发送失败（原因）, 未设置; null where the recipient confirmed no mail. */
function mailResult(
  { mailState, mailError }: { mailState: MailState | null; mailError: string | null },
  mails: boolean,
): MailResult | null {
  if (mailState === null) return null;
  if (mailState === 'waiting' && !mails) return { state: 'unset', reason: null };
  if (mailState === 'sent' || mailState === 'failed') return { state: mailState, reason: mailError };
  return { state: mailError === null ? 'waiting' : 'again', reason: mailError };
}

function whyUnserved(
  row: {
    agencyId: string | null;
    addressWay: Way | null;
    mailState: MailState | null;
    mailError: string | null;
  },
  mails: boolean,
): UnservedWhy {
  if (row.agencyId !== null && row.addressWay === null) return 'noAddress';
  if (row.addressWay === 'paper') return 'paper';
  const state = mailResult(row, mails)?.state;
  if (state === 'failed' || state === 'again') return 'mailFailed';
  return state === 'unset' ? 'mailUnset' : 'unopened';
}

/** When it will be deemed to be served, for whoever waits for it. */
const deemedOn = async ({ db }: Context, notice: queries.FoundNotice): Promise<Day | null> =>
  notice.mailedAt === null
    ? null
    : deemedDay({ ...notice, days: notice.serviceDays }, await loadCalendar(db));

function actionsOn(
  actor: Actor,
  notice: { receivedAt: string | null; agencyId: string | null; unitId: string | null },
): ActionState[] {
  if (notice.receivedAt) return [];
  return [
    actionState(actor, 'notice.open', '打开并签收', notice, null),
    actionState(actor, 'notice.recordReceipt', '登记纸质签收', notice, null),
  ].filter((state) => state !== null);
}
