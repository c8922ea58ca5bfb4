import { Hono } from 'hono';
import { attachmentOf } from '../attachment.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { inTransaction } from '../database.ts';
import { sheets } from '../dossier-sheets/columns.ts';
import { findOpenDossier } from '../dossiers/queries.ts';
import { body, id, query } from '../input.ts';
import { notFound } from '../refusal.ts';
import { refusedFile } from '../sheets/archive.ts';
import { damaged } from '../sheets/reading.ts';
import { largestSheet, type Cells, type Sheet } from '../sheets/sheet.ts';
import { sheetType, writeSheet } from '../sheets/writing.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { kind, mending, sameMistake, upload } from './schema.ts';

/** The body of an upload is the workbook itself. */
export const dossierImports = new Hono<Env>()
  .get('/', allow('dossier.read'), async (c) => {
    const { db, actor } = read(c);
    const dossier = actor.agencyId ? await findOpenDossier(db, actor.agencyId) : undefined;
    if (!dossier) throw notFound();
    return c.json({ imports: await queries.listImports(db, dossier.id) });
  })
  .post('/', allow('dossier.write'), query(upload), async (c) => {
    const context = read(c);
    const { kind, name } = c.req.valid('query');
    const bytes = await bytesOf(c.req.raw.body);
    return c.json(
      await inTransaction(context.db, (db) => commands.startImport({ ...context, db }, kind, name, bytes)),
      201,
    );
  })
  .get('/template', allow('dossier.read'), query(kind), async (c) => {
    const sheet = sheets[c.req.valid('query').kind];
    return workbook(await writeSheet(sheet), `${sheet.title}导入模板.xlsx`);
  })
  .get('/:id', allow('dossier.read'), id(), async (c) => c.json(await preview(read(c), c.req.param('id'))))
  .put('/:id/rows', allow('dossier.write'), id(), body(mending), async (c) =>
    c.json(await write(c, (context) => commands.mendRows(context, c.req.param('id'), c.req.valid('json')))),
  )
  .put('/:id/same', allow('dossier.write'), id(), body(sameMistake), async (c) =>
    c.json(await write(c, (context) => commands.mendSame(context, c.req.param('id'), c.req.valid('json')))),
  )
  .post('/:id/commit', allow('dossier.write'), id(), async (c) =>
    c.json(await write(c, (context) => commands.commitImport(context, c.req.param('id'))), 201),
  )
  .delete('/:id/commit', allow('dossier.write'), id(), async (c) =>
    c.json(await write(c, (context) => commands.undoImport(context, c.req.param('id')))),
  )
  .delete('/:id', allow('dossier.write'), id(), async (c) =>
    c.json(await write(c, (context) => commands.dropImport(context, c.req.param('id')))),
  )
  .get('/:id/wrong-rows', allow('dossier.read'), id(), async (c) => {
    const context = read(c);
    const found = await commands.findOwnImport(context, c.req.param('id'));
    const sheet = sheets[found.kind];
    const wrong = (await commands.judgeImport(context, found)).filter((row) => row.outcome === 'wrong');
    if (wrong.length === 0) throw notFound();
    const rows = wrong.map(({ number, cells, faults }) => ({
      number,
      cells: undamaged(cells),
      reason: reasonOf(sheet, faults),
    }));
    return workbook(await writeSheet(sheet, rows), `${sheet.title}有误的行.xlsx`);
  });

async function preview(context: Context, importId: string) {
  const found = await commands.findOwnImport(context, importId);
  const { id, kind, fileName, version, uploadedAt, uploadedByName, committedAt, undoneAt } = found;
  const judged = found.undoneAt ? [] : await commands.judgeImport(context, found);
  const sheet: Sheet = sheets[kind];
  const of = (outcome: string) => judged.filter((row) => row.outcome === outcome);
  return {
    ...{ id, kind, fileName, version, uploadedAt, uploadedByName, committedAt, undoneAt },
    hasRows: found.rows !== null,
    awaitsMapping: commands.awaitsMapping(found),
    /** Its columns were matched by hand, and can be again. */
    isOwnSheet: await queries.hasSource(context.db, id),
    columns: sheet.columns.map(({ key, title, required, words }) => ({
      ...{ key, title, required: required ?? false },
      words: words ? Object.values(words) : null,
    })),
    counts: {
      new: of('new').length,
      updated: of('updated').length,
      same: of('same').length,
      wrong: of('wrong').length,
    },
    wrong: (found.committedAt ? [] : of('wrong')).map(({ number, cells, faults }) => ({
      number,
      cells: undamaged(cells),
      faults,
    })),
    updated: of('updated').map(({ number, cells, earlier, merged }) => ({
      ...{ number, name: cells['name'] ?? '' },
      changes: sheet.columns.flatMap((column) => {
        const after = cells[column.key] ?? '';
        const before = wordOf(column, earlier?.[column.key]);
        return column.key in merged && before !== after ? [{ title: column.title, before, after }] : [];
      }),
    })),
    undo: found.committedAt ? commands.whyNotUndo(found, context.now) : null,
  };
}

/** What Excel has damaged is of no use to whoever types it anew. */
const undamaged = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).map(([key, text]) => [key, text.startsWith(damaged) ? '' : text]));

const wordOf = ({ words }: Sheet['columns'][number], held: unknown): string =>
  words?.[String(held)] ?? String(held ?? '');

const reasonOf = (sheet: Sheet, faults: Readonly<Record<string, string>>): string =>
  sheet.columns.flatMap(({ key, title }) => (faults[key] ? [`${title}：${faults[key]}`] : [])).join(' ');

const workbook = (bytes: Uint8Array, name: string): Response =>
  new Response(new Uint8Array(bytes), { headers: { 'Content-Type': sheetType, ...attachmentOf(name) } });

async function bytesOf(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size > largestSheet)
      throw refusedFile('文件超过 10 MB。请删去图片和多余的工作表，或者拆成几份分别导入。');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
