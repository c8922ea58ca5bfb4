import { Hono } from 'hono';
import { z } from 'zod';
import { allow, read, type Env } from '../context.ts';
import { isId } from '../ids.ts';
import { id, query } from '../input.ts';
import { notFound } from '../refusal.ts';
import { findDecision, listDecisions } from './queries.ts';

export const collectiveDecisions = new Hono<Env>()
  .get(
    '/',
    allow('collectiveDecision.read'),
    query(z.strictObject({ before: z.string().default('') })),
    async (c) => {
      const { before } = c.req.valid('query');
      return c.json(await listDecisions(read(c).db, isId(before) ? before : null));
    },
  )
  .get('/:id', allow('collectiveDecision.read'), id(), async (c) => {
    const decision = await findDecision(read(c).db, c.req.param('id'));
    if (!decision) throw notFound();
    return c.json({ decision });
  });
