import { axe, expect, shoot, test } from '../support/browser.ts';

test('Chinese characters are drawn, each in its own shape', async ({ page }) => {
  await page.setContent(
    '<p style="font-size: 40px">评信：绩效评价 <b>信用等级</b> <button>提交备案</button></p>',
  );
  await shoot(page, 'glyphs');
  // A missing glyph is the same box for all: two characters would make the same picture.
  const pictures = await page.evaluate(() =>
    ['评', '信'].map((character) => {
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d')!;
      pen.font = '40px sans-serif';
      pen.fillText(character, 10, 60);
      return canvas.toDataURL();
    }),
  );
  expect(pictures[0]).not.toBe(pictures[1]);
});

test('a page that does not exist says so in Chinese, and the api answers beside it', async ({
  page,
  request,
}) => {
  const answer = await page.goto('/no-such-page');
  expect(answer?.status()).toBe(404);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await axe(page);
  await shoot(page, 'no-such-page');
  expect((await request.get('/api/health')).status()).toBe(200);
});
