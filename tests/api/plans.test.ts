import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let leader: Person;
let ids: string[];
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  leader = await district.signedIn(['bureauLeader']);
  ids = [];
  for (const name of ['示例项目甲', '示例项目乙', '示例项目丙', '示例项目丁']) {
    const project = { kind: 'project', name, year: '2025', moneyUnit: '万元' };
    ids.push((await officer.post('/evaluatees', project)).body.id);
  }
});
afterAll(() => district.close());

const meeting = {
  meeting: '示例局党组会',
  heldOn: '2025-11-19',
  minutesNumber: '示例纪要〔2025〕3号',
  attendees: '示例甲、示例乙、示例丙',
  withdrew: '',
  dissent: '无',
};
const versionOf = async () => (await officer.get('/plans/2025')).body.plan.version as number;
const reason = '资金量大，社会关注度高';
const linesOf = async (event: string) =>
  district.owner.selectFrom('journalEntry').selectAll().where('event', '=', event).execute();

describe('a draft', () => {
  it('waits for the officer until it is opened, once a year', async () => {
    expect((await officer.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({ title: '编制年度计划', subject: '2025 年度计划' }),
    );
    expect((await leader.post('/plans', { year: '2025' })).status).toBe(403);
    expect((await officer.post('/plans', { year: '2025' })).status).toBe(201);
    expect((await officer.post('/plans', { year: '2025' })).body.fields.year).toBe(
      '2025 年度计划已有，请从列表进入。',
    );
    expect((await officer.post('/plans', { year: '25' })).status).toBe(422);
    expect((await officer.get('/plans/2031')).status).toBe(404);
    expect((await officer.get('/plans/abc')).status).toBe(404);
  });

  it('takes items with a reason from its current version, each once', async () => {
    const add = async (evaluateeId: string, more = {}) =>
      officer.post('/plans/2025/items', { evaluateeId, reason }, { version: await versionOf(), ...more });
    expect((await add(ids[0]!, { version: 9 })).status).toBe(409);
    expect((await add(ids[0]!, { key: 'plan-item-0001' })).status).toBe(201);
    const again = await officer.post(
      '/plans/2025/items',
      { evaluateeId: ids[0], reason },
      { version: 1, key: 'plan-item-0001' },
    );
    expect(again.status).toBe(201);
    expect((await add(ids[0]!)).body.fields.evaluateeId).toBe('这一对象已在计划中。');
    expect((await add(newId(district.clock.now()))).body.fields.evaluateeId).toBe('从候选对象中选择。');
    expect((await add(ids[1]!)).status).toBe(201);
    expect((await add(ids[2]!)).status).toBe(201);
    const silent = { evaluateeId: ids[3], reason: ' ' };
    const refused = await officer.post('/plans/2025/items', silent, { version: await versionOf() });
    expect(refused.body.fields).toEqual({ reason: '写明理由。' });
    expect(await linesOf('plan.itemAdded')).toHaveLength(3);
    const { candidates, total } = (await officer.get('/plans/2025/candidates')).body;
    expect([candidates.map(({ name }: { name: string }) => name), total]).toEqual([['示例项目丁'], 1]);
  });

  it('gives an item back with a reason, keeps the removed row, and takes it again', async () => {
    const { items } = (await officer.get('/plans/2025')).body;
    const third = items.find(({ name }: { name: string }) => name === '示例项目丙');
    const removal = `/plans/2025/items/${third.id}/removal`;
    expect((await officer.post(removal, {}, { version: await versionOf() })).status).toBe(422);
    expect(
      (await officer.post(removal, { reason: '与审计重复' }, { version: await versionOf() })).status,
    ).toBe(201);
    const once = await officer.post(removal, { reason: '与审计重复' }, { version: await versionOf() });
    expect(once.body.message).toBe('「示例项目丙」已移出计划。');
    const after = (await officer.get('/plans/2025')).body.items;
    expect(after.find(({ id }: { id: string }) => id === third.id)).toMatchObject({
      removedReason: '与审计重复',
      wasOriginal: false,
    });
    const none = `/plans/2025/items/${newId(district.clock.now())}/removal`;
    expect((await officer.post(none, { reason: 'x' }, { version: await versionOf() })).status).toBe(404);
  });

  it('is decided by a leader who did not draft it, with the meeting on record', async () => {
    const path = '/plans/2025/decision';
    expect((await officer.post(path, meeting, { version: await versionOf() })).status).toBe(403);
    const both = await district.signedIn(['bureauLeader', 'bureauOfficer']);
    const extra = { kind: 'project', name: '示例项目戊', year: '2025', moneyUnit: '万元' };
    await both.put('/sessions/current/hat', { hat: 'bureauOfficer' });
    const { id } = (await both.post('/evaluatees', extra)).body;
    await both.post('/plans/2025/items', { evaluateeId: id, reason }, { version: await versionOf() });
    await both.put('/sessions/current/hat', { hat: 'bureauLeader' });
    const own = await both.post(path, meeting, { version: await versionOf() });
    expect([own.status, own.body.message]).toEqual([
      403,
      '经办过前一环节的人不得办理这一步，须由另一人办理。',
    ]);
    expect((await leader.get('/home')).body.tasks).toContainEqual({
      title: '确定年度计划',
      subject: '2025 年度计划',
      path: '/plans/2025',
      holder: '审批人',
      due: null,
    });
    const tomorrow = { ...meeting, heldOn: '2025-11-21' };
    const early = await leader.post(path, tomorrow, { version: await versionOf() });
    expect(early.body.fields).toEqual({ heldOn: '会议日期不得晚于今天。' });
    const bare = await leader.post(path, {}, { version: await versionOf() });
    expect(Object.keys(bare.body.fields).sort()).toEqual(['attendees', 'heldOn', 'meeting', 'minutesNumber']);
    expect((await leader.post(path, meeting, { version: 1 })).body.current.state).toBe('草稿');
    expect((await leader.post(path, meeting, { version: await versionOf() })).status).toBe(201);
    const { plan, decisions } = (await officer.get('/plans/2025')).body;
    expect(plan).toMatchObject({ state: 'decided', decidedAt: district.clock.now() });
    expect(decisions).toHaveLength(1);
    expect(decisions[0]).toMatchObject({ ...meeting, kind: 'annualPlan' });
    expect((await linesOf('plan.decided'))[0]!.detail).toMatchObject({ items: 3 });
    const twice = await leader.post(path, meeting, { version: await versionOf() });
    expect(twice.body.message).toBe('年度计划当前为「已确定」，不能确定；只有「草稿」时可以。');
  });

  it('is refused a decision while it is empty, and a proposal before its decision', async () => {
    await officer.post('/plans', { year: '2026' });
    const empty = await leader.post('/plans/2026/decision', meeting, { version: 1 });
    expect(empty.body.message).toBe('计划中还没有评价对象，先列入后再确定。');
    const change = { kind: 'add', evaluateeId: ids[0], reason };
    expect((await officer.post('/plans/2026/changes', change, { version: 1 })).status).toBe(409);
  });
});

describe('a decided plan', () => {
  it('is not changed directly, nor is what stands in it', async () => {
    const direct = await officer.post(
      '/plans/2025/items',
      { evaluateeId: ids[3], reason },
      { version: await versionOf() },
    );
    expect(direct.status).toBe(409);
    const renamed = { kind: 'project', name: '另一个名称', year: '2025', moneyUnit: '万元' };
    const refused = await officer.put(`/evaluatees/${ids[0]}`, renamed, { version: 1 });
    expect(Object.keys(refused.body.fields)).toEqual(['name']);
    const amounts = { ...renamed, name: '示例项目甲', budgeted: '12' };
    expect((await officer.put(`/evaluatees/${ids[0]}`, amounts, { version: 1 })).status).toBe(200);
  });

  it('is amended by proposals with reasons that another person decides; the old plan stays to be seen', async () => {
    district.clock.pass(60_000);
    const propose = async (kind: string, evaluateeId: string) => {
      district.clock.pass(1000);
      const change = { kind, evaluateeId, reason: '年中调整' };
      return officer.post('/plans/2025/changes', change, { version: await versionOf() });
    };
    expect(
      (await leader.post('/plans/2025/amendment', meeting, { version: await versionOf() })).body.message,
    ).toBe('没有待确定的调整。先由经办人提出调整并写明理由。');
    expect((await propose('add', ids[0]!)).body.fields.evaluateeId).toBe('这一对象已在计划中。');
    expect((await propose('remove', ids[3]!)).status).toBe(422);
    expect((await propose('add', ids[3]!)).status).toBe(201);
    expect((await propose('add', ids[3]!)).body.fields.evaluateeId).toBe(
      '这一对象已有待确定的调整，先撤回原调整。',
    );
    expect((await propose('remove', ids[1]!)).status).toBe(201);
    const withdrawn = (await propose('remove', ids[0]!)).body.id;
    const path = `/plans/2025/changes/${withdrawn}`;
    expect((await officer.delete(path, undefined, { version: await versionOf() })).status).toBe(200);
    expect((await officer.delete(path, undefined, { version: await versionOf() })).status).toBe(409);
    expect((await leader.get('/home')).body.tasks[0]).toMatchObject({ title: '确定计划调整' });
    expect(
      (await officer.post('/plans/2025/amendment', meeting, { version: await versionOf() })).status,
    ).toBe(403);
    expect((await leader.post('/plans/2025/amendment', meeting, { version: await versionOf() })).status).toBe(
      201,
    );

    const { plan, items, decisions, changes } = (await officer.get('/plans/2025')).body;
    expect(plan.state).toBe('amended');
    expect(decisions.map(({ kind }: { kind: string }) => kind)).toEqual(['annualPlan', 'planAmendment']);
    const names = (rows: { name: string }[]) => rows.map(({ name }) => name).sort();
    const standing = items.filter((item: { removedAt: string | null }) => !item.removedAt);
    expect(names(standing)).toEqual(['示例项目丁', '示例项目戊', '示例项目甲'].sort());
    const original = items.filter((item: { wasOriginal: boolean }) => item.wasOriginal);
    expect(names(original)).toEqual(['示例项目乙', '示例项目戊', '示例项目甲'].sort());
    expect(changes.filter((change: { isOpen: boolean }) => change.isOpen)).toEqual([]);
    expect((await linesOf('plan.amended'))[0]!.detail).toMatchObject({
      changes: [
        { kind: 'add', name: '示例项目丁' },
        { kind: 'remove', name: '示例项目乙' },
      ],
    });
  });

  it('keeps an item for which a commission runs', async () => {
    const { plan } = (await officer.get('/plans/2025')).body;
    await district.owner
      .insertInto('commission')
      .values({
        id: newId(district.clock.now()),
        code: 'WT-2025-001',
        evaluateeId: ids[0]!,
        planId: plan.id,
        title: '示例委托',
        state: 'created',
        division: '绩效科',
        organiser: 'thirdParty',
        scope: '示例',
        method: '示例',
        plannedFrom: '2025-12-01',
        plannedUntil: '2026-03-01',
        feeCap: 1,
        specialNeeds: '[]',
        createdBy: officer.accountId,
        createdAt: district.clock.now(),
      })
      .execute();
    const change = { kind: 'remove', evaluateeId: ids[0], reason: '不再需要' };
    const refused = await officer.post('/plans/2025/changes', change, { version: await versionOf() });
    expect(refused.body.message).toBe('「示例项目甲」已有委托 WT-2025-001。先终止委托，再移出计划。');
  });
});

it('is read by the bureau and its overseers; agencies and units are told who may', async () => {
  const agency = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
  expect((await agency.get('/plans/2025')).status).toBe(403);
  const auditor = await district.signedIn(['auditor']);
  expect((await auditor.get('/plans/2025')).body.actions).toEqual([]);
  const { decisions } = (await auditor.get('/collective-decisions')).body;
  expect(decisions).toHaveLength(2);
  expect((await auditor.get(`/collective-decisions/${decisions[0].id}`)).body.decision.meeting).toBe(
    '示例局党组会',
  );
  expect((await district.public.get('/plans')).status).toBe(401);
});
