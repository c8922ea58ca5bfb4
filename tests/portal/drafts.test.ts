import type { Page } from '@playwright/test';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { filers, openAgency, openSection } from './support/colleagues.ts';
import { press } from './support/form.ts';

/** A section that is filled in: saved by itself, with a colleague beside, without a network and without scripts. */
test.describe.configure({ timeout: 240_000 });

let people: { admin: string; staff: string };
test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ ...(baseURL ? { baseURL } : {}) });
  people = await openAgency(request, 5000 + (Date.now() % 4000));
  await request.dispose();
});

const basic = '/dossier/basic';
const said = (page: Page) => page.getByRole('status').locator('[aria-hidden]');
const premises = (page: Page) => page.getByLabel('办公场所');

test('what is typed is saved by itself, and the line says so', async ({ browser, baseURL }) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  const saves: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('?/autosave')) saves.push(request.url());
  });
  await premises(page).pressSequentially('示例路 1 号', { delay: 20 });
  await expect(said(page)).toHaveText(/^已保存 \d\d:\d\d$/);
  expect(saves).toHaveLength(1);
  // A new row is one row, however often it is saved.
  await page.getByText('再列一家分支机构（第 1 家）').click();
  await page.locator('[name="branches[0].name"]').fill('示例一分所');
  await page.locator('[name="branches[0].name"]').blur();
  await page.locator('[name="branches[0].head"]').fill('示例');
  await page.getByLabel('总会计师').or(page.getByLabel('法定代表人')).first().check();
  await expect(said(page)).toHaveText(/^已保存/);
  await expect.poll(() => saves.length).toBeGreaterThan(2);
  await page.waitForLoadState('networkidle');
  await page.reload({ waitUntil: 'networkidle' });
  await expect(premises(page)).toHaveValue('示例路 1 号');
  await expect(page.locator('[name="branches[0].head"]')).toHaveValue('示例');
  await expect(page.locator('[name="branches[1].name"]')).toHaveValue('');
  // Nothing was typed since: nothing is sent.
  const before = saves.length;
  await premises(page).focus();
  await premises(page).blur();
  await page.waitForTimeout(1500);
  expect(saves.length).toBe(before);
  await press(page, '保存');
  await expect(page.getByText('已保存。')).toBeVisible();
  await page.context().close();
});

test('while somebody types on, it is saved every three seconds, one save after another', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  let running = 0;
  let most = 0;
  let count = 0;
  await page.route('**/basic?/autosave', async (route) => {
    most = Math.max(most, ++running);
    count++;
    const response = await route.fetch();
    await new Promise((done) => setTimeout(done, 1000));
    running--;
    await route.fulfill({ response });
  });
  await premises(page).pressSequentially('一二三四五六七八九十一二三四五六七八九十', { delay: 400 });
  expect(count).toBeGreaterThanOrEqual(2);
  await premises(page).blur();
  await page.getByLabel('通讯地址').fill('示例');
  await page.getByLabel('通讯地址').blur();
  await expect(said(page)).toHaveText(/^已保存/);
  await expect.poll(() => running).toBe(0);
  expect(most).toBe(1);
  await page.context().close();
});

test('a value that cannot be kept is named, and what was typed stays', async ({ browser, baseURL }) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  await premises(page).fill('长'.repeat(4001));
  await expect(said(page)).toHaveText('未能保存，1 处需要处理');
  await page.getByRole('link', { name: /^办公场所：/ }).click();
  await expect(premises(page)).toBeFocused();
  await premises(page).fill('示例路 2 号');
  await expect(said(page)).toHaveText(/^已保存/);
  await page.context().close();
});

