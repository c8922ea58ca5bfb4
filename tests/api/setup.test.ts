import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../../api/stored-files/folder-store.ts';
import { openPrinter } from '../../api/printing/printer.ts';
import { newKey, openVault } from '../../api/vault.ts';
import { createApi } from '../../api/app.ts';
import { openBackground } from '../../api/background.ts';
import { offerFirstAdministrator, openRealDistrict } from '../../migrations/setup.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/database.ts';
import { openDistrict } from '../support/district.ts';

const vault = openVault(newKey());
let database: ClonedDatabase;
let now = '2026-03-02T01:00:00.000Z';
const deps = () => ({
  db: database.db,
  clock: () => new Date(now),
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  dataDir: '',
  files: filesIn(''),
  scan: null,
  vault,
  background: openBackground(),
  printer: openPrinter(null),
});
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

const post = async (path: string, body: unknown, token?: string) => {
  const headers = {
    'Content-Type': 'application/json',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  return createApi(deps()).request(`/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
};
const tokenOf = (link: { path: string } | null) => link!.path.replace('/links/', '');
const first = { username: 'first.admin', name: '张管理', password: 'long enough 7' };

describe('a real district', () => {
  it('opens with the defaults, without people, and with one door that is good once and for 24 hours', async () => {
    await openRealDistrict(deps());
    const policies = await database.owner.selectFrom('policyVersion').select('isDefault').execute();
    expect(policies.length).toBeGreaterThan(0);
    expect(policies.every(({ isDefault }) => isDefault)).toBe(true);
    expect(await database.owner.selectFrom('account').select('id').execute()).toEqual([]);
    expect(await database.owner.selectFrom('agency').select('id').execute()).toEqual([]);

    const lost = tokenOf(await offerFirstAdministrator(deps()));
    const token = tokenOf(await offerFirstAdministrator(deps()));
    expect((await post(`/links/${lost}/first-administrator`, first)).status).toBe(404);
    now = '2026-03-03T01:00:00.000Z';
    expect((await post(`/links/${token}/first-administrator`, first)).status).toBe(404);
    const renewed = tokenOf(await offerFirstAdministrator(deps()));
    now = '2026-03-04T00:59:59.000Z';
    expect((await post(`/links/${renewed}/first-administrator`, first)).status).toBe(201);
    expect(
      (await post(`/links/${renewed}/first-administrator`, { ...first, username: 'b.admin' })).status,
    ).toBe(404);
    expect(await offerFirstAdministrator(deps())).toBeNull();
  });

  it('asks its first administrator for a second factor', async () => {
    const opened = await post('/sessions', { username: 'first.admin', password: 'long enough 7' });
    const { token } = await opened.json();
    const answer = await createApi(deps()).request('/api/accounts', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'secondFactorRequired']);
  });
});

describe('an example district', () => {
  it('can never become a real one', async () => {
    const district = await openDistrict({ example: true });
    await expect(district.db.updateTable('installation').set({ kind: 'real' }).execute()).rejects.toThrow(
      /permission denied/,
    );
    await expect(district.db.deleteFrom('installation').execute()).rejects.toThrow(/permission denied/);
    await expect(openRealDistrict({ ...deps(), db: district.db })).rejects.toThrow(/installation_pkey/);
    await district.close();
  });
});
