import { sql, type Insertable, type Updateable } from 'kysely';
import type { Day } from '#scoring/calendar.ts';
import { nameAt } from '../agency-names/queries.ts';
import { listEndings } from '../identity-changes/queries.ts';
import type { Db } from '../database.ts';
import { getDays } from '../policies/queries.ts';
import type { SelectionTable } from '../tables.ts';
import type { PublishedList, SelectionResult } from './schema.ts';

/** Selections with who chose, witnessed and drew; the secret is among the columns. */
const selections = (db: Db) =>
  db
    .selectFrom('selection')
    .innerJoin('account as chooser', 'chooser.id', 'selection.chosenBy')
    .leftJoin('account as witness', 'witness.id', 'selection.witnessId')
    .leftJoin('account as drawer', 'drawer.id', 'selection.drawnBy')
    .selectAll('selection')
    .select([
      sql<PublishedList>`selection.list`.as('list'),
      sql<SelectionResult | null>`selection.result`.as('result'),
      'chooser.name as chooserName',
      'witness.name as witnessName',
      'drawer.name as drawerName',
    ]);

export type StoredSelection = Awaited<ReturnType<typeof listSelections>>[number];

/** All of a commission, the newest first. */
export const listSelections = (db: Db, commissionId: string) =>
  selections(db)
    .where('selection.commissionId', '=', commissionId)
    .orderBy('selection.number', 'desc')
    .execute();

/** The one that stands: neither voided nor exhausted. */
export const findSelection = (db: Db, commissionId: string) =>
  selections(db)
    .where('selection.commissionId', '=', commissionId)
    .where('selection.voidedAt', 'is', null)
    .where('selection.endedAt', 'is', null)
    .executeTakeFirst();

export const insertSelection = (db: Db, row: Insertable<SelectionTable>) =>
  db.insertInto('selection').values(row).execute();

export const updateSelection = async (db: Db, id: string, row: Updateable<SelectionTable>): Promise<number> =>
  (
    await db
      .updateTable('selection')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

/** When the candidate's list was frozen. */
const frozenAt = sql`(select max(frozen_at) from screening where screening.commission_id = candidate.commission_id)`;

/** The frozen list in its order, with the day of each agency's latest contract. */
export const listCandidates = (db: Db, commissionId: string) =>
  db
    .selectFrom('candidate')
    .innerJoin('agency', 'agency.id', 'candidate.agencyId')
    .select((eb) => [
      'candidate.agencyId',
      'candidate.position',
      'candidate.tier',
      'candidate.running',
      'candidate.cap',
      'candidate.struckAt',
      'candidate.struckReason',
      'candidate.place',
      'agency.code',
      nameAt(frozenAt).as('name'),
      eb
        .selectFrom('contract')
        .select((inner) => inner.fn.max('contract.signedOn').as('last'))
        .whereRef('contract.agencyId', '=', 'candidate.agencyId')
        .as('lastContractOn'),
    ])
    .where('candidate.commissionId', '=', commissionId)
    .orderBy('candidate.position')
    .execute();

export type StoredCandidate = Awaited<ReturnType<typeof listCandidates>>[number];

export const markStruck = (db: Db, commissionId: string, agencyId: string, at: string, reason: string) =>
  db
    .updateTable('candidate')
    .set({ struckAt: at, struckReason: reason })
    .where('commissionId', '=', commissionId)
    .where('agencyId', '=', agencyId)
    .execute();

/** Gives the standing candidates their places, in one statement. */
export const markPlaces = (db: Db, commissionId: string, agencyIds: readonly string[]) =>
  db
    .updateTable('candidate')
    .set({ place: sql<number>`array_position(${sql.val([...agencyIds])}::uuid[], candidate.agency_id)` })
    .where('commissionId', '=', commissionId)
    .where('agencyId', 'in', [...agencyIds])
    .execute();

/** Candidates that a decision in force excludes on the day: what it is, in words. */
export async function listExcluded(db: Db, commissionId: string, today: Day, isOwnSelection: boolean) {
  const sanctions = await db
    .selectFrom('sanction')
    .innerJoin('candidate', 'candidate.agencyId', 'sanction.agencyId')
    .select(['sanction.agencyId', 'sanction.code', 'sanction.untilDay'])
    .where('candidate.commissionId', '=', commissionId)
    .where('candidate.struckAt', 'is', null)
    .where('sanction.excludes', '=', true)
    .where('sanction.endedHow', 'is', null)
    .where('sanction.fromDay', '<=', today)
    .where('sanction.untilDay', '>=', today)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sanction as later').select('later.id').whereRef('later.supersedes', '=', 'sanction.id'),
        ),
      ),
    )
    .execute();
  const restrictions = isOwnSelection
    ? await db
        .selectFrom('restriction')
        .innerJoin('candidate', 'candidate.agencyId', 'restriction.agencyId')
        .select(['restriction.agencyId', 'restriction.code', 'restriction.untilDay'])
        .where('candidate.commissionId', '=', commissionId)
        .where('candidate.struckAt', 'is', null)
        .where('restriction.fromDay', '<=', today)
        .where('restriction.untilDay', '>=', today)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('restriction as later')
                .select('later.id')
                .whereRef('later.supersedes', '=', 'restriction.id'),
            ),
          ),
        )
        .execute()
    : [];
  const candidates = await db
    .selectFrom('candidate')
    .select('agencyId')
    .where('commissionId', '=', commissionId)
    .where('struckAt', 'is', null)
    .execute();
  const ended = await listEndings(
    db,
    today,
    candidates.map(({ agencyId }) => agencyId),
  );
  return [
    ...ended.map(({ agencyId, code, on }) => ({
      ...{ agencyId, code, untilDay: null },
      reason: `机构自 ${on} 起已终止（${code}）`,
    })),
    ...sanctions.map((row) => ({
      ...row,
      reason: `处理决定 ${row.code} 生效，至 ${row.untilDay} 为止不得参加`,
    })),
    ...restrictions.map((row) => ({ ...row, reason: `受限决定 ${row.code} 生效，至 ${row.untilDay} 为止` })),
  ];
}

