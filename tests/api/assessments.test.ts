import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveredWork, wholeSheet } from '../support/assessments.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { pdf } from '../support/sample-files.ts';

let district: District;
let opener: Person;
let scorer: Person;
let reviewer: Person;
let leader: Person;

beforeAll(async () => {
  district = await openDistrict();
  await signIn();
});
afterAll(() => district.close());

async function signIn() {
  opener = await district.signedIn(['bureauOfficer']);
  scorer = await district.signedIn(['bureauOfficer'], { division: '绩效科' });
  reviewer = await district.signedIn(['bureauReviewer']);
  leader = await district.signedIn(['bureauLeader']);
}

async function opened(more: Parameters<typeof deliveredWork>[3] = {}) {
  const agency = await district.agency();
  const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
  const work = await deliveredWork(district, agency.id, opener, more);
  const answer = await opener.post('/assessments', { commissionCode: work.code });
  expect(answer.status).toBe(201);
  return { agency, staff, work, code: answer.body.code as string };
}

async function begun(more: Parameters<typeof deliveredWork>[3] = {}) {
  const one = await opened(more);
  const answer = await scorer.post(
    `/assessments/${one.code}/declaration`,
    { conflict: 'none' },
    { version: 1 },
  );
  expect(answer.status).toBe(201);
  return one;
}

async function scored(sheet: unknown = wholeSheet(), more: Parameters<typeof deliveredWork>[3] = {}) {
  const one = await begun(more);
  const answer = await scorer.post(`/assessments/${one.code}/submission`, sheet, { version: 1 });
  expect(answer.body).toMatchObject({ state: 'scored' });
  return one;
}

const versionOf = async (code: string): Promise<number> =>
  (await reviewer.get(`/assessments/${code}`)).body.assessment.version;

async function approved(sheet?: unknown) {
  const one = await scored(sheet);
  const answer = await reviewer.post(
    `/assessments/${one.code}/approval`,
    { note: '评分有据。' },
    { version: await versionOf(one.code) },
  );
  expect(answer.status).toBe(201);
  return one;
}

async function served(sheet?: unknown) {
  const one = await approved(sheet);
  const { body } = await one.staff.get('/notices');
  const notice = body.notices.find((row: { path: string }) => row.path === `/assessments/${one.code}`);
  expect((await one.staff.post(`/notices/${notice.id}/opening`)).status).toBe(201);
  return one;
}

describe('启动考核', () => {
  it('is of accepted work, once, under the rubric of the contract', async () => {
    const { code, work, agency } = await opened();
    expect(code).toMatch(/^KH-2025-\d{3}$/);
    const row = await district.owner
      .selectFrom('assessment')
      .selectAll()
      .where('code', '=', code)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ agencyId: agency.id, rubricId: work.rubricId, state: 'open' });
    const again = await opener.post('/assessments', { commissionCode: work.code });
    expect(again.status).toBe(422);
    expect(again.body.fields.commissionCode).toContain('尚未考核');
    expect((await opener.post('/assessments', { commissionCode: 'WT-2025-000' })).status).toBe(422);
    expect((await reviewer.post('/assessments', { commissionCode: work.code })).status).toBe(403);
    const events = (await opener.get(`/assessments/${code}`)).body.timeline.map(
      (one: { event: string }) => one.event,
    );
    expect(events).toEqual(['assessment.opened']);
  });
});

