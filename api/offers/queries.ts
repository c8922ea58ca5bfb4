import { sql, type Insertable } from 'kysely';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import type { OfferTable } from '../tables.ts';
import type { OfferContent, StoredScores } from './schema.ts';

/** What an agency quoted, once the offers are open; null where there was no comparison. In 分. */
export async function findOfferPrice(db: Db, selectionId: string, agencyId: string): Promise<number | null> {
  const offer = await db
    .selectFrom('offer')
    .select('price')
    .where('selectionId', '=', selectionId)
    .where('agencyId', '=', agencyId)
    .where('openedAt', 'is not', null)
    .executeTakeFirst();
  return offer?.price ?? null;
}

export const saveOffer = (db: Db, row: Insertable<OfferTable>) =>
  db
    .insertInto('offer')
    .values(row)
    .onConflict((conflict) =>
      conflict.constraint('offer_agency_key').doUpdateSet((eb) => ({
        price: eb.ref('excluded.price'),
        priceExplanation: eb.ref('excluded.priceExplanation'),
        content: eb.ref('excluded.content'),
        submittedBy: eb.ref('excluded.submittedBy'),
        submittedAt: eb.ref('excluded.submittedAt'),
        version: eb('offer.version', '+', 1),
      })),
    )
    .execute();

/** That an agency has answered and when: all that may be known before the opening hour, and only by itself. */
export const findOfferReceipt = (db: Db, selectionId: string, agencyId: string) =>
  db
    .selectFrom('offer')
    .select(['submittedAt', 'version'])
    .where('selectionId', '=', selectionId)
    .where('agencyId', '=', agencyId)
    .executeTakeFirst();

/** The opened offers; none as long as they are sealed. */
export const listOpenedOffers = (db: Db, selectionId: string) =>
  db
    .selectFrom('offer')
    .innerJoin('agency', 'agency.id', 'offer.agencyId')
    .select([
      'offer.id',
      'offer.agencyId',
      'agency.code',
      nameAt('offer.submittedAt').as('name'),
      'offer.price',
      'offer.priceExplanation',
      'offer.submittedAt',
    ])
    .select([
      sql<OfferContent>`offer.content`.as('content'),
      sql<StoredScores | null>`offer.scores`.as('scores'),
    ])
    .where('offer.selectionId', '=', selectionId)
    .where('offer.openedAt', 'is not', null)
    .orderBy('agency.code')
    .execute();

export const markOpened = async (db: Db, selectionId: string, at: string): Promise<number> =>
  (
    await db
      .updateTable('offer')
      .set({ openedAt: at })
      .where('selectionId', '=', selectionId)
      .returning('id')
      .execute()
  ).length;

export const saveScores = (db: Db, id: string, scores: StoredScores) =>
  db
    .updateTable('offer')
    .set({ scores: JSON.stringify(scores) })
    .where('id', '=', id)
    .execute();
