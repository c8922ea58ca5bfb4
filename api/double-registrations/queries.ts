import { sql, type Expression, type Insertable, type SqlBool } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { serviceFacts, withService } from '../notices/queries.ts';
import type { Actor } from '../permissions.ts';
import type {
  DoubleRegistrationProposalTable,
  DoubleRegistrationSideTable,
  DoubleRegistrationTable,
} from '../tables.ts';
import type { doubleRegistrationSearch } from './schema.ts';

const pageSize = 50;

export type Case = Awaited<ReturnType<typeof listCases>>['cases'][number];
export type CaseSide = Case['sides'][number];

/** An agency finds those it is a side of, others all. Newest code first. */
type Reading = Pick<Context, 'db' | 'actor' | 'today'>;

export async function listCases(context: Reading, search: z.output<typeof doubleRegistrationSearch>) {
  const { db, actor } = context;
  let select = cases(db, actor);
  if (search.state) select = select.where('doubleRegistration.state', '=', search.state);
  if (search.cursor) select = select.where('doubleRegistration.code', '<', search.cursor);
  const rows = await select
    .orderBy('doubleRegistration.code', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = await Promise.all(rows.slice(0, pageSize).map((row) => readCase(context, row)));
  return { cases: page, next: rows.length > pageSize ? page.at(-1)!.code : null };
}

export async function findCase(context: Reading, code: string): Promise<Case | undefined> {
  const { db, actor } = context;
  const row = await cases(db, actor).where('doubleRegistration.code', '=', code).executeTakeFirst();
  return row && readCase(context, row);
}

export async function lockCase(context: Reading, code: string): Promise<Case | undefined> {
  const { db, actor } = context;
  await db
    .selectFrom('doubleRegistration')
    .select('id')
    .where('code', '=', code)
    .where(isSeenBy(actor))
    .forUpdate()
    .executeTakeFirst();
  return findCase(context, code);
}

/** Newest first. */
export const listProposals = (db: Db, caseId: string) =>
  db
    .selectFrom('doubleRegistrationProposal as proposal')
    .leftJoin('agency', 'agency.id', 'proposal.belongsTo')
    .innerJoin('account as proposer', 'proposer.id', 'proposal.proposedBy')
    .leftJoin('account as decider', 'decider.id', 'proposal.decidedBy')
    .select([
      'proposal.number',
      'proposal.belongsTo',
      'agency.name as belongsToName',
      'proposal.effectiveOn',
      'proposal.reason',
      'proposal.proposedBy',
      'proposer.name as proposerName',
      'proposal.proposedAt',
      'proposal.verdict',
      'proposal.note',
      'decider.name as deciderName',
      'proposal.decidedAt',
    ])
    .where('proposal.caseId', '=', caseId)
    .orderBy('proposal.number', 'desc')
    .execute();

export type Proposal = Awaited<ReturnType<typeof listProposals>>[number];

/** Everyone's rows of the numbers that the given ones equal, locked, so that of two checks at once one sees the other. */
export const lockEqualNumbers = (db: Db, numberIds: readonly string[]) =>
  numberIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('personalNumber')
        .select(['id', 'agencyId', 'lookup'])
        .where('lookup', 'in', (given) =>
          given
            .selectFrom('personalNumber as own')
            .select('own.lookup')
            .where('own.id', 'in', [...numberIds]),
        )
        .orderBy('id')
        .forUpdate()
        .execute();

/** By pairs of ids of numbers: those about which a case has not been settled. */
export async function listOpenPairs(db: Db, numberIds: readonly string[]) {
  if (numberIds.length === 0) return [];
  return db
    .selectFrom('doubleRegistrationSide as one')
    .innerJoin('doubleRegistrationSide as other', (join) =>
      join.onRef('other.caseId', '=', 'one.caseId').onRef('other.numberId', '<>', 'one.numberId'),
    )
    .innerJoin('doubleRegistration', 'doubleRegistration.id', 'one.caseId')
    .select(['one.numberId', 'other.numberId as otherId'])
    .where('doubleRegistration.state', '<>', 'settled')
    .where('one.numberId', 'in', [...numberIds])
    .execute();
}

/** For queries of agencies: whom decisions have taken off the agency, by the id of the number, as known at an instant. */
export const endedRegistrations = (db: Db, agencyId: Expression<string>, asOf?: string) =>
  jsonArrayFrom(
    db
      .selectFrom('doubleRegistrationSide as side')
      .innerJoin('doubleRegistrationProposal as proposal', 'proposal.caseId', 'side.caseId')
      .select(['side.numberId', 'proposal.effectiveOn'])
      .where('side.agencyId', '=', agencyId)
      .where('proposal.verdict', '=', 'settled')
      .where('proposal.belongsTo', 'is distinct from', (eb) => eb.ref('side.agencyId'))
      .$if(asOf !== undefined, (known) => known.where('proposal.decidedAt', '<=', asOf!))
      .orderBy('proposal.effectiveOn'),
  );

/** What a screening should say beside its decisions: persons still in question, and those who no longer count. */
export const listHints = (db: Db, agencyIds: readonly string[]) =>
  agencyIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('doubleRegistrationSide as side')
        .innerJoin('doubleRegistration', 'doubleRegistration.id', 'side.caseId')
        .innerJoin('agency', 'agency.id', 'side.agencyId')
        .leftJoin('doubleRegistrationProposal as proposal', (join) =>
          join.onRef('proposal.caseId', '=', 'side.caseId').on('proposal.verdict', '=', 'settled'),
        )
        .select([
          'doubleRegistration.code',
          'agency.name as agencyName',
          'side.personName',
          'proposal.effectiveOn as endedOn',
        ])
        .where('side.agencyId', 'in', [...agencyIds])
        .where(sql<SqlBool>`proposal.case_id is null or proposal.belongs_to is distinct from side.agency_id`)
        .orderBy('agency.code')
        .orderBy('doubleRegistration.code')
        .execute();

export const insertCase = (db: Db, row: Insertable<DoubleRegistrationTable>) =>
  db.insertInto('doubleRegistration').values(row).execute();

export const insertSide = (db: Db, row: Insertable<DoubleRegistrationSideTable>) =>
  db.insertInto('doubleRegistrationSide').values(row).execute();

export const markAnswered = (
  db: Db,
  caseId: string,
  agencyId: string,
  row: Pick<DoubleRegistrationSideTable, 'answer' | 'leftOn' | 'proofFileId' | 'answeredBy' | 'answeredAt'>,
) =>
  db
    .updateTable('doubleRegistrationSide')
    .set(row)
    .where('caseId', '=', caseId)
    .where('agencyId', '=', agencyId)
    .execute();

export const insertProposal = (db: Db, row: Insertable<DoubleRegistrationProposalTable>) =>
  db.insertInto('doubleRegistrationProposal').values(row).execute();

export const markProposal = (
  db: Db,
  caseId: string,
  number: number,
  row: Pick<DoubleRegistrationProposalTable, 'verdict' | 'note' | 'decidedBy' | 'decidedAt'>,
) =>
  db
    .updateTable('doubleRegistrationProposal')
    .set(row)
    .where('caseId', '=', caseId)
    .where('number', '=', number)
    .execute();

export const markCase = async (
  db: Db,
  id: string,
  state: DoubleRegistrationTable['state'],
): Promise<number> =>
  (
    await db
      .updateTable('doubleRegistration')
      .set((eb) => ({ state, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

/** Instants within nested rows come as the database writes them. */
const readCase = async (context: Pick<Context, 'db' | 'today'>, { sides, ...row }: StoredCase) => ({
  ...row,
  sides: await withService(
    context,
    sides.map((side) => ({
      ...side,
      noticeSentAt: instantOf(side.noticeSentAt),
      mailedAt: instantOf(side.mailedAt),
      receivedAt: instantOf(side.receivedAt),
      answeredAt: instantOf(side.answeredAt),
    })),
  ),
});

type StoredCase = Awaited<ReturnType<ReturnType<typeof cases>['executeTakeFirstOrThrow']>>;

const instantOf = (text: string | null): string | null => text && new Date(text).toISOString();

const isSeenBy = ({ agencyId }: Actor) =>
  agencyId
    ? sql<SqlBool>`exists (select from double_registration_side seen
        where seen.case_id = double_registration.id and seen.agency_id = ${agencyId})`
    : sql<SqlBool>`true`;

const cases = (db: Db, actor: Actor) =>
  db
    .selectFrom('doubleRegistration')
    .select((eb) => [
      'doubleRegistration.id',
      'doubleRegistration.code',
      'doubleRegistration.state',
      'doubleRegistration.days',
      'doubleRegistration.openedAt',
      'doubleRegistration.version',
      jsonArrayFrom(
        eb
          .selectFrom('doubleRegistrationSide as side')
          .innerJoin('agency', 'agency.id', 'side.agencyId')
          .innerJoin('notice', 'notice.id', 'side.noticeId')
          .innerJoin('dossierVersion', 'dossierVersion.id', 'side.versionId')
          .leftJoin('file', 'file.id', 'side.proofFileId')
          .select([
            'side.agencyId',
            'agency.code as agencyCode',
            'agency.name as agencyName',
            'side.personName',
            'side.numberId',
            'side.noticeId',
            ...serviceFacts,
            'dossierVersion.number as dossierVersion',
            'dossierVersion.checkedBy',
            'side.answer',
            'side.leftOn',
            'side.proofFileId',
            'file.name as proofName',
            'side.answeredAt',
          ])
          .whereRef('side.caseId', '=', 'doubleRegistration.id')
          .orderBy('agency.code'),
      ).as('sides'),
    ])
    .where(isSeenBy(actor));