describe('who scores', () => {
  it('not who chose the agency, not another division, not two at once, and only after the declaration', async () => {
    const { code } = await opened({ chosenBy: scorer });
    const chosen = await scorer.post(
      `/assessments/${code}/declaration`,
      { conflict: 'none' },
      { version: 1 },
    );
    expect(chosen.status).toBe(403);
    expect(chosen.body.message).toMatch(/另一人/);
    const other = await district.signedIn(['bureauOfficer'], { division: '办公室' });
    expect(
      (await other.post(`/assessments/${code}/declaration`, { conflict: 'none' }, { version: 1 })).status,
    ).toBe(403);
    const line = await district.signedIn(['divisionOfficer'], { division: '经建科' });
    expect(
      (await line.post(`/assessments/${code}/declaration`, { conflict: 'none' }, { version: 1 })).status,
    ).toBe(403);
    const own = await district.signedIn(['divisionOfficer'], { division: '教科文科' });
    const early = await own.put(`/assessments/${code}/sheet`, wholeSheet(), { version: 1 });
    expect(early.status).toBe(409);
    expect(early.body.message).toContain('声明');
    expect(
      (await own.post(`/assessments/${code}/declaration`, {}, { version: 1 })).body.fields.conflict,
    ).toBeTruthy();
    const has = await own.post(`/assessments/${code}/declaration`, { conflict: 'has' }, { version: 1 });
    expect(has.body.fields.conflict).toContain('回避');
    expect(
      (await own.post(`/assessments/${code}/declaration`, { conflict: 'none' }, { version: 1 })).status,
    ).toBe(201);
    const second = await district.signedIn(['bureauOfficer'], { division: '绩效科' });
    const late = await second.post(`/assessments/${code}/declaration`, { conflict: 'none' }, { version: 2 });
    expect(late.status).toBe(403);
    expect((await second.put(`/assessments/${code}/sheet`, wholeSheet(), { version: 1 })).status).toBe(403);
  });
});

