/**
 * The whole example district is read, by each of its kinds of people, page by page, export by export; numbers are typed,
 * mistyped and imported. No answer, no log and no byte on the disk may hold one in clear but where it must be told.
 */
import { Workbook } from '@cj-tech-master/excelts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { examplePassword } from '../../migrations/seed/seed.ts';
import { filesWithNumbers, numbersIn, numbersInAnswer } from '../support/personal-numbers.ts';
import { makeDataDir, startApp, type RunningApp } from '../support/process.ts';

const readers = [
  ...[null, 'officer', 'admin', 'reviewer', 'leader', 'division', 'supervisor', 'auditor'],
  ...['agency.jia', 'agency.ji', 'agency.geng', 'agency.xin', 'agency.jia.lead1', 'unit-wt-2024-001'],
];

let dataDir: Awaited<ReturnType<typeof makeDataDir>>;
let app: RunningApp;
let address: string;
beforeAll(async () => {
  dataDir = await makeDataDir();
  app = startApp(dataDir.path);
  address = await app.address;
}, 180_000);
afterAll(async () => {
  await app.stop();
  await dataDir.remove();
});

/** Answers that told one, by what was asked. */
const told: string[] = [];
let answers = 0;

// GB 11643 by hand: 17 digits weighted 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, the sum modulo 11 read off 10X98765432.
const typed = '410711190001010010';
const mistyped = '410711190001010014';
const disclosed = '410711190001010029';
const imported = '41071119000101007X';

it('finds a number where there is one', async () => {
  expect(numbersIn(Buffer.from(`身份证号码 ${typed}。`))).toEqual([typed]);
  expect(numbersIn(Buffer.from(typed, 'utf16le'))).toEqual([typed]);
  const book = new Workbook();
  book.addWorksheet('示例').getCell('A1').value = typed;
  expect(await numbersInAnswer(new Uint8Array(await book.xlsx.writeBuffer()))).toEqual([typed]);
});

it('every example number is one that the search knows, and the district holds many', async () => {
  const numbers = Array.from({ length: 200 }, (_, index) => exampleIdNumber(index + 1));
  expect(numbersIn(Buffer.from(numbers.join()))).toEqual(numbers);
  const [row] = await rows('select count(*)::int as count from personal_number');
  expect((row as { count: number }).count).toBeGreaterThan(20);
});

it('tells a typed number only to whoever asks for it with a reason', async () => {
  const cookie = await signedIn('agency.xin');
  const person = (idNumber: string) => ({ ...someone, idNumber });
  const refused = await ask('/api/dossier-people', cookie, person(mistyped));
  expect(refused.status).toBe(422);
  let last = '';
  for (const number of [typed, disclosed]) {
    const added = await ask('/api/dossier-people', cookie, person(number));
    expect(added.status).toBe(201);
    last = ((await added.json()) as { id: string }).id;
  }
  const held = await ask(`/api/dossier-people/${last}`, cookie);
  const { id } = ((await held.json()) as { idNumber: { id: string } }).idNumber;
  const path = `/api/personal-numbers/${id}/disclosure`;
  const answer = await fetch(`${address}${path}`, request(cookie, { reason: '核对证件原件' }));
  expect(await answer.json()).toEqual({ idNumber: disclosed });
});

it('keeps the rows of an import sealed, and tells them to their own agency', async () => {
  const cookie = await signedIn('agency.xin');
  const template = await ask('/api/dossier-imports/template?kind=people', cookie);
  const book = new Workbook();
  await book.xlsx.load(new Uint8Array(await template.arrayBuffer()));
  const page = book.getWorksheet('专业团队')!;
  const place = new Map<string, number>();
  page.getRow(1).eachCell((cell, at) => place.set(cell.text.replace('（必填）', ''), at));
  for (const [title, value] of [
    ['姓名', '示例导入人员'],
    ['身份证号码', imported],
    ['类别', '没有的类别'],
  ] as const)
    page.getCell(2, place.get(title)!).value = value;
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  const sent = await fetch(
    `${address}/api/dossier-imports?kind=people&name=${encodeURIComponent('示例.xlsx')}`,
    {
      method: 'POST',
      headers: cookie,
      body: bytes,
    },
  );
  expect(sent.status).toBe(201);
  const { id } = (await sent.json()) as { id: string };
  const own = await fetch(`${address}/api/dossier-imports/${id}`, { headers: cookie });
  expect(await own.text()).toContain(imported);
  for (const stranger of ['agency.jia', 'officer']) {
    const other = await ask(`/api/dossier-imports/${id}`, await signedIn(stranger));
    expect([403, 404]).toContain(other.status);
  }
});

