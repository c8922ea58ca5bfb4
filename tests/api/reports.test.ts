import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { openDistrict, type District } from '../support/district.ts';
import {
  consultedCommission,
  done,
  fileFinal,
  finalisedCommission,
  installPolicies,
  realIndicators,
  realMarks,
  reportOf,
  runningCommission,
  travel,
  uploaded,
} from '../support/evaluations.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
  await installPolicies(district);
});
afterAll(() => district.close());

const events = async (id: string) =>
  (await district.owner.selectFrom('journalEntry').select('event').where('subjectId', '=', id).execute()).map(
    ({ event }) => event,
  );

describe('the draft report', () => {
  it('of the real sheet, entered as printed, comes to 65.00 and 评价等级 中', async () => {
    const { id, code, staff, officer, unit } = await runningCommission(district);
    const filed = await staff.post(`/reports/${code}/drafts`, reportOf(await uploaded(staff)));
    expect([filed.status, filed.body]).toEqual([
      201,
      { kind: 'draft', number: 1, points: 6500, grade: '中' },
    ]);
    const { report, sheet, indicators } = (await officer.get(`/reports/${code}/draft-1`)).body;
    expect(report).toMatchObject({ score: 6500, grade: '中' });
    expect(indicators).toHaveLength(28);
    expect(
      sheet.firstLevels.map(({ title, full, got, rate }: Record<string, unknown>) => [
        title,
        full,
        got,
        rate,
      ]),
    ).toEqual([
      ['决策', 1500, 1040, 6933],
      ['过程', 2500, 1147, 4588],
      ['产出', 2500, 1988, 7952],
      ['效益', 3500, 2325, 6643],
    ]);
    expect((await officer.get(`/reports/${code}/draft-1/file`)).headers.get('Content-Disposition')).toMatch(
      /^attachment/,
    );
    expect((await unit.get(`/reports/${code}/draft-1`)).status).toBe(404);
    expect((await unit.get(`/reports/${code}`)).body.reports).toEqual([]);
    for (const key of ['draft-2', 'final-1', 'draft-0', 'other'])
      expect((await officer.get(`/reports/${code}/${key}`)).status).toBe(404);
    const twice = await staff.post(`/reports/${code}/drafts`, reportOf(await uploaded(staff)), {
      version: 1,
    });
    expect([twice.status, twice.body.message]).toEqual([409, expect.stringContaining('「初稿」')]);
    expect(await events(id)).toContain('report.draftSubmitted');
  });

  it('says every wrong mark at its field and keeps what was typed', async () => {
    const { code, staff } = await runningCommission(district);
    const fileId = await uploaded(staff);
    const marks = {
      ...realMarks,
      A101: { got: '2.01' },
      A102: { got: '0.00', reason: '' },
      A201: { got: '２' },
      A202: { got: '2.405', reason: '扣' },
      A301: { got: '', reason: '' },
      A302: { notApplicable: 'yes' },
      B101: { got: '-1', reason: '扣' },
    };
    const path = `/reports/${code}`;
    done(await staff.put(`${path}/working-copies/draft`, reportOf('', { marks, summary: '' })));
    expect((await staff.get(path)).body.writing.content.marks.A201.got).toBe('２');
    const refused = await staff.post(`${path}/drafts`, reportOf(fileId, { marks, summary: ' ' }), {
      version: 1,
    });
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toEqual({
      summary: '填写报告摘要和评价结论。',
      'marks.A101.got': '「立项依据充分性」的得分须在 0.00 至 2.00 之间。',
      'marks.A102.reason': '「立项程序规范性」：扣分须写明理由。',
      'marks.A201.got': '「绩效目标合理性」的得分须用半角数字填写，例如 3.50。',
      'marks.A202.got': '「绩效指标明确性」的得分最多两位小数。',
      'marks.A301.got': '请填写「预算编制科学性」的得分。',
      'marks.A302.reason': '「资金分配合理性」：标记不适用须写明理由。',
      'marks.B101.got': '「管理制度健全性」的得分须在 0.00 至 5.00 之间。',
    });
    expect((await staff.get(path)).body.writing.version).toBe(1);
    const unknown = { ...realMarks, Z999: { got: '1' } };
    expect(
      (await staff.post(`${path}/drafts`, reportOf(fileId, { marks: unknown }), { version: 1 })).status,
    ).toBe(422);
    const strange = newId(district.clock.now());
    const noFile = await staff.post(`${path}/drafts`, reportOf(strange), { version: 1 });
    expect(noFile.body.fields).toEqual({ fileId: '没有找到这个文件，请重新上传。' });
    // Scaled: 实得 ÷ (100 − 2) × 100 without A302 (1.00 of 2): 64.00 ÷ 98 × 100 = 65.306…
    const scaled = { ...realMarks, A302: { notApplicable: 'yes', reason: '未分配资金' } };
    const filed = await staff.post(`${path}/drafts`, reportOf(fileId, { marks: scaled }), { version: 1 });
    expect(filed.body).toMatchObject({ points: 6531, grade: '中' });
  });
});

