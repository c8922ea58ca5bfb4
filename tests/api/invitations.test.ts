import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckedAgency } from '../support/checked-agencies.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { frozenLists, openTender } from '../support/frozen-lists.ts';

let district: District;
let officer: Person;
let agencies: CheckedAgency[];
let codes: string[];
beforeAll(async () => {
  district = await openDistrict();
  // The fourth agency carries five of its six projects for others, and keeps out of the draws: a draw it had won would
  // fill its last place before the two acceptances at once.
  const made = await frozenLists(
    district,
    [{ method: 'weightedDraw' }, { method: 'weightedDraw' }, openTender, openTender],
    4,
    (index, { method }) =>
      index === 3 ? { runningElsewhere: '5', takesPart: method === 'weightedDraw' ? 'no' : 'yes' } : {},
  );
  ({ officer, agencies, codes } = made);
  await drawn(codes[0]!, made.reviewer);
  await drawn(codes[1]!, made.reviewer);
}, 120_000);
afterAll(() => district.close());

const versionOf = async (code: string) =>
  (await officer.get(`/commissions/${code}`)).body.commission.version as number;

async function drawn(code: string, reviewer: Person) {
  const path = `/commissions/${code}/selection`;
  const choice = {
    method: 'weightedDraw',
    reason: '条件相同',
    publicValueSource: '示例公开值',
    publicValueDay: '2025-11-28',
    publicValueTime: '09:01',
  };
  await officer.post(path, choice, { version: await versionOf(code) });
  await reviewer.post(`${path}/witness`, {}, { version: 1 });
  district.clock.pass(60_000);
  const made = await officer.post(`${path}/draw`, { publicValue: '示例' }, { version: 2 });
  expect(made.status).toBe(201);
  district.clock.set('2025-11-28T01:00:00.000Z');
}

/** Everyone signs in again at that instant. */
async function at(instant: string) {
  district.clock.set(instant);
  officer = await district.signedIn(['bureauOfficer']);
  for (const agency of agencies)
    agency.admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
}

const invite = async (code: string, by = officer) =>
  by.post(`/commissions/${code}/invitations`, {}, { version: await versionOf(code) });
const invited = (answer: { body: { agencyCode: string } }) =>
  agencies.find((agency) => agency.code === answer.body.agencyCode)!;

async function open(agency: CheckedAgency, id: string) {
  const { invitation } = (await agency.admin.get(`/invitations/${id}`)).body;
  await agency.admin.post(`/notices/${invitation.noticeId}/opening`, {});
}

const statements = ['competent', 'independent', 'noTransfer', 'confidential'];
const no = { tookPart: 'no', paidWork: 'no', kin: 'no', formerEmployment: 'no' };

async function acceptance(agency: CheckedAgency, id: string, more: Record<string, unknown> = {}) {
  const { people } = (await agency.admin.get(`/invitations/${id}`)).body;
  const [lead, member] = people as { id: string }[];
  return {
    statements,
    competence: '两名主评人，做过三项同类评价',
    leadEvaluatorIds: [lead!.id],
    teamIds: [member!.id],
    declarations: [lead, member].map((one) => ({ personId: one!.id, ...no })),
    signedName: '示例负责人',
    ...more,
  };
}

