/** 导出: the whole dossier as a workbook, in the order of the national platform's blocks. */
import { Workbook } from '@cj-tech-master/excelts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { checkedAgency, penaltiesOf, type CheckedAgency } from '../support/checked-agencies.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { basicTyped, filer, leadTyped } from '../support/dossier.ts';

let district: District;
let officer: Person;
let checked: CheckedAgency;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  checked = await checkedAgency(district, officer, {
    queriedOn: null,
    lead: {
      name: '=示例主评人()',
      qualifications: [{ kind: 'appraiser', number: '＋1', expiresOn: '2026-05-01' }],
    },
    content: {
      basic: { kind: 'lawFirm', headRole: 'chiefPartner', headName: '@示例', contactPhone: '-1', rules: {} },
      trackRecord: {
        hasProjects: true,
        projects: [
          { id: '1', name: '＝示例项目', client: '\t=1', year: 2024, role: 'sole', amount: 12_500_000 },
        ],
      },
      honoursPenalties: penaltiesOf({ decidedOn: '2024-02-29', bannedUntil: null }),
    },
  });
});
afterAll(() => district.close());

async function read(bytes: Uint8Array): Promise<Workbook> {
  const book = new Workbook();
  await book.xlsx.load(bytes);
  return book;
}

const ask = (who: Pick<Person, 'post'>, json: Record<string, unknown> = {}) =>
  who.post('/dossier-exports', { agency: checked.code, ...json });

/** The cell under the head, in the first row of the page. */
function under(book: Workbook, page: string, head: string, row = 2) {
  const sheet = book.getWorksheet(page)!;
  let place = 0;
  sheet.getRow(1).eachCell((cell, at) => void (cell.text === head && (place = at)));
  expect([page, head, place > 0]).toEqual([page, head, true]);
  return sheet.getCell(row, place);
}

describe('the workbook of a checked dossier', () => {
  it('has a page for each block, in the order of the national platform', async () => {
    const { status, headers, body } = await ask(checked.admin);
    expect([status, headers.get('X-Content-Type-Options')]).toEqual([200, 'nosniff']);
    expect(decodeURIComponent(headers.get('Content-Disposition')!)).toContain(
      `${checked.code}-信用档案-2025-11-20.xlsx`,
    );
    const book = await read(body);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      ...['机构信息', '法定代表人', '主评人', '分支机构', '合作专家', '其他从业人员'],
      ...['主要项目', '不良诚信和重大违法记录', '内部管理制度', '奖励', '说明'],
    ]);
    const said = book
      .getWorksheet('说明')!
      .getColumn(1)
      .values.map((value) => String(value))
      .join('\n');
    expect(said).toMatch(/由机构自愿办理.*都不是行政许可，不表示资格认定/);
    expect(said).toContain('2025-06-02 核对完成');
  });

  it('holds days as days, amounts as numbers, and what looks like a formula as text', async () => {
    const book = await read((await ask(checked.admin)).body);
    const decided = under(book, '不良诚信和重大违法记录', '决定日期');
    expect([decided.value, decided.numFmt]).toEqual([new Date('2024-02-29T00:00:00Z'), 'yyyy-mm-dd']);
    const amount = under(book, '主要项目', '合同金额（万元）');
    expect([amount.value, amount.numFmt]).toEqual([12.5, '#,##0.00####']);
    expect(under(book, '主要项目', '年度').value).toBe(2024);
    const texts = [
      under(book, '主评人', '姓名'),
      under(book, '法定代表人', '姓名'),
      under(book, '机构信息', '联系电话'),
      under(book, '主要项目', '项目名称'),
      under(book, '主要项目', '委托方'),
    ];
    expect(texts.map(({ text, formula, numFmt }) => [text.trim(), formula, numFmt])).toEqual([
      ...[
        ['=示例主评人()', undefined, '@'],
        ['@示例', undefined, '@'],
        ['-1', undefined, '@'],
      ],
      ...[
        ['＝示例项目', undefined, '@'],
        ['=1', undefined, '@'],
      ],
    ]);
    expect(under(book, '机构信息', '机构类型').text).toBe('律师事务所');
    expect(under(book, '主评人', '资质证书').text).toBe('评估师（＋1，有效期至 2026-05-01）');
  });

  it('masks the numbers of persons, also for the agency itself', async () => {
    const mine = await filer(district);
    const typed = { ...leadTyped(mine.fileId), idNumber: exampleIdNumber(500), startedWorkOn: '去年' };
    expect((await mine.person.post('/dossier-people', typed)).status).toBe(201);
    await mine.person.put(
      '/dossiers/own/sections/basic',
      { values: { ...basicTyped(mine.fileId), premises: '示例地址' } },
      { version: 0 },
    );
    const answer = await mine.person.post('/dossier-exports', { of: 'draft' });
    expect([answer.status, decodeURIComponent(answer.headers.get('Content-Disposition')!)]).toEqual([
      200,
      expect.stringContaining(`${mine.agency.code}-信用档案草稿-2025-11-20.xlsx`),
    ]);
    const book = await read(answer.body);
    const number = exampleIdNumber(500);
    expect(under(book, '主评人', '身份证号码').text).toBe(
      `${number.slice(0, 3)}${'*'.repeat(12)}${number.slice(-3)}`,
    );
    const everything = book.worksheets.flatMap((page) => page.getSheetValues().flat()).join('\n');
    expect(everything).not.toContain(number);
    // Half and wrong values stand as they were typed.
    expect(under(book, '主评人', '参加工作日期').value).toBe('去年');
    expect(under(book, '机构信息', '办公场所').text).toBe('示例地址');
    expect(under(book, '内部管理制度', '制度文件').text).toBe('佐证.pdf');
    expect(everything).toContain('正在填写的草稿，未经核对');
  });
});

