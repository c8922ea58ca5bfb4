import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { ProcurementBasisTable } from '../tables.ts';

export const findBasis = (db: Db, commissionId: string) =>
  db
    .selectFrom('procurementBasis')
    .innerJoin('policyVersion', 'policyVersion.id', 'procurementBasis.thresholdPolicyId')
    .innerJoin('account', 'account.id', 'procurementBasis.recordedBy')
    .leftJoin('collectiveDecision', 'collectiveDecision.id', 'procurementBasis.decisionId')
    .selectAll('procurementBasis')
    .select([
      'policyVersion.basis as thresholdSource',
      'policyVersion.version as thresholdVersion',
      'account.name as recordedByName',
      'collectiveDecision.meeting',
      'collectiveDecision.heldOn',
      'collectiveDecision.minutesNumber',
      'collectiveDecision.attendees',
    ])
    .where('commissionId', '=', commissionId)
    .executeTakeFirst();

/** 分: what the other commissions of that year, ended ones left out, have on record. */
export async function sumOfOthers(db: Db, commissionId: string, year: string): Promise<number> {
  const { total } = await db
    .selectFrom('procurementBasis')
    .innerJoin('commission', 'commission.id', 'procurementBasis.commissionId')
    .select((eb) => eb.fn.sum<string | null>('procurementBasis.estimatedAmount').as('total'))
    .where('commission.id', '<>', commissionId)
    .where('commission.code', 'like', `WT-${year}-%`)
    .where('commission.state', '<>', 'terminated')
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}

/** A second recording before the conditions are frozen replaces the first. */
export const saveBasis = (db: Db, { commissionId, ...row }: Insertable<ProcurementBasisTable>) =>
  db
    .insertInto('procurementBasis')
    .values({ commissionId, ...row })
    .onConflict((conflict) =>
      conflict
        .column('commissionId')
        .doUpdateSet((eb) => ({ ...row, version: eb('procurementBasis.version', '+', 1) })),
    )
    .execute();
