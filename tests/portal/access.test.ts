import { get } from 'node:http';
import { generateSync } from 'otplib';
import type { Page } from '@playwright/test';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { pdf, png } from '../support/sample-files.ts';
import { exampleAddress } from '../support/service-address.ts';
import { madeUpUscc } from '../support/uscc.ts';
import { fileDossier } from './support/dossier.ts';
import { fill } from './support/form.ts';

const password = 'pingxin-2025';
const unique = String(Date.now() % 10_000);

// Each of these is a journey of many pages, and axe takes seconds a page on a busy machine.
test.describe.configure({ timeout: 240_000 });

async function signIn(page: Page, username: string, secret = password): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(secret);
  await page.getByRole('button', { name: '登录' }).click();
}

async function openPage(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await axe(page);
}

test('a wrong password is told at the field, and what was typed is kept', async ({ page }) => {
  await openPage(page, '/sign-in', '登录');
  await signIn(page, 'officer', 'not the password');
  await expect(page).toHaveTitle(/^有误：/);
  await expect(page.getByLabel('用户名')).toHaveValue('officer');
  await expect(page.getByRole('alert')).toContainText('用户名或密码不对。请核对后重新填写。');
  await axe(page);
  await signIn(page, 'officer');
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
  await axe(page);
});

test('what is wrong in a search is told with what was typed and a way back', async ({ page }) => {
  await signIn(page, 'officer');
  await page.waitForURL('**/home');
  await page.goto('/ratings/JG-0001');
  await page.getByLabel('试算日期').fill('2025-02-30');
  await page.getByRole('button', { name: '试算' }).click();
  await expect(page.getByRole('heading', { name: '查询条件有误' })).toBeVisible();
  await expect(page.getByRole('listitem')).toContainText(['「2025-02-30」：按 2025-11-20 的格式填写日期。']);
  await axe(page);
  await page.getByRole('link', { name: '回到查询页重新填写' }).click();
  await expect(page.getByLabel('试算日期')).toHaveValue('2025-11-20');
});

test('a table is sorted by its heads, either way, and keeps the order in its address', async ({ page }) => {
  await signIn(page, 'supervisor');
  await page.waitForURL('**/home');
  await page.goto('/supervision');
  const head = page.getByRole('columnheader', { name: '委托' });
  const codes = async () => (await page.locator('tbody a[href^="/commissions/"]').allInnerTexts()).join();
  const rising = (await codes()).split(',').sort();
  await head.getByRole('link').click();
  await expect(page).toHaveURL(/sort=code$/);
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  expect(await codes()).toBe(rising.join());
  await head.getByRole('link').click();
  await expect(page).toHaveURL(/sort=-code$/);
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  expect(await codes()).toBe(rising.toReversed().join());
});

test('a page behind the sign-in asks for it and is then opened', async ({ page }) => {
  await page.goto('/notices?state=unserved');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('用户名').fill('officer');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/notices\?state=unserved$/);
});

test('an invited person sets a password once, enrols a second factor and wears either hat', async ({
  page,
}) => {
  const username = `two.hats.${unique}`;
  await signIn(page, 'admin');
  await openPage(page, '/settings/accounts', '账号与角色');
  await openPage(page, '/settings/accounts/new', '新设账号');
  await page.getByLabel('姓名').fill('示例双岗');
  await page.getByLabel('用户名').fill(username);
  await page.getByRole('button', { name: '设立账号' }).click();
  await expect(page.getByRole('alert')).toContainText('至少选择一个角色。');
  await axe(page);
  await page.getByRole('checkbox', { name: '经办', exact: true }).check();
  await page.getByRole('checkbox', { name: '复核', exact: true }).check();
  await page.getByRole('button', { name: '设立账号' }).click();
  const link = await page.getByLabel('一次性链接').inputValue();
  await axe(page);
  await page.getByRole('link', { name: '查看这个账号' }).click();
  await expect(page.getByText('待设密码')).toBeVisible();
  await axe(page);

  await page.context().clearCookies();
  await openPage(page, link, '设置密码');
  await page.getByLabel('密码').fill('short');
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page.getByRole('alert')).toContainText('密码至少 10 个字符。');
  await page.getByLabel('密码').fill('long enough 7');
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await openPage(page, link, '没有找到');

  await signIn(page, username, 'long enough 7');
  await page.locator('summary', { hasText: '示例双岗' }).click();
  await page.getByRole('button', { name: '复核' }).click();
  await expect(page.locator('summary', { hasText: '示例双岗' })).toContainText('复核');

  await openPage(page, '/account', '我的账号');
  await page.getByRole('button', { name: '开始登记' }).click();
  const secret = await page.locator('code').first().innerText();
  await axe(page);
  await page.getByLabel('动态验证码').fill('000000');
  await page.getByRole('button', { name: '完成登记' }).click();
  await expect(page.getByRole('alert')).toContainText('验证码不对');
  await page.getByLabel('动态验证码').fill(generateSync({ secret }));
  await page.getByRole('button', { name: '完成登记' }).click();
  await expect(page.locator('main li code')).toHaveCount(10);
  const recovery = await page.locator('main li code').first().innerText();
  await shoot(page, 'account-recovery-codes');

  await signIn(page, username, 'long enough 7');
  await expect(page.getByRole('heading', { name: '动态验证码' })).toBeVisible();
  await axe(page);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/second-factor/);
  await page.getByLabel('动态验证码或恢复码').fill(recovery);
  await page.getByRole('button', { name: '继续' }).click();
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
});

