import { sql, type Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { ReportTable } from '../tables.ts';
import type { ReportKind, TypedMarks, WorkingCopy } from './schema.ts';

/** Newest first. */
export const listReports = (db: Db, commissionId: string) =>
  reports(db)
    .where('report.commissionId', '=', commissionId)
    .orderBy('report.submittedAt', 'desc')
    .orderBy('report.id', 'desc')
    .execute();

export type Report = Awaited<ReturnType<typeof listReports>>[number];

export const findReport = (db: Db, commissionId: string, kind: ReportKind, number: number) =>
  reports(db)
    .where('report.commissionId', '=', commissionId)
    .where('report.kind', '=', kind)
    .where('report.number', '=', number)
    .executeTakeFirst();

/** The newest filed report of either kind: what the next one changes. */
export const findLatestReport = (db: Db, commissionId: string): Promise<Report | undefined> =>
  reports(db)
    .where('report.commissionId', '=', commissionId)
    .orderBy('report.submittedAt', 'desc')
    .orderBy('report.id', 'desc')
    .limit(1)
    .executeTakeFirst();

export const insertReport = (db: Db, row: Insertable<ReportTable>) =>
  db.insertInto('report').values(row).execute();

export const findWorkingCopy = (db: Db, commissionId: string, kind: ReportKind) =>
  db
    .selectFrom('reportWorkingCopy')
    .leftJoin('account as signer', 'signer.id', 'reportWorkingCopy.signedBy')
    .select([
      sql<WorkingCopy>`report_working_copy.content`.as('content'),
      'reportWorkingCopy.savedAt',
      'reportWorkingCopy.signedBy',
      'reportWorkingCopy.signedPersonId',
      'reportWorkingCopy.signedAt',
      'signer.name as signerName',
      'reportWorkingCopy.version',
    ])
    .where('reportWorkingCopy.commissionId', '=', commissionId)
    .where('reportWorkingCopy.kind', '=', kind)
    .executeTakeFirst();

/** Keeps the copy and takes a signature away. */
export const saveWorkingCopy = async (
  db: Db,
  row: { commissionId: string; kind: ReportKind; content: string; savedBy: string; savedAt: string },
): Promise<number> =>
  (
    await db
      .insertInto('reportWorkingCopy')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['commissionId', 'kind']).doUpdateSet((eb) => ({
          content: row.content,
          savedBy: row.savedBy,
          savedAt: row.savedAt,
          signedBy: null,
          signedPersonId: null,
          signedAt: null,
          version: eb('reportWorkingCopy.version', '+', 1),
        })),
      )
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

export const markSigned = async (
  db: Db,
  commissionId: string,
  row: { signedBy: string; signedPersonId: string; signedAt: string },
): Promise<number> =>
  (
    await db
      .updateTable('reportWorkingCopy')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('commissionId', '=', commissionId)
      .where('kind', '=', 'final')
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

export const findFileRow = (db: Db, id: string) =>
  db
    .selectFrom('file')
    .select(['id', 'name', 'size', 'sha256', 'type'])
    .where('id', '=', id)
    .executeTakeFirst();

const reports = (db: Db) =>
  db
    .selectFrom('report')
    .innerJoin('file', 'file.id', 'report.fileId')
    .innerJoin('account as submitter', 'submitter.id', 'report.submittedBy')
    .leftJoin('account as signer', 'signer.id', 'report.signedBy')
    .leftJoin('acceptance', 'acceptance.reportId', 'report.id')
    .select([
      'report.id',
      'report.kind',
      'report.number',
      'report.fileId',
      'file.name as fileName',
      'file.size as fileSize',
      'report.summary',
      'report.problems',
      'report.advice',
      'report.indicatorSystemId',
      sql<TypedMarks>`report.marks`.as('marks'),
      'report.score',
      'report.grade',
      'report.submittedAt',
      'submitter.name as submitterName',
      'report.reviewedByName',
      'signer.name as signerName',
      'report.signedAt',
      'report.sealNote',
      'acceptance.outcome',
      'acceptance.cause',
      'acceptance.note as acceptanceNote',
      'acceptance.decidedAt',
    ]);
