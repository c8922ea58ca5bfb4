import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { pdf } from '../support/sample-files.ts';
import { exampleAddress } from '../support/service-address.ts';

let district: District;
let officer: Person;
let admin: Person;
let agency: { id: string; code: string; name: string };
beforeAll(async () => {
  district = await openDistrict();
  agency = await district.agency();
  officer = await district.signedIn(['bureauOfficer']);
  admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
});
afterAll(() => district.close());

const typed = { ...exampleAddress };
const confirm = (body: object, version: number, by = admin) =>
  by.post('/service-addresses/own', body, { version });

describe('an address of service', () => {
  it('waits to be confirmed by an agency that has none', async () => {
    const waiting = expect.objectContaining({
      title: '确认送达地址',
      path: `/agencies/${agency.code}/service-address`,
      holder: '本机构',
    });
    expect((await admin.get('/home')).body.tasks).toContainEqual(waiting);
    const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    expect((await staff.get('/home')).body.tasks).not.toContainEqual(waiting);
    expect((await officer.get('/home')).body.tasks).not.toContainEqual(waiting);
    const none = await officer.get(`/service-addresses/${agency.code}`);
    expect(none.body).toMatchObject({
      agency: { name: agency.name },
      addresses: [],
      version: 0,
      actions: [],
    });
  });

  it.each([
    ['way', '', '选择文书送达方式。'],
    ['way', 'fax', '选择文书送达方式。'],
    ['recipient', ' ', '填写姓名。'],
    ['postalAddress', '', '填写能收到纸质文书的详细邮寄地址。'],
    ['postalAddress', '示例路\u200b1 号', '邮寄地址含有看不见的字符，请重新录入。'],
    ['email', '', '选择电子邮件送达的，填写电子邮箱。'],
    ['email', 'notices', '电子邮箱地址不完整或含有不能使用的字符，请核对，只填一个地址。'],
    ['email', 'a@example', '电子邮箱地址不完整或含有不能使用的字符，请核对，只填一个地址。'],
    [
      'email',
      'a@example.com\r\nBcc: b@example.com',
      '电子邮箱地址不完整或含有不能使用的字符，请核对，只填一个地址。',
    ],
    [
      'email',
      'a@example.com, b@example.com',
      '电子邮箱地址不完整或含有不能使用的字符，请核对，只填一个地址。',
    ],
    ['phone', '12345', '填写联系电话，手机 11 位，或带区号的固定电话，如 0373-3051234。'],
    ['confirmed', '', '确认所填送达地址后才能提交。'],
    ['number', '7', '没有这一项，请勿提交。'],
  ])('with %s %j is refused: %s', async (field, value, message) => {
    const refused = await confirm({ ...typed, [field]: value }, 0);
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toEqual({ [field]: message });
  });

  it('is refused with every wrong field at once', async () => {
    const refused = await confirm({ ...typed, email: '', phone: '', confirmed: '' }, 0);
    expect(Object.keys(refused.body.fields).sort()).toEqual(['confirmed', 'email', 'phone']);
  });

  it('is kept version by version, each with who and when, and the newest is in use', async () => {
    const first = await confirm(typed, 0);
    expect([first.status, first.body.number]).toEqual([201, 1]);
    const paper = { ...typed, way: 'paper', email: '', postalAddress: '示例区新路 2 号' };
    const stale = await confirm(paper, 0);
    expect(stale.status).toBe(409);
    expect(stale.body.current).toEqual({
      version: 1,
      way: 'electronic',
      recipient: '示例赵某',
      postalAddress: '示例区示例路 1 号',
      email: 'notices@example.com',
      phone: '0373-0000000',
    });
    district.clock.pass(60_000);
    expect((await confirm(paper, 1)).body.number).toBe(2);
    const { addresses, actions } = (await admin.get(`/service-addresses/${agency.code}`)).body;
    expect(addresses).toMatchObject([
      {
        number: 2,
        way: 'paper',
        email: '',
        postalAddress: '示例区新路 2 号',
        confirmedAt: '2025-11-20T01:01:00.000Z',
      },
      { number: 1, way: 'electronic', email: 'notices@example.com', confirmedAt: '2025-11-20T01:00:00.000Z' },
    ]);
    expect(actions).toEqual([{ key: 'serviceAddress.confirm', label: '确认送达地址', enabled: true }]);
    expect((await admin.get('/home')).body.tasks).not.toContainEqual(
      expect.objectContaining({ title: '确认送达地址' }),
    );
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select(['event', 'detail'])
      .where('subjectId', '=', agency.id)
      .orderBy('id')
      .execute();
    expect(lines).toEqual([
      { event: 'serviceAddress.confirmed', detail: { number: 1, way: 'electronic' } },
      { event: 'serviceAddress.confirmed', detail: { number: 2, way: 'paper' } },
    ]);
  });

  it('confirmed twice in the same moment gains one version', async () => {
    const both = await Promise.all([confirm(typed, 2), confirm(typed, 2)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is the administrator’s to confirm, and nothing to strangers', async () => {
    const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    expect((await confirm(typed, 3, staff)).status).toBe(403);
    expect((await confirm(typed, 3, officer)).status).toBe(403);
    const other = await district.agency();
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: other.id });
    expect((await stranger.get(`/service-addresses/${agency.code}`)).status).toBe(404);
    expect((await district.public.get(`/service-addresses/${agency.code}`)).status).toBe(401);
    expect((await officer.get(`/service-addresses/${agency.code}`)).body.actions).toEqual([]);
  });

  it('cannot be changed or removed by the application', async () => {
    await expect(
      district.db.updateTable('serviceAddress').set({ email: 'x@example.com' }).execute(),
    ).rejects.toThrow('permission denied');
    await expect(district.db.deleteFrom('serviceAddress').execute()).rejects.toThrow('permission denied');
  });

  it('stays with the notice that was sent to it', async () => {
    const lettered = await district.agency();
    const owner = await district.signedIn(['agencyAdmin'], { agencyId: lettered.id });
    expect((await confirm(typed, 0, owner)).status).toBe(201);
    const send = async (version: number) => {
      const fileId = (await owner.upload('授权书.pdf', pdf())).body.id;
      expect((await owner.put('/agencies/own/letter', { fileId }, { version })).status).toBe(200);
      const returned = { reason: '未盖公章' };
      const path = `/agencies/${lettered.id}/letter-return`;
      expect((await officer.post(path, returned, { version: version + 1 })).status).toBe(201);
      return (await officer.get('/notices')).body.notices[0].id as string;
    };
    const older = await send(1);
    expect((await confirm({ ...typed, email: 'new@example.com' }, 1, owner)).status).toBe(201);
    const newer = await send(3);
    expect((await officer.get(`/notices/${older}`)).body.notice).toMatchObject({
      ...{ addressNumber: 1, addressWay: 'electronic', email: 'notices@example.com' },
    });
    expect((await owner.get(`/notices/${newer}`)).body.notice).toMatchObject({
      ...{ addressNumber: 2, email: 'new@example.com', recipient: '示例赵某', phone: '0373-0000000' },
    });
  });
});
