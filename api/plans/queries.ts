import { sql } from 'kysely';
import type { Db } from '../database.ts';

export const listPlans = (db: Db) =>
  db
    .selectFrom('plan')
    .select((eb) => [
      'plan.id',
      'plan.year',
      'plan.state',
      'plan.decidedAt',
      eb
        .selectFrom('planItem')
        .select((item) => item.fn.countAll<number>().as('count'))
        .whereRef('planItem.planId', '=', 'plan.id')
        .where('planItem.removedAt', 'is', null)
        .as('itemCount'),
      eb
        .selectFrom('planChange')
        .select((change) => change.fn.countAll<number>().as('count'))
        .whereRef('planChange.planId', '=', 'plan.id')
        .where('planChange.withdrawnAt', 'is', null)
        .where('planChange.decidedAt', 'is', null)
        .as('openChangeCount'),
    ])
    .orderBy('plan.year', 'desc')
    .execute();

export const findPlan = (db: Db, year: number) =>
  db
    .selectFrom('plan')
    .leftJoin('account as opener', 'opener.id', 'plan.openedBy')
    .leftJoin('account as decider', 'decider.id', 'plan.decidedBy')
    .selectAll('plan')
    .select(['opener.name as openedByName', 'decider.name as decidedByName'])
    .where('plan.year', '=', year)
    .executeTakeFirst();

export const lockPlan = (db: Db, year: number) =>
  db.selectFrom('plan').selectAll().where('year', '=', year).forUpdate().executeTakeFirst();

/** All that ever stood in the plan, the removed ones too. */
export const listItems = (db: Db, planId: string) =>
  db
    .selectFrom('planItem as item')
    .innerJoin('evaluatee as e', 'e.id', 'item.evaluateeId')
    .leftJoin('unit', 'unit.id', 'e.unitId')
    .leftJoin('account as adder', 'adder.id', 'item.addedBy')
    .select((eb) => [
      'item.id',
      'item.evaluateeId',
      'item.reason',
      'item.addedAt',
      'item.addedBy',
      'adder.name as addedByName',
      'item.removedAt',
      'item.removedBy',
      'item.removedReason',
      'item.recordedOutcome',
      'e.kind',
      'e.name',
      'e.year',
      'e.budgeted',
      'unit.code as unitCode',
      'unit.name as unitName',
      'unit.division',
      eb
        .selectFrom('commission')
        .select('commission.code')
        .whereRef('commission.evaluateeId', '=', 'item.evaluateeId')
        .whereRef('commission.planId', '=', 'item.planId')
        .where('commission.state', '<>', 'terminated')
        .orderBy('commission.code', 'desc')
        .limit(1)
        .as('commissionCode'),
    ])
    .where('item.planId', '=', planId)
    .orderBy('item.addedAt')
    .orderBy('item.id')
    .execute();

export const listChanges = (db: Db, planId: string) =>
  db
    .selectFrom('planChange as change')
    .innerJoin('evaluatee as e', 'e.id', 'change.evaluateeId')
    .leftJoin('unit', 'unit.id', 'e.unitId')
    .leftJoin('account as proposer', 'proposer.id', 'change.proposedBy')
    .leftJoin('account as decider', 'decider.id', 'change.decidedBy')
    .select([
      'change.id',
      'change.kind',
      'change.evaluateeId',
      'change.reason',
      'change.proposedBy',
      'change.proposedAt',
      'change.withdrawnAt',
      'change.decisionId',
      'change.decidedAt',
      'proposer.name as proposedByName',
      'decider.name as decidedByName',
      'e.name',
      'unit.name as unitName',
    ])
    .where('change.planId', '=', planId)
    .orderBy('change.proposedAt')
    .orderBy('change.id')
    .execute();

const candidateLimit = 100;

