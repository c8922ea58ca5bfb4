import type { Page } from '@playwright/test';
import { axe, isTooWide, shoot } from '../support/browser.ts';
import { pdf } from '../support/sample-files.ts';
import { expect, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** 主体变更: a merger proposed by an officer and decided by a leader; 更名 as the pages tell it. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const heir = '示例乙咨询有限公司';
const proof = { name: '注销登记通知书.pdf', mimeType: 'application/pdf' };
let path: string;

test('an officer proposes a merger, told first what is missing', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/identity-changes/new');
  await look(page, 'identity-change-new');
  await page.getByLabel('吸收合并').check();
  await fill(page, {
    effectiveOn: '2025-11-17',
    facts: '示例登记机关注销登记通知书。',
    file: { ...proof, buffer: pdf() },
  });
  await fill(page, {
    'predecessors[0].code': 'JG-0003',
    'predecessors[0].reason': '示例：人员和业务由承继机构承接。',
  });
  await press(page, '提请审批');
  await expect(page.getByRole('alert')).toContainText('吸收合并的承继机构应为 1 家，现填 0 家。');
  await look(page, 'identity-change-refused');
  await fill(page, { 'predecessors[0].recordTo': 'JG-0002', 'successors[0].code': 'JG-0002' });
  await press(page, '提请审批');
  path = new URL(page.url()).pathname;
  await expect(page.getByRole('main')).toContainText(`由${heir}承继`);
});

test('the leader decides; the public and the agency page tell it', async ({ page }) => {
  await signIn(page, 'leader');
  await page.goto(path);
  await look(page, 'identity-change-leader');
  await fill(page, { note: '同意。' });
  await press(page, '作出决定');
  await expect(page.getByRole('main')).toContainText('已决定');
  await page.goto('/identity-changes');
  await look(page, 'identity-changes');
  await page.goto('/agencies/JG-0003');
  await expect(page.getByRole('main')).toContainText('自该日起不再参加遴选');
  await look(page, 'identity-change-agency');
  await page.goto('/public/agencies/JG-0003');
  await expect(page.getByRole('main')).toContainText(`这家机构自 2025-11-17 起因吸收合并终止`);
  await look(page, 'identity-change-public');
});

test('a former name finds the agency and stands on its pages', async ({ page }) => {
  await page.goto('/public/agencies?q=示例癸咨询事务所');
  await expect(page.getByRole('main')).toContainText('曾用名 示例癸咨询事务所（至 2023-04-09）');
  await look(page, 'former-name-public-list');
  await signIn(page, 'officer');
  await page.goto('/agencies?q=示例癸咨询事务所');
  await look(page, 'former-name-list');
  await page.getByRole('link', { name: /^JG-/ }).first().click();
  await expect(page.getByRole('main')).toContainText('准予变更登记通知书');
  await look(page, 'former-name-agency');
  await signIn(page, 'agency.xin');
  await page.goto('/dossier/basic');
  await look(page, 'rename-form');
  await page.goto('/identity-changes/request');
  await look(page, 'cancellation-request');
});

async function look(page: Page, name: string): Promise<void> {
  await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await page.setViewportSize({ width: 1366, height: 768 });
}
