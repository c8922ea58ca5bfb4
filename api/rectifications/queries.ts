import { sql, type Insertable, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { addDays, dayOf, daysBetween, type Day } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { RectificationRoundTable, RectificationTable } from '../tables.ts';
import type { rectificationSearch } from './schema.ts';

const pageSize = 50;

/** A unit: its own. An agency: those of its evaluations. Others: all. */
const scope = ({ agencyId, unitId }: Actor) =>
  unitId
    ? sql<SqlBool>`rectification.unit_id = ${unitId}`
    : agencyId
      ? sql<SqlBool>`exists (select from contract c where c.commission_id = rectification.commission_id
          and c.agency_id = ${agencyId})`
      : sql<SqlBool>`true`;

/** Newest code first. */
export async function listRectifications(db: Db, actor: Actor, search: z.output<typeof rectificationSearch>) {
  let select = rectifications(db, actor);
  if (search.state) select = select.where('rectification.state', '=', search.state);
  if (search.commission) select = select.where('commission.code', '=', search.commission);
  if (search.cursor) select = select.where('rectification.code', '<', search.cursor);
  const rows = await select
    .orderBy('rectification.code', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { rectifications: page, next: rows.length > pageSize ? page.at(-1)!.code : null };
}

export const findRectification = (db: Db, actor: Actor, code: string) =>
  rectifications(db, actor).where('rectification.code', '=', code).executeTakeFirst();

export const lockRectification = (db: Db, actor: Actor, code: string) =>
  rectifications(db, actor)
    .where('rectification.code', '=', code)
    .forUpdate('rectification')
    .executeTakeFirst();

export type Rectification = NonNullable<Awaited<ReturnType<typeof findRectification>>>;

/** Newest first. */
export const listRounds = (db: Db, rectificationId: string) =>
  db
    .selectFrom('rectificationRound')
    .innerJoin('account as measurer', 'measurer.id', 'rectificationRound.measuredBy')
    .leftJoin('account as decider', 'decider.id', 'rectificationRound.decidedBy')
    .leftJoin('file', 'file.id', 'rectificationRound.proofFileId')
    .select([
      'rectificationRound.number',
      'rectificationRound.measure',
      'rectificationRound.proofFileId',
      'file.name as proofName',
      'file.size as proofSize',
      'measurer.name as measurerName',
      'rectificationRound.measuredAt',
      'rectificationRound.outcome',
      'rectificationRound.decisionNote',
      'decider.name as deciderName',
      'rectificationRound.decidedAt',
    ])
    .where('rectificationRound.rectificationId', '=', rectificationId)
    .orderBy('rectificationRound.number', 'desc')
    .execute();

export const insertRectification = (db: Db, row: Insertable<RectificationTable>) =>
  db.insertInto('rectification').values(row).execute();

export const insertRound = (db: Db, row: Insertable<RectificationRoundTable>) =>
  db.insertInto('rectificationRound').values(row).execute();

export const markRoundDecided = (
  db: Db,
  rectificationId: string,
  number: number,
  row: { outcome: 'closed' | 'rejected'; decisionNote: string; decidedBy: string | null; decidedAt: string },
) =>
  db
    .updateTable('rectificationRound')
    .set(row)
    .where('rectificationId', '=', rectificationId)
    .where('number', '=', number)
    .execute();

export const markRectification = async (
  db: Db,
  id: string,
  state: RectificationTable['state'],
): Promise<number> =>
  (
    await db
      .updateTable('rectification')
      .set((eb) => ({ state, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

export const countToCheck = async (db: Db): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('rectification')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('state', '=', 'measured')
        .executeTakeFirstOrThrow()
    ).count,
  );

/** The last day for the measures: calendar days from service; null until it was served. */
export const dueOf = ({ servedAt, days }: { servedAt: string | null; days: number }): Day | null =>
  servedAt === null ? null : addDays(dayOf(servedAt), days);

/** Calendar days left for the measures; null while none run. */
export const daysLeft = (
  row: { servedAt: string | null; days: number; state: string },
  today: Day,
): number | null => {
  const due = dueOf(row);
  return due === null || (row.state !== 'open' && row.state !== 'rejected') ? null : daysBetween(today, due);
};

const rectifications = (db: Db, actor: Actor) =>
  db
    .selectFrom('rectification')
    .innerJoin('commission', 'commission.id', 'rectification.commissionId')
    .innerJoin('unit', 'unit.id', 'rectification.unitId')
    .leftJoin('notice', 'notice.id', 'rectification.noticeId')
    .select([
      'rectification.id',
      'rectification.code',
      'rectification.problem',
      'rectification.state',
      'rectification.days',
      'rectification.openedAt',
      'rectification.version',
      'rectification.unitId',
      'unit.name as unitName',
      'commission.code as commissionCode',
      'commission.title as commissionTitle',
      'commission.division',
      // A unit confirms no address of service: only opening and signing serve it.
      'notice.receivedAt as servedAt',
    ])
    .where(scope(actor));
