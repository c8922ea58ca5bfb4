import { Hono } from 'hono';
import { attachmentOf } from '../attachment.ts';
import { allow, read, type Context, type Env } from '../context.ts';
import { actingFor } from '../dossier-entries/commands.ts';
import { id, query } from '../input.ts';
import { authorize } from '../permissions.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { FileTable } from '../tables.ts';
import { storeFile } from './commands.ts';
import { mediaTypes } from '../content-checks/content.ts';
import { findFile, findSidesOf } from './queries.ts';
import { fileReading, fileUpload } from './schema.ts';
import { openStored } from '../stored-files/storage.ts';

/** The body of an upload is the file itself, so that it goes to the disk as it comes. */
export const files = new Hono<Env>()
  .post('/', allow('file.store'), query(fileUpload), async (c) => {
    const { name, dossier } = c.req.valid('query');
    const context = dossier === 'yes' ? await actingFor(read(c)) : read(c);
    const file = await storeFile(context, name, c.req.raw.body);
    return c.json({ id: file.id, name: file.name, type: file.type, size: file.size }, 201);
  })
  .get('/:id', allow('file.read'), id(), query(fileReading), async (c) => {
    const context = read(c);
    const file = await getOwn(context, c.req.param('id'));
    return c.req.valid('query').as ? previewResponse(context, file) : fileResponse(context, file);
  })
  .get('/:id/details', allow('file.read'), id(), async (c) => {
    const context = read(c);
    const { id, name, type, size, sha256, uploadedAt } = await getOwn(context, c.req.param('id'));
    const { uploadedByName, agencyName, unitName, unitCode } = await findSidesOf(context.db, id);
    const side = agencyName ?? unitName ?? unitCode;
    return c.json({ id, name, type, size, sha256, uploadedAt, uploadedByName, side });
  });

async function getOwn({ db, actor }: Context, id: string) {
  const file = await findFile(db, id);
  if (!file) throw notFound();
  authorize(actor, 'file.read', file);
  return file;
}

type Told = Pick<FileTable, 'sha256' | 'name' | 'type' | 'size'>;

/** A file to be saved, never shown by the browser as a page of ours. The caller has decided who may have it. */
export async function fileResponse(shelf: Pick<Context, 'files' | 'vault'>, file: Told): Promise<Response> {
  return new Response(await openStored(shelf, file), {
    headers: {
      'Content-Type': mediaTypes[file.type],
      'Content-Length': String(file.size),
      ...attachmentOf(file.name),
    },
  });
}

/** A picture, or a PDF for the page that draws it; opened by itself it may do nothing either. */
async function previewResponse(context: Context, file: Told): Promise<Response> {
  if (!previewed.includes(file.type))
    throw new Refusal('unsupported', '这种文件不能在页面里预览，请下载后查看。');
  const response = await fileResponse(context, file);
  response.headers.set('Content-Disposition', 'inline');
  return response;
}

const previewed: readonly FileTable['type'][] = ['pdf', 'jpg', 'png'];
