/** Rows of a sheet against what a section holds: what each would add or change, and what is wrong with it. */
import { isDeepStrictEqual } from 'node:util';
import type { Day } from '#scoring/calendar.ts';
import { checkIdNumber } from '#scoring/codes.ts';
import { damaged } from '../sheets/reading.ts';
import type { Cells, Column, SheetRow } from '../sheets/sheet.ts';
import type { Faults } from '../typed.ts';
import { sentOf, sheets, type ImportKind } from './columns.ts';

/** A person or a project as it lies in a draft. */
export type Held = { id: string } & Record<string, unknown>;

export interface JudgedRow extends SheetRow {
  faults: Faults;
  outcome: 'new' | 'updated' | 'same' | 'wrong';
  earlier: Held | null;
  /** As it would lie in the draft, but for its id; a number is not in it. */
  merged: Record<string, unknown>;
}

/** `findHeld` finds what the section holds under the row's key. */
export function judgeRows(
  kind: ImportKind,
  rows: readonly SheetRow[],
  findHeld: (cells: Cells) => Held | undefined,
  today: Day,
): JudgedRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const faults = faultsOf(kind, row.cells, today);
    const key = keyOf(kind, row.cells);
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, row.number);
    else
      faults[kind === 'people' ? 'idNumber' : 'name'] ??=
        `与第 ${twin} 行是同一${kind === 'people' ? '人' : '项目'}，请删去一行。`;
    const earlier = findHeld(row.cells) ?? null;
    const merged = mergedOf(kind, row.cells, earlier);
    const wrong = Object.keys(faults).length > 0;
    const same = earlier !== null && isDeepStrictEqual({ ...earlier, ...merged }, earlier);
    return {
      ...row,
      faults,
      earlier,
      merged,
      outcome: wrong ? 'wrong' : !earlier ? 'new' : same ? 'same' : 'updated',
    };
  });
}

/** What makes two rows the same person or project. */
export const keyOf = (kind: ImportKind, cells: Cells): string =>
  kind === 'people'
    ? checkIdNumber(cells['idNumber'] ?? '').code
    : JSON.stringify([cells['name'], cells['client'], cells['year']]);

/** An empty cell is no fault where the column is not required, and changes nothing. */
function faultsOf(kind: ImportKind, cells: Cells, today: Day): Faults {
  const faults: Faults = {};
  for (const column of sheets[kind].columns) {
    const fault = faultOf(column, cells[column.key] ?? '');
    if (fault) faults[column.key] = fault;
  }
  if (kind === 'people')
    Object.assign(faults, { ...numberFault(cells, today), ...qualificationFaults(cells), ...faults });
  return faults;
}

function faultOf(column: Column, typed: string): string | null {
  const { title, required, words, leaf } = column;
  if (typed === '') return required ? `填写${title}。` : null;
  if (typed.startsWith(damaged))
    return `「${title}」被 Excel 存成数字，末几位已丢失。把该列设为「文本」后重新填写。`;
  const sent = sentOf(column, typed);
  if (words && !Object.hasOwn(words, sent))
    return `「${typed}」不在所列各项中，从 ${Object.values(words).join('、')} 中选择。`;
  const read = leaf.safeParse(sent);
  return read.success ? null : (read.error.issues[0]?.message ?? '内容不符合要求。');
}

function numberFault({ idNumber = '' }: Cells, today: Day): Faults {
  const { faults } =
    idNumber === '' || idNumber.startsWith(damaged) ? { faults: [] } : checkIdNumber(idNumber, today);
  return faults.length > 0 ? { idNumber: `${faults.join('；')}。` } : {};
}

function qualificationFaults(cells: Cells): Faults {
  const { qualificationKind = '', qualificationNumber = '', qualificationExpiresOn = '' } = cells;
  if (qualificationKind !== '' && qualificationNumber === '')
    return { qualificationNumber: '填写证书编号。' };
  if (qualificationKind === '' && qualificationNumber + qualificationExpiresOn !== '')
    return { qualificationKind: '选择执业资格。' };
  return {};
}

function mergedOf(kind: ImportKind, cells: Cells, earlier: Held | null): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const held: Record<string, string> = {};
  for (const column of sheets[kind].columns) {
    const typed = cells[column.key] ?? '';
    const part = /^qualification(\w+)$/.exec(column.key)?.[1];
    if (typed === '' || column.key === 'idNumber') continue;
    if (part) held[part[0]!.toLowerCase() + part.slice(1)] = sentOf(column, typed);
    else fields[column.key] = sentOf(column, typed);
  }
  return Object.keys(held).length === 0 ? fields : { ...fields, qualifications: withHeld(earlier, held) };
}

/** A certificate is known by its kind and number; one that is there only gets its new day. */
function withHeld(earlier: Held | null, held: Record<string, string>): unknown[] {
  const before = (earlier?.['qualifications'] as Record<string, string>[] | undefined) ?? [];
  const isSame = (one: Record<string, string>) =>
    one['kind'] === held['kind'] && one['number'] === held['number'];
  return before.some(isSame)
    ? before.map((one) => (isSame(one) ? { ...one, ...held } : one))
    : [...before, held];
}