describe('the check of a filed sheet', () => {
  const methods: Record<string, { method: string; scale: string }> = {
    B201: { method: 'ratio', scale: '80-100' },
    C101: { method: 'ratio', scale: '' },
    D401: { method: 'survey', scale: '70-90' },
  };
  const withMethods = realIndicators.map((row) => ({ ...row, ...methods[row.code] }));
  const stating = (data: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(realMarks).map(([code, mark]) => [code, { ...mark, data: data[code] ?? '' }]),
    );

  it('tells the bureau alone the three real faults, at their places', async () => {
    const { code, staff, officer } = await runningCommission(district, withMethods);
    const marks = stating({
      B201: '87.93/100；100/100；100/100；=93.35%',
      C101: '131/146；65/101；161/168；168/174；正文：195+153+135+42=525；评分表：195+105+108+31=439',
      D401: '329/94/4/2/3；=93.06%',
    });
    done(await staff.post(`/reports/${code}/drafts`, reportOf(await uploaded(staff), { marks })));
    const { check, report } = (await officer.get(`/reports/${code}/draft-1`)).body;
    expect(report).toMatchObject({ score: 6500, grade: '中' });
    expect(check.stated).toBe(3);
    expect(
      check.faults.map(({ place, stated, recomputed }: Record<string, string>) => [
        place,
        stated,
        recomputed,
      ]),
    ).toEqual([
      ['B201「预算执行率」', '93.35%', '95.98%'],
      ['B201「预算执行率」', '3.34 分', '3.99 分'],
      ['C101「一次性竞赛补贴完成数量」', '6.94 分', '6.93 分'],
      ['总分', '65.00 分', '65.64 分'],
      ['C101「一次性竞赛补贴完成数量」（评分表）', '195+105+108+31=439', '195+153+135+42=525'],
    ]);
    expect((await staff.get(`/reports/${code}/draft-1`)).body.check).toBeNull();
  });

  it('finds nothing in a sheet without data, and nothing in one whose data bear its marks out', async () => {
    const { code, staff, officer } = await runningCommission(district);
    done(await staff.post(`/reports/${code}/drafts`, reportOf(await uploaded(staff))));
    expect((await officer.get(`/reports/${code}/draft-1`)).body.check).toEqual({ stated: 0, faults: [] });
    const other = await runningCommission(district, withMethods);
    const marks = stating({ B201: '12634.70/13534.70；=93.35%', D401: '329/94/4/2/3' });
    const filed = reportOf(await uploaded(other.staff), { marks });
    done(await other.staff.post(`/reports/${other.code}/drafts`, filed));
    const { check } = (await other.officer.get(`/reports/${other.code}/draft-1`)).body;
    expect(check).toEqual({ stated: 2, faults: [] });
  });

  it('refuses data that cannot be read, at their field', async () => {
    const { code, staff } = await runningCommission(district, withMethods);
    const marks = stating({ B201: '很多/100', D401: '329/94', A101: '5/6' });
    const refused = await staff.post(`/reports/${code}/drafts`, reportOf(await uploaded(staff), { marks }));
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.fields)).toEqual([
      'marks.A101.data',
      'marks.B201.data',
      'marks.D401.data',
    ]);
  });
});

