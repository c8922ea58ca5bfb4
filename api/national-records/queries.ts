import type { Insertable } from 'kysely';
import type { ShownFacts } from '#scoring/national-record.ts';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { NationalRecordTable } from '../tables.ts';

export const findAgency = (db: Db, code: string) =>
  db.selectFrom('agency').select(['id', 'code', 'name', 'uscc']).where('code', '=', code).executeTakeFirst();

/** The agencies with their newest look-up; an agency finds itself alone. */
export const listAgencies = (db: Db, actor: Actor) =>
  db
    .selectFrom('agency')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('nationalRecord')
          .select(['queriedOn', 'registered', 'recordNumber'])
          .whereRef('nationalRecord.agencyId', '=', 'agency.id')
          .orderBy('queriedOn', 'desc')
          .orderBy('nationalRecord.id', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select([
      'agency.id',
      'agency.code',
      'agency.name',
      'newest.queriedOn',
      'newest.registered',
      'newest.recordNumber',
    ])
    .$if(actor.agencyId !== null, (select) => select.where('agency.id', '=', actor.agencyId!))
    .orderBy('agency.code')
    .limit(500)
    .execute();

/** Newest first. */
export async function listRecords(db: Db, agencyId: string) {
  const rows = await db
    .selectFrom('nationalRecord')
    .innerJoin('account', 'account.id', 'nationalRecord.queriedBy')
    .leftJoin('dossierVersion', 'dossierVersion.id', 'nationalRecord.versionId')
    .innerJoin('file', 'file.id', 'nationalRecord.fileId')
    .select([
      'nationalRecord.id',
      'nationalRecord.queriedOn',
      'nationalRecord.registered',
      'nationalRecord.recordNumber',
      'nationalRecord.shown',
      'nationalRecord.filed',
      'dossierVersion.number as version',
      'nationalRecord.note',
      'nationalRecord.fileId',
      'file.name as fileName',
      'account.name as queriedByName',
      'nationalRecord.recordedAt',
    ])
    .where('nationalRecord.agencyId', '=', agencyId)
    .orderBy('queriedOn', 'desc')
    .orderBy('nationalRecord.id', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...row,
    shown: row.shown as ShownFacts | null,
    filed: row.filed as ShownFacts | null,
  }));
}

export const insertRecord = (db: Db, row: Insertable<NationalRecordTable>) =>
  db.insertInto('nationalRecord').values(row).execute();
