import type { Page } from '@playwright/test';
import { test as base, axe, expect, isTooWide, shoot } from '../../support/browser.ts';
import { makeDataDir, startApp } from '../../support/process.ts';

export { expect };

/** A browser on a fresh example district of this file's own: its clock is moved through months. */
export const test = base.extend<object, { district: string }>({
  district: [
    // Playwright reads from this pattern that the fixture needs no other.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // A district that stands already, to go on in while a step is being written.
      const standing = process.env.JOURNEY_ADDRESS;
      if (standing) return use(standing);
      const dataDir = await makeDataDir();
      const app = startApp(dataDir.path);
      await use(await app.address);
      await app.stop();
      await dataDir.remove();
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  baseURL: async ({ district }, use) => use(district),
});

export const password = 'pingxin-2025';

/** Signs in as someone else, on the home page afterwards. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/home', { timeout: 30_000 });
}

/** Moves the example clock forward, as the system's administrator does. */
export async function moveClock(page: Page, day: string, time = '09:00'): Promise<void> {
  await signIn(page, 'admin');
  await page.goto('/settings/clock', { waitUntil: 'networkidle' });
  await page.getByLabel('日期').fill(day);
  await page.getByLabel('时刻').fill(time);
  await page.getByRole('button', { name: '向前拨' }).click();
  await expect(page.getByRole('status')).toContainText(`已拨到 ${day} ${time}`);
}

/** Sets the password of an invited colleague by the one-time link. */
export async function takeUp(page: Page, link: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

/** Checks the page as it stands on a telephone; at the desk's width axe sees each page in pages.test.ts. */
export async function look(page: Page, name: string): Promise<void> {
  await shoot(page, `journey-${name}`);
  // While a step is being written its picture is enough.
  if (process.env.JOURNEY_ADDRESS) return;
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page), `${name} too wide at 390`).toBe(false);
  await axe(page);
  await shoot(page, `journey-${name}-390`);
  await page.setViewportSize({ width: 1366, height: 768 });
}
