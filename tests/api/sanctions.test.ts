import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { decideRating } from '../../api/ratings/commands.ts';
import { insertPolicy } from '../../api/policies/queries.ts';
import { restrictionsInForce, sanctionsInForce } from '../../api/sanctions/queries.ts';
import { defaultConsequencePolicy } from '../../scoring/consequences.ts';
import { adoptAll } from '../support/adoption.ts';
import { contextFor } from '../support/context.ts';
import { fileOf, finalAssessment, restrictionRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let leader: Person;
let fileId: string;

beforeAll(async () => {
  district = await openDistrict();
  await signIn();
  await adoptAll(district, leader);
  fileId = await fileOf(officer);
});
afterAll(() => district.close());

async function signIn() {
  officer = await district.signedIn(['bureauOfficer']);
  leader = await district.signedIn(['bureauLeader']);
}

type Agency = Awaited<ReturnType<District['agency']>>;

/** Rated A by two assessments of 92. */
async function ratedAgency(points = 9200): Promise<Agency> {
  const agency = await district.agency();
  const tier = points < 6000 ? '差' : '优';
  for (const on of ['2025-05-06', '2025-06-10'])
    await finalAssessment(district, agency.id, officer, { points, tier, on });
  await district.db.transaction().execute((db) =>
    decideRating({ ...contextFor(district), db }, agency.id, {
      text: '示例',
      type: 'assessment',
      id: null,
    }),
  );
  return agency;
}

const proposal = (agency: Agency, more: Record<string, unknown> = {}) => ({
  agencyCode: agency.code,
  kind: 'sanction',
  class: 'general',
  facts: '2025 年 10 月检查查实，示例报告底稿缺失三处。',
  clause: '财监〔2021〕4号第二十六条',
  fileId,
  from: '2025-12-01',
  ...more,
});

const meeting = {
  meeting: '局党组会议',
  heldOn: '2025-11-20',
  minutesNumber: '局党组纪要〔2025〕30号',
  attendees: '示例甲、示例乙',
  reason: '事实清楚，陈述申辩理由不成立。',
};

/** Proposed, served by opening, heard. */
async function heard(agency: Agency, more: Record<string, unknown> = {}): Promise<string> {
  const { code } = (await officer.post('/sanctions', proposal(agency, more))).body;
  const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
  await serve(staff, code);
  await staff.post(`/sanctions/${code}/waiver`, { confirmed: 'yes' }, { version: 2 });
  const answer = await officer.post(`/sanctions/${code}/hearing`, { note: '放弃陈述申辩。' }, { version: 3 });
  expect(answer.status).toBe(201);
  return code;
}

async function serve(staff: Person, code: string) {
  const { body } = await staff.get('/notices');
  const notice = body.notices.find((one: { path: string }) => one.path === `/sanctions/${code}`);
  expect((await staff.post(`/notices/${notice.id}/opening`)).status).toBe(201);
}

describe('拟作出', () => {
  it.each([
    ['an unknown agency', { agencyCode: 'JG-9999' }, 'agencyCode'],
    ['no class', { class: '' }, 'class'],
    ['a class of our own making', { class: 'huge' }, 'class'],
    ['facts too short', { facts: '不好' }, 'facts'],
    ['no clause', { clause: '' }, 'clause'],
    ['no file', { fileId: '' }, 'fileId'],
    ["nobody's file", { fileId: '0193a000-0000-7000-8000-000000000000' }, 'fileId'],
    ['a day that is past', { from: '2025-11-19' }, 'from'],
    ['no day at all', { from: '2025-02-30' }, 'from'],
    ['one day short of 3 months', { until: '2026-02-27' }, 'until'],
    ['one day over 12 months', { until: '2026-12-01' }, 'until'],
    ['serious, one day short of 12 months', { class: 'serious', until: '2026-11-29' }, 'until'],
    ['serious, one day over 36 months', { class: 'serious', until: '2028-12-01' }, 'until'],
    ['受限 without a cause', { kind: 'restriction', class: '' }, 'cause'],
    ['受限 of an agency that is not D', { kind: 'restriction', class: '', cause: 'rating' }, 'cause'],
    ['受限 without a veto', { kind: 'restriction', class: '', cause: 'veto' }, 'cause'],
    ["another's commission", { commissionCode: 'WT-2025-999' }, 'commissionCode'],
    ['an unknown key', { points: '1' }, 'points'],
  ])('refuses %s', async (_, more, field) => {
    const answer = await officer.post('/sanctions', proposal(await district.agency(), more));
    expect(answer.status).toBe(422);
    expect(answer.body.fields[field]).toMatch(/[一-鿿]/);
  });

  it.each([
    ['general', '2026-02-28'],
    ['general', '2026-11-30'],
    ['serious', '2026-11-30'],
    ['serious', '2028-11-30'],
  ])('takes %s until %s', async (grade, until) => {
    const answer = await officer.post(
      '/sanctions',
      proposal(await district.agency(), { class: grade, until }),
    );
    expect(answer.status).toBe(201);
    expect(answer.body.code).toMatch(/^CJ-2025-\d{3}$/);
  });

  it('is the officer’s to propose', async () => {
    for (const hat of ['bureauLeader', 'bureauReviewer', 'auditor', 'unitOfficer'] as const) {
      const person = await district.signedIn([hat]);
      expect((await person.post('/sanctions', proposal(await district.agency()))).status).toBe(403);
    }
  });

  it('counts once however often it is sent', async () => {
    const agency = await district.agency();
    const [one, two] = [
      await officer.post('/sanctions', proposal(agency), { key: `once-${agency.id}` }),
      await officer.post('/sanctions', proposal(agency), { key: `once-${agency.id}` }),
    ];
    expect(two.body).toEqual(one.body);
    expect((await officer.get(`/sanctions?agency=${agency.code}`)).body.sanctions).toHaveLength(1);
  });
});

describe('陈述申辩', () => {
  it('runs 5 working days from service and is then over', async () => {
    const agency = await district.agency();
    const { code } = (await officer.post('/sanctions', proposal(agency))).body;
    const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    const words = { statement: '缺失的底稿已于当月补齐，请从轻处理。' };
    const unserved = await staff.post(`/sanctions/${code}/statement`, words, { version: 2 });
    expect(unserved.status).toBe(409);
    expect(unserved.body.message).toContain('签收');
    const tooEarly = await officer.post(`/sanctions/${code}/hearing`, { note: '未提出。' }, { version: 2 });
    expect(tooEarly.body.message).toContain('尚未送达');
    await serve(staff, code);
    // Thursday 20 November + 5 working days = Thursday 27 November.
    expect((await staff.get(`/sanctions/${code}`)).body.window).toMatchObject({ due: '2025-11-27', left: 5 });
    const waiting = await officer.post(`/sanctions/${code}/hearing`, { note: '未提出。' }, { version: 2 });
    expect(waiting.status).toBe(409);
    expect(waiting.body.message).toContain('2025-11-27');
    expect((await staff.post(`/sanctions/${code}/statement`, words, { version: 1 })).status).toBe(409);
    expect((await staff.post(`/sanctions/${code}/statement`, { statement: '' }, { version: 2 })).status).toBe(
      422,
    );
    expect((await staff.post(`/sanctions/${code}/statement`, words, { version: 2 })).status).toBe(201);
    const again = await staff.post(`/sanctions/${code}/statement`, words, { version: 3 });
    expect(again.body.message).toContain('只提交一次');
    const done = await officer.post(`/sanctions/${code}/hearing`, { note: '部分采纳。' }, { version: 3 });
    expect(done.body).toMatchObject({ state: 'heard' });
    expect((await staff.get(`/sanctions/${code}`)).body.sanction.statement).toBe(words.statement);
  });

  it("is nobody else's: a stranger's code is like one that nobody has", async () => {
    const agency = await district.agency();
    const { code } = (await officer.post('/sanctions', proposal(agency))).body;
    const stranger = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
    const strange = await stranger.get(`/sanctions/${code}`);
    const random = await stranger.get('/sanctions/CJ-2025-999');
    expect(strange.status).toBe(404);
    expect({ ...strange.body, requestId: '' }).toEqual({ ...random.body, requestId: '' });
    const words = { statement: '与我无关。' };
    expect((await stranger.post(`/sanctions/${code}/statement`, words, { version: 2 })).status).toBe(404);
    expect((await stranger.get('/sanctions')).body.sanctions).toEqual([]);
  });
});

describe('作出决定', () => {
  const dates = { from: '2025-11-20', until: '2026-05-19' };

  it('reaches the rating in the same transaction', async () => {
    const agency = await ratedAgency();
    const code = await heard(agency);
    const preview = (await leader.get(`/sanctions/${code}`)).body.preview;
    expect(preview).toMatchObject({
      before: { rating: 'A', points: 9200 },
      after: { rating: 'B', points: 8400 },
    });
    expect((await officer.get(`/ratings/${agency.code}`)).body.rating).toBe('A');
    const answer = await leader.post(`/sanctions/${code}/decision`, { ...meeting, ...dates }, { version: 4 });
    expect(answer.body).toMatchObject({ state: 'inForce', rating: 'B' });
    const now = (await officer.get(`/ratings/${agency.code}`)).body;
    expect(now).toMatchObject({ rating: 'B', points: 8400, inForce: { causeType: 'sanction' } });
    expect(now.inForce.minutesNumber).toBe(meeting.minutesNumber);
    const events = (await officer.get(`/sanctions/${code}`)).body.timeline.map(
      (one: { event: string }) => one.event,
    );
    expect(events).toContain('sanction.imposed');
  });

  it('of a later day changes nothing before it', async () => {
    const agency = await ratedAgency();
    const code = await heard(agency, { class: 'serious', excludes: 'yes' });
    const later = { from: '2025-12-01', until: '2027-11-30' };
    await leader.post(`/sanctions/${code}/decision`, { ...meeting, ...later }, { version: 4 });
    expect((await officer.get(`/ratings/${agency.code}`)).body.rating).toBe('A');
    const own = <Row extends { agencyId: string }>(rows: Row[]) =>
      rows.filter((row) => row.agencyId === agency.id);
    expect(own(await sanctionsInForce(district.db, '2025-11-30'))).toEqual([]);
    expect(own(await sanctionsInForce(district.db, '2025-12-01'))).toMatchObject([
      { excludes: true, until: '2027-11-30' },
    ]);
  });

  it('refuses who proposed it, another hat, an old version, a day that is past, a meeting before the hearing', async () => {
    const agency = await ratedAgency();
    const both = await district.signedIn(['bureauOfficer', 'bureauLeader']);
    const { code } = (await both.post('/sanctions', proposal(agency))).body;
    const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    await serve(staff, code);
    const early = await leader.post(`/sanctions/${code}/decision`, { ...meeting, ...dates }, { version: 2 });
    expect(early.status).toBe(409);
    expect(early.body.message).toContain('「拟作出」');
    await staff.post(`/sanctions/${code}/waiver`, { confirmed: 'yes' }, { version: 2 });
    await officer.post(`/sanctions/${code}/hearing`, { note: '放弃。' }, { version: 3 });
    await both.put('/sessions/current/hat', { hat: 'bureauLeader' });
    const decide = (person: Person, more: Record<string, unknown> = {}, version = 4) =>
      person.post(`/sanctions/${code}/decision`, { ...meeting, ...dates, ...more }, { version });
    expect((await decide(both)).status).toBe(403);
    expect((await decide(officer)).status).toBe(403);
    expect((await decide(staff)).status).toBe(403);
    const stale = await decide(leader, {}, 2);
    expect(stale.body).toMatchObject({ code: 'stale', current: { version: 4 } });
    expect((await decide(leader, { from: '2025-11-19' })).body.fields.from).toContain('不溯及既往');
    expect((await decide(leader, { heldOn: '2025-11-19' })).body.fields.heldOn).toContain('听取');
    expect((await decide(leader, { until: '2025-12-19' })).body.fields.until).toContain('3～12 个月');
    expect((await decide(leader, { meeting: '' })).body.fields.meeting).toBeTruthy();
    expect((await officer.get(`/ratings/${agency.code}`)).body.rating).toBe('A');
    expect((await decide(leader)).status).toBe(201);
    expect((await decide(leader, {}, 5)).status).toBe(409);
  });

  it('can be withdrawn before, with a reason, and not after', async () => {
    const code = await heard(await ratedAgency());
    expect(
      (await officer.post(`/sanctions/${code}/withdrawal`, { reason: '事实不足。' }, { version: 4 })).status,
    ).toBe(403);
    expect((await leader.post(`/sanctions/${code}/withdrawal`, { reason: '' }, { version: 4 })).status).toBe(
      422,
    );
    const answer = await leader.post(
      `/sanctions/${code}/withdrawal`,
      { reason: '事实不足。' },
      { version: 4 },
    );
    expect(answer.body.state).toBe('revoked');
    const late = await leader.post(`/sanctions/${code}/decision`, { ...meeting, ...dates }, { version: 5 });
    expect(late.status).toBe(409);
  });
});

describe('the end of a decision', () => {
  it('by revocation gives the rating back; the first row stays', async () => {
    const agency = await ratedAgency();
    const code = await heard(agency);
    await leader.post(
      `/sanctions/${code}/decision`,
      { ...meeting, from: '2025-11-20', until: '2026-05-19' },
      { version: 4 },
    );
    const early = await leader.post(
      `/sanctions/${code}/repair`,
      { reason: '已整改，已作信用承诺。', fileId },
      { version: 5 },
    );
    expect(early.body.message).toContain('2026-02-20');
    const answer = await leader.post(
      `/sanctions/${code}/revocation`,
      { reason: '事实认定有误。' },
      { version: 5 },
    );
    expect(answer.body).toMatchObject({ state: 'revoked', rating: 'A' });
    expect(
      (await officer.get(`/ratings/${agency.code}`)).body.history.map(
        (one: { rating: string }) => one.rating,
      ),
    ).toEqual(['A', 'B', 'A']);
    const rows = await district.owner
      .selectFrom('sanction')
      .select(['endedHow'])
      .where('code', '=', code)
      .execute();
    expect(rows.map(({ endedHow }) => endedHow).sort()).toEqual([null, 'revoked'].sort());
    const twice = await leader.post(`/sanctions/${code}/revocation`, { reason: '再次。' }, { version: 6 });
    expect(twice.status).toBe(409);
  });

  it('by repair after the shortest display', async () => {
    const agency = await ratedAgency();
    const code = await heard(agency);
    await leader.post(
      `/sanctions/${code}/decision`,
      { ...meeting, from: '2025-11-20', until: '2026-05-19' },
      { version: 4 },
    );
    const before = district.clock.now();
    district.clock.set('2026-02-20T01:00:00.000Z');
    await signIn();
    const answer = await leader.post(
      `/sanctions/${code}/repair`,
      { reason: '已整改，已作信用承诺。', fileId },
      { version: 5 },
    );
    expect(answer.body).toMatchObject({ state: 'repaired', rating: 'A' });
    expect((await officer.get(`/sanctions/${code}`)).body.sanction.state).toBe('repaired');
    district.clock.set(before);
    await signIn();
  });
});

it('shows its evidence to the agency it concerns and to no other agency', async () => {
  const agency = await ratedAgency();
  const own = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
  const other = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
  const { code } = (await officer.post('/sanctions', proposal(agency))).body;
  const file = await own.get(`/sanctions/${code}/file`);
  expect([file.status, file.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
  expect((await officer.get(`/sanctions/${code}/file`)).status).toBe(200);
  expect((await other.get(`/sanctions/${code}/file`)).status).toBe(404);
});

describe('受限', () => {
  const term = { from: '2025-11-20', until: '2026-11-19' };

  it('is decided once per cause, ends by its date and leaves 未评级', async () => {
    const agency = await ratedAgency(5500);
    expect((await officer.get(`/ratings/${agency.code}`)).body.rating).toBe('D');
    const more = { kind: 'restriction', class: '', cause: 'rating' };
    const code = await heard(agency, more);
    const second = await officer.post('/sanctions', proposal(agency, more));
    expect(second.body.fields.cause).toContain('只能受限一次');
    const answer = await leader.post(`/sanctions/${code}/decision`, { ...meeting, ...term }, { version: 4 });
    expect(answer.status).toBe(201);
    const own = async (day: string) =>
      (await restrictionsInForce(district.db, day)).filter((row) => row.agencyId === agency.id).length;
    expect([await own('2025-11-20'), await own('2026-11-19'), await own('2026-11-20')]).toEqual([1, 1, 0]);
    const seen = (await officer.get(`/ratings/${agency.code}`)).body;
    expect(seen).toMatchObject({ rating: 'D', restriction: { until: '2026-11-19' } });
    const before = district.clock.now();
    district.clock.set('2026-11-20T01:00:00.000Z');
    await signIn();
    const after = (await officer.get(`/ratings/${agency.code}`)).body;
    expect(after).toMatchObject({
      rating: null,
      restriction: null,
      inForce: { causeType: 'restrictionEnd' },
    });
    expect((await officer.get(`/sanctions/${code}`)).body.sanction.state).toBe('ended');
    district.clock.set(before);
    await signIn();
  });

  it('revoked, it leaves the rating as it was', async () => {
    const agency = await ratedAgency(5500);
    const code = await heard(agency, { kind: 'restriction', class: '', cause: 'rating' });
    await leader.post(`/sanctions/${code}/decision`, { ...meeting, ...term }, { version: 4 });
    const answer = await leader.post(
      `/sanctions/${code}/revocation`,
      { reason: '事由不成立。' },
      { version: 5 },
    );
    expect(answer.body).toMatchObject({ state: 'revoked', rating: 'D' });
    const rows = await restrictionsInForce(district.db, '2025-12-01');
    expect(rows.some((row) => row.agencyId === agency.id)).toBe(false);
    const before = district.clock.now();
    district.clock.set('2026-11-20T01:00:00.000Z');
    await signIn();
    expect((await officer.get(`/ratings/${agency.code}`)).body.rating).toBe('D');
    district.clock.set(before);
    await signIn();
  });

  const toPropose = async (agency: Agency, by = officer) => {
    const { tasks } = (await by.get('/home')).body as { tasks: { title: string; path: string }[] };
    return tasks.filter(
      ({ title, path }) => title === '提出受限建议' && path.includes(`agency=${agency.code}&`),
    );
  };

  it('waits for the officer to be proposed of who is D, until it is', async () => {
    const [agency, other] = [await ratedAgency(5500), await ratedAgency()];
    expect(await toPropose(agency)).toEqual([
      {
        title: '提出受限建议',
        subject: `${agency.name}（${agency.code}），信用等级 D，自 2025-11-20 起`,
        path: `/sanctions/new?agency=${agency.code}&cause=rating`,
        holder: '财政局经办人',
        due: null,
      },
    ]);
    expect([await toPropose(other), await toPropose(agency, leader)]).toEqual([[], []]);
    const more = { kind: 'restriction', class: '', cause: 'rating' };
    const { code } = (await officer.post('/sanctions', proposal(agency, more))).body;
    expect(await toPropose(agency)).toEqual([]);
    // The leader decided against it: nobody is asked for it once more.
    await leader.post(`/sanctions/${code}/withdrawal`, { reason: '暂不提出。' }, { version: 2 });
    expect((await officer.get(`/sanctions/${code}`)).body.sanction.state).toBe('revoked');
    expect(await toPropose(agency)).toEqual([]);
  });

  it('waits for nobody where it is in force or under way by another cause', async () => {
    const [restricted, proposed, before] = [
      await ratedAgency(5500),
      await ratedAgency(5500),
      await ratedAgency(5500),
    ];
    const row = { cause: '否决事项', until: '2026-11-19' };
    await restrictionRow(district, restricted.id, officer, { ...row, from: '2025-11-01' });
    await restrictionRow(district, proposed.id, officer, { ...row, from: '2025-11-01', state: 'proposed' });
    await restrictionRow(district, before.id, officer, {
      ...row,
      ...{ from: '2024-11-20', until: '2025-11-19' },
    });
    expect([await toPropose(restricted), await toPropose(proposed)]).toEqual([[], []]);
    expect(await toPropose(before)).toHaveLength(1);
  });

  it('waits for nobody where 信用等级的运用 in force does not ask for it', async () => {
    const agency = await ratedAgency(5500);
    expect(await toPropose(agency)).toHaveLength(1);
    const { tiers } = defaultConsequencePolicy;
    const content = { version: 2, tiers: { ...tiers, D: { ...tiers.D, restrictionProposal: false } } };
    const now = district.clock.now();
    await insertPolicy(district.owner, {
      ...{ id: newId(now), kind: 'consequence', name: 'consequence', version: 2, content },
      ...{ basis: '示例', isDefault: false, inForceFrom: '2025-01-01', recordedAt: now },
    });
    await adoptAll(district, leader, '2025-11-20');
    expect(await toPropose(agency)).toEqual([]);
  });

  it.each([
    ['37 months', '2028-12-19'],
    ['36 months and a day', '2028-11-20'],
  ])('never lasts %s', async (_, until) => {
    const agency = await ratedAgency(5500);
    const more = { kind: 'restriction', class: '', cause: 'rating', from: '2025-11-20', until };
    expect((await officer.post('/sanctions', proposal(agency, more))).body.fields.until).toContain('36 个月');
  });

  it('never follows from a D that is a 试评 only; once the policy is adopted and decides again, it may', async () => {
    const before = { district, officer, leader, fileId };
    district = await openDistrict();
    await signIn();
    fileId = await fileOf(officer);
    const agency = await ratedAgency(5500);
    const more = { kind: 'restriction', class: '', cause: 'rating' };
    expect((await officer.get(`/ratings/${agency.code}`)).body).toMatchObject({
      rating: 'D',
      ratingIsTrial: true,
      consequence: expect.stringContaining('试评'),
    });
    const refused = await officer.post('/sanctions', proposal(agency, more));
    expect(refused.status).toBe(422);
    expect(refused.body.fields.cause).toContain('只是试评');
    expect(await toPropose(agency)).toEqual([]);
    await adoptAll(district, leader, '2025-11-20');
    const still = await officer.post('/sanctions', proposal(agency, more));
    expect(still.body.fields.cause).toContain('只是试评');
    district.clock.pass(24 * 60 * 60_000);
    await signIn();
    await district.db.transaction().execute((db) =>
      decideRating({ ...contextFor(district), db }, agency.id, {
        text: '重新评定',
        type: 'assessment',
        id: null,
      }),
    );
    const seen = (await officer.get(`/ratings/${agency.code}`)).body;
    expect(seen).toMatchObject({ rating: 'D', ratingIsTrial: false });
    expect(await toPropose(agency)).toMatchObject([{ subject: expect.stringContaining('自 2025-11-21 起') }]);
    const answer = await officer.post('/sanctions', proposal(agency, more));
    expect(answer.status).toBe(201);
    const { sanction } = (await officer.get(`/sanctions/${answer.body.code}`)).body;
    expect(sanction.facts).toContain('重新评定');
    await district.close();
    ({ district, officer, leader, fileId } = before);
  });
});
