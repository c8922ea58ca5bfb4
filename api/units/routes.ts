import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body, query } from '../input.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { newUnit, unitChange, unitSearch } from './schema.ts';

export const units = new Hono<Env>()
  .get('/', allow('unit.read'), query(unitSearch), async (c) => {
    const { db, actor } = read(c);
    const [found, counts] = await Promise.all([
      queries.listUnits(db, actor, c.req.valid('query')),
      actor.unitId ? null : queries.countUnits(db),
    ]);
    const create = actionState(actor, 'unit.create', '登记单位', {}, null);
    return c.json({ ...found, counts, actions: create ? [create] : [] });
  })
  .get('/choices', allow('unit.read'), async (c) => {
    const { db, actor } = read(c);
    return c.json({ units: await queries.listUnitChoices(db, actor) });
  })
  .post('/', allow('unit.create'), body(newUnit), async (c) =>
    c.json(await write(c, (context) => commands.createUnit(context, c.req.valid('json'))), 201),
  )
  .get('/:code', allow('unit.read'), async (c) => {
    const { db, actor } = read(c);
    const unit = await queries.findUnit(db, actor, c.req.param('code'));
    if (!unit) throw notFound();
    const subordinates = await queries.listSubordinates(db, actor, unit.id);
    const change = actionState(actor, 'unit.change', '修改单位', { unitId: unit.id }, null);
    return c.json({ unit, subordinates, actions: change ? [change] : [] });
  })
  .put('/:code', allow('unit.change'), body(unitChange), async (c) =>
    c.json(
      await write(c, (context) => commands.changeUnit(context, c.req.param('code'), c.req.valid('json'))),
    ),
  );
