import pg from 'pg';
import { migrate } from '../migrations/run.ts';
import type { Config } from './config.ts';
import { startPostgres } from './embedded-postgres.ts';

export interface DatabaseServer {
  /** As the role that owns the tables: migrations only. */
  owner: pg.ClientConfig;
  /** As `pingxin_app`, which owns nothing. */
  app: pg.ClientConfig;
  stop(): Promise<void>;
}

/** The database the app works on, migrated: one's own where DATABASE_URL says so, else the embedded server. */
export async function openDatabase(config: Config): Promise<DatabaseServer> {
  const server = config.databaseUrl ? given(config.databaseUrl) : await embedded(config.dataDir);
  try {
    await migrate(server.owner);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function given(connectionString: string): DatabaseServer {
  return {
    owner: { connectionString },
    app: { connectionString, options: '-c role=pingxin_app' },
    async stop() {},
  };
}

async function embedded(dataDir: string): Promise<DatabaseServer> {
  const server = await startPostgres(dataDir);
  await createDatabase(server.connectionFor('postgres', 'postgres'), 'pingxin');
  return {
    owner: server.connectionFor('postgres', 'pingxin'),
    app: server.connectionFor('pingxin_app', 'pingxin'),
    stop: server.stop,
  };
}

async function createDatabase(connection: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
