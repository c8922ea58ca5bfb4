import { Workbook } from '@cj-tech-master/excelts';
import { readFile } from 'node:fs/promises';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 用 Excel 导入: two hundred people, ten of them wrong, mended in place, taken over and undone. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

test('two hundred people come in by a sheet, its ten faults mended without leaving the page', async ({
  page,
}) => {
  await signIn(page, 'agency.xin');
  await page.goto('/dossier/people');
  const before = await page.getByRole('table').getByRole('row').count();
  await page.getByRole('link', { name: '用 Excel 导入' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载专业团队模板' }).click();
  const template = await readFile(await (await download).path());
  await axe(page);

  await send(page, Buffer.from('姓名'), 'people.xlsx');
  await expect(page.getByRole('alert')).toContainText('不是 .xlsx 表格，或者已损坏');
  await shoot(page, 'import-refused');

  await send(page, await filled(template), '人员.xlsx');
  const counts = page.locator('dl.facts');
  await expect(counts).toContainText('新增 190 行');
  await expect(counts).toContainText('有误 10 行');
  await expect(page.getByRole('heading', { name: '有误的 10 行' })).toBeVisible();
  await axe(page);
  await shoot(page, 'import-wrong');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.getByLabel('类别「评价员」（8 行）改为').selectOption('评价人员');
  await press(page, '一并修改', '同类错误已一并修改');
  await expect(counts).toContainText('有误 2 行');
  await fill(page, { 'rows[0].cells.name': '示例补名', 'rows[1].cells.idNumber': exampleIdNumber(70_999) });
  await press(page, '保存改正并重新检查', '并重新检查');
  await expect(counts).toContainText('新增 200 行');
  await press(page, '导入 200 行', '已写入档案：新增 200，更新 0。');
  await shoot(page, 'import-done');
  await page.goto('/dossier/people');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(before + 200);

  await page.goto('/dossier/imports?kind=people');
  await page.getByRole('link', { name: '人员.xlsx' }).click();
  await page.getByText('撤销这次导入', { exact: true }).first().click();
  await press(page, '撤销这次导入', '已撤销这次导入。');
  await page.goto('/dossier/people');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(before);
});

test('an agency matches the columns of a sheet of its own once, and sees that something is being done', async ({
  page,
}) => {
  await signIn(page, 'agency.xin');
  await page.goto('/dossier/imports?kind=people');
  await send(page, await ownSheet(500), '人员名册.xlsx');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('对应各列：人员名册.xlsx');
  await expect(page.getByLabel('B 列：名字')).toHaveValue('name');
  await expect(page.getByLabel('C 列：公民身份号码')).toHaveValue('idNumber');
  await expect(page.getByText('档案不收这一项').first()).toBeVisible();
  await expect(page.locator('main')).not.toContainText(exampleIdNumber(71_001));
  await axe(page);
  await shoot(page, 'import-mapping');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, 'import-mapping-narrow');
  await page.setViewportSize({ width: 1366, height: 768 });

  await press(page, '按此对应并检查');
  await expect(page.getByRole('alert')).toContainText('必填的「类别」还没有对应的列');
  await axe(page);
  await shoot(page, 'import-mapping-refused');
  await fill(page, { 'fixed.role': '评价人员' });
  await press(page, '按此对应并检查');
  const counts = page.locator('dl.facts');
  await expect(counts).toContainText('有误 500 行');
  await page.getByLabel('最高学历「本科」（500 行）改为').selectOption('大学本科');
  await press(page, '一并修改', '同类错误已一并修改');

  await page.evaluate(watchProgress);
  await press(page, '导入 500 行');
  expect(await page.evaluate(() => sessionStorage.getItem('progress'))).toMatch(
    /^正在写入档案处理中共500行，约需数秒。/,
  );
  await expect(page.getByRole('alert')).toContainText('一份档案至多 500 人');

  await page.goto('/dossier/imports?kind=people');
  await send(page, await ownSheet(3), '新名册.xlsx');
  await expect(page.getByText('表头与以前导入的相同')).toBeVisible();
  await expect(page.getByLabel('类别', { exact: true })).toHaveValue('评价人员');
});

test('a dossier is taken away as a workbook by its agency and by the bureau', async ({ page }) => {
  await signIn(page, 'agency.jia');
  await page.goto('/dossier');
  await expect(page.getByText('登记和建档都不是行政许可')).toBeVisible();
  await axe(page);
  const own = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出已核对的档案（.xlsx）' }).click();
  expect((await own).suggestedFilename()).toMatch(/^JG-0001-信用档案-\d{4}-\d{2}-\d{2}\.xlsx$/);
  await shoot(page, 'dossier-export');
  await signIn(page, 'officer');
  await page.goto('/agencies/JG-0001/dossier/1');
  const bureau = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出现行版本（.xlsx）' }).click();
  const book = new Workbook();
  await book.xlsx.load(new Uint8Array(await readFile(await (await bureau).path())));
  expect(book.worksheets[0]!.name).toBe('机构信息');
});

/** Keeps what the page says beside its progress bar while it waits for the answer, from the frame that draws it. */
function watchProgress(): void {
  const look = () => {
    const bar = document.querySelector('progress');
    if (bar && bar.getBoundingClientRect().width > 100)
      sessionStorage.setItem('progress', bar.parentElement!.textContent.replaceAll(/\s+(?=\S)/g, ''));
    requestAnimationFrame(look);
  };
  look();
}

/** As an agency keeps it: a title above, headers of its own, columns that no dossier has, no role. */
async function ownSheet(rows: number): Promise<Buffer> {
  const book = new Workbook();
  const sheet = book.addWorksheet('在职人员');
  sheet.addRow(['示例机构人员名册']);
  sheet.addRow(['序号', '名字', '公民身份号码', '学历', '毕业院校']);
  for (let one = 1; one <= rows; one++)
    sheet.addRow([one, `示例人员${one}`, exampleIdNumber(71_000 + one), '本科', '示例大学']);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function send(page: Parameters<typeof fill>[0], buffer: Buffer, name: string): Promise<void> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await fill(page, { file: { name, mimeType, buffer } });
  await press(page, '上传并检查');
}

/** Eight with the same wrong word, one without a name, one with a damaged number. */
async function filled(template: Buffer): Promise<Buffer> {
  const book = new Workbook();
  await book.xlsx.load(new Uint8Array(template));
  const sheet = book.getWorksheet('专业团队')!;
  for (let one = 1; one <= 200; one++) {
    const [name, role] = [one === 9 ? '' : `示例人员${one}`, one <= 8 ? '评价员' : '评价人员'];
    [name, exampleIdNumber(70_000 + one), role].forEach((text, index) => {
      sheet.getCell(one + 1, index + 1).value = text;
    });
  }
  sheet.getCell(11, 2).value = 410711190001010000;
  return Buffer.from(await book.xlsx.writeBuffer());
}
