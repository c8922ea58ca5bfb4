import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { addDocument } from './commands.ts';
import { listDocuments } from './queries.ts';
import { newDocument } from './schema.ts';

export const documents = new Hono<Env>()
  .get('/', allow('document.read'), async (c) => c.json({ documents: await listDocuments(read(c).db) }))
  .post('/', allow('document.add'), body(newDocument), async (c) =>
    c.json(await write(c, (context) => addDocument(context, c.req.valid('json'))), 201),
  );
