import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { ScreeningExceptionTable, ScreeningSettlementTable, TierApprovalTable } from '../tables.ts';

export const insertSettlement = (db: Db, row: Insertable<ScreeningSettlementTable>) =>
  db.insertInto('screeningSettlement').values(row).execute();

export const insertException = (db: Db, row: Insertable<ScreeningExceptionTable>) =>
  db.insertInto('screeningException').values(row).execute();

export const lockException = (db: Db, commissionId: string, id: string) =>
  db
    .selectFrom('screeningException')
    .selectAll()
    .where('commissionId', '=', commissionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const markApproved = (
  db: Db,
  id: string,
  row: {
    approvedBy: string;
    approvedAs: ScreeningExceptionTable['approvedAs'];
    approvedAt: string;
    decisionId: string;
  },
) => db.updateTable('screeningException').set(row).where('id', '=', id).execute();

export const listSettlements = (db: Db, commissionId: string) =>
  db
    .selectFrom('screeningSettlement')
    .innerJoin('agency', 'agency.id', 'screeningSettlement.agencyId')
    .innerJoin('account', 'account.id', 'screeningSettlement.settledBy')
    .leftJoin('file', 'file.id', 'screeningSettlement.fileId')
    .select([
      'screeningSettlement.id',
      'screeningSettlement.ruleId',
      'screeningSettlement.outcome',
      'screeningSettlement.note',
      'screeningSettlement.fileId',
      'screeningSettlement.settledAt',
      'file.name as fileName',
      'agency.name as agencyName',
      'account.name as settledByName',
    ])
    .where('commissionId', '=', commissionId)
    .orderBy('settledAt', 'desc')
    .execute();

export const listExceptions = (db: Db, commissionId: string) =>
  db
    .selectFrom('screeningException')
    .innerJoin('agency', 'agency.id', 'screeningException.agencyId')
    .innerJoin('account as proposer', 'proposer.id', 'screeningException.proposedBy')
    .leftJoin('account as approver', 'approver.id', 'screeningException.approvedBy')
    .leftJoin('collectiveDecision', 'collectiveDecision.id', 'screeningException.decisionId')
    .select([
      'screeningException.id',
      'screeningException.ruleId',
      'screeningException.reason',
      'screeningException.proposedBy',
      'screeningException.proposedAt',
      'screeningException.approvedAt',
      'agency.name as agencyName',
      'proposer.name as proposedByName',
      'approver.name as approvedByName',
      'collectiveDecision.minutesNumber',
    ])
    .where('commissionId', '=', commissionId)
    .orderBy('proposedAt', 'desc')
    .execute();

export const insertTierApproval = (db: Db, row: Insertable<TierApprovalTable>) =>
  db.insertInto('tierApproval').values(row).execute();

/** The newest approval given on a screening, with the agencies it covers. */
export async function findTierApproval(db: Db, screeningId: string) {
  const row = await db
    .selectFrom('tierApproval')
    .innerJoin('account', 'account.id', 'tierApproval.approvedBy')
    .select(['tierApproval.agencyIds', 'reason', 'approvedAt', 'account.name as approvedByName'])
    .where('screeningId', '=', screeningId)
    .orderBy('approvedAt', 'desc')
    .executeTakeFirst();
  return row && { ...row, agencyIds: row.agencyIds as string[] };
}
