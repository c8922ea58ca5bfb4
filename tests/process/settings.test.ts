import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { makeDataDir, startApp } from '../support/process.ts';
import { openObjectServer } from '../support/s3.ts';

/** Settings that only the whole process can prove. */

it('takes forms from the address that ORIGIN names, and from no other', { timeout: 120_000 }, async () => {
  const address = await start({ ORIGIN: 'https://pingxin.example.gov.cn' });
  const post = (origin: string) =>
    fetch(`${address}/sign-in`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'username=nobody&password=nothing',
    });
  const refused = await post('https://elsewhere.example');
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('Cross-site')]);
  const heard = await post('https://pingxin.example.gov.cn');
  expect(await heard.text()).toContain('用户名或密码不对');
});

it('works on the PostgreSQL that DATABASE_URL names', { timeout: 120_000 }, async () => {
  const database = `pingxin_url_${process.pid}`;
  const owner = new pg.Client(inject('database').server);
  await owner.connect();
  onTestFinished(async () => {
    await owner.query(`drop database if exists ${database} with (force)`);
    await owner.end();
  });
  await owner.query(`create database ${database}`);
  const address = await start({ DATABASE_URL: urlOf(inject('database').server, database) });
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
  expect(await (await fetch(address)).text()).toContain('评信');
  const there = new pg.Client({ ...inject('database').server, database });
  await there.connect();
  const { rows } = await there.query('select kind from installation');
  await there.end();
  expect(rows).toEqual([{ kind: 'real' }]);
});

it(
  'keeps files in the bucket that S3_ENDPOINT names, and none in its own folder',
  { timeout: 240_000 },
  async () => {
    const server = await openObjectServer();
    onTestFinished(server.close);
    const dataDir = await makeDataDir();
    const { endpoint, bucket, accessKeyId, secretAccessKey } = server.settings;
    const app = startApp(dataDir.path, {
      ...{ S3_ENDPOINT: endpoint, S3_BUCKET: bucket },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    });
    onTestFinished(async () => {
      await app.stop();
      await dataDir.remove();
    });
    await app.address;
    await expect.poll(app.said, { timeout: 30_000 }).toMatch(/附件核对：登记 [1-9]\d* 份，内容都在。/);
    expect(readdirSync(join(dataDir.path, 'files'))).toEqual(['incoming']);
    expect(readdirSync(join(server.folder, bucket))).toEqual(['sealed']);
  },
);

async function start(env: Record<string, string>): Promise<string> {
  const dataDir = await makeDataDir();
  const app = startApp(dataDir.path, { SETUP: 'empty', ...env });
  onTestFinished(async () => {
    await app.stop();
    await dataDir.remove();
  });
  return app.address;
}

function urlOf({ host, port, user, password }: pg.ClientConfig, database: string): string {
  const url = new URL(`postgres://localhost/${database}`);
  url.username = user ?? '';
  url.password = typeof password === 'string' ? password : '';
  // A folder is the server's socket.
  url.searchParams.set('host', host ?? 'localhost');
  url.searchParams.set('port', String(port ?? 5432));
  return url.href;
}
