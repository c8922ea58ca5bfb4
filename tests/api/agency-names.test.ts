import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  allPassed,
  basicTyped,
  checkedFiler,
  decide,
  judge,
  storedFile,
  submit,
  wait,
  type Filer,
} from '../support/dossier.ts';
import { workDone } from '../support/published.ts';

let district: District;
let checker: Person;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

beforeEach(async () => {
  district.clock.set('2025-11-20T01:00:00.000Z');
  checker = await district.signedIn(['bureauReviewer']);
});

let serial = 0;
const newName = () => `示例更名后事务所${++serial}`;

/** Files the basic section of a change against the checked version. */
async function file(filed: Filer, more: Record<string, unknown>) {
  await filed.person.post('/dossiers', { changedOn: '2025-11-18' });
  const { section } = (await filed.person.get('/dossiers/own/sections/basic')).body;
  const values = { ...basicTyped(filed.fileId), ...more };
  return filed.person.put(
    '/dossiers/own/sections/basic',
    { values, complete: true },
    { version: section?.version ?? 1 },
  );
}

const proof = async ({ agency, person }: Filer) =>
  storedFile(district, agency.id, person.accountId, '准予变更登记通知书.pdf');

/** Submits what was filed and has it checked; the answer of the check. */
async function checkFiled(filed: Filer) {
  const { body } = await submit(filed);
  wait(district);
  const code = `${filed.agency.code}-${body.number}`;
  await checker.post(`/dossier-reviews/${code}/opening`);
  const { sections } = (await checker.get(`/dossier-reviews/${code}`)).body;
  const open = Object.entries(allPassed).filter(
    ([key]) => !sections.find((one: { section: string }) => one.section === key).carriedOver,
  );
  await judge(checker, code, Object.fromEntries(open));
  return { code, answer: await decide(checker, code, 'check') };
}

async function renamed(on = '2025-11-17') {
  const filed = await checkedFiler(district, checker);
  const name = newName();
  await file(filed, { newName: name, renamedOn: on, renameFileId: await proof(filed) });
  const { answer } = await checkFiled(filed);
  expect(answer.status).toBe(201);
  return { filed, name };
}

const pageOf = async ({ agency }: Filer) => (await checker.get(`/agencies/${agency.code}`)).body;

describe('a new name', () => {
  it.each([
    [
      'without the day',
      { newName: '示例新名', renamedOn: '' },
      'renamedOn',
      '填写准予变更登记通知书上的日期。',
    ],
    [
      'without the document',
      { newName: '示例新名', renameFileId: '' },
      'renameFileId',
      '上传准予变更登记通知书。',
    ],
    [
      'of tomorrow',
      { newName: '示例新名', renamedOn: '2025-11-21' },
      'renamedOn',
      '不能晚于今天（2025-11-20）。',
    ],
    [
      'left out beside its day',
      { newName: '' },
      'newName',
      '填写变更登记后的机构全称；没有更名的，清空日期和通知书。',
    ],
    [
      'with a hidden character',
      { newName: '示例\u200b新名' },
      'newName',
      '名称含有看不见的字符，请重新录入。',
    ],
  ])('is refused %s', async (_, more, field, message) => {
    const filed = await checkedFiler(district, checker);
    const typed = { renamedOn: '2025-11-17', renameFileId: await proof(filed), ...more };
    expect((await file(filed, typed)).body.faults).toMatchObject({ [field]: message });
  });

  it('holds once the dossier is checked, from the day of its document, with who filed and who checked', async () => {
    const filed = await checkedFiler(district, checker);
    const name = newName();
    const fileId = await proof(filed);
    await file(filed, { newName: name, renamedOn: '2025-11-17', renameFileId: fileId });
    expect((await pageOf(filed)).agency.name).toBe(filed.agency.name);
    await checkFiled(filed);
    const { agency, renames } = await pageOf(filed);
    expect(agency).toMatchObject({ name, uscc: filed.agency.uscc });
    expect(agency.formerNames).toEqual([{ name: filed.agency.name, from: null, until: '2025-11-16' }]);
    expect(renames).toEqual([
      expect.objectContaining({
        ...{ oldName: filed.agency.name, newName: name, effectiveOn: '2025-11-17', fileId },
        ...{ filedByName: filed.name, dossierVersion: 2 },
      }),
    ]);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select(['detail', 'accountId'])
      .where('event', '=', 'agency.renamed')
      .where('subjectId', '=', filed.agency.id)
      .execute();
    expect(lines).toEqual([
      {
        accountId: checker.accountId,
        detail: { before: filed.agency.name, after: name, effectiveOn: '2025-11-17' },
      },
    ]);
  });

  it('changes nothing when a later version still holds it', async () => {
    const { filed, name } = await renamed();
    const held = { newName: name, renamedOn: '2025-11-17', renameFileId: await proof(filed) };
    await file(filed, { ...held, mailingAddress: '河南省新乡市牧野区示例路 9 号' });
    expect((await checkFiled(filed)).answer.status).toBe(201);
    expect((await pageOf(filed)).renames).toHaveLength(1);
  });

  it('after an earlier one has the next day and each its days; a day not after the last is refused', async () => {
    const { filed, name } = await renamed('2025-11-10');
    const next = newName();
    await file(filed, { newName: next, renamedOn: '2025-11-10', renameFileId: await proof(filed) });
    const { code, answer } = await checkFiled(filed);
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(answer.body.message).toContain('不晚于上次更名的日期（2025-11-10），应退回补正');
    expect((await pageOf(filed)).agency.name).toBe(name);
    await district.owner
      .updateTable('dossierSubmission')
      .set({ content: JSON.stringify(await laterContent(code)) })
      .where('dossierId', '=', (await checker.get(`/dossier-reviews/${code}`)).body.dossierId)
      .execute();
    expect((await decide(checker, code, 'check')).status).toBe(201);
    expect((await pageOf(filed)).agency.formerNames).toEqual([
      { name: filed.agency.name, from: null, until: '2025-11-09' },
      { name, from: '2025-11-10', until: '2025-11-13' },
    ]);
  });
});

