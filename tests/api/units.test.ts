import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let admin: Person;
let officer: Person;
beforeAll(async () => {
  district = await openDistrict();
  admin = await district.signedIn(['systemAdmin']);
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

const department = (n: number) => ({
  classified: 'no',
  level: '1',
  code: String(101000 + n),
  name: `示例部门${n}`,
  division: '绩效科',
});

describe('the counts', () => {
  it('are 109 = 58 + 51 with the classified unit and 57 = 58 − 1 without it', async () => {
    for (let n = 1; n <= 57; n++) expect((await admin.post('/units', department(n))).status).toBe(201);
    const choices = (await admin.get('/units/choices')).body.units;
    for (let n = 1; n <= 51; n++) {
      const made = await officer.post('/units', {
        classified: 'no',
        level: '2',
        code: `1010${String(n).padStart(2, '0')}-2`,
        name: `示例二级单位${n}`,
        division: '绩效科',
        parentId: choices[n % 57].id,
      });
      expect(made.status).toBe(201);
    }
    expect((await admin.post('/units', { classified: 'yes', level: '1' })).body.code).toBe('SM-1');
    const { counts, total } = (await officer.get('/units')).body;
    expect(counts).toEqual({
      all: 109,
      firstLevel: 58,
      secondLevel: 51,
      classified: 1,
      classifiedFirstLevel: 1,
    });
    expect(counts.firstLevel - counts.classifiedFirstLevel).toBe(57);
    expect(total).toBe(109);
  });

  it('page through the whole tree once, each unit under its department', async () => {
    const seen: { code: string; level: number; parentCode: string | null }[] = [];
    let after = '';
    do {
      const { body } = await officer.get(`/units?after=${after}`);
      seen.push(...body.units);
      after = body.next ?? '';
    } while (after);
    expect(seen).toHaveLength(109);
    expect(new Set(seen.map(({ code }) => code)).size).toBe(109);
    seen.forEach((unit, index) => {
      if (unit.level === 2) expect([unit.parentCode, seen[index - 1]!.parentCode]).toContain(unit.parentCode);
    });
    expect((await officer.get('/units?level=2')).body.total).toBe(51);
  });
});

describe('the classified unit', () => {
  it('is refused with a name, and the name is kept nowhere', async () => {
    const named = { classified: 'yes', level: '1', name: '某某基地', code: '', division: '', parentId: '' };
    const refused = await admin.post('/units', named, { key: 'classified-0001' });
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toEqual({
      name: '涉密单位只计数，不录入名称等信息：平台不处理涉密内容。请清空这一项。',
    });
    for (const table of ['unit', 'journalEntry', 'idempotencyKey'] as const) {
      const rows = await district.owner.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('某某基地');
    }
  });

  it('has no page, cannot be chosen and takes no evaluatee', async () => {
    expect((await admin.get('/units/SM-1')).status).toBe(404);
    const choices: { code: string }[] = (await officer.get('/units/choices')).body.units;
    expect(choices).toHaveLength(108);
    expect(choices.some(({ code }) => code.startsWith('SM'))).toBe(false);
    const { id } = await district.owner
      .selectFrom('unit')
      .select('id')
      .where('classified', '=', true)
      .executeTakeFirstOrThrow();
    const evaluatee = { unitId: id, kind: 'project', name: '示例项目', year: '2025', moneyUnit: '万元' };
    expect((await officer.post('/evaluatees', evaluatee)).body.fields).toEqual({
      unitId: '从单位名录中选择所属单位。',
    });
  });

  it('is asked after before anything else', async () => {
    const { classified: _, ...rest } = department(99);
    expect((await admin.post('/units', rest)).body.fields).toEqual({ classified: '先选择是否涉密单位。' });
  });
});

describe('a unit', () => {
  it('is refused with a code or name that is taken, a missing or a wrong department', async () => {
    expect((await admin.post('/units', department(1))).status).toBe(409);
    const sameName = { ...department(80), name: '示例部门1' };
    expect((await admin.post('/units', sameName)).body.fields).toEqual({ name: '这个单位已登记过。' });
    const orphan = { ...department(81), level: '2' };
    expect((await admin.post('/units', orphan)).body.fields).toEqual({ parentId: '选择主管的一级部门。' });
    const second = (await officer.get('/units?level=2')).body.units[0];
    const wrong = { ...department(82), level: '2', parentId: second.id };
    expect((await admin.post('/units', wrong)).body.fields).toEqual({
      parentId: '从一级部门中选择主管部门。',
    });
    const ministry = { ...department(83), parentId: second.id };
    expect((await admin.post('/units', ministry)).body.fields).toEqual({
      parentId: '一级部门没有主管部门，请清空这一项。',
    });
    expect((await admin.post('/units', { ...department(84), rank: '1' })).body.fields).toEqual({
      rank: '没有这一项，请勿提交。',
    });
  });

  it('takes a code whose check digits hold, in any spelling, and once only', async () => {
    // The valid code and its faults are those of requirements.md §9.4.
    const wrong = { ...department(85), uscc: '11160300011554391W' };
    expect((await admin.post('/units', wrong)).body.fields.uscc).toMatch(/第 18 位校验码/);
    const valid = { ...department(86), uscc: ' 114114030058524056 ' };
    expect((await admin.post('/units', valid)).status).toBe(201);
    expect((await officer.get('/units/101086')).body.unit.uscc).toBe('114114030058524056');
    const again = { ...department(87), uscc: '114114030058524056' };
    expect((await admin.post('/units', again)).body.fields).toEqual({
      uscc: '这个统一社会信用代码已登记在另一家单位名下，请核对。',
    });
    const secret = { classified: 'yes', level: '1', uscc: '114114030058524056' };
    expect((await admin.post('/units', secret)).body.fields.uscc).toMatch(/涉密单位只计数/);
  });

  it('is changed from its current version only, and the journal keeps both', async () => {
    const change = { name: '示例部门一', division: '教科文科' };
    const stale = await officer.put('/units/101001', change, { version: 9 });
    expect(stale.status).toBe(409);
    expect(stale.body.current).toEqual({ name: '示例部门1', division: '绩效科', uscc: null, version: 1 });
    expect((await officer.put('/units/101001', change, { version: 1 })).status).toBe(200);
    expect((await officer.get('/units/101001')).body.unit).toMatchObject({ ...change, version: 2 });
    const line = await district.owner
      .selectFrom('journalEntry')
      .selectAll()
      .where('event', '=', 'unit.changed')
      .executeTakeFirstOrThrow();
    expect(line).toMatchObject({ accountId: officer.accountId, subjectCode: '101001' });
    expect(line.detail).toMatchObject({ from: { name: '示例部门1' }, to: change });
  });

  it('is made once by a form sent twice', async () => {
    const first = await admin.post('/units', department(90), { key: 'unit-key-0090' });
    const second = await admin.post('/units', department(90), { key: 'unit-key-0090' });
    expect(second.body).toEqual(first.body);
  });

  it('is managed by the bureau officer and the administrator, and sees itself and what is under it', async () => {
    const supervisor = await district.signedIn(['supervisor']);
    const refused = await supervisor.post('/units', department(91));
    expect(refused.status).toBe(403);
    expect(refused.body.who).toBe('财政局经办人、系统管理员');
    const agency = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    expect((await agency.get('/units')).status).toBe(403);
    const own = (await officer.get('/units/101002')).body;
    const unitOfficer = await district.signedIn(['unitOfficer'], { unitId: own.unit.id });
    const { units, counts } = (await unitOfficer.get('/units')).body;
    expect(units.map(({ code }: { code: string }) => code)).toEqual([
      '101002',
      ...own.subordinates.map(({ code }: { code: string }) => code),
    ]);
    expect(counts).toBeNull();
    expect((await unitOfficer.get('/units/101003')).status).toBe(404);
    expect((await officer.get('/units/none')).body.message).toBe(
      (await unitOfficer.get('/units/101003')).body.message,
    );
    expect((await district.public.get('/units')).status).toBe(401);
  });
});

describe('what no database keeps', () => {
  it.each([
    ['NUL', '示例\0部门'],
    ['half a character', '示例\ud800部门'],
  ])('%s is refused at its field', async (_, name) => {
    const refused = await admin.post('/units', { ...department(95), name });
    expect([refused.status, refused.body.fields]).toEqual([422, { name: '含有看不见的字符，请重新录入。' }]);
  });

  it('is looked for nowhere', async () => {
    expect((await admin.get('/units/1010%00')).status).toBe(404);
    expect((await officer.get('/units?q=%00')).body.fields).toEqual({ q: '含有看不见的字符，请重新录入。' });
    const proto = await officer.get('/units?__proto__=1');
    expect([proto.status, Object.entries(proto.body.fields)]).toEqual([
      422,
      [['__proto__', '没有这一项，请勿提交。']],
    ]);
  });
});
