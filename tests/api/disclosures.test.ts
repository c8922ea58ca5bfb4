import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { adoptAll } from '../support/adoption.ts';
import { evaluateeOf } from '../support/commissions.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { canaries, ratingOf, sanctionOf, workDone, type Published } from '../support/published.ts';

let district: District;
let officer: Person;
let leader: Person;
let work: Published;
beforeAll(async () => {
  district = await openDistrict({ example: true });
  officer = await district.signedIn(['bureauOfficer']);
  leader = await district.signedIn(['bureauLeader']);
  work = await workDone(district, officer, '示例甲会计师事务所');
});
afterAll(() => district.close());

const propose = (kind: string, subjectId: string) => officer.post('/disclosures', { kind, subjectId });

async function publish(kind: string, subjectId: string): Promise<string> {
  const proposed = await propose(kind, subjectId);
  expect(proposed.status).toBe(201);
  const published = await leader.post(`/disclosures/${proposed.body.code}/publication`, undefined, {
    version: 1,
  });
  expect(published.status).toBe(201);
  return proposed.body.code;
}

const publicAgency = async (code: string) => (await district.public.get(`/public/agencies/${code}`)).body;
const eventsOf = async (code: string) =>
  (
    await district.owner
      .selectFrom('journalEntry')
      .select('event')
      .where('subjectCode', '=', code)
      .orderBy('id')
      .execute()
  ).map(({ event }) => event);

