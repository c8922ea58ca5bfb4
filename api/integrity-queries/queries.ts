import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { IntegrityQueryTable } from '../tables.ts';

export const findAgency = (db: Db, code: string) =>
  db.selectFrom('agency').select(['id', 'code', 'name', 'uscc']).where('code', '=', code).executeTakeFirst();

/** The agencies with the newest look-up of each site, for choosing and for seeing what is too old. */
export const listAgenciesQueried = (db: Db, actor: Actor) =>
  db
    .selectFrom('agency')
    .leftJoin('integrityQuery', 'integrityQuery.agencyId', 'agency.id')
    .select((eb) => [
      'agency.id',
      'agency.code',
      'agency.name',
      eb.fn.max('queriedOn').filterWhere('site', '=', 'creditChina').as('creditChina'),
      eb.fn.max('queriedOn').filterWhere('site', '=', 'governmentProcurement').as('governmentProcurement'),
      eb.fn.max('queriedOn').filterWhere('site', '=', 'nationalPlatform').as('nationalPlatform'),
    ])
    .$if(actor.agencyId !== null, (select) => select.where('agency.id', '=', actor.agencyId!))
    .groupBy(['agency.id', 'agency.code', 'agency.name'])
    .orderBy('agency.code')
    .limit(500)
    .execute();

export const listQueries = (db: Db, agencyId: string) =>
  db
    .selectFrom('integrityQuery')
    .innerJoin('account', 'account.id', 'integrityQuery.queriedBy')
    .leftJoin('file', 'file.id', 'integrityQuery.fileId')
    .select([
      'integrityQuery.id',
      'integrityQuery.site',
      'integrityQuery.queriedOn',
      'integrityQuery.result',
      'integrityQuery.note',
      'integrityQuery.violationTitle',
      'integrityQuery.violationDecidedOn',
      'integrityQuery.banUntil',
      'integrityQuery.fileId',
      'integrityQuery.recordedAt',
      'file.name as fileName',
      'account.name as queriedByName',
    ])
    .where('integrityQuery.agencyId', '=', agencyId)
    .orderBy('queriedOn', 'desc')
    .orderBy('integrityQuery.id', 'desc')
    .limit(100)
    .execute();

export const insertQuery = (db: Db, row: Insertable<IntegrityQueryTable>) =>
  db.insertInto('integrityQuery').values(row).execute();
