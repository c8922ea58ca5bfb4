import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../api/config.ts';

it('needs nothing, and listens to this machine alone', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    setup: null,
    origin: null,
  });
  expect(config.allowHttp).toBe(false);
  expect(isAbsolute(config.dataDir)).toBe(true);
  expect(config.dataDir).toMatch(/\.data$/);
});

it('takes an empty variable for one that is not set', () => {
  expect(readConfig({ PORT: '', ORIGIN: ' ', SETUP: '' })).toEqual(readConfig({}));
});

it.each([
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', 'abc'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['SETUP', 'full'],
  ['ALLOW_HTTP', 'yes'],
  ['PAPER_FONT', '/no/such/font.ttf'],
  ['PAPER_FONT', 'package.json'],
  ['CLAMD_PORT', '0'],
  ['ORIGIN', 'pingxin.example.gov.cn'],
  ['ORIGIN', 'https://pingxin.example.gov.cn/a'],
])('refuses %s=%s by name, in Chinese', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`  ${name}：.*\\p{Script=Han}`, 'u'));
});

it('finds a scanner by its socket or by its host, and none by default', () => {
  expect(readConfig({}).clamd).toBeNull();
  expect(readConfig({ CLAMD_HOST: 'av.example' }).clamd).toEqual({ host: 'av.example', port: 3310 });
  expect(readConfig({ CLAMD_HOST: 'av.example', CLAMD_PORT: '3311' }).clamd).toEqual({
    host: 'av.example',
    port: 3311,
  });
  expect(readConfig({ CLAMD_SOCKET: '/run/clamd.sock' }).clamd).toEqual({ path: '/run/clamd.sock' });
});

it('takes a bucket that is named whole, and refuses one that is named in part', () => {
  const whole = {
    S3_ENDPOINT: 'https://s3.example.gov.cn',
    S3_BUCKET: 'pingxin',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'secret',
  };
  expect(readConfig({}).s3).toBeNull();
  expect(readConfig(whole).s3).toEqual({
    ...{ endpoint: 'https://s3.example.gov.cn', bucket: 'pingxin', region: 'us-east-1', pathStyle: true },
    ...{ accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  expect(readConfig({ ...whole, S3_PATH_STYLE: '0' }).s3?.pathStyle).toBe(false);
  for (const name of Object.keys(whole))
    expect(() => readConfig({ ...whole, [name]: '' })).toThrow(new RegExp(`  ${name}：`));
});

it('names all problems at once', () => {
  expect(() => readConfig({ PORT: 'x', SETUP: 'y', ORIGIN: 'z' })).toThrow(/PORT[^]*SETUP[^]*ORIGIN/);
});

it('is described by .env.example, variable by variable', () => {
  const listed = readFileSync('.env.example', 'utf8').match(/^[A-Z_]+(?==)/gm);
  const read = readFileSync('api/config.ts', 'utf8').match(/^ {2}[A-Z_]+(?=: z)/gm);
  expect(listed?.sort()).toEqual(read?.map((name) => name.trim()).sort());
});

it('sends mail when all that it needs is set', () => {
  const all = { SMTP_URL: 'smtps://u:p@smtp.example.cn:465', MAIL_FROM: '评信 <a@example.cn>' };
  expect(readConfig({ ...all, ORIGIN: 'https://x.example.cn/' }).mail).toEqual({
    ...{ url: all.SMTP_URL, from: all.MAIL_FROM, origin: 'https://x.example.cn' },
  });
  expect(readConfig({}).mail).toBeNull();
  expect(() => readConfig(all)).toThrow('ORIGIN：发送邮件须同时设置 SMTP_URL、MAIL_FROM 和 ORIGIN');
  expect(() => readConfig({ SMTP_URL: all.SMTP_URL })).toThrow('MAIL_FROM：发送邮件须同时设置');
  expect(() => readConfig({ MAIL_FROM: all.MAIL_FROM })).toThrow('SMTP_URL：发送邮件须同时设置');
  expect(() => readConfig({ SMTP_URL: 'http://x' })).toThrow('SMTP_URL：应为 smtp://');
  expect(() => readConfig({ MAIL_FROM: 'a@b.cn\r\nBcc: c@d.cn' })).toThrow('MAIL_FROM：应为发件邮箱');
});
