import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findCheckedVersion, listCheckedVersions } from '../../api/dossiers/queries.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  allPassed,
  basicTyped,
  checkedFiler,
  decide,
  fault,
  filer,
  fillIn,
  honoursTyped,
  judge,
  leadTyped,
  storedFile,
  submit,
  trackTyped,
  wait,
  type Filer,
} from '../support/dossier.ts';

let district: District;
let reviewer: Person;
beforeAll(async () => {
  district = await openDistrict();
});
beforeEach(async () => {
  district.clock.set('2025-11-20T01:00:00.000Z');
  reviewer = await district.signedIn(['bureauReviewer'], { division: '绩效科' });
});
afterAll(() => district.close());

const basicPath = '/dossiers/own/sections/basic';
const trackPath = '/dossiers/own/sections/trackRecord';
const honoursPath = '/dossiers/own/sections/honoursPenalties';
const stateOf = async (person: Person, section: string) =>
  (await person.get('/dossiers/own')).body.sections.find(
    (one: { section: string }) => one.section === section,
  ).state;

describe('a section', () => {
  it('keeps half and wrong values as typed, and says what is missing when it is to be complete', async () => {
    const { person, fileId } = await filer(district);
    expect(await stateOf(person, 'basic')).toBe('notStarted');
    const half = await person.put(
      basicPath,
      { values: { kind: 'bank', contactPhone: '12' } },
      { version: 0 },
    );
    expect(half.status).toBe(200);
    expect(half.body.version).toBe(1);
    expect(await stateOf(person, 'basic')).toBe('inProgress');
    expect((await person.get(basicPath)).body.typed).toEqual({ kind: 'bank', contactPhone: '12' });
    const tried = await person.put(
      basicPath,
      {
        values: { kind: 'bank', contactPhone: '12', rules: { assets: { established: 'yes' } } },
        complete: true,
      },
      { version: 1 },
    );
    expect(tried.body.completedAt).toBeNull();
    expect(tried.body.faults).toMatchObject({
      kind: '选择机构类型。',
      premises: '填写办公场所的详细地址。',
      'rules.assets.fileId': '上传制度文件。',
      'rules.training.established': '选择是否已建立。',
    });
    const whole = await person.put(basicPath, { values: basicTyped(fileId), complete: true }, { version: 2 });
    expect(whole.body.faults).toEqual({});
    expect(await stateOf(person, 'basic')).toBe('complete');
    const again = await person.put(
      basicPath,
      { values: { ...basicTyped(fileId), premises: '' } },
      { version: 3 },
    );
    expect(again.body.completedAt).toBeNull();
  });

  it('shows the stored values, and whose they are, to a write from an older version', async () => {
    const { agency, person } = await filer(district);
    const colleague = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    await person.put(basicPath, { values: { premises: '甲地' } }, { version: 0 });
    const late = await colleague.put(basicPath, { values: { premises: '乙地' } }, { version: 0 });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'stale', current: { premises: '甲地' } });
    expect(late.body.message).toContain((await person.get('/sessions/current')).body.actor.name);
    expect((await person.get(basicPath)).body.typed).toEqual({ premises: '甲地' });
  });

  it('refuses unknown keys, files of others, and what cannot be stored', async () => {
    const one = await filer(district);
    const other = await filer(district);
    const put = (values: unknown) => one.person.put(basicPath, { values }, { version: 0 });
    expect((await put({ rating: 'A' })).body.fields).toHaveProperty('rating');
    expect((await put({ premises: 'a\u0000' })).status).toBe(422);
    expect((await put({ premises: '\ud800' })).status).toBe(422);
    const rules = { assets: { established: 'yes', fileId: other.fileId } };
    expect((await put({ rules })).body.message).toContain('没有找到');
    expect((await one.person.put(basicPath, { values: {} })).status).toBe(422);
    expect((await one.person.get('/dossiers/own/sections/people')).status).toBe(404);
  });

  it('answers explicit none: rows and "no" exclude each other', async () => {
    const { person } = await filer(district);
    const track = (values: unknown, version: number) =>
      person.put(trackPath, { values, complete: true }, { version });
    expect((await track({ hasProjects: 'yes', projects: [] }, 0)).body.faults).toHaveProperty('hasProjects');
    expect((await track({ ...trackTyped(), hasProjects: 'no' }, 1)).body.faults).toHaveProperty(
      'hasProjects',
    );
    expect((await track({ hasProjects: 'no' }, 2)).body.faults).toEqual({});
    const late = { ...trackTyped().projects[0], year: '2026' };
    expect((await track({ hasProjects: 'yes', projects: [late] }, 3)).body.faults).toEqual({
      'projects[0].year': '年度不能晚于 2025。',
    });
    const blank = await track({ hasProjects: 'no', projects: [{ name: ' ', client: '' }] }, 4);
    expect(blank.body.faults).toEqual({});
  });

  it.each([
    ['no', 'no', '2024-01-10', true],
    ['no', 'yes', '2024-01-10', false],
    ['yes', 'yes', '2024-01-10', true],
    ['yes', 'no', '2024-01-10', false],
    ['no', 'yes', '2022-11-20', true],
    ['no', 'yes', '2022-11-21', false],
  ])(
    'seriousViolation %s with a serious=%s record of %s is consistent: %s',
    async (answer, serious, decidedOn, fits) => {
      const { person } = await filer(district);
      const penalty = {
        authority: '示例机关',
        documentNumber: '示例〔2024〕1号',
        decidedOn,
        content: '罚款',
        serious,
      };
      const values = {
        ...honoursTyped(),
        hasPenalties: 'yes',
        penalties: [penalty],
        seriousViolation: answer,
      };
      const saved = await person.put(honoursPath, { values, complete: true }, { version: 0 });
      expect(Object.keys(saved.body.faults)).toEqual(fits ? [] : ['seriousViolation']);
    },
  );

  it('leaves branches that are legal persons to file themselves, and checks both digits of the code', async () => {
    const { person, fileId } = await filer(district);
    const branch = { name: '示例分所', uscc: '91410711MA00000000', independent: 'yes', head: '示例' };
    const values = { ...basicTyped(fileId), hasBranches: 'yes', branches: [branch] };
    const saved = await person.put(basicPath, { values, complete: true }, { version: 0 });
    expect(Object.keys(saved.body.faults).sort()).toEqual(['branches[0].independent', 'branches[0].uscc']);
  });
});

