/**
 * The whole process under load, on the example district: npm run load -- [requests a second] [seconds]
 * First the share that the way through the app leaves of its own SQL; then pages and answers asked for at an even
 * pace, whether or not the last one has been answered: their latencies count from when they were due.
 */
import autocannon from 'autocannon';
import { randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApi } from '../api/app.ts';
import { filesIn } from '../api/stored-files/folder-store.ts';
import { openBackground } from '../api/background.ts';
import { openPrinter } from '../api/printing/printer.ts';
import type { Deps } from '../api/context.ts';
import { connect } from '../api/database.ts';
import { startPostgres } from '../api/embedded-postgres.ts';
import { newKey, openVault } from '../api/vault.ts';
import { migrate } from '../migrations/run.ts';
import { openExampleDistrict } from '../migrations/seed.ts';
import { examplePassword } from '../migrations/seed/seed.ts';
import { startApp } from '../tests/support/process.ts';
import { compare, warmUp, type Slice } from './interleaved.ts';
import { postgresUrl } from './postgres-url.ts';

const rate = Number(process.argv[2] ?? 40);
const seconds = Number(process.argv[3] ?? 10);
if (![rate, seconds].every((number) => Number.isSafeInteger(number) && number > 0))
  throw new Error('usage: npm run load -- [requests a second] [seconds]');

/** What the example district's numbers and files are sealed with. */
const key = newKey();
const clients = 8;
const pairs = 10;
const read = '/api/commissions/WT-2025-015';
const paths = [read, '/api/supervision', '/', '/public/agencies', '/home', '/commissions', '/supervision'];

await onExampleDistrict(async (deps, connection) => {
  const app = startApp(deps.dataDir, { DATABASE_URL: postgresUrl(connection), DATA_KEY: key });
  try {
    const address = await app.address;
    const token = await signIn(address);
    console.log(await shareOfBare(address, token, deps, connection));
    for (const path of paths) console.log(await steadily(address, token, path));
  } finally {
    await app.stop();
  }
});

/** On a server of its own, which keeps what it was told as a real one does. */
async function onExampleDistrict(
  work: (deps: Deps, connection: pg.PoolConfig) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pingxin-load-'));
  const postgres = await startPostgres(folder);
  const owner = postgres.connectionFor('postgres', 'postgres');
  try {
    await migrate(owner);
    const connection = { ...owner, options: '-c role=pingxin_app', max: clients };
    const db = connect(connection);
    const random = (bytes: number) => randomFillSync(new Uint8Array(bytes));
    const deps = {
      db,
      clock: () => new Date(),
      random,
      dataDir: join(folder, 'app'),
      files: filesIn(join(folder, 'app')),
      scan: null,
      vault: openVault(key),
      background: openBackground(),
      printer: openPrinter(null),
    };
    await openExampleDistrict(deps);
    await work(deps, connection);
    await db.destroy();
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the app asks the database for when it answers `read`. */
async function statementsOf(deps: Deps, connection: pg.PoolConfig, token: string): Promise<Statement[]> {
  const seen: Statement[] = [];
  const watch = (client: pg.ClientBase) => {
    const query = client.query.bind(client) as (
      sql: string,
      parameters: unknown[],
    ) => Promise<pg.QueryResult>;
    const watched = (sql: string, parameters: unknown[]) => {
      seen.push({ sql, parameters });
      return query(sql, parameters);
    };
    Object.assign(client, { query: watched });
  };
  const db = connect({ ...connection, onConnect: watch });
  const response = await createApi({ ...deps, db }).request(read, authorized(token));
  await db.destroy();
  if (response.status !== 200) throw new Error(`${read} answers ${response.status}`);
  return seen;
}

async function shareOfBare(address: string, token: string, deps: Deps, connection: pg.PoolConfig) {
  const statements = await statementsOf(deps, connection, token);
  const pool = new pg.Pool(connection);
  const ofApp: Slice = async () => {
    const answered = await cannon(address, token, read, { connections: clients, duration: 1 });
    assertAllAnswered(read, answered);
    return answered['2xx'];
  };
  const bare: Slice = async () => {
    const end = performance.now() + 1000;
    const client = async () => {
      let done = 0;
      for (; performance.now() < end; done++)
        for (const { sql, parameters } of statements) await pool.query(sql, [...parameters]);
      return done;
    };
    const done = await Promise.all(Array.from({ length: clients }, client));
    return done.reduce((sum, one) => sum + one);
  };
  await warmUp(ofApp, 3000);
  await warmUp(bare, 3000);
  const { first, second, ratio } = await compare(ofApp, bare, pairs);
  await pool.end();
  const range = `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`;
  return (
    `${read} by ${clients} clients: ${(1e6 / first).toFixed(0)} a second, ` +
    `its ${statements.length} statements by bare pg ${(1e6 / second).toFixed(0)} a second: ` +
    `${ratio.median.toFixed(2)} × (${range}); aim: at least 0.45 ×`
  );
}

async function steadily(address: string, token: string, path: string): Promise<string> {
  const answered = await cannon(address, token, path, {
    ...{ connections: clients, duration: seconds, overallRate: rate },
  });
  assertAllAnswered(path, answered);
  const { p50, p97_5, p99, max } = answered.latency;
  return `${path} at ${rate} a second: ${answered['2xx']} answered, ${p50} ms (97.5 % ${p97_5}, 99 % ${p99}, most ${max})`;
}

/** A page knows the token as its cookie, the api as its bearer. */
function cannon(address: string, token: string, path: string, options: Partial<autocannon.Options>) {
  return autocannon({
    url: address + path,
    headers: { ...authorized(token).headers, Cookie: `__Host-session=${token}` },
    ...options,
  });
}

function assertAllAnswered(path: string, { errors, timeouts, non2xx }: autocannon.Result): void {
  if (errors + timeouts + non2xx === 0) return;
  throw new Error(`${path}: ${errors} errors, ${timeouts} without an answer, ${non2xx} refused`);
}

async function signIn(address: string): Promise<string> {
  const response = await fetch(`${address}/api/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'officer', password: examplePassword }),
  });
  return ((await response.json()) as { token: string }).token;
}

function authorized(token: string) {
  return { headers: { Authorization: `Bearer ${token}` } };
}
