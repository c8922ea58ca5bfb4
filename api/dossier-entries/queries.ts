import type { Insertable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { DossierEntryTable } from '../tables.ts';

const entries = (db: Db) =>
  db
    .selectFrom('dossierEntry')
    .innerJoin('agency', 'agency.id', 'dossierEntry.agencyId')
    .innerJoin('dossier', 'dossier.id', 'dossierEntry.dossierId')
    .innerJoin('account as enterer', 'enterer.id', 'dossierEntry.enteredBy')
    .innerJoin('file', 'file.id', 'dossierEntry.fileId')
    .leftJoin('account as answerer', 'answerer.id', 'dossierEntry.answeredBy')
    .select([
      'dossierEntry.id',
      'dossierEntry.dossierId',
      'dossierEntry.agencyId',
      'agency.code as agencyCode',
      'agency.name as agencyName',
      'dossierEntry.state',
      'dossierEntry.reason',
      'dossierEntry.fileId',
      'file.name as fileName',
      'dossierEntry.enteredBy',
      'enterer.name as enteredByName',
      'dossierEntry.openedAt',
      'dossierEntry.handedOverAt',
      'dossierEntry.note',
      'answerer.name as answeredByName',
      'dossierEntry.answeredAt',
      'dossierEntry.version',
      'dossier.version as dossierVersion',
    ]);

export type Entry = NonNullable<Awaited<ReturnType<typeof findEntry>>>;

export const findEntry = (db: Db, id: string) =>
  entries(db).where('dossierEntry.id', '=', id).executeTakeFirst();

/** Newest first; an agency finds its own from when they are handed over to it. */
export const listEntries = (db: Db, { agencyId }: Actor) =>
  entries(db)
    .$if(agencyId !== null, (select) =>
      select.where('dossierEntry.agencyId', '=', agencyId!).where('handedOverAt', 'is not', null),
    )
    .orderBy('dossierEntry.id', 'desc')
    .limit(200)
    .execute();

/** For choosing. */
export const listAgencies = (db: Db) =>
  db.selectFrom('agency').select(['code', 'name']).orderBy('code').limit(500).execute();

/** What the officer has in hand: at most one. */
export const findInHand = (db: Db, enteredBy: string) =>
  entries(db)
    .where('dossierEntry.enteredBy', '=', enteredBy)
    .where('dossierEntry.state', '=', 'entering')
    .executeTakeFirst();

/** Of a filing, while the agency has not confirmed it. */
export const findUnconfirmed = (db: Db, dossierId: string) =>
  entries(db)
    .where('dossierEntry.dossierId', '=', dossierId)
    .where('dossierEntry.state', 'in', ['entering', 'waiting', 'declined'])
    .executeTakeFirst();

export const lockEntry = (db: Db, id: string) =>
  db.selectFrom('dossierEntry').select('id').where('id', '=', id).forUpdate().executeTakeFirst();

export const insertEntry = (db: Db, row: Insertable<DossierEntryTable>) =>
  db.insertInto('dossierEntry').values(row).execute();

export const markEntry = (db: Db, id: string, change: Updateable<DossierEntryTable>) =>
  db
    .updateTable('dossierEntry')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
