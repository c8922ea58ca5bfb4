import { Hono } from 'hono';
import { attachmentOf } from '../attachment.ts';
import { allow, read, type Context, type Env } from '../context.ts';
import { actingFor } from '../dossier-entries/commands.ts';
import { id, query } from '../input.ts';
import { authorize } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import type { FileTable } from '../tables.ts';
import { storeFile } from './commands.ts';
import { mediaTypes } from '../content-checks/content.ts';
import { findFile } from './queries.ts';
import { fileUpload } from './schema.ts';
import { openStored } from '../stored-files/storage.ts';

/** The body of an upload is the file itself, so that it goes to the disk as it comes. */
export const files = new Hono<Env>()
  .post('/', allow('file.store'), query(fileUpload), async (c) => {
    const { name, dossier } = c.req.valid('query');
    const context = dossier === 'yes' ? await actingFor(read(c)) : read(c);
    const file = await storeFile(context, name, c.req.raw.body);
    return c.json({ id: file.id, name: file.name, type: file.type, size: file.size }, 201);
  })
  .get('/:id', allow('file.read'), id(), async (c) => {
    const context = read(c);
    const file = await findFile(context.db, c.req.param('id'));
    if (!file) throw notFound();
    authorize(context.actor, 'file.read', file);
    return fileResponse(context, file);
  });

/** A file to be saved, never shown by the browser as a page of ours. The caller has decided who may have it. */
export async function fileResponse(
  shelf: Pick<Context, 'files' | 'vault'>,
  file: Pick<FileTable, 'sha256' | 'name' | 'type' | 'size'>,
): Promise<Response> {
  return new Response(await openStored(shelf, file), {
    headers: {
      'Content-Type': mediaTypes[file.type],
      'Content-Length': String(file.size),
      ...attachmentOf(file.name),
    },
  });
}
