import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { z } from 'zod';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { EvaluateeKind, evaluateeSearch } from './schema.ts';

const pageSize = 50;

/** What the actor may see: a unit sees what is its own. */
function evaluatees(db: Db, actor: Actor) {
  const select = db
    .selectFrom('evaluatee as e')
    .leftJoin('unit', 'unit.id', 'e.unitId')
    .select([
      'e.id',
      'e.unitId',
      'e.kind',
      'e.name',
      'e.year',
      'e.budgeted',
      'e.adjusted',
      'e.spent',
      'e.note',
      'e.version',
      'unit.code as unitCode',
      'unit.name as unitName',
      'unit.division',
    ]);
  return actor.unitId ? select.where('e.unitId', '=', actor.unitId) : select;
}

/** Latest year first; the next page starts after the last row of this one. */
export async function listEvaluatees(db: Db, actor: Actor, search: z.output<typeof evaluateeSearch>) {
  let select = evaluatees(db, actor);
  if (search.q) select = select.where('e.name', 'like', `%${search.q.replaceAll(/[%_\\]/g, '\\$&')}%`);
  if (/^\d{4}$/.test(search.year)) select = select.where('e.year', '=', Number(search.year));
  if (search.kind) select = select.where('e.kind', '=', search.kind);
  if (search.unit) select = select.where('unit.code', '=', search.unit);
  const counted = await db
    .selectFrom(select.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const { before } = search;
  if (isId(before)) {
    select = select.where((eb) =>
      eb(
        eb.refTuple('e.year', 'e.id'),
        '<',
        eb
          .selectFrom('evaluatee as last')
          .select(['last.year', 'last.id'])
          .where('last.id', '=', before)
          .$asTuple('year', 'id'),
      ),
    );
  }
  const rows = await select
    .orderBy('e.year', 'desc')
    .orderBy('e.id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { evaluatees: page, total: counted.total, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

/** With the plans it stands in and the commissions given for it. */
export const findEvaluatee = (db: Db, actor: Actor, id: string) =>
  evaluatees(db, actor)
    .where('e.id', '=', id)
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('planItem')
          .innerJoin('plan', 'plan.id', 'planItem.planId')
          .select(['plan.year', 'plan.state', 'planItem.reason', 'planItem.recordedOutcome'])
          .whereRef('planItem.evaluateeId', '=', 'e.id')
          .where('planItem.removedAt', 'is', null)
          .orderBy('plan.year', 'desc'),
      ).as('plans'),
      jsonArrayFrom(
        eb
          .selectFrom('commission')
          .select(['commission.code', 'commission.title', 'commission.state'])
          .whereRef('commission.evaluateeId', '=', 'e.id')
          .orderBy('commission.code', 'desc'),
      ).as('commissions'),
    ])
    .executeTakeFirst();

export const lockEvaluatee = (db: Db, id: string) =>
  db.selectFrom('evaluatee').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** True when a plan that holds it has been decided: what it is then no longer changes. */
export const isInDecidedPlan = async (db: Db, id: string): Promise<boolean> =>
  (await db
    .selectFrom('planItem')
    .innerJoin('plan', 'plan.id', 'planItem.planId')
    .select('planItem.id')
    .where('planItem.evaluateeId', '=', id)
    .where('plan.state', '<>', 'draft')
    .executeTakeFirst()) !== undefined;

export interface EvaluateeRow {
  unitId: string | null;
  kind: EvaluateeKind;
  name: string;
  year: number;
  budgeted: number | null;
  adjusted: number | null;
  spent: number | null;
  note: string;
}

export const insertEvaluatee = (db: Db, row: EvaluateeRow & { id: string }) =>
  db.insertInto('evaluatee').values(row).execute();

export const updateEvaluatee = (db: Db, id: string, change: EvaluateeRow) =>
  db
    .updateTable('evaluatee')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