export const findBasisOf = (db: Db, commissionId: string) =>
  db
    .selectFrom('procurementBasis')
    .select(['method', 'aboveThreshold', 'resultLink', 'internalRuleNumber', 'procurementNumber'])
    .where('commissionId', '=', commissionId)
    .executeTakeFirst();

/** What kept the others off the frozen list, from the screening it was frozen from. */
export async function listExclusions(db: Db, commissionId: string): Promise<PublishedList['exclusions']> {
  const screening = await db
    .selectFrom('screening')
    .select('decisions')
    .where('commissionId', '=', commissionId)
    .where('frozenAt', 'is not', null)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const rows = (screening?.decisions ?? []) as {
    decisions: { ruleId: string; title: string; outcome: string }[];
  }[];
  const failed = new Map<string, { ruleId: string; title: string; agencies: number }>();
  for (const { ruleId, title, outcome } of rows.flatMap((row) => row.decisions)) {
    if (outcome !== 'fail') continue;
    const counted = failed.get(ruleId) ?? { ruleId, title, agencies: 0 };
    failed.set(ruleId, { ...counted, agencies: counted.agencies + 1 });
  }
  return [...failed.values()].sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
}

/** The same object commissioned again within twelve months: shown beside the earlier draw. */
export const listEarlierSelections = (db: Db, commissionId: string, since: Day) =>
  db
    .selectFrom('commission')
    .innerJoin('commission as earlier', 'earlier.evaluateeId', 'commission.evaluateeId')
    .innerJoin('selection', 'selection.commissionId', 'earlier.id')
    .select(['earlier.code', 'selection.method', 'selection.chosenAt'])
    .where('commission.id', '=', commissionId)
    .whereRef('earlier.id', '<>', 'commission.id')
    .where('selection.chosenAt', '>=', `${since}T00:00:00.000Z`)
    .orderBy('selection.chosenAt', 'desc')
    .execute();

/** Every selection with a commitment, for everyone; an object that may not be named has no title. */
export const listPublicDraws = (db: Db) =>
  publicDraws(db).orderBy('selection.id', 'desc').limit(200).execute();

export const findPublicDraw = (db: Db, code: string, number: number) =>
  publicDraws(db)
    .select([
      'selection.reason',
      'selection.secret',
      'selection.seed',
      'selection.publicValue',
      'selection.listDigest',
      sql<PublishedList>`selection.list`.as('list'),
      sql<SelectionResult | null>`selection.result`.as('result'),
      'selection.commissionId',
    ])
    .where('commission.code', '=', code)
    .where('selection.number', '=', number)
    .executeTakeFirst();

const publicDraws = (db: Db) =>
  db
    .selectFrom('selection')
    .innerJoin('commission', 'commission.id', 'selection.commissionId')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .select([
      'selection.id',
      'commission.code',
      sql<string | null>`case when unit.classified then null else commission.title end`.as('title'),
      'selection.number',
      'selection.method',
      'selection.chosenAt',
      'selection.commitment',
      'selection.publicValueSource',
      'selection.publicValueAt',
      'selection.drawUntil',
      'selection.drawnAt',
      'selection.voidedAt',
      'selection.voidedReason',
    ])
    .where('selection.commitment', 'is not', null)
    .where('selection.method', 'in', ['weightedDraw', 'rotation']);

/** True while a standing candidate has not been asked, or one that was asked may still answer or has accepted. */
export async function hasSomeoneLeft(db: Db, commissionId: string, selectionId: string): Promise<boolean> {
  const left = await db
    .selectFrom('candidate')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.agencyId', '=', 'candidate.agencyId')
        .on('invitation.selectionId', '=', selectionId),
    )
    .select('candidate.agencyId')
    .where('candidate.commissionId', '=', commissionId)
    .where(({ or, and, eb }) =>
      or([
        eb('invitation.state', 'in', ['pending', 'accepted']),
        and([
          eb('invitation.id', 'is', null),
          eb('candidate.struckAt', 'is', null),
          eb('candidate.place', 'is not', null),
        ]),
      ]),
    )
    .executeTakeFirst();
  return left !== undefined;
}

export async function conditionsFrozenAt(db: Db, commissionId: string): Promise<string | null> {
  const row = await db
    .selectFrom('commissionConditions')
    .select('frozenAt')
    .where('commissionId', '=', commissionId)
    .where('withdrawnAt', 'is', null)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return row?.frozenAt ?? null;
}

export const callDays = async (context: { db: Db; today: Day }): Promise<number> =>
  (await getDays(context.db, context.today)).call;

/** A new last day for the call; the screenings of the exhausted list no longer stand. */
export async function reopenCall(db: Db, commissionId: string, callUntil: Day, at: string): Promise<void> {
  await db
    .updateTable('commissionConditions')
    .set({ callUntil, callExtendedAt: null })
    .where('commissionId', '=', commissionId)
    .where('withdrawnAt', 'is', null)
    .execute();
  await db
    .updateTable('screening')
    .set({ withdrawnAt: at })
    .where('commissionId', '=', commissionId)
    .where('withdrawnAt', 'is', null)
    .execute();
}
