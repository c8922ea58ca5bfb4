import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../api/context.ts';
import { inTransaction } from '../../api/database.ts';
import { newId } from '../../api/ids.ts';
import { markApproved, markDelivered, setDue } from '../../api/milestones/commands.ts';
import { findPolicy, insertPolicy } from '../../api/policies/queries.ts';
import { contextFor } from '../support/context.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { acceptedBy, contractTerms, frozenCommission, type FrozenCommission } from '../support/selections.ts';

let district: District;
let officer: Person;
let numbers = 0;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

async function accepted(): Promise<FrozenCommission> {
  district.clock.set('2025-11-20T01:00:00.000Z');
  const commission = await frozenCommission(district);
  await acceptedBy(district, commission, commission.candidates[0]!);
  return commission;
}

async function contracted(): Promise<FrozenCommission> {
  const commission = await accepted();
  const terms = contractTerms({ number: `牧财绩委〔2025〕10${++numbers}号` });
  const answer = await officer.post(`/commissions/${commission.code}/contract`, terms, { version: 1 });
  expect(answer.status).toBe(201);
  return commission;
}

const milestonesOf = async ({ code }: FrozenCommission) =>
  (await officer.get(`/commissions/${code}/contract`)).body.milestones as {
    key: string;
    dueOn: string | null;
    originalDueOn: string | null;
    effectiveDueOn: string | null;
    left: number | null;
    state: string;
    movedReason: string | null;
    deliveredOn: string | null;
  }[];

const milestone = async (commission: FrozenCommission, key: string) =>
  (await milestonesOf(commission)).find((one) => one.key === key)!;

/** As the evaluation's own commands call it: inside a transaction. */
const reach = (work: (context: Context) => Promise<unknown>) =>
  inTransaction(district.db, (db) => work({ ...contextFor(district), db }));

