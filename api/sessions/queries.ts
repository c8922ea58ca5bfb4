import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '../database.ts';
import type { Hat } from '../permissions.ts';

export const findSessionByToken = (db: Db, tokenHash: string) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select((eb) => [
      'session.id',
      'session.accountId',
      'session.hat',
      'session.seenAt',
      'session.endsAt',
      'session.secondFactorAt',
      'session.revokedAt',
      'account.name',
      'account.username',
      'account.agencyId',
      'account.unitId',
      'account.division',
      'account.personId',
      'account.disabledAt',
      'account.totpConfirmedAt',
      jsonArrayFrom(
        eb.selectFrom('accountHat').select('hat').whereRef('accountId', '=', 'account.id').orderBy('hat'),
      ).as('hats'),
      eb.selectFrom('setting').select('value').where('key', '=', 'secondFactorHats').as('secondFactorHats'),
    ])
    .where('session.tokenHash', '=', tokenHash)
    .executeTakeFirst();

export const findInstallation = (db: Db) => db.selectFrom('installation').selectAll().executeTakeFirst();

export const markSessionSeen = (db: Db, id: string, at: string) =>
  db.updateTable('session').set({ seenAt: at }).where('id', '=', id).execute();

export const lockAccountByUsername = (db: Db, username: string) =>
  db
    .selectFrom('account')
    .select([
      'id',
      'name',
      'passwordHash',
      'failedAttempts',
      'lockedUntil',
      'disabledAt',
      'agencyId',
      'unitId',
    ])
    .where('username', '=', username)
    .forUpdate()
    .executeTakeFirst();

export const listHats = async (db: Db, accountId: string): Promise<Hat[]> =>
  (
    await db
      .selectFrom('accountHat')
      .select('hat')
      .where('accountId', '=', accountId)
      .orderBy('hat')
      .execute()
  ).map((row) => row.hat);

export const markAttempt = (db: Db, id: string, failedAttempts: number, lockedUntil: string | null) =>
  db.updateTable('account').set({ failedAttempts, lockedUntil }).where('id', '=', id).execute();

export const insertSession = (
  db: Db,
  row: { id: string; tokenHash: string; accountId: string; hat: Hat; openedAt: string; endsAt: string },
) =>
  db
    .insertInto('session')
    .values({ ...row, seenAt: row.openedAt })
    .execute();

export const lockSession = (db: Db, id: string) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select([
      'session.id',
      'session.accountId',
      'account.name',
      'account.username',
      'account.agencyId',
      'account.unitId',
      'account.totpSecret',
      'account.totpConfirmedAt',
      'account.totpLastStep',
      'account.failedAttempts',
      'account.lockedUntil',
    ])
    .where('session.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();

export const markSecondFactor = (db: Db, sessionId: string, at: string) =>
  db.updateTable('session').set({ secondFactorAt: at }).where('id', '=', sessionId).execute();

export const markHat = (db: Db, sessionId: string, hat: Hat) =>
  db.updateTable('session').set({ hat }).where('id', '=', sessionId).execute();

export const markRevoked = (db: Db, where: { id: string } | { accountId: string }, at: string) =>
  db
    .updateTable('session')
    .set({ revokedAt: at })
    .where('id' in where ? 'id' : 'accountId', '=', 'id' in where ? where.id : where.accountId)
    .where('revokedAt', 'is', null)
    .execute();

export const markTotpStep = (db: Db, accountId: string, step: number) =>
  db
    .updateTable('account')
    .set({ totpLastStep: step, failedAttempts: 0 })
    .where('id', '=', accountId)
    .execute();

export const markTotpSecret = (db: Db, accountId: string, secret: string) =>
  db.updateTable('account').set({ totpSecret: secret }).where('id', '=', accountId).execute();

export const markTotpConfirmed = (db: Db, accountId: string, at: string) =>
  db.updateTable('account').set({ totpConfirmedAt: at }).where('id', '=', accountId).execute();

export async function replaceRecoveryCodes(db: Db, accountId: string, hashes: string[]): Promise<void> {
  await db.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute();
  await db
    .insertInto('recoveryCode')
    .values(hashes.map((codeHash) => ({ accountId, codeHash })))
    .execute();
}

/** True when the code was there and unused; it is used now. */
export const useRecoveryCode = async (
  db: Db,
  accountId: string,
  codeHash: string,
  at: string,
): Promise<boolean> =>
  (
    await db
      .updateTable('recoveryCode')
      .set({ usedAt: at })
      .where('accountId', '=', accountId)
      .where('codeHash', '=', codeHash)
      .where('usedAt', 'is', null)
      .returning('codeHash')
      .execute()
  ).length === 1;