/** As if the day had been filed right. */
async function laterContent(code: string) {
  const { content } = (await checker.get(`/dossier-reviews/${code}`)).body;
  return { ...content, basic: { ...content.basic, renamedOn: '2025-11-14' } };
}

describe('the old name', () => {
  it('finds the agency in the bureau and in public', async () => {
    const { filed, name } = await renamed();
    const old = encodeURIComponent(filed.agency.name);
    const { agencies } = (await checker.get(`/agencies?q=${old}`)).body;
    expect(agencies).toEqual([
      expect.objectContaining({ name, formerNames: [expect.objectContaining({ name: filed.agency.name })] }),
    ]);
    const visitor = district.public;
    expect((await visitor.get(`/public/agencies?q=${old}`)).body.agencies).toEqual([
      expect.objectContaining({ code: filed.agency.code, name }),
    ]);
    expect((await visitor.get(`/public/agencies/${filed.agency.code}`)).body.agency).toMatchObject({
      name,
      formerNames: [{ name: filed.agency.name, from: null, until: '2025-11-16' }],
    });
  });

  it('stays on the papers of its time: the receipt of a submission and a notice', async () => {
    const filed = await checkedFiler(district, checker);
    const first = (await filed.person.get('/dossier-submissions/1')).body.agency.name;
    const name = newName();
    await file(filed, { newName: name, renamedOn: '2025-11-17', renameFileId: await proof(filed) });
    await checkFiled(filed);
    expect(first).toBe(filed.agency.name);
    expect((await filed.person.get('/dossier-submissions/1')).body.agency.name).toBe(filed.agency.name);
    expect((await checker.get(`/dossier-reviews/${filed.agency.code}-2`)).body.agencyName).toBe(
      filed.agency.name,
    );
    await file(filed, { mailingAddress: '河南省新乡市牧野区示例路 9 号' });
    await checkFiled(filed);
    expect((await filed.person.get('/dossier-submissions/3')).body.agency.name).toBe(name);
  });
});

describe('work done under the old name', () => {
  it('keeps it on the contract, the commission, the assessment, what was published and notices; new papers bear the new one', async () => {
    const work = await workDone(district, checker, '示例旧名事务所');
    const leader = await district.signedIn(['bureauLeader']);
    const officer = await district.signedIn(['bureauOfficer']);
    const admin = await district.signedIn(['agencyAdmin'], { agencyId: work.agency.id });
    for (const [kind, subjectId] of [
      ['assessment', work.assessmentResultId],
      ['evaluation', work.reportId],
    ]) {
      const { body } = await officer.post('/disclosures', { kind, subjectId });
      await leader.post(`/disclosures/${body.code}/publication`, undefined, { version: 1 });
    }
    const { code: commission } = await district.owner
      .selectFrom('commission')
      .innerJoin('contract', 'contract.commissionId', 'commission.id')
      .select('commission.code')
      .where('contract.agencyId', '=', work.agency.id)
      .executeTakeFirstOrThrow();
    district.clock.pass(60_000);
    await rawRename(work.agency, checker, '示例新名事务所');
    const published = (await district.public.get(`/public/agencies/${work.agency.code}`)).body;
    expect(published.agency.name).toBe('示例新名事务所');
    expect(published.assessments.map((one: { agency: { name: string } }) => one.agency.name)).toEqual([
      '示例旧名事务所',
    ]);
    const { results } = (await district.public.get('/public/results')).body;
    const result = (await district.public.get(`/public/results/${results[0].code}`)).body;
    expect(result.block.agency.name).toBe('示例旧名事务所');
    expect((await checker.get(`/commissions/${commission}`)).body.commission.agencyName).toBe(
      '示例旧名事务所',
    );
    expect((await checker.get(`/commissions/${commission}/contract`)).body.contract.agencyName).toBe(
      '示例旧名事务所',
    );
    expect((await checker.get(`/assessments/${work.assessmentCode}`)).body.assessment.agencyName).toBe(
      '示例旧名事务所',
    );
    expect((await admin.get('/agencies/own')).body.agency.name).toBe('示例新名事务所');
  });
});

/** By a raw row: how a name changes is told above. */
async function rawRename(agency: { id: string; name: string }, by: Person, name: string) {
  const now = district.clock.now();
  const { id: versionId } = await district.owner
    .selectFrom('dossierVersion')
    .select('id')
    .where('agencyId', '=', agency.id)
    .executeTakeFirstOrThrow();
  const fileId = await storedFile(district, agency.id, by.accountId);
  await district.owner
    .insertInto('agencyRename')
    .values({
      ...{ id: newId(now), agencyId: agency.id, number: 1, oldName: agency.name, newName: name },
      ...{ effectiveOn: '2025-11-17', fileId, versionId, filedBy: by.accountId, filedAt: now },
      ...{ checkedBy: by.accountId, checkedAt: now },
    })
    .execute();
  await district.owner.updateTable('agency').set({ name }).where('id', '=', agency.id).execute();
}
