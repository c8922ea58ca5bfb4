import type { Instant } from '#scoring/calendar.ts';
import type { PaperKind } from '#scoring/papers.ts';
import type { Db } from '../database.ts';

export const insertPaper = (
  db: Db,
  row: {
    id: string;
    number: string;
    kind: PaperKind;
    submissionId: string;
    agencyId: string;
    record: unknown;
    fingerprint: string;
    code: string;
    madeAt: Instant;
  },
) =>
  db
    .insertInto('paper')
    .values({ ...row, record: JSON.stringify(row.record) })
    .execute();

/** Of a submission that was not taken back. */
export const findPaper = (db: Db, number: string) =>
  db
    .selectFrom('paper')
    .innerJoin('dossierSubmission', 'dossierSubmission.id', 'paper.submissionId')
    .selectAll('paper')
    .select('dossierSubmission.withdrawalEndsAt')
    .where('paper.number', '=', number)
    .where('dossierSubmission.withdrawnAt', 'is', null)
    .executeTakeFirst();

/** In the order in which they were made. */
export const listPapers = (db: Db, submissionId: string) =>
  db
    .selectFrom('paper')
    .innerJoin('dossierSubmission', 'dossierSubmission.id', 'paper.submissionId')
    .select(['paper.kind', 'paper.number', 'paper.code'])
    .where('paper.submissionId', '=', submissionId)
    .where('dossierSubmission.withdrawnAt', 'is', null)
    .orderBy('paper.id')
    .execute();
