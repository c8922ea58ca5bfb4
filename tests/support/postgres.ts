import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../api/embedded-postgres.ts';
import { migrate } from '../../migrations/run.ts';
import { filesWithNumbers } from './personal-numbers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection to the test server, and the database that each test file clones. */
    database: { server: pg.ClientConfig; template: string };
  }
}

/** Vitest's global setup: one server for the run, and one template made from the migrations. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const { server, stop } = given ? await visit(given) : await startFresh();
  const template = `pingxin_template_${process.pid}`;
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`create database ${template}`);
  await migrate({ ...server, database: template });
  project.provide('database', { server, template });
  return async () => {
    await client.query(`drop database ${template} with (force)`);
    await client.end();
    await stop();
  };
}

/** As separate settings: a URL's own database could not be replaced by another one. */
async function visit(connectionString: string) {
  const { host, port, user, password, database } = new pg.Client({ connectionString });
  return { server: { host, port, user, password: password ?? undefined, database }, stop: async () => {} };
}

/** When it stops, no page and no log of the server may hold an identity card number of any test in clear. */
async function startFresh() {
  const folder = await mkdtemp(join(tmpdir(), 'pingxin-'));
  const postgres = await startPostgres(folder, {
    ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  return {
    server: postgres.connectionFor('postgres', 'postgres'),
    async stop() {
      await postgres.stop();
      const found = await filesWithNumbers(folder);
      if (found.length > 0) throw new Error(`身份证号码以明文落盘：\n${found.join('\n')}`);
      await rm(folder, { recursive: true });
    },
  };
}
