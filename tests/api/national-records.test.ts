import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { checkedFiler, filer, storedFile, type Filer } from '../support/dossier.ts';

let district: District;
let officer: Person;
let filed: Filer;
let fileId: string;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer'], { division: '绩效科' });
  filed = await checkedFiler(district, await district.signedIn(['bureauReviewer']));
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  fileId = (await officer.upload('查询页面.png', png)).body.id;
});
afterAll(() => district.close());

const seen = (more: Record<string, unknown> = {}) => ({
  ...{ agency: filed.agency.code, queriedOn: '2025-11-19', registered: 'yes', recordNumber: '示例-1' },
  shown: { name: filed.agency.name, premises: '示例旧址', leadEvaluators: '1' },
  ...{ note: '', fileId, ...more },
});
const record = (more: Record<string, unknown> = {}) => officer.post('/national-records', seen(more));
const path = () => `/national-records/${filed.agency.code}`;

it('keeps what was shown on a day beside the checked dossier, and names what differs', async () => {
  expect((await record()).status).toBe(201);
  const [one] = (await officer.get(path())).body.records;
  expect(one).toMatchObject({
    queriedOn: '2025-11-19',
    registered: true,
    recordNumber: '示例-1',
    version: 1,
  });
  const said = one.compared.filter(({ outcome }: { outcome: string }) => outcome !== 'notShown');
  expect(said).toEqual([
    { fact: 'name', shown: filed.agency.name, filed: filed.agency.name, outcome: 'same' },
    {
      fact: 'premises',
      shown: '示例旧址',
      filed: '河南省新乡市牧野区示例路 1 号',
      outcome: 'different',
    },
    { fact: 'leadEvaluators', shown: '1', filed: '1', outcome: 'same' },
  ]);
  expect((await record({ registered: 'no', recordNumber: '', shown: {} })).status).toBe(201);
  const { records } = (await officer.get(path())).body;
  expect(records.map(({ registered }: { registered: boolean }) => registered)).toEqual([false, true]);
  expect(records[0].compared).toEqual([]);
  const { agencies } = (await officer.get('/national-records')).body;
  expect(agencies.find(({ code }: { code: string }) => code === filed.agency.code)).toMatchObject({
    registered: false,
    queriedOn: '2025-11-19',
  });
  const { entries } = (
    await (await district.signedIn(['auditor'])).get('/journal-entries?event=nationalRecord.')
  ).body;
  expect(entries[0]).toMatchObject({
    event: 'nationalRecord.recorded',
    agencyId: filed.agency.id,
    detail: { queriedOn: '2025-11-19', registered: 'no' },
  });
});

it('of an agency without a checked dossier has nothing to stand beside', async () => {
  const empty = await filer(district);
  await record({ agency: empty.agency.code });
  const [one] = (await officer.get(`/national-records/${empty.agency.code}`)).body.records;
  expect(one).toMatchObject({ version: null, compared: [], shown: { premises: '示例旧址' } });
});

it('is the agency’s to read and the officer’s to write, and is never rewritten', async () => {
  const own = (await filed.person.get(path())).body;
  expect(own.records[0]).toMatchObject({ fileId: null, queriedByName: null });
  expect(own.actions).toEqual([]);
  expect((await filed.person.get('/national-records')).body.agencies).toHaveLength(1);
  const other = await filer(district);
  expect((await other.person.get(path())).status).toBe(404);
  expect((await district.public.get(path())).status).toBe(401);
  expect((await officer.get('/national-records/JG-9999')).status).toBe(404);
  for (const hat of ['bureauReviewer', 'bureauLeader', 'supervisor', 'auditor'] as const) {
    const reader = await district.signedIn([hat]);
    expect((await reader.get(path())).status).toBe(200);
    expect((await reader.post('/national-records', seen())).status).toBe(403);
  }
  expect((await filed.person.post('/national-records', seen())).status).toBe(403);
  await expect(district.db.updateTable('nationalRecord').set({ note: 'x' }).execute()).rejects.toThrow(
    /permission denied/,
  );
  await expect(district.db.deleteFrom('nationalRecord').execute()).rejects.toThrow(/permission denied/);
});

it.each<[string, Record<string, unknown>, Record<string, string>]>([
  ['a later day', { queriedOn: '2025-11-21' }, { queriedOn: '查询日期不得晚于今天。' }],
  ['no day', { queriedOn: '昨天' }, { queriedOn: '按 2025-11-20 的格式填写查询日期。' }],
  ['no answer', { registered: '' }, { registered: '选择「已登记」或「未查到登记」。' }],
  ['no name', { shown: { headName: '示例' } }, { 'shown.name': '填写平台显示的机构名称。' }],
  ['content of none', { registered: 'no' }, { registered: '填写了平台显示的内容的，应选「已登记」。' }],
  [
    'a count in words',
    { shown: { name: '示例', experts: '三' } },
    { 'shown.experts': '「合作专家数」填写整数，平台没有显示的留空。' },
  ],
  ['no file', { fileId: '' }, { fileId: '上传查询页面的截图或打印件。' }],
  ['no such agency', { agency: 'JG-9999' }, { agency: '没有找到这家机构，请从所列各项中选择。' }],
])('is refused with %s', async (_name, more, fields) => {
  const answer = await record(more);
  expect(answer.status).toBe(422);
  expect(answer.body.fields).toEqual(fields);
});

it('takes no unknown key and no file of an agency', async () => {
  expect((await record({ rating: 'A' })).body.fields).toHaveProperty('rating');
  expect((await record({ shown: { name: '示例', rating: 'A' } })).body.fields).toHaveProperty([
    'shown.rating',
  ]);
  const theirs = await storedFile(district, filed.agency.id, filed.person.accountId);
  expect((await record({ fileId: theirs })).body.fields).toHaveProperty('fileId');
});