describe('the sheet', () => {
  it('keeps what was typed, and a stale write is shown both', async () => {
    const { code } = await begun();
    const typed = wholeSheet({ P2: { parts: [{ code: 'P2', points: '六分', reason: '' }] } });
    expect((await scorer.put(`/assessments/${code}/sheet`, typed, { version: 1 })).body).toEqual({
      version: 2,
    });
    const { sheet } = (await scorer.get(`/assessments/${code}`)).body;
    expect(sheet.typed.items.P2.parts[0].points).toBe('六分');
    expect(sheet).toMatchObject({ isOwn: true, isWriting: true, result: null });
    const stale = await scorer.put(`/assessments/${code}/sheet`, wholeSheet(), { version: 1 });
    expect(stale.body).toMatchObject({ code: 'stale', current: { version: 2 } });
    expect(stale.body.current.typed.items.P2.parts[0].points).toBe('六分');
  });

  it('with all its faults at once', async () => {
    const { code } = await begun({ draftDeliveredOn: '2025-06-11' });
    const sheet = wholeSheet(
      {
        P1: {},
        P2: { parts: [{ code: 'P2', points: '7.005' }] },
        O4: { done: 'yes' },
        O5: { parts: [{ code: 'O5.1', points: '5' }] },
        D1: { own: [{ cause: 'planLate', times: '0', reason: '' }] },
      },
      { papersChecked: '30', archiveChecked: '' },
    );
    const answer = await scorer.post(`/assessments/${code}/submission`, sheet, { version: 1 });
    expect(answer.status).toBe(422);
    const { fields } = answer.body;
    expect(fields['items.P1.done']).toContain('尚未评分');
    expect(fields['items.P2.parts[0].points']).toContain('两位小数');
    expect(fields['items.O3.done']).toContain('前后不符');
    expect(fields['observed.papersChecked']).toBeTruthy();
    expect(fields['items.O4.done']).toContain('满分须写明理由');
    expect(fields['items.O5.done']).toContain('0.00 至 4.00');
    expect(fields['items.D1.done']).toBeTruthy();
    expect(fields['items.D1.own[0].times']).toBeTruthy();
    expect(fields['items.D3.done']).toContain('归档');
    // 2 working days late: the suggestion must be adopted or rejected with a reason.
    expect(fields['items.E2.done']).toContain('逾期 2 个工作日');
    const stored = await district.owner
      .selectFrom('assessment')
      .select('state')
      .where('code', '=', code)
      .executeTakeFirst();
    expect(stored?.state).toBe('scoring');
  });

  it('says which of its parts still wait for the scorer', async () => {
    const { code } = await begun({ draftDeliveredOn: '2025-06-11' });
    const pending = async () => (await scorer.get(`/assessments/${code}`)).body.sheet.pending;
    const save = (sheet: unknown, version: number) =>
      scorer.put(`/assessments/${code}/sheet`, sheet, { version });
    const all = ['P1', 'P2', 'P3', 'O1', 'O2', 'O3', 'O4', 'O5', 'O6', 'E1', 'E2', 'E3', 'D1', 'D2', 'D3'];
    expect(await pending()).toEqual(['observed', ...all]);
    // 2 working days late: the suggestion is undecided, however often the item was gone through.
    await save(wholeSheet(), 1);
    expect(await pending()).toEqual(['E2']);
    await save(wholeSheet({ O5: {} }, { archiveChecked: '' }), 2);
    expect(await pending()).toEqual(['observed', 'O5', 'E2', 'D3']);
    await save(wholeSheet({}, { papersChecked: 'ten' }), 3);
    expect(await pending()).toEqual(['observed', 'O3', 'E2']);
  });

  it('takes several deductions, faults and breaches, and drops no row of which only the evidence was typed', async () => {
    const { code } = await begun();
    const evidence = { evidence: '第 3 页' };
    const sheet = wholeSheet(
      { O4: { done: 'yes', own: [{}, { ...evidence }] } },
      {
        reportFaults: [{}, { gravity: 'other', text: '第 7 页数字不一致', ...evidence }, evidence],
        secrecyBreaches: [{}, evidence],
      },
    );
    const { fields } = (await scorer.post(`/assessments/${code}/submission`, sheet, { version: 1 })).body;
    expect(fields).toMatchObject({
      'items.O4.own[1].cause': '选择扣分情形。',
      'observed.reportFaults[2].text': '写明差错并选择轻重。',
      'observed.secrecyBreaches[1].text': '写明事实和核实的方式。',
    });
    expect(Object.keys(fields).filter((path) => path.includes('[0]'))).toEqual([]);
    await scorer.put(`/assessments/${code}/sheet`, sheet, { version: 1 });
    const { typed } = (await scorer.get(`/assessments/${code}`)).body.sheet;
    expect([typed.observed.reportFaults.length, typed.items.O4.own.length]).toEqual([3, 2]);
  });

  it('suggests what the platform knows, priced by the rubric', async () => {
    const { code } = await begun({ draftDeliveredOn: '2025-06-11' });
    const { suggestions } = (await scorer.get(`/assessments/${code}`)).body.sheet;
    const late = suggestions.find((one: { item: string }) => one.item === 'E2').deductions[0];
    // 5 points × 10 % × 2 days
    expect(late).toMatchObject({ lost: 100, times: 2, cause: 'draftLate' });
    const verdict = (rest: object) =>
      wholeSheet({ E2: { suggestions: [{ factId: late.factId, cause: late.cause, ...rest }] } });
    const unreasoned = await scorer.post(`/assessments/${code}/submission`, verdict({ verdict: 'reject' }), {
      version: 1,
    });
    expect(unreasoned.body.fields['items.E2.done']).toContain('不采用系统建议');
    const taken = await scorer.post(`/assessments/${code}/submission`, verdict({ verdict: 'adopt' }), {
      version: 1,
    });
    expect(taken.status).toBe(201);
    // 100 − 1.00 (O5.3) − 1.00 (E2)
    expect((await reviewer.get(`/assessments/${code}`)).body.sheet.result).toMatchObject({
      points: 9800,
      tier: '优',
    });
    const again = await scorer.post(`/assessments/${code}/submission`, verdict({ verdict: 'adopt' }), {
      version: 2,
    });
    expect(again.status).toBe(409);
  });

  it('leaves an item out only when a second person confirms it', async () => {
    const { code } = await begun();
    const sheet = wholeSheet({ O2: { notApplicable: 'yes', notApplicableReason: '涉密场所不得进入。' } });
    await scorer.put(`/assessments/${code}/sheet`, sheet, { version: 1 });
    const alone = await scorer.post(`/assessments/${code}/submission`, sheet, { version: 2 });
    expect(alone.body.fields['items.O2.done']).toContain('第二人');
    expect((await scorer.post(`/assessments/${code}/not-applicable`, { item: 'O2' })).status).toBe(403);
    expect((await reviewer.post(`/assessments/${code}/not-applicable`, { item: 'O3' })).status).toBe(422);
    expect((await reviewer.post(`/assessments/${code}/not-applicable`, { item: 'O2' })).status).toBe(201);
    expect((await scorer.post(`/assessments/${code}/submission`, sheet, { version: 3 })).status).toBe(201);
    // (100 − 7 − 1) ÷ 93 × 100 = 98.924…
    expect((await reviewer.get(`/assessments/${code}`)).body.sheet.result.points).toBe(9892);
    // What becomes the agency's receipt says that two persons did it, not who they are.
    const approval = await reviewer.post(`/assessments/${code}/approval`, { note: '可。' }, { version: 3 });
    expect(approval.status).toBe(201);
    const { approved } = await district.owner
      .selectFrom('assessment')
      .select('approved')
      .where('code', '=', code)
      .executeTakeFirstOrThrow();
    expect(approved).toMatchObject({ marks: { O2: { markedBy: '评分人', secondPerson: '确认人' } } });
  });

  it("is nobody else's to read before it is submitted", async () => {
    const { code } = await begun();
    await scorer.put(`/assessments/${code}/sheet`, wholeSheet(), { version: 1 });
    for (const person of [reviewer, leader, opener, await district.signedIn(['auditor'])])
      expect((await person.get(`/assessments/${code}`)).body).toMatchObject({
        sheet: null,
        result: null,
        feedback: [],
      });
  });
});