/** What axe and a telephone's width find on the page as it stands. */
async function lookAt(page: Page, name: string): Promise<void> {
  await axe(page);
  for (const width of [1366, 390]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 768 });
    expect(await isTooWide(page), `${name} at ${width}`).toBe(false);
    await shoot(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}

test('with scripts off a system administrator changes the hats of a person and resets a lost second factor', async ({
  browser,
  baseURL,
  page,
}) => {
  const base = baseURL ? { baseURL } : {};
  const personal = await (await browser.newContext(base)).newPage();
  await signIn(personal, 'supervisor');
  await personal.goto('/account');
  await personal.getByRole('button', { name: '开始登记' }).click();
  const secret = await personal.locator('code').first().innerText();
  await personal.getByLabel('动态验证码').fill(generateSync({ secret }));
  await personal.getByRole('button', { name: '完成登记' }).click();
  await expect(personal.locator('main li code')).toHaveCount(10);

  const context = await browser.newContext({ javaScriptEnabled: false, ...base });
  const plain = await context.newPage();
  await signIn(plain, 'admin');
  await plain.goto('/settings/accounts');
  await plain.getByRole('link', { name: 'supervisor', exact: true }).click();
  const account = plain.url();
  await plain.getByRole('link', { name: '修改 角色' }).click();
  await plain.getByRole('checkbox', { name: '审计', exact: true }).check();
  await plain.getByLabel('变更原因').fill('兼任审计联络');
  await plain.getByRole('button', { name: '变更角色' }).click();
  await expect(plain.getByRole('status')).toContainText('角色已变更');
  await expect(plain.getByText('兼任审计联络')).toBeVisible();

  await signIn(page, 'admin');
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
  await page.goto(account);
  await lookAt(page, 'account');
  await page.goto(`${account}/hats`);
  await expect(page.getByRole('checkbox', { name: '审计', exact: true })).toBeChecked();
  await lookAt(page, 'account-hats');
  await page.getByRole('checkbox', { name: '业务科室', exact: true }).check();
  await page.getByLabel('科室（选填）').fill('');
  await page.getByRole('button', { name: '变更角色' }).click();
  await expect(page).toHaveTitle(/^有误：/);
  await expect(page.getByRole('alert')).toContainText('填写所在的业务科室。');
  await expect(page.getByRole('alert')).toContainText('写明变更的原因。');
  await expect(page.getByRole('checkbox', { name: '业务科室', exact: true })).toBeChecked();
  await lookAt(page, 'account-hats-refused');
  await page.goto(`${account}/second-factor`);
  await lookAt(page, 'account-second-factor');
  await page.getByRole('button', { name: '确认重置' }).click();
  await expect(page.getByRole('alert')).toContainText('写明重置的原因');
  await lookAt(page, 'account-second-factor-refused');

  await plain.getByRole('link', { name: '重置动态验证码' }).click();
  await plain.getByLabel('重置原因和核实方式').fill('手机遗失，本人当面申请');
  await plain.getByRole('button', { name: '确认重置' }).click();
  await expect(plain.getByRole('status')).toContainText('动态验证码已重置');
  await expect(plain.getByText('未登记')).toBeVisible();
  await context.close();

  await personal.goto('/home');
  await expect(personal).toHaveURL(/\/sign-in/);
  await signIn(personal, 'supervisor');
  await expect(personal.getByRole('heading', { name: '工作台' })).toBeVisible();
  await personal.context().close();
});

