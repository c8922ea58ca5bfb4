import { sql } from 'kysely';
import type { Instant } from '#scoring/calendar.ts';
import type { Section } from '#scoring/filing.ts';
import type { Db } from '../database.ts';

const kept = 30;

export const insertPoint = (
  db: Db,
  row: {
    id: string;
    dossierId: string;
    section: Section;
    version: number;
    content: unknown;
    savedBy: string;
    savedAt: Instant;
  },
) =>
  db
    .insertInto('dossierPoint')
    .values({ ...row, content: JSON.stringify(row.content) })
    .execute();

/** The newest are kept. */
export const dropOldPoints = (db: Db, dossierId: string, section: Section) =>
  db
    .deleteFrom('dossierPoint')
    .where('dossierId', '=', dossierId)
    .where('section', '=', section)
    .where('version', '<=', (eb) =>
      eb
        .selectFrom('dossierPoint')
        .select('version')
        .where('dossierId', '=', dossierId)
        .where('section', '=', section)
        .orderBy('version', 'desc')
        .offset(kept)
        .limit(1),
    )
    .execute();

/** The earliest first. */
export const listPoints = (db: Db, dossierId: string, section: Section) =>
  db
    .selectFrom('dossierPoint')
    .innerJoin('account', 'account.id', 'dossierPoint.savedBy')
    .select([
      'dossierPoint.id',
      'dossierPoint.version',
      'dossierPoint.content',
      'dossierPoint.savedAt',
      'account.name as savedByName',
    ])
    .where('dossierId', '=', dossierId)
    .where('section', '=', section)
    .orderBy('dossierPoint.version')
    .execute();

export const findPoint = (db: Db, id: string) =>
  db
    .selectFrom('dossierPoint')
    .innerJoin('dossier', 'dossier.id', 'dossierPoint.dossierId')
    .select([
      'dossierPoint.dossierId',
      'dossierPoint.section',
      'dossierPoint.version',
      'dossierPoint.content',
      'dossier.agencyId',
    ])
    .where('dossierPoint.id', '=', id)
    .executeTakeFirst();

/** The point of whoever first kept this version of a person, as far as points reach back. */
export const findPersonPoint = (db: Db, dossierId: string, person: { id: string; version: number }) =>
  db
    .selectFrom('dossierPoint')
    .innerJoin('account', 'account.id', 'dossierPoint.savedBy')
    .select(['dossierPoint.savedAt', 'account.name as savedByName'])
    .where('dossierId', '=', dossierId)
    .where('section', '=', 'people')
    .where(
      sql<boolean>`content @> ${JSON.stringify({ people: [{ id: person.id, version: person.version }] })}::jsonb`,
    )
    .orderBy('dossierPoint.version')
    .limit(1)
    .executeTakeFirst();