test('two colleagues choose field by field between what each has written', async ({ browser, baseURL }) => {
  const one = await openSection(browser, baseURL!, people.admin, basic);
  const other = await openSection(browser, baseURL!, people.staff, basic);
  await one.getByLabel('负责人姓名').fill('示例甲');
  await premises(one).fill('管理员的地址');
  await expect(said(one)).toHaveText(/^已保存/);

  await premises(other).fill('同事的地址');
  await expect(said(other)).toHaveText('未能保存，2 处需要处理');
  await other.getByRole('link', { name: '对照并选定' }).click();
  const conflict = other.getByRole('region', { name: '与已保存的内容有 2 处不同' });
  await expect(conflict).toContainText(new RegExp(`${filers.admin} 已于 [\\d-]+ \\d\\d:\\d\\d 先保存了改动`));
  const choices = (name: string) => conflict.getByRole('group', { name });
  // What only the other one changed is taken from there, unless somebody says otherwise.
  await expect(choices('负责人').getByLabel('用已保存的')).toBeChecked();
  await expect(choices('办公场所')).toContainText('管理员的地址');
  await expect(choices('办公场所')).toContainText('同事的地址');
  await expect(choices('办公场所').getByLabel('用我填的')).not.toBeChecked();
  await axe(other);
  await shoot(other, 'draft-conflict');
  await other.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(other)).toBe(false);
  await shoot(other, 'draft-conflict-390');
  await other.setViewportSize({ width: 1366, height: 768 });
  // By the keyboard alone; what is left open is asked for.
  await conflict.getByRole('button', { name: '按所选内容保存' }).focus();
  await Promise.all([other.waitForEvent('load'), other.keyboard.press('Enter')]);
  await expect(choices('办公场所')).toContainText('选择一项。');
  await choices('办公场所').getByLabel('用我填的').focus();
  await other.keyboard.press('Space');
  await conflict.getByRole('button', { name: '按所选内容保存' }).focus();
  await Promise.all([other.waitForEvent('load'), other.keyboard.press('Enter')]);
  await expect(other.getByText('已保存。')).toBeVisible();
  await expect(premises(other)).toHaveValue('同事的地址');
  await expect(other.getByLabel('负责人姓名')).toHaveValue('示例甲');

  // The same words from both are no conflict.
  await one.getByLabel('负责人姓名').fill('示例甲');
  await premises(one).fill('同事的地址');
  await expect(said(one)).toHaveText(/^已保存/);
  await expect(one.locator('#conflict')).toHaveCount(0);
  await one.context().close();
  await other.context().close();
});

test('without scripts the form is saved by its button, and a conflict is settled on the page after it', async ({
  browser,
  baseURL,
}) => {
  const one = await openSection(browser, baseURL!, people.admin, '/dossier/track-record', false);
  const other = await openSection(browser, baseURL!, people.staff, '/dossier/track-record', false);
  await expect(one.getByText('填写的内容自动保存')).toHaveCount(0);
  await one.locator('[name="projects[0].name"]').fill('管理员列的项目');
  await press(one, '保存');
  await expect(one.getByText('已保存。')).toBeVisible();

  await other.locator('[name="projects[0].name"]').fill('同事列的项目');
  await other.locator('[name="projects[0].client"]').fill('示例委托方');
  await press(other, '保存');
  await expect(other.getByRole('alert')).toContainText('先保存了改动');
  const conflict = other.getByRole('region', { name: '与已保存的内容有 2 处不同' });
  const rows = conflict.getByRole('group');
  await expect(rows).toHaveCount(2);
  // Each one's row is a row of its own: both can stay.
  await rows.filter({ hasText: '同事列的项目，示例委托方' }).getByLabel('用我填的').check();
  await press(other, '按所选内容保存');
  await expect(conflict.getByText('选择一项。')).toHaveCount(1);
  await rows.filter({ hasText: '管理员列的项目' }).getByLabel('用已保存的').check();
  await press(other, '按所选内容保存');
  await expect(other.getByText('已保存。')).toBeVisible();
  await expect(other.locator('[name="projects[0].name"]')).toHaveValue('同事列的项目');
  await expect(other.locator('[name="projects[1].name"]')).toHaveValue('管理员列的项目');
  await one.context().close();
  await other.context().close();
});

