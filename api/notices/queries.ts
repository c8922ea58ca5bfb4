import type { Insertable } from 'kysely';
import type { z } from 'zod';
import { dayOf, type Day } from '#scoring/calendar.ts';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { NoticeTable } from '../tables.ts';
import type { noticeSearch } from './schema.ts';

const pageSize = 50;

/** The day from which every window of the notice runs; null until it is served. */
export const servedOn = (notice: { servedAt: string | null }): Day | null =>
  notice.servedAt === null ? null : dayOf(notice.servedAt);

export const insertNotice = (db: Db, row: Insertable<NoticeTable>) =>
  db.insertInto('notice').values(row).execute();

export async function listNotices(db: Db, actor: Actor, search: z.output<typeof noticeSearch>) {
  let select = notices(db, actor).select(listed).select(nameThen());
  if (search.state === 'unserved') select = select.where('notice.servedAt', 'is', null);
  if (search.state === 'served') select = select.where('notice.servedAt', 'is not', null);
  if (isId(search.cursor)) select = select.where('notice.id', '<', search.cursor);
  const rows = await select
    .orderBy('notice.id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize).map((row) => ({ ...row, servedOn: servedOn(row) }));
  return { notices: page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

export const findNotice = (db: Db, actor: Actor, id: string) =>
  notices(db, actor)
    .leftJoin('account as sender', 'sender.id', 'notice.sentBy')
    .leftJoin('account as recorder', 'recorder.id', 'notice.servedRecordedBy')
    .leftJoin('serviceAddress as address', 'address.id', 'notice.serviceAddressId')
    .select([
      ...listed,
      'notice.body',
      'notice.subjectType',
      'notice.subjectId',
      'notice.servedNote',
      'sender.name as senderName',
      'recorder.name as recorderName',
      'address.number as addressNumber',
      'address.way as addressWay',
      'address.recipient',
      'address.postalAddress',
      'address.email',
      'address.phone',
    ])
    .select(nameThen())
    .where('notice.id', '=', id)
    .executeTakeFirst();

/** The newest notice of a kind about an object, with the day from which its window runs. */
export async function findNoticeAbout(db: Db, subjectId: string, kind: string) {
  const row = await db
    .selectFrom('notice')
    .select(['id', 'kind', 'title', 'sentAt', 'servedAt', 'servedHow'])
    .where('subjectId', '=', subjectId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row && { ...row, servedOn: servedOn(row) };
}

export const lockNotice = (db: Db, id: string) =>
  db.selectFrom('notice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const markServed = (
  db: Db,
  id: string,
  row: Required<Pick<NoticeTable, 'servedAt' | 'servedHow' | 'servedRecordedBy' | 'servedNote'>>,
) => db.updateTable('notice').set(row).where('id', '=', id).execute();

export const countUnserved = async (db: Db, actor: Actor): Promise<number> =>
  Number(
    (
      await notices(db, actor)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('notice.servedAt', 'is', null)
        .executeTakeFirstOrThrow()
    ).count,
  );

export const listUnserved = (db: Db, actor: Actor) =>
  notices(db, actor)
    .select(['notice.id', 'notice.title', 'notice.sentAt'])
    .where('notice.servedAt', 'is', null)
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
  'notice.servedAt',
  'notice.servedHow',
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