describe('征求意见', () => {
  it('opens for the unit from service and closes after five working days, to the millisecond', async () => {
    const { id, code, officer, unit, staff, noticeId } = await consultedCommission(district);
    const path = `/consultations/${code}`;
    const unserved = await unit.post(`${path}/answers`, { noComment: 'yes' });
    expect([unserved.status, unserved.body.message]).toEqual([409, expect.stringContaining('尚未签收')]);
    await travel(district, '2025-12-01T01:00:00.000Z');
    done(await unit.post(`/notices/${noticeId}/opening`));
    expect((await unit.get(`/reports/${code}/draft-1`)).body.report.score).toBe(6500);
    const { windows } = (await unit.get(path)).body;
    // Service on Monday 12-01; opened by the bureau on Thursday 11-20 of its own clock.
    expect(windows.unit).toMatchObject({ state: 'open', until: { day: '2025-12-08' } });
    expect(windows.bureau).toMatchObject({ state: 'silent', until: { day: '2025-11-27' } });
    const late = await officer.post(`${path}/answers`, { noComment: 'yes' });
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining('视为无异议')]);
    await travel(district, '2025-12-08T15:59:59.999Z');
    const empty = await unit.post(`${path}/answers`, { comments: [{ page: '3', body: ' ' }] });
    expect(empty.body.fields.noComment).toMatch(/勾选「无意见」/);
    const both = await unit.post(`${path}/answers`, {
      comments: [{ page: '3', body: '数据有误' }],
      noComment: 'yes',
    });
    expect(both.body.fields.noComment).toMatch(/取消勾选/);
    const sent = await unit.post(
      `${path}/answers`,
      { comments: [{ page: '第 3 页', body: '完成数应为 12' }, { body: '' }, { body: '成效未写全' }] },
      { key: 'comments-1' },
    );
    expect([sent.status, sent.body.comments]).toEqual([201, 2]);
    expect((await unit.post(`${path}/answers`, { noComment: 'yes' })).body.message).toMatch(/每方答复一次/);
    const { comments, reportState } = (await staff.get(path)).body;
    expect(
      comments.map(({ number, origin, page, body, onPaper }: Record<string, unknown>) => [
        number,
        origin,
        page,
        body,
        onPaper,
      ]),
    ).toEqual([
      [1, 'unit', '第 3 页', '完成数应为 12', false],
      [2, 'unit', '', '成效未写全', false],
    ]);
    expect(reportState).toBe('answering');
    expect(await events(id)).toEqual(
      expect.arrayContaining(['consultation.opened', 'notice.sent', 'consultation.answered']),
    );
    await travel(district, '2025-11-20T01:10:00.000Z');
  });

  it('takes silence as no objection from the next day on', async () => {
    const { code, unit, staff, noticeId } = await consultedCommission(district);
    done(await unit.post(`/notices/${noticeId}/opening`));
    await travel(district, '2025-11-27T15:59:59.999Z');
    expect((await staff.get(`/consultations/${code}`)).body.reportState).toBe('consultation');
    const waiting = await staff.put(`/reports/${code}/working-copies/final`, reportOf(''));
    expect([waiting.status, waiting.body.message]).toEqual([409, expect.stringContaining('「征求意见」')]);
    await travel(district, '2025-11-27T16:00:00.000Z');
    const { windows, reportState } = (await staff.get(`/consultations/${code}`)).body;
    expect(reportState).toBe('answering');
    expect(windows.unit).toMatchObject({ state: 'silent', endedOn: '2025-11-27' });
    const late = await unit.post(`/consultations/${code}/answers`, { noComment: 'yes' });
    expect([late.status, late.body.message]).toEqual([
      409,
      '征求意见已于 2025-11-27 期满，逾期未反馈，视为无异议。',
    ]);
    expect((await staff.put(`/reports/${code}/working-copies/final`, reportOf(''))).status).toBe(200);
    await travel(district, '2025-11-20T01:20:00.000Z');
  });

  it('takes a paper that came in time, entered by the officer and marked', async () => {
    const { code, unit, officer, noticeId } = await consultedCommission(district);
    done(await unit.post(`/notices/${noticeId}/opening`));
    await travel(district, '2025-12-02T01:00:00.000Z');
    const path = `/consultations/${code}/paper-answers`;
    const comments = [{ page: '5', body: '纸质意见' }];
    expect((await unit.post(path, { receivedOn: '2025-11-27', comments })).status).toBe(403);
    for (const [day, why] of [
      ['2025-12-03', '晚于今天'],
      ['2025-11-19', '早于征求意见'],
      ['2025-11-28', '期满'],
    ] as const)
      expect((await officer.post(path, { receivedOn: day, comments })).body.fields.receivedOn).toContain(why);
    expect((await officer.post(path, { receivedOn: '2025-11-27', comments })).status).toBe(201);
    const answer = (await officer.get(`/consultations/${code}`)).body;
    expect(answer.comments[0]).toMatchObject({ origin: 'unit', onPaper: true });
    expect(answer.windows.unit).toMatchObject({ state: 'commented', endedOn: '2025-11-27' });
    await travel(district, '2025-11-20T01:30:00.000Z');
  });
});

