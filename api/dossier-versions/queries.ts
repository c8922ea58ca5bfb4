import type { Day, Instant } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import { endEmployments, type Person } from '../dossier-people/schema.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import { endedRegistrations } from '../double-registrations/queries.ts';

/** A checked version with the day it was last said to be still true. */
export interface CheckedVersion {
  id: string;
  agencyId: string;
  number: number;
  content: DossierContent;
  /** Those of the content, as decisions on double registrations left their employment. */
  people: Person[];
  digest: string;
  effectiveOn: Day;
  recordedAt: Instant;
  /** The check itself or the last yearly confirmation since. */
  confirmedOn: Day;
}

/** The latest checked version of every agency that has one, as it was known at an instant (all time when absent). */
export async function listCheckedVersions(
  db: Db,
  asOf?: Instant,
  agencyIds?: readonly string[],
): Promise<CheckedVersion[]> {
  if (agencyIds?.length === 0) return [];
  let select = db
    .selectFrom('dossierVersion')
    .distinctOn('dossierVersion.agencyId')
    .select((eb) => [
      'dossierVersion.id',
      'dossierVersion.agencyId',
      'dossierVersion.number',
      'dossierVersion.content',
      'dossierVersion.digest',
      'dossierVersion.effectiveOn',
      'dossierVersion.recordedAt',
      eb
        .selectFrom('dossierConfirmation')
        .select((inner) => inner.fn.max('confirmedOn').as('last'))
        .whereRef('dossierConfirmation.agencyId', '=', 'dossierVersion.agencyId')
        .$if(asOf !== undefined, (confirmed) =>
          confirmed.where('dossierConfirmation.recordedAt', '<=', asOf!),
        )
        .as('lastConfirmedOn'),
      endedRegistrations(db, eb.ref('dossierVersion.agencyId'), asOf).as('ended'),
    ])
    .orderBy('dossierVersion.agencyId')
    .orderBy('dossierVersion.number', 'desc');
  if (asOf !== undefined) select = select.where('dossierVersion.recordedAt', '<=', asOf);
  if (agencyIds) select = select.where('dossierVersion.agencyId', 'in', [...agencyIds]);
  const rows = await select.execute();
  return rows.map(({ lastConfirmedOn, ended, ...row }) => ({
    ...row,
    content: row.content as DossierContent,
    people: endEmployments((row.content as DossierContent).people, ended),
    confirmedOn: lastConfirmedOn && lastConfirmedOn > row.effectiveOn ? lastConfirmedOn : row.effectiveOn,
  }));
}

export const findCheckedVersion = async (
  db: Db,
  agencyId: string,
  asOf?: Instant,
): Promise<CheckedVersion | undefined> => (await listCheckedVersions(db, asOf, [agencyId]))[0];

export const listVersions = (db: Db, agencyId: string) =>
  db
    .selectFrom('dossierVersion')
    .innerJoin('account', 'account.id', 'dossierVersion.checkedBy')
    .select([
      'dossierVersion.id',
      'dossierVersion.number',
      'dossierVersion.digest',
      'dossierVersion.effectiveOn',
      'dossierVersion.recordedAt',
      'account.name as checkedByName',
    ])
    .where('dossierVersion.agencyId', '=', agencyId)
    .orderBy('dossierVersion.number', 'desc')
    .execute();

export async function findVersion(db: Db, agencyId: string, number: number) {
  const row = await db
    .selectFrom('dossierVersion')
    .innerJoin('dossierSubmission', 'dossierSubmission.id', 'dossierVersion.submissionId')
    .leftJoin('dossierEntry', (join) =>
      join
        .onRef('dossierEntry.dossierId', '=', 'dossierSubmission.dossierId')
        .on('dossierEntry.state', '=', 'confirmed'),
    )
    .select([
      'dossierVersion.id',
      'dossierVersion.number',
      'dossierVersion.content',
      'dossierVersion.digest',
      'dossierVersion.effectiveOn',
      'dossierVersion.recordedAt',
      'dossierEntry.id as entryId',
    ])
    .where('dossierVersion.agencyId', '=', agencyId)
    .where('dossierVersion.number', '=', number)
    .executeTakeFirst();
  if (!row) return undefined;
  const { entryId, content, ...version } = row;
  return { ...version, isEntered: entryId !== null, content: content as DossierContent };
}

export async function findVersionById(db: Db, id: string) {
  const row = await db
    .selectFrom('dossierVersion')
    .select(['number', 'content', 'checkedBy'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, content: row.content as DossierContent };
}

export const insertVersion = (
  db: Db,
  row: {
    id: string;
    agencyId: string;
    number: number;
    submissionId: string;
    content: DossierContent;
    digest: string;
    checkedBy: string;
    effectiveOn: Day;
    recordedAt: Instant;
    supersedes: string | null;
  },
) =>
  db
    .insertInto('dossierVersion')
    .values({ ...row, content: JSON.stringify(row.content) })
    .execute();

export const insertConfirmation = (
  db: Db,
  row: { id: string; agencyId: string; confirmedOn: Day; confirmedBy: string; recordedAt: Instant },
) => db.insertInto('dossierConfirmation').values(row).execute();

export const findAgencyByCode = (db: Db, code: string) =>
  db.selectFrom('agency').select(['id', 'code', 'name', 'uscc']).where('code', '=', code).executeTakeFirst();
