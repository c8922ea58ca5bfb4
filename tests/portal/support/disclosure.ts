import type { Page } from '@playwright/test';
import { expect, look } from './district.ts';
import { press } from './form.ts';

/** The officer proposes to publish what is listed of the agency under this kind. */
export async function proposeDisclosure(page: Page, agency: string, kind: string): Promise<void> {
  await page.goto('/disclosures');
  const table = page.getByRole('table', { name: '可以公开的内容' });
  await table.getByRole('row', { name: agency }).filter({ hasText: kind }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: '公众将看到' })).toBeVisible();
  await look(page, 'disclosure-candidate');
  await press(page, '提请公开');
}

export async function publish(page: Page, agency: string, kind: string): Promise<void> {
  await page.goto('/disclosures?state=proposed');
  const table = page.getByRole('table', { name: '提请与公开记录' });
  await table.getByRole('row', { name: agency }).filter({ hasText: kind }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: '公众将看到' })).toBeVisible();
  await look(page, 'disclosure');
  await press(page, '公开');
}

/** Looks the agency up as anyone can. */
export async function lookUpInPublic(page: Page, agency: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/');
  await page.getByLabel('机构名称、统一社会信用代码或机构编号').fill(agency);
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('link', { name: agency }).click();
  await expect(page.getByRole('heading', { level: 1, name: agency })).toBeVisible();
}
