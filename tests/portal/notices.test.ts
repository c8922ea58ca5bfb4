import type { Page } from '@playwright/test';
import { axe, isTooWide, shoot } from '../support/browser.ts';
import { pdf } from '../support/sample-files.ts';
import { expect, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 送达: where notices go, that they have arrived, and what waits because they have not. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

test('the agency changes its address of service and the bureau reads every version', async ({ page }) => {
  await signIn(page, 'agency.jia');
  await page.goto('/agencies/JG-0001');
  await expect(page.getByRole('main')).toContainText('示例区示例路 1 号（示例地址）');
  await look(page, 'agency-with-address');
  await page.getByRole('link', { name: '变更送达地址' }).click();
  await fill(page, { email: '', postalAddress: '示例区示例路 2 号（示例地址）' });
  await press(page, '确认送达地址');
  await expect(page.getByRole('alert')).toContainText('选择电子邮件送达的，填写电子邮箱。');
  await expect(page.getByRole('alert')).toContainText('确认所填送达地址后才能提交。');
  await look(page, 'service-address-refused');
  await fill(page, { way: 'paper', confirmed: ['yes'] });
  await press(page, '确认送达地址', '送达地址已确认');
  await look(page, 'service-address');

  await signIn(page, 'officer');
  await page.goto('/agencies/JG-0001');
  await expect(page.getByRole('main')).toContainText('示例区示例路 2 号（示例地址）');
  await page.getByRole('link', { name: '查看各版送达地址' }).click();
  await expect(page.getByRole('table', { name: '以前的送达地址' })).toContainText('agency.jia@example.com');
  await expect(page.getByRole('button', { name: '确认送达地址' })).toHaveCount(0);
  await look(page, 'service-address-bureau');
});

test('the bureau reads the red list and records a paper receipt by its scan', async ({ page }) => {
  await signIn(page, 'officer');
  await page.getByRole('link', { name: '核实未送达的通知' }).click();
  await expect(page.getByRole('table', { name: '通知' })).toContainText('个工作日');
  await look(page, 'notices-unserved');
  await page.getByRole('table', { name: '通知' }).getByRole('link').first().click();
  await fill(page, { note: '直接送达，示例赵某签收' });
  await press(page, '登记');
  await expect(page.getByRole('alert')).toContainText('上传签收回证的扫描件。');
  const receipt = { name: '送达回证.pdf', mimeType: 'application/pdf', buffer: pdf() };
  await fill(page, { receipt });
  await look(page, 'notice-receipt');
  await press(page, '登记');
  await expect(page.getByRole('main')).toContainText('纸质签收');
  await expect(page.getByRole('link', { name: '送达回证.pdf' })).toBeVisible();
  await look(page, 'notice-served');
});

async function look(page: Page, name: string): Promise<void> {
  await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, `${name}-390`);
  await page.setViewportSize({ width: 1366, height: 768 });
}
