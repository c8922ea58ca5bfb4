import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { ScreeningTable } from '../tables.ts';
import type { KeptFacts, ScreenedRow } from './schema.ts';

/** The newest screening that stands, with its facts. */
export async function findScreening(db: Db, commissionId: string) {
  const row = await db
    .selectFrom('screening')
    .innerJoin('account', 'account.id', 'screening.madeBy')
    .selectAll('screening')
    .select('account.name as madeByName')
    .where('commissionId', '=', commissionId)
    .where('withdrawnAt', 'is', null)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return row && { ...row, facts: row.facts as KeptFacts[], decisions: row.decisions as ScreenedRow[] };
}

/** Every run without its content, the newest first. */
export const listScreenings = (db: Db, commissionId: string) =>
  db
    .selectFrom('screening')
    .innerJoin('account', 'account.id', 'screening.madeBy')
    .select([
      'screening.number',
      'screening.asOf',
      'screening.digest',
      'screening.frozenAt',
      'screening.withdrawnAt',
      'account.name as madeByName',
    ])
    .where('commissionId', '=', commissionId)
    .orderBy('number', 'desc')
    .execute();

export async function lastNumber(db: Db, commissionId: string): Promise<number> {
  const { last } = await db
    .selectFrom('screening')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('commissionId', '=', commissionId)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

export const insertScreening = (db: Db, row: Insertable<ScreeningTable>) =>
  db.insertInto('screening').values(row).execute();

export const markFrozen = (db: Db, id: string, at: string, by: string) =>
  db.updateTable('screening').set({ frozenAt: at, frozenBy: by }).where('id', '=', id).execute();

/** Withdraws what stands and returns the numbers. */
export const markScreeningsWithdrawn = async (db: Db, commissionId: string, at: string): Promise<number[]> =>
  (
    await db
      .updateTable('screening')
      .set({ withdrawnAt: at })
      .where('commissionId', '=', commissionId)
      .where('withdrawnAt', 'is', null)
      .returning('number')
      .execute()
  )
    .map(({ number }) => number)
    .sort((a, b) => a - b);
