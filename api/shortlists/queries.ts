import { sql, type Insertable } from 'kysely';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import type { CandidateTable } from '../tables.ts';

export const insertCandidates = (db: Db, rows: Insertable<CandidateTable>[]) =>
  db.insertInto('candidate').values(rows).execute();

/** A list frozen anew, after a new call, replaces the one before. */
export const deleteCandidates = (db: Db, commissionId: string) =>
  db.deleteFrom('candidate').where('commissionId', '=', commissionId).execute();

/** When the candidate's list was frozen. */
const frozenAt = sql`(select max(frozen_at) from screening where screening.commission_id = candidate.commission_id)`;

export const listFrozen = (db: Db, commissionId: string) =>
  db
    .selectFrom('candidate')
    .innerJoin('agency', 'agency.id', 'candidate.agencyId')
    .select([
      'candidate.agencyId',
      'agency.code',
      nameAt(frozenAt).as('name'),
      'candidate.position',
      'candidate.tier',
      'candidate.running',
      'candidate.cap',
      'candidate.weightNumerator',
      'candidate.weightDenominator',
      'candidate.struckAt',
      'candidate.struckReason',
    ])
    .where('commissionId', '=', commissionId)
    .orderBy('position')
    .execute();
