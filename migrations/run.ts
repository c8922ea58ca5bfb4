import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/**
 * Brings the database up to this program: applies the files of `folder` that it has not seen, in the order of
 * their names, each in a transaction; then the rights of the app's role. Returns the names it applied.
 * Refuses a database that is newer than the program, or whose files have been edited since.
 */
export async function migrate(connection: pg.ClientConfig, folder = import.meta.dirname): Promise<string[]> {
  const files = await readMigrations(folder);
  const grants = await readFile(join(folder, 'grants.sql'), 'utf8').catch(() => '');
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await prepare(client);
    const applied: string[] = [];
    for (const file of files)
      if (await exclusively(client, () => apply(client, file))) applied.push(file.name);
    await exclusively(client, async () => {
      await refuseStrangers(client, files);
      await client.query(grants);
    });
    return applied;
  } finally {
    await client.end();
  }
}

interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{12}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function prepare(client: pg.Client): Promise<void> {
  const statements = [
    `create table if not exists migration
       (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    `create role pingxin_app login`,
    `do $$ begin if not pg_has_role('pingxin_app', 'set') then grant pingxin_app to current_user; end if; end $$`,
  ];
  for (const statement of statements) {
    await client.query(statement).catch((error) => {
      if (!THERE_ALREADY.has(error.code)) throw error;
    });
  }
}

/** duplicate_object; duplicate_table and unique_violation when two migrators make the same thing at once */
const THERE_ALREADY = new Set(['42710', '42P07', '23505']);

/** One migrator at a time: the others wait here, and then find the work done. */
async function exclusively<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('lock table migration in share row exclusive mode');
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** False when it was applied before. */
async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<boolean> {
  const { rows } = await client.query('select sha256 from migration where name = $1', [name]);
  if (rows[0] && rows[0].sha256 !== sha256)
    throw new Error(`迁移文件 ${name} 在应用之后被改动过。请恢复原文件，另写一个新的迁移。`);
  if (rows[0]) return false;
  await client.query(sql).catch((error) => {
    throw new Error(`迁移文件 ${name} 没有执行成功：${error.message}`, { cause: error });
  });
  await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
  return true;
}

async function refuseStrangers(client: pg.Client, files: Migration[]): Promise<void> {
  const known = files.map((file) => file.name);
  const unknown = 'select name from migration where name <> all ($1) order by name';
  const { rows } = await client.query(unknown, [known]);
  if (rows.length === 0) return;
  const names = rows.map((row) => row.name).join('、');
  throw new Error(`数据库比程序新：程序里没有迁移 ${names}。请换用较新的程序。`);
}