test('what was written over is listed and restored, also without scripts, and can be taken back', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.staff, '/dossier/honours-penalties', false);
  await page.getByLabel('说明').fill('第一稿');
  await press(page, '保存');
  const other = await openSection(browser, baseURL!, people.admin, '/dossier/honours-penalties');
  await other.getByLabel('说明').fill('第二稿');
  await expect(said(other)).toHaveText(/^已保存/);
  await other.getByRole('link', { name: '以前保存的内容' }).click();
  const row = (name: string | RegExp) => other.getByRole('row', { name });
  await expect(row(/现在的内容/)).toContainText(`${filers.admin}`);
  await expect(row(/现在的内容/)).toContainText('说明');
  await axe(other);
  await shoot(other, 'draft-points');
  await other.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(other)).toBe(false);
  await shoot(other, 'draft-points-390');

  await page.getByRole('link', { name: '以前保存的内容' }).click();
  await page.getByRole('row', { name: filers.staff }).getByRole('button').click();
  await expect(page.getByText('已恢复到所选的版本。')).toBeVisible();
  await expect(page.getByLabel('说明')).toHaveValue('第一稿');
  await page.getByRole('link', { name: '以前保存的内容' }).click();
  await page.getByRole('row', { name: filers.admin }).getByRole('button').click();
  await expect(page.getByLabel('说明')).toHaveValue('第二稿');

  // A list that has grown old restores nothing unseen.
  await other.setViewportSize({ width: 1366, height: 768 });
  await row(filers.staff).getByRole('button').click();
  await expect(other.getByRole('alert')).toContainText('已有人改动过');
  await page.context().close();
  await other.context().close();
});

test('a number of a person that is refused keeps nothing else from being saved', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.admin, '/dossier/people/new');
  await page.getByLabel('姓名').fill('示例某');
  await press(page, '保存');
  await expect(page).toHaveURL(/\/dossier\/people\/[^/]+\?saved/);
  await page.waitForLoadState('networkidle');
  await page.locator('[name=idNumber]').fill('4107');
  await expect(said(page)).toHaveText('未能保存，1 处需要处理');
  await page.getByLabel('职称名称').fill('会计师');
  await page.getByLabel('职称名称').blur();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('link', { name: /^身份证号码：/ })).toBeVisible();
  await page.locator('[name=idNumber]').fill('');
  await expect(said(page)).toHaveText(/^已保存/);
  await page.reload();
  await expect(page.getByLabel('职称名称')).toHaveValue('会计师');
  await page.context().close();
});

const waiting = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((done) => {
        const opening = indexedDB.open('drafts');
        opening.onsuccess = () => {
          if (!opening.result.objectStoreNames.contains('waiting')) return done('[]');
          const all = opening.result.transaction('waiting').objectStore('waiting').getAll();
          all.onsuccess = () => done(JSON.stringify(all.result));
        };
      }),
  );

test('a minute without a network loses nothing, and the line says where it waits', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  await page.clock.install();
  await page.context().setOffline(true);
  await premises(page).fill('断网时的地址');
  await page.clock.runFor(4000);
  await expect(said(page)).toHaveText('离线，改动已暂存在本机');
  for (let second = 0; second < 60; second += 10) {
    await page.getByLabel('通讯地址').fill(`断网第 ${second} 秒`);
    await page.clock.runFor(10_000);
  }
  await expect(said(page)).toHaveText('离线，改动已暂存在本机');
  expect(await waiting(page)).toContain('断网第 50 秒');
  await shoot(page, 'draft-offline');
  await page.context().setOffline(false);
  await page.clock.runFor(6000);
  await expect(said(page)).toHaveText(/^已保存/);
  await expect.poll(() => waiting(page)).toBe('[]');
  await page.reload();
  await expect(premises(page)).toHaveValue('断网时的地址');
  await expect(page.getByLabel('通讯地址')).toHaveValue('断网第 50 秒');
  await page.context().close();
});

