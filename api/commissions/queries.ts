import { sql, type Insertable, type RawBuilder, type SqlBool } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { z } from 'zod';
import type { SpecialNeed } from '#scoring/eligibility-facts.ts';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { CommissionTable } from '../tables.ts';
import type { commissionSearch, CommissionState } from './schema.ts';

const pageSize = 50;

/**
 * Which commissions the actor may know of, for any query that reads `commission`. An agency: whose call is open, and
 * those it declared for, is invited to or holds the contract of. A unit: those of its own evaluatees. Others: all.
 */
export function commissionScope({ agencyId, unitId }: Actor): RawBuilder<SqlBool> {
  if (agencyId)
    return sql<SqlBool>`(commission.state in ('conditioned', 'screening')
      or exists (select from invitation i where i.commission_id = commission.id and i.agency_id = ${agencyId})
      or exists (select from contract c where c.commission_id = commission.id and c.agency_id = ${agencyId})
      or exists (select from recusal_declaration d
        where d.commission_id = commission.id and d.side = 'agency' and d.agency_id = ${agencyId}))`;
  if (unitId)
    return sql<SqlBool>`exists (select from evaluatee e
      where e.id = commission.evaluatee_id and e.unit_id = ${unitId})`;
  return sql<SqlBool>`true`;
}

