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

it('names all problems at once', () => {
  expect(() => readConfig({ PORT: 'x', SETUP: 'y', ORIGIN: 'z' })).toThrow(/PORT[^]*SETUP[^]*ORIGIN/);
});

it('is described by .env.example, variable by variable', () => {
  const listed = readFileSync('.env.example', 'utf8').match(/^[A-Z_]+(?==)/gm);
  const read = readFileSync('api/config.ts', 'utf8').match(/^ {2}[A-Z_]+(?=: z)/gm);
  expect(listed?.sort()).toEqual(read?.map((name) => name.trim()).sort());
});