describe('the final report', () => {
  it('needs every comment answered, the lead evaluator’s own signature and a reason for each changed mark', async () => {
    const { id, code, unit, officer, staff, lead, noticeId, agencyId } = await consultedCommission(district);
    done(await unit.post(`/notices/${noticeId}/opening`));
    done(await unit.post(`/consultations/${code}/answers`, { comments: [{ body: '一' }, { body: '二' }] }));
    done(await officer.post(`/consultations/${code}/answers`, { comments: [{ page: '2', body: '三' }] }));
    const path = `/reports/${code}`;
    const final = reportOf(await uploaded(staff, '定稿'), { reviewedByName: '示例复核', sealNote: '已盖章' });
    done(await staff.put(`${path}/working-copies/final`, { ...final, reviewedByName: '' }));
    const unanswered = await staff.post(`${path}/finals`, {}, { version: 1 });
    expect([unanswered.status, unanswered.body.message]).toEqual([
      409,
      '还有 3 条意见没有回应：第 1 条、第 2 条、第 3 条。逐条说明采纳情况和理由后才能定稿。',
    ]);
    const answers = `/consultations/${code}/comments`;
    expect(
      (await staff.put(`${answers}/1/answer`, { answer: 'adopted', reason: ' ' })).body.fields.reason,
    ).toMatch(/理由/);
    expect((await staff.put(`${answers}/9/answer`, { answer: 'adopted', reason: '已改' })).status).toBe(404);
    expect((await officer.put(`${answers}/1/answer`, { answer: 'adopted', reason: '已改' })).status).toBe(
      403,
    );
    done(await staff.put(`${answers}/1/answer`, { answer: 'adopted', reason: '已改第 3 页' }));
    done(await staff.put(`${answers}/2/answer`, { answer: 'partlyAdopted', reason: '补充一段' }));
    expect((await staff.post(`${path}/finals`, {}, { version: 1 })).body.message).toMatch(
      /1 条意见没有回应：第 3 条/,
    );
    done(await staff.put(`${answers}/3/answer`, { answer: 'notAdopted', reason: '数据以决算为准' }));

    const changed = { ...realMarks, A102: { got: '1.00', reason: '补齐程序资料' }, A101: { got: '2' } };
    done(
      await staff.put(
        `${path}/working-copies/final`,
        { ...final, reviewedByName: '', marks: changed },
        { version: 1 },
      ),
    );
    const signature = await lead.post(`${path}/signature`, {}, { version: 2 });
    expect(signature.body.fields).toEqual({
      reviewedByName: '填写机构内部复核人的姓名。',
      'marks.A102.changeReason': '「立项程序规范性」的得分与上一稿不同，写明调整的理由。',
    });
    const marks = { ...changed, A102: { ...changed.A102, changeReason: '采纳意见 1' } };
    done(await staff.put(`${path}/working-copies/final`, { ...final, marks }, { version: 2 }));
    const unsigned = await staff.post(`${path}/finals`, {}, { version: 3 });
    expect([unsigned.status, unsigned.body.message]).toEqual([
      409,
      expect.stringContaining('尚未由本项目主评人签字'),
    ]);
    const wrong = await district.signedIn(['leadEvaluator'], { agencyId });
    for (const person of [wrong, staff]) {
      const refused = await person.post(`${path}/signature`, {}, { version: 3 });
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    }
    expect((await lead.post(`${path}/signature`, {}, { version: 2 })).body.code).toBe('stale');
    done(await lead.post(`${path}/signature`, {}, { version: 3 }));
    // Whoever changes the signed copy takes the signature away.
    done(await staff.put(`${path}/working-copies/final`, { ...final, marks }, { version: 4 }));
    expect((await staff.post(`${path}/finals`, {}, { version: 5 })).body.message).toMatch(/签字/);
    done(await lead.post(`${path}/signature`, {}, { version: 5 }));
    const filed = await staff.post(`${path}/finals`, {}, { version: 6, key: 'final-report-1' });
    expect(filed.body).toEqual({ kind: 'final', number: 1, points: 6600, grade: '中' });
    expect((await staff.post(`${path}/finals`, {}, { version: 6, key: 'final-report-1' })).body).toEqual(
      filed.body,
    );
    const { reports } = (await officer.get(path)).body;
    expect(reports[0]).toMatchObject({ kind: 'final', reviewedByName: '示例复核', sealNote: '已盖章' });
    // Filed: nobody is told any more that something cannot be signed or submitted yet.
    expect((await staff.get(path)).body.actions).toEqual([]);
    expect(reports[0].signedAt).not.toBeNull();
    expect((await unit.get(`${path}/final-1`)).status).toBe(404);
    expect((await staff.put(`${answers}/3/answer`, { answer: 'adopted', reason: '改' })).status).toBe(409);
    expect(await events(id)).toEqual(
      expect.arrayContaining(['report.signed', 'report.finalSubmitted', 'comment.answered']),
    );
  });

  it('is returned with a cause and filed again, then accepted: the commission is, and its items go out', async () => {
    const made = await finalisedCommission(district);
    const { id, code, officer, division, unit, staff } = made;
    const path = `/acceptances/${code}`;
    expect((await staff.post(`${path}/acceptance`, { note: '好' })).status).toBe(403);
    expect((await officer.post(`${path}/return`, { note: '缺附件' })).body.fields.cause).toBeDefined();
    expect((await division.post(`${path}/return`, { cause: 'agency', note: '缺附件' })).status).toBe(201);
    expect((await officer.post(`${path}/acceptance`, { note: '好' })).body.message).toMatch(/「退回修改」/);
    expect((await staff.get(`/reports/${code}`)).body.reportState).toBe('returned');
    expect((await fileFinal(district, made, made)).body.number).toBe(2);
    const elsewhere = await district.signedIn(['divisionOfficer'], { division: '农业科' });
    expect((await elsewhere.post(`${path}/acceptance`, { note: '好' })).status).toBe(403);
    const accepted = await division.post(
      `${path}/acceptance`,
      { note: '同意验收', problems: '制度不全\n\n 支出偏慢 \n' },
      { key: 'accept-1' },
    );
    expect(accepted.status).toBe(201);
    expect(accepted.body.rectifications).toEqual(['ZG-2025-001', 'ZG-2025-002']);
    expect(
      (
        await division.post(
          `${path}/acceptance`,
          { note: '同意验收', problems: '制度不全\n\n 支出偏慢 \n' },
          { key: 'accept-1' },
        )
      ).body,
    ).toEqual(accepted.body);
    const { evaluation } = (await unit.get(`/evaluations/${code}`)).body;
    expect(evaluation.state).toBe('accepted');
    expect(
      (await unit.get(`/reports/${code}`)).body.reports.map(
        (one: { kind: string; number: number }) => `${one.kind}-${one.number}`,
      ),
    ).toEqual(['final-2', 'draft-1']);
    expect((await officer.post(`${path}/return`, { cause: 'agency', note: '再改' })).status).toBe(409);
    const nodes = Object.fromEntries(
      (await officer.get(`/evaluations/${code}`)).body.milestones.map(
        (one: { key: string; deliveredOn: string }) => [one.key, one.deliveredOn],
      ),
    );
    expect(nodes).toMatchObject({ comments: '2025-11-20', final: '2025-11-20', acceptance: '2025-11-20' });
    expect(await events(id)).toEqual(expect.arrayContaining(['report.returned', 'report.accepted']));
  });
});
