import { Workbook } from '@cj-tech-master/excelts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { openDistrict, type Answer, type District } from '../support/district.ts';
import { filer, leadTyped, type Filer } from '../support/dossier.ts';
import { plainZip, xlsx, xlsxWithMacroSheet } from '../support/sample-files.ts';

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
type Row = Record<string, string | number | Date | object>;

/** The template as it is downloaded, filled in as a person would. */
async function filled(
  kind: 'people' | 'trackRecord',
  rows: Row[],
  more: (page: Page, book: Workbook) => void = () => {},
) {
  const response = await download(mine, `/dossier-imports/template?kind=${kind}`);
  const book = new Workbook();
  await book.xlsx.load(response);
  const page = book.getWorksheet(kind === 'people' ? '专业团队' : '业绩记录')!;
  const place = new Map<string, number>();
  page.getRow(1).eachCell((cell, at) => place.set(cell.text.replace('（必填）', ''), at));
  rows.forEach((row, index) => {
    for (const [title, value] of Object.entries(row))
      page.getCell(index + 2, place.get(title)!).value = value as string;
  });
  more(page, book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function download({ person }: Filer, path: string): Promise<Uint8Array> {
  const { status, body } = await person.get(path);
  expect(status).toBe(200);
  return body;
}

const send = (bytes: Buffer, kind = 'people'): Promise<Answer> =>
  mine.person.post(`/dossier-imports?kind=${kind}&name=${encodeURIComponent('示例.xlsx')}`, bytes);

const someone = (serial: number, more: Row = {}): Row => ({
  姓名: `示例人员${serial}`,
  身份证号码: exampleIdNumber(serial),
  类别: '评价人员',
  签订劳动合同: '是',
  职称: '中级',
  职称名称: '会计师',
  ...more,
});

const open = async (rows: Row[], kind: 'people' | 'trackRecord' = 'people') => {
  const { status, body } = await send(await filled(kind, rows), kind);
  expect([status, body]).toEqual([201, { id: expect.any(String) }]);
  return body.id as string;
};
const look = async (id: string) => (await mine.person.get(`/dossier-imports/${id}`)).body;
const team = async () => (await mine.person.get('/dossier-people')).body.people;

describe('a file', () => {
  it.each([
    ['of nothing', Buffer.alloc(0), /是空的（0 字节）/],
    ['that is no workbook', plainZip(), /不能作为 Excel 表格打开|不是由系统下载的模板/],
    ['that is no archive', Buffer.from('姓名,身份证号码'), /不是 \.xlsx 表格，或者已损坏/],
    [
      'with a password, or of before 2007',
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      /加了密码，或者是 \.xls 格式/,
    ],
    ['with macros', xlsxWithMacroSheet(), /含有宏。请另存为不含宏的/],
    ['too large', Buffer.alloc(10 * 1024 * 1024 + 1), /超过 10 MB/],
    ['from elsewhere', xlsx(), /不能作为 Excel 表格打开|不是由系统下载的模板/],
  ])('%s is refused with the reason', async (_, bytes, why) => {
    const { status, body } = await send(bytes);
    expect(status).toBe(422);
    expect(body.fields.file).toMatch(why);
  });

  it.each([
    ['one cell of 32 000 characters in each of 200 rows', 200, 'x'.repeat(32_000)],
    ['20 000 rows', 20_000, 'x'],
  ])('with %s is refused before it is parsed', async (_, rows, text) => {
    const bytes = await filled('people', [someone(1)], (page) => {
      for (let row = 2; row < rows; row++)
        for (let column = 30; column < 34; column++) page.getCell(row, column).value = `${row}${text}`;
    });
    expect(bytes.length).toBeLessThan(10 * 1024 * 1024);
    expect((await send(bytes)).body.fields.file).toMatch(/^表格内容过多，一次至多导入 500 行/);
  });

  it('tells everything that is wrong with it as a whole at once', async () => {
    const bytes = await filled('people', [someone(1), someone(2), someone(3), someone(4)], (page) => {
      page.mergeCells('D2:E2');
      page.getRow(3).hidden = true;
      page.getCell('H4').value = { formula: '"会计"&"师"', result: '会计师' };
      page.getCell('U1').value = '备注';
      page.getCell('T1').value = '姓名';
    });
    const { status, body } = await send(bytes);
    expect(status).toBe(422);
    expect(body.fields.file).toBe(
      '首行缺少列「刑罚执行完毕日期」，请补上。列「姓名」出现了两次，请删去一列。列「备注」不在模板中，请删去。' +
        '有合并的单元格（D2、E2），请取消合并，逐格填写。第 3 行被隐藏，请取消隐藏并核对，或者删去。' +
        '有公式（H4），请复制后选择性粘贴为「值」。',
    );
    expect(await mine.person.get('/dossier-imports').then((answer) => answer.body.imports)).toEqual([]);
  });

  it.each([
    ['no row', 0, /没有填写任何一行/],
    ['501 rows', 501, /共 501 行，一次至多导入 500 行/],
  ])('with %s is refused', async (_, count, why) => {
    const rows = Array.from({ length: count }, (_, index) => someone(index + 1));
    expect((await send(await filled('people', rows))).body.fields.file).toMatch(why);
  });

  it('made from another template or an older one is told so', async () => {
    const other = await send(await filled('trackRecord', [{ 项目名称: '示例' }]));
    expect(other.body.fields.file).toMatch(/另一种表格的模板，不是「专业团队」/);
    const older = await filled('people', [someone(1)], (_, book) => {
      book.getWorksheet('_评信')!.getCell('B1').value = '0';
    });
    expect((await send(older)).body.fields.file).toMatch(/已经过时/);
  });
});

describe('the rows', () => {
  it('are counted, and only the wrong ones are shown, by the number that the sheet shows', async () => {
    const known = await mine.person.post('/dossier-people', {
      ...leadTyped(mine.fileId),
      idNumber: exampleIdNumber(7),
    });
    const id = await open([
      someone(5),
      someone(6, { 类别: '评价员', 参加工作日期: '2010年7月1日' }),
      someone(7, { 姓名: '示例改名' }),
      someone(8, { 身份证号码: Number('410711190001010010'), 参加工作日期: '去年' }),
      someone(5, { 姓名: '示例同人' }),
      someone(9, { 身份证号码: '410711190001010011' }),
      someone(10, { 姓名: '', 执业资格: '注册会计师' }),
    ]);
    const { counts, wrong, updated } = await look(id);
    expect(counts).toEqual({ new: 1, updated: 1, same: 0, wrong: 5 });
    expect(wrong.map((row: { number: number; faults: object }) => [row.number, row.faults])).toEqual([
      [3, { role: '「评价员」不在所列各项中，从 主评人、评价人员、合作专家 中选择。' }],
      [
        5,
        {
          idNumber: '「身份证号码」被 Excel 存成数字，末几位已丢失。把该列设为「文本」后重新填写。',
          startedWorkOn: '日期写成 年-月-日，如 2025-10-10。',
        },
      ],
      [6, { idNumber: '与第 2 行是同一人，请删去一行。' }],
      [7, { idNumber: '末位校验码与前 17 位不符，请对照证件逐位核对。' }],
      [8, { name: '填写姓名。', qualificationNumber: '填写证书编号。' }],
    ]);
    // Nobody can tell what had been typed there.
    expect(wrong[1].cells.idNumber).toBe('');
    expect(updated[0].changes).toContainEqual({ title: '姓名', before: '示例主评人甲', after: '示例改名' });
    expect(known.status).toBe(201);
  });

  it('are mended in the cell, the same mistake at once, and taken over without the wrong ones', async () => {
    const id = await open([
      someone(11, { 类别: '评价员' }),
      someone(12, { 类别: '评价员' }),
      someone(13, { 身份证号码: '1' }),
      someone(14, { 姓名: '' }),
    ]);
    const change = { column: 'role', from: '评价员', to: '评价人员' };
    expect((await mine.person.put(`/dossier-imports/${id}/same`, change, { version: 1 })).status).toBe(200);
    const cells = { name: ' 示例补名 ' };
    const mend = await mine.person.put(
      `/dossier-imports/${id}/rows`,
      { rows: [{ number: 5, cells }] },
      { version: 2 },
    );
    expect(mend.body.version).toBe(3);
    expect((await look(id)).counts).toEqual({ new: 3, updated: 0, same: 0, wrong: 1 });
    const stale = await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 2 });
    expect(stale.status).toBe(409);
    const taken = await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 3 });
    expect([taken.status, taken.body]).toMatchObject([201, { added: 3, updated: 0, left: 1 }]);
    expect((await team()).map((one: { typed: { name: string } }) => one.typed.name)).toEqual([
      '示例人员11',
      '示例人员12',
      '示例补名',
    ]);
    const twice = await mine.person.post(`/dossier-imports/${id}/commit`, undefined, {
      version: taken.body.version,
    });
    expect(twice.status).toBe(409);
  });

  it('of the wrong can be taken away, and imported as that file is once it is mended', async () => {
    const id = await open([someone(15), someone(16, { 类别: '评价员', 姓名: '=1+1' })]);
    const book = new Workbook();
    await book.xlsx.load(await download(mine, `/dossier-imports/${id}/wrong-rows`));
    const page = book.getWorksheet('专业团队')!;
    expect(page.getRow(1).getCell(21).text).toBe('错误原因');
    expect(page.getRow(2).getCell(21).text).toBe(
      '类别：「评价员」不在所列各项中，从 主评人、评价人员、合作专家 中选择。',
    );
    // What looks like a formula is text: no type of cell that Excel would compute.
    expect(page.getCell('A2').formula).toBeUndefined();
    expect([page.getCell('A2').text, page.getCell('A2').numFmt]).toEqual(['=1+1', '@']);
    page.getCell('C2').value = '评价人员';
    const again = await send(Buffer.from(await book.xlsx.writeBuffer()));
    expect((await look(again.body.id)).counts).toEqual({ new: 1, updated: 0, same: 0, wrong: 0 });
  });

  it('can be undone for a day, keeping what was touched since', async () => {
    const first = await mine.person.post('/dossier-people', {
      ...leadTyped(mine.fileId),
      idNumber: exampleIdNumber(20),
    });
    const before = (await team())[0].typed;
    const id = await open([someone(20, { 姓名: '示例改名' }), someone(21), someone(22)]);
    await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 1 });
    const [, touched] = await team();
    const { id: personId, version, ...typed } = touched.typed;
    await mine.person.put(`/dossier-people/${personId}`, { ...typed, name: '示例另改' }, { version });
    district.clock.pass(24 * 60 * 60 * 1000 - 1);
    mine = { ...mine, person: await district.signedIn(['agencyAdmin'], { agencyId: mine.agency.id }) };
    const undone = await mine.person.delete(`/dossier-imports/${id}/commit`, undefined, { version: 2 });
    expect([undone.status, undone.body]).toEqual([200, { version: 3, touched: 1 }]);
    const left = await team();
    expect(left.map((one: { typed: { name: string } }) => one.typed.name)).toEqual([before.name, '示例另改']);
    expect({ ...left[0].typed, version: 0 }).toEqual({ ...before, version: 0 });
    expect(left[0].typed.id).toBe(first.body.id);
  });

  it('can not be undone after 24 hours, and are forgotten then', async () => {
    const id = await open([someone(23)]);
    await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 1 });
    district.clock.pass(24 * 60 * 60 * 1000);
    mine = { ...mine, person: await district.signedIn(['agencyAdmin'], { agencyId: mine.agency.id }) };
    const late = await mine.person.delete(`/dossier-imports/${id}/commit`, undefined, { version: 2 });
    expect([late.status, late.body.message]).toEqual([
      409,
      '写入已满 24 小时，不能再撤销，请在档案中逐项修改。',
    ]);
    district.clock.pass(1);
    await open([someone(24)]);
    const row = await district.owner
      .selectFrom('dossierImport')
      .select('rows')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.rows).toBeNull();
  });

  it('lie sealed, and belong to their agency alone', async () => {
    const id = await open([someone(25)]);
    const { rows } = await district.owner
      .selectFrom('dossierImport')
      .select('rows')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(rows).toMatch(/^A256GCM\./);
    const { person } = await filer(district);
    const at = `/dossier-imports/${id}`;
    const answers = [
      await person.get(at),
      await person.get(`${at}/wrong-rows`),
      await person.put(`${at}/rows`, { rows: [] }, { version: 1 }),
      await person.put(`${at}/same`, { column: 'role', from: '', to: '主评人' }, { version: 1 }),
      await person.post(`${at}/commit`, undefined, { version: 1 }),
      await person.delete(`${at}/commit`, undefined, { version: 1 }),
      await person.delete(at, undefined, { version: 1 }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(404));
    const kept = await mine.person.delete(`/dossier-imports/${id}`, undefined, { version: 1 });
    expect(kept.status).toBe(200);
    expect((await mine.person.get(`/dossier-imports/${id}`)).status).toBe(404);
  });
});

