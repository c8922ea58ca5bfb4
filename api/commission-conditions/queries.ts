import { sql, type Insertable } from 'kysely';
import type { CommissionConditions } from '#scoring/eligibility-facts.ts';
import type { Db } from '../database.ts';
import type { CommissionConditionsTable } from '../tables.ts';

/** The conditions in force: the ones that nothing has withdrawn. */
export async function findConditions(db: Db, commissionId: string) {
  const row = await conditionsOf(db, commissionId)
    .where('commissionConditions.withdrawnAt', 'is', null)
    .executeTakeFirst();
  return row && { ...row, content: row.content as CommissionConditions };
}

/** All of them, the newest first, the withdrawn ones with their reasons. */
export const listConditions = async (db: Db, commissionId: string) =>
  (await conditionsOf(db, commissionId).execute()).map((row) => ({
    ...row,
    content: row.content as CommissionConditions,
  }));

export const insertConditions = (db: Db, row: Insertable<CommissionConditionsTable>) =>
  db.insertInto('commissionConditions').values(row).execute();

export const markWithdrawn = (db: Db, id: string, at: string, reason: string) =>
  db
    .updateTable('commissionConditions')
    .set({ withdrawnAt: at, withdrawnReason: reason })
    .where('id', '=', id)
    .execute();

export const markCallExtended = (db: Db, id: string, callUntil: string, at: string) =>
  db
    .updateTable('commissionConditions')
    .set({ callUntil, callExtendedAt: at })
    .where('id', '=', id)
    .execute();

export const markNeeds = (db: Db, id: string, leadEvaluatorsRequired: number, specialNeeds: string) =>
  db.updateTable('commission').set({ leadEvaluatorsRequired, specialNeeds }).where('id', '=', id).execute();

/** The unit evaluated, its department and its second-level units, with their names. */
export const listRelatedUnits = (db: Db, evaluateeId: string) =>
  db
    .selectFrom('evaluatee')
    .innerJoin('unit as own', 'own.id', 'evaluatee.unitId')
    .innerJoin('unit', (join) =>
      join.on((eb) =>
        eb.or([
          eb('unit.id', '=', eb.ref('own.id')),
          eb('unit.id', '=', eb.ref('own.parentId')),
          eb('unit.parentId', '=', eb.ref('own.id')),
        ]),
      ),
    )
    .select(['unit.id', 'unit.name', 'unit.uscc', sql<boolean>`unit.id = own.id`.as('isEvaluated')])
    .where('evaluatee.id', '=', evaluateeId)
    .orderBy('unit.level')
    .orderBy('unit.code')
    .execute();

const conditionsOf = (db: Db, commissionId: string) =>
  db
    .selectFrom('commissionConditions')
    .innerJoin('policyVersion', 'policyVersion.id', 'commissionConditions.policyId')
    .leftJoin('policyAdoption', 'policyAdoption.policyId', 'policyVersion.id')
    .innerJoin('account', 'account.id', 'commissionConditions.frozenBy')
    .selectAll('commissionConditions')
    .select([
      'policyVersion.version as policyVersion',
      'policyVersion.basis as policyBasis',
      'policyVersion.isDefault',
      'policyAdoption.documentNumber',
      'account.name as frozenByName',
    ])
    .where('commissionId', '=', commissionId)
    .orderBy('commissionConditions.number', 'desc');
