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

/** Who sent it, and for which side; a side of neither is the bureau's. */
export const findSidesOf = (db: Db, id: string) =>
  db
    .selectFrom('file')
    .innerJoin('account', 'account.id', 'file.uploadedBy')
    .leftJoin('agency', 'agency.id', 'file.agencyId')
    .leftJoin('unit', 'unit.id', 'file.unitId')
    .select([
      'account.name as uploadedByName',
      'agency.name as agencyName',
      'unit.name as unitName',
      'unit.code as unitCode',
    ])
    .where('file.id', '=', id)
    .executeTakeFirstOrThrow();

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
