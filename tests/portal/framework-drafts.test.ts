import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';

/** 评价指标体系框架: a tree of folded branches, changed by buttons, mended by its faults, checked by another person. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const framework = '专项债券项目评价指标体系框架（建设期）';
const save = '保存并重新核验';

test('a framework is drafted as a tree and the proof leads to what is wrong in its branches', async ({
  page,
}) => {
  await signIn(page, 'officer');
  await page.goto('/policies');
  await page.getByRole('link', { name: `${framework}（第 1 版）` }).click();
  await page.getByRole('button', { name: '起草新版本' }).click();
  const proof = page.getByRole('region', { name: '核验结果' });
  await expect(proof).toContainText('没有发现问题');
  const field = (name: string) => page.locator(`[name="${name}"]`);
  const branch = 'firstLevels[0].secondLevels[0]';

  // Folded until it is opened; what is typed is proved at once.
  await expect(field(`${branch}.title`)).toBeHidden();
  await page.locator('summary', { hasText: 'A1 立项批复情况' }).click();
  await page.locator('summary', { hasText: 'A101 立项依据充分' }).click();
  await field(`${branch}.indicators[0].examine`).fill('');
  await expect(proof).toContainText('三级指标「立项依据充分」没有评价要点');
  await field(`${branch}.indicators[0].examine`).fill('符合国家法律法规\n符合发展规划');
  await field(`${branch}.indicators[0].points`).fill('5');
  await expect(proof).toContainText('还有 34 个三级指标没有参考分值');
  await field(`${branch}.indicators[0].points`).fill('');
  await expect(proof).toContainText('没有发现问题');

  // A branch more keeps everything typed, stands open and is at fault until it is filled in.
  await page.getByRole('button', { name: '添加二级指标 到 D 效益' }).click();
  await expect(proof).toContainText('未命名的二级指标下没有三级指标');
  await expect(field(`${branch}.indicators[0].examine`)).toHaveValue('符合国家法律法规\n符合发展规划');
  await field('firstLevels[3].secondLevels[3].title').fill('可持续性');
  await page.getByRole('button', { name: '添加三级指标 到 D4' }).click();
  await expect(proof).toContainText('有 2 处问题');
  await expect(page.locator('summary', { hasText: 'D401 新三级指标' })).toContainText('2 处问题');
  await shoot(page, 'framework-draft-faults');
  await axe(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await axe(page);
  await page.setViewportSize({ width: 1366, height: 768 });

  await proof.getByRole('link', { name: '第 1 个三级指标没有名称' }).click();
  await expect(page).toHaveURL(/#field-firstLevels-3-secondLevels-3-indicators-0-title$/);
  await field('firstLevels[3].secondLevels[3].indicators[0].title').fill('后续管护');
  await field('firstLevels[3].secondLevels[3].indicators[0].examine').fill('建成后有人管护');
  await page.getByRole('button', { name: '本级上移 D4 可持续性' }).click();
  await expect(page.locator('summary', { hasText: 'D3 可持续性' })).toBeVisible();
  await page.getByRole('button', { name: save }).last().click();
  await expect(page.getByText('已保存，没有发现问题')).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('rows are removed, and the checker reads each difference by its branch and passes it', async ({
    page,
  }) => {
    await signIn(page, 'officer');
    await page.goto('/policies');
    await page.locator('a[href^="/policies/drafts/"]', { hasText: framework }).first().click();
    const address = new URL(page.url()).pathname;
    // Another who opened the draft before sees by its branch what was saved meanwhile.
    const late = await page.context().newPage();
    await late.goto(address);
    await page.locator('summary', { hasText: 'C2 项目成本' }).click();
    await page.locator('summary', { hasText: 'C203 运营成本' }).click();
    await page.getByRole('button', { name: '删除本项 C203 运营成本' }).click();
    await expect(page.locator('summary', { hasText: 'C2 项目成本' })).toContainText('三级指标 2 个');
    await late.getByRole('button', { name: save }).last().click();
    const both = late.getByRole('region', { name: '两份内容的差异' });
    await expect(both.getByRole('row', { name: '产出 / 项目成本 / 运营成本' })).toBeVisible();
    await late.close();

    await signIn(page, 'reviewer');
    await page.goto(address);
    const changes = page.getByRole('region', { name: '差异' });
    const row = (name: string) => changes.getByRole('row', { name });
    await expect(row('决策 / 立项批复情况 / 立项依据充分')).toContainText('符合国家法律法规；符合发展规划');
    await expect(row('效益 / 可持续性 / 后续管护')).toContainText('建成后有人管护');
    await expect(row('产出 / 项目成本 / 运营成本')).toContainText('（删去）');
    await expect(row('「效益」下二级指标的次序')).toContainText('项目效益、带动作用、可持续性、满意度');
    await shoot(page, 'framework-draft-check');
    await page.getByRole('button', { name: '核验通过' }).click();
    await expect(page.getByRole('heading', { level: 1, name: framework })).toBeVisible();
    await expect(page.getByRole('row', { name: '效益 可持续性 后续管护' })).toBeVisible();
  });
});
