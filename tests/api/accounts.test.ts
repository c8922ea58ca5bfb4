import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hat } from '../../api/permissions.ts';
import { openDistrict, type District, type Person, type Sending } from '../support/district.ts';

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

describe('the hats of an account', () => {
  const unitId = '0197b3c5-0000-7000-8000-000000000002';
  let second: Person;
  beforeAll(async () => {
    second = await district.signedIn(['systemAdmin']);
    await district.owner
      .insertInto('unit')
      .values({ id: unitId, code: 'U1', name: '示例预算单位', level: 1, division: '教科文科' })
      .execute();
  });

  const accountOf = async (id: string) => (await second.get(`/accounts/${id}`)).body.account;
  const hatsOf = async (id: string) => (await accountOf(id)).hats.map(({ hat }: { hat: string }) => hat);
  async function change(who: Person, id: string, body: object, more: Sending = {}) {
    const { version } = await accountOf(id);
    return who.put(`/accounts/${id}/hats`, { reason: '岗位调整', ...body }, { version, ...more });
  }

  it('are said anew: what is gained counts at once, what is lost opens nothing on the next request', async () => {
    const person = await district.signedIn(['auditor', 'supervisor']);
    expect((await person.get('/journal-entries')).status).toBe(200);
    const changed = await change(second, person.accountId, {
      hats: ['supervisor', 'divisionOfficer', 'supervisor'],
      division: '教科文科',
    });
    expect(changed.status).toBe(200);
    expect((await person.get('/journal-entries')).status).toBe(401);
    const { account } = (await second.get(`/accounts/${person.accountId}`)).body;
    expect([account.division, account.version]).toEqual(['教科文科', changed.body.version]);
    expect(await hatsOf(person.accountId)).toEqual(['divisionOfficer', 'supervisor']);

    const again = await district.public.post('/sessions', {
      username: person.username,
      password: 'correct horse 9',
    });
    const signedIn = district.as(again.body.token);
    expect((await signedIn.put('/sessions/current/hat', { hat: 'divisionOfficer' })).status).toBe(200);
    expect((await signedIn.get('/commissions')).status).toBe(200);

    await change(second, person.accountId, { hats: ['unitOfficer'], unitId });
    expect((await signedIn.get('/commissions')).status).toBe(401);
    expect(await accountOf(person.accountId)).toMatchObject({ unitId, division: null });
  });

  it('leave a line with what was, what is and why', async () => {
    const person = await district.signedIn(['auditor']);
    await change(second, person.accountId, { hats: ['unitOfficer'], unitId, reason: '调入单位' });
    const line = await district.owner
      .selectFrom('journalEntry')
      .selectAll()
      .where('event', '=', 'account.hatsChanged')
      .where('subjectId', '=', person.accountId)
      .executeTakeFirstOrThrow();
    expect(line).toMatchObject({ accountId: second.accountId, hat: 'systemAdmin', subjectType: 'account' });
    expect(line.detail).toEqual({
      before: ['auditor'],
      hats: ['unitOfficer'],
      division: null,
      unit: '示例预算单位',
      reason: '调入单位',
    });
  });

  it('are judged as those of a new account, every fault at its field', async () => {
    const person = await district.signedIn(['supervisor']);
    const asked = [
      { hats: [], reason: '' },
      { hats: ['divisionOfficer', 'unitOfficer'] },
      { hats: ['supervisor'], unitId },
      { hats: ['unitOfficer'], unitId: person.accountId },
      { hats: ['emperor'] },
      { hats: ['agencyAdmin'] },
    ];
    const fields = [];
    for (const body of asked) {
      const refused = await change(second, person.accountId, body);
      expect(refused.status).toBe(422);
      fields.push(refused.body.fields);
    }
    expect(fields).toEqual([
      { hats: '至少选择一个角色。', reason: '写明变更的原因。' },
      {
        hats: '预算单位人员不得兼任财政局的角色。',
        unitId: '选择所在的预算单位。',
        division: '填写所在的业务科室。',
      },
      { unitId: '只有预算单位人员才选择单位。' },
      { unitId: '没有找到这个预算单位，请重新选择。' },
      { 'hats[0]': '从所列各项中选择。' },
      { 'hats[0]': '从所列各项中选择。' },
    ]);
    expect(await hatsOf(person.accountId)).toEqual(['supervisor']);
  });

  it('are not changed from an older version, nor twice by a form sent twice', async () => {
    const person = await district.signedIn(['supervisor']);
    const { version } = await accountOf(person.accountId);
    const body = { hats: ['auditor'] };
    const stale = await change(second, person.accountId, body, { version: version + 1 });
    expect([stale.status, stale.body.code, stale.body.current]).toEqual([409, 'stale', { version }]);
    const unversioned = await second.put(`/accounts/${person.accountId}/hats`, { ...body, reason: '调整' });
    expect(unversioned.body.message).toBe('缺少版本号。请重新打开页面再提交。');
    const more = { version, key: 'hats-0000-0001' };
    const first = await change(second, person.accountId, body, more);
    const twice = await change(second, person.accountId, body, more);
    expect([first.status, twice.body]).toEqual([200, first.body]);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select('id')
      .where('event', '=', 'account.hatsChanged')
      .where('subjectId', '=', person.accountId)
      .execute();
    expect(lines).toHaveLength(1);
  });

  it('of an agency are the agency’s own affair', async () => {
    const { id: agencyId } = await district.agency();
    const person = await district.signedIn(['agencyStaff'], { agencyId });
    const refused = await change(second, person.accountId, { hats: ['auditor'] });
    expect([refused.status, refused.body.message]).toEqual([
      409,
      '第三方机构人员的角色由机构管理员邀请时确定，不在这里变更。',
    ]);
  });

  it('are not added to by their own wearer, who may only lay some down', async () => {
    const person = await district.signedIn(['systemAdmin', 'auditor']);
    const own = (body: object) => change(person, person.accountId, body);
    const raised = await own({ hats: ['systemAdmin', 'bureauLeader'] });
    expect([raised.status, raised.body.fields]).toEqual([
      422,
      { hats: '不能给自己增加角色，请由另一位系统管理员办理。' },
    ]);
    const moved = await own({ hats: ['systemAdmin'], division: '教科文科' });
    expect(moved.body.fields).toEqual({
      division: '不能变更自己所在的科室或单位，请由另一位系统管理员办理。',
    });
    expect((await own({ hats: ['systemAdmin'] })).status).toBe(200);
    expect(await hatsOf(person.accountId)).toEqual(['systemAdmin']);
  });

  it('leave the district its last system administrator who can sign in', async () => {
    const empty = await openDistrict();
    const last = await empty.signedIn(['systemAdmin', 'supervisor']);
    const closed = await empty.signedIn(['systemAdmin']);
    const invited = await last.post('/accounts', {
      username: 'not.yet',
      name: '示例未启用',
      hats: ['systemAdmin'],
    });
    expect(invited.status).toBe(201);
    const layDown = async (version: number) =>
      last.put(`/accounts/${last.accountId}/hats`, { hats: ['supervisor'], reason: '轮岗' }, { version });
    await last.post(`/accounts/${closed.accountId}/closure`, { reason: '调离' }, { version: 1 });
    const refused = await layDown(1);
    expect([refused.status, refused.body.fields]).toEqual([
      422,
      { hats: '这是最后一位可以登录的系统管理员，须先为另一人设立这一角色。' },
    ]);
    await last.delete(`/accounts/${closed.accountId}/closure`, { reason: '调回' }, { version: 2 });
    expect((await layDown(1)).status).toBe(200);
    await empty.close();
  });

  it('are not laid down by two administrators at once', async () => {
    const empty = await openDistrict();
    const one = await empty.signedIn(['systemAdmin', 'supervisor']);
    const other = await empty.signedIn(['systemAdmin', 'supervisor']);
    const body = { hats: ['supervisor'], reason: '轮岗' };
    await Promise.all([
      one.put(`/accounts/${one.accountId}/hats`, body, { version: 1 }),
      other.put(`/accounts/${other.accountId}/hats`, body, { version: 1 }),
    ]);
    const left = await empty.owner
      .selectFrom('accountHat')
      .select('accountId')
      .where('hat', '=', 'systemAdmin')
      .execute();
    expect(left).toHaveLength(1);
    await empty.close();
  });

  it.each(['closure', 'hats'])(
    'of two administrators leave one, who act on each other at once: %s',
    async (act) => {
      const empty = await openDistrict();
      const one = await empty.signedIn(['systemAdmin', 'supervisor']);
      const other = await empty.signedIn(['systemAdmin', 'supervisor']);
      const second =
        act === 'closure'
          ? other.post(`/accounts/${one.accountId}/closure`, { reason: '调离' }, { version: 1 })
          : other.put(
              `/accounts/${one.accountId}/hats`,
              { hats: ['supervisor'], reason: '轮岗' },
              { version: 1 },
            );
      const first = one.post(`/accounts/${other.accountId}/closure`, { reason: '调离' }, { version: 1 });
      await Promise.all([first, second]);
      const left = await empty.owner
        .selectFrom('accountHat')
        .innerJoin('account', 'account.id', 'accountHat.accountId')
        .select('accountId')
        .where('hat', '=', 'systemAdmin')
        .where('disabledAt', 'is', null)
        .execute();
      expect(left).toHaveLength(1);
      await empty.close();
    },
  );
});

