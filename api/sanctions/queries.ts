/** 处理决定 and 受限: what holds on a day, for all agencies at once, by dates alone; and how each one came about. */
import { sql, type Insertable, type Updateable } from 'kysely';
import { addMonths, type Day, type Instant } from '#scoring/calendar.ts';
import type { ExcludingDecision } from '#scoring/eligibility-facts.ts';
import { recordsTakenOver } from '#scoring/identity-change.ts';
import type { DecisionClass } from '#scoring/rating-policy.ts';
import { nameAt } from '../agency-names/queries.ts';
import { listFollowed } from '../identity-changes/queries.ts';
import { everKnown, type Db } from '../database.ts';
import type { Context } from '../context.ts';
import { serviceFacts, withService } from '../notices/queries.ts';
import type { Actor } from '../permissions.ts';
import { isTrialRating } from '../policies/queries.ts';
import type { RestrictionTable, SanctionProposalTable, SanctionTable } from '../tables.ts';
import { terms } from './schema.ts';

export const sanctionClasses = {
  minor: '轻微',
  general: '一般',
  serious: '严重',
} as const satisfies Record<SanctionTable['class'], DecisionClass>;

export interface SanctionInForce extends ExcludingDecision {
  repairableFrom: Day;
  agencyId: string;
  code: string;
  class: SanctionTable['class'];
}

/** 处理决定 in force on the day, by agency; a repaired or revoked one ends the day before `ended_on`. */
export async function sanctionsInForce(db: Db, day: Day): Promise<SanctionInForce[]> {
  const rows = await currentSanctions(db)
    .where('sanction.fromDay', '<=', day)
    .where('sanction.untilDay', '>=', day)
    .where((eb) => eb.or([eb('sanction.endedOn', 'is', null), eb('sanction.endedOn', '>', day)]))
    .where((eb) => eb.or([eb('sanction.endedHow', 'is', null), eb('sanction.endedHow', '<>', 'revoked')]))
    .orderBy('sanction.agencyId')
    .orderBy('sanction.code')
    .execute();
  return takenOver(
    db,
    day,
    rows.map((row) => ({
      agencyId: row.agencyId,
      code: row.code,
      class: row.class,
      factId: row.code,
      title: `${sanctionClasses[row.class]}处理决定 ${row.code}`,
      from: row.fromDay,
      until: row.untilDay,
      repairedOn: row.endedOn,
      excludes: row.excludes,
      repairableFrom: addMonths(row.fromDay, terms[row.class].least),
    })),
  );
}

/** What was decided of an agency whose record another one took over holds for that one too, from that day on. */
async function takenOver<Row extends { agencyId: string }>(db: Db, day: Day, rows: Row[]): Promise<Row[]> {
  const links = rows.length === 0 ? [] : await listFollowed(db);
  const heirs = [...new Set(links.map(({ to }) => to))];
  const more = heirs.flatMap((heir) => {
    const sources = recordsTakenOver(links, heir, day);
    return rows
      .filter(({ agencyId }) => sources.includes(agencyId))
      .map((row) => ({ ...row, agencyId: heir }));
  });
  return [...rows, ...more];
}

export interface RestrictionInForce {
  agencyId: string;
  code: string;
  cause: string;
  from: Day;
  until: Day;
}

/** 受限 in force on the day; at most one row per agency, the one that lasts longest. */
export async function restrictionsInForce(db: Db, day: Day): Promise<RestrictionInForce[]> {
  const rows = await currentRestrictions(db)
    .distinctOn('restriction.agencyId')
    .where('restriction.fromDay', '<=', day)
    .where('restriction.untilDay', '>=', day)
    .where('restriction.endedHow', 'is', null)
    .orderBy('restriction.agencyId')
    .orderBy('restriction.untilDay', 'desc')
    .execute();
  const own = rows.map(({ agencyId, code, cause, fromDay, untilDay }) => ({
    agencyId,
    code,
    cause,
    from: fromDay,
    until: untilDay,
  }));
  const all = await takenOver(db, day, own);
  return [...Map.groupBy(all, ({ agencyId }) => agencyId).values()].map((held) =>
    held.reduce((longest, one) => (one.until > longest.until ? one : longest)),
  );
}

