import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { migrate } from '../../migrations/run.ts';

const { server } = inject('database');
let database: string;
let folder: string;
beforeEach(async () => {
  database = `pingxin_test_${randomBytes(6).toString('hex')}`;
  await query(`create database ${database}`, server);
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await write('202601010000_make_a.sql', 'create table a (n int); insert into a values (1);');
});
afterEach(async () => {
  await query(`drop database ${database} with (force)`, server);
  await rm(folder, { recursive: true });
});

it('applies each file once, in the order of their names, and then the rights', async () => {
  await write('202602010000_make_b.sql', 'create table b as select n + 1 as n from a');
  await write('grants.sql', 'grant select on b to pingxin_app');
  await write('notes.sql', 'not a migration');
  expect(await run()).toEqual(['202601010000_make_a.sql', '202602010000_make_b.sql']);
  expect(await run()).toEqual([]);
  expect(await query('set role pingxin_app; select n from b')).toEqual([{ n: 2 }]);
  await expect(query('set role pingxin_app; select n from a')).rejects.toThrow('permission denied');
});

it('undoes the whole file that fails, names it, and keeps those before it', async () => {
  await write('202602010000_half.sql', 'create table half (); select 1 / 0');
  await expect(run()).rejects.toThrow('202602010000_half.sql 没有执行成功');
  expect(await query(`select to_regclass('half') as half, to_regclass('a')::text as a`)).toEqual([
    { half: null, a: 'a' },
  ]);
  await write('202602010000_half.sql', 'create table half ()');
  expect(await run()).toEqual(['202602010000_half.sql']);
});

it('refuses a file that was edited after it was applied', async () => {
  await run();
  await write('202601010000_make_a.sql', 'create table a (n int); insert into a values (2);');
  await expect(run()).rejects.toThrow('202601010000_make_a.sql 在应用之后被改动过');
});

it('refuses a database that is newer than the program', async () => {
  await write('202602010000_make_b.sql', 'create table b ()');
  await run();
  await rm(join(folder, '202602010000_make_b.sql'));
  await expect(run()).rejects.toThrow('数据库比程序新：程序里没有迁移 202602010000_make_b.sql');
});

it('lets only one migrator work when several start at once', async () => {
  const applied = await Promise.all([run(), run(), run(), run()]);
  expect(applied.flat()).toEqual(['202601010000_make_a.sql']);
  expect(await query('select n from a')).toEqual([{ n: 1 }]);
});

function run() {
  return migrate({ ...server, database }, folder);
}

function write(name: string, sql: string) {
  return writeFile(join(folder, name), sql);
}

/** The rows of the last statement. */
async function query(
  text: string,
  connection: pg.ClientConfig = { ...server, database },
): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const results: pg.QueryResult | pg.QueryResult[] = await client.query(text);
    return [results].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