/** Evaluatees that are neither in the plan nor proposed for it; the first hundred and how many there are. */
export async function listCandidates(db: Db, plan: { id: string }, search: { q: string; year: number }) {
  let select = db
    .selectFrom('evaluatee as e')
    .leftJoin('unit', 'unit.id', 'e.unitId')
    .select([
      'e.id',
      'e.kind',
      'e.name',
      'e.year',
      'e.budgeted',
      'unit.code as unitCode',
      'unit.name as unitName',
    ])
    .where('e.year', '=', search.year)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('planItem')
            .select('planItem.id')
            .whereRef('planItem.evaluateeId', '=', 'e.id')
            .where('planItem.planId', '=', plan.id)
            .where('planItem.removedAt', 'is', null),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('planChange')
            .select('planChange.id')
            .whereRef('planChange.evaluateeId', '=', 'e.id')
            .where('planChange.planId', '=', plan.id)
            .where('planChange.withdrawnAt', 'is', null)
            .where('planChange.decidedAt', 'is', null),
        ),
      ),
    );
  if (search.q) select = select.where('e.name', 'like', `%${search.q.replaceAll(/[%_\\]/g, '\\$&')}%`);
  const [rows, counted] = await Promise.all([
    select.orderBy('unit.code').orderBy('e.name').limit(candidateLimit).execute(),
    db
      .selectFrom(select.as('found'))
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { candidates: rows, total: counted.total };
}

/** A commission that runs for the evaluatee under this plan. */
export const findRunningCommission = (db: Db, planId: string, evaluateeId: string) =>
  db
    .selectFrom('commission')
    .select('code')
    .where('planId', '=', planId)
    .where('evaluateeId', '=', evaluateeId)
    .where('state', '<>', 'terminated')
    .executeTakeFirst();

export const insertPlan = (
  db: Db,
  row: { id: string; year: number; openedBy: string | null; openedAt: string },
) =>
  db
    .insertInto('plan')
    .values({ ...row, state: 'draft' })
    .execute();

/** Every write to a plan or what it holds makes a new version of it. */
export const touchPlan = (
  db: Db,
  id: string,
  change: Partial<{
    state: 'draft' | 'decided' | 'amended';
    decisionId: string;
    decidedBy: string | null;
    decidedAt: string;
  }> = {},
) =>
  db
    .updateTable('plan')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

export const insertItems = (
  db: Db,
  rows: {
    id: string;
    planId: string;
    evaluateeId: string;
    reason: string;
    addedAt: string;
    addedBy: string | null;
    recordedOutcome?: 'reportFinal' | null;
  }[],
) => db.insertInto('planItem').values(rows).execute();

/** Takes the evaluatees out of the plan; each with its own reason. */
export const markRemoved = (
  db: Db,
  planId: string,
  reasons: readonly { evaluateeId: string; reason: string }[],
  removal: { at: string; by: string | null },
) =>
  db
    .updateTable('planItem')
    .from(
      sql<{
        evaluateeId: string;
        reason: string;
      }>`jsonb_to_recordset(${JSON.stringify(reasons.map((one) => ({ evaluatee_id: one.evaluateeId, reason: one.reason })))}::jsonb)`.as<'gone'>(
        sql`gone(evaluatee_id uuid, reason text)`,
      ),
    )
    .set((eb) => ({ removedAt: removal.at, removedBy: removal.by, removedReason: eb.ref('gone.reason') }))
    .where('planItem.planId', '=', planId)
    .whereRef('planItem.evaluateeId', '=', 'gone.evaluateeId')
    .where('planItem.removedAt', 'is', null)
    .execute();

export const markOutcomes = (db: Db, planId: string, evaluateeIds: readonly string[]) =>
  db
    .updateTable('planItem')
    .set({ recordedOutcome: 'reportFinal' })
    .where('planId', '=', planId)
    .where('evaluateeId', 'in', evaluateeIds)
    .execute();

export const insertChange = (
  db: Db,
  row: {
    id: string;
    planId: string;
    kind: 'add' | 'remove';
    evaluateeId: string;
    reason: string;
    proposedBy: string | null;
    proposedAt: string;
  },
) => db.insertInto('planChange').values(row).execute();

export const markChangeWithdrawn = (db: Db, id: string, at: string) =>
  db.updateTable('planChange').set({ withdrawnAt: at }).where('id', '=', id).execute();

export const markChangesDecided = (
  db: Db,
  ids: readonly string[],
  decision: { decisionId: string; decidedBy: string | null; decidedAt: string },
) => db.updateTable('planChange').set(decision).where('id', 'in', ids).execute();
