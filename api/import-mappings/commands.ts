/** 列的对应: an agency's own sheet becomes rows of ours by what is chosen for its columns, which is remembered. */
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { findPages, lockOpen, sealedRows } from '../dossier-imports/commands.ts';
import { changeImport } from '../dossier-imports/queries.ts';
import { sheets, type ImportKind } from '../dossier-sheets/columns.ts';
import { fixable, headerRowsOf, headersOf, mappedRows, ownColumns } from '../dossier-sheets/mapping.ts';
import { targetsOf } from '../dossier-sheets/synonyms.ts';
import { lockEditable, subjectOf } from '../dossiers/commands.ts';
import { record } from '../journal.ts';
import { notFound, Refusal } from '../refusal.ts';
import { isFilled, letterOf } from '../sheets/reading.ts';
import type { SourceRow, SourceSheet } from '../sheets/sheet.ts';
import * as queries from './queries.ts';
import type { mapping } from './schema.ts';

type Chosen = z.output<typeof mapping>;

/** What was mended in rows of an earlier choice is lost: they are read anew. */
export async function mapColumns(context: Context, id: string, input: Chosen) {
  const found = await lockOpen(context, id);
  const { kind } = found;
  const dossier = await lockEditable(context, kind);
  const pages = await findPages(context, id);
  if (!pages || dossier.id !== found.dossierId) throw notFound();
  const { page, row } = headerOf(pages, input.sheet, input.header);
  const targets = chosenTargets(kind, page, input);
  const { rows, faults } = mappedRows(kind, page, input.header, { targets, fixed: input.fixed });
  if (faults.length > 0)
    throw new Refusal('invalid', `工作表「${page.title}」：${faults.join('')}改好后重新上传。`);
  await queries.rememberMapping(context.db, {
    ...{ agencyId: found.agencyId, kind, signature: signatureOf(context, row) },
    targets: row.cells.filter(isFilled).map(({ place }) => targets.get(place) ?? ''),
    ...{ fixed: input.fixed, chosenBy: context.actor.accountId!, chosenAt: context.now },
  });
  await record(context, 'dossierImport.mapped', subjectOf(dossier), { section: kind, rows: rows.length });
  return changeImport(context.db, id, { rows: sealedRows(context, id, rows) });
}

/** A header row may hold anything, also a number of a person: it is known by its keyed digest. */
export const signatureOf = ({ vault }: Context, row: SourceRow): string =>
  vault.indexOf(JSON.stringify(headersOf(row)));

/** The page and the row that names its columns. */
export function headerOf(pages: readonly SourceSheet[], sheet: number, header: number) {
  const page = pages[sheet];
  const row = page && headerRowsOf(page).find(({ number }) => number === header);
  if (!page || !row) throw new Refusal('invalid', '文件中没有这张工作表或这一行，请重新选择。');
  return { page, row };
}

/** By place; refuses what is unknown, chosen twice or missing, each at its own control. */
function chosenTargets(
  kind: ImportKind,
  page: SourceSheet,
  { header, columns, fixed }: Chosen,
): Map<number, string> {
  const known = targetsOf(kind);
  const places = new Set(ownColumns(page, header).map(({ place }) => place));
  const faults: Record<string, string> = {};
  const targets = new Map<number, string>();
  const takenBy = new Map<string, number>();
  columns.forEach(({ place, target }, index) => {
    if (target === '') return;
    const to = known.find(({ value }) => value === target);
    const twin = to && takenBy.get(to.key);
    if (!to || !places.has(place)) faults[`columns[${index}].target`] = '从所列各项中选择。';
    else if (twin !== undefined)
      faults[`columns[${index}].target`] =
        `「${titleOf(kind, to.key)}」已对应 ${letterOf(twin)} 列，一项只能对应一列。`;
    else {
      takenBy.set(to.key, place);
      targets.set(place, target);
    }
  });
  const offered = fixable(kind);
  for (const [key, text] of Object.entries(fixed)) {
    const column = offered.find((one) => one.key === key);
    if (!column || (text !== '' && column.words && !Object.values(column.words).includes(text)))
      faults[`fixed.${key}`] = '从所列各项中选择。';
  }
  const missing = sheets[kind].columns.filter(
    ({ key, required }) => required && !takenBy.has(key) && !fixed[key],
  );
  const ofEachRow = missing.filter((column) => !offered.includes(column)).map(({ title }) => title);
  if (ofEachRow.length > 0)
    faults['columns'] = `必填的「${ofEachRow.join('」「')}」还没有对应的列，请选择是表中的哪一列。`;
  for (const { key, title } of missing.filter((column) => offered.includes(column)))
    faults[`fixed.${key}`] ??=
      `必填的「${title}」还没有对应的列：选择是表中的哪一列，或者在这里填写统一的内容。`;
  if (Object.keys(faults).length > 0)
    throw new Refusal('invalid', `有 ${Object.keys(faults).length} 处需要处理。`, { fields: faults });
  return targets;
}

const titleOf = (kind: ImportKind, key: string): string =>
  sheets[kind].columns.find((column) => column.key === key)!.title;
