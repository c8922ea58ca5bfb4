import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { FieldworkTable, OffSiteRequestTable } from '../tables.ts';

export const listVisits = (db: Db, commissionId: string) =>
  db
    .selectFrom('fieldwork')
    .innerJoin('account as recorder', 'recorder.id', 'fieldwork.recordedBy')
    .leftJoin('account as consenter', 'consenter.id', 'fieldwork.offSiteConsentBy')
    .select([
      'fieldwork.id',
      'fieldwork.visitedOn',
      'fieldwork.place',
      'fieldwork.people',
      'fieldwork.fundsCovered',
      'fieldwork.isOffSite',
      'consenter.name as consenterName',
      'fieldwork.note',
      'recorder.name as recorderName',
      'fieldwork.recordedAt',
    ])
    .where('fieldwork.commissionId', '=', commissionId)
    .orderBy('fieldwork.visitedOn')
    .orderBy('fieldwork.id')
    .execute();

export const insertVisit = (db: Db, row: Insertable<FieldworkTable>) =>
  db.insertInto('fieldwork').values(row).execute();

/** Newest first. */
export const listOffSiteRequests = (db: Db, commissionId: string) =>
  db
    .selectFrom('offSiteRequest')
    .innerJoin('account as requester', 'requester.id', 'offSiteRequest.requestedBy')
    .leftJoin('account as decider', 'decider.id', 'offSiteRequest.decidedBy')
    .select([
      'offSiteRequest.id',
      'offSiteRequest.reason',
      'requester.name as requesterName',
      'offSiteRequest.requestedAt',
      'offSiteRequest.consented',
      'offSiteRequest.decisionNote',
      'offSiteRequest.decidedBy',
      'decider.name as deciderName',
      'offSiteRequest.decidedAt',
    ])
    .where('offSiteRequest.commissionId', '=', commissionId)
    .orderBy('offSiteRequest.id', 'desc')
    .execute();

export const insertOffSiteRequest = (db: Db, row: Insertable<OffSiteRequestTable>) =>
  db.insertInto('offSiteRequest').values(row).execute();

export const markDecided = (
  db: Db,
  id: string,
  row: { consented: boolean; decisionNote: string; decidedBy: string | null; decidedAt: string },
) => db.updateTable('offSiteRequest').set(row).where('id', '=', id).execute();
