import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { FileCheckTable } from '../tables.ts';

/** After the given id, in the order of ids: all of them, a page at a time. */
export const listContents = (db: Db, after: string, limit: number) =>
  db.selectFrom('file').select(['id', 'sha256']).where('id', '>', after).orderBy('id').limit(limit).execute();

export const insertCheck = (db: Db, row: Insertable<FileCheckTable>) =>
  db.insertInto('fileCheck').values(row).execute();

export const findLatestCheck = (db: Db) =>
  db.selectFrom('fileCheck').selectAll().orderBy('checkedAt', 'desc').limit(1).executeTakeFirst();

/** Whose they are and since when; not their names, which may tell of what is in them. */
export const listFiles = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('file')
    .leftJoin('agency', 'agency.id', 'file.agencyId')
    .leftJoin('unit', 'unit.id', 'file.unitId')
    .select([
      'file.id',
      'file.sha256',
      'file.uploadedAt',
      'agency.code as agencyCode',
      'unit.code as unitCode',
    ])
    .where('file.id', 'in', ids)
    .orderBy('file.id')
    .execute();