describe('复核', () => {
  it('is by another person than the scorer, and can send the sheet back', async () => {
    const both = await district.signedIn(['bureauOfficer', 'bureauReviewer'], { division: '绩效科' });
    const { code } = await opened();
    await both.post(`/assessments/${code}/declaration`, { conflict: 'none' }, { version: 1 });
    const early = await reviewer.post(`/assessments/${code}/approval`, { note: '可。' }, { version: 2 });
    expect(early.status).toBe(409);
    await both.post(`/assessments/${code}/submission`, wholeSheet(), { version: 1 });
    await both.put('/sessions/current/hat', { hat: 'bureauReviewer' });
    const own = await both.post(`/assessments/${code}/approval`, { note: '可。' }, { version: 3 });
    expect(own.status).toBe(403);
    expect(own.body.message).toContain('另一人');
    expect(
      (await leader.post(`/assessments/${code}/approval`, { note: '可。' }, { version: 3 })).status,
    ).toBe(403);
    expect((await reviewer.post(`/assessments/${code}/approval`, { note: '' }, { version: 3 })).status).toBe(
      422,
    );
    expect(
      (await reviewer.post(`/assessments/${code}/approval`, { note: '可。' }, { version: 1 })).body.code,
    ).toBe('stale');
    const sent = await reviewer.post(
      `/assessments/${code}/return`,
      { reason: 'O5.3 的理由不足。' },
      { version: 3 },
    );
    expect(sent.status).toBe(201);
    const waits = await reviewer.post(`/assessments/${code}/approval`, { note: '可。' }, { version: 4 });
    expect(waits.status).toBe(409);
    await both.put('/sessions/current/hat', { hat: 'bureauOfficer' });
    const { sheet } = (await both.get(`/assessments/${code}`)).body;
    expect(sheet.returnedReason).toContain('O5.3');
    expect(
      (await both.post(`/assessments/${code}/submission`, wholeSheet(), { version: sheet.version })).status,
    ).toBe(201);
    const done = await reviewer.post(
      `/assessments/${code}/approval`,
      { note: '可。' },
      { version: await versionOf(code) },
    );
    expect(done.body).toMatchObject({ state: 'feedback' });
  });
});

