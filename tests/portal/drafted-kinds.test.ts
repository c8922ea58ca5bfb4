import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';

/** 起草、核验 of 办理时限: a rule above the bureau's is named at its field, and the next version shows what changed. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('办理时限 are drafted, mended and checked', async ({ page }) => {
    await signIn(page, 'officer');
    await page.goto('/policies');
    await page.getByRole('link', { name: '办理时限（第 1 版）' }).click();
    await page.getByRole('button', { name: '起草新版本' }).click();
    const address = new URL(page.url()).pathname;
    const proof = page.getByRole('region', { name: '核验结果' });
    await expect(proof).toContainText('没有发现问题');
    await expect(proof).toContainText('上位规定明确的时限与规定一致');

    await page.getByLabel('答复邀请').fill('7');
    await page.getByLabel('信息变更后更新档案').fill('20');
    await page.getByLabel('到期末次提醒').fill('30');
    await page.getByRole('button', { name: '保存并重新核验' }).last().click();
    await expect(proof).toContainText('财监〔2021〕4号第八条');
    await proof.getByRole('link', { name: /须为 30 个工作日/ }).click();
    await expect(page).toHaveURL(/#field-factChange$/);
    await expect(page.getByLabel('信息变更后更新档案')).toHaveAttribute('aria-invalid', 'true');
    await shoot(page, 'policy-draft-days');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await isTooWide(page)).toBe(false);
    await shoot(page, 'policy-draft-days-390');
    await page.setViewportSize({ width: 1366, height: 768 });

    await page.getByLabel('信息变更后更新档案').fill('30');
    await page.getByLabel('到期末次提醒').fill('7');
    await page.getByRole('button', { name: '保存并重新核验' }).last().click();
    await expect(proof).toContainText('没有发现问题');

    await signIn(page, 'reviewer');
    await page.goto(address);
    const changes = page.getByRole('region', { name: '差异' }).getByRole('row', { name: /答复邀请/ });
    await expect(changes).toContainText('5 个工作日');
    await expect(changes).toContainText('7 个工作日');
    await shoot(page, 'policy-draft-days-check');
    await page.getByRole('button', { name: '核验通过' }).click();
    await expect(page.getByRole('row', { name: /答复邀请/ })).toContainText('7 个工作日');
  });
});

for (const [name, field, value, said] of [
  ['服务类采购限额标准', '采购限额标准', '20', '财库〔2019〕69号'],
  ['按信用等级加权抽取规则', '信用等级 B', '9', '不得大于信用等级 A'],
  ['比选评分表', '报价', '16.00', '现为 101.00 分'],
  ['信用等级的运用', '工作提醒谈话的期限', '99', '1 至 60 个工作日'],
  ['办理时限', '答复邀请', '0', '须为 1 至 250 个工作日'],
] as const)
  test(`${name}: what cannot stand is said at its field`, async ({ page }) => {
    await signIn(page, 'officer');
    await page.goto('/policies');
    await page
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await page.getByRole('button', { name: '起草新版本' }).click();
    const proof = page.getByRole('region', { name: '核验结果' });
    await expect(proof).toContainText('没有发现问题');
    await page.getByRole('textbox', { name: field }).first().fill(value);
    await page.getByRole('button', { name: '保存并重新核验' }).last().click();
    await expect(proof).toContainText(said);
    await proof
      .getByRole('link', { name: new RegExp(said) })
      .first()
      .click();
    await expect(page.locator(':target')).toBeVisible();
    await axe(page);
    await shoot(page, `policy-draft-${name}`);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await isTooWide(page)).toBe(false);
    await shoot(page, `policy-draft-${name}-390`);
    await page.getByText('不再需要这份草稿').click();
    await page.getByRole('button', { name: '撤回草稿' }).click();
    await expect(page.getByRole('heading', { name: '制度标准' })).toBeVisible();
  });