describe('a disclosure', () => {
  it('is proposed by the officer, shown to the public only after the leader published it, and withdrawn with a reason', async () => {
    const before = await publicAgency(work.agency.code);
    expect(before.assessments).toEqual([]);
    expect(JSON.stringify(before)).not.toMatch(/9125|91\.25/);

    const tasks = (await officer.get('/home')).body.tasks;
    expect(tasks).toContainEqual(expect.objectContaining({ title: '提请公开结果', path: '/disclosures' }));
    const list = (await officer.get('/disclosures')).body;
    expect(list.candidates.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'assessment',
      'evaluation',
    ]);

    const preview = await officer.get(`/disclosures/candidates/assessment/${work.assessmentResultId}`);
    expect(preview.body.actions).toEqual([{ key: 'disclosure.propose', label: '提请公开', enabled: true }]);
    const proposed = await propose('assessment', work.assessmentResultId);
    expect(proposed.body).toEqual({ code: expect.stringMatching(/^GK-2025-\d{3}$/), version: 1 });
    const { code } = proposed.body;
    expect((await publicAgency(work.agency.code)).assessments).toEqual([]);
    expect((await leader.get('/home')).body.tasks).toContainEqual({
      title: '审批公开考核等级',
      subject: `示例甲会计师事务所：${work.assessmentCode}`,
      path: `/disclosures/${code}`,
      holder: '财政局审批人',
      due: null,
    });

    const published = await leader.post(`/disclosures/${code}/publication`, undefined, { version: 1 });
    expect(published.body).toEqual({ code, state: 'published' });
    const shown = (await publicAgency(work.agency.code)).assessments;
    expect(shown).toEqual([
      {
        kind: 'assessment',
        agency: { code: work.agency.code, name: '示例甲会计师事务所' },
        code: work.assessmentCode,
        evaluatee: expect.stringContaining('示例智慧校园项目'),
        tier: '优',
        points: 9125,
        vetoed: false,
        dimensions: [
          { title: '人员配备', full: 2000, points: 1900 },
          { title: '评价任务组织', full: 5000, points: 4525 },
        ],
        effectiveOn: '2025-11-20',
        policy: { version: 3, isTrial: false },
      },
    ]);
    // The preview was exactly the block that the public got.
    expect(shown[0]).toEqual(preview.body.block);

    const silent = await leader.post(`/disclosures/${code}/withdrawal`, {}, { version: 2 });
    expect(silent.body.fields).toEqual({ reason: '填写这一项。' });
    const gone = await leader.post(`/disclosures/${code}/withdrawal`, { reason: '数据核对' }, { version: 2 });
    expect(gone.body).toEqual({ code, state: 'withdrawn' });
    expect((await publicAgency(work.agency.code)).assessments).toEqual([]);
    expect(await eventsOf(code)).toEqual([
      'disclosure.proposed',
      'disclosure.published',
      'disclosure.withdrawn',
    ]);
  });

  it('is returned with a reason and can be proposed again', async () => {
    const { code } = (await propose('evaluation', work.reportId)).body;
    const returned = await leader.post(
      `/disclosures/${code}/return`,
      { reason: '先核实金额' },
      { version: 1 },
    );
    expect(returned.body).toEqual({ code, state: 'returned' });
    expect((await leader.get(`/disclosures/${code}`)).body.disclosure.returnedReason).toBe('先核实金额');
    expect((await district.public.get(`/public/results/${code}`)).status).toBe(404);
    const again = await propose('evaluation', work.reportId);
    expect(again.status).toBe(201);
    const twice = await propose('evaluation', work.reportId);
    expect(twice.status).toBe(409);
    await leader.post(`/disclosures/${again.body.code}/publication`, undefined, { version: 1 });
    const result = (await district.public.get(`/public/results/${again.body.code}`)).body;
    expect(result.block).toMatchObject({ grade: '良', score: 8512, problems: '部分设备使用率不高。' });
  });

  it('needs the right hat, another person, the current version and a fitting state', async () => {
    const id = await sanctionOf(district, officer, work.agency.id);
    for (const [actor, status] of [
      [await district.signedIn(['divisionOfficer']), 403],
      [await district.signedIn(['agencyAdmin'], { agencyId: work.agency.id }), 403],
      [district.public, 401],
    ] as const)
      expect((await actor.post('/disclosures', { kind: 'sanction', subjectId: id })).status).toBe(status);
    const both = await district.signedIn(['bureauOfficer', 'bureauLeader']);
    const { code } = (await both.post('/disclosures', { kind: 'sanction', subjectId: id })).body;
    await both.put('/sessions/current/hat', { hat: 'bureauLeader' });
    const own = await both.post(`/disclosures/${code}/publication`, undefined, { version: 1 });
    expect(own.status).toBe(403);
    expect(own.body.message).toMatch('须由另一人办理');
    expect((await officer.post(`/disclosures/${code}/publication`, undefined, { version: 1 })).status).toBe(
      403,
    );
    expect((await leader.post(`/disclosures/${code}/publication`, undefined, { version: 9 })).body.code).toBe(
      'stale',
    );
    expect((await leader.post(`/disclosures/${code}/publication`)).status).toBe(422);
    expect(
      (await leader.post(`/disclosures/${code}/withdrawal`, { reason: 'x' }, { version: 1 })).status,
    ).toBe(409);
    expect(
      (await leader.post('/disclosures/GK-2025-999/publication', undefined, { version: 1 })).status,
    ).toBe(404);
    expect((await propose('sanction', newId(district.clock.now()))).status).toBe(404);
    expect((await propose('sanction', 'x')).status).toBe(404);

    const once = { version: 1, key: 'publish-once-1' };
    const first = await leader.post(`/disclosures/${code}/publication`, undefined, once);
    const second = await leader.post(`/disclosures/${code}/publication`, undefined, once);
    expect(second.body).toEqual(first.body);
    expect(await eventsOf(code)).toEqual(['disclosure.proposed', 'disclosure.published']);
  });

  it('is stopped by a number of a person, with its place', async () => {
    const facts = '联系人张某（13800138000）未按期报送。';
    const id = await sanctionOf(district, officer, work.agency.id, { facts });
    const preview = await officer.get(`/disclosures/candidates/sanction/${id}`);
    const message = '「主要事实」第 7 个字起有手机号码 138******00，不得公开。';
    expect(preview.body.findings).toEqual([{ field: 'facts', message }]);
    expect(preview.body.actions).toEqual([
      { key: 'disclosure.propose', label: '提请公开', enabled: false, reason: message },
    ]);
    const refused = await propose('sanction', id);
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toEqual({ facts: message });
  });

  it('is stopped where the number came in after the proposal', async () => {
    const other = await workDone(district, officer, '示例乙资产评估公司');
    const { code } = (await propose('assessment', other.assessmentResultId)).body;
    await district.owner
      .updateTable('agency')
      .set({ name: '示例乙 410711199003071234' })
      .where('id', '=', other.agency.id)
      .execute();
    const refused = await leader.post(`/disclosures/${code}/publication`, undefined, { version: 1 });
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.fields)).toEqual(['agency.name']);
    await district.owner
      .updateTable('agency')
      .set({ name: '示例乙' })
      .where('id', '=', other.agency.id)
      .execute();
  });
});

describe('a decision', () => {
  it('is shown through its last day and not a day longer', async () => {
    const { agency } = await workDone(district, officer, '示例丙');
    const id = await sanctionOf(district, officer, agency.id, { untilDay: '2026-02-28' });
    await publish('sanction', id);
    const shown = async () => (await publicAgency(agency.code)).sanctions.length;
    expect(await shown()).toBe(1);
    const move = async (instant: string) => {
      await district.owner
        .updateTable('installation')
        .set({ clockBase: instant, clockAnchor: district.clock.now() })
        .execute();
    };
    await move('2026-02-28T15:59:00.000Z'); // 23:59 in Shanghai
    expect(await shown()).toBe(1);
    await move('2026-02-28T16:00:00.000Z');
    expect(await shown()).toBe(0);
    const all = (await district.public.get('/public/sanctions')).body.sanctions;
    expect(all.map((one: { agency: { code: string } }) => one.agency.code)).not.toContain(agency.code);
    await move('2025-11-20T01:00:00.000Z');
  });

  it('ends when it is repaired, and a minor one is never a candidate', async () => {
    const { agency } = await workDone(district, officer, '示例丁');
    const id = await sanctionOf(district, officer, agency.id);
    await publish('sanction', id);
    const minor = await sanctionOf(district, officer, agency.id, { class: 'minor' });
    expect((await propose('sanction', minor)).status).toBe(404);
    expect((await publicAgency(agency.code)).sanctions).toHaveLength(1);
    await sanctionOf(district, officer, agency.id, {
      supersedes: id,
      endedHow: 'repaired',
      endedOn: '2025-11-20',
    });
    expect((await publicAgency(agency.code)).sanctions).toEqual([]);
  });
});

