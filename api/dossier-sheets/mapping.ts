/** An agency's own sheet: where its header stands, what its columns may be, and its rows by what was chosen. */
import { maskIdNumber } from '#scoring/codes.ts';
import { isFilled, letterOf, tableOf } from '../sheets/reading.ts';
import type { Column, SheetRow, SourceRow, SourceSheet } from '../sheets/sheet.ts';
import { sheets, type ImportKind } from './columns.ts';
import { guess, targetsOf } from './synonyms.ts';

/** A header stands among the first rows. */
const headerWithin = 20;
const shownSamples = 3;

export interface OwnColumn {
  place: number;
  letter: string;
  header: string;
  /** First different values under the header; numbers of persons masked. */
  samples: string[];
}

/** What is chosen for a sheet: by place, and what is filled in where the sheet says nothing. */
export interface Mapping {
  targets: ReadonlyMap<number, string>;
  fixed: Readonly<Record<string, string>>;
}

export const headerRowsOf = ({ rows }: SourceSheet): SourceRow[] =>
  rows.filter((row) => row.cells.some(isFilled)).slice(0, headerWithin);

/** The filled texts of the row, in order: what a sheet is known by when it comes again. */
export const headersOf = (row: SourceRow): string[] =>
  row.cells.filter(isFilled).map(({ value }) => String(value).normalize('NFKC').replaceAll(/\s/g, ''));

/** The row that names most of our columns; of none, the first that has two cells. */
export function findHeader(
  kind: ImportKind,
  pages: readonly SourceSheet[],
): { page: number; header: number } {
  const rows = pages.flatMap((one, page) =>
    headerRowsOf(one).map((row) => ({ page, header: row.number, named: namedIn(kind, row), row })),
  );
  const best = rows.reduce((most, one) => (one.named > most.named ? one : most), rows[0]!);
  const { page, header } =
    best.named > 0 ? best : (rows.find(({ row }) => row.cells.filter(isFilled).length > 1) ?? best);
  return { page, header };
}

const namedIn = (kind: ImportKind, row: SourceRow): number =>
  new Set(headersOf(row).map((header) => guess(kind, header).value)).size - 1;

export function ownColumns(page: SourceSheet, header: number): OwnColumn[] {
  const under = page.rows.filter((row) => row.number > header);
  const places = new Set(
    page.rows
      .filter((row) => row.number >= header)
      .flatMap((row) => row.cells.filter(isFilled).map((cell) => cell.place)),
  );
  const at = (row: SourceRow | undefined, place: number) =>
    masked(String(row?.cells.find((cell) => cell.place === place)?.value ?? ''));
  const head = page.rows.find((row) => row.number === header);
  return [...places]
    .sort((a, b) => a - b)
    .map((place) => ({
      place,
      letter: letterOf(place),
      header: at(head, place),
      samples: [...new Set(under.map((row) => at(row, place)))]
        .filter((text) => text !== '')
        .slice(0, shownSamples)
        .map((text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)),
    }));
}

/** What each of a sheet's rows holds, said as a form would send it, and what is wrong with the sheet as a whole. */
export function mappedRows(kind: ImportKind, page: SourceSheet, header: number, { targets, fixed }: Mapping) {
  const known = targetsOf(kind);
  const columns = new Map<number, Column>();
  const converts = new Map<string, (typed: string) => string>();
  for (const [place, value] of targets) {
    const { key, convert } = known.find((one) => one.value === value)!;
    columns.set(
      place,
      sheets[kind].columns.find((column) => column.key === key)!,
    );
    converts.set(key, convert);
  }
  const { rows, faults } = tableOf(page, header, columns);
  const filled = rows.map(({ number, cells }): SheetRow => {
    const typed = Object.entries(cells).map(([key, text]) => [key, converts.get(key)!(text)]);
    const blanks = Object.entries(fixed).filter(([key, text]) => text !== '' && !cells[key]);
    return { number, cells: Object.fromEntries([...typed, ...blanks]) };
  });
  return { rows: filled, faults };
}

/** What every row needs, and may have from one answer for all: a person's name and number may not. */
export const fixable = (kind: ImportKind): Column[] =>
  sheets[kind].columns.filter(({ key, required }) => required && !['name', 'idNumber'].includes(key));

/** What is long enough to be a number of a person, whatever column it stands in. */
export const masked = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\d(?:[ -]?[\dXx]){14,}/g, (number) => maskIdNumber(number.replaceAll(/[ -]/g, '')));