describe('sealed', () => {
  it('all answers to the agency are the same whatever the score, until the notice is served', async () => {
    const sheets = [
      wholeSheet(),
      wholeSheet({
        O5: { parts: [0, 1, 2].map((n) => ({ code: `O5.${n + 1}`, points: '0', reason: '无' })) },
      }),
      wholeSheet({ P2: { parts: [{ code: 'P2', points: '0', reason: '无' }] } }),
    ];
    const one = await begun();
    const paths = [
      '/assessments',
      `/assessments/${one.code}`,
      `/ratings/${one.agency.code}`,
      '/ratings',
      '/sanctions',
      '/home',
      '/notices',
      '/commissions',
      `/commissions/${one.work.code}`,
      `/agencies/${one.agency.code}`,
    ];
    const answers = async () => {
      const all = await Promise.all(paths.map((path) => one.staff.get(path)));
      return JSON.stringify(all.map(({ status, body }) => ({ status, body: { ...body, requestId: '' } })));
    };
    const before = await answers();
    expect(JSON.parse(before)[1].status).toBe(404);
    let version = 1;
    for (const sheet of sheets) {
      const answer = await scorer.post(`/assessments/${one.code}/submission`, sheet, { version });
      expect(answer.status).toBe(201);
      expect(await answers()).toBe(before);
      await reviewer.post(
        `/assessments/${one.code}/return`,
        { reason: '再核。' },
        { version: await versionOf(one.code) },
      );
      version += 2;
      expect(await answers()).toBe(before);
    }
    await scorer.post(`/assessments/${one.code}/submission`, wholeSheet(), { version });
    await reviewer.post(
      `/assessments/${one.code}/approval`,
      { note: '可。' },
      { version: await versionOf(one.code) },
    );
    // The notice lies there, closed; of the assessment there is still nothing.
    expect((await one.staff.get(`/assessments/${one.code}`)).status).toBe(404);
    expect((await one.staff.get('/assessments')).body.assessments).toEqual([]);
    const [notice] = (await one.staff.get('/notices')).body.notices;
    expect(JSON.stringify((await one.staff.get(`/notices/${notice.id}`)).body)).not.toMatch(/99\.00|9900/);
  });
});

