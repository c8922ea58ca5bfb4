/** An agency's own sheet: its columns are matched with ours, what was chosen is remembered, the rest is the import. */
import { Workbook } from '@cj-tech-master/excelts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guess } from '../../api/dossier-sheets/synonyms.ts';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { openDistrict, type Answer, type District } from '../support/district.ts';
import { filer, type Filer } from '../support/dossier.ts';

let district: District;
let mine: Filer;
beforeAll(async () => {
  district = await openDistrict();
});
beforeEach(async () => {
  mine = await filer(district);
});
afterAll(() => district.close());

type Page = ReturnType<Workbook['addWorksheet']>;
type Cell = string | number | Date | null;

/** A workbook of an agency's own; `more` spoils it. */
async function book(sheets: Record<string, Cell[][]>, more: (page: Page) => void = () => {}) {
  const made = new Workbook();
  for (const [title, rows] of Object.entries(sheets)) {
    const page = made.addWorksheet(title);
    for (const row of rows) page.addRow(row);
    more(page);
  }
  return Buffer.from(await made.xlsx.writeBuffer());
}

const upload = async (bytes: Buffer, kind = 'people', who = mine): Promise<string> => {
  const sent = await who.person.post(`/dossier-imports?kind=${kind}&name=staff.xlsx`, bytes);
  expect(sent.status).toBe(201);
  return sent.body.id as string;
};
const choices = async (id: string, at = ''): Promise<Answer['body']> =>
  (await mine.person.get(`/import-mappings/${id}${at}`)).body;

/** The form of the page as it comes, with some choices changed. */
async function choose(id: string, targets: Record<string, string> = {}, more: Record<string, unknown> = {}) {
  const found = await choices(id);
  const columns = found.columns.map((column: { place: number; header: string; target: string }) => ({
    place: column.place,
    target: targets[column.header] ?? column.target,
  }));
  const json = { sheet: found.sheet, header: found.header, columns, fixed: {}, ...more };
  return mine.person.put(`/import-mappings/${id}`, json, { version: found.version });
}

const head = ['序号', '名字', '公民身份号码', '学历', '毕业院校', '人员类别'];
const staff = (serial: number, role: string | null = '评价人员', education = '大学本科'): Cell[] => [
  serial,
  `示例人员${serial}`,
  exampleIdNumber(serial),
  education,
  '示例大学',
  role,
];

describe('a header', () => {
  it.each([
    ['people', '姓名（必填）', 'name'],
    ['people', ' 证 件 号 码 ', 'idNumber'],
    ['people', '身份证号', 'idNumber'],
    ['people', '职称', 'title'],
    ['people', '专业技术职务', 'titleName'],
    ['people', '毕业院校', ''],
    ['trackRecord', '委托单位', 'client'],
    ['trackRecord', '合同金额(万元)', 'amount.wanYuan'],
    ['trackRecord', '合同金额（元）', 'amount.yuan'],
    ['trackRecord', '服务费（单位：元）', 'amount.yuan'],
    ['trackRecord', '合同金额', ''],
    ['trackRecord', '合同金额（千元）', ''],
    ['trackRecord', '合同金额（亿元）', ''],
    ['people', 'constructor', ''],
  ] as const)('of %s that says %s is prefilled %j', (kind, header, value) =>
    expect(guess(kind, header).value).toBe(value),
  );
});