describe('a contract', () => {
  it('keeps the nine contents, the rubric of its day and the accepted team, and starts the first node', async () => {
    const commission = await accepted();
    const path = `/commissions/${commission.code}/contract`;
    const before = (await officer.get(path)).body;
    expect(before.contract).toBeNull();
    expect(before.acceptance.agency.name).toBe(commission.candidates[0]!.agency.name);
    const made = await officer.post(path, contractTerms(), { version: 1 });
    // 20 working days after 2025-11-20, a Thursday: no holiday lies between.
    expect([made.status, made.body.state, made.body.planDueOn]).toEqual([201, 'contracted', '2025-12-18']);
    const { contract, milestones, timeline } = (await officer.get(path)).body;
    expect(contract).toMatchObject({
      number: '牧财绩委〔2025〕1号',
      fee: 11_800_000,
      signedOn: '2025-11-20',
      rubricVersion: 1,
      leadEvaluatorId: commission.candidates[0]!.leadId,
      archivingDuty: '受托方验收后 30 日内移交全部档案',
    });
    expect(contract.team).toHaveLength(2);
    expect(milestones.map((one: { key: string; dueOn: string | null }) => [one.key, one.dueOn])).toEqual([
      ['workPlan', '2025-12-18'],
      ['workPlanApproval', null],
      ['draft', null],
      ['comments', null],
      ['final', null],
      ['acceptance', null],
    ]);
    expect(timeline[0]).toMatchObject({ event: 'contract.recorded', detail: { fee: 11_800_000, rubric: 1 } });
  });

  it('is refused with every reason', async () => {
    const commission = await accepted();
    const path = `/commissions/${commission.code}/contract`;
    const post = (more: Record<string, unknown>, version = 1) =>
      officer.post(path, contractTerms({ number: '不会登记', ...more }), { version });
    const empty = await officer.post(path, {}, { version: 1 });
    expect(Object.keys(empty.body.fields).sort()).toEqual(
      ['archivingDuty', 'breach', 'disputes', 'fee', 'number', 'parties', 'payment', 'periodFrom']
        .concat(['periodUntil', 'rightsAndDuties', 'signedOn', 'subject'])
        .sort(),
    );
    expect((await post({ fee: '12.500001' })).body.fields.fee).toBe('合同金额不得超过最高限价 12.5 万元。');
    expect((await post({ signedOn: '2025-11-21', periodFrom: '2025-11-21' })).body.fields.signedOn).toBe(
      '签订日期不得晚于今天。',
    );
    expect((await post({ signedOn: '2025-11-19' })).body.fields.signedOn).toMatch(/2025-11-20/);
    expect((await post({ periodUntil: '2025-11-19' })).body.fields.periodUntil).toMatch(/不得早于/);
    expect((await post({ periodFrom: '2025-11-19' })).body.fields.periodFrom).toMatch(/签订日期/);
    expect((await post({ colour: 'red' })).body.fields).toEqual({ colour: '没有这一项，请勿提交。' });
    expect((await post({}, 2)).body.code).toBe('stale');
    const leader = await district.signedIn(['bureauLeader']);
    const refused = await leader.post(path, contractTerms(), { version: 1 });
    expect([refused.status, refused.body.who]).toEqual([403, '财政局经办人']);
    expect((await post({ fee: '12.5', number: '最高限价以内' })).status).toBe(201);
    expect((await post({}, 2)).body.message).toMatch(/「已签约」/);
    const other = await accepted();
    const twice = await officer.post(
      `/commissions/${other.code}/contract`,
      contractTerms({ number: '最高限价以内' }),
      { version: 1 },
    );
    expect(twice.body.fields.number).toMatch(/已经登记过/);
  });

  it('waits for an acceptance', async () => {
    district.clock.set('2025-11-20T01:00:00.000Z');
    const commission = await frozenCommission(district);
    const path = `/commissions/${commission.code}/contract`;
    expect((await officer.post(path, contractTerms(), { version: 1 })).body.message).toMatch(
      /「名单已冻结」/,
    );
    await district.owner
      .updateTable('commission')
      .set({ state: 'inviting' })
      .where('id', '=', commission.id)
      .execute();
    expect((await officer.post(path, contractTerms(), { version: 1 })).body.message).toMatch(/接受邀请/);
  });

  it('has one effect when sent twice', async () => {
    const commission = await accepted();
    const terms = contractTerms({ number: '只登记一次' });
    const sending = { version: 1, key: 'contract-once' };
    const path = `/commissions/${commission.code}/contract`;
    const [first, second] = await Promise.all([
      officer.post(path, terms, sending),
      officer.post(path, terms, sending),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await milestonesOf(commission)).toHaveLength(6);
  });

  it('is not there for a stranger, a losing candidate included', async () => {
    const commission = await contracted();
    const path = `/commissions/${commission.code}/contract`;
    const nobody = await officer.get('/commissions/WT-2025-999/contract');
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    for (const one of [stranger, commission.candidates[1]!.admin]) {
      const answer = await one.get(path);
      expect([answer.status, answer.body.message]).toEqual([404, nobody.body.message]);
    }
    expect((await commission.candidates[0]!.admin.get(path)).status).toBe(200);
    expect((await district.public.get(path)).status).toBe(401);
  });
});

describe('milestones', () => {
  it('count each from the day its predecessor was reached', async () => {
    const commission = await contracted();
    // 2025-12-15 is a Monday.
    await reach((context) => markDelivered(context, commission.id, 'workPlan', '2025-12-15'));
    expect(await milestone(commission, 'workPlanApproval')).toMatchObject({ dueOn: '2025-12-22' });
    expect((await officer.get(`/commissions/${commission.code}`)).body.commission.state).toBe('contracted');
    await reach((context) => markApproved(context, commission.id, 'workPlanApproval', '2025-12-19'));
    const { body } = await officer.get(`/commissions/${commission.code}`);
    expect(body.commission.state).toBe('running');
    expect(body.timeline[0].event).toBe('commission.started');
    // From Friday 2025-12-19: 8 working days to 2025-12-31, January off 1–3 with the Sunday 4th worked
    // (4th is the 9th), five a week to 16 January (19), 23 (24), 30 (29), Monday 2 February the 30th.
    expect((await milestone(commission, 'draft')).dueOn).toBe('2026-02-02');
    await reach((context) => markDelivered(context, commission.id, 'comments', '2026-02-02'));
    expect((await milestone(commission, 'final')).dueOn).toBe('2026-02-14');
    await reach((context) => markDelivered(context, commission.id, 'final', '2026-03-02'));
    expect(await milestone(commission, 'final')).toMatchObject({ state: 'doneLate' });
    expect((await milestone(commission, 'acceptance')).dueOn).toBe('2026-03-09');
  });

  it('keep the first due day when counted again', async () => {
    const commission = await contracted();
    await reach((context) => setDue(context, commission.id, 'comments', '2025-11-20'));
    await reach((context) => setDue(context, commission.id, 'comments', '2025-11-24'));
    expect(await milestone(commission, 'comments')).toMatchObject({
      originalDueOn: '2025-11-27',
      dueOn: '2025-12-01',
      movedReason: '自 2025-11-24 起重新计算',
    });
  });

  it('are moved by an officer with a reason, from the current version', async () => {
    const commission = await contracted();
    const path = (key: string) => `/commissions/${commission.code}/milestones/${key}/due-day`;
    const input = { dueOn: '2025-12-25', reason: '单位资料晚交' };
    expect((await officer.post(path('draft'), input, { version: 2 })).body.message).toMatch(/尚未起算/);
    expect((await officer.post(path('party'), input, { version: 2 })).status).toBe(404);
    expect(
      (await officer.post(path('workPlan'), { ...input, reason: ' ' }, { version: 2 })).body.fields,
    ).toEqual({
      reason: '写明调整截止日的原因。',
    });
    expect((await officer.post(path('workPlan'), input, { version: 1 })).body.code).toBe('stale');
    const soon = await officer.post(path('workPlan'), { ...input, dueOn: '2025-11-20' }, { version: 2 });
    expect(soon.body.fields.dueOn).toBe('截止日须晚于起算日 2025-11-20。');
    const moved = await officer.post(path('workPlan'), input, { version: 2 });
    expect(moved.body).toMatchObject({ dueOn: '2025-12-25', originalDueOn: '2025-12-18' });
    expect(await milestone(commission, 'workPlan')).toMatchObject({
      originalDueOn: '2025-12-18',
      dueOn: '2025-12-25',
      movedReason: '单位资料晚交',
    });
  });
});

/** Days later the sessions have ended: everyone signs in again. */
async function later(instant: string, { candidates }: FrozenCommission) {
  district.clock.set(instant);
  officer = await district.signedIn(['bureauOfficer']);
  const of = (index: number) =>
    district.signedIn(['agencyAdmin'], { agencyId: candidates[index]!.agency.id });
  return { admin: await of(0), loser: await of(1) };
}

describe('a stop of the clock', () => {
  const claim = {
    milestoneKey: 'workPlan',
    fromDay: '2025-11-21',
    untilDay: '2025-11-24',
    heldBy: 'unit',
    reason: '等待单位提供项目台账',
    proof: '2025-11-21 催要函',
  };

  it('prolongs the due day by its working days once granted', async () => {
    const commission = await contracted();
    const { admin } = await later('2025-11-25T01:00:00.000Z', commission);
    const path = `/commissions/${commission.code}/clock-stops`;
    const made = await admin.post(path, claim);
    expect(made.status).toBe(201);
    expect((await milestone(commission, 'workPlan')).effectiveDueOn).toBe('2025-12-18');
    expect(
      (await admin.post(`${path}/${made.body.id}/answer`, { granted: 'yes', reason: '属实' })).status,
    ).toBe(403);
    const answer = await officer.post(`${path}/${made.body.id}/answer`, { granted: 'yes', reason: '属实' });
    expect(answer.body.state).toBe('granted');
    // Friday 21 and Monday 24 do not count: two working days later than Thursday 18 is Monday 22.
    expect((await milestone(commission, 'workPlan')).effectiveDueOn).toBe('2025-12-22');
    const again = await officer.post(`${path}/${made.body.id}/answer`, { granted: 'no', reason: '改主意' });
    expect([again.status, again.body.message]).toEqual([409, '这项申请已经答复，只答复一次。']);
  });

  it('is granted by silence after two working days, not a millisecond earlier', async () => {
    const commission = await contracted();
    // Tuesday 25: the second working day is Thursday 27.
    const { admin } = await later('2025-11-25T01:00:00.000Z', commission);
    const path = `/commissions/${commission.code}/clock-stops`;
    const { id } = (await admin.post(path, claim)).body;
    await later('2025-11-27T15:59:59.999Z', commission);
    expect((await milestone(commission, 'workPlan')).effectiveDueOn).toBe('2025-12-18');
    await later('2025-11-27T16:00:00.000Z', commission);
    expect((await milestone(commission, 'workPlan')).effectiveDueOn).toBe('2025-12-22');
    const late = await officer.post(`${path}/${id}/answer`, { granted: 'no', reason: '不属实' });
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining('2025-11-27')]);
  });

  it('is refused with a reason and then prolongs nothing; wrong claims are refused at the field', async () => {
    const other = await contracted();
    const commission = await contracted();
    const { admin, loser } = await later('2025-11-25T01:00:00.000Z', commission);
    const path = `/commissions/${commission.code}/clock-stops`;
    const faults = async (more: object) => (await admin.post(path, { ...claim, ...more })).body.fields;
    expect(await faults({ fromDay: '2025-11-26', untilDay: '' })).toEqual({
      fromDay: '开始日不得晚于今天。',
    });
    expect(await faults({ fromDay: '2025-11-19' })).toHaveProperty('fromDay');
    expect(await faults({ untilDay: '2025-11-20' })).toHaveProperty('untilDay');
    expect(await faults({ milestoneKey: 'draft' })).toHaveProperty('milestoneKey');
    expect(await faults({ proof: '' })).toHaveProperty('proof');
    expect((await loser.post(path, claim)).status).toBe(404);
    expect((await officer.post(path, claim)).status).toBe(403);
    const { id } = (await admin.post(path, claim)).body;
    const elsewhere = `/commissions/${other.code}/clock-stops/${id}/answer`;
    expect((await officer.post(elsewhere, { granted: 'no', reason: '不属实' })).status).toBe(404);
    await officer.post(`${path}/${id}/answer`, { granted: 'no', reason: '台账已于 20 日提供' });
    expect((await milestone(commission, 'workPlan')).effectiveDueOn).toBe('2025-12-18');
    const { timeline } = (await officer.get(`/commissions/${commission.code}/contract`)).body;
    expect(timeline[0]).toMatchObject({
      event: 'clockStop.refused',
      detail: { reason: '台账已于 20 日提供' },
    });
  });
});

describe('the rubric of a contract', () => {
  it('is the adopted one of its day: a trial displaces none, and a later version leaves it as it is', async () => {
    const first = await contracted();
    const rubric = (await findPolicy(district.db, 'rubric', '2025-11-20'))!;
    const later = (version: number) => ({ ...rubric, id: newId(rubric.recordedAt), version });
    const [second, trial] = [later(2), later(3)];
    await insertPolicy(district.db, second);
    await insertPolicy(district.db, trial);
    const leader = await district.signedIn(['bureauLeader']);
    const papers = {
      ...{ documentNumber: '示例财〔2025〕9号', legalityReview: '示例', fairCompetitionReview: '示例' },
      ...{ consultation: '示例', meeting: '局党组会议', heldOn: '2025-11-18', minutesNumber: '纪要1' },
      ...{ attendees: '示例甲', effectiveOn: '2025-11-20' },
    };
    expect((await leader.post(`/policies/${second.id}/adoption`, papers)).status).toBe(201);
    const rubricOf = async ({ code }: FrozenCommission) =>
      (await officer.get(`/commissions/${code}/contract`)).body.contract.rubricVersion;
    expect(await rubricOf(await contracted())).toBe(2);
    expect(await rubricOf(first)).toBe(1);
  });
});
