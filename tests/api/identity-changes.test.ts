import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adoptAll } from '../support/adoption.ts';
import { checkedAgency, type CheckedAgency } from '../support/checked-agencies.ts';
import { decisionOn, evaluateeOf, openCall, screenAgain } from '../support/commissions.ts';
import { fileOf, finalAssessment, ratingPolicy, restrictionRow, sanctionRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { storedFile } from '../support/dossier.ts';

let district: District;
let officer: Person;
let leader: Person;
let fileId: string;
beforeAll(async () => {
  district = await openDistrict();
  district.clock.set('2025-11-20T01:00:00.000Z');
  officer = await district.signedIn(['bureauOfficer']);
  await ratingPolicy(district);
  await adoptAll(district, officer);
});
afterAll(() => district.close());
beforeEach(async () => {
  district.clock.set('2025-11-20T01:00:00.000Z');
  officer = await district.signedIn(['bureauOfficer']);
  leader = await district.signedIn(['bureauLeader']);
  fileId = await fileOf(officer);
});

const basic = { kind: 'accountingFirm', headRole: 'chiefPartner', headName: '示例负责人', branches: [] };
const agencyOf = () => checkedAgency(district, officer, { content: { basic } });

type Row = { code: string; recordTo?: string; reason?: string };
const merger = (predecessors: Row[], successors: { code: string }[], more: Record<string, unknown> = {}) => ({
  kind: 'absorption',
  effectiveOn: '2025-11-18',
  facts: '示例登记机关准予变更登记通知书〔2025〕示例号。',
  fileId,
  predecessors: predecessors.map((row) => ({ recordTo: '', reason: '业务和人员由承继机构承接。', ...row })),
  successors,
  ...more,
});

const propose = (...asked: Parameters<typeof merger>) => officer.post('/identity-changes', merger(...asked));

async function act(by: Person, code: string, step: 'proposal' | 'return' | 'decision') {
  const { version } = (await by.get(`/identity-changes/${code}`)).body.change;
  return by.post(`/identity-changes/${code}/${step}`, { note: '示例意见。' }, { version });
}

async function merged(predecessor: CheckedAgency, successor: CheckedAgency, recordTo = successor.code) {
  const { body } = await propose([{ code: predecessor.code, recordTo }], [{ code: successor.code }]);
  expect((await act(leader, body.code, 'decision')).status).toBe(201);
  return body.code as string;
}

const linesOf = async (code: string) =>
  (
    await district.owner
      .selectFrom('journalEntry')
      .select(['event', 'agencyId'])
      .where('subjectCode', '=', code)
      .where('event', 'like', 'identityChange.%')
      .orderBy('id')
      .execute()
  ).map(({ event }) => event);

const openCommission = async () => openCall(officer, (await evaluateeOf(district)).id);

describe('a merger', () => {
  it('is proposed by an officer and decided by a leader, with its lines, and tells both agencies', async () => {
    const [old, heir] = [await agencyOf(), await agencyOf()];
    const { status, body } = await propose([{ code: old.code, recordTo: heir.code }], [{ code: heir.code }]);
    expect([status, body.code]).toEqual([201, expect.stringMatching(/^ZT-2025-\d{3}$/)]);
    expect((await officer.get(`/agencies/${old.code}`)).body.changes).toMatchObject([
      { code: body.code, state: 'proposed', isPredecessor: true, recordTo: heir.name },
    ]);
    expect((await district.public.get(`/public/agencies/${old.code}`)).body.ending).toBeNull();
    expect((await act(leader, body.code, 'decision')).status).toBe(201);
    expect(await linesOf(body.code)).toEqual([
      'identityChange.proposed',
      'identityChange.decided',
      'identityChange.ended',
      'identityChange.ended',
    ]);
    expect((await district.public.get(`/public/agencies/${old.code}`)).body.ending).toEqual({
      ...{ kind: 'absorption', on: '2025-11-18', successors: [heir.name] },
    });
    for (const { admin } of [old, heir])
      expect((await admin.get('/notices?state=unserved')).body.notices).toContainEqual(
        expect.objectContaining({ title: `机构主体变更决定：吸收合并（${body.code}）` }),
      );
    const again = await act(leader, body.code, 'return');
    expect(again.body).toMatchObject({ code: 'conflict' });
  });

  it('leaves the predecessor out of screenings from its day on, and its successor in', async () => {
    const [old, heir] = [await agencyOf(), await agencyOf()];
    const code = await openCommission();
    await screenAgain(officer, code);
    expect(await decisionOn(officer, code, old.code, 'R1')).toMatchObject({ outcome: 'pass' });
    const change = await merged(old, heir);
    await screenAgain(officer, code);
    expect(await decisionOn(officer, code, old.code, 'R1')).toMatchObject({
      outcome: 'fail',
      observed: `机构自 2025-11-18 起因吸收合并终止，承继机构：${heir.name}`,
      source: `机构主体变更决定 ${change}`,
    });
    expect(await decisionOn(officer, code, heir.code, 'R1')).toMatchObject({ outcome: 'pass' });
  });

  it('takes sanctions, restriction and assessments to the successor, rated anew by them, and to no one without', async () => {
    const [old, heir, other] = [await agencyOf(), await agencyOf(), await agencyOf()];
    const term = { from: '2025-11-01', until: '2026-05-01' };
    await sanctionRow(district, old.id, officer, { class: 'general', excludes: true, ...term });
    await restrictionRow(district, old.id, officer, term);
    await finalAssessment(district, old.id, officer, { on: '2025-10-20', points: 7000, tier: '一般' });
    const code = await openCommission();
    const { body } = await propose([{ code: old.code }], [{ code: other.code }]);
    await act(leader, body.code, 'return');
    await screenAgain(officer, code);
    expect(await decisionOn(officer, code, heir.code, 'R3')).toMatchObject({ outcome: 'pass' });
    const change = await merged(old, heir);
    await screenAgain(officer, code);
    expect(await decisionOn(officer, code, heir.code, 'R3')).toMatchObject({ outcome: 'fail' });
    expect(await decisionOn(officer, code, heir.code, 'R4')).toMatchObject({ outcome: 'fail' });
    expect(await decisionOn(officer, code, other.code, 'R3')).toMatchObject({ outcome: 'pass' });
    const [decided] = await district.owner
      .selectFrom('ratingDecision')
      .select(['cause', 'inputs', 'effectiveOn'])
      .where('agencyId', '=', heir.id)
      .execute();
    expect(decided).toMatchObject({
      cause: `承继${old.name}的信用记录（${change}）`,
      effectiveOn: '2025-11-20',
    });
    const { record } = JSON.parse(decided!.inputs);
    expect(record.assessments).toEqual([expect.objectContaining({ points: 7000 })]);
    expect(record).toMatchObject({ restrictedUntil: '2026-05-01', decisions: [{ class: '一般' }] });
  });

  it('whose record is not to follow leaves the successor as it was', async () => {
    const [old, heir] = [await agencyOf(), await agencyOf()];
    await sanctionRow(district, old.id, officer, {
      ...{ class: 'general', excludes: true, from: '2025-11-01', until: '2026-05-01' },
    });
    await merged(old, heir, '');
    const rated = await district.owner
      .selectFrom('ratingDecision')
      .select('id')
      .where('agencyId', '=', heir.id)
      .execute();
    expect(rated).toEqual([]);
  });

  it.each([
    ['tomorrow', { effectiveOn: '2025-11-21' }, 'effectiveOn', '变更日期不能晚于今天（2025-11-20）。'],
    ['without facts', { facts: '' }, 'facts', '写明变更的事实：登记机关、文书名称和编号。'],
    ['without a paper', { fileId: '' }, 'fileId', '上传变更登记或注销登记的证明文件。'],
    ['with a paper nobody has', { fileId: '0' }, 'fileId', '没有找到证明文件，请重新上传。'],
    ['of no kind', { kind: 'rename' }, 'kind', '选择变更的种类。'],
    ['into none', { successors: [] }, 'successors[0].code', '吸收合并的承继机构应为 1 家，现填 0 家。'],
    [
      'into one nobody knows',
      { successors: [{ code: 'JG-9999' }] },
      'successors[0].code',
      '没有找到这家机构，请核对机构编号或统一社会信用代码。',
    ],
  ])('is refused %s', async (_, more, field, message) => {
    const [old, heir] = [await agencyOf(), await agencyOf()];
    const { status, body } = await propose([{ code: old.code }], [{ code: heir.code }], more);
    expect([status, body.fields]).toEqual([422, expect.objectContaining({ [field]: message })]);
  });

  it('is refused without a reason for the record, beside an open one, and of who has ended', async () => {
    const [old, heir] = [await agencyOf(), await agencyOf()];
    const bare = await propose([{ code: old.code, reason: '' }], [{ code: heir.code }]);
    expect(bare.body.fields).toEqual({ 'predecessors[0].reason': '写明信用记录承继或不承继的理由。' });
    const { body } = await propose([{ code: old.code }], [{ code: heir.code }]);
    const second = await propose([{ code: old.code }], [{ code: heir.code }]);
    expect(second.body.message).toBe(`${old.name}已有一项主体变更正在办理（${body.code}），办结后才能再提。`);
    await act(leader, body.code, 'decision');
    const third = await propose([{ code: heir.code }], [{ code: old.code }]);
    expect(third.body.message).toBe(`${old.name}已于 2025-11-18 因吸收合并终止（${body.code}）。`);
  });

  it('is not decided by who proposed it, nor from an old page, and found by its parties alone', async () => {
    const [old, heir, stranger] = [await agencyOf(), await agencyOf(), await agencyOf()];
    const both = await district.signedIn(['bureauOfficer', 'bureauLeader']);
    const { body } = await both.post(
      '/identity-changes',
      merger([{ code: old.code }], [{ code: heir.code }]),
    );
    await both.put('/sessions/current/hat', { hat: 'bureauLeader' });
    const path = `/identity-changes/${body.code}`;
    const own = await both.post(`${path}/decision`, { note: '同意。' }, { version: 1 });
    expect(own.body).toMatchObject({
      code: 'forbidden',
      message: '经办过前一环节的人不得办理这一步，须由另一人办理。',
    });
    const stale = await leader.post(`${path}/decision`, { note: '同意。' }, { version: 7 });
    expect(stale.body).toMatchObject({ code: 'stale', current: { version: 1 } });
    expect((await leader.post(`${path}/decision`, { note: '' }, { version: 1 })).body.fields).toEqual({
      note: '写明意见。',
    });
    expect((await stranger.admin.get(path)).status).toBe(404);
    expect((await old.admin.get(path)).body).toMatchObject({
      change: { proposerName: null, fileId: null },
      running: [],
    });
    const unknown = await officer.post('/identity-changes', { ...merger([], []), more: '1' });
    expect(unknown.status).toBe(422);
  });
});

describe('a cancellation', () => {
  const ask = async (agency: CheckedAgency, more: Record<string, unknown> = {}) =>
    agency.admin.post('/identity-changes/request', {
      effectiveOn: '2025-11-19',
      facts: '不再从事预算绩效评价。',
      fileId: await storedFile(district, agency.id, agency.admin.accountId, '注销申请.pdf'),
      ...more,
    });

  it('is asked for by the agency, taken up, decided; then it reads and acts no more, and the public is told', async () => {
    const agency = await agencyOf();
    const { body } = await ask(agency);
    expect((await officer.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({ title: '核实机构注销申请', path: `/identity-changes/${body.code}` }),
    );
    expect((await act(officer, body.code, 'proposal')).status).toBe(201);
    expect((await agency.admin.post('/dossiers', { changedOn: '' })).status).toBe(201);
    expect((await act(leader, body.code, 'decision')).status).toBe(201);
    const refused = await agency.admin.put('/dossiers/own/sections/basic', { values: {} }, { version: 1 });
    expect(refused).toMatchObject({
      status: 403,
      body: { message: '本机构已于 2025-11-19 注销，账号只能查看，不能再办理。' },
    });
    expect((await agency.admin.get('/agencies/own')).status).toBe(200);
    const { notices } = (await agency.admin.get('/notices?state=unserved')).body;
    expect((await agency.admin.post(`/notices/${notices[0].id}/opening`)).status).toBeLessThan(300);
    expect((await district.public.get(`/public/agencies/${agency.code}`)).body.ending).toEqual({
      ...{ kind: 'cancellation', on: '2025-11-19', successors: [] },
    });
    expect(await linesOf(body.code)).toEqual([
      'identityChange.requested',
      'identityChange.proposed',
      'identityChange.decided',
      'identityChange.ended',
    ]);
  });

  it('is withdrawn by the agency, or sent back with the reason', async () => {
    const agency = await agencyOf();
    const first = (await ask(agency)).body.code;
    const withdrawn = await agency.admin.delete(`/identity-changes/${first}/request`, undefined, {
      version: 1,
    });
    expect(withdrawn.status).toBe(200);
    const second = (await ask(agency)).body.code;
    expect((await act(officer, second, 'return')).status).toBe(201);
    expect((await agency.admin.get(`/identity-changes/${second}`)).body.change).toMatchObject({
      ...{ state: 'returned', note: '示例意见。' },
    });
    expect((await act(leader, second, 'decision')).body).toMatchObject({ code: 'conflict' });
  });

  it('is refused with the file of another, and where one is under way', async () => {
    const agency = await agencyOf();
    expect((await ask(agency, { fileId })).body.fields).toEqual({
      fileId: '没有找到这份文件，请重新上传。',
    });
    await ask(agency);
    expect((await ask(agency)).body.message).toContain('已有一项主体变更正在办理');
  });
});
