import type { Page } from '@playwright/test';
import { axe, isTooWide, shoot } from '../support/browser.ts';
import { pdf } from '../support/sample-files.ts';
import { expect, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 重复登记核实: found by the check of a dossier, answered by both agencies, settled by two persons. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const [former, present] = ['示例戊管理咨询有限公司', '示例己会计师事务所'];
const proof = { name: '劳动合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('') };
let path: string;

test('the check of the second dossier opens a case; each agency sees itself alone', async ({ page }) => {
  await signIn(page, 'reviewer');
  await page.goto('/dossier-reviews');
  await page.getByRole('row', { name: present }).getByRole('link').first().click();
  await press(page, '开始审核', '已由本人审核');
  for (const section of ['基本信息', '专业团队', '业绩记录', '奖惩情况']) {
    const form = page.getByRole('form', { name: section });
    await form.getByRole('radio', { name: '通过', exact: true }).check();
    await press(form, '记录本节意见', '已记录本节的审核意见');
  }
  await press(page, '核对完成');
  await signIn(page, 'agency.wu');
  await openNotice(page);
  await look(page, 'double-registration-agency');
  path = new URL(page.url()).pathname;
  await expect(page.getByRole('main')).not.toContainText(present);
  await page.goto('/double-registrations');
  await look(page, 'double-registrations-agency');
  await expect(page.getByRole('main')).not.toContainText(present);
});

test('both answer, and then learn who the other is', async ({ page }) => {
  await signIn(page, 'agency.wu');
  await expect(page.getByRole('main')).toContainText('答复重复登记核实');
  await page.goto(path);
  await fill(page, { answer: 'stays' });
  await press(page, '提交答复');
  await expect(page.getByRole('alert')).toContainText('上传劳动合同或社会保险缴纳证明。');
  await fill(page, { answer: 'left', leftOn: '2025-10-31' });
  await press(page, '提交答复');
  await expect(page.getByRole('main')).toContainText(present);
  await look(page, 'double-registration-answered');

  await signIn(page, 'agency.ji');
  await openNotice(page);
  await expect(page.getByRole('main')).not.toContainText(former);
  await fill(page, { answer: 'stays', proof: { ...proof, buffer: pdf() } });
  await press(page, '提交答复');
  await expect(page.getByRole('main')).toContainText(former);
});

test('the bureau settles it in two steps and both read what holds for them', async ({ page }) => {
  await signIn(page, 'officer');
  await page.getByRole('link', { name: /提出重复登记认定意见/ }).click();
  await fill(page, { belongsTo: 'neither', effectiveOn: '2025-11-01', reason: '现机构提供了劳动合同。' });
  await page.getByLabel(present).check();
  await press(page, '提交复核');
  await look(page, 'double-registration-bureau');
  await signIn(page, 'reviewer');
  await page.goto(path);
  await expect(page.getByRole('main')).toContainText('须由另一人办理');
  await signIn(page, 'leader');
  await page.goto(path);
  await fill(page, { note: '同意。' });
  await press(page, '同意认定');
  await page.goto('/double-registrations');
  await look(page, 'double-registrations');
  await signIn(page, 'agency.wu');
  await page.goto(path);
  await expect(page.getByRole('main')).toContainText('不属于本机构人员');
});

async function openNotice(page: Page): Promise<void> {
  await page.goto('/notices?state=unserved');
  await page.getByRole('link', { name: /重复登记核实通知/ }).click();
  await press(page, '打开并签收');
  await page.goto('/double-registrations');
  await page.getByRole('link', { name: /^HS-/ }).first().click();
}

async function look(page: Page, name: string): Promise<void> {
  await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await page.setViewportSize({ width: 1366, height: 768 });
}