describe('a person', () => {
  it('keeps an id for life and explains the six conditions as they are filed', async () => {
    const { person, fileId } = await filer(district);
    const { id } = (await person.post('/dossier-people', { name: '示例甲', role: 'leadEvaluator' })).body;
    const first = (await person.get(`/dossier-people/${id}`)).body;
    expect(first.conditions.map((one: { outcome: string }) => one.outcome)).toEqual([
      'unknown',
      'unknown',
      'fail',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(first.conditions[2].fix).toContain('职称');
    const saved = await person.put(
      `/dossier-people/${id}`,
      { ...leadTyped(fileId), startedWorkOn: '2020-11-21' },
      { version: 1 },
    );
    expect(Object.keys(saved.body.faults).sort()).toEqual(['role', 'startedEvaluationOn']);
    const short = (await person.get(`/dossier-people/${id}`)).body.conditions[3];
    expect(short).toMatchObject({ outcome: 'fail', ruleId: 'leadEvaluator.4' });
    const full = { ...leadTyped(fileId), startedWorkOn: '2020年11月20日', startedEvaluationOn: '2021/1/5' };
    expect((await person.put(`/dossier-people/${id}`, full, { version: 2 })).body.faults).toEqual({});
    expect((await person.get('/dossier-people')).body.people[0]).toMatchObject({ mayLead: true, missed: 0 });
    expect((await person.put(`/dossier-people/${id}`, full, { version: 2 })).status).toBe(409);
    expect((await person.delete(`/dossier-people/${id}`, {}, { version: 2 })).status).toBe(409);
    expect((await person.delete(`/dossier-people/${id}`, {}, { version: 3 })).status).toBe(200);
    expect((await person.get(`/dossier-people/${id}`)).status).toBe(404);
  });

  it('of another agency is a person nobody has', async () => {
    const one = await filer(district);
    const other = await filer(district);
    const { id } = (await one.person.post('/dossier-people', { name: '示例甲' })).body;
    expect((await other.person.get(`/dossier-people/${id}`)).status).toBe(404);
    expect((await other.person.put(`/dossier-people/${id}`, {}, { version: 1 })).status).toBe(404);
    expect((await other.person.delete(`/dossier-people/${id}`, {}, { version: 1 })).status).toBe(404);
  });

  it.each([
    [{ role: 'expert', employer: '' }, ['employer']],
    [{ role: 'evaluator', title: 'none', titleName: '', education: '', diplomaFileId: '', obeysLaw: '' }, []],
    [{ labourContract: 'no' }, ['labourContract']],
    [{ criminalRecord: 'negligent' }, ['sentenceServedOn']],
    [{ criminalRecord: 'other' }, ['role']],
    [{ title: 'junior', titleName: '助理会计师' }, ['role']],
    [
      { startedWorkOn: '2025-11-21', startedEvaluationOn: '2025-11-21' },
      ['role', 'startedEvaluationOn', 'startedWorkOn'],
    ],
    [
      { qualifications: [{ kind: 'lawyer', number: '1', expiresOn: '2025-11-19' }] },
      ['qualifications[0].expiresOn'],
    ],
    [{ qualifications: [{ kind: 'lawyer', number: '1', expiresOn: '2025-11-20' }] }, []],
    [{ employedFrom: '2025-11-20', employedUntil: '2025-11-20' }, []],
    [{ employedFrom: '2025-11-21' }, ['employedFrom']],
    [{ employedFrom: '2025-11-20', employedUntil: '2025-11-19' }, ['employedUntil']],
    [{ qualifications: [{ kind: 'lawyer' }] }, ['qualifications[0].number']],
  ])('with %j has faults at %j', async (more, faults) => {
    const { person, fileId } = await filer(district);
    const added = await person.post('/dossier-people', { ...leadTyped(fileId), ...more });
    expect(Object.keys(added.body.faults).sort()).toEqual(faults);
  });
});

describe('a submission', () => {
  it('is refused with every fault of every section, and from an unconfirmed agency', async () => {
    const filed = await filer(district);
    const refused = await submit(filed);
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toMatchObject({
      'basic.premises': '填写办公场所的详细地址。',
      'people.people': '至少添加一名人员。',
      'trackRecord.hasProjects': '选择有没有预算绩效评价业绩。',
      'honoursPenalties.seriousViolation': '选择近三年有没有重大违法记录。',
    });
    const draftOnly = await filer(district, false);
    await fillIn(draftOnly);
    const { actions } = (await draftOnly.person.get('/dossiers/own')).body;
    expect(actions.find((one: { key: string }) => one.key === 'dossier.submit')).toMatchObject({
      enabled: false,
    });
    const unconfirmed = await submit(draftOnly);
    expect(unconfirmed.status).toBe(409);
    expect(unconfirmed.body.message).toContain('授权');
  });

  it('is signed by typing the own name and ticking both statements', async () => {
    const filed = await filer(district);
    await fillIn(filed);
    expect((await submit(filed, { declaredName: '别人' })).body.fields).toHaveProperty('declaredName');
    expect((await submit(filed, { truthful: '' })).body.fields).toHaveProperty('truthful');
    expect((await filed.person.get('/dossiers/own')).body.submissions).toEqual([]);
  });

  it('gets a number, a fingerprint and a due day of five working days, once', async () => {
    const filed = await filer(district);
    await fillIn(filed);
    const { version } = (await filed.person.get('/dossiers/own')).body.dossier;
    const declaration = { truthful: 'yes', responsible: 'yes', declaredName: filed.name };
    const key = 'submit-once-1';
    const first = await filed.person.post('/dossier-submissions', declaration, { version, key });
    const second = await filed.person.post('/dossier-submissions', declaration, { version, key });
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ number: 1, dueOn: '2025-11-27' });
    const receipt = (await filed.person.get('/dossier-submissions/1')).body;
    expect(receipt.submission).toMatchObject({
      declaredName: filed.name,
      digest: first.body.digest,
      withdrawalEndsAt: '2025-11-20T01:10:00.000Z',
    });
    expect(receipt.submission.content.people[0]).toMatchObject({
      role: 'leadEvaluator',
      obeysLaw: true,
      title: 'middle',
    });
    expect(receipt.submission.content.trackRecord.projects[0].amount).toBe(12_500_000);
    expect((await submit(filed)).status).toBe(409);
    expect((await filed.person.put(basicPath, { values: {} }, { version: 1 })).status).toBe(409);
    const stranger = await filer(district);
    expect((await stranger.person.get('/dossier-submissions/1')).status).toBe(404);
  });

  it('is refused when a colleague changed a section since the check page was opened', async () => {
    const filed = await filer(district);
    await fillIn(filed);
    const { version } = (await filed.person.get('/dossiers/own')).body.dossier;
    await filed.person.put(trackPath, { values: { hasProjects: 'no' } }, { version: 1 });
    const declaration = { truthful: 'yes', responsible: 'yes', declaredName: filed.name };
    expect((await filed.person.post('/dossier-submissions', declaration, { version })).body.code).toBe(
      'stale',
    );
  });

  it('can be taken back at 9:59 and not at 10:00; the bureau sees it from then on', async () => {
    const filed = await filer(district);
    await fillIn(filed);
    await submit(filed);
    const code = `${filed.agency.code}-1`;
    district.clock.pass(10 * 60_000 - 1);
    expect((await reviewer.get(`/dossier-reviews/${code}`)).status).toBe(404);
    expect((await filed.person.delete('/dossier-submissions/waiting', {})).status).toBe(200);
    district.clock.pass(1);
    expect((await reviewer.get(`/dossier-reviews/${code}`)).status).toBe(404);
    expect((await filed.person.get('/dossiers/own')).body.dossier.state).toBe('draft');
    const second = await submit(filed);
    expect(second.body.number).toBe(2);
    wait(district);
    expect((await filed.person.delete('/dossier-submissions/waiting', {})).status).toBe(409);
    expect((await reviewer.get(`/dossier-reviews/${filed.agency.code}-2`)).status).toBe(200);
    const { tasks } = (await reviewer.get('/home')).body;
    expect(tasks.some((task: { path: string }) => task.path === '/dossier-reviews')).toBe(true);
  });

  it.each([
    [0, 409, 200],
    [30, 200, 404],
  ])(
    'can be taken back for %d minutes where the periods say so, and a later version does not move its end',
    async (minutes, takenBack, seen) => {
      const set = (withdrawMinutes: number) =>
        district.owner
          .updateTable('policyVersion')
          .set({ content: sql`content || jsonb_build_object('withdrawMinutes', ${withdrawMinutes}::int)` })
          .where('kind', '=', 'days')
          .execute();
      try {
        await set(minutes);
        const filed = await filer(district);
        await fillIn(filed);
        await submit(filed);
        const { withdrawalEndsAt } = (await filed.person.get('/dossier-submissions/1')).body.submission;
        expect(withdrawalEndsAt).toBe(new Date(Date.UTC(2025, 10, 20, 1, minutes)).toISOString());
        await set(30 - minutes);
        const path = `/dossier-reviews/${filed.agency.code}-1`;
        district.clock.set(withdrawalEndsAt);
        district.clock.pass(minutes === 0 ? 0 : -1);
        expect((await reviewer.get(path)).status).toBe(seen);
        const { reviews } = (await reviewer.get('/dossier-reviews')).body;
        const listed = reviews.some((one: { code: string }) => path.endsWith(one.code));
        expect(listed).toBe(seen === 200);
        const back = await filed.person.delete('/dossier-submissions/waiting', {});
        expect(back.status).toBe(takenBack);
        if (takenBack === 409) expect(back.body.message).toContain('撤回的时间已于 2025-11-20 09:00 截止');
        else {
          await submit(filed);
          district.clock.set('2025-11-20T01:29:59.999Z');
          district.clock.pass(1);
          expect((await reviewer.get(`/dossier-reviews/${filed.agency.code}-2`)).status).toBe(200);
        }
      } finally {
        await set(10);
      }
    },
  );

  it('is not the business of a lead evaluator or the bureau', async () => {
    const filed = await filer(district);
    const lead = await district.signedIn(['leadEvaluator'], { agencyId: filed.agency.id });
    expect((await lead.get('/dossiers/own')).status).toBe(200);
    expect((await lead.put(basicPath, { values: {} }, { version: 0 })).status).toBe(403);
    expect((await reviewer.post('/dossiers', {})).status).toBe(403);
    expect((await district.public.get('/dossiers/own')).status).toBe(401);
  });
});

