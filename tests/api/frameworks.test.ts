import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { findPolicy, insertPolicy } from '../../api/policies/queries.ts';
import { henanProject } from '../../scoring/data/frameworks.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { drafting, papers, pathsOf, type Content } from '../support/drafting.ts';
import { contractedCommission, realIndicators } from '../support/evaluations.ts';

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
  firstId = (await findPolicy(district.db, 'framework', '2025-11-20', 'henan-project'))!.id;
});
afterAll(() => district.close());

const indicatorsOf = (content: Content): Content[] =>
  content.firstLevels.flatMap((first: Content) =>
    first.secondLevels.flatMap((second: Content) => second.indicators),
  );

describe('a draft of a framework', () => {
  it('is the version as a tree, without fault, and saved unchanged keeps its content', async () => {
    const id = await drafts.open(firstId);
    const before = await drafts.read(id);
    const [decision, ...others] = before.typed.firstLevels;
    expect(others.map(({ title }: Content) => title)).toEqual(['过程', '产出', '效益']);
    expect(decision.secondLevels[0]).toMatchObject({ title: '项目立项', indicators: { length: 2 } });
    expect(decision.secondLevels[0].indicators[1]).toEqual({
      title: '立项程序规范性',
      examine:
        '按规定的程序申请设立\n审批文件、材料符合相关要求\n事前经过必要的可行性研究、专家论证、风险评估、绩效评估、集体决策',
      ...{ formula: '', points: '', usuallyNotApplicable: 'no' },
    });
    expect(before.proof).toMatchObject({ faults: [], warnings: [], proved: { length: 5 } });
    expect(before.content.rows).toEqual(henanProject.rows);
    expect((await drafts.save(id)).status).toBe(200);
    expect((await drafts.read(id)).content).toEqual(before.content);
    expect((await drafts.check(id, reviewer)).body.message).toContain('相同');
    await drafts.withdraw(id);
  });

  it('keeps branches that are still empty, each fault at its field; the check names the same', async () => {
    const id = await drafts.open(firstId);
    const answer = await drafts.save(
      id,
      (content) => {
        const [first] = content.firstLevels;
        first.secondLevels[0].indicators[0].points = '5';
        first.secondLevels[0].indicators[1].examine = ' \n ';
        first.secondLevels.push({ title: '', indicators: [] }, { title: '项目立项' });
        content.firstLevels[3].title = '影响';
        content.firstLevels.push({ title: '其他' });
      },
      { basis: '' },
    );
    const wrong = [
      'basis',
      'firstLevels',
      'firstLevels.0.secondLevels.0.indicators.1.examine',
      'firstLevels.0.secondLevels.0.indicators.1.points',
      'firstLevels.0.secondLevels.3.indicators',
      'firstLevels.0.secondLevels.3.title',
      'firstLevels.0.secondLevels.4.indicators',
      'firstLevels.0.secondLevels.4.title',
      'firstLevels.4.secondLevels',
    ];
    expect([answer.status, pathsOf(answer.body.proof.faults)]).toEqual([200, wrong]);
    const { typed, content } = await drafts.read(id);
    expect(typed.firstLevels[0].secondLevels).toHaveLength(5);
    expect(typed.firstLevels[4]).toEqual({ title: '其他', secondLevels: [] });
    // What a version would hold has indicators alone.
    expect(content.rows).toHaveLength(20);
    const refused = await drafts.check(id, reviewer);
    expect([refused.status, Object.keys(refused.body.fields).sort()]).toEqual([422, wrong]);
    await drafts.withdraw(id);
  });

  it('warns where a project’s results weigh little, and hinders nothing', async () => {
    const id = await drafts.open(firstId);
    // 20 indicators of 5: the nine of output and benefit make 45.
    const answer = await drafts.save(id, (content) =>
      indicatorsOf(content).forEach((one) => (one.points = '5')),
    );
    expect(answer.body.proof).toMatchObject({
      faults: [],
      warnings: [expect.stringContaining('产出、效益指标合计 45.00 分，原则上不低于 60 分')],
    });
    expect((await reviewer.get(`/policy-drafts/${id}`)).body.actions).toMatchObject([
      { key: 'policyDraft.check', enabled: true },
    ]);
    await drafts.withdraw(id);
  });

  const at = 'content.firstLevels[0].secondLevels[0].indicators[0]';
  it.each([
    ['points in words', 'points', '五', `${at}.points`],
    ['three decimals', 'points', '5.001', `${at}.points`],
    ['too long a name', 'title', '字'.repeat(101), `${at}.title`],
    ['another answer than yes or no', 'usuallyNotApplicable', '也许', `${at}.usuallyNotApplicable`],
    ['an unknown key', 'code', 'A101', `${at}.code`],
  ])('refuses %s at its field and keeps nothing', async (_name, key, value, field) => {
    const id = await drafts.open(firstId);
    const answer = await drafts.save(id, (content) => (indicatorsOf(content)[0][key] = value));
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [field]]);
    expect((await drafts.read(id)).content.rows).toEqual(henanProject.rows);
    await drafts.withdraw(id);
  });
});