describe('a sheet of an agency', () => {
  it('is read beside our columns, its numbers of persons masked, and waits for a choice', async () => {
    const id = await upload(
      await book({ 人员: [['某年人员一览'], head, staff(1), staff(2), staff(3), staff(4)] }),
    );
    const found = await choices(id);
    expect(found).toMatchObject({ sheet: 0, header: 2, rows: 4, remembered: null, awaitsMapping: true });
    expect(found.required).toEqual(['姓名', '身份证号码', '类别']);
    expect(found.columns.map((one: { target: string }) => one.target)).toEqual([
      ...['', 'name', 'idNumber', 'education', '', 'role'],
    ]);
    expect(found.columns[4]).toMatchObject({ letter: 'E', header: '毕业院校', note: '档案不收这一项' });
    expect(found.columns[1].samples).toEqual(['示例人员1', '示例人员2', '示例人员3']);
    expect(found.columns[2].samples[0]).toMatch(/^\d{3}\*{12}[\dX]{3}$/);
    expect(JSON.stringify(found)).not.toContain(exampleIdNumber(1));
    const page = (await mine.person.get(`/dossier-imports/${id}`)).body;
    expect([page.awaitsMapping, page.wrong]).toEqual([true, []]);
    const commit = await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 1 });
    expect([commit.status, commit.body.message]).toEqual([409, '还没有选择表中各列对应什么，请先选择。']);
  });

  it('lies sealed, and is gone once it is taken over or dropped', async () => {
    const id = await upload(await book({ 人员: [head, staff(11)] }));
    const stored = () =>
      district.owner.selectFrom('dossierImportSource').select('content').where('importId', '=', id).execute();
    expect((await stored())[0]!.content).toMatch(/^A256GCM\./);
    await choose(id);
    const taken = await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 2 });
    expect([taken.status, taken.body.added]).toEqual([201, 1]);
    expect(await stored()).toEqual([]);
    expect((await mine.person.get(`/import-mappings/${id}`)).status).toBe(404);
    const other = await upload(await book({ 人员: [head, staff(12)] }));
    expect((await mine.person.delete(`/dossier-imports/${other}`, undefined, { version: 1 })).status).toBe(
      200,
    );
  });

  it('goes the way of the template from then on: rows with their numbers, mended, taken over, undone', async () => {
    const id = await upload(
      await book({
        人员: [['一览'], head, staff(21, '评价人员', '本科'), staff(22, '评价人员', '本科'), staff(23)],
      }),
    );
    expect((await choose(id)).body).toEqual({ version: 2 });
    const read = (await mine.person.get(`/dossier-imports/${id}`)).body;
    expect(read.counts).toEqual({ new: 1, updated: 0, same: 0, wrong: 2 });
    expect(read.wrong.map((row: { number: number }) => row.number)).toEqual([3, 4]);
    expect(read.wrong[0].faults.education).toMatch(/^「本科」不在所列各项中/);
    const same = { column: 'education', from: '本科', to: '大学本科' };
    await mine.person.put(`/dossier-imports/${id}/same`, same, { version: 2 });
    const taken = await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 3 });
    expect(taken.body).toMatchObject({ added: 3, left: 0 });
    const undone = await mine.person.delete(`/dossier-imports/${id}/commit`, undefined, { version: 4 });
    expect(undone.status).toBe(200);
    const events = await district.owner
      .selectFrom('journalEntry')
      .select('event')
      .where('agencyId', '=', mine.agency.id)
      .where('event', 'like', 'dossierImport.%')
      .orderBy('id')
      .execute();
    expect(events.map(({ event }) => event)).toEqual([
      ...['dossierImport.started', 'dossierImport.mapped', 'dossierImport.mended'],
      ...['dossierImport.committed', 'dossierImport.undone'],
    ]);
  });

  it('is remembered by its headers, for this agency alone, with the row they stand in', async () => {
    const strange = [['表'], ['甲', '乙', '丙'], ['示例甲', exampleIdNumber(31), '评价人员']];
    const first = await upload(await book({ 人员: strange }));
    const again = (await choices(first)).columns.map((one: { target: string }) => one.target);
    expect(again).toEqual(['', '', '']);
    const columns = ['name', 'idNumber', ''].map((target, index) => ({ place: index + 1, target }));
    const fixed = { role: '评价人员' };
    const kept = await choose(first, {}, { header: 2, columns, fixed });
    expect([kept.status, kept.body]).toEqual([200, { version: 2 }]);
    const second = await upload(
      await book({ 别的: [['x', 'y']], 人员: [...strange.slice(0, 2), ['示例乙', exampleIdNumber(32), '']] }),
    );
    const found = await choices(second);
    expect(found).toMatchObject({ sheet: 1, header: 2, remembered: { byName: expect.any(String) } });
    expect(found.columns.map((one: { target: string }) => one.target)).toEqual(['name', 'idNumber', '']);
    expect(found.fixed).toMatchObject([{ key: 'role', value: '评价人员' }]);
    mine = await filer(district);
    const elsewhere = await choices(await upload(await book({ 人员: strange })));
    expect(elsewhere.remembered).toBeNull();
  });

  it('fills what it does not say only where that was chosen', async () => {
    const id = await upload(await book({ 人员: [head, staff(41, null), staff(42, '主评人')] }));
    await choose(id, {}, { fixed: { role: '评价人员' } });
    await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 2 });
    const { people } = (await mine.person.get('/dossier-people')).body;
    expect(people.map((one: { typed: { role: string } }) => one.typed.role)).toEqual([
      'evaluator',
      'leadEvaluator',
    ]);
  });

  it('can stand on another page, under another row', async () => {
    const id = await upload(
      await book({ 说明: [['怎么填']], 名册: [head, staff(51)], 旧名册: [head, head, staff(52)] }),
    );
    expect((await choices(id)).sheet).toBe(1);
    expect(await choices(id, '?sheet=2&header=2')).toMatchObject({ sheet: 2, header: 2, rows: 1 });
    expect((await mine.person.get(`/import-mappings/${id}?sheet=9`)).status).toBe(404);
    expect((await mine.person.get(`/import-mappings/${id}?sheet=x`)).status).toBe(422);
    const wrong = await choose(id, {}, { sheet: 9 });
    expect([wrong.status, wrong.body.message]).toEqual([422, '文件中没有这张工作表或这一行，请重新选择。']);
  });
});

