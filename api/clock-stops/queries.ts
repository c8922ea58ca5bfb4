import type { Insertable } from 'kysely';
import { addWorkingDays, dayOf, type Day } from '#scoring/calendar.ts';
import { loadCalendar } from '../calendar/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import type { ClockStopTable } from '../tables.ts';
import { answerDays } from './schema.ts';

export type StoredClockStop = Awaited<ReturnType<typeof listClockStops>>[number];

/** Every claim with where it stands: one that nobody answered in time is granted. */
export async function listClockStops({ db, today }: Context, commissionId: string) {
  const [rows, calendar] = await Promise.all([
    db
      .selectFrom('clockStop')
      .innerJoin('account', 'account.id', 'clockStop.claimedBy')
      .selectAll('clockStop')
      .select('account.name as claimedByName')
      .where('commissionId', '=', commissionId)
      .orderBy('clockStop.id')
      .execute(),
    loadCalendar(db),
  ]);
  return rows.map((row) => {
    const answerDueOn = addWorkingDays(calendar, dayOf(row.claimedAt), answerDays).day;
    return { ...row, answerDueOn, ...standing(row, answerDueOn, today) };
  });
}

/** `bySilence`: granted because nobody answered in time. */
export function standing(
  row: { grantedAt: string | null; refusedAt: string | null },
  answerDueOn: Day,
  today: Day,
): { state: 'claimed' | 'granted' | 'refused'; bySilence: boolean } {
  if (row.refusedAt !== null) return { state: 'refused', bySilence: false };
  if (row.grantedAt !== null) return { state: 'granted', bySilence: false };
  return today > answerDueOn ? { state: 'granted', bySilence: true } : { state: 'claimed', bySilence: false };
}

export const lockClockStop = (db: Db, id: string) =>
  db.selectFrom('clockStop').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertClockStop = (db: Db, row: Insertable<ClockStopTable>) =>
  db.insertInto('clockStop').values(row).execute();

export const updateClockStop = (
  db: Db,
  id: string,
  row: Partial<Pick<ClockStopTable, 'grantedBy' | 'grantedAt' | 'refusedBy' | 'refusedAt' | 'answerReason'>>,
) => db.updateTable('clockStop').set(row).where('id', '=', id).execute();
