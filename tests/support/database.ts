import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '../../api/database.ts';
import type { Database } from '../../api/tables.ts';

export interface ClonedDatabase {
  /** As the app's own role, which owns nothing. */
  db: Kysely<Database>;
  /** As the owner, to look at or damage what the app may not. */
  owner: Kysely<Database>;
  drop(): Promise<void>;
}

/** A migrated, empty database of its own for one test file. */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const { server, template } = inject('database');
  const database = `pingxin_test_${randomBytes(6).toString('hex')}`;
  await once(server, `create database ${database} template ${template} strategy file_copy`);
  const owner = connect({ ...server, database, max: 4 });
  const db = connect({ ...server, database, max: 8, options: '-c role=pingxin_app' });
  return {
    db,
    owner,
    async drop() {
      await Promise.all([db.destroy(), owner.destroy()]);
      await once(server, `drop database ${database} with (force)`);
    },
  };
}

async function once(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(statement);
  await client.end();
}
