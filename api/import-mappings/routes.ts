import { Hono } from 'hono';
import type { z } from 'zod';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { awaitsMapping, findOwnImport, findPages } from '../dossier-imports/commands.ts';
import { sheets, type ImportKind } from '../dossier-sheets/columns.ts';
import {
  findHeader,
  fixable,
  headerRowsOf,
  headersOf,
  masked,
  ownColumns,
} from '../dossier-sheets/mapping.ts';
import { guess, targetsOf } from '../dossier-sheets/synonyms.ts';
import { body, id, query } from '../input.ts';
import { notFound } from '../refusal.ts';
import { isFilled } from '../sheets/reading.ts';
import type { SourceRow, SourceSheet } from '../sheets/sheet.ts';
import * as commands from './commands.ts';
import { listRemembered, type Remembered } from './queries.ts';
import { header, mapping } from './schema.ts';

/** Known by the import whose columns are matched. */
export const importMappings = new Hono<Env>()
  .get('/:id', allow('dossier.read'), id(), query(header), async (c) =>
    c.json(await choices(read(c), c.req.param('id'), c.req.valid('query'))),
  )
  .put('/:id', allow('dossier.write'), id(), body(mapping), async (c) =>
    c.json(await write(c, (context) => commands.mapColumns(context, c.req.param('id'), c.req.valid('json')))),
  );

async function choices(context: Context, importId: string, asked: z.output<typeof header>) {
  const found = await findOwnImport(context, importId);
  const pages = await findPages(context, importId);
  if (!pages) throw notFound();
  const { kind, fileName, version } = found;
  const remembered = await rememberedRows(context, found, pages);
  const at = placeOf(kind, asked, pages, remembered);
  const { page, row } = commands.headerOf(pages, at.page, at.header);
  const earlier = remembered.find((one) => one.row === row)?.earlier;
  const places = row.cells.filter(isFilled).map(({ place }) => place);
  const targets = targetsOf(kind);
  return {
    ...{ id: importId, kind, fileName, version, sheet: at.page, header: at.header },
    awaitsMapping: awaitsMapping(found),
    sheets: pages.map(({ title }) => masked(title)),
    headerRows: headerRowsOf(page).map((one) => ({
      number: one.number,
      text: masked(headersOf(one).join('、')).slice(0, 60),
    })),
    rows: page.rows.filter(({ number }) => number > at.header).length,
    remembered: earlier ? { byName: earlier.chosenByName, at: earlier.chosenAt } : null,
    targets: targets.map(({ value, title }) => ({ value, title })),
    required: sheets[kind].columns.filter((column) => column.required).map(({ title }) => title),
    columns: ownColumns(page, at.header).map((column) => {
      const guessed = guess(kind, column.header);
      const before = earlier?.targets[places.indexOf(column.place)];
      const chosen = before === undefined || !isTarget(targets, before) ? guessed.value : before;
      return { ...column, target: chosen, note: chosen === '' ? guessed.note : '' };
    }),
    fixed: fixable(kind).map(({ key, title, words }) => ({
      ...{ key, title, value: earlier?.fixed[key] ?? '' },
      words: words ? Object.values(words) : null,
    })),
  };
}

const isTarget = (targets: readonly { value: string }[], value: string): boolean =>
  value === '' || targets.some((one) => one.value === value);

interface RememberedRow {
  page: number;
  row: SourceRow;
  earlier: Remembered;
}

/** The rows of this file that stood as header in a sheet of this agency before. */
async function rememberedRows(
  context: Context,
  { agencyId, kind }: Awaited<ReturnType<typeof findOwnImport>>,
  pages: readonly SourceSheet[],
): Promise<RememberedRow[]> {
  const rows = pages.flatMap((one, page) =>
    headerRowsOf(one).map((row) => ({ page, row, signature: commands.signatureOf(context, row) })),
  );
  const known = await listRemembered(
    context.db,
    agencyId,
    kind,
    rows.map(({ signature }) => signature),
  );
  return known.flatMap((earlier) =>
    rows
      .filter(({ signature }) => signature === earlier.signature)
      .map(({ page, row }) => ({ page, row, earlier })),
  );
}

/** What was asked for, else where this agency's sheets had their header last time, else the likeliest. */
function placeOf(
  kind: ImportKind,
  asked: z.output<typeof header>,
  pages: readonly SourceSheet[],
  [last]: readonly RememberedRow[],
): { page: number; header: number } {
  if (asked.sheet === '')
    return last ? { page: last.page, header: last.row.number } : findHeader(kind, pages);
  const sheet = pages[Number(asked.sheet)];
  if (!sheet) throw notFound();
  const isThere = headerRowsOf(sheet).some(({ number }) => String(number) === asked.header);
  return {
    page: Number(asked.sheet),
    header: isThere ? Number(asked.header) : findHeader(kind, [sheet]).header,
  };
}
