/** Tables that leave the house: whoever opens one in a spreadsheet computes nothing that somebody had typed here. */
import { Workbook } from '@cj-tech-master/excelts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { csv } from '../../api/csv.ts';
import { sheets } from '../../api/dossier-sheets/columns.ts';
import { writeSheet } from '../../api/sheets/writing.ts';
import { checkedAgency } from '../support/checked-agencies.ts';
import { openDistrict, type District } from '../support/district.ts';

/** Each begins as a formula, or as what a spreadsheet strips before it looks for one. */
const formulas = [
  ...['=1+1', '+86', '-5', '@cmd', '\t=1', '\r=1', '\n=1', ' =1', '\u3000=1', '\u200b=1', '\ufeff=1'],
  ...['＝1', '＋86', '－5', '＠cmd', '﹦1', '\u200b＝1', "=HYPERLINK('x')", '=cmd|calc!A1'],
];

describe('a line', () => {
  it.each(formulas)('with %j keeps it as text', (text) =>
    expect(csv([[text]])).toBe(`\u{feff}"'${text}"\r\n`),
  );

  it.each([
    ['\tx', `"'\tx"`],
    ['说"好"', '"说""好"""'],
    ['2-1=1', '"2-1=1"'],
    [-5, '"-5"'],
    [null, '""'],
    ['示例', '"示例"'],
  ])('with %j is written %s', (value, written) => expect(csv([[value]])).toBe(`\u{feff}${written}\r\n`));
});

describe('a workbook', () => {
  it('of wrong rows holds every one of them as text, in a cell that stays text when it is edited', async () => {
    const rows = formulas.map((text, index) => ({
      number: index + 2,
      cells: { name: text, employer: text },
      reason: text,
    }));
    const bytes = Buffer.from(await writeSheet(sheets.people, rows));
    expect((await partsOf(bytes)).filter((xml) => /<f[ >]/.test(xml))).toEqual([]);
    const book = new Workbook();
    await book.xlsx.load(bytes);
    const page = book.getWorksheet('专业团队')!;
    for (const [index] of rows.entries())
      for (const column of [1, 4, 21]) {
        const cell = page.getCell(index + 2, column);
        expect([cell.formula, cell.numFmt]).toEqual([undefined, '@']);
      }
  });
});

describe('the public list of agencies', () => {
  let district: District;
  beforeAll(async () => {
    district = await openDistrict();
  });
  afterAll(() => district.close());

  it('holds every agency of the search, and a name that looks like a formula as text', async () => {
    const officer = await district.signedIn(['bureauOfficer']);
    const named = await checkedAgency(district, officer, { name: '＝示例事务所', queriedOn: null });
    for (let one = 0; one < 51; one++)
      await checkedAgency(district, officer, { name: `示例机构${one}`, queriedOn: null });
    const all = await district.public.get('/public/agencies.csv');
    expect(all.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(all.body.split('\r\n')).toHaveLength(1 + 52 + 1);
    expect(all.body).toContain(`"${named.code}","'＝示例事务所"`);
    const found = await district.public.get(`/public/agencies.csv?q=${encodeURIComponent('示例机构50')}`);
    expect(found.body.split('\r\n')).toHaveLength(1 + 1 + 1);
    expect((await district.public.get('/public/agencies.csv?page=2')).status).toBe(422);
  });
});

async function partsOf(bytes: Buffer): Promise<string[]> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true });
  const parts: string[] = [];
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.push(Buffer.concat(chunks).toString());
  }
  return parts;
}