describe('a track record', () => {
  const project = (more: Row = {}): Row => ({
    项目名称: '示例项目',
    委托方: '示例单位',
    年度: 2024,
    承担方式: '独立承担',
    ...more,
  });

  it('is imported the same way, known by name, client and year', async () => {
    const id = await open(
      [project({ '合同金额（万元）': 12.5 }), project({ 年度: '2025' }), project({ 年度: '24' })],
      'trackRecord',
    );
    const { counts, wrong } = await look(id);
    expect(counts).toEqual({ new: 2, updated: 0, same: 0, wrong: 1 });
    expect(wrong[0].faults).toEqual({ year: '填写年度，4 位数字，如 2024。' });
    await mine.person.post(`/dossier-imports/${id}/commit`, undefined, { version: 1 });
    const section = (await mine.person.get('/dossiers/own/sections/trackRecord')).body;
    expect(section.typed.hasProjects).toBe('yes');
    expect(
      section.typed.projects.map((one: Record<string, string>) => [one['year'], one['role'], one['amount']]),
    ).toEqual([
      ['2024', 'sole', '12.5'],
      ['2025', 'sole', undefined],
    ]);
    const again = await open([project(), project({ 年度: '2025', 评价领域: '教育' })], 'trackRecord');
    expect((await look(again)).counts).toEqual({ new: 0, updated: 1, same: 1, wrong: 0 });
  });
});
