import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCalendar } from '../../api/calendar/queries.ts';
import { newId } from '../../api/ids.ts';
import { findPolicy, getDays, insertPolicy } from '../../api/policies/queries.ts';
import { installDefaults } from '../../migrations/defaults.ts';
import { addWorkingDays } from '../../scoring/calendar.ts';
import { defaultConsequencePolicy } from '../../scoring/consequences.ts';
import { defaultRubric } from '../../scoring/data/default-rubric.ts';
import { defaultPeriods } from '../../scoring/periods.ts';
import { contextFor } from '../support/context.ts';
import { openDistrict, type District } from '../support/district.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
  await installDefaults(contextFor(district));
});
afterAll(() => district.close());

it('installs the defaults once', async () => {
  const count = () => district.owner.selectFrom('policyVersion').select('id').execute();
  const before = await count();
  await installDefaults(contextFor(district));
  expect(await count()).toHaveLength(before.length);
  expect(before.length).toBeGreaterThanOrEqual(7);
});

it('keeps the calendar whole: every vector counts from the stored one', async () => {
  const calendar = await loadCalendar(district.db);
  expect(Object.keys(calendar.years)).toHaveLength(23);
  for (const [from, days, due] of [
    ['2025-04-25', 30, '2025-06-11'],
    ['2025-09-15', 30, '2025-10-31'],
    ['2026-02-02', 30, '2026-03-20'],
    ['2026-02-02', 10, '2026-02-14'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2025-12-26', 7, '2026-01-07'],
  ] as const) {
    expect(addWorkingDays(calendar, from, days).day).toBe(due);
  }
});

it('finds the version in force on a day: the highest whose day has come', async () => {
  const now = district.clock.now();
  const row = (version: number, from: string) => ({
    id: newId(now),
    kind: 'days' as const,
    name: 'days',
    version,
    content: { call: 10 + version },
    basis: '示例依据',
    isDefault: false,
    inForceFrom: from,
    recordedAt: now,
  });
  await insertPolicy(district.db, row(2, '2025-06-01'));
  await insertPolicy(district.db, row(3, '2026-01-01'));
  const versionOn = async (day: string) => (await findPolicy(district.db, 'days', day))?.version;
  expect(await versionOn('2019-12-31')).toBeUndefined();
  expect(await versionOn('2020-01-01')).toBe(1);
  expect(await versionOn('2025-05-31')).toBe(1);
  expect(await versionOn('2025-06-01')).toBe(2);
  expect(await versionOn('2025-12-31')).toBe(2);
  expect(await versionOn('2026-01-01')).toBe(3);
  expect((await getDays(district.db, '2026-01-01')).call).toBe(13);
});

describe('an adopted version', () => {
  const start = '2025-11-20';
  const days = (version: number, inForceFrom: string) => ({
    ...{ id: newId(district.clock.now()), kind: 'days' as const, name: 'days', version, inForceFrom },
    ...{
      content: { ...defaultPeriods, call: version },
      basis: '示例依据',
      isDefault: false,
      recordedAt: district.clock.now(),
    },
  });
  let other: District;
  let ids: string[];
  const adopt = async (id: string, effectiveOn: string) => {
    const leader = await other.signedIn(['bureauLeader']);
    const answer = await leader.post(`/policies/${id}/adoption`, {
      ...{ documentNumber: '示例财〔2025〕9号', legalityReview: '示例', fairCompetitionReview: '示例' },
      ...{ consultation: '示例', meeting: '局党组会议', heldOn: '2025-01-10', minutesNumber: '纪要1' },
      ...{ attendees: '示例甲', effectiveOn },
    });
    expect(answer.status).toBe(201);
  };
  const versionOn = async (day: string) => (await findPolicy(other.db, 'days', day))?.version;
  const listed = async () => {
    const { policies } = (await other.public.get('/policies')).body;
    const found = policies.filter(({ kind }: { kind: string }) => kind === 'days');
    return Object.fromEntries(
      found.map(({ version, standing }: { version: number; standing: unknown }) => [version, standing]),
    );
  };
  beforeAll(async () => {
    other = await openDistrict();
    await insertPolicy(other.db, days(2, '2025-02-01'));
    await insertPolicy(other.db, days(3, '2025-02-01'));
    const rows = await other.owner
      .selectFrom('policyVersion')
      .select('id')
      .where('kind', '=', 'days')
      .orderBy('version')
      .execute();
    ids = rows.map(({ id }) => id);
  });
  afterAll(() => other.close());

  it('does not exist yet: the highest trial serves', async () => {
    expect(await versionOn('2025-01-31')).toBe(1);
    expect(await versionOn('2025-02-01')).toBe(3);
    expect(await listed()).toEqual({
      1: { state: 'superseded', by: 3, since: '2025-02-01' },
      2: { state: 'superseded', by: 3, since: '2025-02-01' },
      3: { state: 'trial', from: '2025-02-01', serves: true },
    });
  });

  it('takes the place of higher trials from its day on, not before', async () => {
    await adopt(ids[0]!, '2025-06-01');
    expect(await versionOn('2025-05-31')).toBe(3);
    expect(await versionOn('2025-06-01')).toBe(1);
    expect(await versionOn(start)).toBe(1);
    expect(await listed()).toEqual({
      1: { state: 'inForce', from: '2025-06-01' },
      2: { state: 'trial', from: '2025-02-01', serves: false },
      3: { state: 'trial', from: '2025-02-01', serves: false },
    });
  });

  it('gives way to a higher adopted one on that one’s day', async () => {
    await adopt(ids[1]!, '2025-11-21');
    expect(await versionOn(start)).toBe(1);
    expect((await listed())[2]).toEqual({ state: 'announced', from: '2025-11-21', serves: false });
    expect(await versionOn('2025-11-21')).toBe(2);
    other.clock.set('2025-11-20T16:00:00.000Z');
    expect(await listed()).toMatchObject({
      1: { state: 'superseded', by: 2, since: '2025-11-21' },
      2: { state: 'inForce', from: '2025-11-21' },
    });
  });

  it('of the highest number holds although it took effect earlier', async () => {
    await adopt(ids[2]!, '2025-11-01');
    expect(await versionOn('2025-10-31')).toBe(1);
    expect(await versionOn('2025-11-01')).toBe(3);
    expect(await versionOn('2025-11-21')).toBe(3);
    expect((await listed())[2]).toEqual({ state: 'superseded', by: 3, since: '2025-11-01' });
  });
});

it('never changes a version that is there', async () => {
  await expect(district.db.updateTable('policyVersion').set({ basis: 'x' }).execute()).rejects.toThrow(
    /permission denied/,
  );
});

describe('公布施行', () => {
  const papers = {
    documentNumber: '某财〔2025〕12号',
    legalityReview: '法规科 2025 年 11 月 3 日审查，无抵触。',
    fairCompetitionReview: '2025 年 11 月 4 日审查，不限制竞争。',
    consultation: '2025 年 10 月公开征求意见 30 日。',
    meeting: '局党组会议',
    heldOn: '2025-11-18',
    minutesNumber: '局党组纪要〔2025〕30号',
    attendees: '示例甲、示例乙',
    withdrew: '示例丙',
    dissent: '示例乙：封顶情形宜再研究。',
    effectiveOn: '2025-11-20',
  };
  const rating = async () => (await findPolicy(district.db, 'rating', '2025-11-20'))!.id;

  it.each([
    ...Object.keys(papers)
      .filter((key) => key !== 'withdrew' && key !== 'dissent')
      .map((key) => [key, '', key]),
    ['effectiveOn', '2025-11-17', 'effectiveOn'],
    ['heldOn', '2025-11-21', 'effectiveOn'],
  ] as [string, string, string][])('is refused with %s = "%s"', async (key, value, field) => {
    const leader = await district.signedIn(['bureauLeader']);
    const answer = await leader.post(`/policies/${await rating()}/adoption`, { ...papers, [key]: value });
    expect(answer.status).toBe(422);
    expect(answer.body.fields).toHaveProperty(field);
    expect((await leader.get(`/policies/${await rating()}`)).body.adoption).toBeNull();
  });

  it('is refused for a meeting that has not been held', async () => {
    const leader = await district.signedIn(['bureauLeader']);
    const later = { ...papers, heldOn: '2025-11-21', effectiveOn: '2025-12-01' };
    const answer = await leader.post(`/policies/${await rating()}/adoption`, later);
    expect(answer.body.fields).toHaveProperty('heldOn');
  });

  it('is done once by the leader, keeps its papers and its meeting, and ends the trial from its day on', async () => {
    const leader = await district.signedIn(['bureauLeader']);
    const id = await rating();
    expect((await leader.get(`/policies/${id}`)).body.actions).toMatchObject([{ key: 'policy.adopt' }]);
    expect((await leader.get('/ratings')).body.isTrial).toBe(true);
    const answer = await leader.post(`/policies/${id}/adoption`, papers);
    expect(answer.status).toBe(201);
    expect((await leader.get('/ratings')).body.isTrial).toBe(false);
    const seen = (await leader.get(`/policies/${id}`)).body;
    const { attendees, withdrew, dissent, ...kept } = papers;
    const inside = { attendees, withdrew, dissent };
    expect(seen).toMatchObject({ adoption: { ...kept, inside }, actions: [] });
    const outside = (await district.public.get(`/policies/${id}`)).body;
    expect(outside).toMatchObject({ adoption: { ...kept, inside: null }, actions: [] });
    expect(JSON.stringify(outside)).not.toContain(withdrew);
    const again = await leader.post(`/policies/${id}/adoption`, { ...papers, effectiveOn: '2025-12-01' });
    expect([again.status, again.body.message]).toEqual([409, expect.stringContaining('已经公布施行')]);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select('event')
      .where('subjectId', '=', id)
      .orderBy('id')
      .execute();
    expect(lines.map(({ event }) => event).filter((event) => event !== 'policy.installed')).toEqual([
      'collectiveDecision.recorded',
      'policy.adopted',
    ]);
  });

  it('never changes', async () => {
    await expect(
      district.db.updateTable('policyAdoption').set({ documentNumber: 'x' }).execute(),
    ).rejects.toThrow(/permission denied/);
  });

  it('of a version that takes effect later leaves today a trial', async () => {
    const other = await openDistrict();
    const leader = await other.signedIn(['bureauLeader']);
    const { id } = (await findPolicy(other.db, 'rating', '2025-11-20'))!;
    const later = { ...papers, effectiveOn: '2026-01-01' };
    expect((await leader.post(`/policies/${id}/adoption`, later)).status).toBe(201);
    expect((await leader.get('/ratings')).body.isTrial).toBe(true);
    await other.close();
  });
});

const adoption = {
  ...{ documentNumber: '示例财〔2025〕9号', legalityReview: '示例', fairCompetitionReview: '示例' },
  ...{ consultation: '示例', meeting: '局党组会议', heldOn: '2025-01-10', minutesNumber: '纪要1' },
  ...{ attendees: '示例甲', effectiveOn: '2025-12-01' },
};

it('publishes no version that cannot be proved, and names every fault of it', async () => {
  const leader = await district.signedIn(['bureauLeader']);
  const [first, ...others] = defaultRubric.dimensions;
  // 人员配备 bears 20 of the 100 points: twice as many leave 120.
  const content = { ...defaultRubric, dimensions: [{ ...first!, points: 4000 }, ...others], basis: [] };
  const id = newId(district.clock.now());
  await insertPolicy(district.db, {
    ...{ id, kind: 'rubric', name: 'rubric', version: 9, content, basis: '示例依据', isDefault: false },
    ...{ inForceFrom: '2025-01-01', recordedAt: district.clock.now() },
  });
  const answer = await leader.post(`/policies/${id}/adoption`, adoption);
  expect(answer.status).toBe(409);
  expect(answer.body.message).toContain('请写明制定依据');
  expect(answer.body.message).toMatch(/40\.00 分，其评分项合计 20\.00 分/);
  expect(answer.body.message).toMatch(/合计须为 100\.00 分，现为 120\.00 分/);
  const kept = await district.owner
    .selectFrom('policyAdoption')
    .selectAll()
    .where('policyId', '=', id)
    .execute();
  expect(kept).toEqual([]);
});

it('publishes no consequences that treat the better rating worse', async () => {
  const leader = await district.signedIn(['bureauLeader']);
  const { tiers } = defaultConsequencePolicy;
  const content = { version: 9, tiers: { ...tiers, A: { ...tiers.A, approvalBeforeFreezing: true } } };
  const id = newId(district.clock.now());
  await insertPolicy(district.db, {
    ...{ id, kind: 'consequence', name: 'consequence', version: 9, content, basis: '示例', isDefault: false },
    ...{ inForceFrom: '2025-01-01', recordedAt: district.clock.now() },
  });
  const answer = await leader.post(`/policies/${id}/adoption`, adoption);
  expect(answer.status).toBe(409);
  expect(answer.body.message).toMatch(/冻结名单前审批：对信用等级 A的处理不得严于信用等级 B/);
});
