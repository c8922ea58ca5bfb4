import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
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
import { docx, pdf, png } from '../support/sample-files.ts';

let district: District;
let filed: Filer;
let officer: Person;
let receipt: string;
let declaration: string;
let codes: Record<string, string>;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  filed = await submitted();
  receipt = `HZ-${filed.agency.code}-1`;
  declaration = `CN-${filed.agency.code}-1`;
  const { papers } = (await filed.person.get('/dossier-submissions/1')).body;
  codes = Object.fromEntries(
    papers.map(({ number, code }: { number: string; code: string }) => [number, code]),
  );
});
afterAll(() => district.close());

async function submitted(): Promise<Filer> {
  const one = await filer(district);
  await fillIn(one);
  await submit(one);
  return one;
}
const scanOf = async (person: Person, name = '盖章.pdf', bytes: Uint8Array = pdf(name)) =>
  (await person.upload(name, bytes)).body.id as string;
const send = async (
  number: string,
  body: Record<string, unknown>,
  { person = filed.person, version = 0 } = {},
) => person.post(`/seals/${number}/scans`, body, { version });
const keep = (body: Record<string, unknown>, version: number, person = officer, number = receipt) =>
  person.post(`/seals/${number}/places`, body, { version });
const sealOf = async (number: string, person: Pick<Person, 'get'> = filed.person) =>
  (await person.get(`/seals/${number}`)).body;
const tasksOf = async (person: Person) =>
  (await person.get('/home')).body.tasks
    .filter(({ path }: { path: string }) => path.startsWith('/seals'))
    .map(({ title, subject }: { title: string; subject: string }) => `${title} ${subject}`);

describe('what waits for a seal', () => {
  it('is the receipt and the declaration of a submission, and their agency has them to do', async () => {
    const { seals } = (await filed.person.get('/seals')).body;
    expect(seals.map((one: { number: string; state: string }) => [one.number, one.state])).toEqual([
      [declaration, 'waiting'],
      [receipt, 'waiting'],
    ]);
    expect(await tasksOf(filed.person)).toEqual([
      `用印并传回信用档案提交回执 ${receipt}`,
      `用印并传回信用档案承诺书 ${declaration}`,
    ]);
    expect(await tasksOf(officer)).toEqual([]);
  });

  it('the submission counts before: it is reviewed whether or not the paper was stamped', async () => {
    wait(district);
    const code = `${filed.agency.code}-1`;
    expect((await officer.post(`/dossier-reviews/${code}/opening`)).status).toBe(201);
    expect((await sealOf(receipt, officer)).seal.state).toBe('waiting');
  });

  it('is hidden from the bureau while it can be taken back, and gone once it was', async () => {
    const one = await submitted();
    const number = `HZ-${one.agency.code}-1`;
    expect((await officer.get(`/seals/${number}`)).status).toBe(404);
    const listed = async (person: Person) =>
      (await person.get('/seals')).body.seals.map((row: { number: string }) => row.number);
    expect(await listed(officer)).not.toContain(number);
    expect((await one.person.get(`/seals/${number}`)).status).toBe(200);
    const { version } = (await one.person.get('/dossiers/own')).body.dossier;
    await one.person.delete('/dossier-submissions/waiting', undefined, { version });
    expect((await one.person.get(`/seals/${number}`)).status).toBe(404);
    expect(await tasksOf(one.person)).toEqual([]);
  });

  it('is no to-do any more when the submission was returned: the next one is declared over anew', async () => {
    const reviewer = await district.signedIn(['bureauReviewer']);
    const one = await submitted();
    wait(district);
    const code = `${one.agency.code}-1`;
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    await judge(reviewer, code, { ...allPassed, basic: fault() });
    expect(await tasksOf(one.person)).toHaveLength(2);
    await decide(reviewer, code, 'return');
    expect(await tasksOf(one.person)).toEqual([]);
    expect((await one.person.get(`/seals/GZ-${code}`)).status).toBe(404);
  });
});

describe('a scan is refused', () => {
  it('without a code or a file, with a key that is unknown', async () => {
    const { status, body } = await send(receipt, { code: '', fileId: '' });
    expect([status, body.fields]).toEqual([
      422,
      { code: '填写扫描件页脚的校验码。', fileId: '选择盖章后的扫描件。' },
    ]);
    const fileId = await scanOf(filed.person);
    expect((await send(receipt, { code: codes[receipt], fileId, place: 'x' })).status).toBe(422);
  });

  it('with a wrong code; with that of another paper of theirs it is told which', async () => {
    const fileId = await scanOf(filed.person);
    const wrong = await send(receipt, { code: '0000-0000', fileId });
    expect(wrong.status).toBe(422);
    expect(wrong.body.fields.code).toContain(`校验码与本文书 ${receipt} 不符`);
    const mixed = await send(receipt, { code: codes[declaration], fileId });
    expect(mixed.body.fields.code).toContain(`这是「信用档案承诺书」（${declaration}）的校验码`);
    expect((await sealOf(receipt)).seal.state).toBe('waiting');
  });

  it('with a file of another, of no one, or of another kind', async () => {
    const other = await filer(district);
    const code = codes[receipt];
    for (const fileId of [await scanOf(other.person), '019a5187-1a80-7000-8326-3fcd9d8d07d5', 'x'])
      expect((await send(receipt, { code, fileId })).body.fields.fileId).toContain('没有找到这个文件');
    const word = await scanOf(filed.person, '盖章.docx', docx());
    expect((await send(receipt, { code, fileId: word })).body.fields.fileId).toContain('PDF、JPG 或 PNG');
  });

  it('from a stranger, from the bureau, for a paper that does not exist', async () => {
    const other = await filer(district);
    const fileId = await scanOf(other.person);
    const body = { code: codes[receipt], fileId };
    expect((await send(receipt, body, { person: other.person })).status).toBe(404);
    expect((await other.person.get(`/seals/${receipt}`)).status).toBe(404);
    expect((await send(receipt, body, { person: officer })).status).toBe(403);
    expect((await send('HZ-JG-9999-1', body)).status).toBe(404);
  });

  it('from an older version', async () => {
    const fileId = await scanOf(filed.person);
    const late = await send(receipt, { code: codes[receipt], fileId }, { version: 3 });
    expect([late.status, late.body.code]).toEqual([409, 'stale']);
    const none = await filed.person.post(`/seals/${receipt}/scans`, { code: codes[receipt], fileId });
    expect(none.status).toBe(422);
  });
});

