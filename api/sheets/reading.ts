import { Workbook, type Cell, type Row, type Worksheet } from '@cj-tech-master/excelts';
import { assertWorkbook, refusedFile } from './archive.ts';
import {
  headerOf,
  markSheet,
  mostRows,
  reasonTitle,
  type Column,
  type Sheet,
  type SheetRow,
} from './sheet.ts';

/** The filled rows of a template. Refuses the file with everything that is wrong with it as a whole, before any cell is judged. */
export async function readSheet(sheet: Sheet, bytes: Buffer): Promise<SheetRow[]> {
  await assertWorkbook(bytes);
  const workbook = new Workbook();
  await workbook.xlsx.load(bytes).catch(() => {
    throw refusedFile('这个文件不能作为 Excel 表格打开。请下载模板，把内容复制进去再导入。');
  });
  assertTemplate(sheet, workbook);
  const page = workbook.getWorksheet(sheet.title);
  if (!page) throw refusedFile(`没有找到工作表「${sheet.title}」。请下载模板重新填写，不要改工作表的名称。`);
  const columns = columnsOf(sheet, page);
  const rows = filledRows(page);
  const faults = [...columns.faults, ...faultsOf(page, rows, [...columns.at.keys()])];
  if (faults.length > 0) throw refusedFile(faults.join(''));
  return rows.map((row) => ({
    number: row.number,
    cells: Object.fromEntries(
      [...columns.at].map(([place, column]) => [column.key, textOf(row.getCell(place), column)]),
    ),
  }));
}

function assertTemplate({ key, title, version }: Sheet, workbook: Workbook): void {
  const mark = workbook.getWorksheet(markSheet);
  const again = '请下载现在的模板，把内容复制进去再导入。';
  if (!mark) throw refusedFile(`这个文件不是由系统下载的模板。${again}`);
  if (mark.getCell('A1').text !== key) throw refusedFile(`这是另一种表格的模板，不是「${title}」。${again}`);
  if (mark.getCell('B1').text !== String(version)) throw refusedFile(`这份模板已经过时。${again}`);
}

/** By place in the sheet, and what is missing, twice or unknown in its first row. */
function columnsOf({ columns }: Sheet, page: Worksheet) {
  const at = new Map<number, Column>();
  const twice: string[] = [];
  const strange: string[] = [];
  page.getRow(1).eachCell((cell, place) => {
    const header = plain(cell.text).replace(/（必填）$/, '');
    const column = columns.find(({ title }) => title === header);
    if (column && [...at.values()].includes(column)) twice.push(header);
    else if (column) at.set(place, column);
    else if (header !== '' && header !== reasonTitle) strange.push(header);
  });
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

function filledRows(page: Worksheet): Row[] {
  const rows: Row[] = [];
  page.eachRow((row, number) => {
    let filled = false;
    row.eachCell((cell) => (filled ||= plain(cell.text) !== ''));
    if (number > 1 && filled) rows.push(row);
  });
  return rows;
}

/** What a person does not see, or what is not a value, is not imported: it is told where it lies. */
function faultsOf(page: Worksheet, rows: readonly Row[], places: readonly number[]): string[] {
  const cells = rows.flatMap((row) => places.map((place) => row.getCell(place)));
  const merged = cells.filter((cell) => cell.isMerged).map((cell) => cell.address);
  const formulas = cells.filter((cell) => cell.formula).map((cell) => cell.address);
  const hidden = rows.filter((row) => row.hidden).map((row) => String(row.number));
  const hiddenColumns = places
    .filter((place) => page.getColumn(place).hidden)
    .map((place) => page.getColumn(place).letter);
  return [
    ...(rows.length === 0 ? ['表中没有填写任何一行。请从第 2 行起填写。'] : []),
    ...(rows.length > mostRows
      ? [`共 ${rows.length} 行，一次至多导入 ${mostRows} 行，请拆成几份分别导入。`]
      : []),
    ...some(merged, (list) => `有合并的单元格（${list}），请取消合并，逐格填写。`),
    ...some(hidden, (list) => `第 ${list} 行被隐藏，请取消隐藏并核对，或者删去。`),
    ...some(hiddenColumns, (list) => `${list} 列被隐藏，请取消隐藏并核对。`),
    ...some(formulas, (list) => `有公式（${list}），请复制后选择性粘贴为「值」。`),
  ];
}

const some = (places: readonly string[], say: (list: string) => string): string[] =>
  places.length === 0 ? [] : [say(`${places.slice(0, 10).join('、')}${places.length > 10 ? ' 等' : ''}`)];

/** As a person would have typed it: half width, without blanks around; a day and a number as Excel keeps them. */
function textOf(cell: Cell, { key }: Column): string {
  const { value } = cell;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number' && /On$/.test(key) && value > 20_000 && value < 80_000)
    return new Date(excelEpoch + value * 86_400_000).toISOString().slice(0, 10);
  if (typeof value === 'number' && Math.abs(value) >= 1e15) return `${damaged}${BigInt(value)}`;
  return plain(cell.text);
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
