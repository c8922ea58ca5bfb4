import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresProcessesIn } from '../../api/postgres-processes.ts';
import { newKey, openVault } from '../../api/vault.ts';

import { makeDataDir, startApp, type RunningApp } from '../support/process.ts';

let dataDir: Awaited<ReturnType<typeof makeDataDir>>;
let apps: RunningApp[];
beforeEach(async () => {
  dataDir = await makeDataDir();
  apps = [];
});
afterEach(async () => {
  for (const app of apps) await app.stop();
  // A test may have left the server without its app: one more start and stop takes it down.
  if ((await databaseProcesses()).length > 0) await stopDatabase();
  await dataDir.remove();
});

describe('one data folder', { timeout: 120_000 }, () => {
  it('answers, ends on SIGTERM and takes its database with it', async () => {
    const app = start();
    const health = await fetch(`${await app.address}/api/health`);
    expect(health.status).toBe(200);
    expect(await app.stop('SIGTERM')).toBe(0);
    expect(await databaseProcesses()).toEqual([]);
  });

  it('keeps its key for the owner alone, and does not start without it or with another', async () => {
    const first = start();
    await first.address;
    const key = join(dataDir.path, 'key');
    const id = '019a9ec6-7e80-7000-82ea-0d633f361615';
    const sealed = openVault(readFileSync(key, 'utf8').trim()).seal('示例', id);
    await query(`set session_replication_role = replica;
      insert into personal_number values ('${id}', '${id}', '${sealed}', '示例', '${id}', now())`);
    await first.stop();
    expect(statSync(key).mode & 0o777).toBe(0o600);
    renameSync(key, `${key}.away`);
    await expect(start().address).rejects.toThrow(/没有密钥文件 key/);
    writeFileSync(key, `${newKey()}\n`);
    await expect(start().address).rejects.toThrow(/密钥与数据库中加密的号码不符/);
    renameSync(`${key}.away`, key);
    expect((await fetch(`${await start().address}/api/health`)).status).toBe(200);
  });

  it('does not start with another key than that of its files', async () => {
    const first = start();
    await first.address;
    const key = join(dataDir.path, 'key');
    const { name } = openVault(readFileSync(key, 'utf8').trim());
    const id = '019a9ec6-7e80-7000-82ea-0d633f361615';
    await query(`set session_replication_role = replica;
      insert into file (id, sha256, name, type, size, uploaded_by, uploaded_at, sealed_by)
      values ('${id}', '${'a'.repeat(64)}', '示例.pdf', 'pdf', 1, '${id}', now(), '${name}')`);
    await first.stop();
    writeFileSync(key, `${newKey()}\n`);
    await expect(start().address).rejects.toThrow(/密钥与加密的附件不符/);
  });

  it('keeps what was committed when the app is killed, and goes on with the server that outlived it', async () => {
    const first = start();
    await first.address;
    await query('create table memory as select 42 as answer');
    const before = await query('select pg_postmaster_start_time()::text as at');
    await first.stop('SIGKILL');

    const second = start();
    expect((await fetch(`${await second.address}/api/health`)).status).toBe(200);
    expect(await query('select answer from memory')).toEqual([{ answer: 42 }]);
    expect(await query('select pg_postmaster_start_time()::text as at')).toEqual(before);
  });

  it('starts again after the app and the whole database server were killed', async () => {
    const first = start();
    await first.address;
    await query('create table memory as select 42 as answer');
    await first.stop('SIGKILL');
    for (const id of await databaseProcesses()) kill(id);

    const second = start();
    await second.address;
    expect(await query('select answer from memory')).toEqual([{ answer: 42 }]);
  });

  it('starts although its lock names a living process that is not its server', async () => {
    const first = start();
    await first.address;
    await first.stop();
    writeFileSync(
      join(dataDir.path, 'postgres/postmaster.pid'),
      `${process.ppid}\n${dataDir.path}/postgres\n1\n5432\n../run\n\n`,
    );
    writeFileSync(join(dataDir.path, 'run/.s.PGSQL.5432.lock'), `${process.ppid}\n`);

    const second = start();
    expect(await second.address).toMatch(/^http:/);
  });

  it('starts over when its first start was cut short', async () => {
    mkdirSync(join(dataDir.path, 'postgres.new/base'), { recursive: true });
    expect(await start().address).toMatch(/^http:/);
  });

  it('refuses a second app, and leaves the first one alone', async () => {
    const first = start();
    const address = await first.address;
    await expect(start().address).rejects.toThrow('正由另一个评信进程使用');
    expect((await fetch(`${address}/api/health`)).status).toBe(200);
  });
});

describe('a start that cannot be', { timeout: 120_000 }, () => {
  it('names every setting that cannot be used', async () => {
    const { address } = start({ PORT: 'abc', ALLOW_HTTP: 'yes' });
    await expect(address).rejects.toThrow(/PORT：[^]*ALLOW_HTTP：/);
  });

  it('says that the port is taken, and leaves no database behind', async () => {
    const first = start();
    const { port } = new URL(await first.address);
    const other = await makeDataDir();
    const second = startApp(other.path, { PORT: port });
    await expect(second.address).rejects.toThrow(`端口 ${port} 已被占用`);
    expect(await postgresProcessesIn(join(other.path, 'postgres'))).toEqual([]);
    await other.remove();
  });

  it('says that the path of the data folder is too long', async () => {
    const long = startApp(join(dataDir.path, 'x'.repeat(100)));
    await expect(long.address).rejects.toThrow('路径太长');
  });
});

function start(env: Record<string, string> = {}): RunningApp {
  const app = startApp(dataDir.path, { SETUP: 'empty', ...env });
  apps.push(app);
  return app;
}

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ host: join(dataDir.path, 'run'), user: 'postgres', database: 'pingxin' });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

async function databaseProcesses(): Promise<number[]> {
  return (await postgresProcessesIn(join(dataDir.path, 'postgres')).catch(() => [])) ?? [];
}

async function stopDatabase(): Promise<void> {
  const app = start();
  await app.address.catch(() => {});
  await app.stop();
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself with its parent.
  }
}
