import { Workbook, type Cell, type Worksheet } from '@cj-tech-master/excelts';
import { assertWorkbook, refusedFile } from './archive.ts';
import {
  headerOf,
  markSheet,
  mostRows,
  reasonTitle,
  type Column,
  type Sheet,
  type SheetRow,
  type SourceCell,
  type SourceRow,
  type SourceSheet,
} from './sheet.ts';

/** What a workbook holds as it is seen, and what it says of itself when it is one of our templates. */
export interface Book {
  readonly pages: readonly SourceSheet[];
  readonly mark: { readonly key: string; readonly version: string } | null;
}

/** Of one page: more columns no table of people or projects has. */
const mostColumns = 100;
/** Of all pages together, in characters: one text can stand in thousands of cells and fill the memory. */
const mostText = 2_000_000;

/** Refuses what cannot be opened as a workbook; its pages are told as they are, and judged once it is known what they are. */
export async function readBook(bytes: Buffer): Promise<Book> {
  await assertWorkbook(bytes);
  const workbook = new Workbook();
  const isRead = await workbook.xlsx.load(bytes).then(
    () => true,
    () => false,
  );
  if (!isRead || workbook.worksheets.length === 0)
    throw refusedFile('这个文件不能作为 Excel 表格打开。请下载模板，把内容复制进去再导入。');
  const mark = workbook.getWorksheet(markSheet);
  const pages = workbook.worksheets.filter((page) => page.state === 'visible').map(pageOf);
  const filled = pages.filter(({ rows }) => rows.length > 0);
  if (filled.length === 0) throw refusedFile('文件中没有看得见、填有内容的工作表。');
  const size = filled.flatMap(({ rows }) => rows).flatMap(({ cells }) => cells);
  if (size.reduce((sum, { value }) => sum + String(value).length, 0) > mostText)
    throw refusedFile('表格中的文字过多。请删去无关的列和工作表，或者拆成几份分别导入。');
  return {
    pages: filled,
    mark: mark ? { key: mark.getCell('A1').text, version: mark.getCell('B1').text } : null,
  };
}

/** The filled rows of a template. Refuses the file with everything that is wrong with it as a whole, before any cell is judged. */
export function templateRows(sheet: Sheet, { pages, mark }: Book): SheetRow[] {
  const again = '请下载现在的模板，把内容复制进去再导入。';
  if (mark?.key !== sheet.key) throw refusedFile(`这是另一种表格的模板，不是「${sheet.title}」。${again}`);
  if (mark.version !== String(sheet.version)) throw refusedFile(`这份模板已经过时。${again}`);
  const page = pages.find(({ title }) => title === sheet.title);
  if (!page) throw refusedFile(`没有找到工作表「${sheet.title}」。请下载模板重新填写，不要改工作表的名称。`);
  const columns = columnsOf(sheet, page);
  const table = tableOf(page, 1, columns.at);
  const faults = [...columns.faults, ...table.faults];
  if (faults.length > 0) throw refusedFile(faults.join(''));
  return table.rows;
}

/** The rows under the header, by the columns that stand at these places, and what is wrong with them as a whole. */
export function tableOf(page: SourceSheet, header: number, at: ReadonlyMap<number, Column>) {
  const rows = page.rows.filter((row) => row.number > header && row.cells.some(isFilled));
  return {
    rows: rows.map(({ number, cells }): SheetRow => ({
      number,
      cells: Object.fromEntries(
        [...at].map(([place, column]) => [
          column.key,
          textOf(cells.find((cell) => cell.place === place)?.value ?? '', column),
        ]),
      ),
    })),
    faults: faultsOf(page, rows, at, header),
  };
}

export const isFilled = ({ value }: SourceCell): boolean => value !== '';

function pageOf(page: Worksheet): SourceSheet {
  const places = new Set<number>();
  page.eachRow((row) => row.eachCell((cell, place) => void (rawOf(cell) !== '' && places.add(place))));
  if (places.size > mostColumns)
    throw refusedFile(`工作表「${page.name}」超过 ${mostColumns} 列。请删去无关的列再导入。`);
  const sorted = [...places].sort((a, b) => a - b);
  const rows: SourceRow[] = [];
  page.eachRow((row, number) => {
    const cells = sorted
      .map((place): SourceCell => {
        const cell = row.getCell(place);
        return {
          ...{ place, value: rawOf(cell) },
          ...(cell.formula ? { formula: true } : {}),
          ...(cell.isMerged ? { merged: true } : {}),
        };
      })
      .filter((cell) => isFilled(cell) || cell.merged || cell.formula);
    if (cells.some(isFilled)) rows.push({ number, cells, ...(row.hidden && { hidden: true }) });
  });
  return {
    title: page.name,
    rows,
    hiddenPlaces: sorted.filter((place) => page.getColumn(place).hidden),
  };
}

