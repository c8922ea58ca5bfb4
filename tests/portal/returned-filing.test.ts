import type { Page } from '@playwright/test';
import { expect, look, moveClock, signIn, test } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** A returned filing, from its notice over a withdrawal and a reopened section to the checked version. */
test.describe.configure({ timeout: 240_000 });

test('a returned agency corrects what is marked, withdraws within the minutes shown and submits again', async ({
  page,
}) => {
  await signIn(page, 'agency.geng');
  await page.goto('/dossier');
  await expect(page.getByRole('alert').or(page.getByRole('main'))).toContainText('档案已退回补正');
  await page.getByRole('link', { name: '查看一次性告知书' }).first().click();
  await expect(page.getByRole('main')).toContainText('以下2节需要补正');
  await expect(page.getByRole('link', { name: '信用档案补正一次性告知书（PDF）' })).toBeVisible();
  await look(page, 'filing-notice');
  await page.getByRole('link', { name: '去补正' }).click();
  // What has passed is locked.
  await page.goto('/dossier/people');
  await expect(page.getByRole('main')).toContainText('本节现在不能改动');
  await page.goto('/dossier/basic');
  await fill(page, { premises: '示例区补正路 9 号' });
  await press(page, '保存并完成本节');
  await page.goto('/dossier/track-record');
  await fill(page, { 'projects[0].client': '示例补正委托方' });
  await press(page, '保存并完成本节');
  await submit(page);
  await expect(page.getByRole('main')).toContainText(/\d\d:\d\d 前可以撤回/);
  await look(page, 'filing-receipt');
  await press(page, '撤回');
  await expect(page.getByRole('main')).toContainText('这次提交已撤回');
  await submit(page);
  await expect(page).toHaveURL(/\/dossier\/submissions\/3$/);
});

test('the reviewer sees the differences alone, and asks before what had passed is raised again', async ({
  page,
}) => {
  await signIn(page, 'admin');
  await page.goto('/settings/clock');
  const day = await page.getByLabel('日期').inputValue();
  await moveClock(page, day, '23:00');
  await signIn(page, 'reviewer');
  await page.goto('/dossier-reviews');
  await page.getByRole('row', { name: '示例庚评价研究院' }).getByRole('link').first().click();
  await press(page, '开始审核', '已由本人审核');
  await expect(page.getByText(/^审核人/).first()).toBeVisible();
  const path = new URL(page.url()).pathname;
  const basic = page.locator('#basic');
  await expect(basic.locator('ins')).toHaveText(['示例区补正路 9 号']);
  await expect(page.locator('#trackRecord ins')).toHaveText(['示例补正委托方']);
  await expect(page.locator('#people')).toContainText('上次已通过，此次没有改动，不再审核。');
  await page.locator('#people').getByText('确有必要再次提出的，请示负责人').click();
  const ask = page.getByRole('form', { name: '请示再次提出「专业团队」' });
  await press(ask, '请示');
  await expect(ask).toContainText('写明再次提出的理由');
  await look(page, 'filing-reopening-refused');
  await fill(ask, { 'people.reason': '示例：上次漏看一人劳动合同的期限。' });
  await press(ask, '请示', '已请示，等待负责人答复');
  await look(page, 'filing-reopening-asked');
  await signIn(page, 'leader');
  await page.goto(path);
  const answer = page.getByRole('form', { name: '答复「专业团队」的请示' });
  await fill(answer, { 'people.note': '示例：同意，一次写清。' });
  await look(page, 'filing-reopening-leader');
  await press(answer, '同意', '已同意再次提出');
  await signIn(page, 'reviewer');
  await page.goto(path);
  for (const section of ['基本信息', '专业团队', '业绩记录']) {
    const form = page.getByRole('form', { name: section, exact: true });
    await form.getByRole('radio', { name: '通过', exact: true }).check();
    await press(form, '记录本节意见', '已记录本节的审核意见');
  }
  await look(page, 'filing-reopening-agreed');
  await press(page, '核对完成');
  await expect(page).toHaveURL(/\/dossier\/1$/);
});

async function submit(page: Page): Promise<void> {
  await page.goto('/dossier/check');
  await fill(page, { truthful: ['yes'], responsible: ['yes'], declaredName: '示例庚管理员' });
  await press(page, '提交档案');
}
