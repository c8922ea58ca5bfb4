import type { Instant } from '#scoring/calendar.ts';
import { sections, type Section } from '#scoring/filing.ts';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import type { ReasonCode } from './schema.ts';

/** In the order of the sections. */
export const listVerdicts = async (db: Db, submissionId: string) => {
  const rows = await db
    .selectFrom('dossierVerdict')
    .innerJoin('account', 'account.id', 'dossierVerdict.judgedBy')
    .select([
      'section',
      'verdict',
      'reasonCode',
      'note',
      'judgedAt',
      'judgedBy',
      'account.name as judgedByName',
    ])
    .where('submissionId', '=', submissionId)
    .execute();
  return rows.sort((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));
};

export const putVerdict = (
  db: Db,
  row: {
    submissionId: string;
    section: Section;
    verdict: 'passed' | 'needsCorrection';
    reasonCode: ReasonCode | null;
    note: string;
    judgedBy: string;
    judgedAt: Instant;
  },
) => {
  const { submissionId: _submission, section: _section, ...rest } = row;
  return db
    .insertInto('dossierVerdict')
    .values(row)
    .onConflict((conflict) => conflict.columns(['submissionId', 'section']).doUpdateSet(rest))
    .execute();
};

const submissions = (db: Db) =>
  db
    .selectFrom('dossierSubmission')
    .innerJoin('dossier', 'dossier.id', 'dossierSubmission.dossierId')
    .innerJoin('agency', 'agency.id', 'dossier.agencyId')
    .leftJoin('account as reviewer', 'reviewer.id', 'dossier.reviewerId')
    .leftJoin('dossierEntry', (join) =>
      join.onRef('dossierEntry.dossierId', '=', 'dossier.id').on('dossierEntry.state', '=', 'confirmed'),
    )
    .leftJoin('account as enterer', 'enterer.id', 'dossierEntry.enteredBy')
    .where('dossierSubmission.withdrawnAt', 'is', null);

const facts = [
  'dossierSubmission.id',
  'dossierSubmission.number',
  'dossierSubmission.submittedAt',
  'dossierSubmission.dueOn',
  'dossierSubmission.outcome',
  'dossierSubmission.decidedAt',
  'dossier.state',
  'dossier.basedOn',
  'dossier.reviewerId',
  'dossier.reviewOpenedAt',
  'dossier.version',
  'dossier.agencyId',
  'agency.code as agencyCode',
  'reviewer.name as reviewerName',
  'dossierEntry.enteredBy',
  'enterer.name as enteredByName',
] as const;

/** What can no longer be taken back and waits for the bureau, by due day; the page after starts behind `after`, a due day and an id. */
export function listWaiting(
  db: Db,
  now: Instant,
  after: { dueOn: string; id: string } | null,
  limit: number,
) {
  let select = submissions(db)
    .select(facts)
    .select(nameAt('dossierSubmission.submittedAt').as('agencyName'))
    .where('dossierSubmission.outcome', 'is', null)
    .where('dossierSubmission.withdrawalEndsAt', '<=', now);
  if (after)
    select = select.where((eb) =>
      eb(
        eb.refTuple('dossierSubmission.dueOn', 'dossierSubmission.id'),
        '>',
        eb.tuple(after.dueOn, after.id),
      ),
    );
  return select.orderBy('dossierSubmission.dueOn').orderBy('dossierSubmission.id').limit(limit).execute();
}

export async function countWaiting(db: Db, now: Instant) {
  const row = await db
    .selectFrom('dossierSubmission')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('dueOn').as('firstDueOn')])
    .where('withdrawnAt', 'is', null)
    .where('outcome', 'is', null)
    .where('withdrawalEndsAt', '<=', now)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), firstDueOn: row.firstDueOn };
}

export const findReview = (db: Db, agencyCode: string, number: number, now: Instant) =>
  submissions(db)
    .select([
      ...facts,
      'dossierSubmission.dossierId',
      'dossierSubmission.content',
      'dossierSubmission.digest',
      'dossierSubmission.declaredName',
      'dossierSubmission.submittedBy',
    ])
    .select(nameAt('dossierSubmission.submittedAt').as('agencyName'))
    .where('agency.code', '=', agencyCode)
    .where('dossierSubmission.number', '=', number)
    .where('dossierSubmission.withdrawalEndsAt', '<=', now)
    .executeTakeFirst();

/** Holds the filing until the end of the transaction: the agency's withdrawal and another review wait. */
export const lockDossier = (db: Db, id: string) =>
  db.selectFrom('dossier').select('id').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

export const markDecided = (
  db: Db,
  id: string,
  decision: { outcome: 'returned' | 'checked'; decidedAt: Instant; decidedBy: string },
) => db.updateTable('dossierSubmission').set(decision).where('id', '=', id).execute();
