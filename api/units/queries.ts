import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { unitSearch } from './schema.ts';

const pageSize = 50;

/** A first-level department stands above its second-level units. */
const place = sql<string>`coalesce(parent.code, unit.code) || ' ' || unit.level || ' ' || unit.code`;

/** What the actor may see of the units: a unit sees itself and the units under it. */
function units(db: Db, actor: Actor) {
  const select = db.selectFrom('unit').leftJoin('unit as parent', 'parent.id', 'unit.parentId');
  const { unitId } = actor;
  if (!unitId) return select;
  return select.where((eb) => eb.or([eb('unit.id', '=', unitId), eb('unit.parentId', '=', unitId)]));
}

const shown = (db: Db, actor: Actor) =>
  units(db, actor).select([
    'unit.id',
    'unit.code',
    'unit.name',
    'unit.classified',
    'unit.level',
    'unit.parentId',
    'unit.division',
    'unit.uscc',
    'unit.version',
    'parent.code as parentCode',
    'parent.name as parentName',
  ]);

/** In the order of the tree; the next page starts after the last code of this one. */
export async function listUnits(db: Db, actor: Actor, search: z.output<typeof unitSearch>) {
  let select = shown(db, actor);
  const wanted = `%${search.q.replaceAll(/[%_\\]/g, '\\$&')}%`;
  if (search.q)
    select = select.where((eb) => eb.or([eb('unit.name', 'like', wanted), eb('unit.code', 'like', wanted)]));
  if (search.level) select = select.where('unit.level', '=', search.level === '1' ? 1 : 2);
  if (search.division) select = select.where('unit.division', '=', search.division);
  const counted = await db
    .selectFrom(select.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  if (search.after) {
    const last = units(db, actor).where('unit.code', '=', search.after).select(place.as('place'));
    select = select.where(place, '>', last);
  }
  const rows = await select
    .orderBy(place)
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { units: page, total: counted.total, next: rows.length > pageSize ? page.at(-1)!.code : null };
}

export interface UnitCounts {
  /** 含涉密单位 */
  all: number;
  firstLevel: number;
  secondLevel: number;
  classified: number;
  classifiedFirstLevel: number;
}

export const countUnits = (db: Db): Promise<UnitCounts> =>
  db
    .selectFrom('unit')
    .select([
      sql<number>`count(*)`.as('all'),
      sql<number>`count(*) filter (where level = 1)`.as('firstLevel'),
      sql<number>`count(*) filter (where level = 2)`.as('secondLevel'),
      sql<number>`count(*) filter (where classified)`.as('classified'),
      sql<number>`count(*) filter (where classified and level = 1)`.as('classifiedFirstLevel'),
    ])
    .executeTakeFirstOrThrow();

/** Units that can be chosen: a classified one never is. */
export const listUnitChoices = async (db: Db, actor: Actor) =>
  (await units(db, actor)
    .select(['unit.id', 'unit.code', 'unit.name', 'unit.level'])
    .where('unit.classified', '=', false)
    .orderBy(place)
    .execute()) as { id: string; code: string; name: string; level: number }[];

export const findUnit = (db: Db, actor: Actor, code: string) =>
  shown(db, actor).where('unit.code', '=', code).where('unit.classified', '=', false).executeTakeFirst();

export const listSubordinates = (db: Db, actor: Actor, id: string) =>
  shown(db, actor).where('unit.parentId', '=', id).orderBy('unit.code').execute();

export const lockUnit = (db: Db, code: string) =>
  db
    .selectFrom('unit')
    .selectAll()
    .where('code', '=', code)
    .where('classified', '=', false)
    .forUpdate()
    .executeTakeFirst();

/** By an id that somebody typed; a classified unit is only counted, so its id is as unknown as a random one. */
export const findNamedUnit = async (db: Db, id: string) =>
  isId(id)
    ? db
        .selectFrom('unit')
        .selectAll()
        .where('id', '=', id)
        .where('classified', '=', false)
        .executeTakeFirst()
    : undefined;

export const insertUnit = (
  db: Db,
  row: {
    id: string;
    code: string;
    name: string | null;
    classified: boolean;
    level: 1 | 2;
    parentId: string | null;
    division: string;
    uscc: string | null;
  },
) => db.insertInto('unit').values(row).execute();

export const updateUnit = (
  db: Db,
  id: string,
  change: { name: string; parentId: string | null; division: string; uscc: string | null },
) =>
  db
    .updateTable('unit')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