describe('an export', () => {
  it('is for the agency itself, the bureau and auditors, and leaves a line', async () => {
    for (const hat of [
      'bureauOfficer',
      'bureauReviewer',
      'bureauLeader',
      'divisionOfficer',
      'auditor',
    ] as const)
      expect((await ask(await district.signedIn([hat]))).status).toBe(200);
    const lead = await district.signedIn(['leadEvaluator'], { agencyId: checked.id });
    expect((await ask(lead)).status).toBe(200);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select(['event', 'hat', 'detail'])
      .where('agencyId', '=', checked.id)
      .where('hat', 'in', ['divisionOfficer', 'auditor'])
      .execute();
    expect(lines).toEqual([
      { event: 'dossierVersion.exported', hat: 'divisionOfficer', detail: { number: 1 } },
      { event: 'dossierVersion.exported', hat: 'auditor', detail: { number: 1 } },
    ]);
  });

  it('is nothing for a stranger, for others, of nothing, or of a draft that is not one’s own', async () => {
    const stranger = await filer(district);
    expect((await ask(stranger.person)).status).toBe(404);
    expect((await ask(stranger.person, { of: 'draft' })).status).toBe(404);
    for (const hat of ['supervisor', 'systemAdmin'] as const)
      expect((await ask(await district.signedIn([hat]))).status).toBe(403);
    expect((await ask(district.public)).status).toBe(401);
    expect((await ask(officer, { of: 'draft' })).status).toBe(404);
    expect((await ask(officer, { agency: 'JG-9999' })).status).toBe(404);
    expect((await officer.post('/dossier-exports', {})).status).toBe(404);
    expect((await ask(officer, { format: 'csv' })).status).toBe(422);
    expect((await ask(officer, { of: 'all' })).body.fields).toEqual({ of: '选择已核对的档案或者草稿。' });
    const none = await stranger.person.post('/dossier-exports', {});
    expect([none.status, none.body.message]).toEqual([
      409,
      '这家机构还没有核对完成的信用档案，没有可以导出的内容。',
    ]);
  });
});
