import { Workbook } from '@cj-tech-master/excelts';
import { readFile } from 'node:fs/promises';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { expect, look, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** First filing: the team comes in by a sheet, and what the sheet cannot settle is told at the person. */
test.describe.configure({ timeout: 240_000 });

test('a team of 57 rows comes in by a sheet, a damaged number and a double row named by their rows', async ({
  page,
}) => {
  await signIn(page, 'agency.xin');
  await page.goto('/dossier/imports?kind=people');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载专业团队模板' }).click();
  const buffer = await filled(await readFile(await (await download).path()));
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await fill(page, { file: { name: '示例人员.xlsx', mimeType, buffer } });
  await press(page, '上传并检查');
  const counts = page.locator('dl.facts');
  await expect(counts).toContainText('新增 55 行');
  await expect(counts).toContainText('有误 2 行');
  const wrong = (row: number) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: String(row), exact: true }) });
  await expect(wrong(12)).toContainText('「身份证号码」被 Excel 存成数字，末几位已丢失');
  await expect(wrong(58)).toContainText('与第 21 行是同一人，请删去一行。');
  await look(page, 'filing-import');
  // The number is typed anew in its cell; the second row of one person stays out.
  await page.getByLabel('第 12 行身份证号码').fill(exampleIdNumber(75_011));
  await press(page, '保存改正并重新检查', '并重新检查');
  await expect(counts).toContainText('有误 1 行');
  await press(page, '导入 56 行', '已写入档案：新增 56，更新 0');
  // Years too few are no fault of the sheet: they are told at the person, and mended there.
  await page.goto('/dossier/people');
  const lead = page.getByRole('link', { name: '示例导入4', exact: true });
  await expect(page.getByRole('row').filter({ has: lead })).toContainText(/还差 \d 项/);
  await lead.click();
  await expect(page.getByRole('main')).toContainText('工作经历');
  await look(page, 'filing-lead-years');
});

/** Row 5 has a lead evaluator of two years, row 12 a number of Excel's, row 58 the person of row 21. */
async function filled(template: Buffer): Promise<Buffer> {
  const book = new Workbook();
  await book.xlsx.load(new Uint8Array(template));
  const sheet = book.getWorksheet('专业团队')!;
  const columns = new Map<string, number>();
  sheet.getRow(1).eachCell((cell, at) => columns.set(cell.text.replace('（必填）', ''), at));
  const put = (row: number, title: string, value: string | number) => {
    sheet.getCell(row, columns.get(title)!).value = value;
  };
  for (let one = 1; one <= 57; one++) {
    const who = one === 57 ? 20 : one;
    put(one + 1, '姓名', `示例导入${who}`);
    put(one + 1, '身份证号码', exampleIdNumber(75_000 + who));
    put(one + 1, '类别', one === 4 ? '主评人' : '评价人员');
  }
  put(5, '参加工作日期', '2023-07-01');
  put(5, '开始从事预算绩效评价日期', '2023-07-01');
  put(12, '身份证号码', 410711190001010000);
  return Buffer.from(await book.xlsx.writeBuffer());
}
