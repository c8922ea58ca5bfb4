import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { RecusalDeclarationTable } from '../tables.ts';
import type { AgencyDeclaration, OfficerDeclaration } from './schema.ts';

export const insertDeclaration = (db: Db, row: Insertable<RecusalDeclarationTable>) =>
  db.insertInto('recusalDeclaration').values(row).execute();

/** The newest declaration of an agency, or of a person of the bureau. */
export async function findDeclaration<Content extends AgencyDeclaration | OfficerDeclaration>(
  db: Db,
  commissionId: string,
  who: { agencyId: string } | { accountId: string },
) {
  let select = db.selectFrom('recusalDeclaration').selectAll().where('commissionId', '=', commissionId);
  select =
    'agencyId' in who
      ? select.where('side', '=', 'agency').where('agencyId', '=', who.agencyId)
      : select.where('side', '=', 'bureau').where('accountId', '=', who.accountId);
  const row = await select.orderBy('declaredAt', 'desc').orderBy('id', 'desc').executeTakeFirst();
  return row && { ...row, content: row.content as Content };
}

/** Every declaration of both sides, the newest first. */
export const listDeclarations = (db: Db, commissionId: string) =>
  db
    .selectFrom('recusalDeclaration')
    .innerJoin('account', 'account.id', 'recusalDeclaration.accountId')
    .leftJoin('agency', 'agency.id', 'recusalDeclaration.agencyId')
    .select([
      'recusalDeclaration.id',
      'recusalDeclaration.side',
      'recusalDeclaration.agencyId',
      'recusalDeclaration.content',
      'recusalDeclaration.declaredName',
      'recusalDeclaration.declaredAt',
      'account.name as accountName',
      'agency.name as agencyName',
      'agency.code as agencyCode',
    ])
    .where('commissionId', '=', commissionId)
    .orderBy('recusalDeclaration.declaredAt', 'desc')
    .orderBy('recusalDeclaration.id', 'desc')
    .execute();

/** Whether an officer has compared the stamped letter of the agency's administrator; until then it only drafts. */
export const isConfirmed = async (db: Db, agencyId: string): Promise<boolean> =>
  (await db
    .selectFrom('agency')
    .select('id')
    .where('id', '=', agencyId)
    .where('adminConfirmedAt', 'is not', null)
    .executeTakeFirst()) !== undefined;

/** Open calls that an agency has not declared for, with the last day of each. */
export const listUndeclared = (db: Db, agencyId: string) =>
  db
    .selectFrom('commission')
    .innerJoin('commissionConditions', 'commissionConditions.commissionId', 'commission.id')
    .select(['commission.code', 'commission.title', 'commissionConditions.callUntil'])
    .where('commission.state', 'in', ['conditioned', 'screening'])
    .where('commissionConditions.withdrawnAt', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('recusalDeclaration')
            .select('recusalDeclaration.id')
            .whereRef('recusalDeclaration.commissionId', '=', 'commission.id')
            .where('recusalDeclaration.side', '=', 'agency')
            .where('recusalDeclaration.agencyId', '=', agencyId),
        ),
      ),
    )
    .orderBy('commission.code')
    .limit(50)
    .execute();