/** Newest first. */
export async function listCommissions(db: Db, actor: Actor, search: z.output<typeof commissionSearch>) {
  let select = commissions(db).where(commissionScope(actor));
  if (search.state) select = select.where('commission.state', '=', search.state);
  if (/^\d{4}$/.test(search.year)) select = select.where('commission.code', 'like', `WT-${search.year}-%`);
  if (isId(search.agency)) select = select.where('contract.agencyId', '=', search.agency);
  if (search.q) {
    const like = `%${search.q.replaceAll(/[%_\\]/g, '\\$&')}%`;
    select = select.where((eb) =>
      eb.or([
        eb('commission.title', 'ilike', like),
        eb('commission.code', 'ilike', like),
        eb('evaluatee.name', 'ilike', like),
        eb('unit.name', 'ilike', like),
      ]),
    );
  }
  if (search.cursor) select = select.where('commission.code', '<', search.cursor);
  const rows = await select
    .orderBy('commission.code', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { commissions: page, next: rows.length > pageSize ? page.at(-1)!.code : null };
}

/** Undefined when there is none or the actor may not know of it. */
export const findCommission = (db: Db, actor: Actor, code: string) =>
  commissions(db)
    .innerJoin('account as creator', 'creator.id', 'commission.createdBy')
    .leftJoin('procurementBasis', 'procurementBasis.commissionId', 'commission.id')
    .select((eb) => [
      'commission.scope',
      'commission.method',
      'commission.createdBy',
      'commission.terminatedAt',
      'commission.terminatedReason',
      'creator.name as creatorName',
      'procurementBasis.version as basisVersion',
      'contract.number as contractNumber',
      jsonArrayFrom(
        eb
          .selectFrom('milestone')
          .select(['key', 'originalDueOn', 'dueOn', 'deliveredOn', 'approvedOn', 'movedReason'])
          .whereRef('milestone.commissionId', '=', 'commission.id')
          .orderBy('position'),
      ).as('milestones'),
    ])
    .where('commission.code', '=', code)
    .where(commissionScope(actor))
    .executeTakeFirst();

export type FoundCommission = NonNullable<Awaited<ReturnType<typeof findCommission>>>;

/** The row itself, held until the transaction ends. */
export const lockCommissionRow = (db: Db, actor: Actor, code: string) =>
  db
    .selectFrom('commission')
    .selectAll()
    .where('code', '=', code)
    .where(commissionScope(actor))
    .forUpdate()
    .executeTakeFirst();

export type CommissionRow = NonNullable<Awaited<ReturnType<typeof lockCommissionRow>>>;

export const insertCommission = (db: Db, row: Insertable<CommissionTable>) =>
  db.insertInto('commission').values(row).execute();

/** Moves the commission on, or only counts a change of what hangs on it when the state stays. */
export const markState = async (db: Db, id: string, state?: CommissionState): Promise<number> =>
  (
    await db
      .updateTable('commission')
      .set((eb) => ({ ...(state ? { state } : {}), version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

export const markTerminated = (db: Db, id: string, at: string, reason: string) =>
  db
    .updateTable('commission')
    .set((eb) => ({
      state: 'terminated' as const,
      terminatedAt: at,
      terminatedReason: reason,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();

/** The evaluatee with the decided plan it stands in, if any. */
export const findPlannedEvaluatee = (db: Db, id: string) =>
  db
    .selectFrom('evaluatee')
    .leftJoin('planItem', (join) =>
      join.onRef('planItem.evaluateeId', '=', 'evaluatee.id').on('planItem.removedAt', 'is', null),
    )
    .leftJoin('plan', (join) =>
      join.onRef('plan.id', '=', 'planItem.planId').on('plan.state', 'in', ['decided', 'amended']),
    )
    .select(['evaluatee.id', 'evaluatee.unitId', 'evaluatee.name', 'plan.id as planId'])
    .where('evaluatee.id', '=', id)
    .orderBy('plan.year', 'desc')
    .executeTakeFirst();

/** What a new commission can be made of: evaluatees of decided plans first, then the others. */
export const listEvaluateeChoices = (db: Db) =>
  db
    .selectFrom('evaluatee')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .select((eb) => [
      'evaluatee.id',
      'evaluatee.name',
      'evaluatee.kind',
      'evaluatee.year',
      'unit.name as unitName',
      'unit.division',
      eb
        .exists(
          eb
            .selectFrom('planItem')
            .innerJoin('plan', 'plan.id', 'planItem.planId')
            .select('planItem.id')
            .whereRef('planItem.evaluateeId', '=', 'evaluatee.id')
            .where('planItem.removedAt', 'is', null)
            .where('plan.state', 'in', ['decided', 'amended']),
        )
        .as('isPlanned'),
    ])
    .orderBy('isPlanned', 'desc')
    .orderBy('evaluatee.year', 'desc')
    .orderBy('evaluatee.name')
    .limit(500)
    .execute();

/** Commissions in these states for a person's home. */
export const listCommissionsIn = (db: Db, actor: Actor, states: CommissionState[]) =>
  commissions(db)
    .leftJoin('procurementBasis', 'procurementBasis.commissionId', 'commission.id')
    .select('procurementBasis.version as basisVersion')
    .where('commission.state', 'in', states)
    .where(commissionScope(actor))
    .orderBy('commission.code')
    .limit(50)
    .execute();

/** What is done keeps the name of its acceptance; what runs shows the one of now. */
const acceptedAt = sql`(select max(decided_at) from acceptance
  where acceptance.commission_id = commission.id and acceptance.outcome = 'accepted')`;

const commissions = (db: Db) =>
  db
    .selectFrom('commission')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .leftJoin('plan', 'plan.id', 'commission.planId')
    .leftJoin('contract', 'contract.commissionId', 'commission.id')
    .leftJoin('agency', 'agency.id', 'contract.agencyId')
    .select([
      'commission.id',
      'commission.code',
      'commission.title',
      'commission.state',
      'commission.division',
      'commission.organiser',
      'commission.plannedFrom',
      'commission.plannedUntil',
      'commission.leadEvaluatorsRequired',
      'commission.feeCap',
      sql<SpecialNeed[]>`commission.special_needs`.as('specialNeeds'),
      'commission.createdAt',
      'commission.version',
      'evaluatee.id as evaluateeId',
      'evaluatee.name as evaluateeName',
      'evaluatee.kind as evaluateeKind',
      'evaluatee.unitId',
      'unit.name as unitName',
      'plan.year as planYear',
      'contract.agencyId',
      nameAt(acceptedAt).as('agencyName'),
      'agency.code as agencyCode',
    ]);