describe('a lost authenticator', () => {
  const signIn = async (person: Person) => {
    const opened = await district.public.post('/sessions', {
      username: person.username,
      password: 'correct horse 9',
    });
    return district.as(opened.body.token);
  };
  async function enrolled(hats: Hat[] = ['supervisor']) {
    const person = await district.signedIn(hats);
    const { secret } = (await person.post('/sessions/current/second-factor')).body;
    const code = generateSync({ secret, epoch: Date.parse(district.clock.now()) / 1000 });
    const confirmed = await person.post('/sessions/current/confirmation', { code });
    return { person, code, recoveryCodes: confirmed.body.recoveryCodes as string[] };
  }
  async function reset(id: string, body: object = { reason: '手机遗失，已当面核实' }, more: Sending = {}) {
    const { version } = (await admin.get(`/accounts/${id}`)).body.account;
    return admin.delete(`/accounts/${id}/second-factor`, body, { version, ...more });
  }

  it('is forgotten with its recovery codes; the person is signed out and enrols anew where the hat asks', async () => {
    admin = await district.signedIn(['systemAdmin']);
    const { person, code, recoveryCodes } = await enrolled();
    expect((await reset(person.accountId)).status).toBe(200);
    expect((await person.get('/home')).status).toBe(401);
    expect((await (await signIn(person)).get('/home')).status).toBe(200);

    const required = (value: string) =>
      district.owner.updateTable('setting').set({ value }).where('key', '=', 'secondFactorHats').execute();
    await required('["supervisor"]');
    const again = await signIn(person);
    expect((await again.get('/sessions/current')).body).toMatchObject({
      owesSecondFactor: true,
      enrolledSecondFactor: false,
    });
    expect((await again.get('/home')).body.code).toBe('secondFactorRequired');
    const { secret } = (await again.post('/sessions/current/second-factor')).body;
    for (const old of [code, recoveryCodes[0]!])
      expect((await again.post('/sessions/current/confirmation', { code: old })).status).toBe(422);
    const fresh = generateSync({ secret, epoch: Date.parse(district.clock.now()) / 1000 });
    const confirmed = await again.post('/sessions/current/confirmation', { code: fresh });
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect((await again.get('/home')).status).toBe(200);
    await required('[]');
  });

  it('leaves a line with the reason', async () => {
    const { person } = await enrolled();
    await reset(person.accountId);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select(['accountId', 'detail'])
      .where('event', '=', 'secondFactor.reset')
      .where('subjectId', '=', person.accountId)
      .execute();
    expect(lines).toEqual([{ accountId: admin.accountId, detail: { reason: '手机遗失，已当面核实' } }]);
  });

  it('is not reset without a reason, from an older version, where there is none, or by its owner', async () => {
    const { person } = await enrolled();
    const { version } = (await admin.get(`/accounts/${person.accountId}`)).body.account;
    expect((await reset(person.accountId, { reason: ' ' })).body.fields).toEqual({
      reason: '写明重置的原因，以及怎样核实了是本人。',
    });
    expect((await reset(person.accountId, undefined, { version: version + 1 })).body.code).toBe('stale');
    expect((await person.get('/home')).status).toBe(200);
    const bare = await district.signedIn(['supervisor']);
    const none = await reset(bare.accountId);
    expect([none.status, none.body.message]).toEqual([409, '这个账号没有登记动态验证码，无须重置。']);
    const { person: own } = await enrolled(['systemAdmin']);
    const refused = await own.delete(
      `/accounts/${own.accountId}/second-factor`,
      { reason: '手机遗失' },
      { version: (await admin.get(`/accounts/${own.accountId}`)).body.account.version },
    );
    expect([refused.status, refused.body.message]).toEqual([
      409,
      '不能重置自己的动态验证码，请由另一位系统管理员办理。',
    ]);
    expect((await own.get('/home')).status).toBe(200);
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
