/** Excel 导入: the rows wait, are mended where they are wrong, and are taken over at once; a day long that can be undone. */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Instant } from '#scoring/calendar.ts';
import type { Section } from '#scoring/filing.ts';
import { assertCurrent, type Context } from '../context.ts';
import { judgeRows, keyOf, type Held, type JudgedRow } from '../dossier-sheets/merging.ts';
import { sheets, type ImportKind } from '../dossier-sheets/columns.ts';
import { lockEditable, subjectOf, writeSection } from '../dossiers/commands.ts';
import { findSection, type SectionRow } from '../dossiers/queries.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { keepIdNumber } from '../personal-numbers/commands.ts';
import { findIdsByLookup } from '../personal-numbers/queries.ts';
import { notFound, Refusal } from '../refusal.ts';
import { readBook, templateRows } from '../sheets/reading.ts';
import type { SheetRow, SourceSheet } from '../sheets/sheet.ts';
import * as queries from './queries.ts';
import type { mending, sameMistake } from './schema.ts';

const mostPeople = 500;
const undoneWithin = 24 * 60 * 60 * 1000;

/** What taking over a row did. */
interface Change {
  id: string;
  before: Held | null;
  after: Held;
}

export async function startImport(context: Context, kind: ImportKind, fileName: string, bytes: Buffer) {
  const dossier = await lockEditable(context, kind);
  const book = await readBook(bytes);
  const rows = book.mark && templateRows(sheets[kind], book);
  const id = newId(context.now);
  await queries.forgetRows(context.db, dayBefore(context.now));
  await queries.insertImport(context.db, {
    ...{
      id,
      agencyId: dossier.agencyId,
      dossierId: dossier.id,
      kind,
      fileName,
      rows: rows && sealedRows(context, id, rows),
    },
    ...{ uploadedBy: context.actor.accountId!, uploadedAt: context.now },
  });
  if (!rows) await queries.insertSource(context.db, id, context.vault.seal(JSON.stringify(book.pages), id));
  await record(context, 'dossierImport.started', subjectOf(dossier), {
    section: kind,
    fileName,
    ...(rows && { rows: rows.length }),
  });
  return { id };
}

/** The rows with what is wrong with each, against what the section holds now. */
export async function judgeImport(
  context: Context,
  row: queries.ImportRow,
  stored?: SectionRow,
): Promise<JudgedRow[]> {
  const rows = rowsOf(context, row);
  const section = stored ?? (await findSection(context.db, row.dossierId, row.kind));
  const held = heldOf(row.kind, section?.content);
  return judgeRows(row.kind, rows, await finder(context, row, rows, held), context.today);
}

/** Puts other text into cells, whatever it is; rows and columns that are not there are refused. */
export async function mendRows(context: Context, id: string, input: z.output<typeof mending>) {
  const found = await lockMapped(context, id);
  const mended = new Map(input.rows.map((row) => [row.number, row.cells]));
  const rows = rowsOf(context, found);
  const known = new Set(sheets[found.kind].columns.map(({ key }) => key));
  const strange = [...mended].some(
    ([number, cells]) =>
      !rows.some((row) => row.number === number) || Object.keys(cells).some((key) => !known.has(key)),
  );
  if (strange) throw new Refusal('invalid', '表中没有这一行或这一列，请重新打开页面。');
  const next = rows.map((row) => ({ ...row, cells: { ...row.cells, ...trimmed(mended.get(row.number)) } }));
  return keepMended(context, found, next);
}

export async function mendSame(
  context: Context,
  id: string,
  { column, from, to }: z.output<typeof sameMistake>,
) {
  const found = await lockMapped(context, id);
  const rows = rowsOf(context, found).map((row) =>
    row.cells[column] === from ? { ...row, cells: { ...row.cells, [column]: to } } : row,
  );
  return keepMended(context, found, rows);
}

async function keepMended(context: Context, found: queries.ImportRow, rows: readonly SheetRow[]) {
  const { id, kind, dossierId, agencyId } = found;
  await record(
    context,
    'dossierImport.mended',
    { type: 'dossier', id: dossierId, agencyId },
    { section: kind },
  );
  return queries.changeImport(context.db, id, { rows: sealedRows(context, id, rows) });
}

