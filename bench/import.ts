/** 500 people from a workbook into a dossier, over HTTP, as an agency does it: read, checked, taken over. */
import { Workbook } from '@cj-tech-master/excelts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { insertAccount } from '../api/accounts/queries.ts';
import { connect } from '../api/database.ts';
import { sheets } from '../api/dossier-sheets/columns.ts';
import { startPostgres } from '../api/embedded-postgres.ts';
import { newId } from '../api/ids.ts';
import { hashPassword } from '../api/sessions/commands.ts';
import { writeSheet } from '../api/sheets/writing.ts';
import { installDefaults } from '../migrations/defaults.ts';
import { migrate } from '../migrations/run.ts';
import { exampleIdNumber } from '../migrations/seed/id-numbers.ts';
import { contextFor } from '../tests/support/context.ts';
import type { District } from '../tests/support/district.ts';
import { startApp } from '../tests/support/process.ts';
import { postgresUrl } from './postgres-url.ts';

const rows = 500;
const mostSeconds = 10;
const password = 'correct horse 9';

export async function benchImport(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pingxin-bench-'));
  const postgres = await startPostgres(folder);
  const owner = postgres.connectionFor('postgres', 'postgres');
  try {
    await fill(owner);
    const app = startApp(join(folder, 'app'), { DATABASE_URL: postgresUrl(owner) });
    try {
      return [await timed(await app.address)];
    } finally {
      await app.stop();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

/** From the upload's first byte to the last row in the dossier. */
async function timed(address: string): Promise<string> {
  const ask = asking(address);
  const { token } = await ask('POST', '/sessions', JSON.stringify({ username: 'filer', password }));
  const mine = asking(address, token as string);
  await mine('POST', '/dossiers', JSON.stringify({ changedOn: '' }));
  const bytes = await people();
  const start = performance.now();
  const { id } = await mine('POST', '/dossier-imports?kind=people&name=people.xlsx', bytes);
  const read = performance.now();
  const { counts } = await mine('GET', `/dossier-imports/${id as string}`);
  const checked = performance.now();
  const { added } = await mine('POST', `/dossier-imports/${id as string}/commit`, undefined, {
    'If-Match': '"1"',
  });
  const taken = performance.now();
  if ((counts as { new: number }).new !== rows || added !== rows)
    throw new Error(`${String(added)} of ${rows} rows`);
  const seconds = (from: number, until: number) => ((until - from) / 1000).toFixed(2);
  const whole = seconds(start, taken);
  if (taken - start > mostSeconds * 1000)
    throw new Error(`${rows} rows take ${whole} s; aim: ${mostSeconds} s`);
  return (
    `${rows} people of ${bytes.length >> 10} KiB: read ${seconds(start, read)} s, checked ${seconds(read, checked)} s, ` +
    `taken over ${seconds(checked, taken)} s, together ${whole} s; aim: under ${mostSeconds} s`
  );
}

/** The template, every column of it filled. */
async function people(): Promise<Buffer> {
  const book = new Workbook();
  await book.xlsx.load(await writeSheet(sheets.people));
  const page = book.getWorksheet(sheets.people.title)!;
  const only = new Set([
    'titleName',
    'employer',
    'employedUntil',
    'sentenceServedOn',
    'qualificationExpiresOn',
  ]);
  for (let row = 1; row <= rows; row++)
    sheets.people.columns.forEach(({ key, example }, place) => {
      const own: Record<string, string> = {
        name: `示例人员${row}`,
        idNumber: exampleIdNumber(row),
        qualificationNumber: `ZGZS-${row}`,
      };
      const text = own[key] ?? (only.has(key) ? '' : example);
      if (text !== '') page.getCell(row + 1, place + 1).value = text;
    });
  return Buffer.from(await book.xlsx.writeBuffer());
}

const asking =
  (address: string, token = '') =>
  async (method: string, path: string, body?: string | Buffer, more: Record<string, string> = {}) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...more };
    const response = await fetch(`${address}/api${path}`, {
      ...{ method, headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${answer}`);
    return JSON.parse(answer) as Record<string, unknown>;
  };

async function fill(owner: pg.ClientConfig): Promise<void> {
  await migrate(owner);
  const db = connect(owner);
  const now = new Date().toISOString();
  await installDefaults(contextFor({ db, clock: { now: () => now } } as District));
  await db.insertInto('installation').values({ kind: 'real', createdAt: now }).execute();
  await db.insertInto('setting').values({ key: 'secondFactorHats', value: '[]', updatedAt: now }).execute();
  const agencyId = newId(now);
  const agency = {
    id: agencyId,
    code: 'JG-0001',
    name: '示例机构',
    uscc: '91410799DEMA00013T',
    openedAt: now,
  };
  await db.insertInto('agency').values(agency).execute();
  const account = { id: newId(now), username: 'filer', name: '示例人员', agencyId, createdAt: now };
  await insertAccount(db, { ...account, passwordHash: await hashPassword(password) }, ['agencyAdmin']);
  await db.destroy();
}
