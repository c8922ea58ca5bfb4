import { sql, type Insertable, type Updateable } from 'kysely';
import type { Framework } from '#scoring/evaluation.ts';
import type { Day } from '#scoring/calendar.ts';
import { inForceOfEach } from '#scoring/policy-versions.ts';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';
import type { IndicatorSystemTable } from '../tables.ts';
import type { IndicatorRow } from './schema.ts';

/** Every version, newest first; what the agency has not filed yet only it sees. */
export function listIndicatorSystems(db: Db, actor: Actor, commissionId: string) {
  let select = systems(db).where('indicatorSystem.commissionId', '=', commissionId);
  if (!actor.agencyId) select = select.where('indicatorSystem.state', '!=', 'draft');
  return select.orderBy('indicatorSystem.number', 'desc').execute();
}

export type IndicatorSystem = Awaited<ReturnType<typeof listIndicatorSystems>>[number];

export const findLatestIndicatorSystem = (
  db: Db,
  commissionId: string,
): Promise<IndicatorSystem | undefined> =>
  systems(db)
    .where('indicatorSystem.commissionId', '=', commissionId)
    .orderBy('indicatorSystem.number', 'desc')
    .limit(1)
    .executeTakeFirst();

export const findApprovedIndicatorSystem = (
  db: Db,
  commissionId: string,
): Promise<IndicatorSystem | undefined> =>
  systems(db)
    .where('indicatorSystem.commissionId', '=', commissionId)
    .where('indicatorSystem.state', '=', 'approved')
    .orderBy('indicatorSystem.number', 'desc')
    .limit(1)
    .executeTakeFirst();

export const findIndicatorSystem = (db: Db, id: string): Promise<IndicatorSystem | undefined> =>
  systems(db).where('indicatorSystem.id', '=', id).executeTakeFirst();

/** The version in force of each framework. */
export async function listFrameworks(db: Db, onDay: Day) {
  const versions = await db
    .selectFrom('policyVersion')
    .leftJoin('policyAdoption', 'policyAdoption.policyId', 'policyVersion.id')
    .select([
      'id',
      'kind',
      'name',
      'version',
      'inForceFrom',
      'basis',
      sql<Framework>`content`.as('framework'),
    ])
    .select('policyAdoption.effectiveOn as adoptedFrom')
    .where('kind', '=', 'framework')
    .orderBy('name')
    .execute();
  return inForceOfEach(versions, onDay).map(({ id, name, version, basis, framework }) => {
    return { id, name, version, basis, framework };
  });
}

export const insertIndicatorSystem = (db: Db, row: Insertable<IndicatorSystemTable>) =>
  db.insertInto('indicatorSystem').values(row).execute();

export const updateIndicatorSystem = async (
  db: Db,
  id: string,
  row: Updateable<IndicatorSystemTable>,
): Promise<number> =>
  (
    await db
      .updateTable('indicatorSystem')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

const systems = (db: Db) =>
  db
    .selectFrom('indicatorSystem')
    .innerJoin('policyVersion', 'policyVersion.id', 'indicatorSystem.frameworkId')
    .leftJoin('account as submitter', 'submitter.id', 'indicatorSystem.submittedBy')
    .leftJoin('account as decider', 'decider.id', 'indicatorSystem.decidedBy')
    .select([
      'indicatorSystem.id',
      'indicatorSystem.number',
      'indicatorSystem.state',
      'indicatorSystem.frameworkId',
      sql<
        Pick<Framework, 'code' | 'title' | 'basis' | 'kind'>
      >`jsonb_build_object('code', policy_version.content->'code',
        'title', policy_version.content->'title', 'basis', policy_version.content->'basis',
        'kind', policy_version.content->'kind')`.as('framework'),
      sql<IndicatorRow[]>`indicator_system.indicators`.as('indicators'),
      'indicatorSystem.warningReason',
      'indicatorSystem.submittedAt',
      'submitter.name as submitterName',
      'indicatorSystem.decidedAt',
      'decider.name as deciderName',
      'indicatorSystem.returnReason',
      'indicatorSystem.version',
    ]);