/** Takes over every row that is not wrong; the wrong ones stay out and can be taken away as a file. */
export async function commitImport(context: Context, id: string) {
  const found = await lockMapped(context, id);
  const { kind } = found;
  const dossier = await lockEditable(context, kind);
  if (dossier.id !== found.dossierId) throw notFound();
  const stored = await findSection(context.db, dossier.id, kind);
  const judged = await judgeImport(context, found, stored);
  const taken = judged.filter(({ outcome }) => outcome === 'new' || outcome === 'updated');
  if (taken.length === 0)
    throw new Refusal('conflict', '没有可以导入的行：请先改正有误的行，或者放弃这次导入。');
  const held = heldOf(kind, stored?.content);
  const changes: Change[] = [];
  for (const row of taken) changes.push(await changeOf(context, found, row));
  const after = new Map(changes.map((change) => [change.id, change.after]));
  const next = [
    ...held.map((one) => after.get(one.id) ?? one),
    ...changes.filter((one) => !one.before).map((one) => one.after),
  ];
  if (kind === 'people' && next.length > mostPeople)
    throw new Refusal('conflict', `一份档案至多 ${mostPeople} 人。`);
  await writeSection(context, dossier, kind, contentOf(kind, next), stored, false);
  await queries.deleteSource(context.db, id);
  const { version } = await queries.changeImport(context.db, id, {
    ...{ committedAt: context.now, committedBy: context.actor.accountId!, changes: JSON.stringify(changes) },
  });
  const counts = {
    added: changes.filter((one) => !one.before).length,
    left: judged.filter((one) => one.outcome === 'wrong').length,
  };
  const detail = {
    section: kind,
    added: counts.added,
    updated: changes.length - counts.added,
    left: counts.left,
  };
  await record(context, 'dossierImport.committed', subjectOf(dossier), detail);
  return { version, ...detail };
}

/** Within 24 hours: what was added goes, what was changed becomes what it was; whatever was touched since stays. */
export async function undoImport(context: Context, id: string) {
  const found = await lockOwnImport(context, id);
  assertCurrent(context, found, { version: found.version });
  const why = whyNotUndo(found, context.now);
  if (why) throw new Refusal('conflict', why);
  const dossier = await lockEditable(context, found.kind);
  if (dossier.id !== found.dossierId) throw notFound();
  const stored = await findSection(context.db, dossier.id, found.kind);
  const changes = new Map((found.changes as Change[]).map((one) => [one.id, one]));
  let touched = 0;
  const next = heldOf(found.kind, stored?.content).flatMap((one) => {
    const change = changes.get(one.id);
    if (!change) return [one];
    if (!isDeepStrictEqual(one, change.after)) {
      touched++;
      return [one];
    }
    return change.before ? [{ ...change.before, ...versionAfter(one) }] : [];
  });
  await writeSection(context, dossier, found.kind, contentOf(found.kind, next), stored, false);
  const { version } = await queries.changeImport(context.db, id, { undoneAt: context.now });
  await record(context, 'dossierImport.undone', subjectOf(dossier), { section: found.kind, touched });
  return { version, touched };
}

export async function dropImport(context: Context, id: string) {
  const found = await lockOpen(context, id);
  await queries.deleteSource(context.db, id);
  await queries.deleteImport(context.db, id);
  await record(
    context,
    'dossierImport.dropped',
    { type: 'dossier', id: found.dossierId, agencyId: found.agencyId },
    { section: found.kind },
  );
  return { id };
}

/** Null when the import can be undone now. */
export function whyNotUndo(found: queries.ImportRow, now: Instant): string | null {
  if (!found.committedAt) return '这次导入还没有写入档案。';
  if (found.undoneAt) return '这次导入已经撤销。';
  return Date.parse(now) >= Date.parse(found.committedAt) + undoneWithin
    ? '写入已满 24 小时，不能再撤销，请在档案中逐项修改。'
    : null;
}

/** An import of the actor's own agency; anyone else's is one that nobody has. */
export async function findOwnImport(context: Context, id: string): Promise<queries.ImportRow> {
  const found = await queries.findImport(context.db, id);
  if (!found || found.agencyId !== context.actor.agencyId) throw notFound();
  return found;
}

export const rowsOf = ({ vault }: Context, { id, rows }: queries.ImportRow): SheetRow[] =>
  rows === null ? [] : (JSON.parse(vault.open(rows, id)) as SheetRow[]);

