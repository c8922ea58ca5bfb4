import type { z } from 'zod';
import type { Context } from '../context.ts';
import { assertCurrent } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound, onConstraint } from '../refusal.ts';
import { findNamedUnit } from '../units/queries.ts';
import * as queries from './queries.ts';
import type { evaluateeForm } from './schema.ts';

type Input = z.output<typeof evaluateeForm>;

export async function createEvaluatee(context: Context, input: Input) {
  authorize(context.actor, 'evaluatee.create');
  const row = await rowOf(context, input);
  const id = newId(context.now);
  await queries.insertEvaluatee(context.db, { ...row, id }).catch((error) => onConstraint(error, refusals));
  const { name, year, kind } = row;
  await record(
    context,
    'evaluatee.created',
    { type: 'evaluatee', id, unitId: row.unitId },
    { name, year, kind },
  );
  return { id };
}

/** What stands in a decided plan keeps its name, unit, kind and year: the decision was about that. */
export async function changeEvaluatee(context: Context, id: string, input: Input) {
  const stored = await queries.lockEvaluatee(context.db, id);
  if (!stored) throw notFound();
  authorize(context.actor, 'evaluatee.change', { unitId: stored.unitId });
  const { name, year, note, version } = stored;
  assertCurrent(context, stored, { name, year, note, version });
  const row = await rowOf(context, input);
  if (await queries.isInDecidedPlan(context.db, id)) {
    for (const key of ['name', 'unitId', 'kind', 'year'] as const)
      if (row[key] !== stored[key])
        throw invalidField(
          key,
          '已列入确定的年度计划，名称、单位、类别和年度不再改动；确需改动的，先调整计划。',
        );
  }
  await queries.updateEvaluatee(context.db, id, row).catch((error) => onConstraint(error, refusals));
  const { id: _, version: __, ...from } = stored;
  await record(
    context,
    'evaluatee.changed',
    { type: 'evaluatee', id, unitId: row.unitId },
    { from, to: row },
  );
  return { id };
}

async function rowOf(context: Context, input: Input): Promise<queries.EvaluateeRow> {
  const unitId = input.unitId || null;
  if (!unitId && input.kind === 'department') throw invalidField('unitId', '部门整体支出须选择所属单位。');
  if (unitId && !(await findNamedUnit(context.db, unitId)))
    throw invalidField('unitId', '从单位名录中选择所属单位。');
  return { ...input, unitId };
}

const refusals = {
  evaluatee_key: () => invalidField('name', '同一单位、年度和类别下已有同名的评价对象。'),
};