/** By place in the sheet, and what is missing, twice or unknown in its first row. */
function columnsOf({ columns }: Sheet, page: SourceSheet) {
  const at = new Map<number, Column>();
  const twice: string[] = [];
  const strange: string[] = [];
  for (const { place, value } of page.rows.find(({ number }) => number === 1)?.cells ?? []) {
    const header = String(value).replace(/（必填）$/, '');
    const column = columns.find(({ title }) => title === header);
    if (column && [...at.values()].includes(column)) twice.push(header);
    else if (column) at.set(place, column);
    else if (header !== '' && header !== reasonTitle) strange.push(header);
  }
  const missing = columns.filter((column) => ![...at.values()].includes(column)).map(headerOf);
  const said = (titles: string[], before: string, after: string) =>
    titles.length > 0 ? [`${before}「${titles.join('」「')}」${after}`] : [];
  return {
    at,
    faults: [
      ...said(missing, '首行缺少列', '，请补上。'),
      ...said(twice, '列', '出现了两次，请删去一列。'),
      ...said(strange, '列', '不在模板中，请删去。'),
    ],
  };
}

/** What a person does not see, or what is not a value, is not imported: it is told where it lies. */
function faultsOf(
  { hiddenPlaces }: SourceSheet,
  rows: readonly SourceRow[],
  at: ReadonlyMap<number, Column>,
  header: number,
): string[] {
  const odd = (is: (cell: SourceCell) => boolean | undefined) =>
    rows.flatMap(({ number, cells }) =>
      cells
        .filter((cell) => at.has(cell.place) && is(cell))
        .map(({ place }) => `${letterOf(place)}${number}`),
    );
  const hidden = rows.filter((row) => row.hidden).map((row) => String(row.number));
  const hiddenColumns = hiddenPlaces.filter((place) => at.has(place)).map(letterOf);
  return [
    ...(rows.length === 0 ? [`表中没有填写任何一行。请从第 ${header + 1} 行起填写。`] : []),
    ...(rows.length > mostRows
      ? [`共 ${rows.length} 行，一次至多导入 ${mostRows} 行，请拆成几份分别导入。`]
      : []),
    ...some(
      odd(({ merged }) => merged),
      (list) => `有合并的单元格（${list}），请取消合并，逐格填写。`,
    ),
    ...some(hidden, (list) => `第 ${list} 行被隐藏，请取消隐藏并核对，或者删去。`),
    ...some(hiddenColumns, (list) => `${list} 列被隐藏，请取消隐藏并核对。`),
    ...some(
      odd(({ formula }) => formula),
      (list) => `有公式（${list}），请复制后选择性粘贴为「值」。`,
    ),
  ];
}

const some = (places: readonly string[], say: (list: string) => string): string[] =>
  places.length === 0 ? [] : [say(`${places.slice(0, 10).join('、')}${places.length > 10 ? ' 等' : ''}`)];

/** 1 → A, 27 → AA. */
export const letterOf = (place: number): string =>
  place > 26
    ? `${letterOf(Math.floor((place - 1) / 26))}${letterOf(((place - 1) % 26) + 1)}`
    : String.fromCharCode(64 + place);

/** As a person would have typed it: half width, without blanks around; a number stays one until its column is known. */
function rawOf(cell: Cell): string | number {
  const { value } = cell;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'number' ? value : plain(cell.text);
}

/** A day and a number as Excel keeps them. */
function textOf(value: string | number, { key }: Column): string {
  if (typeof value === 'string') return value;
  if (/On$/.test(key) && value > 20_000 && value < 80_000)
    return new Date(excelEpoch + value * 86_400_000).toISOString().slice(0, 10);
  return Math.abs(value) >= 1e15 ? `${damaged}${BigInt(Math.round(value))}` : String(value);
}

/** Before what Excel took for a number and rounded: no one can tell what had been typed. */
export const damaged = '≈';

/** Day 0 of Excel's count. */
const excelEpoch = Date.UTC(1899, 11, 30);

const plain = (text: string): string =>
  text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim();
