import { sql, type Insertable, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { addDays, endOfDay, type Day, type Instant } from '#scoring/calendar.ts';
import { firstDayNotDeemed, serviceOf, type Service } from '#scoring/service.ts';
import { loadCalendar } from '../calendar/queries.ts';
import type { Context } from '../context.ts';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { NoticeTable } from '../tables.ts';
import type { noticeSearch } from './schema.ts';

const pageSize = 50;

type Reading = Pick<Context, 'db' | 'actor' | 'today'>;

/** From what `serviceOf` reckons; any query that joins `notice` may take them along. */
export const serviceFacts = [
  'notice.sentAt as noticeSentAt',
  'notice.mailedAt',
  'notice.receivedAt',
  'notice.receivedHow',
  'notice.serviceDays',
] as const;

interface Served {
  servedAt: Instant | null;
  servedOn: Day | null;
  servedHow: Service['how'] | null;
}

type Facts = Partial<
  Record<'noticeSentAt' | 'sentAt' | 'mailedAt' | 'receivedAt', Instant | null> &
    Record<'receivedHow', 'opened' | 'paper' | null> &
    Record<'serviceDays', number | null>
>;

/** The rows, each with the service of its notice as of today. A row without a notice is not served. */
export async function withService<Row extends Facts>(
  { db, today }: { db: Db; today: Day },
  rows: readonly Row[],
): Promise<(Row & Served)[]> {
  if (rows.length === 0) return [];
  const calendar = await loadCalendar(db);
  return rows.map((row) => {
    const { mailedAt = null, receivedAt = null, receivedHow = null } = row;
    const sentAt = row.noticeSentAt ?? row.sentAt ?? null;
    const service =
      sentAt === null
        ? null
        : serviceOf({ sentAt, mailedAt, receivedAt, receivedHow, days: row.serviceDays! }, calendar, today);
    const { servedAt = null, servedOn = null, how = null } = service ?? {};
    return { ...row, servedAt, servedOn, servedHow: how };
  });
}

/** In SQL what `withService` finds: not received, and not deemed to be served by its mail. */
async function isUnserved({ db, today }: Pick<Context, 'db' | 'today'>) {
  const kinds = await db
    .selectFrom('notice')
    .select('serviceDays')
    .distinct()
    .where('receivedAt', 'is', null)
    .where('mailedAt', 'is not', null)
    .execute();
  const calendar = kinds.length > 0 ? await loadCalendar(db) : { years: {} };
  const running = kinds.map(({ serviceDays }) => {
    const from = endOfDay(addDays(firstDayNotDeemed(calendar, serviceDays, today), -1));
    return sql<SqlBool>`(notice.service_days = ${serviceDays}
      and greatest(notice.sent_at, notice.mailed_at) >= ${from})`;
  });
  const waiting = [sql<SqlBool>`notice.mailed_at is null`, ...running];
  return sql<SqlBool>`notice.received_at is null and (${sql.join(waiting, sql` or `)})`;
}

export const insertNotice = (db: Db, row: Insertable<NoticeTable>) =>
  db.insertInto('notice').values(row).execute();

/** The newest first; of the unserved the oldest, for they have waited longest. */
export async function listNotices(context: Reading, search: z.output<typeof noticeSearch>) {
  const isOldestFirst = search.state === 'unserved';
  let select = notices(context.db, context.actor)
    .leftJoin('serviceAddress as address', 'address.id', 'notice.serviceAddressId')
    .leftJoin('mail', 'mail.noticeId', 'notice.id')
    .select([
      ...listed,
      'address.way as addressWay',
      'mail.state as mailState',
      'mail.lastError as mailError',
    ])
    .select(nameThen());
  if (search.state !== '') {
    const unserved = await isUnserved(context);
    select = select.where(isOldestFirst ? unserved : sql<SqlBool>`not (${unserved})`);
  }
  if (isId(search.cursor)) select = select.where('notice.id', isOldestFirst ? '>' : '<', search.cursor);
  const rows = await select
    .orderBy('notice.id', isOldestFirst ? 'asc' : 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = await withService(context, rows.slice(0, pageSize));
  return { notices: page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

export async function findNotice(context: Reading, id: string) {
  const rows = await notices(context.db, context.actor)
    .leftJoin('account as sender', 'sender.id', 'notice.sentBy')
    .leftJoin('account as recorder', 'recorder.id', 'notice.receivedRecordedBy')
    .leftJoin('serviceAddress as address', 'address.id', 'notice.serviceAddressId')
    .leftJoin('mail', 'mail.noticeId', 'notice.id')
    .leftJoin('file as receipt', 'receipt.id', 'notice.receiptFileId')
    .select([
      ...listed,
      'notice.body',
      'notice.subjectType',
      'notice.subjectId',
      'notice.receivedNote',
      'notice.receiptFileId',
      'receipt.name as receiptName',
      'receipt.size as receiptSize',
      'sender.name as senderName',
      'recorder.name as recorderName',
      'address.number as addressNumber',
      'address.way as addressWay',
      'address.recipient',
      'address.postalAddress',
      'address.email',
      'address.phone',
      'mail.state as mailState',
      'mail.lastError as mailError',
    ])
    .select(nameThen())
    .where('notice.id', '=', id)
    .execute();
  return (await withService(context, rows))[0];
}

/** The newest notice of a kind about an object, with the day from which its window runs. */
export async function findNoticeAbout(context: Omit<Reading, 'actor'>, subjectId: string, kind: string) {
  const rows = await context.db
    .selectFrom('notice')
    .select(['id', 'kind', 'title', ...serviceFacts])
    .where('subjectId', '=', subjectId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .execute();
  return (await withService(context, rows))[0];
}

export const lockNotice = (db: Db, id: string) =>
  db.selectFrom('notice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const markReceived = (
  db: Db,
  id: string,
  row: Required<
    Pick<NoticeTable, 'receivedAt' | 'receivedHow' | 'receivedRecordedBy' | 'receivedNote' | 'receiptFileId'>
  >,
) => db.updateTable('notice').set(row).where('id', '=', id).execute();

export const countUnserved = async (context: Reading): Promise<number> =>
  Number(
    (
      await notices(context.db, context.actor)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where(await isUnserved(context))
        .executeTakeFirstOrThrow()
    ).count,
  );

/** What its recipient has not opened, also when it is deemed to be served: it is still to be read. */
export const listUnopened = (db: Db, actor: Actor) =>
  notices(db, actor)
    .select(['notice.id', 'notice.title', 'notice.sentAt'])
    .where('notice.receivedAt', 'is', null)
    .orderBy('notice.id')
    .limit(50)
    .execute();

const listed = [
  'notice.id',
  'notice.kind',
  'notice.title',
  'notice.path',
  'notice.agencyId',
  'notice.unitId',
  'notice.sentAt',
  ...serviceFacts,
  'unit.name as unitName',
] as const;

/** What the addressee was called when the notice was sent; a unit's notice has none. */
const nameThen = () => nameAt('notice.sentAt').$castTo<string | null>().as('agencyName');

/** An agency and a unit find what was sent to them, the bureau and those who oversee it find all. */
function notices(db: Db, actor: Actor) {
  let select = db
    .selectFrom('notice')
    .leftJoin('agency', 'agency.id', 'notice.agencyId')
    .leftJoin('unit', 'unit.id', 'notice.unitId');
  if (actor.agencyId) select = select.where('notice.agencyId', '=', actor.agencyId);
  if (actor.unitId) select = select.where('notice.unitId', '=', actor.unitId);
  return select;
}

export type FoundNotice = NonNullable<Awaited<ReturnType<typeof findNotice>>>;
