import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examplePassword } from '../../migrations/seed/seed.ts';
import { makeDataDir, startApp, type RunningApp } from '../support/process.ts';
import { pdf } from '../support/sample-files.ts';

/** What a killed process leaves of an upload, and what the next one makes of it. */

let dataDir: Awaited<ReturnType<typeof makeDataDir>>;
let app: RunningApp;
beforeAll(async () => {
  dataDir = await makeDataDir();
  app = startApp(dataDir.path);
  await app.address;
}, 180_000);
afterAll(async () => {
  await app.stop();
  await dataDir.remove();
});

it(
  'killed between the bytes and their row, it loses nothing registered and clears the rest after a day',
  {
    timeout: 240_000,
  },
  async () => {
    const officer = await signedIn('officer');
    const kept = ((await (await upload(officer, '留存.pdf', pdf('留存'))).json()) as { id: string }).id;
    const before = stored();

    // The row cannot be written while another holds its table: the process is killed just there.
    const holder = await connect();
    await holder.query('begin; lock table file in access exclusive mode');
    const lost = upload(officer, '中断.pdf', pdf('中断')).catch(() => null);
    const orphan = await until(() => stored().find((path) => !before.includes(path)));
    writeFileSync(join(dataDir.path, 'files/incoming/cut-off'), 'half a file');
    await app.stop('SIGKILL');
    await lost;
    await holder.query('rollback');
    await holder.end();

    app = startApp(dataDir.path);
    await app.address;
    expect(readdirSync(join(dataDir.path, 'files/incoming'))).toEqual([]);
    expect(app.said()).toContain('已清除上次中断的上传留下的临时文件 1 个');
    await until(() => /附件核对：登记 \d+ 份，内容都在。/.test(app.said()) || undefined);
    expect(stored()).toContain(orphan);
    await app.stop();

    const dayAgo = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(orphan, dayAgo, dayAgo);
    app = startApp(dataDir.path);
    await until(() => app.said().includes('已清除没有登记的内容 1 份') || undefined);
    expect(stored()).toEqual(before);
    expect((await fetch(`${await app.address}/api/files/${kept}`, { headers: officer })).status).toBe(200);
    await app.stop();

    const newest = before.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]!;
    rmSync(newest);
    app = startApp(dataDir.path);
    await until(() => app.said().includes('1 份的内容不在存储中') || undefined);
    const latest = await fetch(`${await app.address}/api/file-checks/latest`, {
      headers: await signedIn('admin'),
    });
    expect(await latest.json()).toMatchObject({
      check: { missing: 1, missingFiles: [{ id: kept, side: null }] },
    });
  },
);

const stored = (): string[] =>
  readdirSync(join(dataDir.path, 'files/sealed'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await wait(100);
  }
  throw new Error(`nothing came of it; the process said: ${app.said()}`);
}

async function upload(headers: Record<string, string>, name: string, bytes: Buffer) {
  const address = `${await app.address}/api/files?name=${encodeURIComponent(name)}`;
  return fetch(address, { method: 'POST', headers, body: new Uint8Array(bytes) });
}

async function signedIn(username: string): Promise<{ Authorization: string }> {
  const opened = await fetch(`${await app.address}/api/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password: examplePassword }),
  });
  const { token } = (await opened.json()) as { token: string };
  return { Authorization: `Bearer ${token}` };
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ host: `${dataDir.path}/run`, user: 'postgres', database: 'pingxin' });
  await client.connect();
  return client;
}
