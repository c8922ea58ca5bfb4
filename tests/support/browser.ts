import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

export { expect };

/** Playwright's test in the browser and on the app of this run. */
export const test = base.extend({
  // Playwright reads from this pattern that the fixture needs no other.
  // eslint-disable-next-line no-empty-pattern
  baseURL: async ({}, use) => use(process.env.PINGXIN_ADDRESS),
  launchOptions: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => use({ executablePath: process.env.PINGXIN_BROWSER, args: FLAGS }),
    { scope: 'worker' },
  ],
});

/** Fails with every breach of WCAG 2.0, 2.1 and 2.2, levels A and AA, that axe can see on the page. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
  const breaches = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join('\n')}`,
  );
  expect(breaches, `可访问性问题：${page.url()}`).toEqual([]);
}

/** Whether a reader would have to scroll sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Keeps a picture of the whole page in .tmp/shots for who asks to look at them: all of them take minutes. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS || process.env.JOURNEY_ADDRESS)
    await page.screenshot({ path: `.tmp/shots/${name}.png`, fullPage: true });
}

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-gpu',
];
