import { Hono } from 'hono';
import { attachmentOf } from '../attachment.ts';
import { allow, read, type Env } from '../context.ts';
import { inTransaction } from '../database.ts';
import { body } from '../input.ts';
import { sheetType } from '../sheets/writing.ts';
import { exportDossier } from './commands.ts';
import { exporting } from './schema.ts';

/** A POST, for each leaves a line in the journal. */
export const dossierExports = new Hono<Env>().post(
  '/',
  allow('dossierExport.make'),
  body(exporting),
  async (c) => {
    const context = read(c);
    const { name, bytes } = await inTransaction(context.db, (db) =>
      exportDossier({ ...context, db }, c.req.valid('json')),
    );
    return new Response(new Uint8Array(bytes), {
      headers: { 'Content-Type': sheetType, ...attachmentOf(name) },
    });
  },
);
