import { sql } from 'kysely';
import type { Instant } from '#scoring/calendar.ts';
import { sealedKinds } from '#scoring/papers.ts';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { sealSearch } from './schema.ts';

const pageSize = 50;
type Reading = Pick<Context, 'db' | 'actor' | 'now'>;

export async function listSeals(context: Reading, search: z.output<typeof sealSearch>) {
  let select = seals(context).select(listed);
  if (search.state === 'waiting') select = select.where('scan.fileId', 'is', null);
  if (search.state === 'sealed') select = select.where('scan.fileId', 'is not', null);
  if (isId(search.cursor)) select = select.where('paper.id', '<', search.cursor);
  const rows = await select
    .orderBy('paper.id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { seals: page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

export const findSeal = (context: Reading, number: string) =>
  seals(context)
    .select([...listed, 'paper.submissionId', 'dossierSubmission.dossierId'])
    .where('paper.number', '=', number)
    .executeTakeFirst();

/** Papers that wait for their seal, of submissions that were not returned: a returned one is declared over anew. */
export const listWaitingSeals = (context: Reading) =>
  seals(context)
    .select(['paper.number', 'paper.kind', 'dossierSubmission.number as submission'])
    .where('scan.fileId', 'is', null)
    .where('dossierSubmission.outcome', 'is distinct from', 'returned')
    .orderBy('paper.id')
    .limit(20)
    .execute();

/** Scans come one after the other; papers themselves are never written again, so the submission is held. */
export const lockSubmission = (db: Db, id: string) =>
  db.selectFrom('dossierSubmission').select('id').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

export const listScans = (db: Db, paperId: string) =>
  db
    .selectFrom('sealScan')
    .innerJoin('account', 'account.id', 'sealScan.returnedBy')
    .innerJoin('file', 'file.id', 'sealScan.fileId')
    .select(['sealScan.number', 'sealScan.fileId as id', 'file.name', 'file.size', 'file.type'])
    .select(['sealScan.returnedAt', 'account.name as returnedByName'])
    .where('sealScan.paperId', '=', paperId)
    .orderBy('sealScan.number')
    .execute();

export const listPlaces = (db: Db, paperId: string) =>
  db
    .selectFrom('sealPlace')
    .innerJoin('account', 'account.id', 'sealPlace.recordedBy')
    .select(['sealPlace.number', 'sealPlace.place', 'sealPlace.receivedOn', 'sealPlace.recordedAt'])
    .select('account.name as recordedByName')
    .where('sealPlace.paperId', '=', paperId)
    .orderBy('sealPlace.number')
    .execute();

/** Another paper of the agency that bears the code: told to whoever mixed them up. */
export const listCodes = (db: Db, agencyId: string) =>
  db.selectFrom('paper').select(['number', 'kind', 'code']).where('agencyId', '=', agencyId).execute();

export const insertScan = (
  db: Db,
  row: { paperId: string; number: number; fileId: string; returnedBy: string; returnedAt: Instant },
) => db.insertInto('sealScan').values(row).execute();

export const insertPlace = (
  db: Db,
  row: {
    paperId: string;
    number: number;
    place: string;
    receivedOn: string;
    recordedBy: string;
    recordedAt: Instant;
  },
) => db.insertInto('sealPlace').values(row).execute();

const listed = [
  'paper.id',
  'paper.number',
  'paper.kind',
  'paper.code',
  'paper.agencyId',
  'paper.madeAt',
  'agency.code as agencyCode',
  'agency.name as agencyName',
  'dossierSubmission.number as submission',
  'scan.returnedAt',
  'place.place',
] as const;

/** An agency finds its own; the others find what can no longer be taken back. */
function seals({ db, actor, now }: Reading) {
  const newest = (table: 'sealScan' | 'sealPlace') =>
    sql<boolean>`not exists (select from ${sql.table(table)} as later
      where later.paper_id = ${sql.ref(table === 'sealScan' ? 'scan.paperId' : 'place.paperId')}
        and later.number > ${sql.ref(table === 'sealScan' ? 'scan.number' : 'place.number')})`;
  const select = db
    .selectFrom('paper')
    .innerJoin('dossierSubmission', 'dossierSubmission.id', 'paper.submissionId')
    .innerJoin('agency', 'agency.id', 'paper.agencyId')
    .leftJoin('sealScan as scan', (join) =>
      join.onRef('scan.paperId', '=', 'paper.id').on(newest('sealScan')),
    )
    .leftJoin('sealPlace as place', (join) =>
      join.onRef('place.paperId', '=', 'paper.id').on(newest('sealPlace')),
    )
    .where('paper.kind', 'in', sealedKinds)
    .where('dossierSubmission.withdrawnAt', 'is', null);
  return actor.agencyId
    ? select.where('paper.agencyId', '=', actor.agencyId)
    : select.where('dossierSubmission.withdrawalEndsAt', '<=', now);
}