describe('the paper', () => {
  it('cannot be put away before its scan is there', async () => {
    const early = await keep({ place: '档案柜 1', receivedOn: '2025-11-20' }, 0);
    expect([early.status, early.body.message]).toEqual([
      409,
      '机构还没有传回盖章的扫描件。传回后再登记纸质件存放处。',
    ]);
  });

  it('is sealed once a scan came back under its code, typed as people type', async () => {
    const fileId = await scanOf(filed.person);
    const typed = codes[receipt]!.toLowerCase().replace('-', ' ');
    expect((await send(receipt, { code: typed, fileId })).status).toBe(201);
    const { seal } = await sealOf(receipt, officer);
    expect(seal.state).toBe('sealed');
    expect(seal.scans).toMatchObject([{ id: fileId, name: '盖章.pdf', returnedByName: filed.name }]);
    expect(await tasksOf(filed.person)).toEqual([`用印并传回信用档案承诺书 ${declaration}`]);
    const sealed = (await officer.get('/seals?state=sealed')).body.seals;
    expect(sealed.map((one: { number: string }) => one.number)).toEqual([receipt]);
    const waiting = (await filed.person.get('/seals?state=waiting')).body.seals;
    expect(waiting.map((one: { number: string }) => one.number)).toEqual([declaration]);
    expect((await officer.get(`/files/${fileId}`)).status).toBe(200);
    expect(await lastLine('seal.returned')).toMatchObject({
      accountId: filed.person.accountId,
      agencyId: filed.agency.id,
      detail: { paper: receipt, name: '盖章.pdf' },
    });
  });

  it('may be scanned better; the newest counts and the first stays', async () => {
    const fileId = await scanOf(filed.person, '盖章.png', png());
    expect((await send(receipt, { code: codes[receipt], fileId }, { version: 1 })).status).toBe(201);
    const { seal } = await sealOf(receipt);
    expect(seal.scans.map((one: { name: string }) => one.name)).toEqual(['盖章.pdf', '盖章.png']);
  });

  it.each([
    [{ place: '', receivedOn: '2025-11-20' }, 'place', '写明纸质件存放处'],
    [{ place: '柜 1', receivedOn: '20 日' }, 'receivedOn', '按 2025-11-20 的格式'],
    [{ place: '柜 1', receivedOn: '2025-11-21' }, 'receivedOn', '不得晚于今天'],
    [{ place: '柜 1', receivedOn: '2025-11-19' }, 'receivedOn', '不得早于文书形成的日期 2025-11-20'],
  ])('is not put away as %j', async (body, field, message) => {
    const answer = await keep(body, 2);
    expect(answer.status).toBe(422);
    expect(answer.body.fields[field]).toContain(message);
  });

  it('is put away by the officer alone, and where it lies can be corrected', async () => {
    const body = { place: '绩效科档案柜 1', receivedOn: '2025-11-20' };
    const reviewer = await district.signedIn(['bureauReviewer']);
    expect((await keep(body, 2, reviewer)).status).toBe(403);
    expect((await keep(body, 2, filed.person)).status).toBe(403);
    expect((await keep(body, 2)).status).toBe(201);
    expect((await keep({ ...body, place: '绩效科档案柜 2' }, 2)).body).toMatchObject({
      code: 'stale',
      current: { version: 3, place: '绩效科档案柜 1' },
    });
    expect((await keep({ ...body, place: '绩效科档案柜 2' }, 3)).status).toBe(201);
    const { seals } = (await filed.person.get('/seals')).body;
    expect(seals.find((one: { number: string }) => one.number === receipt).place).toBe('绩效科档案柜 2');
    const places = (await sealOf(receipt)).seal.places;
    expect(places.map((one: { place: string }) => one.place)).toEqual(['绩效科档案柜 1', '绩效科档案柜 2']);
    expect(await lastLine('seal.kept')).toMatchObject({
      accountId: officer.accountId,
      detail: { paper: receipt, place: '绩效科档案柜 2', receivedOn: '2025-11-20' },
    });
  });

  it('once put away, its scan is not replaced', async () => {
    const fileId = await scanOf(filed.person);
    const answer = await send(receipt, { code: codes[receipt], fileId }, { version: 4 });
    expect([answer.status, answer.body.message]).toEqual([
      409,
      expect.stringContaining('已经收存这份文书的纸质件'),
    ]);
  });

  it('neither scan nor place is ever changed by the application', async () => {
    const change = district.db.updateTable('sealPlace').set({ place: 'x' }).execute();
    await expect(change).rejects.toThrow(/permission denied/);
    await expect(district.db.deleteFrom('sealScan').execute()).rejects.toThrow(/permission denied/);
  });
});

const lastLine = (event: string) =>
  district.owner
    .selectFrom('journalEntry')
    .select(['accountId', 'agencyId', 'detail'])
    .where('event', '=', event)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
