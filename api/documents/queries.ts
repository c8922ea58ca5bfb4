import type { Db } from '../database.ts';

/** The bureau's documents; some are cited without a number. */
export const listDocuments = async (db: Db) =>
  (await db.selectFrom('document').selectAll().orderBy('number').orderBy('title').execute()) as {
    id: string;
    number: string | null;
    title: string;
    note: string;
  }[];

export const insertDocument = (
  db: Db,
  row: { id: string; number: string | null; title: string; note: string },
) =>
  // The column takes null; the type of the table was written when it did not.
  db
    .insertInto('document')
    .values(row as typeof row & { number: string })
    .execute();
