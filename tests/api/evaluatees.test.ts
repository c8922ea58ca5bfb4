import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let unitId: string;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  const unit = { classified: 'no', level: '1', code: '101001', name: '示例教育局', division: '教科文科' };
  unitId = (await officer.post('/units', unit)).body.id;
});
afterAll(() => district.close());

const project = (name: string) => ({
  unitId,
  kind: 'project',
  name,
  year: '2025',
  budgeted: '128.5',
  adjusted: '',
  spent: '0',
  moneyUnit: '万元',
});

it('keeps money in 分, and an amount that is not known as unknown', async () => {
  const { id } = (await officer.post('/evaluatees', project('示例项目一'))).body;
  const { evaluatee } = (await officer.get(`/evaluatees/${id}`)).body;
  expect(evaluatee).toMatchObject({
    budgeted: 128_500_000,
    adjusted: null,
    spent: 0,
    unitName: '示例教育局',
  });
  const inYuan = { ...project('示例项目二'), budgeted: '1,285,000.01', moneyUnit: '元' };
  const other = (await officer.post('/evaluatees', inYuan)).body.id;
  expect((await officer.get(`/evaluatees/${other}`)).body.evaluatee.budgeted).toBe(128_500_001);
});

it('refuses every wrong field and keeps nothing', async () => {
  const total = async () => (await officer.get('/evaluatees')).body.total;
  const before = await total();
  const wrong = { ...project(''), budgeted: '1e9', adjusted: '0.0000001', year: '25', kind: 'x' };
  const answer = await officer.post('/evaluatees', wrong);
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.fields).sort()).toEqual(['kind', 'name', 'year']);
  const money = await officer.post('/evaluatees', {
    ...project('示例项目三'),
    budgeted: '1e9',
    adjusted: '0.0000001',
  });
  expect(money.body.fields).toEqual({
    budgeted: '填写不小于 0 的金额，只用数字和小数点，如 12.5，单位为万元。',
    adjusted: '金额精确到分：以万元为单位最多 6 位小数。',
  });
  const department = { ...project('整体'), kind: 'department', unitId: '' };
  expect((await officer.post('/evaluatees', department)).body.fields).toEqual({
    unitId: '部门整体支出须选择所属单位。',
  });
  const twice = await officer.post('/evaluatees', project('示例项目一'));
  expect(twice.body.fields.name).toBe('同一单位、年度和类别下已有同名的评价对象。');
  expect(await total()).toBe(before);
});

it('is changed from its current version only, with a line in the journal', async () => {
  const { id } = (await officer.post('/evaluatees', project('示例项目四'))).body;
  const stale = await officer.put(`/evaluatees/${id}`, project('示例项目四'), { version: 2 });
  expect(stale.status).toBe(409);
  const change = { ...project('示例项目四'), spent: '100' };
  expect((await officer.put(`/evaluatees/${id}`, change, { version: 1 })).status).toBe(200);
  const line = await district.owner
    .selectFrom('journalEntry')
    .select(['detail', 'unitId'])
    .where('event', '=', 'evaluatee.changed')
    .where('subjectId', '=', id)
    .executeTakeFirstOrThrow();
  expect(line.unitId).toBe(unitId);
  expect(line.detail).toMatchObject({ from: { spent: 0 }, to: { spent: 100_000_000 } });
});

it('filters by unit, year, kind and name, and pages without losing or repeating one', async () => {
  for (let n = 1; n <= 60; n++)
    await officer.post('/evaluatees', { ...project(`批量${n}`), year: String(2020 + (n % 3)) });
  const { total } = (await officer.get('/evaluatees?unit=101001')).body;
  const seen: { id: string; year: number }[] = [];
  let before = '';
  do {
    const { body } = await officer.get(`/evaluatees?unit=101001&before=${before}`);
    seen.push(...body.evaluatees);
    before = body.next ?? '';
  } while (before);
  expect(seen).toHaveLength(total);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(total);
  expect(seen.map(({ year }) => year)).toEqual(seen.map(({ year }) => year).sort((a, b) => b - a));
  expect((await officer.get('/evaluatees?year=2021&q=批量')).body.total).toBe(20);
  expect((await officer.get('/evaluatees?q=%25')).body.total).toBe(0);
  expect((await officer.get('/evaluatees?kind=policy')).body.total).toBe(0);
});

it('shows a unit its own only; a stranger’s is like none', async () => {
  const other = { classified: 'no', level: '1', code: '101002', name: '示例卫健委', division: '社保科' };
  const otherId = (await officer.post('/units', other)).body.id;
  const { id } = (await officer.post('/evaluatees', project('示例项目五'))).body;
  const stranger = await district.signedIn(['unitOfficer'], { unitId: otherId });
  expect((await stranger.get('/evaluatees')).body.total).toBe(0);
  const hidden = await stranger.get(`/evaluatees/${id}`);
  const none = await stranger.get('/evaluatees/01900000-0000-7000-8000-000000000000');
  expect([hidden.status, none.status]).toEqual([404, 404]);
  expect(hidden.body.message).toBe(none.body.message);
  const owner = await district.signedIn(['unitOfficer'], { unitId });
  expect((await owner.get(`/evaluatees/${id}`)).status).toBe(200);
  expect((await owner.put(`/evaluatees/${id}`, project('x'), { version: 1 })).status).toBe(403);
});