describe('an amount', () => {
  const track = ['项目名称', '委托单位', '年份', '承担方式'];
  const project = (amount: Cell): Cell[] => ['示例项目', '示例单位', '2024年', '独立承担', amount];

  it.each([
    [125_000, '12.5'],
    ['1,250,000.01', '125.000001'],
    ['￥125000', '￥125000元'],
    ['十万', '十万元'],
    [1, '0.0001'],
  ])('of %s 元 becomes %s 万元', async (amount, typed) => {
    const id = await upload(
      await book({ 业绩: [[...track, '合同金额（元）'], project(amount)] }),
      'trackRecord',
    );
    await choose(id);
    const { wrong, counts } = (await mine.person.get(`/dossier-imports/${id}`)).body;
    if (counts.wrong > 0) expect(wrong[0].cells.amount).toBe(typed);
    else {
      await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 2 });
      const section = (await mine.person.get('/dossiers/own/sections/trackRecord')).body;
      expect(section.typed.projects[0]).toMatchObject({ amount: typed, year: '2024' });
    }
  });

  it('without a unit is asked for and left out until it is told', async () => {
    const id = await upload(await book({ 业绩: [[...track, '合同金额'], project(125_000)] }), 'trackRecord');
    expect((await choices(id)).columns[4]).toMatchObject({
      target: '',
      note: '表头没有写明是元还是万元，请按表中的单位选择',
    });
    expect((await choose(id, { 合同金额: 'amount' })).body.fields).toEqual({
      'columns[4].target': '从所列各项中选择。',
    });
    expect((await choose(id, { 合同金额: 'amount.yuan' })).status).toBe(200);
  });
});

