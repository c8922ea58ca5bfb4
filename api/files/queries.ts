import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { FileTable } from '../tables.ts';

export const findFile = (db: Db, id: string) =>
  db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst();

/** The same content under the same name from the same side: sent twice, it is one file. */
export const findTwin = (db: Db, actor: Actor, sha256: string, name: string) =>
  db
    .selectFrom('file')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('name', '=', name)
    .where('agencyId', 'is not distinct from', actor.agencyId)
    .where('unitId', 'is not distinct from', actor.unitId)
    .executeTakeFirst();

export const insertFile = (db: Db, row: Insertable<FileTable>) =>
  db.insertInto('file').values(row).returningAll().executeTakeFirstOrThrow();

/** The name of the key that sealed the newest file: what the installation's key must be called. */
export async function findKeyName(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('file')
    .select('sealedBy')
    .where('sealedBy', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sealedBy ?? null;
}
