import type { Insertable } from 'kysely';
import { sections } from '#scoring/filing.ts';
import type { Db } from '../database.ts';
import type { DossierReopeningTable } from '../tables.ts';

const reopenings = (db: Db) =>
  db
    .selectFrom('dossierReopening')
    .innerJoin('dossierSubmission', 'dossierSubmission.id', 'dossierReopening.submissionId')
    .innerJoin('dossier', 'dossier.id', 'dossierSubmission.dossierId')
    .innerJoin('agency', 'agency.id', 'dossier.agencyId')
    .innerJoin('account as asker', 'asker.id', 'dossierReopening.askedBy')
    .leftJoin('account as decider', 'decider.id', 'dossierReopening.decidedBy')
    .select([
      'dossierReopening.id',
      'dossierReopening.submissionId',
      'dossierReopening.section',
      'dossierReopening.state',
      'dossierReopening.reason',
      'dossierReopening.askedBy',
      'asker.name as askedByName',
      'dossierReopening.askedAt',
      'dossierReopening.note',
      'decider.name as decidedByName',
      'dossierReopening.decidedAt',
      'dossierSubmission.dossierId',
      'dossierSubmission.number',
      'dossierSubmission.outcome',
      'dossierSubmission.dueOn',
      'dossier.reviewerId',
      'agency.code as agencyCode',
      'agency.name as agencyName',
    ]);

export type Reopening = NonNullable<Awaited<ReturnType<typeof findReopening>>>;

export const findReopening = (db: Db, id: string) =>
  reopenings(db).where('dossierReopening.id', '=', id).executeTakeFirst();

/** All that was asked about a submission, in the order of the sections, the oldest first. */
export const listReopenings = async (db: Db, submissionId: string): Promise<Reopening[]> => {
  const rows = await reopenings(db)
    .where('dossierReopening.submissionId', '=', submissionId)
    .orderBy('dossierReopening.id')
    .execute();
  return rows.sort((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));
};

/** What waits for an answer, by the due day of the review. */
export const listAsked = (db: Db) =>
  reopenings(db)
    .where('dossierReopening.state', '=', 'asked')
    .orderBy('dossierSubmission.dueOn')
    .orderBy('dossierReopening.id')
    .limit(100)
    .execute();

export const insertReopening = (db: Db, row: Insertable<DossierReopeningTable>) =>
  db.insertInto('dossierReopening').values(row).execute();

export const markReopening = (
  db: Db,
  id: string,
  change: Pick<DossierReopeningTable, 'note' | 'decidedBy' | 'decidedAt'> & {
    state: 'agreed' | 'declined' | 'withdrawn';
  },
) => db.updateTable('dossierReopening').set(change).where('id', '=', id).execute();
