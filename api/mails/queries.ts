import type { Insertable } from 'kysely';
import { inTransaction, type Db } from '../database.ts';
import type { MailTable } from '../tables.ts';

export const insertMail = (db: Db, row: Insertable<MailTable>) => db.insertInto('mail').values(row).execute();

/** Takes the next mail that is due; of two processes each takes another one. */
export const claimMail = (db: Db, machineNow: string) =>
  inTransaction(db, async (tx) => {
    const next = await tx
      .selectFrom('mail')
      .select('id')
      .where('state', '=', 'waiting')
      .where('nextAt', '<=', machineNow)
      .orderBy('nextAt')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!next) return undefined;
    return tx
      .updateTable('mail')
      .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimedAt: machineNow }))
      .where('id', '=', next.id)
      .returning(['id', 'noticeId', 'address', 'subject', 'path', 'attempts', 'createdAt'])
      .executeTakeFirstOrThrow();
  });

export type ClaimedMail = NonNullable<Awaited<ReturnType<typeof claimMail>>>;

/** Claimed before that instant and never settled: whoever claimed them is gone. */
export const listAbandoned = (db: Db, claimedBefore: string) =>
  db
    .selectFrom('mail')
    .select(['id', 'noticeId'])
    .where('state', '=', 'sending')
    .where('claimedAt', '<', claimedBefore)
    .orderBy('id')
    .execute();

export const markSent = (db: Db, id: string, machineNow: string) =>
  db
    .updateTable('mail')
    .set({ state: 'sent', settledAt: machineNow, lastError: null })
    .where('id', '=', id)
    .execute();

export const markFailed = (db: Db, id: string, reason: string, machineNow: string) =>
  db
    .updateTable('mail')
    .set({ state: 'failed', settledAt: machineNow, lastError: reason })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .returning('id')
    .executeTakeFirst();

export const markWaiting = (db: Db, id: string, reason: string, nextAt: string) =>
  db
    .updateTable('mail')
    .set({ state: 'waiting', lastError: reason, nextAt })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();

export const markMailed = (db: Db, noticeId: string, mailedAt: string) =>
  db
    .updateTable('notice')
    .set({ mailedAt })
    .where('id', '=', noticeId)
    .returning(['id', 'title', 'subjectType', 'subjectId', 'agencyId', 'unitId'])
    .executeTakeFirstOrThrow();

export const getNoticeOf = (db: Db, noticeId: string) =>
  db
    .selectFrom('notice')
    .select(['id', 'title', 'subjectType', 'subjectId', 'agencyId', 'unitId'])
    .where('id', '=', noticeId)
    .executeTakeFirstOrThrow();
