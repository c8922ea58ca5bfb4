import type { Day, Instant } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import type { DossierContent } from '../dossiers/schema.ts';

const submissions = (db: Db) =>
  db
    .selectFrom('dossierSubmission')
    .innerJoin('dossier', 'dossier.id', 'dossierSubmission.dossierId')
    .innerJoin('account', 'account.id', 'dossierSubmission.submittedBy')
    .leftJoin('dossierEntry', (join) =>
      join.onRef('dossierEntry.dossierId', '=', 'dossier.id').on('dossierEntry.state', '=', 'confirmed'),
    )
    .select([
      'dossierEntry.id as entryId',
      'dossierSubmission.id',
      'dossierSubmission.dossierId',
      'dossierSubmission.number',
      'dossierSubmission.content',
      'dossierSubmission.digest',
      'dossierSubmission.declaredName',
      'dossierSubmission.submittedAt',
      'dossierSubmission.withdrawalEndsAt',
      'dossierSubmission.dueOn',
      'dossierSubmission.withdrawnAt',
      'dossierSubmission.outcome',
      'dossierSubmission.decidedAt',
      'dossier.agencyId',
      'account.name as submittedByName',
    ]);

export const findSubmission = (db: Db, agencyId: string, number: number) =>
  submissions(db)
    .where('dossier.agencyId', '=', agencyId)
    .where('dossierSubmission.number', '=', number)
    .executeTakeFirst();

/** Newest first, without the withdrawn ones' content. */
export const listSubmissions = (db: Db, agencyId: string) =>
  db
    .selectFrom('dossierSubmission')
    .innerJoin('dossier', 'dossier.id', 'dossierSubmission.dossierId')
    .select([
      'dossierSubmission.number',
      'dossierSubmission.dossierId',
      'dossierSubmission.digest',
      'dossierSubmission.submittedAt',
      'dossierSubmission.dueOn',
      'dossierSubmission.withdrawnAt',
      'dossierSubmission.outcome',
      'dossierSubmission.decidedAt',
    ])
    .where('dossier.agencyId', '=', agencyId)
    .orderBy('dossierSubmission.number', 'desc')
    .execute();

export const lastSubmissionNumber = async (db: Db, agencyId: string): Promise<number> =>
  (await listSubmissions(db, agencyId))[0]?.number ?? 0;

/** The last submission of the filing that was not taken back: the one waiting, or the one returned. */
export const findLastSubmission = (db: Db, dossierId: string) =>
  submissions(db)
    .where('dossierSubmission.dossierId', '=', dossierId)
    .where('dossierSubmission.withdrawnAt', 'is', null)
    .orderBy('dossierSubmission.number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The last submission of the filing that was returned, before a number when one is given. */
export const findReturnedSubmission = (db: Db, dossierId: string, before?: number) =>
  submissions(db)
    .where('dossierSubmission.dossierId', '=', dossierId)
    .where('dossierSubmission.outcome', '=', 'returned')
    .$if(before !== undefined, (select) => select.where('dossierSubmission.number', '<', before!))
    .orderBy('dossierSubmission.number', 'desc')
    .limit(1)
    .executeTakeFirst();

export const insertSubmission = (
  db: Db,
  row: {
    id: string;
    dossierId: string;
    number: number;
    content: DossierContent;
    digest: string;
    declaredName: string;
    submittedBy: string;
    submittedAt: Instant;
    withdrawalEndsAt: Instant;
    dueOn: Day;
  },
) =>
  db
    .insertInto('dossierSubmission')
    .values({ ...row, content: JSON.stringify(row.content) })
    .execute();

export const markWithdrawn = (db: Db, id: string, at: Instant) =>
  db.updateTable('dossierSubmission').set({ withdrawnAt: at }).where('id', '=', id).execute();
