import { Hono } from 'hono';
import { allow, read, type Env } from '../context.ts';
import { id, query } from '../input.ts';
import { listJournalEntries, listTimeline } from './queries.ts';
import { journalSearch } from './schema.ts';

export const journalEntries = new Hono<Env>()
  .get('/', allow('journal.read'), query(journalSearch), async (c) =>
    c.json(await listJournalEntries(read(c).db, c.req.valid('query'))),
  )
  .get('/of/:id', allow('timeline.read'), id(), async (c) => {
    const { db, actor } = read(c);
    return c.json({ events: await listTimeline(db, actor, c.req.param('id')) });
  });