it('no version is adopted while faults stand, however it came about', async () => {
  const [row, ...rows] = henanProject.rows;
  const faulty = {
    ...{ id: newId(district.clock.now()), kind: 'framework' as const, name: 'faulty', version: 1 },
    content: { ...henanProject, rows: [{ ...row!, points: 500 }, ...rows, row!] },
    ...{ basis: '示例', isDefault: false, inForceFrom: '2025-11-20', recordedAt: district.clock.now() },
  };
  await insertPolicy(district.owner, faulty);
  const refused = await leader.post(`/policies/${faulty.id}/adoption`, papers);
  expect([refused.status, refused.body.message]).toEqual([
    409,
    expect.stringContaining('这一版还有 2 处问题'),
  ]);
  expect(refused.body.message).toContain('一级指标「决策」重复');
  await district.owner.deleteFrom('policyVersion').where('id', '=', faulty.id).execute();
});

describe('a new version of a framework', () => {
  let early: Awaited<ReturnType<typeof contractedCommission>>;
  let secondId: string;
  beforeAll(async () => {
    early = await contractedCommission(district);
    const begun = await early.staff.put(`/indicator-systems/${early.code}/draft`, { frameworkId: firstId });
    expect(begun.status).toBe(200);
  });

  it('is drafted, mended, checked by another and adopted', async () => {
    const id = await drafts.open(firstId);
    const added = (points: string) => (content: Content) => {
      indicatorsOf(content).forEach((one) => (one.points = '4'));
      content.firstLevels[3].secondLevels[1] = {
        title: '公平性',
        indicators: [
          { title: '受益均等', examine: '各类对象都能受益\n没有遗漏', points, usuallyNotApplicable: 'yes' },
        ],
      };
    };
    const faulty = await drafts.save(id, added('19'));
    expect(pathsOf(faulty.body.proof.faults)).toEqual(['firstLevels']);
    expect((await drafts.check(id, reviewer)).status).toBe(422);
    const basis = '《河南省项目支出绩效评价管理办法》（豫财效〔2020〕10号）附件\n示例财〔2025〕9号';
    expect((await drafts.save(id, added('20'), { basis })).body.proof.faults).toEqual([]);
    expect((await drafts.check(id, officer)).status).toBe(403);
    const made = await drafts.check(id, reviewer);
    expect([made.status, made.body.policyVersion]).toEqual([201, 2]);
    secondId = made.body.policyId;
    expect((await leader.post(`/policies/${secondId}/adoption`, papers)).status).toBe(201);
    const { policy, standing } = (await officer.get(`/policies/${secondId}`)).body;
    expect(standing.state).toBe('inForce');
    expect(policy.basis).toBe(
      '《河南省项目支出绩效评价管理办法》（豫财效〔2020〕10号）附件、示例财〔2025〕9号',
    );
    expect(policy.content).toMatchObject({ code: 'henan-project', kind: 'project', basis: policy.basis });
    expect(policy.content.rows).toHaveLength(21);
    expect(policy.content.rows[20]).toEqual({
      path: ['效益', '公平性', '受益均等'],
      examine: ['各类对象都能受益', '没有遗漏'],
      ...{ points: 2000, usuallyNotApplicable: true },
    });
    expect((await officer.get(`/policies/${firstId}`)).body.policy.content).toEqual(henanProject);
  });

  it('is what a new indicator system begins from, with its points; the other frameworks stay', async () => {
    const { code, staff } = await contractedCommission(district);
    const { frameworks } = (await staff.get(`/indicator-systems/${code}`)).body;
    expect(frameworks.map((one: Content) => one.rows)).toEqual([35, 21, 17, 28]);
    expect(frameworks[1].id).toBe(secondId);
    const path = `/indicator-systems/${code}/draft`;
    expect((await staff.put(path, { frameworkId: firstId })).body.fields).toHaveProperty('frameworkId');
    expect((await staff.put(path, { frameworkId: secondId })).status).toBe(200);
    const [begun] = (await staff.get(`/indicator-systems/${code}`)).body.versions;
    expect(begun.indicators).toHaveLength(21);
    expect(begun.indicators[0]).toMatchObject({ code: 'A101', points: '4' });
    expect(begun.indicators[20]).toMatchObject({
      ...{ code: 'D201', title: '受益均等', points: '20', rule: '1. 各类对象都能受益；2. 没有遗漏' },
    });
  });

  it('leaves an indicator system that was begun before where it was, to be saved and filed', async () => {
    const { code, staff } = early;
    const at = `/indicator-systems/${code}`;
    const [begun] = (await staff.get(at)).body.versions;
    expect(begun).toMatchObject({ frameworkId: firstId, indicators: { length: 20 } });
    const sent = { frameworkId: firstId, indicators: realIndicators };
    expect((await staff.put(`${at}/draft`, sent, { version: 1 })).status).toBe(200);
    expect((await staff.post(`${at}/submission`, sent, { version: 2 })).status).toBe(201);
    expect((await staff.get(at)).body.versions[0]).toMatchObject({
      ...{ state: 'submitted', frameworkId: firstId, framework: { basis: henanProject.basis } },
    });
  });
});
