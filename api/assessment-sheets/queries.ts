import { sql, type Insertable, type Updateable } from 'kysely';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import type { Db } from '../database.ts';
import type { AssessmentSheetTable } from '../tables.ts';
import type { TypedSheet } from './schema.ts';

/** Who confirmed that an item does not apply, for the reason given then. */
export type Confirmations = Record<string, { by: string; name: string; at: string; reason: string }>;

export interface StoredSheet {
  id: string;
  assessmentId: string;
  scorerId: string;
  scorerName: string;
  declaredAt: string;
  typed: TypedSheet & { confirmed?: Confirmations };
  marks: Marks;
  /** As they were when the sheet was submitted: what the platform knew, and with what the scorer entered. */
  facts: { system: AssessmentFacts; completed: AssessmentFacts } | null;
  submittedAt: string | null;
  returnedReason: string | null;
  version: number;
}

const sheets = (db: Db) =>
  db
    .selectFrom('assessmentSheet')
    .innerJoin('account', 'account.id', 'assessmentSheet.scorerId')
    .select([
      'assessmentSheet.id',
      'assessmentId',
      'scorerId',
      'account.name as scorerName',
      'declaredAt',
      sql<StoredSheet['typed']>`assessment_sheet.typed`.as('typed'),
      sql<Marks>`assessment_sheet.marks`.as('marks'),
      sql<StoredSheet['facts']>`assessment_sheet.facts`.as('facts'),
      'submittedAt',
      'returnedReason',
      'assessmentSheet.version',
    ]);

/** The scorers' sheets, the first one first. */
export const listSheets = (db: Db, assessmentId: string): Promise<StoredSheet[]> =>
  sheets(db).where('assessmentId', '=', assessmentId).orderBy('assessmentSheet.id').execute();

/** `typed` is JSON text, as every jsonb is written. */
type Written<Row> = Omit<Row, 'typed'> & { typed?: string };

export const insertSheet = (db: Db, { typed = '{}', ...row }: Written<Insertable<AssessmentSheetTable>>) =>
  db
    .insertInto('assessmentSheet')
    .values({ ...row, typed: sql<never>`${typed}::jsonb` })
    .execute();

export const updateSheet = async (
  db: Db,
  id: string,
  { typed, ...row }: Written<Updateable<AssessmentSheetTable>>,
): Promise<number> =>
  (
    await db
      .updateTable('assessmentSheet')
      .set((eb) => ({
        ...row,
        ...(typed === undefined ? {} : { typed: sql<never>`${typed}::jsonb` }),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;
