import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { authorize } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { recordQuery } from './commands.ts';
import { findAgency, listAgenciesQueried, listQueries } from './queries.ts';
import { integrityQuery } from './schema.ts';

export const integrityQueries = new Hono<Env>()
  .get('/', allow('integrityQuery.read'), async (c) => {
    const { db, actor } = read(c);
    return c.json({ agencies: await listAgenciesQueried(db, actor) });
  })
  .post('/', allow('integrityQuery.record'), body(integrityQuery), async (c) =>
    c.json(await write(c, (context) => recordQuery(context, c.req.valid('json'))), 201),
  )
  .get('/:agency', allow('integrityQuery.read'), async (c) => {
    const { db, actor } = read(c);
    const agency = await findAgency(db, c.req.param('agency'));
    if (!agency) throw notFound();
    authorize(actor, 'integrityQuery.read', { agencyId: agency.id });
    return c.json({ agency, queries: await listQueries(db, agency.id) });
  });
