import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPolicy } from '../../api/policies/queries.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let reviewer: Person;
let leader: Person;
let rubricId: string;
let ratingId: string;

beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  reviewer = await district.signedIn(['bureauReviewer']);
  leader = await district.signedIn(['bureauLeader']);
  rubricId = (await findPolicy(district.db, 'rubric', '2025-11-20'))!.id;
  ratingId = (await findPolicy(district.db, 'rating', '2025-11-20'))!.id;
});
afterAll(() => district.close());

// Each test drafts anew; what a test leaves open is withdrawn.
beforeEach(async () => {
  for (const { id, state } of (await officer.get('/policy-drafts')).body.drafts)
    if (state === 'draft') await withdraw(id);
});

const read = async (id: string) => (await officer.get(`/policy-drafts/${id}`)).body;
const versionOf = async (id: string): Promise<number> => (await read(id)).draft.version;
const withdraw = async (id: string, person = officer) =>
  person.delete(`/policy-drafts/${id}`, undefined, { version: await versionOf(id) });
const check = async (id: string, person = reviewer) =>
  person.post(`/policy-drafts/${id}/check`, undefined, { version: await versionOf(id) });

async function opened(policyId = rubricId): Promise<string> {
  const answer = await officer.post('/policy-drafts', { policyId });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

/** The draft as its form would be sent, after a change. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function typed(id: string, change: (content: any) => void = () => {}) {
  const { draft, typed: content } = await read(id);
  change(content);
  return { kind: draft.kind, basis: draft.basis, note: '示例：提高底稿的分值', content };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function save(id: string, change: (content: any) => void, more: object = {}, person = officer) {
  const sent = { ...(await typed(id, change)), ...more };
  return person.put(`/policy-drafts/${id}`, sent, { version: await versionOf(id) });
}

/** Working papers 9 → 10 points, report accuracy 12 → 11: the sums still hold. */
const shift = (content: { dimensions: { items: { points: string }[] }[] }) => {
  content.dimensions[1]!.items[2]!.points = '10';
  content.dimensions[1]!.items[3]!.points = '11.00';
};

const linesOf = async (id: string) => {
  const lines = await district.owner
    .selectFrom('journalEntry')
    .select(['event', 'hat', 'detail'])
    .where('subjectId', '=', id)
    .orderBy('id')
    .execute();
  return lines.map(({ event, hat }) => `${event} ${hat}`);
};

describe('a draft', () => {
  it('is a copy of its version, without faults, typed as a form would show it', async () => {
    const id = await opened();
    const found = await read(id);
    expect(found.draft).toMatchObject({
      kind: 'rubric',
      basedOn: rubricId,
      basedOnVersion: 1,
      state: 'draft',
    });
    expect(found.draft.basis.split('\n')).toHaveLength(2);
    expect(found.proof.faults).toEqual([]);
    expect(found.proof.proved.length).toBeGreaterThanOrEqual(9);
    const [p1, p2, p3] = found.typed.dimensions[0].items;
    expect(p1).toMatchObject({
      code: 'P1',
      points: '5.00',
      kind: 'deduction',
      clause: '财监〔2021〕4号第七条、第十四条',
    });
    expect(p2).toMatchObject({ clause: '', steps: [{ label: '好', from: '6.00' }, {}, { from: '0.00' }] });
    expect(p3.losses.map(({ lost }: { lost: string }) => lost)).toEqual(['2.00', '全部']);
    expect(found.content).toMatchObject({ defaultMark: null });
    expect(await linesOf(id)).toEqual(['policyDraft.opened bureauOfficer']);
  });

  it('saved as it was read changes nothing', async () => {
    for (const policyId of [rubricId, ratingId]) {
      const id = await opened(policyId);
      const before = await read(id);
      expect((await save(id, () => {})).status).toBe(200);
      expect((await read(id)).content).toEqual(before.content);
      await withdraw(id);
    }
  });

  it('is one at a time for each policy', async () => {
    const id = await opened();
    const second = await officer.post('/policy-drafts', { policyId: rubricId });
    expect([second.status, second.body.message]).toEqual([409, expect.stringContaining('起草中')]);
    await opened(ratingId);
    const { actions, openDraft } = (await officer.get(`/policies/${rubricId}`)).body;
    expect(openDraft.id).toBe(id);
    expect(actions).toMatchObject([
      { key: 'policyDraft.open', enabled: false, fix: `/policies/drafts/${id}` },
    ]);
    expect((await district.public.get(`/policies/${rubricId}`)).body.openDraft).toBeNull();
  });

  it('is not opened of a version that is not there, or by another hat', async () => {
    for (const policyId of ['', 'x', '0190a0a0-0000-7000-8000-000000000000'])
      expect((await officer.post('/policy-drafts', { policyId })).body.fields).toHaveProperty('policyId');
    expect((await reviewer.post('/policy-drafts', { policyId: rubricId })).status).toBe(403);
  });

  it('is seen by the bureau and the auditors and by nobody else', async () => {
    const id = await opened();
    const agency = await district.agency();
    const auditor = await district.signedIn(['auditor']);
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
    expect((await auditor.get(`/policy-drafts/${id}`)).status).toBe(200);
    expect((await stranger.get(`/policy-drafts/${id}`)).status).toBe(403);
    expect((await district.public.get(`/policy-drafts/${id}`)).status).toBe(401);
    expect((await officer.get('/policy-drafts/0190a0a0-0000-7000-8000-000000000000')).status).toBe(404);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Misfit = [name: string, change: (content: any) => void, field: string];

describe('saving', () => {
  it('keeps what is well-formed and lists what is wrong with the whole, each at its field', async () => {
    const id = await opened();
    const answer = await save(id, (content) => {
      content.dimensions[1].items[2].points = '10';
      content.dimensions[0].items[0].losses[0].lost = '6';
      content.bands[1].from = '95';
    });
    expect(answer.status).toBe(200);
    const { faults, proved } = (await read(id)).proof;
    expect(faults).toEqual(answer.body.proof.faults);
    expect(faults.map(({ path }: { path: string }) => path).sort()).toEqual([
      'bands.1.from',
      'dimensions.0.items.0.losses.0.lost',
      'dimensions.1.points',
    ]);
    expect(proved.length).toBeGreaterThan(3);
    expect((await read(id)).content.dimensions[1].items[2].points).toBe(1000);
    expect((await read(id)).draft.note).toBe('示例：提高底稿的分值');
    expect(await linesOf(id)).toEqual([
      'policyDraft.opened bureauOfficer',
      'policyDraft.saved bureauOfficer',
    ]);
  });

  it.each<Misfit>([
    [
      'points that are no number',
      (c) => void (c.dimensions[0].points = '二十'),
      'content.dimensions[0].points',
    ],
    ['three decimals', (c) => void (c.dimensions[0].points = '20.001'), 'content.dimensions[0].points'],
    ['points below 0', (c) => void (c.bands[0].from = '-1'), 'content.bands[0].from'],
    ['points above 100', (c) => void (c.bands[0].from = '100.01'), 'content.bands[0].from'],
    [
      'empty points',
      (c) => void (c.dimensions[1].items[0].points = ''),
      'content.dimensions[1].items[0].points',
    ],
    ['half a percent', (c) => void (c.policy.lineWeight = '49.5'), 'content.policy.lineWeight'],
    [
      'an unknown cause',
      (c) => void (c.dimensions[0].items[0].losses[0].cause = 'x'),
      'content.dimensions[0].items[0].losses[0].cause',
    ],
    [
      'a cause of delay as a loss',
      (c) => void (c.dimensions[0].items[0].losses[0].cause = 'planLate'),
      'content.dimensions[0].items[0].losses[0].cause',
    ],
    [
      'a loss in words',
      (c) => void (c.dimensions[0].items[0].losses[0].lost = '一半'),
      'content.dimensions[0].items[0].losses[0].lost',
    ],
    [
      'an unknown rule',
      (c) => void (c.dimensions[0].items[0].kind = 'dice'),
      'content.dimensions[0].items[0].kind',
    ],
    [
      'an unknown key',
      (c) => void (c.dimensions[0].items[0].version = '9'),
      'content.dimensions[0].items[0].version',
    ],
    ['the keys of the version itself', (c) => void (c.publication = {}), 'content.publication'],
    ['other tiers', (c) => void (c.bands[2].label = '中'), 'content.bands[2].label'],
  ])('refuses %s and keeps nothing', async (_name, change, field) => {
    const id = await opened();
    const before = await read(id);
    const answer = await save(id, change);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.fields)).toContain(field);
    expect((await read(id)).content).toEqual(before.content);
  });

  it('refuses a content of another kind, an old version, none, another hat, and what is closed', async () => {
    const id = await opened();
    const sent = await typed(id);
    const put = (body: unknown, version: number | undefined, person = officer) =>
      person.put(`/policy-drafts/${id}`, body, version === undefined ? {} : { version });
    const rating = await opened(ratingId);
    expect((await put(await typed(rating), 1)).status).toBe(422);
    expect((await put(sent, undefined)).status).toBe(422);
    expect((await put(sent, 1, reviewer)).status).toBe(403);
    expect((await put(sent, 1)).status).toBe(200);
    expect((await put(sent, 1)).status).toBe(409);
    await withdraw(id);
    const closed = await put(sent, await versionOf(id));
    expect([closed.status, closed.body.message]).toEqual([409, expect.stringContaining('已撤回')]);
  });

  it('keeps a condition, a share of elements and a floor, and gives them back as typed', async () => {
    const id = await opened();
    const answer = await save(id, ({ dimensions }) => {
      const { code, title, points, clause } = dimensions[1].items[0];
      const plan = { code, title, points, clause };
      dimensions[1].items[0] = { ...plan, kind: 'condition', fact: 'planComplete', lost: '全部' };
      dimensions[3].items[2] = {
        ...{ ...plan, code: 'D3', title: '归档', points: '4.00' },
        ...{ kind: 'elementShare', set: 'archiveItems', required: '评价报告' },
      };
      dimensions[0].items[0].floor = '1.5';
    });
    expect([answer.status, answer.body.proof?.faults]).toEqual([200, []]);
    const { content, typed: back } = await read(id);
    expect(content.dimensions[1].items[0]).toMatchObject({ fact: 'planComplete', lost: 'all' });
    expect(content.dimensions[0].items[0]).toMatchObject({ floor: 150 });
    expect(content.dimensions[3].items[2]).toMatchObject({ set: 'archiveItems', required: ['评价报告'] });
    expect(content.dimensions[3].items[1]).not.toHaveProperty('floor');
    expect(back.dimensions[1].items[0]).toMatchObject({ kind: 'condition', lost: '全部' });
    expect(back.dimensions[0].items[0]).toMatchObject({ floor: '1.50' });
    expect(back.dimensions[3].items[2]).toMatchObject({ required: ['评价报告'] });
  });

  describe('a formula', () => {
    const at = 'dimensions[0].items[0].formula';
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const asFormula = (formula: unknown) => (content: any) => {
      const { code, title, points, clause } = content.dimensions[0].items[0];
      content.dimensions[0].items[0] = { code, title, points, clause, kind: 'formula', formula };
    };
    const item = async (id: string) => {
      const { content, typed: words, proof } = await read(id);
      return { kept: content.dimensions[0].items[0], words: words.dimensions[0].items[0], proof };
    };

    it('is read from its words, kept as a tree, and shown in the house’s words', async () => {
      const id = await opened();
      const sent = 'max(0分, 5分 - 0.5分*(主评人缺岗天数/1个工作日))';
      expect((await save(id, asFormula(sent))).status).toBe(200);
      const { kept, words, proof } = await item(id);
      expect(proof.faults).toEqual([]);
      expect(kept.formula).toEqual({
        op: 'max',
        left: { op: 'constant', unit: 'points', n: 0, d: 100 },
        right: {
          op: 'subtract',
          left: { op: 'constant', unit: 'points', n: 500, d: 100 },
          right: {
            op: 'multiply',
            left: { op: 'constant', unit: 'points', n: 50, d: 100 },
            right: {
              op: 'divide',
              left: { op: 'fact', fact: 'leadEvaluatorAbsentDays' },
              right: { op: 'constant', unit: 'days', n: 1, d: 1 },
            },
          },
        },
      });
      expect(words.formula).toBe('取大（0.00 分，5.00 分 − 0.50 分 × （主评人缺岗天数 ÷ 1 个工作日））');
      // Saved as it is shown, it stays as it is.
      expect((await save(id, () => {})).status).toBe(200);
      expect((await item(id)).kept).toEqual(kept);
    });

    it.each([
      ['', '填写公式。'],
      ['（5 分', '第 1 个字处的左括号“（”没有对应的右括号。'],
      ['5 分 − 缺岗天数', '第 7 个字处没有“缺岗天数”这一事实，相近的有“主评人缺岗天数”'],
      ['5 分 ^ 2', '第 5 个字处不能用乘方'],
      ['{"op":"constant","unit":"points","n":3,"d":1}', '第 1 个字处的“{”前缺少一个数或者事实。'],
      ['1+'.repeat(1000) + '1', '公式至多 2000 个字'],
      [{ op: 'constant', unit: 'points', n: 3, d: 1 }, '这一项应为文字。'],
    ])('%s is refused at its field and nothing is kept', async (sent, message) => {
      const id = await opened();
      const answer = await save(id, asFormula(sent));
      expect(answer.status).toBe(422);
      expect(answer.body.fields).toEqual({ [`content.${at}`]: expect.stringContaining(message) });
      expect((await read(id)).draft.version).toBe(1);
      const proved = await officer.post(`/policy-drafts/${id}/proof`, await typed(id, asFormula(sent)));
      expect(proved.body.fields).toEqual(answer.body.fields);
    });

    it.each([
      ['5 分 − 2 分 × 主评人缺岗天数', '天数先除以 1 个工作日'],
      ['5 − 2 分', '分值请写明“分”'],
      ['5 分 − 1 分 × （主评人缺岗天数 ÷ 1 个工作日）', '小于 0.00 分，请用“取大”'],
      ['6 分 × （主评人缺岗天数 ÷ 0 个工作日）', '除数恒为零'],
      ['取大（0 分，5 分 − ［按主评人缺岗天数：小于 0 个工作日的，1 分；其余，2 分］）', '永远用不到'],
      [`5 分${' − 0.01 分'.repeat(10)}`, '公式至多 10 层'],
    ])('%s is kept, and its fault told at the one field it is', async (sent, message) => {
      const id = await opened();
      expect((await save(id, asFormula(sent))).status).toBe(200);
      const { faults } = (await item(id)).proof;
      expect(faults).toContainEqual({
        claim: expect.any(String),
        path: 'dimensions.0.items.0.formula',
        message: expect.stringContaining(message),
      });
      const answer = await check(id);
      expect(answer.body.fields['dimensions.0.items.0.formula']).toContain(message);
    });
  });

  it('saved by another meanwhile, is kept as it is and shown to who is late', async () => {
    const id = await opened();
    const colleague = await district.signedIn(['bureauOfficer']);
    const late = await typed(id, (content) => void (content.title = '示例：迟到的名称'));
    await save(id, (content) => void (content.title = '示例：同事的名称'), { note: '同事' }, colleague);
    const answer = await officer.put(`/policy-drafts/${id}`, late, { version: 1 });
    expect([answer.status, answer.body.code]).toEqual([409, 'stale']);
    expect(answer.body.current).toEqual({
      ...{ version: 2, kind: 'rubric', name: 'assessment', note: '同事', basis: late.basis },
      content: expect.objectContaining({ title: '示例：同事的名称' }),
      savedAt: expect.any(String),
    });
    expect((await read(id)).content.title).toBe('示例：同事的名称');
    const { status } = await officer.put(`/policy-drafts/${id}`, late, { version: 2 });
    expect([status, (await read(id)).content.title]).toEqual([200, '示例：迟到的名称']);
    await withdraw(id);
    const closed = await officer.put(`/policy-drafts/${id}`, late, { version: 3 });
    expect([closed.body.code, closed.body.current.version]).toEqual(['stale', 4]);
  });

  it('proves what is being typed without keeping it', async () => {
    const id = await opened();
    const sent = await typed(id, (content) => void (content.dimensions[0].points = '21'));
    const answer = await officer.post(`/policy-drafts/${id}/proof`, sent);
    expect(answer.status).toBe(200);
    expect(answer.body.faults.map(({ path }: { path: string }) => path)).toEqual([
      'dimensions.0.points',
      'dimensions',
    ]);
    expect((await read(id)).draft.version).toBe(1);
    expect((await read(id)).proof.faults).toEqual([]);
    expect(await linesOf(id)).toEqual(['policyDraft.opened bureauOfficer']);
  });

  it('names the faults of a rating policy at their fields', async () => {
    const id = await opened(ratingId);
    await save(
      id,
      (content) => {
        content.weights[1].months = '12';
        content.staleAfterMonths = '37';
        content.caps.push({ kind: 'veto', atMost: 'C', months: '12' });
        content.conduct.decisions.严重.months = '0';
      },
      { basis: ' ' },
    );
    const { faults } = (await read(id)).proof;
    expect(faults.map(({ path }: { path: string }) => path).sort()).toEqual([
      'basis',
      'caps.6.atMost',
      'conduct.decisions.严重.months',
      'staleAfterMonths',
      'weights.1.months',
    ]);
    expect((await read(id)).content.conduct.decisions.轻微).toEqual({ points: 200, months: 6 });
  });
});

describe('the check', () => {
  it('names every fault with its place and makes nothing', async () => {
    const id = await opened();
    await save(id, (content) => {
      content.dimensions[1].items[2].points = '10';
      content.dimensions[0].items[0].losses[0].lost = '6';
      content.vetoes[0].title = '';
    });
    const { faults } = (await read(id)).proof;
    const answer = await check(id);
    expect([answer.status, answer.body.message]).toEqual([
      422,
      expect.stringContaining(`${faults.length} 处`),
    ]);
    expect(Object.keys(answer.body.fields).sort()).toEqual([
      'dimensions.0.items.0.losses.0.lost',
      'dimensions.1.points',
      'vetoes.0.title',
    ]);
    expect((await reviewer.get(`/policy-drafts/${id}`)).body.actions).toMatchObject([
      { key: 'policyDraft.check', enabled: false },
    ]);
    expect((await findPolicy(district.db, 'rubric', '2025-11-20'))!.id).toBe(rubricId);
    expect((await read(id)).draft.state).toBe('draft');
  });

  it('is refused to everyone who drafted, whatever hat they wear, and to an old version', async () => {
    const both = await district.signedIn(['bureauOfficer', 'bureauReviewer']);
    const id = await opened();
    await save(id, shift, {}, both);
    await district.owner
      .insertInto('accountHat')
      .values({ accountId: officer.accountId, hat: 'bureauLeader', grantedAt: district.clock.now() })
      .execute();
    const wear = (person: Person, hat: string) => person.put('/sessions/current/hat', { hat });
    await wear(both, 'bureauReviewer');
    expect((await check(id, both)).body).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('另一人'),
    });
    await wear(officer, 'bureauLeader');
    const own = await officer.post(`/policy-drafts/${id}/check`, undefined, { version: 2 });
    await wear(officer, 'bureauOfficer');
    expect(own.status).toBe(403);
    expect((await check(id, officer)).status).toBe(403);
    const division = await district.signedIn(['divisionOfficer']);
    expect((await check(id, division)).status).toBe(403);
    expect((await reviewer.post(`/policy-drafts/${id}/check`, undefined, { version: 1 })).status).toBe(409);
    expect((await reviewer.post(`/policy-drafts/${id}/check`)).status).toBe(422);
  });

  it('is refused while nothing was changed', async () => {
    const answer = await check(await opened());
    expect([answer.status, answer.body.message]).toEqual([409, expect.stringContaining('相同')]);
  });

  it('makes the next version, which serves as a trial until it is adopted; the draft is closed', async () => {
    const id = await opened();
    await save(id, shift);
    const answer = await check(id);
    expect([answer.status, answer.body.policyVersion]).toEqual([201, 2]);
    const { policyId } = answer.body;
    const made = (await officer.get(`/policies/${policyId}`)).body;
    expect(made).toMatchObject({
      policy: { kind: 'rubric', name: 'assessment', version: 2, isDefault: false, inForceFrom: '2025-11-20' },
      standing: { state: 'trial', serves: true },
      adoption: null,
    });
    expect(made.policy.content).toMatchObject({ version: '2', defaultMark: null, code: 'assessment' });
    expect(made.policy.content.dimensions[1].items[2].points).toBe(1000);
    // The version that was drafted from is as it was.
    const before = (await officer.get(`/policies/${rubricId}`)).body;
    expect(before.policy.content.dimensions[1].items[2].points).toBe(900);
    expect(await linesOf(id)).toEqual([
      'policyDraft.opened bureauOfficer',
      'policyDraft.saved bureauOfficer',
      'policyDraft.checked bureauReviewer',
    ]);
    const again = await check(id);
    expect([again.status, again.body.message]).toEqual([409, expect.stringContaining('核验通过')]);
    expect((await withdraw(id)).status).toBe(409);
    expect((await read(id)).actions).toEqual([]);

    const papers = {
      ...{ documentNumber: '示例财〔2025〕9号', legalityReview: '示例', fairCompetitionReview: '示例' },
      ...{ consultation: '示例', meeting: '局党组会议', heldOn: '2025-11-19', minutesNumber: '纪要1' },
      ...{ attendees: '示例甲', effectiveOn: '2025-11-20' },
    };
    expect((await leader.post(`/policies/${policyId}/adoption`, papers)).status).toBe(201);
    expect((await officer.get(`/policies/${policyId}`)).body.standing.state).toBe('inForce');
    expect((await officer.get(`/policies/${rubricId}`)).body.standing).toMatchObject({
      state: 'superseded',
      by: 2,
    });

    // The next one, checked and not adopted, displaces nothing.
    const next = await opened(policyId);
    await save(next, (content) => void (content.title = '示例：第三版'));
    expect((await check(next)).body.policyVersion).toBe(3);
    expect((await findPolicy(district.db, 'rubric', '2025-11-20'))!.id).toBe(policyId);
  });

  it('makes a rating policy with its number and day', async () => {
    const id = await opened(ratingId);
    await save(id, (content) => void (content.vetoedAtMost = '40'));
    const { policyId } = (await check(id, leader)).body;
    const { content } = (await officer.get(`/policies/${policyId}`)).body.policy;
    expect(content).toMatchObject({
      version: 2,
      inForceFrom: '2025-11-20',
      adoption: null,
      vetoedAtMost: 4000,
    });
    expect((await officer.get('/ratings')).status).toBe(200);
  });
});

it('waits on the home page of whoever must act, and on nobody else’s', async () => {
  const id = await opened();
  const waits = async (person: Person) => {
    const { tasks } = (await person.get('/home')).body as { tasks: { title: string; path: string }[] };
    return tasks.filter(({ path }) => path === `/policies/drafts/${id}`).map(({ title }) => title);
  };
  const both = await district.signedIn(['bureauOfficer', 'bureauReviewer']);
  await save(id, shift, {}, both);
  await both.put('/sessions/current/hat', { hat: 'bureauReviewer' });
  expect([await waits(officer), await waits(reviewer), await waits(both)]).toEqual([
    [],
    ['核验新版本草稿'],
    [],
  ]);
  await save(id, ({ dimensions }) => void (dimensions[0].points = '21'));
  expect([await waits(officer), await waits(reviewer), await waits(leader)]).toEqual([
    ['改正新版本草稿'],
    [],
    [],
  ]);
});

describe('withdrawing', () => {
  it('closes the draft and lets another be opened', async () => {
    const id = await opened();
    expect((await withdraw(id, reviewer)).status).toBe(403);
    expect((await officer.delete(`/policy-drafts/${id}`)).status).toBe(422);
    expect((await withdraw(id)).status).toBe(200);
    expect((await read(id)).draft).toMatchObject({ state: 'withdrawn', closedByName: expect.any(String) });
    expect((await withdraw(id)).status).toBe(409);
    expect(await linesOf(id)).toEqual([
      'policyDraft.opened bureauOfficer',
      'policyDraft.withdrawn bureauOfficer',
    ]);
    await opened();
  });
});

it('lets the database refuse a check by who drafted', async () => {
  const id = await opened();
  await save(id, shift);
  await expect(
    district.owner
      .updateTable('policyDraft')
      .set({
        state: 'checked',
        closedBy: officer.accountId,
        closedAt: district.clock.now(),
        policyId: rubricId,
      })
      .where('id', '=', id)
      .execute(),
  ).rejects.toThrow(/check constraint/);
});
