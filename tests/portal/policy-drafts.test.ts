import type { Page } from '@playwright/test';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';

/** 起草、核验: the whole way of a next version without scripts, and the proof that follows typing with them. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a bad draft is named fault by fault, mended, and checked by another person', async ({ page }) => {
    await signIn(page, 'officer');
    await page.goto('/policies');
    await page.locator('a[href^="/policies/drafts/"]', { hasText: '考核评分标准' }).first().click();
    const address = new URL(page.url()).pathname;
    const proof = page.getByRole('region', { name: '核验结果' });
    await expect(proof).toContainText('没有发现问题');

    // What cannot be read is refused at its field, and nothing typed is lost.
    await page.locator('[name="dimensions[1].points"]').fill('五十');
    await page.getByRole('button', { name: '保存并重新核验' }).last().click();
    await expect(proof).toContainText('有 1 处没有填对');
    await expect(page.locator('[name="dimensions[1].points"]')).toHaveValue('五十');
    await expect(page.getByLabel('制定依据')).toHaveValue(/财监〔2021〕4号/);

    // A row more, saved with what was typed: the faults of the whole lead to their fields.
    await page.locator('[name="dimensions[1].points"]').fill('49');
    await page.locator('[id="field-dimensions-0-items-0"] summary').click();
    await page
      .locator('[id="field-dimensions-0-items-0"]')
      .getByRole('button', { name: '添加扣分情形' })
      .click();
    await expect(proof).toContainText('各维度分值合计须为 100.00 分，现为 99.00 分');
    const added = page.locator('[name="dimensions[0].items[0].losses[1].lost"]');
    await expect(added).toBeVisible();
    await proof.getByRole('link', { name: /「评价任务组织」为 49\.00 分/ }).click();
    await expect(page).toHaveURL(/#field-dimensions-1-points$/);
    await shoot(page, 'policy-draft-faults');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await isTooWide(page)).toBe(false);
    await page.setViewportSize({ width: 1366, height: 768 });

    // The checker sees the faults and cannot pass it.
    await signIn(page, 'reviewer');
    await page.goto(address);
    await expect(page.getByText('须先由起草人改正')).toBeVisible();

    await signIn(page, 'officer');
    await page.goto(address);
    await page.locator('[name="dimensions[1].points"]').fill('50');
    await page.getByRole('button', { name: '删除 扣分情形 2' }).click();
    await expect(proof).toContainText('没有发现问题');

    await signIn(page, 'reviewer');
    await page.goto(address);
    const changes = page.getByRole('region', { name: '差异' });
    await expect(changes.getByRole('row', { name: /O3 底稿与证据 分值/ })).toContainText('9.00');
    await expect(changes.getByRole('row', { name: /O3 底稿与证据 分值/ })).toContainText('10.00');
    await shoot(page, 'policy-draft-check');
    await page.getByRole('button', { name: '核验通过' }).click();
    await expect(page.getByText('公布施行前不替换施行中的版本')).toBeVisible();

    await signIn(page, 'leader');
    await page.goto(address);
    await page.getByRole('link', { name: /^考核评分标准第 \d+ 版$/ }).click();
    await expect(page.getByLabel('回避人员')).toBeVisible();
    await expect(page.getByLabel('不同意见')).toBeVisible();
  });
});

test('with scripts the proof follows what is typed, and nothing is saved', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto('/policies');
  await page.getByRole('link', { name: '信用等级办法（第 1 版）' }).click();
  await page.getByRole('button', { name: '起草新版本' }).click();
  const proof = page.getByRole('region', { name: '核验结果' });
  await expect(proof).toContainText('没有发现问题');
  // What is typed before the page's script runs is followed from the next key on.
  await page.waitForLoadState('networkidle');
  await page.locator('[name="weights[1].months"]').fill('12');
  await expect(proof).toContainText('第 2 个时段须长于 12 个月');
  await expect(proof).toContainText('尚未保存');
  await page.reload();
  await expect(page.locator('[name="weights[1].months"]')).toHaveValue('24');
  await page.getByText('不再需要这份草稿').click();
  await page.getByRole('button', { name: '撤回草稿' }).click();
  await expect(page.getByRole('heading', { name: '制度标准' })).toBeVisible();
});

test('a formula is typed with a fault, told where it is, and mended', async ({ page }) => {
  await toRubricDraft(page, 'officer');
  const proof = page.getByRole('region', { name: '核验结果' });
  await page.getByText('添加评分项').first().click();
  await page.getByRole('button', { name: /^公式/ }).first().click();
  const item = page.locator('details', { hasText: '本项得分 =' }).last();
  const field = item.getByLabel('本项得分 =');
  await expect(field).toHaveValue('0.00 分');
  await item.getByLabel('评分项名称').fill('示例：意见回应');
  await item.getByLabel('分值').fill('2');
  await expect(proof).toContainText('的公式无论事实如何都不得分');

  // Live, without saving: a missing bracket, a fact that is not there, a wrong unit.
  await field.fill('取大（0 分，2 分 − 1 分 × 未逐条回应的意见数');
  await expect(proof).toContainText('第 3 个字处的左括号“（”没有对应的右括号');
  await field.fill('2 分 − 1 分 × 未回应的意见数');
  await expect(proof).toContainText('相近的有“未逐条回应的意见数”');
  await page.getByRole('button', { name: '保存并重新核验' }).last().click();
  await expect(item.getByText('没有“未回应的意见数”这一事实')).toBeVisible();
  await expect(field).toHaveValue('2 分 − 1 分 × 未回应的意见数');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await item.getByText('可用的事实和写法').click();
  await expect(item.getByRole('row', { name: /未逐条回应的意见数/ })).toContainText('个数');
  await axe(page);
  await shoot(page, 'policy-draft-formula-refused');

  await field.fill('2 - 1分 * 未逐条回应的意见数');
  await expect(proof).toContainText('分值请写明“分”');
  await field.fill('2分 - 1分 * 未逐条回应的意见数');
  await expect(proof).toContainText('请用“取大”与 0.00 分相比');
  await field.fill('max(0分，2分 - 1分 * 未逐条回应的意见数)');
  await page.getByRole('button', { name: '保存并重新核验' }).last().click();
  await page.getByText(/^与第 1 版的差异/).click();
  await expect(page.getByRole('region', { name: '差异' })).toContainText('本项得分 = 取大（0.00 分，2.00 分');
  await expect(proof).toContainText('已证明成立');
  await expect(proof).toContainText('公式的计量单位相符，得分在 0.00 与本项分值之间');
  await shoot(page, 'policy-draft-formula');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, 'policy-draft-formula-narrow');
  await page.setViewportSize({ width: 1366, height: 768 });
});

test('who saves over another’s draft sees both, and does so only on purpose', async ({
  page,
  browser,
  baseURL,
}) => {
  await toRubricDraft(page, 'officer');
  const address = new URL(page.url()).pathname;
  const colleague = await browser.newPage({ baseURL });
  await signIn(colleague, 'officer2');
  await colleague.goto(address);
  await colleague.getByLabel('起草说明').fill('示例：同事的说明');
  await colleague.locator('[name="vetoes[0].title"]').fill('示例：同事的事项');
  await colleague.getByRole('button', { name: '保存并重新核验' }).last().click();
  await expect(colleague.getByText(/^已保存/)).toBeVisible();

  // A form that could not be read does not take up the newer version unseen.
  const note = page.getByLabel('起草说明');
  await note.fill('示例：我的说明');
  await page.locator('[name="dimensions[1].points"]').fill('五十');
  await page.getByRole('button', { name: '保存并重新核验' }).last().click();
  await expect(page.getByRole('region', { name: '核验结果' })).toContainText('有 1 处没有填对');
  await page.locator('[name="dimensions[1].points"]').fill('50');
  await page.getByRole('button', { name: '保存并重新核验' }).last().click();

  const table = page.getByRole('region', { name: '两份内容的差异' });
  const row = table.getByRole('row', { name: /起草说明/ });
  await expect(row.getByRole('cell')).toHaveText(['示例：同事的说明', '示例：我的说明']);
  await expect(table.getByRole('row', { name: /否决事项/ })).toContainText('示例：同事的事项');
  await expect(note).toHaveValue('示例：我的说明');
  await axe(page);
  await shoot(page, 'policy-draft-stale');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, 'policy-draft-stale-narrow');
  await page.setViewportSize({ width: 1366, height: 768 });

  // Pressed again it is refused again; what the colleague saved stands until it is replaced on purpose.
  await page.getByRole('button', { name: '删除 事项 2' }).click();
  await expect(table.getByRole('row', { name: /起草说明/ })).toContainText('示例：同事的说明');
  await colleague.reload();
  await expect(colleague.getByLabel('起草说明')).toHaveValue('示例：同事的说明');
  await page.getByLabel('已对照他人保存的内容，仍按本表单提交').check();
  await page.getByRole('button', { name: '保存并重新核验' }).last().click();
  await expect(page.getByText(/^已保存/)).toBeVisible();
  await expect(note).toHaveValue('示例：我的说明');

  // The colleague is the one who is late now, and takes the newest instead.
  await colleague.getByLabel('起草说明').fill('示例：又一次');
  await colleague.getByRole('button', { name: '保存并重新核验' }).last().click();
  await colleague.getByRole('link', { name: '放弃填写的内容，打开最新草稿' }).click();
  await expect(colleague.getByLabel('起草说明')).toHaveValue('示例：我的说明');

  // What was typed into a draft that was closed meanwhile is shown once more.
  await colleague.getByLabel('起草说明').fill('示例：太迟了');
  await page.getByText('不再需要这份草稿').click();
  await page.getByRole('button', { name: '撤回草稿' }).click();
  await expect(page.getByRole('heading', { name: '制度标准' })).toBeVisible();
  await colleague.getByRole('button', { name: '保存并重新核验' }).last().click();
  await expect(colleague.getByText('这份草稿已由他人办结，不能再保存')).toBeVisible();
  await expect(colleague.getByRole('row', { name: /起草说明/ }).first()).toContainText('示例：太迟了');
  await expect(colleague.getByLabel('已对照他人保存的内容，仍按本表单提交')).toHaveCount(0);
  await shoot(colleague, 'policy-draft-closed');
  await colleague.close();
});

/** To the draft of 考核评分标准, which is opened if there is none. */
async function toRubricDraft(page: Page, username: string) {
  await signIn(page, username);
  await page.goto('/policies');
  await page.getByRole('link', { name: '考核评分标准（第 1 版）' }).first().click();
  const there = page.getByRole('link', { name: '打开新版本草稿' });
  await there.or(page.getByRole('button', { name: '起草新版本' })).click();
  await expect(page.getByRole('heading', { name: /新版本草稿/ })).toBeVisible();
}
