import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District } from '../support/district.ts';
import {
  contractedCommission,
  done,
  fullPlan,
  installPolicies,
  realIndicators,
  runningCommission,
  travel,
} from '../support/evaluations.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
  await installPolicies(district);
});
afterAll(() => district.close());

const events = async (id: string) =>
  (
    await district.owner
      .selectFrom('journalEntry')
      .select('event')
      .where('subjectId', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute()
  ).map(({ event }) => event);

const milestones = async (id: string) =>
  Object.fromEntries(
    (
      await district.owner
        .selectFrom('milestone')
        .select(['key', 'dueOn', 'deliveredOn', 'approvedOn'])
        .where('commissionId', '=', id)
        .execute()
    ).map(({ key, dueOn, deliveredOn, approvedOn }) => [key, [dueOn, deliveredOn, approvedOn]]),
  );

describe('the work plan', () => {
  it('is kept half-filled, filed whole, returned with a cause, filed again and approved', async () => {
    const { id, code, staff, officer, division } = await contractedCommission(district);
    const half = { staffing: '主评人 1 名', plannedFunds: '约两百' };
    expect((await staff.put(`/work-plans/${code}/draft`, half)).body).toMatchObject({
      number: 1,
      version: 1,
    });
    const kept = (await staff.get(`/work-plans/${code}`)).body;
    expect(kept.versions[0].elements).toMatchObject({
      staffing: '主评人 1 名',
      purpose: '',
      plannedFunds: '约两百',
    });
    expect((await officer.get(`/work-plans/${code}`)).body.versions).toEqual([]);
    const funds = await staff.post(
      `/work-plans/${code}/submission`,
      { ...fullPlan, plannedFunds: '约两百' },
      { version: 1 },
    );
    expect([funds.status, funds.body.fields.plannedFunds]).toEqual([
      422,
      expect.stringContaining('按万元填写'),
    ]);
    const stale = await staff.put(`/work-plans/${code}/draft`, half, { version: 7 });
    expect([stale.status, stale.body.code, stale.body.current.version]).toEqual([409, 'stale', 1]);

    expect((await staff.post(`/work-plans/${code}/submission`, fullPlan, { version: 1 })).status).toBe(201);
    expect((await milestones(id)).workPlan).toEqual(['2025-12-18', '2025-11-20', null]);
    // Five working days after Thursday 2025-11-20.
    expect((await milestones(id)).workPlanApproval).toEqual(['2025-11-27', null, null]);
    const early = await staff.put(`/work-plans/${code}/draft`, half, { version: 3 });
    expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('「待审核」')]);

    const path = `/work-plans/${code}/return`;
    expect(
      (await officer.post(path, { cause: 'agency', reason: ' ' }, { version: 3 })).body.fields.reason,
    ).toMatch(/退回的原因/);
    expect((await officer.post(path, { cause: 'nobody', reason: '缺样本' }, { version: 3 })).status).toBe(
      422,
    );
    expect(
      (await officer.post(path, { cause: 'agency', reason: '样本不足' }, { version: 2 })).body.code,
    ).toBe('stale');
    expect((await division.post(path, { cause: 'agency', reason: '样本不足' }, { version: 3 })).status).toBe(
      201,
    );
    expect((await officer.get(`/work-plans/${code}`)).body.versions[0]).toMatchObject({
      state: 'returned',
      returnCause: 'agency',
      returnReason: '样本不足',
    });

    await travel(district, '2025-11-24T01:00:00.000Z');
    const second = await staff.post(`/work-plans/${code}/submission`, fullPlan, { version: 4 });
    expect([second.status, second.body.number]).toEqual([201, 2]);
    // The first filing stays what was delivered; the bureau has its five days again, from Monday on.
    expect(await milestones(id)).toMatchObject({
      workPlan: ['2025-12-18', '2025-11-20', null],
      workPlanApproval: ['2025-12-01', null, null],
    });
    const approve = { gate: 'expertPanel', note: '专家组五人，一致同意' };
    const approved = await officer.post(`/work-plans/${code}/approval`, approve, {
      version: 2,
      key: 'approve-1',
    });
    expect(approved.status).toBe(201);
    const again = await officer.post(`/work-plans/${code}/approval`, approve, {
      version: 2,
      key: 'approve-1',
    });
    expect(again.body).toEqual(approved.body);
    const after = await officer.get(`/evaluations/${code}`);
    expect(after.body.evaluation.state).toBe('running');
    // 30 working days after Monday 2025-11-24: 5 November days from the 25th to the 28th make 4, December has 23, 01-01
    // to 01-03 rest and Sunday 01-04 is worked.
    expect((await milestones(id)).draft![0]).toBe('2026-01-06');
    expect(await events(id)).toEqual(
      expect.arrayContaining([
        'workPlan.begun',
        'workPlan.submitted',
        'workPlan.returned',
        'workPlan.approved',
      ]),
    );
    expect(
      (await officer.post(path, { cause: 'bureau', reason: '再看' }, { version: 3 })).body.message,
    ).toMatch(/「已确定」/);
    await travel(district, '2025-11-24T02:00:00.000Z');
  });

  it('lacks an element only when the agency was told which and confirms it; the fact is kept', async () => {
    const { code, staff, officer } = await contractedCommission(district);
    const plan = { ...fullPlan, questionnaire: ' ', discipline: '' };
    const refused = await staff.post(`/work-plans/${code}/submission`, plan);
    expect(refused.status).toBe(422);
    expect(refused.body.message).toMatch(/缺少 2 项要素：「调查问卷」「工作纪律」/);
    expect(Object.keys(refused.body.fields)).toEqual(['questionnaire', 'discipline', 'confirmMissing']);
    expect((await staff.get(`/work-plans/${code}`)).body.versions).toEqual([]);
    expect(
      (await staff.post(`/work-plans/${code}/submission`, { ...plan, confirmMissing: 'yes' })).status,
    ).toBe(201);
    expect((await officer.get(`/work-plans/${code}`)).body.versions[0].missing).toEqual([
      '调查问卷',
      '工作纪律',
    ]);
    const empty = {
      ...Object.fromEntries(Object.keys(fullPlan).map((key) => [key, ''])),
      confirmMissing: 'yes',
    };
    const other = await contractedCommission(district);
    expect((await other.staff.post(`/work-plans/${other.code}/submission`, empty)).body.message).toMatch(
      /均未填写/,
    );
  });

  it('is nobody else’s: strangers find nothing, wrong hats hear who may', async () => {
    const { code, staff, officer, unit } = await contractedCommission(district);
    const other = await contractedCommission(district);
    done(await staff.put(`/work-plans/${code}/draft`, fullPlan));
    const nothing = await staff.get('/work-plans/WT-2025-999');
    expect(nothing.status).toBe(404);
    for (const path of [
      'work-plans',
      'indicator-systems',
      'fieldwork',
      'reports',
      'consultations',
      'acceptances',
      'archive-items',
      'evaluations',
    ]) {
      const answer = await other.staff.get(`/${path}/${code}`);
      expect([path, answer.status, answer.body.message]).toEqual([path, 404, nothing.body.message]);
    }
    for (const path of ['reports', 'consultations', 'evaluations'])
      expect((await other.unit.get(`/${path}/${code}`)).status).toBe(404);
    expect((await unit.get(`/work-plans/${code}`)).status).toBe(403);
    expect((await other.staff.put(`/work-plans/${code}/draft`, fullPlan)).status).toBe(404);
    const wrong = await officer.put(`/work-plans/${code}/draft`, fullPlan);
    expect([wrong.status, wrong.body.who]).toEqual([403, '机构管理员、机构经办人、主评人']);
    expect(
      (await staff.post(`/work-plans/${code}/approval`, { gate: 'clientApproval', note: '好' })).status,
    ).toBe(403);
    done(await staff.post(`/work-plans/${code}/submission`, fullPlan, { version: 1 }));
    const elsewhere = await district.signedIn(['divisionOfficer'], { division: '农业科' });
    const refused = await elsewhere.post(
      `/work-plans/${code}/approval`,
      { gate: 'clientApproval', note: '好' },
      { version: 2 },
    );
    expect([refused.status, refused.body.message]).toEqual([403, expect.stringContaining('教科文科牵头')]);
    expect((await district.public.get(`/work-plans/${code}`)).status).toBe(401);
  });
});

