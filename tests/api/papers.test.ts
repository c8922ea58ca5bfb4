import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { openPrinter } from '../../api/printing/printer.ts';
import type { Paper } from '../../api/printing/paper.ts';
import { openDistrict, type Answer, type District, type Person } from '../support/district.ts';
import {
  allPassed,
  decide,
  fault,
  filer,
  fillIn,
  judge,
  submit,
  wait,
  type Filer,
} from '../support/dossier.ts';
import { readPdf } from '../support/pdf.ts';

let district: District;
let reviewer: Person;
let filed: Filer;
let submittedDigest: string;
const numberOf = (mark: string, n = 1) => `${mark}-${filed.agency.code}-${n}`;
const print = (person: Pick<Person, 'get'>, number: string): Promise<Answer> =>
  person.get(`/papers/${number}`);

beforeAll(async () => {
  district = await openDistrict();
  reviewer = await district.signedIn(['bureauReviewer']);
  filed = await filer(district);
  await fillIn(filed);
  submittedDigest = (await submit(filed)).body.digest;
});
afterAll(() => district.close());

describe('the receipt of a submission', () => {
  it('says what was submitted, by whom, when and until when it is checked', async () => {
    const { status, body, headers } = await print(filed.person, numberOf('HZ'));
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('application/pdf');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    const name = encodeURIComponent(`信用档案提交回执 ${filed.agency.code} 第1次提交.pdf`);
    expect(headers.get('Content-Disposition')).toContain(`attachment; filename`);
    expect(headers.get('Content-Disposition')).toContain(name);
    const pdf = await readPdf(body);
    const [text] = pdf.pages;
    expect(pdf.title).toBe(`信用档案提交回执 ${numberOf('HZ')}`);
    expect(text).toContain(`${filed.agency.name}（${filed.agency.uscc}）`);
    // 2025-11-20 09:00 and ten working days, as the calendar has them: no holiday in between.
    expect(text).toContain(`提交${filed.agency.code}第1次提交，2025年11月20日09:00`);
    expect(text).toContain(`内容指纹${submittedDigest}`);
    expect(text).toContain(`签署人${filed.name}`);
    expect(text).toMatch(/核对期限2025年\d+月\d+日（\d+个工作日）/);
    expect(text).toContain('1.基本信息2.专业团队（1人）3.业绩记录（1项）4.奖惩情况（奖励0项，处罚0项）');
    expect(text).toContain('提交自系统收到时起有效，不以用印为前提。');
    expect(text).toContain('机构（盖章）：签署人（签字）：日期：');
  });

  it('carries number, code and page on A4, is tagged, and draws no seal', async () => {
    const { papers } = (await filed.person.get('/dossier-submissions/1')).body;
    const { code } = papers.find((one: { kind: string }) => one.kind === 'submissionReceipt');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const pdf = await readPdf((await print(filed.person, numberOf('HZ'))).body);
    expect(pdf.sizes).toEqual(pdf.pages.map(() => [595, 842]));
    pdf.pages.forEach((page, index) => {
      expect(page).toContain(`文书编号${numberOf('HZ')}校验码${code}`);
      expect(page).toContain(`第${index + 1}页共${pdf.pages.length}页`);
      expect(page).not.toContain('示例区县');
    });
    expect(pdf.language).toBe('zh-CN');
    expect(pdf.roles.slice(1, 4)).toEqual(['Document', 'H1', 'P']);
    expect(pdf.roles).toEqual(expect.arrayContaining(['H2', 'Table', 'TR', 'TH', 'TD']));
    expect(pdf.images).toBe(0);
  });

  it('has the fingerprint of the record that is kept, which anyone can compute', async () => {
    const row = await paperRow(numberOf('HZ'));
    const sorted = JSON.stringify(row.record, (_key, value: unknown) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
    expect(createHash('sha256').update(sorted).digest('hex')).toBe(row.fingerprint);
    const pdf = await readPdf((await print(filed.person, numberOf('HZ'))).body);
    expect(pdf.pages.join('')).toContain(`记录指纹（SHA-256）：${row.fingerprint}`);
  });

  it('has the same bytes whenever it is printed, also under another name of the agency', async () => {
    const first = (await print(filed.person, numberOf('HZ'))).body;
    district.clock.pass(5000);
    await rename('示例更名后的机构');
    const second = (await print(filed.person, numberOf('HZ'))).body;
    await rename(filed.agency.name);
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });
});

it('the declaration says what was declared, over whose name', async () => {
  const pdf = await readPdf((await print(filed.person, numberOf('CN'))).body);
  const text = pdf.pages.join('');
  expect(pdf.title).toBe(`信用档案承诺书 ${numberOf('CN')}`);
  expect(text).toContain('1.所填内容和附件真实、准确、完整。');
  expect(text).toContain('2.如有不实，愿意承担相应责任，并同意记入信用记录。');
  expect(text).toContain(`由${filed.name}于2025年11月20日09:00登录后逐项勾选，并以本人姓名签署`);
  expect(text).toContain(`内容指纹${submittedDigest}`);
  expect(text).toContain('机构（盖章）：');
});

describe('who gets a paper', () => {
  it('not the bureau before the ten minutes are over', async () => {
    expect((await print(reviewer, numberOf('HZ'))).status).toBe(404);
    wait(district);
    expect((await print(reviewer, numberOf('HZ'))).status).toBe(200);
    const oversight = await district.signedIn(['auditor']);
    expect((await print(oversight, numberOf('CN'))).status).toBe(200);
    const review = (await reviewer.get(`/dossier-reviews/${filed.agency.code}-1`)).body;
    expect(review.papers.map((one: { number: string }) => one.number)).toEqual([
      numberOf('HZ'),
      numberOf('CN'),
    ]);
  });

  it('no other agency, no unit, nobody who has not signed in', async () => {
    const other = await filer(district);
    const stranger = await print(other.person, numberOf('HZ'));
    expect([stranger.status, stranger.body.code]).toEqual([404, 'notFound']);
    expect((await print(district.public, numberOf('HZ'))).status).toBe(401);
    expect((await print(await district.signedIn(['unitOfficer']), numberOf('HZ'))).status).toBe(403);
    expect((await print(await district.signedIn(['systemAdmin']), numberOf('HZ'))).status).toBe(403);
  });

  it.each(['HZ-JG-0012', 'HZ-JG-9999-1', 'XX', '..%2F..', '%00'])('no paper is called %s', async (number) => {
    expect((await print(reviewer, number)).status).toBe(404);
  });

  it('nobody, once the submission was taken back', async () => {
    const one = await filer(district);
    await fillIn(one);
    await submit(one);
    const number = `HZ-${one.agency.code}-1`;
    expect((await print(one.person, number)).status).toBe(200);
    const { version } = (await one.person.get('/dossiers/own')).body.dossier;
    await one.person.delete('/dossier-submissions/waiting', undefined, { version });
    expect((await print(one.person, number)).status).toBe(404);
    expect((await one.person.get('/dossier-submissions/1')).body.papers).toEqual([]);
  });
});

describe('the notice of a return', () => {
  it('tells all faults at once, with their reasons, and whom to ask', async () => {
    await district.owner
      .insertInto('setting')
      .values([
        { key: 'bureauName', value: '"示例区财政局"', updatedAt: district.clock.now() },
        { key: 'bureauContact', value: '"0373-0000000，工作日 9:00—17:00"', updatedAt: district.clock.now() },
      ])
      .execute();
    const code = `${filed.agency.code}-1`;
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    const missing = {
      verdict: 'needsCorrection',
      reasonCode: 'missing',
      note: '①补租赁合同；\n②补产权证明。',
    };
    await judge(reviewer, code, { ...allPassed, basic: fault(), trackRecord: missing });
    expect((await print(filed.person, numberOf('GZ'))).status).toBe(404);
    expect((await decide(reviewer, code, 'return')).status).toBe(201);
    const pdf = await readPdf((await print(filed.person, numberOf('GZ'))).body);
    const text = pdf.pages.join('');
    expect(pdf.title).toBe(`信用档案补正一次性告知书 ${numberOf('GZ')}`);
    expect(text).toContain(`${filed.agency.name}：你单位提交的信用档案`);
    expect(text).toContain('以下2节需要补正，全部问题一次告知如下');
    expect(text).toContain('1.基本信息：填报内容与佐证材料不一致。办公场所与租赁合同不一致，请改正。');
    // The font has no circled numbers: they are written in brackets.
    expect(text).toContain('2.业绩记录：缺少材料。(1)补租赁合同；(2)补产权证明。');
    expect(text).toContain('其余2节（专业团队、奖惩情况）已通过');
    expect(text).toContain('3个工作日内再次核对');
    expect(text).toContain('请向示例区财政局绩效科询问（0373-0000000，工作日9:00—17:00）');
    expect(text).toContain('示例区财政局绩效科2025年11月20日');
    expect((await print(reviewer, numberOf('GZ'))).status).toBe(200);
  });
});

describe('what cannot be printed', () => {
  it('a record that is not the one of its fingerprint', async () => {
    await district.owner
      .updateTable('paper')
      .set({
        record: JSON.stringify({ ...((await paperRow(numberOf('CN'))).record as object), digest: 'x' }),
      })
      .where('number', '=', numberOf('CN'))
      .execute();
    const { status, body } = await print(filed.person, numberOf('CN'));
    expect(status).toBe(409);
    expect(body.message).toContain('与登记的指纹不符');
  });

  it('a name whose characters the font lacks: each is named, and what mends it', async () => {
    const one = await filer(district);
    await fillIn(one);
    await district.owner
      .updateTable('agency')
      .set({ name: '示例韡䶮事务所' })
      .where('id', '=', one.agency.id)
      .execute();
    await submit(one);
    const { status, body } = await print(one.person, `HZ-${one.agency.code}-1`);
    expect(status).toBe(409);
    expect(body.message).toContain('没有「韡」（U+97E1）、「䶮」（U+4DAE）');
    expect(body.message).toContain('PAPER_FONT');
  });

  it('is never changed by the application', async () => {
    const change = district.db.updateTable('paper').set({ code: '0000-0000' }).execute();
    await expect(change).rejects.toThrow(/permission denied/);
  });
});

describe('the printer', () => {
  const paper = (more: Partial<Paper> = {}): Paper => ({
    title: '示例文书',
    number: 'HZ-JG-0001-1',
    code: '0000-0000',
    fingerprint: '0'.repeat(64),
    madeAt: '2025-11-20T01:00:00.000Z',
    warning: null,
    blocks: [],
    ...more,
  });

  it('goes on over as many pages as a long text needs, and warns on each', async () => {
    const blocks = [{ kind: 'list' as const, items: ['需要补正。'.repeat(800)] }];
    const printed = await openPrinter(null).print(paper({ blocks, warning: '示例区县的数据，不作任何凭证' }));
    const pdf = await readPdf(printed);
    expect(pdf.pages.length).toBeGreaterThan(2);
    expect(pdf.pages.join('').match(/补/g)).toHaveLength(800);
    for (const page of pdf.pages) expect(page).toContain('示例区县的数据，不作任何凭证');
  });

  it('leaves the loop free while it prints', async () => {
    const printer = openPrinter(null);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await printer.print(paper());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  it('says what keeps it from printing, to all who wait, and does not stay broken for the process', async () => {
    const broken = openPrinter('/no/such/font.ttf');
    await expect(Promise.all([broken.print(paper()), broken.print(paper())])).rejects.toThrow(/ENOENT/);
    await expect(broken.print(paper())).rejects.toThrow(/ENOENT/);
  });

  it('prints with the font that the setting names', async () => {
    const latin = 'node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-latin-400-normal.woff';
    await expect(openPrinter(latin).print(paper())).rejects.toThrow('没有「示」（U+793A）');
  });
});

const paperRow = (number: string) =>
  district.owner.selectFrom('paper').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
const rename = (name: string) =>
  district.owner.updateTable('agency').set({ name }).where('id', '=', filed.agency.id).execute();
