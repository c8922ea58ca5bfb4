import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCalendar } from '../../api/calendar/queries.ts';
import { newId } from '../../api/ids.ts';
import { findPolicy, getDays, insertPolicy } from '../../api/policies/queries.ts';
import { installDefaults } from '../../migrations/defaults.ts';
import { addWorkingDays } from '../../scoring/calendar.ts';
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
    effectiveOn: '2025-11-20',
  };
  const rating = async () => (await findPolicy(district.db, 'rating', '2025-11-20'))!.id;

  it.each([
    ...Object.keys(papers).map((key) => [key, '', key]),
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
    const { attendees: _attendees, ...kept } = papers;
    expect(seen).toMatchObject({ adoption: kept, actions: [] });
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