describe('the indicator system', () => {
  const weighted = (last: string) =>
    realIndicators.map((row, index) => (index === 27 ? { ...row, points: last } : row));

  it('comes from a framework, is kept whatever it adds up to, and filed at 100 alone', async () => {
    const { id, code, staff, officer } = await contractedCommission(district);
    const { frameworks } = (await staff.get(`/indicator-systems/${code}`)).body;
    const framework = frameworks.find(({ title }: { title: string }) => title.startsWith('河南省'));
    expect(framework).toMatchObject({ rows: 20, suits: true });
    const frameworkId = framework.id;
    done(await staff.put(`/indicator-systems/${code}/draft`, { frameworkId }));
    const [begun] = (await staff.get(`/indicator-systems/${code}`)).body.versions;
    expect(begun.indicators).toHaveLength(20);
    expect(begun.indicators[0]).toMatchObject({ code: 'A101', title: '立项依据充分性', points: '' });
    done(
      await staff.put(
        `/indicator-systems/${code}/draft`,
        { frameworkId, indicators: weighted('3') },
        { version: 1 },
      ),
    );

    const path = `/indicator-systems/${code}/submission`;
    for (const [last, sum] of [
      ['3', '99.00'],
      ['5', '101.00'],
    ] as const) {
      const refused = await staff.post(path, { frameworkId, indicators: weighted(last) }, { version: 2 });
      expect([refused.status, refused.body.message]).toEqual([
        422,
        `各指标分值合计须为 100 分，现为 ${sum} 分。`,
      ]);
    }
    const broken = realIndicators.map((row, index) =>
      index === 0
        ? { ...row, points: '1.5', rule: '', method: 'ratio', scale: '80' }
        : index === 1
          ? { ...row, points: '三', code: 'A 2' }
          : row,
    );
    const fields = (await staff.post(path, { frameworkId, indicators: broken }, { version: 2 })).body.fields;
    expect(Object.keys(fields)).toEqual([
      'indicators[0].points',
      'indicators[0].rule',
      'indicators[0].scale',
      'indicators[1].code',
      'indicators[1].points',
    ]);
    const twice = realIndicators.map((row, index) => (index === 1 ? { ...row, code: 'A101' } : row));
    expect((await staff.post(path, { frameworkId, indicators: twice }, { version: 2 })).body.message).toMatch(
      /A101 重复/,
    );
    expect(
      (await staff.post(path, { frameworkId: id, indicators: realIndicators }, { version: 2 })).body.fields,
    ).toHaveProperty('frameworkId');

    expect((await staff.post(path, { frameworkId, indicators: realIndicators }, { version: 2 })).status).toBe(
      201,
    );
    const back = { cause: 'agency', reason: '补充满意度' };
    expect((await officer.post(`/indicator-systems/${code}/return`, back, { version: 4 })).status).toBe(201);
    expect(
      (await staff.post(path, { frameworkId, indicators: realIndicators }, { version: 5 })).body.number,
    ).toBe(2);
    expect((await officer.post(`/indicator-systems/${code}/approval`, {}, { version: 2 })).status).toBe(201);
    const done2 = await staff.post(path, { frameworkId, indicators: realIndicators }, { version: 3 });
    expect([done2.status, done2.body.message]).toEqual([409, expect.stringContaining('「已确定」')]);
    expect(await events(id)).toEqual(
      expect.arrayContaining([
        'indicatorSystem.submitted',
        'indicatorSystem.returned',
        'indicatorSystem.approved',
      ]),
    );
  });

  it('explains why results weigh less than 60', async () => {
    const { code, staff } = await contractedCommission(district);
    const { frameworks } = (await staff.get(`/indicator-systems/${code}`)).body;
    const frameworkId = frameworks.find(({ title }: { title: string }) => title.startsWith('河南省')).id;
    // 决策 + 1, 效益 − 1: 59 on results.
    const indicators = realIndicators.map((row, index) =>
      index === 0 ? { ...row, points: '3' } : index === 27 ? { ...row, points: '3' } : row,
    );
    const path = `/indicator-systems/${code}/submission`;
    const refused = await staff.post(path, { frameworkId, indicators });
    expect(refused.body.fields.warningReason).toMatch(/合计 59\.00 分/);
    expect((await staff.post(path, { frameworkId, indicators, warningReason: '项目处于前期' })).status).toBe(
      201,
    );
  });
});

