import { axe, expect, shoot, test } from '../support/browser.ts';

/** The public's pages carry no script at all: none is asked for, and everything works with scripts off. */
const pages = {
  front: '/',
  agencies: '/public/agencies',
  'agencies-none': '/public/agencies?q=没有这家机构',
  results: '/public/results',
  'results-none': '/public/results?year=2001',
  sanctions: '/public/sanctions',
  draws: '/draws',
  rules: '/public/rules',
  help: '/help',
};

for (const [width, height] of [
  [1366, 768],
  [390, 844],
] as const) {
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height } });

    for (const [name, path] of Object.entries(pages)) {
      test(`${name} asks for no script, is light and accessible`, async ({ page }) => {
        const scripts: string[] = [];
        page.on('request', (request) => {
          if (request.resourceType() === 'script') scripts.push(request.url());
        });
        const answer = await page.goto(path);
        expect(answer?.status()).toBe(200);
        const html = (await answer!.text()).length;
        expect(html).toBeLessThan(40 * 1024);
        await expect(page.locator('script')).toHaveCount(0);
        expect(scripts).toEqual([]);
        await expect(page.locator('h1')).toHaveCount(1);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways).toBeLessThanOrEqual(0);
        await axe(page);
        await shoot(page, `public-${name}-${width}`);
      });
    }
  });
}

test.describe('with scripts off', () => {
  test.use({ javaScriptEnabled: false });

  test('a citizen looks for an agency that is not there, and is told what that does not mean', async ({
    page,
  }) => {
    await page.goto('/');
    await page.getByLabel('机构名称、统一社会信用代码或机构编号').fill('没有这家机构');
    await page.getByRole('button', { name: '查询' }).click();
    await expect(page).toHaveURL(/\/public\/agencies\?q=/);
    await expect(page.getByText('未收录不代表违规')).toBeVisible();
  });

  test('a citizen reads of the year 2025 the names that the bureau published, and 未公开 for the rest', async ({
    page,
  }) => {
    await page.goto('/public/results?year=2025');
    await page.getByRole('link', { name: '智慧黑板采购项目' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('智慧黑板采购项目');
    await expect(page.getByText('报告已定稿')).toBeVisible();
    await expect(page.getByText('评价等级和得分未公开')).toBeVisible();
    await expect(page.getByText(/评价等级：[优良中差]/)).toHaveCount(0);
  });

  test('an unknown agency is a page that says so', async ({ page }) => {
    const answer = await page.goto('/public/agencies/JG-9999');
    expect(answer?.status()).toBe(404);
    await expect(page.getByText('未收录不代表违规')).toBeVisible();
  });

  test('whoever is signed in finds the way back to work from the front page', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('用户名').fill('leader');
    await page.getByLabel('密码').fill('pingxin-2025');
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page).toHaveURL(/\/home/);
    await page.goto('/');
    await page.getByRole('link', { name: '工作台' }).click();
    await expect(page).toHaveURL(/\/home/);
  });
});
