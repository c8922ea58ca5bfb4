import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examplePassword } from '../../migrations/seed/seed.ts';
import { makeDataDir, startApp, type RunningApp } from '../support/process.ts';

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

const declaration = (declaredName: string) => ({ truthful: 'yes', responsible: 'yes', declaredName });

// Before the request arrives, while it is worked on, and about when its answer is due.
it.each([
  ['agency.jia', '示例甲管理员', 0],
  ['agency.yi', '示例乙管理员', 4],
  ['agency.wu', '示例戊管理员', 10],
  ['agency.gui', '示例癸管理员', 25],
])(
  '%s, signed by %s, is submitted and the process killed %i ms later: one legal state, one effect of the retry',
  { timeout: 120_000 },
  async (username, name, delay) => {
    const headers = { ...(await signedIn(username)), 'Content-Type': 'application/json' };
    const opened = await send('POST', '/dossiers', headers, { changedOn: '' });
    expect(opened.status).toBe(201);
    const { id } = (await opened.json()) as { id: string };
    const submit = { ...headers, 'If-Match': `"${await versionOf(id)}"`, 'Idempotency-Key': randomUUID() };

    const lost = send('POST', '/dossier-submissions', submit, declaration(name)).catch(() => null);
    await wait(delay);
    await app.stop('SIGKILL');
    await lost;
    app = startApp(dataDir.path);
    await app.address;

    // All of the submission or nothing of it: its state, its receipt and its journal line go together.
    const [before] = await rows(stateOfSubmission, [id]);
    expect([
      { state: 'draft', receipts: 0, lines: 0 },
      { state: 'submitted', receipts: 1, lines: 1 },
    ]).toContainEqual(before);

    expect((await send('POST', '/dossier-submissions', submit, declaration(name))).status).toBe(201);
    expect((await send('POST', '/dossier-submissions', submit, declaration(name))).status).toBe(201);
    expect(await rows(stateOfSubmission, [id])).toEqual([{ state: 'submitted', receipts: 1, lines: 1 }]);
  },
);

const stateOfSubmission = `
  select state,
    (select count(*)::int from dossier_submission where dossier_id = dossier.id) as receipts,
    (select count(*)::int from journal_entry
      where event = 'dossier.submitted' and subject_id = dossier.id) as lines
  from dossier where id = $1`;

async function versionOf(id: string): Promise<number> {
  const [row] = await rows('select version from dossier where id = $1', [id]);
  return (row as { version: number }).version;
}

async function signedIn(username: string): Promise<{ Authorization: string }> {
  const opened = await send('POST', '/sessions', {}, { username, password: examplePassword });
  const { token } = (await opened.json()) as { token: string };
  return { Authorization: `Bearer ${token}` };
}

async function send(method: string, path: string, headers: Record<string, string>, body: unknown) {
  const address = await app.address;
  return fetch(`${address}/api${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function rows(text: string, values: unknown[]): Promise<unknown[]> {
  const client = new pg.Client({ host: `${dataDir.path}/run`, user: 'postgres', database: 'pingxin' });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
