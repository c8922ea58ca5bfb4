import type { Page } from '@playwright/test';
import { join } from 'node:path';
import pg from 'pg';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';

/** 标准推演: begun by a form, left and come back to, with and without scripts. */
test.describe.configure({ mode: 'serial' });

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });
    const name = javaScriptEnabled ? 'what-if' : 'what-if-without-scripts';

    test('a run shows how far it is, may be left, and comes to its result', async ({ page }) => {
      await signIn(page, 'officer');
      let address = '';
      await asOwner(async (owner) => {
        // The run cannot be filed until the lock goes.
        await owner.query('begin; lock table what_if_run in share mode');
        await begin(page);
        await expect(page).toHaveURL(/\/what-ifs\/[\w-]{36}$/);
        address = new URL(page.url()).pathname;
        await expect(page.getByRole('progressbar', { name: '正在推演' })).toBeVisible();
        await expect(page.getByText('可以离开此页')).toBeVisible();
        await expect(page.getByRole('link', { name: '刷新' })).toHaveCount(javaScriptEnabled ? 0 : 1);
        await look(page, `${name}-running`);
        await page.goto('/what-ifs');
        await expect(
          page.getByRole('row').filter({ has: page.locator(`[href="${address}"]`) }),
        ).toContainText('处理中');
        await look(page, `${name}-list`);
        await page.locator(`[href="${address}"]`).click();
        await expect(page.getByRole('progressbar')).toBeVisible();
        await owner.query('rollback');
      });
      const result = page.getByRole('heading', { name: '信用等级迁移', exact: true });
      if (javaScriptEnabled) await expect(result).toBeVisible();
      else
        await expect(async () => {
          const refresh = page.getByRole('link', { name: '刷新' });
          if (await refresh.isVisible()) await refresh.click();
          await expect(result).toBeVisible({ timeout: 1000 });
        }).toPass();
      await look(page, `${name}-done`);
    });

    test('a run that was cut off says so and is made again', async ({ page }) => {
      await signIn(page, 'officer');
      const id = crypto.randomUUID();
      await asOwner((owner) =>
        owner.query(
          `insert into what_if_job (id, policy_id, before_id, rating_policy_id, as_of, begun_by, begun_at, beat_at)
            select $1, policy_id, before_id, rating_policy_id, as_of, made_by, made_at, now()
            from what_if_run limit 1`,
          [id],
        ),
      );
      await page.goto(`/what-ifs/${id}`);
      const change = (what: string) =>
        asOwner((owner) => owner.query(`update what_if_job set ${what} where id = $1`, [id]));
      await change('done = 7, total = 12');
      if (!javaScriptEnabled) await page.getByRole('link', { name: '刷新' }).click();
      await expect(page.getByText('已推演 7 家机构，共 12 家。')).toBeVisible();
      await shoot(page, `${name}-progress`);
      await change("beat_at = now() - interval '2 minutes'");
      if (!javaScriptEnabled) await page.getByRole('link', { name: '刷新' }).click();
      await expect(page.getByText('推演中断：系统在推演途中停止过，没有得出结果。')).toBeVisible();
      await expect(page.getByRole('progressbar')).toHaveCount(0);
      await look(page, `${name}-failed`);
      await page.getByRole('button', { name: '重新推演' }).click();
      await expect(page).not.toHaveURL(new RegExp(id));
      await expect(page).toHaveURL(/\/what-ifs\/[\w-]{36}$/);
    });
  });

async function begin(page: Page): Promise<void> {
  await page.goto('/what-ifs');
  const versions = page.getByLabel('要推演的版本');
  const version = versions.locator('option', { hasText: '信用等级办法第 2 版' });
  await versions.selectOption((await version.getAttribute('value'))!);
  await page.getByRole('button', { name: '开始推演' }).click();
}

/** axe is a script itself: it looks where scripts run, at the same markup. */
async function look(page: Page, name: string): Promise<void> {
  const hasNoScripts = name.startsWith('what-if-without-scripts');
  if (!hasNoScripts) await axe(page);
  await shoot(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page), `${name} too wide at 390`).toBe(false);
  if (!hasNoScripts) await axe(page);
  await shoot(page, `${name}-390`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** In the database of the app under test. */
async function asOwner(work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const host = join(process.env.PINGXIN_DATA!, 'run');
  const owner = new pg.Client({ host, user: 'postgres', database: 'pingxin' });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}
