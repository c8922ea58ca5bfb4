import type { z } from 'zod';
import type { Context } from '../context.ts';
import { assertCurrent } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { newUnit, unitChange } from './schema.ts';

/** Of a classified unit only its being there and its level are kept. */
export async function createUnit(context: Context, input: z.output<typeof newUnit>) {
  authorize(context.actor, 'unit.create');
  const id = newId(context.now);
  const level = input.level === '1' ? 1 : 2;
  const classified = input.classified === 'yes';
  const code = classified ? await nextClassifiedCode(context) : input.code;
  const parentId = input.parentId || null;
  if (parentId) await assertDepartment(context, parentId);
  await queries
    .insertUnit(context.db, {
      id,
      code,
      name: classified ? null : input.name,
      classified,
      level,
      parentId,
      division: input.division,
      uscc: input.uscc || null,
    })
    .catch((error) => onConstraint(error, refusals));
  const told = classified ? { classified, level } : { level, name: input.name, division: input.division };
  await record(context, 'unit.created', { type: 'unit', id, code, unitId: id }, told);
  return { id, code };
}

export async function changeUnit(context: Context, code: string, input: z.output<typeof unitChange>) {
  const unit = await queries.lockUnit(context.db, code);
  if (!unit) throw notFound();
  authorize(context.actor, 'unit.change', { unitId: unit.id });
  const { name, division, uscc, version } = unit;
  assertCurrent(context, unit, { name, division, uscc, version });
  if (unit.level === 1 && input.parentId)
    throw invalidField('parentId', '一级部门没有主管部门，请清空这一项。');
  if (unit.level === 2 && !input.parentId) throw invalidField('parentId', '选择主管的一级部门。');
  const parentId = input.parentId || null;
  if (parentId) await assertDepartment(context, parentId);
  const change = { name: input.name, division: input.division, parentId, uscc: input.uscc || null };
  await queries.updateUnit(context.db, unit.id, change).catch((error) => onConstraint(error, refusals));
  await record(
    context,
    'unit.changed',
    { type: 'unit', id: unit.id, code, unitId: unit.id },
    {
      from: { name, division, parentId: unit.parentId, uscc },
      to: change,
    },
  );
  return { code };
}

async function assertDepartment(context: Context, parentId: string): Promise<void> {
  const parent = await queries.findNamedUnit(context.db, parentId);
  if (parent?.level !== 1) throw invalidField('parentId', '从一级部门中选择主管部门。');
}

async function nextClassifiedCode(context: Context): Promise<string> {
  const { classified } = await queries.countUnits(context.db);
  return `SM-${classified + 1}`;
}

const refusals = {
  unit_uscc_key: () => invalidField('uscc', '这个统一社会信用代码已登记在另一家单位名下，请核对。'),
  unit_name_key: () => invalidField('name', '这个单位已登记过。'),
  unit_code_key: () =>
    new Refusal('conflict', '这个单位编码已被使用，请另选编码后再提交。', {
      fields: { code: '这个单位编码已被使用，请另选编码。' },
    }),
};
