import { axe, expect, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';

test.setTimeout(240_000);

test('the units are counted and the calendar counts', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/units');
  await expect(page.getByText('预算单位 109 家 = 一级部门 58 家 + 二级单位 51 家')).toBeVisible();
  await expect(page.getByText('57 家 = 58 − 1')).toBeVisible();
  await page.goto('/settings/calendar?from=2025-09-26&days=5');
  await expect(page.getByText('2025-10-10（周五）').first()).toBeVisible();
});

test('every policy and an evaluated object can be read', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/policies');
  const links = await page
    .locator('a[href^="/policies/"]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
  for (const [index, path] of links.entries()) {
    await page.goto(path);
    await axe(page);
    await shoot(page, `plan-policy-${index}`);
  }
  await page.goto('/evaluatees');
  await page.getByRole('link', { name: '示例校舍安全提升项目' }).first().click();
  await expect(page.getByRole('heading', { name: '示例校舍安全提升项目' })).toBeVisible();
  await axe(page);
  await shoot(page, 'plan-evaluatee');
});

test('a plan is drafted by one person and decided by another', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/plans/2026/candidates');
  await page.getByRole('button', { name: '列入计划' }).click();
  await expect(page.getByRole('alert')).toContainText('写明理由。');
  await page.getByLabel('列入理由').fill('三年内未评价');
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: '列入计划' }).click();
  await expect(page.getByText('共 4 个评价对象')).toBeVisible();

  await signIn(page, 'leader');
  await page.getByRole('link', { name: '确定年度计划' }).click();
  await page.getByRole('link', { name: '确定计划' }).click();
  await shoot(page, 'plan-decision');
  await axe(page);
  await page.getByLabel('会议名称').fill('示例局党组会');
  await page.getByLabel('会议日期').fill('2025-11-31');
  await page.getByLabel('会议纪要编号').fill('示例纪要〔2025〕20号');
  await page.getByLabel('参会人员').fill('示例甲、示例乙');
  await page.getByRole('button', { name: '确定计划' }).click();
  await expect(page.getByRole('alert')).toContainText('填写会议日期');
  await expect(page.getByLabel('会议名称')).toHaveValue('示例局党组会');
  await page.getByLabel('会议日期').fill('2025-11-19');
  await page.getByRole('button', { name: '确定计划' }).click();
  await expect(page.getByText('已确定', { exact: true })).toBeVisible();
  await expect(page.getByText('示例纪要〔2025〕20号').first()).toBeVisible();
  await shoot(page, 'plan-decided');
});

test('the plan is readable on a telephone and without scripts', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await signIn(page, 'leader');
  for (const path of ['/plans/2025', '/units', '/settings/calendar']) {
    await page.goto(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 390);
    expect(width).toBeLessThanOrEqual(390);
    await shoot(page, `plan-narrow${path.replaceAll('/', '-')}`);
  }
  await context.close();
});