describe('fieldwork', () => {
  const visit = {
    visitedOn: '2025-11-24',
    place: '示例学校',
    people: '主评人、组员',
    fundsCovered: '86.5',
    note: '核对资产',
  };

  it('is recorded once the plan is approved, off site only with consent', async () => {
    const waiting = await contractedCommission(district);
    const early = await waiting.staff.post(`/fieldwork/${waiting.code}/visits`, {
      ...visit,
      visitedOn: '2025-11-24',
    });
    expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('审核确定后')]);
    const { id, code, staff, officer } = await runningCommission(district);
    const path = `/fieldwork/${code}/visits`;
    expect((await staff.post(path, { ...visit, visitedOn: '2025-11-25' })).body.fields.visitedOn).toMatch(
      /晚于今天/,
    );
    expect((await staff.post(path, { ...visit, visitedOn: '2025-11-23' })).body.fields.visitedOn).toMatch(
      /早于合同/,
    );
    expect((await staff.post(path, { ...visit, fundsCovered: '八十' })).body.fields.fundsCovered).toMatch(
      /万元/,
    );
    expect((await staff.post(path, visit)).status).toBe(201);
    expect((await staff.post(path, { ...visit, offSite: 'yes' })).body.fields.offSite).toMatch(/第十七条/);
    const consent = `/fieldwork/${code}/off-site-decision`;
    expect((await officer.post(consent, { consent: 'yes', note: '同意' })).status).toBe(409);
    done(await staff.post(`/fieldwork/${code}/off-site-requests`, { reason: '资料封存' }));
    expect((await staff.post(`/fieldwork/${code}/off-site-requests`, { reason: '再次' })).status).toBe(409);
    done(await officer.post(consent, { consent: 'no', note: '可以到现场' }));
    expect((await staff.post(path, { ...visit, offSite: 'yes' })).status).toBe(422);
    done(await staff.post(`/fieldwork/${code}/off-site-requests`, { reason: '学校搬迁' }));
    done(await officer.post(consent, { consent: 'yes', note: '情况属实' }));
    expect((await staff.post(path, { ...visit, offSite: 'yes', fundsCovered: '10' })).status).toBe(201);
    const { visits, coveredFunds, plannedFunds } = (await officer.get(`/fieldwork/${code}`)).body;
    expect(visits.map((one: { isOffSite: boolean }) => one.isOffSite)).toEqual([false, true]);
    expect([coveredFunds, plannedFunds]).toEqual([86_500_000, 200_000_000]);
    expect(await events(id)).toEqual(
      expect.arrayContaining([
        'fieldwork.recorded',
        'offSite.requested',
        'offSite.refused',
        'offSite.consented',
      ]),
    );
    expect((await officer.post(path, visit)).status).toBe(403);
  });
});
