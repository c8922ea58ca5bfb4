import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  done,
  finalisedCommission,
  installPolicies,
  uploaded,
  type RunningCommission,
} from '../support/evaluations.ts';

let district: District;
let made: RunningCommission;
let codes: string[];
let supervisor: Person;
beforeAll(async () => {
  district = await openDistrict();
  await installPolicies(district);
  made = await finalisedCommission(district);
  supervisor = await district.signedIn(['supervisor']);
  const accepted = await made.officer.post(`/acceptances/${made.code}/acceptance`, {
    note: '同意',
    problems: '制度不全\n支出偏慢',
  });
  codes = done(accepted).body.rectifications;
});
afterAll(() => district.close());

describe('a rectification item', () => {
  it('has 60 days from service; measures and proof; rejected, redone, closed', async () => {
    const { unit, officer, staff, unitId } = made;
    const path = `/rectifications/${codes[0]}`;
    const before = (await unit.get(path)).body;
    expect(before.rectification).toMatchObject({
      state: 'open',
      dueOn: null,
      left: null,
      problem: '制度不全',
    });
    const early = await unit.post(`${path}/measures`, { measure: '修订制度' }, { version: 1 });
    expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('尚未签收')]);
    const notices = (await unit.get('/notices')).body.notices;
    const notice = notices.find((one: { kind: string }) => one.kind === 'rectification');
    done(await unit.post(`/notices/${notice.id}/opening`));
    // Served on 2025-11-20: 10 days of November, 31 of December and 19 of January.
    expect((await unit.get(path)).body.rectification).toMatchObject({ dueOn: '2026-01-19', left: 60 });
    expect((await unit.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({ title: '报送整改措施', path, due: '2026-01-19' }),
    );
    expect(
      (await unit.post(`${path}/measures`, { measure: ' ' }, { version: 1 })).body.fields.measure,
    ).toMatch(/整改措施/);
    const strange = await uploaded(staff);
    expect(
      (await unit.post(`${path}/measures`, { measure: '改', proofFileId: strange }, { version: 1 })).body
        .fields,
    ).toEqual({
      proofFileId: '没有找到这个文件，请重新上传。',
    });
    const proofFileId = await uploaded(unit, '佐证');
    expect(
      (await unit.post(`${path}/measures`, { measure: '修订制度', proofFileId }, { version: 9 })).body.code,
    ).toBe('stale');
    done(await unit.post(`${path}/measures`, { measure: '修订制度', proofFileId }, { version: 1 }));
    expect((await officer.get(`${path}/rounds/1/proof`)).status).toBe(200);
    expect((await officer.get(`${path}/rounds/2/proof`)).status).toBe(404);
    expect((await unit.post(`${path}/closure`, { note: '好' }, { version: 2 })).status).toBe(403);
    done(await supervisor.post(`${path}/rejection`, { note: '制度未印发' }, { version: 2 }));
    expect((await officer.post(`${path}/closure`, { note: '好' }, { version: 3 })).body.message).toMatch(
      /「未通过」/,
    );
    done(await unit.post(`${path}/measures`, { measure: '已印发' }, { version: 3 }));
    done(await officer.post(`${path}/closure`, { note: '核查属实' }, { version: 4 }));
    const { rectification, rounds, timeline } = (await officer.get(path)).body;
    expect(rectification.state).toBe('closed');
    expect(rounds.map((one: Record<string, unknown>) => [one.number, one.outcome, one.decisionNote])).toEqual(
      [
        [2, 'closed', '核查属实'],
        [1, 'rejected', '制度未印发'],
      ],
    );
    expect(timeline.map((one: { event: string }) => one.event)).toEqual([
      'rectification.closed',
      'rectification.measured',
      'rectification.rejected',
      'rectification.measured',
      'rectification.opened',
    ]);
    expect(unitId).toBeDefined();
  });

  it('is the unit’s own and its agency’s to read', async () => {
    const otherUnit = await district.signedIn(['unitOfficer'], {
      unitId: (
        await district.owner.selectFrom('unit').select('id').where('level', '=', 1).executeTakeFirstOrThrow()
      ).id,
    });
    const agency = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
    const nobody = await officerGet('/rectifications/ZG-2025-999');
    for (const stranger of [otherUnit, agency]) {
      const answer = await stranger.get(`/rectifications/${codes[0]}`);
      expect([answer.status, answer.body.message]).toEqual([404, nobody.body.message]);
      expect((await stranger.get('/rectifications')).body.rectifications).toEqual([]);
    }
    expect((await made.staff.get(`/rectifications/${codes[0]}`)).status).toBe(200);
    const open = (await made.officer.get('/rectifications?state=open')).body.rectifications;
    expect(open.map((one: { code: string }) => one.code)).toEqual([codes[1]]);
    expect((await made.officer.get(`/rectifications?cursor=${codes[1]}`)).body.rectifications).toHaveLength(
      1,
    );
  });
});

const officerGet = (path: string) => made.officer.get(path);

describe('the archive', () => {
  it('lists what is missing in three classes and closes only when nothing is', async () => {
    const { code, staff, officer } = made;
    const { classes } = (await officer.get(`/archive-items/${code}`)).body;
    expect(
      classes.map(({ title, missing }: { title: string; missing: string[] }) => [title, missing.length]),
    ).toEqual([
      ['立项性文件', 1],
      ['证明性文件', 5],
      ['结论性文件', 3],
    ]);
    const early = await officer.post(`/archive-items/${code}/completion`);
    expect([early.status, early.body.message]).toEqual([
      409,
      expect.stringContaining('还缺 9 项：委托合同（协议）'),
    ]);
    const fileId = await uploaded(staff, '归档');
    expect(
      (await staff.post(`/archive-items/${code}`, { class: 'other', title: '合同', fileId })).status,
    ).toBe(422);
    for (const { key, missing } of classes)
      for (const title of missing)
        done(await staff.post(`/archive-items/${code}`, { class: key, title, fileId }));
    expect((await staff.post(`/archive-items/${code}/completion`)).status).toBe(403);
    expect((await officer.post(`/archive-items/${code}/completion`)).status).toBe(201);
    expect((await officer.get(`/evaluations/${code}`)).body.evaluation.state).toBe('archived');
    const late = await staff.post(`/archive-items/${code}`, { class: 'evidence', title: '补充', fileId });
    expect(late.status).toBe(409);
  });
});