/** 受限 proposed and not yet decided, as R4 asks for them. */
export async function restrictionProposalsOpen(
  db: Db,
): Promise<{ agencyId: string; proposedAt: Instant; cause: string }[]> {
  return db
    .selectFrom('sanctionProposal')
    .distinctOn('agencyId')
    .select(['agencyId', 'proposedAt', 'facts as cause'])
    .where('kind', '=', 'restriction')
    .where('state', 'in', ['proposed', 'heard'])
    .orderBy('agencyId')
    .orderBy('proposedAt')
    .execute();
}

/** Rows known at the instant that nothing known then supersedes; without one, all that is known. */
export const currentSanctions = (db: Db, knownAt: Instant = everKnown) =>
  db
    .selectFrom('sanction')
    .selectAll('sanction')
    .where('sanction.recordedAt', '<=', knownAt)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('sanction as later')
            .select('later.id')
            .whereRef('later.supersedes', '=', 'sanction.id')
            .where('later.recordedAt', '<=', knownAt),
        ),
      ),
    );

export const currentRestrictions = (db: Db, knownAt: Instant = everKnown) =>
  db
    .selectFrom('restriction')
    .selectAll('restriction')
    .where('restriction.recordedAt', '<=', knownAt)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('restriction as later')
            .select('later.id')
            .whereRef('later.supersedes', '=', 'restriction.id')
            .where('later.recordedAt', '<=', knownAt),
        ),
      ),
    );

/** The rows of a noun's list and page: each proposal with what was decided of it. An agency finds its own. */
function proposals(db: Db, actor: Actor) {
  let select = db
    .selectFrom('sanctionProposal as proposal')
    .innerJoin('agency', 'agency.id', 'proposal.agencyId')
    .innerJoin('account as proposer', 'proposer.id', 'proposal.proposedBy')
    .leftJoin('commission', 'commission.id', 'proposal.commissionId')
    .leftJoin('notice', 'notice.id', 'proposal.noticeId')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('sanction as one')
          .select([
            'one.id',
            'one.proposalId',
            'one.fromDay',
            'one.untilDay',
            'one.endedHow',
            'one.endedOn',
            'one.endReason',
            'one.recordedAt',
            'one.recordedBy',
          ])
          .where(sql<boolean>`not exists (select from sanction later where later.supersedes = one.id)`)
          .unionAll(
            eb
              .selectFrom('restriction as one')
              .select([
                'one.id',
                'one.proposalId',
                'one.fromDay',
                'one.untilDay',
                'one.endedHow',
                'one.endedOn',
                'one.endReason',
                'one.recordedAt',
                'one.recordedBy',
              ])
              .where(
                sql<boolean>`not exists (select from restriction later where later.supersedes = one.id)`,
              ),
          )
          .as('decided'),
      (join) => join.onRef('decided.proposalId', '=', 'proposal.id'),
    )
    .select([
      'proposal.id',
      'proposal.code',
      'proposal.agencyId',
      'proposal.kind',
      'proposal.class',
      'proposal.facts',
      'proposal.clause',
      'proposal.fileId',
      'proposal.excludes',
      'proposal.state',
      'proposal.statement',
      'proposal.statedAt',
      'proposal.hearingWaived',
      'proposal.hearingNote',
      'proposal.hearingClosedAt',
      'proposal.withdrawnReason',
      'proposal.proposedBy',
      'proposal.proposedAt',
      'proposal.version',
      'proposal.fromDay as proposedFrom',
      'proposal.untilDay as proposedUntil',
      'proposer.name as proposerName',
      'agency.code as agencyCode',
      nameAt('decided.recordedAt').as('agencyName'),
      'commission.code as commissionCode',
      'notice.id as noticeId',
      ...serviceFacts,
      'decided.id as decidedId',
      'decided.fromDay as decidedFrom',
      'decided.untilDay as decidedUntil',
      'decided.endedHow',
      'decided.endedOn',
      'decided.endReason',
      'decided.recordedAt as decidedAt',
    ]);
  if (actor.agencyId) select = select.where('proposal.agencyId', '=', actor.agencyId);
  return select;
}

