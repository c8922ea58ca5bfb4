import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { findPolicy, insertPolicy } from '../../api/policies/queries.ts';
import { defaultEligibilityRules } from '../../scoring/eligibility-rules.ts';
import { checkedAgency, declaration, type CheckedAgency } from '../support/checked-agencies.ts';
import { decisionOn, evaluateeOf, openCall, screenAgain } from '../support/commissions.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { drafting, papers, pathsOf } from '../support/drafting.ts';

let district: District;
let officer: Person;
let reviewer: Person;
let leader: Person;
let drafts: ReturnType<typeof drafting>;
let firstId: string;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  reviewer = await district.signedIn(['bureauReviewer']);
  leader = await district.signedIn(['bureauLeader']);
  drafts = drafting(officer);
  firstId = (await findPolicy(district.db, 'eligibility', '2025-11-20'))!.id;
});
afterAll(() => district.close());

describe('a draft of the eligibility rules', () => {
  it('is the version in force as typed, proved without fault, and saved unchanged keeps its content', async () => {
    const id = await drafts.open(firstId);
    const before = await drafts.read(id);
    expect(before.typed).toEqual({
      confirmationMonths: '12',
      lateConfirmationWorkingDays: '20',
      projectsPerLeadEvaluator: '3',
      violationYears: '3',
      integritySites: ['信用中国', '中国政府采购网', '预算绩效评价第三方机构信用管理平台'],
      queryDays: '10',
      relationMonths: '36',
    });
    expect(before.proof).toMatchObject({ faults: [], proved: { length: 6 } });
    expect((await drafts.save(id)).status).toBe(200);
    expect((await drafts.read(id)).content).toEqual(before.content);
    expect((await drafts.check(id, reviewer)).body.message).toContain('相同');
    await drafts.withdraw(id);
  });

  it('keeps what is well-formed and at fault, each fault at its field; the check names the same', async () => {
    const id = await drafts.open(firstId);
    const answer = await drafts.save(
      id,
      (content) => {
        content.confirmationMonths = '11';
        content.projectsPerLeadEvaluator = '0';
        content.violationYears = '5';
        content.integritySites = '信用中国';
        content.relationMonths = '0';
      },
      { basis: '' },
    );
    const wrong = [
      ...['basis', 'confirmationMonths', 'integritySites', 'projectsPerLeadEvaluator', 'relationMonths'],
      'violationYears',
    ];
    expect([answer.status, pathsOf(answer.body.proof.faults)]).toEqual([200, wrong]);
    expect((await drafts.read(id)).content).toMatchObject({
      integritySites: ['信用中国'],
      violationYears: 5,
    });
    const refused = await drafts.check(id, reviewer);
    expect([refused.status, Object.keys(refused.body.fields).sort()]).toEqual([422, wrong]);
    expect(refused.body.fields.violationYears).toContain('《政府采购法》第二十二条');
    await drafts.withdraw(id);
  });

  it.each([
    ['words', (c) => void (c.queryDays = '十')],
    ['half a day', (c) => void (c.queryDays = '1.5')],
    ['less than nothing', (c) => void (c.queryDays = '-1')],
    ['nothing', (c) => void (c.queryDays = '')],
  ] as [string, (content: Record<string, unknown>) => void][])(
    'refuses %s and keeps nothing',
    async (_name, change) => {
      const id = await drafts.open(firstId);
      const answer = await drafts.save(id, change);
      expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ['content.queryDays']]);
      expect((await drafts.read(id)).content.queryDays).toBe(10);
      const unknown = await drafts.save(id, (content) => void (content.version = '2'));
      expect(Object.keys(unknown.body.fields)).toEqual(['content.version']);
      await drafts.withdraw(id);
    },
  );
});

it('no version is adopted while faults stand, however it came about', async () => {
  const faulty = {
    ...{ id: newId(district.clock.now()), kind: 'eligibility' as const, name: 'faulty', version: 1 },
    content: { ...defaultEligibilityRules, violationYears: 2, queryDays: 0 },
    ...{ basis: '示例', isDefault: false, inForceFrom: '2025-11-20', recordedAt: district.clock.now() },
  };
  await insertPolicy(district.owner, faulty);
  const refused = await leader.post(`/policies/${faulty.id}/adoption`, papers);
  expect([refused.status, refused.body.message]).toEqual([
    409,
    expect.stringContaining('这一版还有 2 处问题'),
  ]);
  await district.owner.deleteFrom('policyVersion').where('id', '=', faulty.id).execute();
});

describe('a new version of the eligibility rules', () => {
  let early: string;
  let agency: CheckedAgency;
  let secondId: string;

  const opened = async (): Promise<string> => {
    const code = await openCall(officer, (await evaluateeOf(district)).id);
    await agency.admin.post(`/commissions/${code}/recusal-declarations`, declaration());
    return code;
  };
  /** Screens and reads the decision on the dossier, confirmed 13 months before. */
  const dossierDecision = async (code: string) => {
    expect((await screenAgain(officer, code)).status).toBe(201);
    return decisionOn(officer, code, agency.code, 'R1');
  };

  beforeAll(async () => {
    agency = await checkedAgency(district, officer, { checkedOn: '2024-10-20' });
    early = await opened();
    expect(await dossierDecision(early)).toMatchObject({ outcome: 'fail', ruleVersion: 1 });
  });

  it('is drafted, mended, checked by another and adopted', async () => {
    const id = await drafts.open(firstId);
    const months = (value: string) => drafts.save(id, (content) => void (content.confirmationMonths = value));
    expect(pathsOf((await months('36')).body.proof.faults)).toEqual(['confirmationMonths']);
    expect((await drafts.check(id, reviewer)).status).toBe(422);
    expect((await months('18')).body.proof.faults).toEqual([]);
    expect((await drafts.check(id, officer)).status).toBe(403);
    const made = await drafts.check(id, reviewer);
    expect([made.status, made.body.policyVersion]).toEqual([201, 2]);
    secondId = made.body.policyId;
    expect((await leader.post(`/policies/${secondId}/adoption`, papers)).status).toBe(201);
    const { policy, standing } = (await officer.get(`/policies/${secondId}`)).body;
    expect(policy.content).toMatchObject({
      version: 2,
      inForceFrom: '2025-11-20',
      adoption: null,
      confirmationMonths: 18,
    });
    expect(standing.state).toBe('inForce');
    const first = (await officer.get(`/policies/${firstId}`)).body;
    expect([first.policy.content.confirmationMonths, first.standing.state]).toEqual([12, 'superseded']);
  });

  it('decides a new screening, and no screening whose conditions were frozen before', async () => {
    expect(await dossierDecision(early)).toMatchObject({
      ...{ outcome: 'fail', ruleVersion: 1, required: expect.stringContaining('12 个月内确认过') },
      citation: expect.stringContaining('默认值，待财政局确认'),
    });
    expect(await dossierDecision(await opened())).toMatchObject({
      ...{ outcome: 'pass', ruleVersion: 2, required: expect.stringContaining('18 个月内确认过') },
      citation: expect.stringContaining('示例财〔2025〕9号'),
    });
  });
});
