import type { Page } from '@playwright/test';
import { pdf } from '../support/sample-files.ts';
import { axe, isTooWide, shoot } from '../support/browser.ts';
import { expect, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 全国平台对照: an officer keeps what the platform showed, the agency reads it, and it says that it decides nothing. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const agency = '示例乙咨询有限公司';

test('an officer records a look, is told what is missing, and reads what differs', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/national-records');
  await look(page, 'national-records');
  await page.getByRole('row', { name: agency }).getByRole('link').click();
  await page.getByRole('radio', { name: '已登记', exact: true }).check();
  await press(page, '登记');
  await expect(page.getByRole('alert')).toContainText('填写平台显示的机构名称。');
  await fill(page, {
    'shown.name': agency,
    'shown.premises': '示例旧址',
    proof: { name: '查询页面.pdf', mimeType: 'application/pdf', buffer: pdf() },
  });
  await press(page, '登记', '已登记。');
  await expect(page.getByRole('main')).toContainText('1 项不一致');
  await expect(page.getByRole('main')).toContainText('仅作对照，不计入考核和信用等级');
  await look(page, 'national-record');
});

test('the agency finds it on its own page, apart from its rating', async ({ page }) => {
  await signIn(page, 'agency.yi');
  await page.goto('/agencies');
  await look(page, 'agency-national-record');
  await page.getByRole('link', { name: '历次查询和对照' }).click();
  await expect(page.getByRole('main')).toContainText('示例旧址');
  await expect(page.getByRole('main')).toContainText('查询页面截图由财政局留存');
  await expect(page.getByRole('button', { name: '登记', exact: true })).toHaveCount(0);
});

async function look(page: Page, name: string): Promise<void> {
  await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, `${name}-390`);
  await page.setViewportSize({ width: 1366, height: 768 });
}