describe('a rating', () => {
  it('is shown while the one in force says the same; another one in force is 复核中 at once', async () => {
    const { agency, policyId } = await workDone(district, officer, '示例戊');
    const a = await ratingOf(district, agency.id, policyId, 'A');
    expect((await publicAgency(agency.code)).rating).toEqual({ state: 'none' });
    await publish('rating', a);
    expect((await publicAgency(agency.code)).rating).toEqual({ state: 'shown', rating: 'A' });
    const found = await district.public.get('/public/agencies?rating=A');
    expect(found.body.agencies.map(({ code }: { code: string }) => code)).toEqual([agency.code]);

    const c = await ratingOf(district, agency.id, policyId, 'C');
    const page = await publicAgency(agency.code);
    expect(page.rating).toEqual({ state: 'underReview' });
    expect(page.ratingHistory).toEqual([]);
    expect((await district.public.get('/public/agencies?rating=A')).body.agencies).toEqual([]);
    expect((await district.public.get('/public/agencies?rating=C')).body.agencies).toEqual([]);
    await publish('rating', c);
    const after = await publicAgency(agency.code);
    expect(after.rating).toEqual({ state: 'shown', rating: 'C' });
    expect(after.ratingHistory.map(({ rating }: { rating: string }) => rating)).toEqual(['C', 'A']);
    expect(JSON.stringify(after)).not.toMatch(/8765|87\.65/);
  });

  it('leaves the house by the switch only', async () => {
    const admin = await district.signedIn(['systemAdmin']);
    const row = (await admin.get('/settings')).body.settings.find(
      ({ key }: { key: string }) => key === 'ratingsPublic',
    );
    expect(row).toMatchObject({ value: true, isDefault: true, version: 0 });
    const off = await leader.put('/settings/ratingsPublic', { value: 'no' }, { version: 0 });
    expect(off.body).toEqual({ key: 'ratingsPublic', value: false, version: 1 });
    const { agency, policyId } = await workDone(district, officer, '示例己');
    const b = await ratingOf(district, agency.id, policyId, 'B');
    const refused = await propose('rating', b);
    expect(refused.status).toBe(409);
    expect(refused.body.message).toMatch('未开启「向社会公开信用等级」');
    const list = (await district.public.get('/public/agencies')).body;
    expect(list.ratingsPublic).toBe(false);
    for (const one of list.agencies) expect(one.rating).toEqual({ state: 'notPublic' });
    const overview = (await district.public.get('/public/overview')).body;
    expect(overview.latest.map(({ kind }: { kind: string }) => kind)).not.toContain('rating');

    expect(
      (await leader.put('/settings/ratingsPublic', { value: 'yes' }, { version: 0 })).body,
    ).toMatchObject({
      code: 'stale',
      current: { value: false, version: 1 },
    });
    expect(
      (await leader.put('/settings/ratingsPublic', { value: 'maybe' }, { version: 1 })).body.fields,
    ).toEqual({
      value: '选择是否公开。',
    });
    expect((await officer.put('/settings/ratingsPublic', { value: 'yes' }, { version: 1 })).status).toBe(403);
    expect((await admin.put('/settings/unknown', { value: 'yes' }, { version: 1 })).status).toBe(404);
    await admin.put('/settings/ratingsPublic', { value: 'yes' }, { version: 1 });
    expect(await eventsOf('ratingsPublic')).toEqual(['setting.changed', 'setting.changed']);
  });
});

