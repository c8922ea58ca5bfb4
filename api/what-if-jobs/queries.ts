/** 推演 that are being computed or came to nothing. */
import type { Insertable } from 'kysely';
import type { Instant } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import type { WhatIfJobTable } from '../tables.ts';

export const insertJob = (db: Db, row: Insertable<WhatIfJobTable>) =>
  db.insertInto('whatIfJob').values(row).execute();

export const markProgress = (db: Db, id: string, done: number, total: number, beatAt: Instant) =>
  db.updateTable('whatIfJob').set({ done, total, beatAt }).where('id', '=', id).execute();

export const markFailed = (db: Db, id: string, reason: string) =>
  db.updateTable('whatIfJob').set({ reason }).where('id', '=', id).execute();

export const deleteJob = (db: Db, id: string) => db.deleteFrom('whatIfJob').where('id', '=', id).execute();

const jobs = (db: Db) =>
  db
    .selectFrom('whatIfJob as job')
    .innerJoin('policyVersion as policy', 'policy.id', 'job.policyId')
    .innerJoin('policyVersion as earlier', 'earlier.id', 'job.beforeId')
    .innerJoin('account', 'account.id', 'job.begunBy')
    .select([
      'job.id',
      'job.policyId',
      'job.asOf',
      'job.begunAt as madeAt',
      'job.done',
      'job.total',
      'job.beatAt',
      'job.reason',
      'account.name as madeByName',
      'policy.kind',
      'policy.name',
      'policy.version',
      'earlier.version as beforeVersion',
    ]);

export type JobRow = Awaited<ReturnType<typeof listJobs>>[number];

export const listJobs = (db: Db) =>
  jobs(db).orderBy('job.begunAt', 'desc').orderBy('job.id', 'desc').limit(100).execute();

export const findJob = (db: Db, id: string) => jobs(db).where('job.id', '=', id).executeTakeFirst();
