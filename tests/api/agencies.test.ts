import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextCode } from '../../api/counter.ts';
import { ratingRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { exampleAddress } from '../support/service-address.ts';
import { docx, pdf } from '../support/sample-files.ts';

let district: District;
let officer: Person;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

const password = 'long enough 7';
const opening = {
  uscc: '91410799DEMA00013T',
  name: '示例甲会计师事务所（普通合伙）',
  adminName: '示例赵某',
  username: 'jia.admin',
  password,
  ...exampleAddress,
};

async function signIn(username: string): Promise<Pick<Person, 'get' | 'post' | 'put' | 'upload'>> {
  const { token } = (await district.public.post('/sessions', { username, password })).body;
  return district.as(token);
}

describe('an agency', () => {
  it('opens its account once; a second opener learns that it exists and nothing else', async () => {
    const opened = await district.public.post('/agencies', opening);
    expect(opened.status).toBe(201);
    expect(opened.body.code).toBe('JG-0001');

    const second = { ...opening, name: '冒名机构', username: 'someone.else' };
    const refused = await district.public.post('/agencies', second);
    expect(refused.status).toBe(422);
    expect(refused.body).toEqual({
      code: 'invalid',
      message: refused.body.fields.uscc,
      fields: {
        uscc: '使用这一统一社会信用代码的机构已经开通账号。请联系本机构的管理员邀请您加入；不知由谁开通的，请持单位证明联系财政局。',
      },
      requestId: refused.body.requestId,
    });
    expect(JSON.stringify(refused.body)).not.toMatch(/示例甲|JG-0001|jia\.admin|赵/);
    const accounts = await district.owner
      .selectFrom('account')
      .select('id')
      .where('username', '=', 'someone.else')
      .execute();
    expect(accounts).toEqual([]);

    const admin = await signIn('jia.admin');
    expect((await admin.get('/agencies/own')).body.agency).toMatchObject({
      code: 'JG-0001',
      uscc: '91410799DEMA00013T',
      adminConfirmedAt: null,
    });
  });

  it('is stored under the code in half width and capitals', async () => {
    const typed = { ...opening, uscc: ' ９１４１０７９９dema 00021m', username: 'yi.admin', name: '示例乙' };
    const opened = await district.public.post('/agencies', typed);
    expect(opened.body.code).toBe('JG-0002');
    expect((await officer.get('/agencies/91410799DEMA00021M')).body.agency.code).toBe('JG-0002');
    expect((await officer.get('/agencies/JG-0002')).body.agency.uscc).toBe('91410799DEMA00021M');
  });

  it.each([
    ['11160300011554391W', '第 18 位校验码与前 17 位不符，请对照营业执照逐位核对。'],
    ['9141079', '统一社会信用代码应为 18 位，现为 7 位，请对照营业执照核对。'],
    ['', '请填写统一社会信用代码。'],
  ])('with a code that does not hold is refused: %s', async (uscc, message) => {
    const answer = await district.public.post('/agencies', { ...opening, uscc, username: 'nobody' });
    expect(answer.status).toBe(422);
    expect(answer.body.fields).toEqual({ uscc: message });
  });

  it('is refused with every wrong field at once', async () => {
    const answer = await district.public.post('/agencies', {
      uscc: 'x',
      name: ' ',
      username: 'A',
      adminName: '',
    });
    expect(Object.keys(answer.body.fields).sort()).toEqual([
      'adminName',
      'confirmed',
      'email',
      'name',
      'password',
      'phone',
      'postalAddress',
      'recipient',
      'uscc',
      'username',
      'way',
    ]);
    const unknown = await district.public.post('/agencies', { ...opening, adminConfirmedAt: '2025-01-01' });
    expect(unknown.body.fields).toEqual({ adminConfirmedAt: '没有这一项，请勿提交。' });
    const weak = { ...opening, uscc: '91410799DEMA0003XD', username: 'weak.admin', password: 'short' };
    expect((await district.public.post('/agencies', weak)).body.fields).toEqual({
      password: '密码至少 10 个字符。',
    });
    const taken = { ...opening, uscc: '91410799DEMA0003XD' };
    expect((await district.public.post('/agencies', taken)).body.fields).toEqual({
      username: '这个用户名已被使用，请另选一个。',
    });
  });

  it('opened twice in the same moment is there once', async () => {
    const both = await Promise.all(
      ['at.once.a', 'at.once.b'].map((username) =>
        district.public.post('/agencies', {
          ...opening,
          uscc: '91410799DEMA00048D',
          name: '示例丁',
          username,
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});

describe('the stamped letter', () => {
  it('is attached by the agency, returned with a reason or confirmed by an officer, each once', async () => {
    const admin = await signIn('jia.admin');
    const own = (await admin.get('/agencies/own')).body;
    expect(own.actions).toEqual([{ key: 'agency.attachLetter', label: '上传授权书', enabled: true }]);
    expect((await admin.get('/home')).body.tasks[0]).toMatchObject({
      title: '上传盖章的管理员授权书',
      path: '/agencies/JG-0001',
    });
    const { id } = own.agency;
    const early = await officer.post(`/agencies/${id}/confirmation`, {}, { version: own.agency.version });
    expect(early.status).toBe(409);
    expect(early.body.message).toBe('机构还没有上传盖章的管理员授权书，暂不能核对。');

    const word = (await admin.upload('授权书.docx', docx())).body.id;
    const wrongKind = await admin.put('/agencies/own/letter', { fileId: word }, { version: 1 });
    expect(wrongKind.body.fields.fileId).toBe('授权书须为盖章原件的扫描件：PDF、JPG 或 PNG。');
    const officers = (await officer.upload('别人的.pdf', pdf())).body.id;
    const notOwn = await admin.put('/agencies/own/letter', { fileId: officers }, { version: 1 });
    expect(notOwn.body.fields.fileId).toBe('没有找到这份文件，请重新上传。');
    const fileId = (await admin.upload('授权书.pdf', pdf())).body.id;
    expect((await admin.put('/agencies/own/letter', { fileId }, { version: 2 })).status).toBe(409);
    expect((await admin.put('/agencies/own/letter', { fileId }, { version: 1 })).status).toBe(200);

    expect((await officer.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({ title: '核对机构管理员授权书', path: '/agencies/JG-0001' }),
    );
    const returned = await officer.post(
      `/agencies/${id}/letter-return`,
      { reason: '未盖公章' },
      { version: 2 },
    );
    expect(returned.status).toBe(201);
    const notices = (await admin.get('/notices')).body.notices;
    expect(notices[0]).toMatchObject({ title: '管理员授权书退回补正', servedOn: null });
    expect((await admin.put('/agencies/own/letter', { fileId }, { version: 3 })).status).toBe(200);

    const stale = await officer.post(`/agencies/${id}/confirmation`, {}, { version: 3 });
    expect(stale.status).toBe(409);
    expect(stale.body.current.version).toBe(4);
    expect((await officer.post(`/agencies/${id}/confirmation`, {}, { version: 4 })).status).toBe(201);
    const twice = await officer.post(`/agencies/${id}/confirmation`, {}, { version: 5 });
    expect(twice.body.message).toBe('这家机构的管理员已经核对确认，无须再办。');
    expect((await admin.get('/agencies/own')).body.agency.adminConfirmedAt).toBe(district.clock.now());
    const late = await admin.put('/agencies/own/letter', { fileId }, { version: 5 });
    expect(late.status).toBe(409);

    const events = (await admin.get(`/journal-entries/of/${id}`)).body.events;
    expect(events.map(({ event }: { event: string }) => event).reverse()).toEqual([
      'agency.opened',
      'serviceAddress.confirmed',
      'agency.letterAttached',
      'agency.letterReturned',
      'notice.sent',
      'agency.letterAttached',
      'agency.adminConfirmed',
    ]);
    // An agency learns which hat acted, not which person of the bureau.
    expect(events[0]).toMatchObject({ who: null, hat: 'bureauOfficer' });
    expect(events.at(-1)).toMatchObject({ who: '示例赵某', hat: 'agencyAdmin' });
  });

  it('is nobody else’s to attach or to confirm', async () => {
    const staff = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
    const { id, version } = (await officer.get('/agencies/JG-0002')).body.agency;
    expect((await staff.put('/agencies/own/letter', { fileId: id })).status).toBe(403);
    expect((await staff.get(`/agencies/${id}`)).status).toBe(404);
    expect((await staff.get('/agencies/JG-9999')).status).toBe(404);
    expect((await staff.get('/agencies')).body.agencies).toHaveLength(1);
    expect((await staff.get(`/journal-entries/of/${id}`)).body.events).toEqual([]);
    const reviewer = await district.signedIn(['bureauReviewer']);
    const refused = await reviewer.post(`/agencies/${id}/confirmation`, {}, { version });
    expect(refused.status).toBe(403);
    expect(refused.body.who).toBe('财政局经办人');
    expect((await officer.post('/agencies/0197b3c5-0000-7000-8000-000000000001/confirmation')).status).toBe(
      404,
    );
  });
});

describe('the list of agencies', () => {
  it('is filtered by name, code and state of confirmation', async () => {
    const codes = async (query: string) =>
      (await officer.get(`/agencies?${query}`)).body.agencies.map(({ code }: { code: string }) => code);
    expect(await codes('q=示例甲')).toEqual(['JG-0001']);
    expect(await codes('q=jg-0002')).toEqual(['JG-0002']);
    expect(await codes('q=91410799dema00013t')).toEqual(['JG-0001']);
    expect(await codes('q=%25')).toEqual([]);
    expect(await codes('confirmation=confirmed')).toEqual(['JG-0001']);
  });

  it('comes page by page, each agency once', async () => {
    const many = Array.from({ length: 60 }, (_, index) => index);
    for (const index of many) await district.agency(`分页机构${index}`);
    const first = (await officer.get('/agencies?q=分页机构')).body;
    const second = (await officer.get(`/agencies?q=分页机构&cursor=${first.next}`)).body;
    expect([first.agencies.length, second.agencies.length, second.next]).toEqual([50, 10, null]);
    const all = [...first.agencies, ...second.agencies].map(({ id }: { id: string }) => id);
    expect(new Set(all).size).toBe(60);
  });
});

describe('codes printed on paper', () => {
  it('count up within their year, agencies for life', async () => {
    const given: string[] = [];
    for (const [series, year] of [
      ['WT', 2025],
      ['WT', 2025],
      ['WT', 2026],
      ['KH', 2025],
    ] as const) {
      given.push(await nextCode(district.db, series, year));
    }
    expect(given).toEqual(['WT-2025-001', 'WT-2025-002', 'WT-2026-001', 'KH-2025-001']);
    const [one, other] = await Promise.all([
      nextCode(district.db, 'ZG', 2025),
      nextCode(district.db, 'ZG', 2025),
    ]);
    expect([one, other].sort()).toEqual(['ZG-2025-001', 'ZG-2025-002']);
  });
});

it('is listed with the 信用等级 in force: a decision whose day lies ahead changes nothing until then', async () => {
  const agency = await district.agency();
  await ratingRow(district, agency.id, { rating: 'D', on: '2025-06-02', at: '2025-06-02T02:00:00.000Z' });
  // The end of a 受限 is decided with the 受限 itself.
  await ratingRow(district, agency.id, { rating: null, on: '2030-06-02', at: '2025-06-02T02:00:00.001Z' });
  const seen = async (instant: string) => {
    district.clock.set(instant);
    const reader = await district.signedIn(['bureauOfficer']);
    const listed = (await reader.get(`/agencies?q=${agency.code}`)).body.agencies;
    const one = (await reader.get(`/agencies/${agency.code}`)).body.agency;
    return [listed[0].rating, one.rating];
  };
  expect(await seen('2030-06-01T15:00:00.000Z')).toEqual(['D', 'D']);
  expect(await seen('2030-06-01T16:00:00.000Z')).toEqual([null, null]);
});
