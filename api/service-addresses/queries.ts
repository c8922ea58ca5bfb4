import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { ServiceAddressTable } from '../tables.ts';

/** What the agency confirmed last; papers sent from now on go there. */
export const findServiceAddress = (db: Db, agencyId: string) =>
  db
    .selectFrom('serviceAddress')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Newest first: the first one is in use. */
export const listServiceAddresses = (db: Db, agencyId: string) =>
  db
    .selectFrom('serviceAddress')
    .innerJoin('account', 'account.id', 'serviceAddress.confirmedBy')
    .select([
      'serviceAddress.number',
      'serviceAddress.way',
      'serviceAddress.recipient',
      'serviceAddress.postalAddress',
      'serviceAddress.email',
      'serviceAddress.phone',
      'serviceAddress.confirmedAt',
      'account.name as confirmedByName',
    ])
    .where('serviceAddress.agencyId', '=', agencyId)
    .orderBy('serviceAddress.number', 'desc')
    .execute();

export const insertServiceAddress = (db: Db, row: Insertable<ServiceAddressTable>) =>
  db.insertInto('serviceAddress').values(row).execute();
