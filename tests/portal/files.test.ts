import { crc32, deflateSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { examplePdf } from '../../migrations/seed/example-pdf.ts';
import { axe, expect, isTooWide, shoot, test } from '../support/browser.ts';
import { docx } from '../support/sample-files.ts';
import { password, signIn } from './support/district.ts';

/** 预览: a file is looked at in a page of ours, where nothing in it runs. */
test.describe.configure({ timeout: 240_000 });

const unique = String(Date.now() % 100_000);

test('a PDF is drawn page by page, Chinese without its font included', async ({ page }) => {
  await signIn(page, 'agency.jia');
  const address = await store(
    page,
    '示例合同.pdf',
    Buffer.from(examplePdf(`示例第一页 ${unique}`, '示例第二页')),
  );
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: '示例合同.pdf' })).toBeVisible();
  await expect(page.getByText('第 1 页，共 2 页')).toBeVisible();
  await expect(page.getByText(`示例第一页 ${unique}`)).toBeAttached();
  await expect.poll(() => inkOf(page)).toBeGreaterThan(100);
  await axe(page);
  await shoot(page, 'file-pdf');
  await page.getByRole('button', { name: '下一页' }).click();
  await expect(page.getByText('第 2 页，共 2 页')).toBeVisible();
  await expect(page.getByText('示例第二页')).toBeAttached();
  await expect(page.getByRole('button', { name: '下一页' })).toBeDisabled();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await isTooWide(page)).toBe(false);
  await shoot(page, 'file-pdf-390');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载' }).click();
  expect((await download).suggestedFilename()).toBe('示例合同.pdf');
});

test('a picture is shown, an Office file is offered for saving', async ({ page }) => {
  await signIn(page, 'agency.jia');
  await page.goto(await store(page, `示例照片${unique}.png`, picture()));
  const shown = page.getByRole('img', { name: `示例照片${unique}.png` });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(240);
  await axe(page);
  await shoot(page, 'file-picture');
  await page.goto(await store(page, `示例方案${unique}.docx`, docx()));
  await expect(page.getByText('DOCX 文件不能在页面里预览')).toBeVisible();
});

test('a stranger finds nothing there, and without scripts the download is left', async ({
  page,
  browser,
}) => {
  await signIn(page, 'agency.jia');
  const address = await store(page, `示例材料${unique}.pdf`, Buffer.from(examplePdf(`示例 ${unique}`)));
  const other = await anotherPage(browser, page);
  await signIn(other, 'agency.yi');
  for (const path of ['', '/content', '/content?as=preview'])
    expect((await other.goto(`${address}${path}`))!.status()).toBe(404);
  await other.context().close();
  const still = await anotherPage(browser, page, false);
  await signIn(still, 'agency.jia');
  await still.goto(address);
  await expect(still.getByText('预览需要启用脚本；显示不出来时，请下载后查看')).toBeVisible();
  await expect(still.getByRole('link', { name: '下载' })).toHaveAttribute('href', `${address}/content`);
  await still.context().close();
});

async function anotherPage(browser: Browser, page: Page, javaScriptEnabled = true): Promise<Page> {
  const baseURL = new URL(page.url()).origin;
  return (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
}

/** Stores it in the name of 示例甲, as a form of theirs would; returns the address of its page. */
async function store(page: Page, name: string, bytes: Buffer): Promise<string> {
  const opened = await page.request.post('/api/sessions', { data: { username: 'agency.jia', password } });
  const headers = { Authorization: `Bearer ${(await opened.json()).token}` };
  const path = `/api/files?name=${encodeURIComponent(name)}`;
  const stored = await page.request.post(path, { headers, data: bytes });
  expect(stored.status()).toBe(201);
  return `/files/${(await stored.json()).id}`;
}

/** How many of the drawn points are dark. */
const inkOf = (page: Page): Promise<number> =>
  page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3]! > 0 && data[at]! < 100) dark++;
    return dark;
  });

/** 240 points wide and 120 high, all of one colour. */
function picture(): Buffer {
  const part = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(content.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const head = Buffer.from('000000f0000000780802000000', 'hex');
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(240 * 3, 'c04020', 'hex')]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    part('IHDR', head),
    part('IDAT', deflateSync(Buffer.concat(Array<Buffer>(120).fill(line)))),
    part('IEND', Buffer.alloc(0)),
  ]);
}
