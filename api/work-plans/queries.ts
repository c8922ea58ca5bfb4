import { sql, type Insertable, type Updateable } from 'kysely';
import type { PlanElement } from '#scoring/facts.ts';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { WorkPlanTable } from '../tables.ts';
import type { WorkPlanElements } from './schema.ts';

/** Every filing of the work plan, newest first; what the agency has not filed yet only it sees. */
export function listWorkPlans(db: Db, actor: Actor, commissionId: string) {
  let select = workPlans(db).where('workPlan.commissionId', '=', commissionId);
  if (!actor.agencyId) select = select.where('workPlan.state', '!=', 'draft');
  return select.orderBy('workPlan.number', 'desc').execute();
}

export type WorkPlan = Awaited<ReturnType<typeof listWorkPlans>>[number];

/** The newest filing, draft or not. The commission is locked by whoever changes it. */
export const findLatestWorkPlan = (db: Db, commissionId: string): Promise<WorkPlan | undefined> =>
  workPlans(db)
    .where('workPlan.commissionId', '=', commissionId)
    .orderBy('workPlan.number', 'desc')
    .limit(1)
    .executeTakeFirst();

export const insertWorkPlan = (db: Db, row: Insertable<WorkPlanTable>) =>
  db.insertInto('workPlan').values(row).execute();

export const updateWorkPlan = async (db: Db, id: string, row: Updateable<WorkPlanTable>): Promise<number> =>
  (
    await db
      .updateTable('workPlan')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

const workPlans = (db: Db) =>
  db
    .selectFrom('workPlan')
    .leftJoin('account as submitter', 'submitter.id', 'workPlan.submittedBy')
    .leftJoin('account as decider', 'decider.id', 'workPlan.decidedBy')
    .select([
      'workPlan.id',
      'workPlan.number',
      'workPlan.state',
      sql<WorkPlanElements>`work_plan.elements`.as('elements'),
      sql<PlanElement[] | null>`work_plan.missing`.as('missing'),
      'workPlan.plannedFunds',
      'workPlan.gate',
      'workPlan.gateNote',
      'workPlan.submittedAt',
      'submitter.name as submitterName',
      'workPlan.decidedAt',
      'decider.name as deciderName',
      'workPlan.returnCause',
      'workPlan.returnReason',
      'workPlan.version',
    ]);
