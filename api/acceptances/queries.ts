import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { AcceptanceTable } from '../tables.ts';

export const insertAcceptance = (db: Db, row: Insertable<AcceptanceTable>) =>
  db.insertInto('acceptance').values(row).execute();

/** Newest first. */
export const listAcceptances = (db: Db, commissionId: string) =>
  db
    .selectFrom('acceptance')
    .innerJoin('report', 'report.id', 'acceptance.reportId')
    .innerJoin('account as decider', 'decider.id', 'acceptance.decidedBy')
    .select([
      'acceptance.id',
      'report.number',
      'acceptance.outcome',
      'acceptance.cause',
      'acceptance.note',
      'acceptance.decidedAt',
      'decider.name as deciderName',
    ])
    .where('acceptance.commissionId', '=', commissionId)
    .orderBy('acceptance.decidedAt', 'desc')
    .execute();