async function lockOwnImport(context: Context, id: string): Promise<queries.ImportRow> {
  await findOwnImport(context, id);
  return (await queries.lockImport(context.db, id))!;
}

/** Not yet taken over. */
export async function lockOpen(context: Context, id: string): Promise<queries.ImportRow> {
  const found = await lockOwnImport(context, id);
  assertCurrent(context, found, { version: found.version });
  if (found.committedAt) throw new Refusal('conflict', '这次导入已经写入档案，不能再改动。');
  return found;
}

async function lockMapped(context: Context, id: string): Promise<queries.ImportRow> {
  const found = await lockOpen(context, id);
  if (awaitsMapping(found)) throw new Refusal('conflict', '还没有选择表中各列对应什么，请先选择。');
  return found;
}

/** An agency's own sheet has no rows of ours before its columns are matched with ours. */
export const awaitsMapping = ({
  rows,
  committedAt,
}: Pick<queries.ImportRow, 'rows' | 'committedAt'>): boolean => rows === null && committedAt === null;

/** The agency's own sheet as it was uploaded; a template has none, nor has what was taken over. */
export async function findPages({ db, vault }: Context, id: string): Promise<SourceSheet[] | null> {
  const source = await queries.findSource(db, id);
  return source ? (JSON.parse(vault.open(source.content, id)) as SourceSheet[]) : null;
}

async function changeOf(
  context: Context,
  { agencyId, kind }: queries.ImportRow,
  row: JudgedRow,
): Promise<Change> {
  const { earlier, merged, cells } = row;
  const id = earlier?.id ?? newId(context.now);
  const number =
    kind === 'people' ? { idNumberId: await keepIdNumber(context, agencyId, cells['idNumber'] ?? '') } : {};
  const after = {
    ...earlier,
    ...withRowIds(context, merged),
    ...number,
    id,
    ...(kind === 'people' ? versionAfter(earlier) : {}),
  };
  return { id, before: earlier, after };
}

const versionAfter = (one: Held | null) =>
  'version' in (one ?? { version: 0 }) ? { version: Number(one?.['version'] ?? 0) + 1 } : {};

function withRowIds(context: Context, merged: Record<string, unknown>): Record<string, unknown> {
  const held = merged['qualifications'] as Record<string, string>[] | undefined;
  return held
    ? { ...merged, qualifications: held.map((one) => (one['id'] ? one : { ...one, id: newId(context.now) })) }
    : merged;
}

/** Finds a person by the number alone, a project by its name, client and year. */
async function finder(
  context: Context,
  { agencyId, kind }: queries.ImportRow,
  rows: readonly SheetRow[],
  held: Held[],
) {
  if (kind === 'trackRecord') {
    const known = new Map(held.map((one) => [keyOf(kind, one as unknown as Record<string, string>), one]));
    return (cells: SheetRow['cells']) => known.get(keyOf(kind, cells));
  }
  const lookupOf = (cells: SheetRow['cells']) => context.vault.indexOf(keyOf(kind, cells));
  const ids = await findIdsByLookup(
    context.db,
    agencyId,
    rows.map((row) => lookupOf(row.cells)),
  );
  return (cells: SheetRow['cells']) =>
    held.find((one) => one['idNumberId'] && one['idNumberId'] === ids.get(lookupOf(cells)));
}

const listKeys = { people: 'people', trackRecord: 'projects' } as const satisfies Record<ImportKind, string>;

const heldOf = (kind: ImportKind, content: unknown): Held[] =>
  ((content ?? {}) as Record<string, Held[] | undefined>)[listKeys[kind]] ?? [];

const contentOf = (kind: ImportKind & Section, rows: Held[]): unknown =>
  kind === 'people' ? { people: rows } : { hasProjects: rows.length > 0 ? 'yes' : '', projects: rows };

const trimmed = (cells: SheetRow['cells'] = {}) =>
  Object.fromEntries(Object.entries(cells).map(([key, text]) => [key, text.trim()]));

export const sealedRows = ({ vault }: Context, id: string, rows: readonly SheetRow[]): string =>
  vault.seal(JSON.stringify(rows), id);

const dayBefore = (now: Instant): Instant => new Date(Date.parse(now) - undoneWithin).toISOString();
