import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { CandidateTable } from '../tables.ts';

export const insertCandidates = (db: Db, rows: Insertable<CandidateTable>[]) =>
  db.insertInto('candidate').values(rows).execute();

/** A list frozen anew, after a new call, replaces the one before. */
export const deleteCandidates = (db: Db, commissionId: string) =>
  db.deleteFrom('candidate').where('commissionId', '=', commissionId).execute();

export const listFrozen = (db: Db, commissionId: string) =>
  db
    .selectFrom('candidate')
    .innerJoin('agency', 'agency.id', 'candidate.agencyId')
    .select([
      'candidate.agencyId',
      'agency.code',
      'agency.name',
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
