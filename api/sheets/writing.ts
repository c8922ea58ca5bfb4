import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { headerOf, markSheet, mostRows, reasonTitle, type Sheet, type SheetRow } from './sheet.ts';

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An empty template, or one with rows to be mended and what is wrong with each. Every cell is text: nothing is computed. */
export async function writeSheet(
  sheet: Sheet,
  rows: readonly (SheetRow & { reason: string })[] = [],
): Promise<Uint8Array> {
  const workbook = new Workbook();
  const page = workbook.addWorksheet(sheet.title, { views: [{ state: 'frozen', ySplit: 1 }] });
  const titles = [...sheet.columns.map(headerOf), ...(rows.length > 0 ? [reasonTitle] : [])];
  page.addRow(titles).font = { bold: true };
  for (const { cells, reason } of rows)
    page.addRow([...sheet.columns.map(({ key }) => cells[key] ?? ''), reason]);
  sheet.columns.forEach(({ width, title }, index) => {
    const column = page.getColumn(index + 1);
    column.width = width ?? Math.max(12, title.length * 2 + 6);
    column.numFmt = '@';
  });
  if (rows.length > 0) Object.assign(page.getColumn(titles.length), { width: 60, numFmt: '@' });
  offerChoices(sheet, page);
  explain(sheet, workbook.addWorksheet('填写说明'));
  const mark = workbook.addWorksheet(markSheet);
  mark.state = 'veryHidden';
  mark.addRow([sheet.key, String(sheet.version)]);
  return workbook.xlsx.writeBuffer();
}

function offerChoices({ columns }: Sheet, page: Worksheet): void {
  columns.forEach(({ words }, index) => {
    if (!words) return;
    const list = {
      type: 'list' as const,
      allowBlank: true,
      formulae: [`"${Object.values(words).join(',')}"`],
    };
    for (let row = 2; row <= mostRows + 1; row++)
      page.getCell(row, index + 1).dataValidation = {
        ...list,
        ...{ showErrorMessage: true, errorTitle: '不在所列各项中', error: '请从下拉列表中选择。' },
      };
  });
}

function explain({ columns }: Sheet, page: Worksheet): void {
  page.addRow(['列', '要求', '怎么填', '示例']).font = { bold: true };
  for (const { title, required, words, hint, example } of columns)
    page.addRow([
      title,
      required ? '必填' : '选填',
      [hint, words && `从下拉列表选择：${Object.values(words).join('、')}`].filter(Boolean).join(' '),
      example,
    ]);
  [24, 10, 80, 30].forEach((width, index) => (page.getColumn(index + 1).width = width));
  page.eachRow((row) => row.eachCell((cell) => (cell.numFmt = '@')));
}

export type Cell = string | number | Date | { readonly number: number; readonly format: string };

export interface Page {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Tables to be read: a day is a day and a number a number; all else is text, which no spreadsheet computes. */
export async function writePages(pages: readonly Page[]): Promise<Uint8Array> {
  const workbook = new Workbook();
  for (const { title, heads, rows } of pages) {
    const page = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
    page.addRow([...heads]).font = { bold: true };
    for (const row of rows) page.addRow(row.map((cell) => (isNumber(cell) ? cell.number : cell)));
    page.eachRow((line, at) =>
      line.eachCell({ includeEmpty: true }, (cell, place) => {
        cell.numFmt = formatOf(at === 1 ? '' : (rows[at - 2]?.[place - 1] ?? ''));
      }),
    );
    heads.forEach((head, index) => {
      const longest = Math.max(...[head, ...rows.map((row) => row[index])].map(lengthOf));
      page.getColumn(index + 1).width = Math.min(60, longest + 4);
    });
  }
  return workbook.xlsx.writeBuffer();
}

const isNumber = (cell: Cell) => typeof cell === 'object' && 'number' in cell;

function formatOf(cell: Cell): string {
  if (cell instanceof Date) return 'yyyy-mm-dd';
  if (typeof cell === 'number') return '0';
  return isNumber(cell) ? (cell as { format: string }).format : '@';
}

/** Han characters are as wide as two others. */
const lengthOf = (cell: Cell | undefined): number =>
  typeof cell === 'string' ? [...cell].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0) : 12;