type Reading = Pick<Context, 'db' | 'actor' | 'today'>;

export type SanctionRow = Awaited<ReturnType<typeof listProposals>>[number];

export const listProposals = async (context: Reading, agencyCode = '') => {
  let select = proposals(context.db, context.actor);
  if (agencyCode) select = select.where('agency.code', '=', agencyCode);
  return withService(context, await select.orderBy('proposal.id', 'desc').limit(500).execute());
};

export const findProposal = async (context: Reading, code: string) =>
  (
    await withService(
      context,
      await proposals(context.db, context.actor).where('proposal.code', '=', code).execute(),
    )
  )[0];

export const lockProposal = (db: Db, code: string) =>
  db.selectFrom('sanctionProposal').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();

export const insertProposal = (db: Db, row: Insertable<SanctionProposalTable>) =>
  db.insertInto('sanctionProposal').values(row).execute();

export const updateProposal = (db: Db, id: string, row: Updateable<SanctionProposalTable>) =>
  db
    .updateTable('sanctionProposal')
    .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

export const insertSanction = (db: Db, row: Insertable<SanctionTable>) =>
  db.insertInto('sanction').values(row).execute();

export const insertRestriction = (db: Db, row: Insertable<RestrictionTable>) =>
  db.insertInto('restriction').values(row).execute();

export const currentSanctionOf = (db: Db, proposalId: string) =>
  currentSanctions(db).where('sanction.proposalId', '=', proposalId).executeTakeFirst();

export const currentRestrictionOf = (db: Db, proposalId: string) =>
  currentRestrictions(db).where('restriction.proposalId', '=', proposalId).executeTakeFirst();

/**
 * The decision from which on the agency has been rated D without a break, by an adopted policy; undefined when it is not
 * D, null when it is D by a 试评 only.
 */
export const findCauseOfD = async (db: Db, agencyId: string, instant: Instant, today: Day) =>
  causeOfD(await listRatedTo(db, [agencyId], instant, today));

/** Agencies rated D by an adopted policy whose D led to no proposal yet, not even to one withdrawn, and that are not 受限. */
export async function listUnproposedD(db: Db, instant: Instant, today: Day) {
  const ratedD = await db
    .selectFrom(
      ratedBy(db, instant, today)
        .distinctOn('agencyId')
        .select(['agencyId', 'rating'])
        .orderBy('agencyId')
        .orderBy('effectiveOn', 'desc')
        .orderBy('recordedAt', 'desc')
        .orderBy('ratingDecision.id', 'desc')
        .as('latest'),
    )
    .select('agencyId')
    .where('rating', '=', 'D')
    .execute();
  if (ratedD.length === 0) return [];
  const ids = ratedD.map(({ agencyId }) => agencyId);
  const decisions = Map.groupBy(await listRatedTo(db, ids, instant, today), ({ agencyId }) => agencyId);
  const causes = [...decisions.values()].flatMap((rows) => causeOfD(rows) ?? []);
  const restricted = await restrictionsInForce(db, today);
  const proposed = await db
    .selectFrom('sanctionProposal')
    .select(['agencyId', 'causeId', 'state'])
    .where('kind', '=', 'restriction')
    .execute();
  return causes.filter(
    (cause) =>
      !restricted.some(({ agencyId }) => agencyId === cause.agencyId) &&
      !proposed.some(
        ({ agencyId, causeId, state }) =>
          causeId === cause.id || (agencyId === cause.agencyId && ['proposed', 'heard'].includes(state)),
      ),
  );
}

