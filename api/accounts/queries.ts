import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '../database.ts';
import type { Hat } from '../permissions.ts';

const columns = [
  'account.id',
  'account.username',
  'account.name',
  'account.agencyId',
  'account.unitId',
  'account.division',
  'account.personId',
  'account.createdAt',
  'account.disabledAt',
  'account.lockedUntil',
  'account.totpConfirmedAt',
  'account.version',
] as const;

const accounts = (db: Db) =>
  db
    .selectFrom('account')
    .leftJoin('agency', 'agency.id', 'account.agencyId')
    .leftJoin('unit', 'unit.id', 'account.unitId')
    .select((eb) => [
      ...columns,
      'agency.name as agencyName',
      'unit.name as unitName',
      eb('account.passwordHash', 'is not', null).as('hasPassword'),
      jsonArrayFrom(
        eb.selectFrom('accountHat').select('hat').whereRef('accountId', '=', 'account.id').orderBy('hat'),
      ).as('hats'),
    ]);

export const listAccounts = (db: Db) => accounts(db).orderBy('account.username').execute();

export const listColleagues = (db: Db, agencyId: string) =>
  accounts(db).where('account.agencyId', '=', agencyId).orderBy('account.username').execute();

export const findAccount = (db: Db, id: string) =>
  accounts(db).where('account.id', '=', id).executeTakeFirst();

export const lockAccount = (db: Db, id: string) =>
  db
    .selectFrom('account')
    .select([
      'id',
      'username',
      'name',
      'passwordHash',
      'agencyId',
      'unitId',
      'division',
      'disabledAt',
      'totpConfirmedAt',
      'version',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/**
 * The accounts that can sign in as system administrator. They are locked before they are counted, so that of two who
 * lay the hat down at once one is refused.
 */
export async function lockAdministrators(db: Db): Promise<string[]> {
  const administrators = db
    .selectFrom('accountHat')
    .innerJoin('account', 'account.id', 'accountHat.accountId')
    .select('account.id')
    .where('accountHat.hat', '=', 'systemAdmin')
    .where('account.disabledAt', 'is', null)
    .where('account.passwordHash', 'is not', null);
  await administrators.orderBy('account.id').forUpdate('account').execute();
  return (await administrators.execute()).map(({ id }) => id);
}

export async function insertAccount(
  db: Db,
  row: {
    id: string;
    username: string;
    name: string;
    agencyId?: string | null;
    unitId?: string | null;
    division?: string | null;
    personId?: string | null;
    passwordHash?: string | null;
    createdAt: string;
  },
  hats: readonly Hat[],
): Promise<void> {
  await db.insertInto('account').values(row).execute();
  await db
    .insertInto('accountHat')
    .values(hats.map((hat) => ({ accountId: row.id, hat, grantedAt: row.createdAt })))
    .execute();
}

/** Takes away the hats that are not named and grants the new ones; those that stay keep the day they were granted. */
export async function replaceHats(
  db: Db,
  account: { id: string; division: string | null; unitId: string | null },
  hats: readonly Hat[],
  at: string,
): Promise<number> {
  const { id, division, unitId } = account;
  await db
    .deleteFrom('accountHat')
    .where('accountId', '=', id)
    .where('hat', 'not in', [...hats])
    .execute();
  await db
    .insertInto('accountHat')
    .values(hats.map((hat) => ({ accountId: id, hat, grantedAt: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { version } = await db
    .updateTable('account')
    .set((eb) => ({ division, unitId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** The authenticator and its recovery codes are forgotten; the next sign-in enrols anew where the hat asks for it. */
export async function forgetSecondFactor(db: Db, id: string): Promise<number> {
  await db.deleteFrom('recoveryCode').where('accountId', '=', id).execute();
  const { version } = await db
    .updateTable('account')
    .set((eb) => ({
      totpSecret: null,
      totpConfirmedAt: null,
      totpLastStep: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export const markPassword = (db: Db, id: string, passwordHash: string) =>
  db
    .updateTable('account')
    .set((eb) => ({ passwordHash, failedAttempts: 0, lockedUntil: null, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

export const markDisabled = (db: Db, id: string, at: string | null) =>
  db
    .updateTable('account')
    .set((eb) => ({ disabledAt: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

export const insertLink = (
  db: Db,
  row: {
    id: string;
    tokenHash: string;
    purpose: 'firstAdmin' | 'invitation' | 'passwordReset';
    accountId: string | null;
    createdBy: string | null;
    createdAt: string;
    expiresAt: string;
  },
) => db.insertInto('oneTimeLink').values(row).execute();

/** Earlier links of the same account end when a newer one is made. */
export const markLinksUsed = (db: Db, accountId: string, at: string) =>
  db
    .updateTable('oneTimeLink')
    .set({ usedAt: at })
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .execute();

export const findLink = (db: Db, tokenHash: string) =>
  db
    .selectFrom('oneTimeLink')
    .leftJoin('account', 'account.id', 'oneTimeLink.accountId')
    .select([
      'oneTimeLink.id',
      'oneTimeLink.purpose',
      'oneTimeLink.accountId',
      'oneTimeLink.expiresAt',
      'oneTimeLink.usedAt',
      'account.name',
      'account.username',
      'account.agencyId',
      'account.unitId',
    ])
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();

/** True when the link was unused; it is used now. */
export const useLink = async (db: Db, id: string, at: string): Promise<boolean> =>
  (
    await db
      .updateTable('oneTimeLink')
      .set({ usedAt: at })
      .where('id', '=', id)
      .where('usedAt', 'is', null)
      .returning('id')
      .execute()
  ).length === 1;

/** True when the person stands in the agency's latest checked dossier version. */
export const isCheckedPerson = async (db: Db, agencyId: string, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('dossierVersion')
    .select('id')
    .where('agencyId', '=', agencyId)
    .where(sql<boolean>`content -> 'people' @> ${JSON.stringify([{ id: personId }])}::jsonb`)
    .executeTakeFirst()) !== undefined;

/** The people of the latest checked dossier version, by whom a lead evaluator's account can be bound. */
export async function listCheckedPeople(db: Db, agencyId: string): Promise<{ id: string; name: string }[]> {
  const latest = await db
    .selectFrom('dossierVersion')
    .select(sql<{ id: string; name: string }[] | null>`content -> 'people'`.as('people'))
    .where('agencyId', '=', agencyId)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return (latest?.people ?? []).map(({ id, name }) => ({ id, name }));
}

/** The classified unit has no name and no account. */
export const listNamedUnits = (db: Db) =>
  db
    .selectFrom('unit')
    .select(['id', 'code', 'name'])
    .where('classified', '=', false)
    .orderBy('code')
    .execute();