it.each(readers)('tells %s none on any page, in any export', { timeout: 300_000 }, async (reader) => {
  const before = answers;
  const cookie = reader ? await signedIn(reader) : {};
  const visits = new Map<string, number>();
  const known = new Set([reader ? '/home' : '/']);
  for (const path of known) {
    const kind = path
      .replace(/\?.*/, '')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}-\d{4}(-\d{3})?|\d+/g, '*');
    const visited = visits.get(kind) ?? 0;
    if (visited >= pagesOfAKind) continue;
    visits.set(kind, visited + 1);
    const answer = await ask(path, cookie);
    if (!answer.headers.get('Content-Type')?.includes('html')) continue;
    for (const [, link] of (await answer.text()).matchAll(/href="(\/[^"#]*)/g)) known.add(unescaped(link!));
  }
  expect(answers - before).toBeGreaterThan(5);
  expect(told).toEqual([]);
});

it('leaves none in the logs, in no row, and nowhere on the disk', { timeout: 300_000 }, async () => {
  // Rows as text: what PostgreSQL packed could not be found in its pages.
  for (const { name } of (await rows(
    `select format('%I', relname) as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )) as { name: string }[])
    for (const { text } of (await rows(`select t::text as text from ${name} as t`)) as { text: string }[])
      expect([name, numbersIn(Buffer.from(text))]).toEqual([name, []]);
  await app.stop();
  expect(numbersIn(Buffer.from(app.said()))).toEqual([]);
  expect(told).toEqual([]);
  // That the pages are written and can be read is seen by a name, which is no secret.
  expect(await holds(join(dataDir.path, 'postgres', 'base'), '示例甲管理员')).toBe(true);
  expect(await filesWithNumbers(dataDir.path)).toEqual([]);
});

const pagesOfAKind = 2;

/** Where the agency mends the rows that are not taken over yet. */
const ownImport = /^\/dossier\/imports\/[^/]+(\/wrong-rows)?$/;

const someone = { name: '示例人员', role: 'evaluator' };

const unescaped = (link: string) => link.replaceAll('&amp;', '&');

async function ask(path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  const answer = await fetch(`${address}${path}`, {
    ...(body === undefined ? { headers } : request(headers, body)),
    redirect: 'manual',
  });
  answers++;
  const bytes = new Uint8Array(await answer.clone().arrayBuffer());
  const found = [
    ...numbersIn(Buffer.from(JSON.stringify([path, ...answer.headers]))),
    ...(await numbersInAnswer(bytes)),
  ];
  if (found.length > 0 && !ownImport.test(path)) told.push(`${path}: ${found.join(', ')}`);
  return answer;
}

const request = (headers: Record<string, string>, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { ...headers, 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** For the pages and for the api alike. */
async function signedIn(username: string): Promise<Record<string, string>> {
  const opened = await fetch(`${address}/api/sessions`, request({}, { username, password: examplePassword }));
  expect(opened.status).toBe(201);
  const { token } = (await opened.json()) as { token: string };
  return { Authorization: `Bearer ${token}`, Cookie: `session=${token}; __Host-session=${token}` };
}

async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ host: `${dataDir.path}/run`, user: 'postgres', database: 'pingxin' });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function holds(folder: string, text: string): Promise<boolean> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(text)) return true;
  return false;
}