/** What the agencies have been rated to, the newest of each first. */
const listRatedTo = (db: Db, agencyIds: readonly string[], instant: Instant, today: Day) =>
  ratedBy(db, instant, today)
    .innerJoin('agency', 'agency.id', 'ratingDecision.agencyId')
    .select([
      'ratingDecision.id',
      'ratingDecision.agencyId',
      'agency.code',
      'agency.name',
      'ratingDecision.rating',
      'ratingDecision.effectiveOn',
      'ratingDecision.cause',
      isTrialRating('ratingDecision').as('trial'),
    ])
    .where('ratingDecision.agencyId', 'in', [...agencyIds])
    .orderBy('agency.code')
    .orderBy('ratingDecision.effectiveOn', 'desc')
    .orderBy('ratingDecision.recordedAt', 'desc')
    .orderBy('ratingDecision.id', 'desc')
    .execute();

const ratedBy = (db: Db, instant: Instant, today: Day) =>
  db
    .selectFrom('ratingDecision')
    .where('ratingDecision.recordedAt', '<=', instant)
    .where('ratingDecision.effectiveOn', '<=', today);

function causeOfD(rows: Awaited<ReturnType<typeof listRatedTo>>) {
  const end = rows.findIndex(({ rating }) => rating !== 'D');
  const unbroken = rows.slice(0, end === -1 ? rows.length : end);
  if (unbroken.length === 0) return undefined;
  return unbroken[0]!.trial ? null : unbroken.findLast(({ trial }) => !trial)!;
}

/** The newest final assessment with a 否决事项. */
export const findVetoed = (db: Db, agencyId: string) =>
  db
    .selectFrom('assessmentResult as result')
    .innerJoin('assessment', 'assessment.id', 'result.assessmentId')
    .select(['result.id', 'assessment.code', 'result.effectiveOn'])
    .where('result.agencyId', '=', agencyId)
    .where('result.vetoed', '=', true)
    .where(sql<boolean>`not exists (select from assessment_result later where later.supersedes = result.id)`)
    .orderBy('result.effectiveOn', 'desc')
    .executeTakeFirst();

/** Whether the cause has led to a 受限 or to a proposal that stands. */
export const findUsedCause = (db: Db, causeId: string) =>
  db
    .selectFrom('sanctionProposal')
    .select('code')
    .where('causeId', '=', causeId)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst();

/** The decision that makes the agency 未评级 when the 受限 ends. */
export const findEndDecision = (db: Db, proposalId: string) =>
  db
    .selectFrom('ratingDecision')
    .select('id')
    .where('causeType', '=', 'restrictionEnd')
    .where('causeId', '=', proposalId)
    .executeTakeFirst();

export const findAgency = (db: Db, code: string) =>
  db.selectFrom('agency').select(['id', 'code', 'name']).where('code', '=', code).executeTakeFirst();

/** Agencies and commissions that a proposal can name. */
export const listAgencyChoices = (db: Db) =>
  db.selectFrom('agency').select(['code', 'name']).orderBy('code').limit(1000).execute();

export const findCommissionOf = (db: Db, agencyId: string, code: string) =>
  db
    .selectFrom('commission')
    .innerJoin('contract', 'contract.commissionId', 'commission.id')
    .select('commission.id')
    .where('commission.code', '=', code)
    .where('contract.agencyId', '=', agencyId)
    .executeTakeFirst();

export const findFile = (db: Db, id: string) =>
  db.selectFrom('file').select(['id', 'name', 'size', 'agencyId']).where('id', '=', id).executeTakeFirst();

export const findServed = async (context: Pick<Context, 'db' | 'today'>, noticeId: string) =>
  (
    await withService(
      context,
      await context.db.selectFrom('notice').select(serviceFacts).where('id', '=', noticeId).execute(),
    )
  )[0];
