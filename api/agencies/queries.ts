import { sql, type Insertable } from 'kysely';
import type { z } from 'zod';
import { normaliseCode } from '#scoring/codes.ts';
import { formerNames, listFormerlyCalled } from '../agency-names/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import { isTrialRating } from '../policies/queries.ts';
import { hasComeIntoForce } from '../ratings/queries.ts';
import { notFound } from '../refusal.ts';
import type { AgencyTable } from '../tables.ts';
import type { agencySearch } from './schema.ts';

const pageSize = 50;

type Reading = Pick<Context, 'db' | 'actor' | 'now'>;

export async function listAgencies(context: Reading, search: z.output<typeof agencySearch>) {
  let select = agencies(context);
  if (search.q) {
    const part = `%${search.q.replaceAll(/[%_\\]/g, '\\$&')}%`;
    const code = `${normaliseCode(search.q).replaceAll(/[%_\\]/g, '\\$&')}%`;
    const called = await listFormerlyCalled(context.db, part);
    select = select.where((eb) =>
      eb.or([
        // The pieces are indexed and find nearly the same names; the pattern keeps those that hold the whole.
        eb.and([
          sql<boolean>`agency.name_pieces @> pieces_of(${search.q})`,
          eb('agency.name', 'ilike', part),
        ]),
        eb('agency.id', 'in', called),
        eb('agency.code', 'like', code),
        eb('agency.uscc', 'like', code),
      ]),
    );
  }
  if (search.confirmation === 'confirmed') select = select.where('agency.adminConfirmedAt', 'is not', null);
  if (search.confirmation === 'waiting') {
    select = select.where('agency.adminConfirmedAt', 'is', null).where('agency.letterFileId', 'is not', null);
  }
  if (search.confirmation === 'noLetter') {
    select = select.where('agency.adminConfirmedAt', 'is', null).where('agency.letterFileId', 'is', null);
  }
  if (isId(search.cursor)) select = select.where('agency.id', '>', search.cursor);
  const rows = await select
    .orderBy('agency.id')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { agencies: page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

/** By id, by the code printed on paper, or by 统一社会信用代码. */
export const getAgency = async (context: Reading, key: string) => {
  const column = isId(key) ? 'agency.id' : key.length === 18 ? 'agency.uscc' : 'agency.code';
  const agency = await agencies(context)
    .leftJoin('account as confirmer', 'confirmer.id', 'agency.adminConfirmedBy')
    .leftJoin('file as letter', 'letter.id', 'agency.letterFileId')
    .select(['confirmer.name as confirmedByName', 'letter.name as letterName', 'letter.size as letterSize'])
    .where(column, '=', column === 'agency.uscc' ? normaliseCode(key) : key)
    .executeTakeFirst();
  if (!agency) throw notFound();
  return agency;
};

/** The people who administer the agency: whom an officer confirms by the letter. */
export const listAdministrators = (db: Db, agencyId: string) =>
  db
    .selectFrom('account')
    .innerJoin('accountHat', 'accountHat.accountId', 'account.id')
    .select(['account.name', 'account.username', 'account.createdAt'])
    .where('account.agencyId', '=', agencyId)
    .where('accountHat.hat', '=', 'agencyAdmin')
    .orderBy('account.createdAt')
    .execute();

export const isUsccTaken = async (db: Db, uscc: string): Promise<boolean> =>
  (await db.selectFrom('agency').select('id').where('uscc', '=', uscc).executeTakeFirst()) !== undefined;

export const insertAgency = (db: Db, row: Insertable<AgencyTable>) =>
  db.insertInto('agency').values(row).execute();

export const lockAgency = (db: Db, id: string) =>
  db
    .selectFrom('agency')
    .select(['id', 'id as agencyId', 'code', 'name', 'adminConfirmedAt', 'letterFileId', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const markLetter = (db: Db, id: string, letterFileId: string | null) =>
  db
    .updateTable('agency')
    .set((eb) => ({ letterFileId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

export const markConfirmed = (db: Db, id: string, at: string, by: string) =>
  db
    .updateTable('agency')
    .set((eb) => ({ adminConfirmedAt: at, adminConfirmedBy: by, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

/** An agency finds itself, everyone else who may ask finds all. */
function agencies({ db, actor, now }: Reading) {
  const select = db
    .selectFrom('agency')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('ratingDecision')
          .select(['ratingDecision.rating', isTrialRating('ratingDecision').as('trial')])
          .whereRef('ratingDecision.agencyId', '=', 'agency.id')
          .where(hasComeIntoForce('ratingDecision', now))
          .orderBy('ratingDecision.effectiveOn', 'desc')
          .orderBy('ratingDecision.recordedAt', 'desc')
          .orderBy('ratingDecision.id', 'desc')
          .limit(1)
          .as('inForce'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'agency.id',
      'agency.code',
      'agency.name',
      formerNames().as('formerNames'),
      'agency.uscc',
      'agency.openedAt',
      'agency.adminConfirmedAt',
      'agency.letterFileId',
      'agency.version',
      eb
        .selectFrom('dossier')
        .select('dossier.state')
        .whereRef('dossier.agencyId', '=', 'agency.id')
        .orderBy('dossier.number', 'desc')
        .limit(1)
        .as('dossierState'),
      eb
        .selectFrom('dossierVersion')
        .select('dossierVersion.effectiveOn')
        .whereRef('dossierVersion.agencyId', '=', 'agency.id')
        .orderBy('dossierVersion.number', 'desc')
        .limit(1)
        .as('dossierCheckedOn'),
      'inForce.rating',
      'inForce.trial as ratingIsTrial',
    ]);
  return actor.agencyId ? select.where('agency.id', '=', actor.agencyId) : select;
}