test('with scripts off an agency opens its account, is confirmed by its letter and files its dossier', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  const username = `agency.${unique}`;
  await page.goto('/register');
  await page.getByLabel('统一社会信用代码').fill('11160300011554391W');
  await page.getByLabel('机构名称').fill(`示例第${unique}号事务所`);
  await page.getByLabel('管理员姓名').fill('示例周某');
  await page.getByLabel('管理员用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await fill(page, { ...exampleAddress, confirmed: ['yes'] });
  await page.getByRole('button', { name: '开通账号' }).click();
  await expect(page.getByRole('alert')).toContainText('第 18 位校验码与前 17 位不符');
  await expect(page.getByLabel('机构名称')).toHaveValue(`示例第${unique}号事务所`);
  await expect(page.getByRole('checkbox')).toBeChecked();
  await page.getByLabel('统一社会信用代码').fill(madeUpUscc(Number(unique)).toLowerCase());
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '开通账号' }).click();
  await expect(page.getByRole('heading', { name: '账号已开通' })).toBeVisible();
  const code = await page.locator('.code').innerText();

  await signIn(page, username);
  await page.getByRole('link', { name: '上传盖章的管理员授权书' }).click();
  const letter = page.getByLabel('授权书扫描件');
  await letter.setInputFiles({ name: '授权书.pdf', mimeType: 'application/pdf', buffer: png() });
  await page.getByRole('button', { name: '上传授权书' }).click();
  await expect(page.getByRole('alert')).toContainText('文件名的后缀是 PDF，内容却是 PNG。');
  await letter.setInputFiles({ name: '授权书.pdf', mimeType: 'application/pdf', buffer: pdf() });
  await page.getByRole('button', { name: '上传授权书' }).click();
  await expect(page.getByRole('status')).toContainText('授权书已上传');
  const href = await page.getByRole('link', { name: '授权书.pdf' }).getAttribute('href');

  await signIn(page, 'officer');
  const stored = await page.request.get(`${href}/content`);
  expect([stored.status(), stored.headers()['content-disposition']?.split(';')[0]]).toEqual([
    200,
    'attachment',
  ]);
  expect((await stored.body()).equals(pdf())).toBe(true);
  await page.goto(`/agencies/${code}`);
  await page.getByLabel('退回原因').fill('未盖公章');
  await page.getByRole('button', { name: '退回补正' }).click();
  await expect(page.getByRole('status')).toContainText('已退回授权书');

  await signIn(page, username);
  await page.goto('/notices');
  await page.getByRole('link', { name: '管理员授权书退回补正' }).click();
  await expect(page.getByText('未盖公章')).toHaveCount(0);
  await page.getByRole('button', { name: '打开并签收' }).click();
  await expect(page.getByText('未盖公章')).toBeVisible();
  await page.getByRole('link', { name: '前往办理' }).click();
  await page
    .getByLabel('授权书扫描件')
    .setInputFiles({ name: '授权书二.pdf', mimeType: 'application/pdf', buffer: pdf('二') });
  await page.getByRole('button', { name: '上传授权书' }).click();

  await signIn(page, 'officer');
  await page.goto(`/agencies/${code}`);
  await page.getByRole('button', { name: '确认管理员' }).click();
  await expect(page.getByRole('status')).toContainText('已确认这家机构的管理员');

  await signIn(page, username);
  // axe is itself a script.
  await fileDossier(page, '示例周某', async () => {});
  await expect(page.getByText('提交成功').or(page.getByText('回执')).first()).toBeVisible();
  await context.close();
});

test('the pages of access hold to WCAG at both widths', async ({ page, request }) => {
  const data = {
    uscc: madeUpUscc(Number(unique) + 1),
    name: '示例版式事务所',
    adminName: '示例吴某',
    username: `wcag.${unique}`,
    password,
    ...exampleAddress,
  };
  const { code } = await (await request.post('/api/agencies', { data })).json();
  await signIn(page, 'officer');
  await openPage(page, '/agencies', '第三方机构');
  await page.goto(`/agencies/${code}`);
  await expect(page.getByRole('heading', { name: '管理员授权书' })).toBeVisible();
  await axe(page);
  await openPage(page, '/notices', '通知与送达');
  await openPage(page, '/register', '工作台');
  await openPage(page, '/journal', '没有这项权限');
  await expect(page.getByRole('navigation', { name: '主导航', exact: true })).toBeVisible();
  await signIn(page, 'auditor');
  await openPage(page, '/journal?event=agency.', '操作日志');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/journal', '/agencies', '/notices', '/home', '/account']) {
    await page.goto(path);
    await axe(page);
    expect(await isTooWide(page), path).toBe(false);
  }
  await page.context().clearCookies();
  await openPage(page, '/register', '第三方机构开通账号');
});

test('over plain http from elsewhere nobody can sign in', async ({ baseURL }) => {
  const answer = await new Promise<string>((done, fail) => {
    const url = new URL('/sign-in', baseURL);
    get(url, { headers: { Host: 'district.example' } }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => done(text));
    }).on('error', fail);
  });
  expect(answer).toContain('当前地址没有加密');
  expect(answer).not.toContain('name="password"');
});
