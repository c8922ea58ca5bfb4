import { sql, type Insertable, type RawBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Day, Instant } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import { nobody } from '../ids.ts';
import type { AgencyRenameTable } from '../tables.ts';

/**
 * The name a paper bears: what the agency was called, as far as was known, when it was made. For queries that have joined
 * `agency`; without an instant (the paper is still to be made) the name of now.
 */
export const nameAt = (instant: string | RawBuilder<unknown>) => nameBefore('checked_at', instant);

/** The name in force on the paper's own day, whenever it was recorded. */
export const nameOn = (day: string | RawBuilder<unknown>) => nameBefore('effective_on', day);

const nameBefore = (column: 'checked_at' | 'effective_on', time: string | RawBuilder<unknown>) =>
  sql<string>`coalesce((select renamed.old_name from agency_rename renamed
    where renamed.agency_id = agency.id
      and renamed.${sql.raw(column)} > ${typeof time === 'string' ? sql.ref(time) : time}
    order by renamed.number limit 1), agency.name)`;

export const findNameAt = async (db: Db, agencyId: string, instant: Instant): Promise<string> =>
  (
    await db
      .selectFrom('agency')
      .select(nameAt(sql`${instant}::timestamptz`).as('name'))
      .where('id', '=', agencyId)
      .executeTakeFirstOrThrow()
  ).name;

/** Who was ever called so, by a part of the name as `ilike` takes it; nobody's id where nobody was. */
export const listFormerlyCalled = async (db: Db, part: string): Promise<string[]> => [
  nobody,
  ...(
    await db
      .selectFrom('agencyRename')
      .select('agencyId')
      .distinct()
      .where('oldName', 'ilike', part)
      .execute()
  ).map(({ agencyId }) => agencyId),
];

export interface FormerName {
  name: string;
  /** Null: the first name that was known. */
  from: Day | null;
  /** The last day it was borne. */
  until: Day;
}

/** For queries that have joined `agency`: what it was called before, oldest first. */
export const formerNames = () =>
  sql<FormerName[]>`coalesce((select jsonb_agg(jsonb_build_object(
      'name', renamed.old_name, 'until', (renamed.effective_on - 1)::text,
      'from', (select before.effective_on::text from agency_rename before
        where before.agency_id = renamed.agency_id and before.number = renamed.number - 1)
    ) order by renamed.number)
    from agency_rename renamed where renamed.agency_id = agency.id), '[]'::jsonb)`;

/** With the papers and the persons; newest first. */
export const listRenames = (db: Db, agencyId: string) =>
  db
    .selectFrom('agencyRename as renamed')
    .innerJoin('file', 'file.id', 'renamed.fileId')
    .innerJoin('account as filer', 'filer.id', 'renamed.filedBy')
    .innerJoin('account as checker', 'checker.id', 'renamed.checkedBy')
    .innerJoin('dossierVersion', 'dossierVersion.id', 'renamed.versionId')
    .select([
      'renamed.number',
      'renamed.oldName',
      'renamed.newName',
      'renamed.effectiveOn',
      'renamed.fileId',
      'file.name as fileName',
      'file.size as fileSize',
      'dossierVersion.number as dossierVersion',
      'filer.name as filedByName',
      'renamed.filedAt',
      'checker.name as checkedByName',
      'renamed.checkedAt',
    ])
    .where('renamed.agencyId', '=', agencyId)
    .orderBy('renamed.number', 'desc')
    .execute();

export const lockName = (db: Db, agencyId: string) =>
  db
    .selectFrom('agency')
    .select((eb) => [
      'id',
      'code',
      'name',
      jsonArrayFrom(
        eb
          .selectFrom('agencyRename')
          .select(['number', 'effectiveOn'])
          .whereRef('agencyRename.agencyId', '=', 'agency.id')
          .orderBy('number', 'desc'),
      ).as('renames'),
    ])
    .where('id', '=', agencyId)
    .forUpdate()
    .executeTakeFirstOrThrow();

export const insertRename = (db: Db, row: Insertable<AgencyRenameTable>) =>
  db.insertInto('agencyRename').values(row).execute();

export const markName = (db: Db, agencyId: string, name: string) =>
  db
    .updateTable('agency')
    .set((eb) => ({ name, version: eb('version', '+', 1) }))
    .where('id', '=', agencyId)
    .execute();