describe('反馈', () => {
  const feedback = (items: unknown[]) => ({ items });

  it('is the agency’s, item by item, each once and within 5 working days of service', async () => {
    const { code, staff } = await served();
    const seen = (await staff.get(`/assessments/${code}`)).body;
    expect(seen.result).toMatchObject({ points: 9900, tier: '优' });
    expect(seen.window).toMatchObject({ day: '2025-11-27', left: 5 });
    expect(seen.sheet).toBeNull();
    const give = (items: unknown[], version: number) =>
      staff.post(`/assessments/${code}/feedback`, feedback(items), { version });
    const { version } = seen.assessment;
    expect((await give([{ code: 'O5', agrees: 'no' }], version)).body.fields['items[0].statement']).toContain(
      '理由',
    );
    expect((await give([{ code: 'X9', agrees: 'yes' }], version)).status).toBe(422);
    expect((await give([{ code: 'O5', agrees: '' }], version)).status).toBe(422);
    expect(
      (await give([{ code: 'O5', agrees: 'no', statement: '已写明责任单位。', fileId: 'x' }], version)).body
        .fields['items[0].fileId'],
    ).toBeTruthy();
    expect(
      (
        await give(
          [
            { code: 'O5', agrees: 'no', statement: '已写明责任单位，见第 32 页。' },
            { code: 'P1', agrees: 'yes' },
          ],
          version,
        )
      ).status,
    ).toBe(201);
    expect(
      (await give([{ code: 'O5', agrees: 'yes' }], version + 1)).body.fields['items[0].agrees'],
    ).toContain('只反馈一次');
    expect((await reviewer.post(`/assessments/${code}/feedback`, feedback([]), { version: 1 })).status).toBe(
      403,
    );
    const stranger = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
    const strange = await stranger.post(
      `/assessments/${code}/feedback`,
      feedback([{ code: 'P1', agrees: 'yes' }]),
      { version: 1 },
    );
    const random = await stranger.get('/assessments/KH-2025-999');
    expect(strange.status).toBe(404);
    expect({ ...strange.body, requestId: '' }).toEqual({ ...random.body, requestId: '' });
  });

  it('refuses words or proof without a stand, at their item, and keeps nothing of it', async () => {
    const { code, staff } = await served();
    const proof = await staff.upload('证明.pdf', pdf());
    const version = await versionOf(code);
    const give = (items: unknown[]) =>
      staff.post(`/assessments/${code}/feedback`, feedback(items), { version });
    const silent = await give([
      { code: 'P1', agrees: 'yes' },
      { code: 'P2', agrees: '', statement: '人员结构的说明见第 5 页。' },
      { code: 'O5', fileId: proof.body.id },
      { code: 'E1', agrees: '', statement: '', fileId: '' },
      { code: 'E2', agrees: '', statement: '  ' },
    ]);
    expect(silent.status).toBe(422);
    expect(Object.keys(silent.body.fields)).toEqual(['items[1].agrees', 'items[2].agrees']);
    for (const message of Object.values(silent.body.fields)) expect(message).toContain('请选择认可或不认可');
    expect(
      (await give([{ code: 'P2', statement: '只写了理由。' }])).body.fields['items[0].agrees'],
    ).toContain('请选择认可或不认可');
    expect((await give([{ code: 'P2' }])).body.fields.items).toContain('至少对一个评分项');
    expect((await staff.get(`/assessments/${code}`)).body).toMatchObject({
      feedback: [],
      assessment: { version },
    });
  });

  it('carries a file of the agency’s own, which the bureau reads and no other agency', async () => {
    const { code, staff } = await served();
    const stranger = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
    const [own, foreign] = [
      await staff.upload('证明.pdf', pdf()),
      await stranger.upload('别家.pdf', pdf('别')),
    ];
    const version = await versionOf(code);
    const give = (fileId: string) =>
      staff.post(
        `/assessments/${code}/feedback`,
        feedback([{ code: 'O5', agrees: 'no', statement: '已写明责任单位，见附件。', fileId }]),
        { version },
      );
    for (const id of [foreign.body.id, 'x', '-'.repeat(36), '0199b3a0-0000-7000-8000-000000000000'])
      expect((await give(id)).body.fields['items[0].fileId'], id).toContain('没有找到证明材料');
    expect((await give(own.body.id)).status).toBe(201);
    const [stated] = (await scorer.get(`/assessments/${code}`)).body.feedback;
    expect(stated).toMatchObject({
      itemCode: 'O5',
      agrees: false,
      fileId: own.body.id,
      fileName: '证明.pdf',
    });
    expect((await scorer.get(`/files/${stated.fileId}`)).status).toBe(200);
    expect((await stranger.get(`/files/${stated.fileId}`)).status).toBe(404);
  });

  it('an objection that is taken changes its item only, after a new approval', async () => {
    const { code, staff, agency } = await served();
    await staff.post(
      `/assessments/${code}/feedback`,
      feedback([{ code: 'O5', agrees: 'no', statement: '已写明责任单位，见第 32 页。' }]),
      { version: await versionOf(code) },
    );
    const answer = (person: Person, more = {}) =>
      versionOf(code).then((version) =>
        person.post(
          `/assessments/${code}/feedback/O5/answer`,
          { answer: '属实，予以采纳。', changes: 'yes', ...more },
          { version },
        ),
      );
    expect((await answer(opener)).status).toBe(403);
    expect((await answer(scorer, { answer: '' })).status).toBe(422);
    expect((await answer(scorer)).status).toBe(201);
    expect((await answer(scorer)).status).toBe(409);
    const full = {
      parts: [
        { code: 'O5.1', points: '4' },
        { code: 'O5.2', points: '3' },
        { code: 'O5.3', points: '3', reason: '第 32 页写明了责任单位。' },
      ],
    };
    const { version } = (await scorer.get(`/assessments/${code}`)).body.sheet;
    const other = await scorer.post(
      `/assessments/${code}/submission`,
      wholeSheet({ O5: full, P2: { parts: [{ code: 'P2', points: '1', reason: '再议' }] } }),
      { version },
    );
    expect(other.body.fields['items.P2.done']).toContain('不能改动');
    expect(
      (await scorer.post(`/assessments/${code}/submission`, wholeSheet({ O5: full }), { version })).status,
    ).toBe(201);
    // Until it is approved again the agency sees what was approved before, and nothing is final.
    expect((await staff.get(`/assessments/${code}`)).body.result.points).toBe(9900);
    district.clock.set('2025-11-28T01:00:00.000Z');
    await signIn();
    const early = await leader.post(
      `/assessments/${code}/result`,
      { reason: '依据充分。' },
      { version: await versionOf(code) },
    );
    expect(early.body.message).toContain('复核');
    expect(
      (
        await reviewer.post(
          `/assessments/${code}/approval`,
          { note: '属实。' },
          { version: await versionOf(code) },
        )
      ).status,
    ).toBe(201);
    const now = await leader.post(
      `/assessments/${code}/result`,
      { reason: '依据充分。' },
      { version: await versionOf(code) },
    );
    expect(now.body).toMatchObject({ state: 'final', points: 10000, tier: '优', rating: 'B' });
    expect((await leader.get(`/ratings/${agency.code}`)).body).toMatchObject({ rating: 'B', points: 10000 });
    district.clock.set('2025-11-20T01:00:00.000Z');
    await signIn();
  });
});

