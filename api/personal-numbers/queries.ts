import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { PersonalNumberTable } from '../tables.ts';

export const findNumber = (db: Db, id: string) =>
  db.selectFrom('personalNumber').selectAll().where('id', '=', id).executeTakeFirst();

export const listNumbers = (db: Db, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('personalNumber').selectAll().where('id', 'in', ids).execute();

/** Whichever: what the key is tried on at start. */
export const findAnyNumber = (db: Db) =>
  db.selectFrom('personalNumber').select(['id', 'sealed']).limit(1).executeTakeFirst();

/** The agency's numbers, by their keyed digest. */
export async function findIdsByLookup(db: Db, agencyId: string, lookups: readonly string[]) {
  if (lookups.length === 0) return new Map<string, string>();
  const rows = await db
    .selectFrom('personalNumber')
    .select(['id', 'lookup'])
    .where('agencyId', '=', agencyId)
    .where('lookup', 'in', [...lookups])
    .execute();
  return new Map(rows.map(({ id, lookup }) => [lookup, id]));
}

/** Inserts the number unless the agency has it already; returns the id under which it stands. */
export async function keepNumber(db: Db, row: Insertable<PersonalNumberTable>): Promise<string> {
  const { id } = await db
    .insertInto('personalNumber')
    .values(row)
    // Nothing is changed: it only makes the row that is there come back.
    .onConflict((conflict) =>
      conflict
        .columns(['agencyId', 'lookup'])
        .doUpdateSet((eb) => ({ agencyId: eb.ref('excluded.agencyId') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
