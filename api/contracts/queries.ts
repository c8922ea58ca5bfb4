import { sql, type Insertable } from 'kysely';
import { nameOn } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import { isTrialRubric } from '../policies/queries.ts';
import type { ContractTable } from '../tables.ts';
import type { TeamMember } from './schema.ts';

/** The contract of a commission with the rubric of its signing day. */
export const findContractOf = (db: Db, commissionId: string) =>
  db
    .selectFrom('contract')
    .innerJoin('agency', 'agency.id', 'contract.agencyId')
    .innerJoin('policyVersion as rubric', 'rubric.id', 'contract.rubricId')
    .innerJoin('account as recorder', 'recorder.id', 'contract.recordedBy')
    .selectAll('contract')
    .select([
      sql<TeamMember[]>`contract.team`.as('team'),
      nameOn('contract.signedOn').as('agencyName'),
      'agency.code as agencyCode',
      'agency.uscc as agencyUscc',
      'rubric.version as rubricVersion',
      isTrialRubric('contract.rubricId', 'contract.signedOn').as('rubricIsTrial'),
      'recorder.name as recorderName',
    ])
    .where('contract.commissionId', '=', commissionId)
    .executeTakeFirst();

/** What the agency has been commissioned with by this bureau and signed for, newest first. */
export const listWorkOf = (db: Db, agencyId: string) =>
  db
    .selectFrom('contract')
    .innerJoin('commission', 'commission.id', 'contract.commissionId')
    .select(['commission.code', 'commission.title', 'commission.state', 'contract.signedOn', 'contract.fee'])
    .select(
      sql<string | null>`(select member ->> 'name' from jsonb_array_elements(contract.team) as member
        where member ->> 'personId' = contract.lead_evaluator_id::text)`.as('leadEvaluator'),
    )
    .where('contract.agencyId', '=', agencyId)
    .orderBy('contract.signedOn', 'desc')
    .orderBy('commission.code', 'desc')
    .execute();

export type FoundContract = NonNullable<Awaited<ReturnType<typeof findContractOf>>>;

export const insertContract = (db: Db, row: Insertable<ContractTable>) =>
  db.insertInto('contract').values(row).execute();
