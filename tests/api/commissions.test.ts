import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { evaluateeOf, newCommission } from '../support/commissions.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let leader: Person;
let evaluatee: Awaited<ReturnType<typeof evaluateeOf>>;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  leader = await district.signedIn(['bureauLeader']);
  evaluatee = await evaluateeOf(district, { planned: true });
});
afterAll(() => district.close());

const create = async (more: Record<string, unknown> = {}) => {
  district.clock.pass(1000);
  return (await officer.post('/commissions', newCommission(evaluatee.id, more))).body;
};

describe('a commission', () => {
  it('is made of a planned evaluatee, numbered within its year, and shows its way', async () => {
    const made = await officer.post(
      '/commissions',
      newCommission(evaluatee.id, { field: '教育', bondProjects: '2', secrecy: '' }),
    );
    expect(made.status).toBe(201);
    expect(made.body.code).toBe('WT-2025-001');
    expect((await create()).code).toBe('WT-2025-002');
    const { body } = await officer.get('/commissions/WT-2025-001');
    expect(body.commission).toMatchObject({
      state: 'created',
      feeCap: 12_500_000,
      planYear: 2025,
      holder: '财政局经办人',
      milestones: [],
      specialNeeds: [
        { kind: 'field', field: '教育' },
        { kind: 'specialBond', projects: 2 },
      ],
    });
    expect(body.stages.map((stage: { state: string }) => stage.state)).toEqual([
      'current',
      ...Array.from({ length: 9 }, () => 'upcoming'),
    ]);
    expect(body.timeline.map((line: { event: string }) => line.event)).toEqual(['commission.created']);
    const keys = body.actions.map((one: { key: string; enabled: boolean }) => [one.key, one.enabled]);
    expect(keys).toEqual([
      ['procurementBasis.record', true],
      ['conditions.freeze', false],
      ['screening.make', false],
    ]);
  });

  it('says everything that is wrong with what was typed', async () => {
    const answer = await officer.post('/commissions', {
      ...newCommission('nobody'),
      title: ' ',
      plannedUntil: '2025-12-14',
      leadEvaluatorsRequired: '0',
      feeCap: '十万',
      bondProjects: '-1',
    });
    expect(answer.status).toBe(422);
    expect(answer.body.fields).toEqual({
      title: '填写委托名称。',
      plannedUntil: '计划完成日不得早于计划开始日 2025-12-15。',
      leadEvaluatorsRequired: '填写 1～20 的整数。',
      feeCap: '按万元填写最高限价，如 12.5。',
      bondProjects: '填写 1～99 的整数，没有要求的留空。',
    });
    const unknown = await officer.post('/commissions', newCommission(newId(district.clock.now())));
    expect(unknown.body.fields.evaluateeId).toMatch(/没有找到/);
    const extra = await officer.post('/commissions', { ...newCommission(evaluatee.id), state: 'frozen' });
    expect(extra.body.fields).toEqual({ state: '没有这一项，请勿提交。' });
  });

  it('is made once when sent twice, and only by an officer', async () => {
    const body = newCommission(evaluatee.id, { title: '只有一件' });
    const first = await officer.post('/commissions', body, { key: 'one-commission' });
    const second = await officer.post('/commissions', body, { key: 'one-commission' });
    expect(second.body).toEqual(first.body);
    expect((await officer.get('/commissions?q=只有一件')).body.commissions).toHaveLength(1);
    const refused = await leader.post('/commissions', body);
    expect([refused.status, refused.body.who]).toEqual([403, '财政局经办人']);
  });

  it('is ended by the leader alone, with a reason and from the current version', async () => {
    const { code } = await create();
    const path = `/commissions/${code}/termination`;
    district.clock.pass(1000);
    expect((await officer.post(path, { reason: '预算调减' }, { version: 1 })).status).toBe(403);
    expect((await leader.post(path, { reason: ' ' }, { version: 1 })).body.fields.reason).toBe(
      '写明终止的原因。',
    );
    const stale = await leader.post(path, { reason: '预算调减' }, { version: 2 });
    expect([stale.status, stale.body.code, stale.body.current.version]).toEqual([409, 'stale', 1]);
    expect((await leader.post(path, { reason: '预算调减' }, { version: 1 })).status).toBe(201);
    const again = await leader.post(path, { reason: '预算调减' }, { version: 2 });
    expect([again.status, again.body.message]).toEqual([409, expect.stringContaining('「已终止」')]);
    const { commission, timeline } = (await officer.get(`/commissions/${code}`)).body;
    expect(commission).toMatchObject({ state: 'terminated', terminatedReason: '预算调减' });
    expect(timeline[0]).toMatchObject({ event: 'commission.terminated', detail: { reason: '预算调减' } });
  });
});

describe('who knows of a commission', () => {
  it('is its unit, not another one; no agency before the call', async () => {
    const { code } = await create();
    const own = await district.signedIn(['unitOfficer'], { unitId: evaluatee.unitId });
    const other = await district.signedIn(['unitOfficer'], { unitId: evaluatee.departmentId });
    const agency = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    expect((await own.get(`/commissions/${code}`)).status).toBe(200);
    const nobody = await other.get('/commissions/WT-2025-999');
    for (const stranger of [other, agency]) {
      const answer = await stranger.get(`/commissions/${code}`);
      expect([answer.status, answer.body.message]).toEqual([404, nobody.body.message]);
      expect((await stranger.get('/commissions')).body.commissions).toEqual([]);
    }
    for (const hat of ['supervisor', 'auditor', 'divisionOfficer'] as const)
      expect((await (await district.signedIn([hat])).get(`/commissions/${code}`)).status).toBe(200);
    expect((await (await district.signedIn(['systemAdmin'])).get('/commissions')).status).toBe(403);
    expect((await district.public.get('/commissions')).status).toBe(401);
  });

  it('finds by state, year and text, newest first, and turns pages', async () => {
    const codes = (await officer.get('/commissions?year=2025')).body.commissions.map(
      (one: { code: string }) => one.code,
    );
    expect(codes).toEqual([...codes].sort().reverse());
    const last = (await officer.get('/commissions')).body.commissions.at(-2);
    const page = (await officer.get(`/commissions?cursor=${last.code}`)).body;
    expect(page.commissions.map((one: { code: string }) => one.code)).toEqual(['WT-2025-001']);
    expect((await officer.get('/commissions?year=2024')).body.commissions).toEqual([]);
    expect((await officer.get('/commissions?state=terminated')).body.commissions).toHaveLength(1);
    expect((await officer.get('/commissions?q=100%25')).body.commissions).toEqual([]);
  });

  it('has it on the home of the officer whose turn it is', async () => {
    const { tasks } = (await officer.get('/home')).body;
    expect(tasks).toContainEqual({
      title: '记录采购依据',
      subject: 'WT-2025-001 示例智慧校园项目重点绩效评价',
      path: '/commissions/WT-2025-001/basis',
      holder: '财政局经办人',
      due: null,
    });
  });
});
