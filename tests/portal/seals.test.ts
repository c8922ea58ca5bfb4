import type { Page } from '@playwright/test';
import { axe, isTooWide, shoot } from '../support/browser.ts';
import { pdf } from '../support/sample-files.ts';
import { expect, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 用印: the agency prints, stamps and returns the receipt; the officer puts the paper away. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const scan = { name: '盖章扫描件.pdf', mimeType: 'application/pdf', buffer: pdf('盖章') };
let path: string;
let code: string;

test('the receipt is saved as a PDF from the page of the submission', async ({ page }) => {
  await signIn(page, 'agency.ji');
  await expect(page.getByRole('main')).toContainText('用印并传回信用档案提交回执');
  await page.goto('/dossier/submissions/1');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: '信用档案提交回执（PDF）' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^信用档案提交回执 JG-\d{4} 第1次提交\.pdf$/);
  const text = (await page.getByRole('listitem').filter({ hasText: '信用档案提交回执' }).innerText()) ?? '';
  code = /校验码 ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)![1]!;
  await page.getByRole('link', { name: /^用印 HZ-/ }).click();
  await expect(page).toHaveURL(/\/seals\/HZ-/);
  path = new URL(page.url()).pathname;
});

test('a wrong code is told, the right one seals it', async ({ page }) => {
  await signIn(page, 'agency.ji');
  await page.goto(path);
  await look(page, 'seal-waiting');
  await fill(page, { code: '0000-0000', scan });
  await press(page, '传回扫描件');
  await expect(page.getByRole('alert')).toContainText('校验码与本文书');
  await look(page, 'seal-wrong-code');
  await fill(page, { code });
  await press(page, '传回扫描件', '本文书已用印');
  await expect(page.getByRole('main')).toContainText('已用印');
  await page.goto('/seals');
  await look(page, 'seals-agency');
});

test('the officer opens the scan and records where the paper lies', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto(path);
  await expect(page.getByRole('link', { name: /盖章扫描件/ })).toBeVisible();
  await fill(page, { place: '绩效科档案柜 1', receivedOn: '2025-11-20' });
  await press(page, '登记存放处', '已登记纸质件存放处');
  await look(page, 'seal-kept');
  await page.goto('/seals');
  await expect(page.getByRole('row', { name: path.split('/').at(-1)! })).toContainText('绩效科档案柜 1');
  await look(page, 'seals-bureau');
});

async function look(page: Page, name: string) {
  await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, `${name}-390`);
  await page.setViewportSize({ width: 1366, height: 768 });
}