describe('a review', () => {
  let filed: Filer;
  let code: string;
  beforeEach(async () => {
    filed = await filer(district);
    await fillIn(filed);
    await submit(filed);
    wait(district);
    code = `${filed.agency.code}-1`;
  });

  it('lies in one pair of hands, with name and time, until another takes over', async () => {
    const other = await district.signedIn(['bureauOfficer'], { division: '绩效科' });
    const { version } = (await reviewer.get(`/dossier-reviews/${code}`)).body;
    expect(
      (await reviewer.put(`/dossier-reviews/${code}/verdicts/basic`, { verdict: 'passed' }, { version }))
        .status,
    ).toBe(409);
    expect((await reviewer.post(`/dossier-reviews/${code}/opening`)).status).toBe(201);
    const locked = await other.post(`/dossier-reviews/${code}/opening`);
    expect(locked.status).toBe(409);
    expect(locked.body.message).toContain('2025-11-20 09:10');
    expect((await judge(other, code, { basic: { verdict: 'passed' } }))[0]!.status).toBe(409);
    const seen = (await other.get(`/dossier-reviews/${code}`)).body;
    expect(seen.actions).toEqual([expect.objectContaining({ label: '接手审核', enabled: true })]);
    expect((await other.put(`/dossier-reviews/${code}/reviewer`, {}, { version: seen.version })).status).toBe(
      200,
    );
    expect((await judge(other, code, { basic: { verdict: 'passed' } }))[0]!.status).toBe(200);
    expect((await judge(reviewer, code, { basic: { verdict: 'passed' } }))[0]!.status).toBe(409);
  });

  it('belongs to reviewers and officers; leaders and auditors look on, agencies do not see it', async () => {
    const leader = await district.signedIn(['bureauLeader']);
    const auditor = await district.signedIn(['auditor']);
    expect((await leader.post(`/dossier-reviews/${code}/opening`)).status).toBe(403);
    expect((await auditor.get(`/dossier-reviews/${code}`)).status).toBe(200);
    expect((await filed.person.get(`/dossier-reviews/${code}`)).status).toBe(403);
    expect((await reviewer.get('/dossier-reviews/JG-9999-1')).status).toBe(404);
    expect((await reviewer.get('/dossier-reviews/nothing')).status).toBe(404);
  });

  it('returns only when every section is judged, with one notice of all faults', async () => {
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    expect((await judge(reviewer, code, { basic: { verdict: 'needsCorrection' } }))[0]!.body.fields).toEqual({
      reasonCode: '选择需补正的原因。',
      note: '一次写明全部需补正之处和补正办法。',
    });
    await judge(reviewer, code, { basic: fault(), people: { verdict: 'passed' } });
    const early = await decide(reviewer, code, 'return');
    expect(early.status).toBe(409);
    expect(early.body.message).toContain('业绩记录');
    await judge(reviewer, code, {
      trackRecord: fault('补充合同。'),
      honoursPenalties: { verdict: 'passed' },
    });
    expect((await decide(reviewer, code, 'check')).status).toBe(409);
    expect((await decide(reviewer, code, 'return')).status).toBe(201);
    expect((await decide(reviewer, code, 'return')).status).toBe(409);
    const notices = await district.owner
      .selectFrom('notice')
      .selectAll()
      .where('agencyId', '=', filed.agency.id)
      .execute();
    expect(notices).toHaveLength(1);
    expect(notices[0]!.body.split('\n')).toEqual([
      '1. 基本信息：填报内容与佐证材料不一致。办公场所与租赁合同不一致，请改正。',
      '2. 业绩记录：填报内容与佐证材料不一致。补充合同。',
    ]);
    expect(await stateOf(filed.person, 'basic')).toBe('needsCorrection');
    expect(await stateOf(filed.person, 'people')).toBe('complete');
    const { tasks } = (await filed.person.get('/home')).body;
    expect(tasks.map((task: { title: string }) => task.title)).toContain('补正信用档案');
  });

  it('keeps passed sections closed, asks for a change in the marked ones, and raises a second time only what changed', async () => {
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    await judge(reviewer, code, { ...allPassed, basic: fault(), trackRecord: fault('补充合同。') });
    await decide(reviewer, code, 'return');
    const locked = await filed.person.put(honoursPath, { values: honoursTyped() }, { version: 1 });
    expect(locked.status).toBe(409);
    expect((await filed.person.post('/dossier-people', { name: '示例乙' })).status).toBe(409);
    expect((await submit(filed)).body.fields).toEqual({
      basic: '「基本信息」需补正，尚未改动。',
      trackRecord: '「业绩记录」需补正，尚未改动。',
    });
    const moved = { ...basicTyped(filed.fileId), premises: '河南省新乡市牧野区示例路 2 号' };
    await filed.person.put(basicPath, { values: moved, complete: true }, { version: 1 });
    await filed.person.put(trackPath, { values: { hasProjects: 'no' }, complete: true }, { version: 1 });
    // 补正后再次审核: three working days from 2025-11-20, a Thursday, where a first look has five.
    expect((await submit(filed)).body).toMatchObject({ number: 2, dueOn: '2025-11-25' });
    wait(district);
    const second = `${filed.agency.code}-2`;
    await reviewer.post(`/dossier-reviews/${second}/opening`);
    const seen = (await reviewer.get(`/dossier-reviews/${second}`)).body;
    const basic = seen.sections[0];
    expect(basic.carriedOver).toBe(false);
    expect(basic.differences).toEqual([
      {
        path: ['premises'],
        before: '河南省新乡市牧野区示例路 1 号',
        after: '河南省新乡市牧野区示例路 2 号',
      },
    ]);
    expect(seen.sections[1]).toEqual({ section: 'people', carriedOver: true, differences: [] });
    expect(seen.verdicts.map((one: { section: string }) => one.section).sort()).toEqual([
      'honoursPenalties',
      'people',
    ]);
    const [again] = await judge(reviewer, second, { people: fault('换一个理由。') });
    expect(again!.status).toBe(409);
    await judge(reviewer, second, { basic: { verdict: 'passed' }, trackRecord: { verdict: 'passed' } });
    expect((await decide(reviewer, second, 'check')).body.version).toBe(1);
  });

  it('refuses a verdict and a decision made from an older view', async () => {
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    await judge(reviewer, code, allPassed);
    const stale = await reviewer.post(`/dossier-reviews/${code}/check`, {}, { version: 1 });
    expect(stale.body.code).toBe('stale');
  });
});

