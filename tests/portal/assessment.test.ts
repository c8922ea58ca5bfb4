import type { Browser, Page } from '@playwright/test';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { pdf } from '../support/sample-files.ts';
import { approveSheet, findAssessment } from './support/assessment.ts';
import { signIn } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** The two long forms of an assessment: as they look, and as they are filled without scripts. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** Looks at both widths of the page as it stands. */
async function see(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await isTooWide(page), `${name} at ${width}`).toBe(false);
    await axe(page);
    await shoot(page, `assessment-${name}-${width}`);
  }
}

async function withoutScripts(
  browser: Browser,
  baseURL: string | undefined,
  username: string,
): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await signIn(page, username);
  return page;
}

const heard = '示例农村公路养护项目';

test('a reviewer approves the marks and the agency opens the notice', async ({ page }) => {
  await signIn(page, 'reviewer');
  await findAssessment(page, heard);
  await approveSheet(page);
  await signIn(page, 'agency.wu');
  await page.goto('/notices?state=unserved');
  await page.getByRole('main').getByRole('link', { name: '考核评分告知书' }).first().click();
  await press(page, '打开并签收');
});

test('words without a stand are told at their item, on a page that is accessible and fits', async ({
  page,
}) => {
  await signIn(page, 'agency.wu');
  await findAssessment(page, heard);
  await see(page, 'feedback');
  const form = page.locator('form[action="?/respond"]');
  await fill(form, {
    'items[1].statement': '示例：人员结构见方案第 5 页',
    'items[3].file': { name: '人员名单.pdf', mimeType: 'application/pdf', buffer: pdf('名单') },
    'items[4].agrees': 'no',
  });
  await press(form, '提交反馈');
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    /^P2 填写了理由或上传了材料的，请选择认可或不认可/,
    /^O1 填写了理由或上传了材料的，请选择认可或不认可/,
    /^不认可 O2 的，写明理由和事实/,
  ]);
  await see(page, 'feedback-refused');
});

test('with scripts off an agency answers item by item and attaches its proof', async ({
  browser,
  baseURL,
}) => {
  const page = await withoutScripts(browser, baseURL, 'agency.wu');
  await findAssessment(page, heard);
  const form = page.locator('form[action="?/respond"]');
  await press(form, '提交反馈');
  await expect(page.getByRole('link', { name: '至少对一个评分项' })).toBeVisible();
  const proof = { name: '人员名单.pdf', mimeType: 'application/pdf', buffer: pdf('名单') };
  await fill(form, {
    'items[0].agrees': 'yes',
    'items[1].statement': '示例：人员结构见方案第 5 页',
    'items[2].file': { ...proof, name: '说明.txt' },
    'items[3].file': proof,
  });
  await press(form, '提交反馈');
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(1);
  // The next try names what the first one stored and typed: neither is gone, and neither is taken without a stand.
  await press(form, '提交反馈');
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([/^P2 /, /^O1 /]);
  await expect(form.locator('[name="items[0].agrees"][value=yes]')).toBeChecked();
  await expect(form.locator('[name="items[1].statement"]')).toHaveValue('示例：人员结构见方案第 5 页');
  await expect(form.getByRole('link', { name: '已上传的材料' })).toBeVisible();
  await fill(form, {
    'items[1].agrees': 'no',
    'items[3].agrees': 'no',
    'items[3].statement': '示例：方案要素齐全，见附件',
  });
  await press(form, '提交反馈', '反馈已提交');
  await expect(form.locator('[name="items[1].agrees"]')).toHaveCount(0);

  await signIn(page, 'officer2');
  await findAssessment(page, heard);
  const href = await page.getByRole('link', { name: '人员名单.pdf' }).getAttribute('href');
  const stored = await page.request.get(href!);
  expect((await stored.body()).equals(pdf('名单'))).toBe(true);
  await page.context().close();
});
