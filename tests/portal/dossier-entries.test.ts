import type { Page } from '@playwright/test';
import { pdf } from '../support/sample-files.ts';
import { axe, isTooWide, shoot } from '../support/browser.ts';
import { expect, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 代录: an officer enters a stamped paper in the agency's own forms; the agency reads it and confirms, or does not. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const agency = '示例乙咨询有限公司';

test('an officer types into the agency’s forms and hands over', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/dossier-entries');
  await look(page, 'dossier-entries');
  await page.getByLabel('机构', { exact: true }).selectOption({ label: `${agency}（JG-0002）` });
  await fill(page, { reason: '示例：送来盖章纸质档案。' });
  await press(page, '开始代录');
  await expect(page.getByRole('alert')).toContainText('上传盖章纸质档案的扫描件。');
  await fill(page, { scan: { name: '盖章档案.pdf', mimeType: 'application/pdf', buffer: pdf() } });
  await press(page, '开始代录');
  await page.getByRole('link', { name: '填写档案各节' }).click();
  await expect(page.getByRole('main')).toContainText(`代录：${agency}`);
  await look(page, 'dossier-entry-dossier');
  await page.getByRole('link', { name: '基本信息' }).click();
  await fill(page, { premises: '示例新址 8 号' });
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.waitForURL(/\?\/save/);
  await page.getByRole('link', { name: '查看代录并送机构确认' }).click();
  await expect(page.getByRole('main')).toContainText('示例新址 8 号');
  await press(page, '送机构确认', '已送机构确认');
  await look(page, 'dossier-entry-officer');
});

test('the agency finds it among its tasks, compares and confirms; the receipt says how it came', async ({
  page,
}) => {
  await signIn(page, 'agency.yi');
  await page.goto('/home');
  await page.locator('main a[href^="/dossier-entries/"]').first().click();
  await expect(page.getByRole('main')).toContainText('示例新址 8 号');
  await look(page, 'dossier-entry-agency');
  await page.getByRole('checkbox', { name: /所填内容和附件真实/ }).check();
  await page.getByRole('checkbox', { name: /如有不实/ }).check();
  await fill(page, { declaredName: '示例乙管理员' });
  await press(page, '确认并提交');
  await expect(page.getByRole('main')).toContainText('财政局代录，机构确认');
  await look(page, 'dossier-entry-receipt');
});

async function look(page: Page, name: string): Promise<void> {
  await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, `${name}-390`);
  await page.setViewportSize({ width: 1366, height: 768 });
}