describe('a checked version', () => {
  it('never changes, is what screening reads as of an instant, and leaves journal lines', async () => {
    const filed = await checkedFiler(district, reviewer);
    const { db } = district;
    const checkedAt = district.clock.now();
    const version = (await findCheckedVersion(db, filed.agency.id))!;
    expect(version).toMatchObject({ number: 1, effectiveOn: '2025-11-20', confirmedOn: '2025-11-20' });
    const before = new Date(Date.parse(checkedAt) - 1).toISOString();
    expect(await findCheckedVersion(db, filed.agency.id, before)).toBeUndefined();
    expect((await listCheckedVersions(db, checkedAt, [filed.agency.id])).map((one) => one.id)).toEqual([
      version.id,
    ]);
    const change = db.updateTable('dossierVersion').set({ digest: 'x' }).where('id', '=', version.id);
    await expect(change.execute()).rejects.toThrow(/permission denied/);
    const auditor = await district.signedIn(['auditor']);
    const { entries } = (await auditor.get('/journal-entries?event=dossier.')).body;
    const mine = entries.filter((one: { agencyId: string }) => one.agencyId === filed.agency.id);
    expect(new Set(mine.map((one: { event: string }) => one.event))).toEqual(
      new Set([
        'dossier.opened',
        'dossier.sectionSaved',
        'dossier.personAdded',
        'dossier.submitted',
        'dossier.reviewOpened',
        'dossier.sectionJudged',
        'dossier.checked',
      ]),
    );
  });

  it('is changed by a new filing copied from it, with the same people and a clock of 30 working days', async () => {
    const filed = await checkedFiler(district, reviewer);
    expect((await filed.person.post('/dossiers', { changedOn: '2025-11-21' })).body.fields).toHaveProperty(
      'changedOn',
    );
    expect((await filed.person.post('/dossiers', { changedOn: '2025-11-03' })).status).toBe(201);
    expect((await filed.person.post('/dossiers', {})).status).toBe(409);
    const own = (await filed.person.get('/dossiers/own')).body;
    expect(own.dossier.changeDueOn).toBe('2025-12-15');
    expect(own.sections.map((one: { state: string }) => one.state)).toEqual(Array(4).fill('complete'));
    const { people } = (await filed.person.get('/dossier-people')).body;
    const lead = people[0].typed;
    const { id, version, ...fields } = lead;
    await filed.person.put(
      `/dossier-people/${id}`,
      { ...fields, title: 'senior', titleName: '正高级会计师' },
      { version },
    );
    expect((await submit(filed)).body.number).toBe(2);
    wait(district);
    const code = `${filed.agency.code}-2`;
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    const [basic] = await judge(reviewer, code, { basic: fault() });
    expect(basic!.status).toBe(409);
    await judge(reviewer, code, { people: { verdict: 'passed' } });
    expect((await decide(reviewer, code, 'check')).body.version).toBe(2);
    const diff = (await reviewer.get(`/dossier-versions/${filed.agency.code}/differences?from=1&to=2`)).body;
    expect(diff.sections[1].differences).toEqual([
      { path: [id, 'title'], before: 'middle', after: 'senior' },
      { path: [id, 'titleName'], before: '会计师', after: '正高级会计师' },
    ]);
    const checked = await findCheckedVersion(district.db, filed.agency.id);
    expect(checked!.content.people[0]!.id).toBe(id);
  });

  it('stays what the public sees while a change of it is filled in, submitted and returned', async () => {
    const filed = await checkedFiler(district, reviewer);
    const path = `/dossier-versions/${filed.agency.code}`;
    const shown = async () => {
      const { versions } = (await district.public.get(path)).body;
      const { version } = (await district.public.get(`${path}/${versions[0].number}`)).body;
      return [versions.length, version.content.basic.premises];
    };
    const [before, after] = ['河南省新乡市牧野区示例路 1 号', '河南省新乡市牧野区示例路 3 号'];
    await filed.person.post('/dossiers', { changedOn: '2025-11-19' });
    const move = (premises: string, version: number) =>
      filed.person.put(
        basicPath,
        { values: { ...basicTyped(filed.fileId), premises }, complete: true },
        { version },
      );
    await move('河南省新乡市牧野区示例路 2 号', 1);
    expect(await shown()).toEqual([1, before]);
    await submit(filed);
    wait(district);
    const second = `${filed.agency.code}-2`;
    await reviewer.post(`/dossier-reviews/${second}/opening`);
    await judge(reviewer, second, { basic: fault() });
    expect(await shown()).toEqual([1, before]);
    await decide(reviewer, second, 'return');
    expect(await shown()).toEqual([1, before]);
    await move(after, 2);
    await submit(filed);
    wait(district);
    const third = `${filed.agency.code}-3`;
    await reviewer.post(`/dossier-reviews/${third}/opening`);
    await judge(reviewer, third, { basic: { verdict: 'passed' } });
    expect(await shown()).toEqual([1, before]);
    expect((await decide(reviewer, third, 'check')).status).toBe(201);
    expect(await shown()).toEqual([2, after]);
  });

  it('holds twelve months, a confirmation carries it on, and a pending change stands in the way', async () => {
    const filed = await checkedFiler(district, reviewer);
    const fresh = (await filed.person.get('/dossiers/own')).body.checked;
    expect(fresh).toMatchObject({ validUntil: '2026-11-19', validity: 'valid' });
    district.clock.set('2026-11-20T01:00:00.000Z');
    const again = await district.signedIn(['agencyStaff'], { agencyId: filed.agency.id });
    expect((await again.get('/dossiers/own')).body.checked.validity).toBe('lapsed');
    expect((await again.get('/home')).body.tasks.map((task: { title: string }) => task.title)).toContain(
      '确认信用档案仍然正确',
    );
    expect((await again.post('/dossiers/own/confirmation', {})).status).toBe(201);
    expect((await again.post('/dossiers/own/confirmation', {})).status).toBe(409);
    expect((await again.get('/dossiers/own')).body.checked.validUntil).toBe('2027-11-19');
    await again.post('/dossiers', { changedOn: '' });
    expect((await again.post('/dossiers/own/confirmation', {})).body.message).toContain('变更');
    const empty = await filer(district);
    const latecomer = await district.signedIn(['agencyAdmin'], { agencyId: empty.agency.id });
    expect((await latecomer.post('/dossiers/own/confirmation', {})).status).toBe(409);
  });

  it('is all that the public may see, without telephone, certificates, files and personal records', async () => {
    const filed = await checkedFiler(district, reviewer);
    const path = `/dossier-versions/${filed.agency.code}`;
    const shown = (await district.public.get(`${path}/1`)).body;
    expect(shown.whole).toBe(false);
    const text = JSON.stringify(shown);
    for (const hidden of ['3051234', 'criminalRecord', 'badRecord', 'fileId', 'FileId', 'startedWorkOn'])
      expect(text).not.toContain(hidden);
    const stranger = await filer(district);
    expect((await stranger.person.get(`${path}/1`)).body.whole).toBe(false);
    expect((await stranger.person.get(`${path}/differences?from=1&to=1`)).status).toBe(404);
    expect((await district.public.get(`${path}/differences?from=1&to=1`)).status).toBe(401);
    expect((await filed.person.get(`${path}/1`)).body.whole).toBe(true);
    expect((await district.public.get(`${path}/2`)).status).toBe(404);
    expect((await district.public.get(`/dossier-versions/${stranger.agency.code}/1`)).status).toBe(404);
    expect(await storedFile(district, filed.agency.id, filed.person.accountId)).toBeTruthy();
  });
});
