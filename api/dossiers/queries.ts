import { sql } from 'kysely';
import type { Day, Instant } from '#scoring/calendar.ts';
import type { Section } from '#scoring/filing.ts';
import type { Db } from '../database.ts';
import type { TypedSections } from './schema.ts';

export const findAgency = (db: Db, id: string) =>
  db
    .selectFrom('agency')
    .select(['id', 'code', 'name', 'uscc', 'adminConfirmedAt'])
    .where('id', '=', id)
    .executeTakeFirst();

const open = (db: Db, agencyId: string) =>
  db
    .selectFrom('dossier')
    .select([
      'id',
      'agencyId',
      'number',
      'state',
      'openedAt',
      'basedOn',
      'changedOn',
      'reviewerId',
      'version',
    ])
    .where('agencyId', '=', agencyId)
    .where('state', '<>', 'checked');

/** The filing that is not yet checked; an agency has at most one. */
export const findOpenDossier = (db: Db, agencyId: string) => open(db, agencyId).executeTakeFirst();

export const lockOpenDossier = (db: Db, agencyId: string) =>
  open(db, agencyId).forUpdate().executeTakeFirst();

export const lastDossierNumber = async (db: Db, agencyId: string): Promise<number> => {
  const row = await db
    .selectFrom('dossier')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('agencyId', '=', agencyId)
    .executeTakeFirst();
  return row?.last ?? 0;
};

export const insertDossier = (
  db: Db,
  row: {
    id: string;
    agencyId: string;
    number: number;
    openedAt: Instant;
    basedOn: string | null;
    changedOn: Day | null;
  },
) =>
  db
    .insertInto('dossier')
    .values({ ...row, state: 'draft' })
    .execute();

/** Changes the filing and raises its version: what was declared or judged from an older one is refused. */
export const markDossier = (
  db: Db,
  id: string,
  change: {
    state?: 'draft' | 'submitted' | 'inReview' | 'returned' | 'checked';
    reviewerId?: string | null;
    reviewOpenedAt?: Instant | null;
  } = {},
) =>
  db
    .updateTable('dossier')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();

export const listSections = (db: Db, dossierId: string) =>
  db
    .selectFrom('dossierSection')
    .innerJoin('account', 'account.id', 'dossierSection.updatedBy')
    .select([
      'dossierSection.section',
      'dossierSection.content',
      'dossierSection.completedAt',
      'dossierSection.updatedAt',
      'dossierSection.updatedBy',
      'dossierSection.version',
      'account.name as updatedByName',
    ])
    .where('dossierId', '=', dossierId)
    .execute();

export type SectionRow = Awaited<ReturnType<typeof listSections>>[number];

export const typedSections = (rows: readonly SectionRow[]): TypedSections =>
  Object.fromEntries(rows.map((row) => [row.section, row.content]));

export const findSection = async (db: Db, dossierId: string, section: Section) =>
  (await listSections(db, dossierId)).find((row) => row.section === section);

/** Writes one section; the caller holds the filing's lock. */
export const putSection = (
  db: Db,
  row: {
    dossierId: string;
    section: Section;
    content: unknown;
    completedAt: Instant | null;
    updatedAt: Instant;
    updatedBy: string;
    version: number;
  },
) => {
  const { dossierId, section, ...rest } = { ...row, content: JSON.stringify(row.content) };
  return db
    .insertInto('dossierSection')
    .values({ dossierId, section, ...rest })
    .onConflict((conflict) => conflict.columns(['dossierId', 'section']).doUpdateSet(rest))
    .execute();
};

/** Whether this person has left the same line on the filing since then. */
export const isRecorded = async (
  db: Db,
  line: { accountId: string; event: string; dossierId: string; detail: unknown; since: Instant },
): Promise<boolean> => {
  const found = await db
    .selectFrom('journalEntry')
    .select('id')
    .where('subjectId', '=', line.dossierId)
    .where('event', '=', line.event)
    .where('accountId', '=', line.accountId)
    .where('at', '>', line.since)
    .where('detail', '=', sql<never>`${JSON.stringify(line.detail)}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
};

/** After a return the marked sections are to be completed again; after a submission all are complete. */
export const markSections = (
  db: Db,
  dossierId: string,
  sections: readonly Section[],
  completedAt: Instant | null,
) =>
  db
    .updateTable('dossierSection')
    .set({ completedAt })
    .where('dossierId', '=', dossierId)
    .where('section', 'in', sections)
    .execute();

/** How many of these files are the agency's own. */
export const countOwnFiles = async (db: Db, agencyId: string, ids: readonly string[]): Promise<number> =>
  ids.length === 0
    ? 0
    : (
        await db
          .selectFrom('file')
          .select('id')
          .where('agencyId', '=', agencyId)
          .where('id', 'in', [...ids])
          .execute()
      ).length;

/** Names, kinds and sizes of an agency's files, for pages that show a proof beside a value. */
export const listFiles = (db: Db, agencyId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('file')
        .select(['id', 'name', 'type', 'size'])
        .where('agencyId', '=', agencyId)
        .where('id', 'in', [...ids])
        .execute();

export { findCheckedVersion, listCheckedVersions, type CheckedVersion } from '../dossier-versions/queries.ts';
