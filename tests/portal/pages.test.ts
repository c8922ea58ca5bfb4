import { Workbook } from '@cj-tech-master/excelts';
import { globSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { signIn } from './support/district.ts';
import { fill, press } from './support/form.ts';

/**
 * Every page of the portal, found as people find it: by the links they are shown. No link leads its reader to a
 * refusal, and each page is looked at by axe and at the width of a telephone, for one of its readers.
 */
test.describe.configure({ mode: 'serial', timeout: 300_000 });

/** By user name; null is whoever has not signed in. */
const readers = [
  null,
  'officer',
  'admin',
  'reviewer',
  'leader',
  'division',
  'supervisor',
  'auditor',
  'agency.jia',
  'agency.geng',
  'agency.xin',
  'agency.jia.lead1',
  'unit-wt-2024-001',
];

const routes = globSync('portal/routes/**/+page.svelte')
  .map((file) => file.replace(/^portal\/routes|\/\+page\.svelte$/g, '').replace(/\/\(\w+\)/g, '') || '/')
  // What is named goes before what may be anything.
  .sort((a, b) => Number(a.includes('[')) - Number(b.includes('[')))
  .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/\[\w+\]/g, '[^/]+')}$`) }));

/** Pages that the walk does not come to: it looks at a few of each kind, and nobody is shown a link of another's. */
const found = new Map<string, { address: string; reader: string | null }>([
  ['/links/[token]', { address: '/links/no-such-link', reader: null }],
  ['/commissions/[code]/offers', { address: '/commissions/WT-2023-002/offers', reader: 'officer' }],
  ['/dossier/people/new', { address: '/dossier/people/new', reader: 'agency.xin' }],
]);

test('an agency has brought a sheet of its own', async ({ page }) => {
  const book = new Workbook();
  const sheet = book.addWorksheet('在职人员');
  for (const row of [
    ['名字', '公民身份号码'],
    ['示例人员', exampleIdNumber(72_001)],
  ])
    sheet.addRow(row);
  const buffer = Buffer.from(await book.xlsx.writeBuffer());
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await signIn(page, 'agency.xin');
  await page.goto('/dossier/imports?kind=people');
  await fill(page, { file: { name: '在职人员.xlsx', mimeType, buffer } });
  await press(page, '上传并检查');
  await expect(page).toHaveURL(/\/mapping$/);
  const mapping = new URL(page.url()).pathname;
  await fill(page, { 'fixed.role': '评价人员' });
  await press(page, '按此对应并检查');
  await page.waitForURL((url) => url.pathname === mapping.replace('/mapping', ''));
  found.set('/dossier/imports/[id]/mapping', { address: mapping, reader: 'agency.xin' });
  found.set('/dossier/imports/[id]', { address: new URL(page.url()).pathname, reader: 'agency.xin' });
});

for (const reader of readers) {
  test(`${reader ?? 'the public'} is refused nothing that a page offers`, async ({ page }) => {
    if (reader) await signIn(page, reader);
    else await page.goto('/');
    const { refused, reached } = await walk(page, reader ? '/home' : '/');
    for (const [route, address] of reached) if (!found.has(route)) found.set(route, { address, reader });
    expect(refused).toEqual([]);
  });
}

test('every page is come to by somebody', () => {
  // The second factor is a step of signing in, and nobody of the example has lost one: walked in access.test.ts.
  const expected = routes.map(({ route }) => route).filter((route) => !route.endsWith('/second-factor'));
  expect(expected.filter((route) => !found.has(route))).toEqual([]);
});

for (const reader of readers) {
  test(`the pages first met by ${reader ?? 'the public'} are accessible and fit a telephone`, async ({
    page,
  }) => {
    const pages = [...found].filter(([, one]) => one.reader === reader);
    if (reader) await signIn(page, reader);
    const tooWide: string[] = [];
    for (const [route, { address }] of pages) {
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.goto(address);
      expect(page.url(), route).toBe(new URL(address, page.url()).href);
      await axe(page);
      await picture(page, route);
      if (await isTooWide(page)) tooWide.push(`${route} at 1366`);
      await page.setViewportSize({ width: 390, height: 844 });
      if (await isTooWide(page)) tooWide.push(`${route} at 390`);
      await picture(page, `${route}-390`);
    }
    expect(tooWide).toEqual([]);
  });
}

const picture = (page: Page, name: string): Promise<void> => shoot(page, `page${name.replace(/\W+/g, '-')}`);

interface Walked {
  /** Links that ended in a refusal or an error, and the page that offered them. */
  refused: string[];
  /** A page of each route. */
  reached: Map<string, string>;
}

/** Follows every link from a page on, and looks at a few pages of each route. */
async function walk(page: Page, start: string): Promise<Walked> {
  const queue = [{ address: start, from: '' }];
  const known = new Set([start]);
  const visits = new Map<string, number>();
  const walked: Walked = { refused: [], reached: new Map() };
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { pathname } = new URL(next.address, 'http://any');
    const route = routes.find(({ pattern }) => pattern.test(pathname))?.route;
    const visited = visits.get(route ?? pathname) ?? 0;
    if (visited >= PAGES_OF_A_ROUTE) continue;
    visits.set(route ?? pathname, visited + 1);
    const { status, links } = await visit(page, next.address);
    if (status !== 200) walked.refused.push(`${next.from} → ${next.address}: ${status}`);
    else if (route && !walked.reached.has(route)) walked.reached.set(route, next.address);
    for (const link of links.filter((link) => !known.has(link))) {
      known.add(link);
      queue.push({ address: link, from: next.address });
    }
  }
  return walked;
}

const PAGES_OF_A_ROUTE = 2;

/** Asks for a page as its link would, and reads the links it shows; the answer is not drawn, which would take seconds. */
function visit(page: Page, address: string): Promise<{ status: number; links: string[] }> {
  return page.evaluate(async (address) => {
    const answer = await fetch(address);
    const shown = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const links = [...shown.querySelectorAll('a[href^="/"]')].map(
      (link) => link.getAttribute('href')?.replace(/#.*/, '') ?? '',
    );
    return { status: answer.status, links };
  }, address);
}
