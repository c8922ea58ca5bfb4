import type { Browser, Page } from '@playwright/test';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';
import { fill, press } from './support/form.ts';

/** A form that was refused does not overwrite unseen what a colleague saved in between. */
test.describe.configure({ mode: 'serial' });

const over = '已对照他人保存的内容，仍按本表单提交';

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    const theirs = javaScriptEnabled ? '示例甲科' : '示例乙科';
    const mine = javaScriptEnabled ? '示例丙科' : '示例丁科';

    test('a form alone on its page is mended over the version it was read at', async ({
      browser,
      baseURL,
    }) => {
      const [page, colleague] = await twice(browser, { baseURL, javaScriptEnabled }, 'officer', '/units');
      const address = await page.locator('main table a[href^="/units/"]').first().getAttribute('href');
      for (const one of [page, colleague]) await one.goto(address!);
      const formOf = (one: Page) => one.locator('form[action="?/unit.change"]');
      const form = formOf(page);
      const name = await form.getByLabel('单位名称').inputValue();

      await fill(formOf(colleague), { division: theirs });
      await press(formOf(colleague), '保存单位', '已保存');

      await fill(form, { division: mine, name: '' });
      await press(form, '保存单位');
      await expect(page.getByRole('link', { name: /单位名称/ })).toBeVisible();
      await fill(form, { name });
      await press(form, '保存单位');

      const problem = page.getByRole('alert');
      await expect(problem).toContainText('在此期间已有人改动过这项内容');
      await expect(problem.locator('div', { hasText: '归口科室' })).toContainText(theirs);
      await expect(form.getByLabel('归口科室')).toHaveValue(mine);
      await shoot(page, 'stale-alone');
      if (javaScriptEnabled) await axe(page);

      // Pressed again without a word it is refused again: only who says so replaces what the colleague saved.
      await press(form, '保存单位');
      await expect(problem).toContainText('在此期间已有人改动过这项内容');
      await colleague.reload();
      await expect(formOf(colleague).getByLabel('归口科室')).toHaveValue(theirs);
      await form.getByLabel(over).check();
      await press(form, '保存单位', '已保存');
      await expect(form.getByLabel('归口科室')).toHaveValue(mine);
      await expect(page.getByLabel(over)).toHaveCount(0);
      for (const one of [page, colleague]) await one.context().close();
    });

    test('of several forms on a page only the one that was refused stays behind', async ({
      browser,
      baseURL,
    }) => {
      const [page, colleague] = await twice(browser, { baseURL, javaScriptEnabled }, 'admin', '/settings');
      const formOf = (one: Page, key: string) =>
        one.locator('form', { has: one.locator(`input[name=key][value=${key}]`) });
      const contact = formOf(page, 'bureauContact');
      const versionOf = async (key: string) =>
        Number(await formOf(page, key).locator('[name=_version]').inputValue());
      const before = { contact: await versionOf('bureauContact'), uscc: await versionOf('bureauUscc') };

      await fill(formOf(colleague, 'bureauContact'), { value: `0373-0000000，${theirs}` });
      await press(formOf(colleague, 'bureauContact'), /^保存/, '已保存');
      await press(formOf(colleague, 'bureauUscc'), /^保存/, '已保存');

      await fill(contact, { value: '' });
      await press(contact, /^保存/);
      await expect(page.getByRole('alert')).toBeVisible();
      expect(await versionOf('bureauContact')).toBe(before.contact);
      expect(await versionOf('bureauUscc')).toBe(before.uscc + 1);

      await fill(contact, { value: `0373-0000000，${mine}` });
      await press(contact, /^保存/);
      await expect(page.getByRole('alert')).toContainText(theirs);
      await expect(contact.locator('[name=value]')).toHaveValue(`0373-0000000，${mine}`);
      await expect(page.getByLabel(over)).toHaveCount(1);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await isTooWide(page)).toBe(false);
      await shoot(page, 'stale-one-of-several');

      await contact.getByLabel(over).check();
      await press(contact, /^保存/, '已保存');
      expect(await versionOf('bureauContact')).toBe(before.contact + 2);
      for (const one of [page, colleague]) await one.context().close();
    });
  });

/** The same page read by two people before either of them saves. */
async function twice(
  browser: Browser,
  options: { baseURL: string | undefined; javaScriptEnabled: boolean },
  username: string,
  address: string,
): Promise<[Page, Page]> {
  const open = async () => {
    const page = await (await browser.newContext(options)).newPage();
    await signIn(page, username);
    await page.goto(address);
    return page;
  };
  return [await open(), await open()];
}