describe('a choice is refused', () => {
  it('with every column that is missing or chosen twice, at its own control', async () => {
    const id = await upload(await book({ 人员: [head, staff(61)] }));
    const { status, body } = await choose(id, { 公民身份号码: 'name', 人员类别: '' });
    expect(status).toBe(422);
    expect(body.fields).toEqual({
      'columns[2].target': '「姓名」已对应 B 列，一项只能对应一列。',
      columns: '必填的「身份证号码」还没有对应的列，请选择是表中的哪一列。',
      'fixed.role': '必填的「类别」还没有对应的列：选择是表中的哪一列，或者在这里填写统一的内容。',
    });
    const other = await choose(id, { 学历: 'salary' }, { fixed: { role: '经理', name: '示例' } });
    expect(other.body.fields).toEqual({
      'columns[3].target': '从所列各项中选择。',
      'fixed.role': '从所列各项中选择。',
      'fixed.name': '从所列各项中选择。',
    });
  });

  it('when a chosen column holds what is no value, and told where', async () => {
    const bytes = await book({ 人员: [head, staff(62), staff(63), staff(64)] }, (page) => {
      page.getCell('B2').value = { formula: '"示例"&"甲"', result: '示例甲' };
      page.getCell('E2').value = { formula: '"x"', result: 'x' };
      page.mergeCells('F3:F4');
      page.getRow(3).hidden = true;
      page.getColumn(4).hidden = true;
    });
    const { status, body } = await choose(await upload(bytes));
    expect([status, body.message]).toEqual([
      422,
      '工作表「人员」：有合并的单元格（F3、F4），请取消合并，逐格填写。第 3 行被隐藏，请取消隐藏并核对，或者删去。' +
        'D 列被隐藏，请取消隐藏并核对。有公式（B2），请复制后选择性粘贴为「值」。改好后重新上传。',
    ]);
    const many = Array.from({ length: 501 }, (_, index) => staff(index + 1));
    expect((await choose(await upload(await book({ 人员: [head, ...many] })))).body.message).toMatch(
      /共 501 行，一次至多导入 500 行/,
    );
  });

  it('from an older version, by a stranger, and by who may only read', async () => {
    const id = await upload(await book({ 人员: [head, staff(65)] }));
    const found = await choices(id);
    const json = {
      ...{ sheet: 0, header: 1, fixed: {} },
      columns: found.columns.map(({ place, target }: { place: number; target: string }) => ({
        place,
        target,
      })),
    };
    const stale = await mine.person.put(`/import-mappings/${id}`, json, { version: 7 });
    expect([stale.status, stale.body.current]).toEqual([409, { version: 1 }]);
    const { person } = await filer(district);
    expect((await person.get(`/import-mappings/${id}`)).status).toBe(404);
    expect((await person.put(`/import-mappings/${id}`, json, { version: 1 })).status).toBe(404);
    const lead = await district.signedIn(['leadEvaluator'], { agencyId: mine.agency.id });
    expect((await lead.get(`/import-mappings/${id}`)).status).toBe(200);
    expect((await lead.put(`/import-mappings/${id}`, json, { version: 1 })).status).toBe(403);
    const officer = await district.signedIn(['bureauOfficer']);
    expect((await officer.get(`/import-mappings/${id}`)).status).toBe(404);
    const more = await mine.person.put(`/import-mappings/${id}`, { ...json, agencyId: 'x' }, { version: 1 });
    expect(more.status).toBe(422);
  });
});

describe('a file is refused', () => {
  it.each([
    [
      'with one text of 30 000 characters in a hundred cells',
      Array(100).fill(['x'.repeat(30_000)]),
      /文字过多/,
    ],
    ['with more than a hundred columns', [Array(101).fill('x')], /超过 100 列/],
    ['of nothing but empty pages', [[]], /没有看得见、填有内容的工作表/],
  ])('%s', async (_, rows, why) => {
    const bytes = await book({ 人员: rows as Cell[][] });
    const sent = await mine.person.post('/dossier-imports?kind=people&name=x.xlsx', bytes);
    expect([sent.status, sent.body.fields.file]).toEqual([422, expect.stringMatching(why)]);
  });
});