test('what waited in the browser is saved at the next visit, for a week and for its writer alone', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  await page.context().setOffline(true);
  await premises(page).fill('关掉以前的地址');
  await expect(said(page)).toHaveText('离线，改动已暂存在本机');
  await page.goto('about:blank');
  await page.context().setOffline(false);
  await page.goto(basic, { waitUntil: 'networkidle' });
  await expect(premises(page)).toHaveValue('关掉以前的地址');
  await expect(said(page)).toHaveText(/^已保存/);

  await page.context().setOffline(true);
  await premises(page).fill('八天以前的地址');
  await expect(said(page)).toHaveText('离线，改动已暂存在本机');
  await page.goto('about:blank');
  await page.context().setOffline(false);
  await page.clock.setFixedTime(Date.now() + 8 * 24 * 3600_000);
  await page.goto(basic, { waitUntil: 'networkidle' });
  await expect(premises(page)).toHaveValue('关掉以前的地址');
  await expect.poll(() => waiting(page)).toBe('[]');
  await page.context().close();
});

test('signing out wipes what waits', async ({ browser, baseURL }) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  await page.route('**/basic?/autosave', (route) => route.abort());
  await premises(page).fill('不再留下的地址');
  await expect(said(page)).toHaveText('离线，改动已暂存在本机');
  expect(await waiting(page)).toContain('不再留下的地址');
  await page.getByText('示例管理员（机构管理员）').click();
  await press(page, '退出登录');
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await waiting(page)).toBe('[]');
  await page.context().close();
});

test('a number that was not sent waits in the open page alone, and closing it warns', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  await page.context().setOffline(true);
  await premises(page).fill('不是号码');
  await page.getByLabel('联系电话').fill('0373-1234567');
  await page.getByLabel('联系电话').blur();
  await expect(said(page)).toHaveText('离线，改动暂存在本页，请勿关闭');
  expect(await waiting(page)).toContain('不是号码');
  expect(await waiting(page)).not.toContain('1234567');
  const warned = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const dialog = await warned;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await page.context().setOffline(false);
  await expect(said(page)).toHaveText(/^已保存/, { timeout: 20_000 });
  await page.context().close();
});

test('when the session ends while somebody types they sign in over the form, and nothing is lost', async ({
  browser,
  baseURL,
}) => {
  const page = await openSection(browser, baseURL!, people.admin, basic);
  const address = page.url();
  await page.context().clearCookies();
  await premises(page).fill('登录失效时的地址');
  const dialog = page.getByRole('dialog', { name: '重新登录' });
  await expect(dialog).toContainText('登录已失效。登录后本页的改动接着保存。');
  await expect(dialog.getByLabel('用户名')).toBeFocused();
  await axe(page);
  await shoot(page, 'draft-sign-in');
  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, 'draft-sign-in-390');
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(premises(page)).toBeFocused();
  await expect(said(page)).toHaveText('登录已失效，改动已暂存在本机');
  await page.getByRole('button', { name: '重新登录' }).click();

  const signIn = async (username: string, secret: string) => {
    await dialog.getByLabel('用户名').fill(username);
    await dialog.getByLabel('密码').fill(secret);
    await page.keyboard.press('Enter');
  };
  await signIn(people.admin, 'wrong-password-1');
  await expect(dialog).toContainText('用户名或密码');
  // Whoever else signs in does not save what this person typed.
  await signIn(people.staff, 'pingxin-2025');
  await expect(dialog).toContainText('现在登录的是另一个人');
  await signIn(people.admin, 'pingxin-2025');
  await expect(dialog).toHaveCount(0);
  await expect(said(page)).toHaveText(/^已保存/);
  expect(page.url()).toBe(address);
  await page.reload();
  await expect(premises(page)).toHaveValue('登录失效时的地址');
  await page.context().close();
});