describe('what anyone may read', () => {
  it('never holds an id, an account, a full name, a telephone or anything unpublished', async () => {
    const secret = await workDone(district, officer, '示例庚');
    const { agencies } = (await district.public.get('/public/agencies')).body;
    const results = (await district.public.get('/public/results')).body.results;
    const paths = [
      '/public/overview',
      '/public/agencies',
      '/public/results',
      '/public/sanctions',
      '/public/rules',
      '/public/site',
      ...agencies.map(({ code }: { code: string }) => `/public/agencies/${code}`),
      ...results.map(({ code }: { code: string }) => `/public/results/${code}`),
    ];
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) {
      const answer = await district.public.get(path);
      expect(answer.status, path).toBe(200);
      const text = JSON.stringify(answer.body);
      for (const canary of canaries) expect(text, path).not.toContain(canary);
      expect(text, path).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(text, path).not.toContain(secret.assessmentCode);
      expect(text, path).not.toMatch(/13800138000|"username"|"accountId"/);
    }
  });

  it('masks names and finds an agency by part of its name, by its code and by its USCC in full width', async () => {
    const page = await publicAgency(work.agency.code);
    expect(page.agency).toMatchObject({
      kind: 'accountingFirm',
      headRole: '法定代表人',
      people: 2,
      projects: 1,
      commissionsDone: 1,
      checkedOn: '2025-10-10',
    });
    expect(page.agency.headName).toMatch(/^欧\*+$/);
    expect(page.agency.leadEvaluators).toEqual([expect.stringMatching(/^诸\*+$/)]);
    const find = async (q: string) =>
      (await district.public.get(`/public/agencies?q=${encodeURIComponent(q)}`)).body;
    expect((await find('甲会计')).agencies).toHaveLength(1);
    expect((await find(work.agency.code)).exact).toBe(work.agency.code);
    expect((await find('没有这家')).agencies).toEqual([]);
    const full = [...work.agency.uscc].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    expect((await find(full)).agencies.map(({ code }: { code: string }) => code)).toEqual([work.agency.code]);
    expect((await district.public.get(`/public/agencies/${work.agency.uscc}`)).body.agency.code).toBe(
      work.agency.code,
    );
  });

  it('does not know an agency whose dossier was never checked', async () => {
    const agency = await district.agency('示例未核对机构');
    const answer = await district.public.get(`/public/agencies/${agency.code}`);
    expect(answer.status).toBe(404);
    expect(answer.body.message).toMatch('未收录不代表违规');
  });

  it('holds of an evaluation that only the plan records its name, year and kind, and null for the rest', async () => {
    const { id: evaluateeId } = await evaluateeOf(district, { planned: true });
    const item = await district.owner
      .selectFrom('planItem')
      .select('id')
      .where('evaluateeId', '=', evaluateeId)
      .executeTakeFirstOrThrow();
    expect((await propose('evaluation', item.id)).status).toBe(404);
    await district.owner
      .updateTable('planItem')
      .set({ recordedOutcome: 'reportFinal' })
      .where('id', '=', item.id)
      .execute();
    const code = await publish('evaluation', item.id);
    const { block } = (await district.public.get(`/public/results/${code}`)).body;
    expect(block).toMatchObject({
      year: 2025,
      evaluateeKind: 'project',
      unit: null,
      grade: null,
      score: null,
    });
    expect((await district.public.get('/public/results?year=2024')).body.results).toEqual([]);
    expect((await district.public.get('/public/results?grade=良')).body.results).toHaveLength(1);
  });
});

describe('in a real district', () => {
  it('nothing under a policy that was not adopted is published, and ratings are not shown until the bureau decides', async () => {
    const real = await openDistrict();
    const clerk = await real.signedIn(['bureauOfficer']);
    const done = await workDone(real, clerk, '某机构', false);
    const refused = await clerk.post('/disclosures', {
      kind: 'assessment',
      subjectId: done.assessmentResultId,
    });
    expect(refused.status).toBe(409);
    expect(refused.body.message).toMatch('只作试评，不得公开');
    // Adopted after the contract was signed: the rubric of that day governs, so the result stays a 试评.
    await adoptAll(real, clerk, '2025-06-01');
    const late = await clerk.post('/disclosures', { kind: 'assessment', subjectId: done.assessmentResultId });
    expect(late.body.message).toMatch('只作试评，不得公开');
    expect((await real.public.get('/public/agencies')).body.ratingsPublic).toBe(false);
    await real.close();
  });

  it('a rating decided before its policy was adopted is not published; one decided after is', async () => {
    const real = await openDistrict();
    const clerk = await real.signedIn(['bureauOfficer']);
    const chief = await real.signedIn(['bureauLeader']);
    await chief.put('/settings/ratingsPublic', { value: true, reason: '经研究公开' });
    const { agency, policyId } = await workDone(real, clerk, '某机构', false);
    const before = await ratingOf(real, agency.id, policyId, 'B');
    const refused = await clerk.post('/disclosures', { kind: 'rating', subjectId: before });
    expect(refused.status).toBe(409);
    expect(refused.body.message).toMatch('只作试评，不得公开');
    await adoptAll(real, clerk, '2025-11-20');
    const still = await clerk.post('/disclosures', { kind: 'rating', subjectId: before });
    expect(still.body.message).toMatch('只作试评，不得公开');
    await real.close();
  });
});
