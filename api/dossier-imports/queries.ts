import type { Insertable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { DossierImportTable } from '../tables.ts';

export const insertImport = (db: Db, row: Insertable<DossierImportTable>) =>
  db.insertInto('dossierImport').values(row).execute();

const imports = (db: Db, id: string) =>
  db
    .selectFrom('dossierImport')
    .innerJoin('account', 'account.id', 'dossierImport.uploadedBy')
    .selectAll('dossierImport')
    .select('account.name as uploadedByName')
    .where('dossierImport.id', '=', id);

export const findImport = (db: Db, id: string) => imports(db, id).executeTakeFirst();

export const lockImport = (db: Db, id: string) =>
  imports(db, id).forUpdate('dossierImport').executeTakeFirst();

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** Of one filing, newest first. */
export const listImports = (db: Db, dossierId: string) =>
  db
    .selectFrom('dossierImport')
    .innerJoin('account', 'account.id', 'dossierImport.uploadedBy')
    .select(['dossierImport.id', 'kind', 'fileName', 'uploadedAt', 'committedAt', 'undoneAt'])
    .select((eb) => [
      'account.name as uploadedByName',
      eb.and([eb('rows', 'is', null), eb('committedAt', 'is', null)]).as('awaitsMapping'),
    ])
    .where('dossierId', '=', dossierId)
    .orderBy('dossierImport.id', 'desc')
    .limit(20)
    .execute();

export const changeImport = (db: Db, id: string, change: Updateable<DossierImportTable>) =>
  db
    .updateTable('dossierImport')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();

export const deleteImport = (db: Db, id: string) =>
  db.deleteFrom('dossierImport').where('id', '=', id).execute();

/** Rows that were taken over before the instant are needed no more. */
export const forgetRows = (db: Db, before: string) =>
  db
    .updateTable('dossierImport')
    .set({ rows: null })
    .where('committedAt', '<', before)
    .where('rows', 'is not', null)
    .execute();

export const insertSource = (db: Db, importId: string, content: string) =>
  db.insertInto('dossierImportSource').values({ importId, content }).execute();

export const findSource = (db: Db, importId: string) =>
  db.selectFrom('dossierImportSource').select('content').where('importId', '=', importId).executeTakeFirst();

export const hasSource = async (db: Db, importId: string): Promise<boolean> =>
  (await db
    .selectFrom('dossierImportSource')
    .select('importId')
    .where('importId', '=', importId)
    .executeTakeFirst()) !== undefined;

export const deleteSource = (db: Db, importId: string) =>
  db.deleteFrom('dossierImportSource').where('importId', '=', importId).execute();
