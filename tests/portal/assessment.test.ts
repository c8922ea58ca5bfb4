import type { Browser, Page } from '@playwright/test';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { pdf } from '../support/sample-files.ts';
import { approveSheet, findAssessment, openAssessment } from './support/assessment.ts';
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

test('what is typed before the scripts start stays, and so does what came back with the page', async ({
  page,
}) => {
  await signIn(page, 'agency.wu');
  await findAssessment(page, heard);
  let start = () => {};
  const started = new Promise<void>((done) => (start = done));
  await page.route('**/*.js', async (route) => {
    await started;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  const reason = page.locator('[name="items[1].statement"]');
  await page.locator('details', { has: reason }).locator('summary').click();
  await reason.fill('示例：一打开就写的理由');
  start();
  await page.waitForLoadState('networkidle');
  await expect(reason).toHaveValue('示例：一打开就写的理由');
  await press(page, '提交反馈');
  await page.waitForLoadState('networkidle');
  await expect(reason).toHaveValue('示例：一打开就写的理由');
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
  const stored = await page.request.get(`${href}/content`);
  expect((await stored.body()).equals(pdf('名单'))).toBe(true);
  await page.context().close();
});

const scored = '示例就业补助政策';

test('an assessment is opened and its scorer declares', async ({ page }) => {
  await signIn(page, 'officer');
  await openAssessment(page, scored);
  await signIn(page, 'officer2');
  await findAssessment(page, scored);
  await fill(page, { conflict: 'none' });
  await press(page, '声明并开始评分', '已声明');
});

const contents = (page: Page, item: string) =>
  page.getByRole('navigation', { name: '目录' }).getByRole('listitem').filter({ hasText: item });

const fold = (page: Page, item: string) => page.locator('details', { has: page.locator(`#sheet-${item}`) });

test('the sheet says of each part whether it waits, and is refused on an accessible page that fits', async ({
  page,
}) => {
  await signIn(page, 'officer2');
  await findAssessment(page, scored);
  await see(page, 'sheet');
  await expect(contents(page, '待处理')).toHaveCount(16);
  await fill(page, { 'items.P2.parts[0].points': '六分', 'items.P3.own[0].times': '0' });
  await press(page, '提交评分');
  await expect(page.getByRole('alert').getByRole('link', { name: '按数字填写得分' })).toBeVisible();
  await see(page, 'sheet-refused');
});

test('with scripts off rows are added, Enter saves, and what is finished is folded', async ({
  browser,
  baseURL,
}) => {
  const page = await withoutScripts(browser, baseURL, 'officer2');
  await findAssessment(page, scored);
  // What was refused is kept as a draft.
  await expect(page.locator('[name="items.P2.parts[0].points"]')).toHaveValue('六分');

  const first = page.locator('[name="observed.reportFaults[0].text"]');
  await fill(page, { 'observed.reportFaults[0].text': '示例：第 7 页与第 9 页数字不一致' });
  await press(page, /^再加一行.*报告差错/, '草稿已保存');
  await expect(first).toHaveValue('示例：第 7 页与第 9 页数字不一致');
  await expect(page.locator('[name="observed.reportFaults[1].text"]')).toBeFocused();
  await fill(page, { 'items.O4.own[0].reason': '示例：附表缺页', 'items.P1.done': ['yes'] });
  await press(page, /^再加一行.*O4 另行扣分/, '草稿已保存');
  await expect(page.locator('[name="items.O4.own[0].reason"]')).toHaveValue('示例：附表缺页');
  await expect(page.locator('[name="items.O4.own[1].cause"]')).toBeFocused();
  await expect(page.locator('[name="observed.reportFaults[1].text"]')).toHaveCount(1);

  await expect(contents(page, 'P1')).toContainText('已填');
  await expect(fold(page, 'P1')).not.toHaveAttribute('open');
  await fill(page, { 'items.O2.done': ['yes'], 'items.P1.own[0].reason': '示例：两日未到岗' });
  await Promise.all([
    page.waitForEvent('load'),
    page.locator('[name="items.P1.own[0].reason"]').press('Enter'),
  ]);
  await expect(page.getByRole('status')).toContainText('草稿已保存');
  expect(page.url()).toMatch(/\?\/save$/);
  // The platform's suggestion on O2 is undecided, and the row on P1 is half filled: both stay open.
  for (const item of ['O2', 'P1']) {
    await expect(contents(page, item)).toContainText('待处理');
    await expect(fold(page, item)).toHaveAttribute('open');
  }
  await expect(page.locator('[name="items.P1.own[0].reason"]')).toBeVisible();

  await press(page, '提交评分');
  await page.getByRole('alert').getByRole('link', { name: '选择扣分情形' }).first().click();
  await expect(page.locator('[name="items.P1.own[0].cause"]')).toBeFocused();
  await page.context().close();
});
