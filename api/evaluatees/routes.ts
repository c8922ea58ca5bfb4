import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body, id, query } from '../input.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import { findEvaluatee, listEvaluatees } from './queries.ts';
import { evaluateeForm, evaluateeSearch } from './schema.ts';

export const evaluatees = new Hono<Env>()
  .get('/', allow('evaluatee.read'), query(evaluateeSearch), async (c) => {
    const { db, actor } = read(c);
    const create = actionState(actor, 'evaluatee.create', '登记评价对象', {}, null);
    return c.json({
      ...(await listEvaluatees(db, actor, c.req.valid('query'))),
      actions: create ? [create] : [],
    });
  })
  .post('/', allow('evaluatee.create'), body(evaluateeForm), async (c) =>
    c.json(await write(c, (context) => commands.createEvaluatee(context, c.req.valid('json'))), 201),
  )
  .get('/:id', allow('evaluatee.read'), id(), async (c) => {
    const { db, actor } = read(c);
    const evaluatee = await findEvaluatee(db, actor, c.req.param('id'));
    if (!evaluatee) throw notFound();
    const change = actionState(actor, 'evaluatee.change', '修改', { unitId: evaluatee.unitId }, null);
    return c.json({ evaluatee, actions: change ? [change] : [] });
  })
  .put('/:id', allow('evaluatee.change'), id(), body(evaluateeForm), async (c) =>
    c.json(
      await write(c, (context) => commands.changeEvaluatee(context, c.req.param('id'), c.req.valid('json'))),
    ),
  );