describe('an invitation', () => {
  let first: CheckedAgency;
  let id: string;

  it('goes to the first in the order, once; the others learn nothing yet', async () => {
    const code = codes[0]!;
    const order = (await district.public.get(`/draws/${code}`)).body.order as string[];
    const version = await versionOf(code);
    const path = `/commissions/${code}/invitations`;
    const answers = await Promise.all([0, 1].map(() => officer.post(path, {}, { version })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const sent = answers.find(({ status }) => status === 201)!;
    first = invited(sent);
    ({ id } = sent.body);
    expect(first.code).toBe(order[0]);
    const second = agencies.find((agency) => agency.code === order[1])!;
    expect((await second.admin.get(`/invitations/${id}`)).status).toBe(404);
    expect((await second.admin.get('/invitations')).body.invitations).toEqual([]);
    expect(
      (await second.admin.post(`/invitations/${id}/decline`, { reason: '无' }, { version: 1 })).status,
    ).toBe(404);
    expect((await officer.post(`/invitations/${id}/decline`, { reason: '无' }, { version: 1 })).status).toBe(
      403,
    );
    expect((await district.public.get(`/invitations/${id}`)).status).toBe(401);
    expect((await invite(code)).body.message).toMatch(/尚未签收/);
  });

  it('is closed until it is served, then runs five working days', async () => {
    const sealed = (await first.admin.get(`/invitations/${id}`)).body;
    expect([sealed.brief, sealed.people, sealed.invitation.dueOn]).toEqual([null, [], null]);
    const early = await first.admin.post(
      `/invitations/${id}/decline`,
      { reason: '人手不足' },
      { version: 1 },
    );
    expect(early.body.message).toMatch(/签收/);
    await open(first, id);
    const { invitation, brief, people } = (await first.admin.get(`/invitations/${id}`)).body;
    // Friday 28 November + 5 working days.
    expect(invitation.dueOn).toBe('2025-12-05');
    expect(brief.feeCap).toBe(12_500_000);
    expect(people.filter((one: { mayLead: boolean }) => one.mayLead)).toHaveLength(2);
    const { tasks } = (await first.admin.get('/home')).body;
    expect(tasks).toContainEqual(expect.objectContaining({ title: '答复邀请', due: '2025-12-05' }));
    expect((await invite(codes[0]!)).body.message).toMatch(/答复期到 2025-12-05 为止/);
  });

  it('is accepted only with the whole statement, a free lead evaluator and every declaration', async () => {
    const accept = async (more: Record<string, unknown>) =>
      first.admin.post(`/invitations/${id}/acceptance`, await acceptance(first, id, more), { version: 1 });
    const good = await acceptance(first, id);
    expect((await accept({ statements: statements.slice(1) })).body.fields).toEqual({
      statements: '还有 1 项声明没有确认；不能确认的，应选择不承接。',
    });
    expect((await accept({ leadEvaluatorIds: [] })).body.fields.leadEvaluatorIds).toBe('选择主评人。');
    expect((await accept({ leadEvaluatorIds: ['nobody'] })).body.fields).toHaveProperty('leadEvaluatorIds');
    expect((await accept({ teamIds: ['nobody'] })).body.fields).toHaveProperty('teamIds');
    expect((await accept({ declarations: good.declarations.slice(1) })).body.fields).toHaveProperty(
      'declarations',
    );
    const [one, two] = good.declarations;
    expect((await accept({ declarations: [{ personId: one!.personId }, two] })).body.fields).toHaveProperty([
      'declarations[0].kin',
    ]);
    const said = (answers: object) => accept({ declarations: [{ ...one, ...answers, note: '该单位' }, two] });
    expect((await said({ tookPart: 'yes' })).body.message).toMatch(/参与过本项目/);
    expect((await said({ paidWork: 'yes' })).body.message).toMatch(/有偿服务/);
    expect((await said({ kin: 'yes' })).body.message).toMatch(/近亲属关系待核实/);
    expect((await said({ formerEmployment: 'yes' })).body.message).toMatch(/任职经历待核实/);
    const stale = await first.admin.post(`/invitations/${id}/acceptance`, good, { version: 2 });
    expect(stale.body.code).toBe('stale');
  });

  it('declined, goes to the next in the one order', async () => {
    const path = `/invitations/${id}/decline`;
    expect((await first.admin.post(path, { reason: ' ' }, { version: 1 })).body.fields.reason).toBe(
      '写明不承接的原因。',
    );
    expect((await first.admin.post(path, { reason: '人手不足' }, { version: 1 })).status).toBe(201);
    expect((await first.admin.post(path, { reason: '人手不足' }, { version: 2 })).body.message).toMatch(
      /「已不承接」/,
    );
    const order = (await district.public.get(`/draws/${codes[0]!}`)).body.order as string[];
    const next = await invite(codes[0]!);
    expect([next.body.agencyCode, next.body.place]).toEqual([order[1], 2]);
    const { timeline } = (await officer.get(`/commissions/${codes[0]!}`)).body;
    expect(timeline.map((line: { event: string }) => line.event)).toEqual(
      expect.arrayContaining(['invitation.declined', 'invitation.sent', 'notice.sent']),
    );
    first = invited(next);
    ({ id } = next.body);
    await open(first, id);
  });

  it('can be answered in the last millisecond of its day and not in the next', async () => {
    await at('2025-12-05T15:59:59.999Z');
    const sending = async () =>
      (await officer.get(`/commissions/${codes[0]!}/selection`)).body.bureau.actions.find(
        (one: { key: string }) => one.key === 'invitation.send',
      );
    const refused = (await invite(codes[0]!)).body.message;
    expect(refused).toMatch(/届满前不能顺延/);
    expect(await sending()).toMatchObject({ enabled: false, reason: refused });
    await at('2025-12-05T16:00:00.000Z');
    expect((await sending()).enabled).toBe(true);
    const body = await acceptance(first, id);
    const late = await first.admin.post(`/invitations/${id}/acceptance`, body, { version: 1 });
    expect([late.status, late.body.message]).toEqual([409, expect.stringMatching(/2025-12-05 24:00 届满/)]);
    const listed = (await first.admin.get('/invitations')).body.invitations;
    expect(listed[0].standing).toBe('lapsed');
    const next = await invite(codes[0]!);
    expect(next.body.place).toBe(3);
    await district.owner
      .updateTable('notice')
      .set({ receivedAt: '2025-11-28T02:00:00.000Z', receivedHow: 'paper' })
      .where('path', '=', `/invitations/${next.body.id}`)
      .execute();
    first = invited(next);
    ({ id } = next.body);
    await at('2025-12-05T15:59:59.999Z');
    const accepted = await first.admin.post(`/invitations/${id}/acceptance`, await acceptance(first, id), {
      version: 1,
    });
    expect(accepted.body.state).toBe('accepted');
    const loser = agencies.find((agency) => agency.id !== first.id)!;
    const { own } = (await loser.admin.get(`/commissions/${codes[0]!}/selection`)).body;
    expect([own.methodTitle, typeof own.place]).toEqual(['按信用等级加权抽取', 'number']);
    expect((await invite(codes[0]!)).body.message).toMatch(/登记合同/);
  });
});

describe('two acceptances at once', () => {
  it('of one invitation have one effect', async () => {
    await at('2025-12-08T01:00:00.000Z');
    const sent = await invite(codes[1]!);
    const agency = invited(sent);
    await open(agency, sent.body.id);
    const body = await acceptance(agency, sent.body.id);
    const path = `/invitations/${sent.body.id}/acceptance`;
    const answers = await Promise.all([0, 1].map(() => agency.admin.post(path, body, { version: 1 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const same = { version: 1, key: 'accept-once' };
    const again = await Promise.all([0, 1].map(() => agency.admin.post(path, body, same)));
    expect(again.every(({ status }) => status === 409)).toBe(true);
    const { invitations } = (await officer.get(`/commissions/${codes[1]!}/selection`)).body.bureau;
    expect(invitations.map((one: { state: string }) => one.state)).toEqual(['accepted']);
  });

  it('on two commissions do not carry an agency over its cap', async () => {
    const agency = agencies[3]!;
    const ids = [];
    for (const code of codes.slice(2)) {
      const choice = {
        method: 'statutory',
        reason: '公开招标结果',
        winnerCode: agency.code,
        resultLink: 'https://example.test/result',
      };
      await officer.post(`/commissions/${code}/officer-declarations`, {
        hasConflict: 'no',
        declaredName: '示例人员',
      });
      const chosen = await officer.post(`/commissions/${code}/selection`, choice, {
        version: await versionOf(code),
      });
      expect(chosen.status).toBe(201);
      const sent = await invite(code);
      await open(agency, sent.body.id);
      ids.push(sent.body.id as string);
    }
    const bodies = await Promise.all(ids.map((id) => acceptance(agency, id)));
    const answers = await Promise.all(
      ids.map((id, index) =>
        agency.admin.post(`/invitations/${id}/acceptance`, bodies[index], { version: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.message).toMatch(
      /在办 6 个，本次 1 个，上限 6 个/,
    );
  });
});
