import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let admin: Person;
beforeAll(async () => {
  district = await openDistrict();
  admin = await district.signedIn(['systemAdmin']);
});
afterAll(() => district.close());

const tokenOf = (path: string) => path.replace('/links/', '');
const officer = { username: 'officer.one', name: '示例经办', hats: ['bureauOfficer'] };

describe('accounts', () => {
  it('are made by the system administrator, opened by a link that is good once and for 72 hours', async () => {
    const made = await admin.post('/accounts', officer);
    expect(made.status).toBe(201);
    const token = tokenOf(made.body.link.path);
    expect((await district.public.get(`/links/${token}`)).body.username).toBe('officer.one');
    const weak = await district.public.post(`/links/${token}/password`, { password: 'short1' });
    expect(weak.body.fields.password).toBe('密码至少 10 个字符。');
    const set = await district.public.post(`/links/${token}/password`, { password: 'long enough 7' });
    expect(set.status).toBe(201);
    const opened = await district.public.post('/sessions', {
      username: 'officer.one',
      password: 'long enough 7',
    });
    expect(opened.status).toBe(201);
    expect(
      (await district.public.post(`/links/${token}/password`, { password: 'another one 8' })).status,
    ).toBe(404);

    const reset = await admin.post(`/accounts/${made.body.id}/password-reset`);
    district.clock.pass(72 * 3_600_000);
    admin = await district.signedIn(['systemAdmin']);
    const late = await district.public.get(`/links/${tokenOf(reset.body.link.path)}`);
    expect(late.status).toBe(404);
  });

  it('refuse a user name that is taken, and keep nothing of the refused one', async () => {
    const before = (await admin.get('/accounts')).body.accounts.length;
    const twice = await admin.post('/accounts', officer);
    expect(twice.status).toBe(422);
    expect(twice.body.fields.username).toBe('这个用户名已被使用，请另选一个。');
    expect((await admin.get('/accounts')).body.accounts).toHaveLength(before);
  });

  it('refuse every wrong field at once', async () => {
    const answer = await admin.post('/accounts', {
      username: 'A!',
      name: '',
      hats: ['divisionOfficer', 'unitOfficer'],
    });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.fields).sort()).toEqual([
      'division',
      'hats',
      'name',
      'unitId',
      'username',
    ]);
  });

  it('belong to no classified unit, of which they say no more than of a unit that is not there', async () => {
    await admin.post('/units', { classified: 'yes', level: '1' });
    const { id } = await district.owner
      .selectFrom('unit')
      .select('id')
      .where('classified', '=', true)
      .executeTakeFirstOrThrow();
    const ask = (unitId: string) =>
      admin.post('/accounts', { username: 'unit.one', name: '示例', hats: ['unitOfficer'], unitId });
    const refused = await ask(id);
    expect([refused.status, refused.body.fields]).toEqual([
      422,
      { unitId: '没有找到这个预算单位，请重新选择。' },
    ]);
    expect((await ask(admin.accountId)).body).toEqual({ ...refused.body, requestId: expect.anything() });
  });

  it('have one effect for a request sent twice, and refuse the same key with another body', async () => {
    const body = { username: 'only.once', name: '示例', hats: ['supervisor'] };
    const first = await admin.post('/accounts', body, { key: 'key-0000-0001' });
    const second = await admin.post('/accounts', body, { key: 'key-0000-0001' });
    expect(second.body).toEqual(first.body);
    const other = await admin.post('/accounts', { ...body, username: 'other' }, { key: 'key-0000-0001' });
    expect(other.status).toBe(409);
    const rows = await district.owner
      .selectFrom('account')
      .select('id')
      .where('username', '=', 'only.once')
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('end at once when closed, and are not closed from an older version', async () => {
    const person = await district.signedIn(['supervisor']);
    const { version } = (await admin.get(`/accounts/${person.accountId}`)).body.account;
    expect(
      (
        await admin.post(
          `/accounts/${person.accountId}/closure`,
          { reason: '调离' },
          { version: version + 1 },
        )
      ).status,
    ).toBe(409);
    expect((await person.get('/home')).status).toBe(200);
    expect(
      (await admin.post(`/accounts/${person.accountId}/closure`, { reason: '调离' }, { version })).status,
    ).toBe(201);
    expect((await person.get('/home')).status).toBe(401);
  });

  it('leave a journal line that the auditor reads and nobody changes', async () => {
    const auditor = await district.signedIn(['auditor']);
    const { entries } = (await auditor.get('/journal-entries?event=account.')).body;
    expect(entries.map((entry: { event: string }) => entry.event)).toContain('account.closed');
    await expect(district.db.updateTable('journalEntry').set({ event: 'x' }).execute()).rejects.toThrow(
      /permission denied/,
    );
    await expect(district.db.deleteFrom('journalEntry').execute()).rejects.toThrow(/permission denied/);
  });
});

describe('the example clock', () => {
  it('does not exist in a real district', async () => {
    expect((await admin.post('/clock/moves', { day: '2026-01-05', time: '09:00' })).status).toBe(404);
  });

  it('starts where it was set, runs on, and only moves forward', async () => {
    const example = await openDistrict({ example: true });
    const mover = await example.signedIn(['systemAdmin']);
    expect((await mover.post('/clock/moves', { day: '2025-11-19', time: '09:00' })).status).toBe(422);
    expect((await mover.post('/clock/moves', { day: '2025-12-01', time: '10:00' })).status).toBe(201);
    example.clock.pass(5_000);
    expect((await mover.get('/sessions/current')).body.now).toBe('2025-12-01T02:00:05.000Z');
    await example.close();
  });
});