describe('确定考核等级', () => {
  it('waits for the window and is another person’s; the rating follows in the same transaction', async () => {
    const { code, agency } = await served();
    const finalise = async (person: Person, more = {}) =>
      person.post(
        `/assessments/${code}/result`,
        { reason: '依据充分。', ...more },
        { version: await versionOf(code) },
      );
    const early = await finalise(leader);
    expect(early.status).toBe(409);
    expect(early.body.message).toContain('2025-11-27');
    expect((await finalise(reviewer)).status).toBe(403);
    // The last day belongs to the agency until 24:00 in Shanghai.
    district.clock.set('2025-11-27T15:59:59.999Z');
    await signIn();
    expect((await finalise(leader)).status).toBe(409);
    district.clock.set('2025-11-27T16:00:00.000Z');
    await signIn();
    const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    const late = await staff.post(
      `/assessments/${code}/feedback`,
      { items: [{ code: 'P1', agrees: 'yes' }] },
      { version: await versionOf(code) },
    );
    expect(late.body.message).toContain('届满');
    expect((await finalise(leader, { reason: '' })).status).toBe(422);
    const version = await versionOf(code);
    const send = () =>
      leader.post(`/assessments/${code}/result`, { reason: '依据充分。' }, { version, key: `final-${code}` });
    const [one, two] = await Promise.all([send(), send()]);
    expect(one.body).toMatchObject({ state: 'final', points: 9900, tier: '优', rating: 'B' });
    expect(two.body).toEqual(one.body);
    const results = await district.owner
      .selectFrom('assessmentResult')
      .selectAll()
      .where('agencyId', '=', agency.id)
      .execute();
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ points: 9900, tier: '优', vetoed: false });
    expect(results[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await finalise(leader)).status).toBe(409);
    const events = (await staff.get(`/assessments/${code}`)).body.timeline.map(
      (row: { event: string }) => row.event,
    );
    expect(events).toContain('assessment.finalised');
    expect(events).not.toContain('assessment.scored');
    const rating = (await staff.get(`/ratings/${agency.code}`)).body;
    expect(rating.inForce.cause).toContain(code);
    expect(rating.inForce.result.reasons.join()).toContain('仅 1 次考核');
    district.clock.set('2025-11-20T01:00:00.000Z');
    await signIn();
  });
});
