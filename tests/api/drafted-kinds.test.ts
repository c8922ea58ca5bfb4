/** 起草、核验、公布施行 of each kind, and that what rests on it takes its numbers from then on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPolicy, insertPolicy } from '../../api/policies/queries.ts';
import type { PolicyKind } from '../../api/policies/schema.ts';
import { newId } from '../../api/ids.ts';
import { declaration, lookUp, type CheckedAgency } from '../support/checked-agencies.ts';
import { basis, newCommission, noConflict, openCall, screenAgain } from '../support/commissions.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { frozenLists } from '../support/frozen-lists.ts';

let district: District;
let officer: Person;
let reviewer: Person;
let leader: Person;
let agencies: CheckedAgency[];
let codes: string[];

const today = '2025-11-28';

beforeAll(async () => {
  district = await openDistrict();
  const draw = { method: 'weightedDraw' };
  ({ agencies, codes } = await frozenLists(district, [draw, draw, draw], 4));
  await signIn();
}, 120_000);
afterAll(() => district.close());

async function signIn() {
  officer = await district.signedIn(['bureauOfficer']);
  reviewer = await district.signedIn(['bureauReviewer']);
  leader = await district.signedIn(['bureauLeader']);
  for (const agency of agencies)
    agency.admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  for (const code of codes) await officer.post(`/commissions/${code}/officer-declarations`, noConflict);
}

const papers = (effectiveOn = today) => ({
  ...{ documentNumber: '示例财〔2025〕9号', legalityReview: '示例', fairCompetitionReview: '示例' },
  ...{ consultation: '示例', meeting: '局党组会议', heldOn: '2025-11-27', minutesNumber: '纪要1' },
  ...{ attendees: '示例甲', effectiveOn },
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Change = (content: any) => void;

interface Walk {
  kind: PolicyKind;
  name: string;
  /** What a form might say that cannot stand. */
  spoil: Change;
  faults: Record<string, RegExp>;
  mend: Change;
}

/** The whole way of a next version; the answer is its id. */
async function adopted({ kind, name, spoil, faults, mend }: Walk, effectiveOn = today): Promise<string> {
  const current = (await findPolicy(district.db, kind, today, name))!;
  const { id } = (await officer.post('/policy-drafts', { policyId: current.id })).body;
  const path = `/policy-drafts/${id}`;
  const draft = async () => (await officer.get(path)).body;
  const save = async (change: Change) => {
    const { draft: head, typed } = await draft();
    change(typed);
    const sent = { kind, basis: head.basis, note: '示例', content: typed };
    return officer.put(path, sent, { version: head.version });
  };
  const check = async (person: Person) =>
    person.post(`${path}/check`, undefined, { version: (await draft()).draft.version });

  const opened = await draft();
  expect(opened.proof.faults).toEqual([]);
  expect(opened.proof.proved.length).toBeGreaterThanOrEqual(3);
  // As it was read: nothing changes, and there is nothing to check.
  expect((await save(() => {})).status).toBe(200);
  expect((await draft()).content).toEqual(opened.content);
  expect((await check(reviewer)).body.message).toContain('内容相同');

  expect((await save(spoil)).status).toBe(200);
  const found = (await draft()).proof.faults as { path: string; message: string }[];
  expect(Object.fromEntries(found.map((one) => [one.path, one.message]))).toEqual(
    Object.fromEntries(Object.entries(faults).map(([at, said]) => [at, expect.stringMatching(said)])),
  );
  const refused = await check(reviewer);
  expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, Object.keys(faults)]);

  expect((await save(mend)).body.proof.faults).toEqual([]);
  expect((await check(officer)).status).toBe(403);
  const checked = await check(reviewer);
  expect([checked.status, checked.body.policyVersion]).toEqual([201, current.version + 1]);
  const { policyId } = checked.body;
  expect((await leader.post(`/policies/${policyId}/adoption`, papers(effectiveOn))).status).toBe(201);
  const { standing, policy } = (await district.public.get(`/policies/${policyId}`)).body;
  const state = effectiveOn === today ? 'inForce' : 'announced';
  expect(standing).toMatchObject({ state, from: effectiveOn });
  expect(policy.content).not.toHaveProperty('name');
  return policyId;
}

const versionOf = async (code: string) =>
  (await officer.get(`/commissions/${code}`)).body.commission.version as number;

describe('办理时限', () => {
  /** The list drawn, the first invited and the letter opened; the day its answer is due. */
  async function invited(code: string) {
    const path = `/commissions/${code}/selection`;
    const choice = {
      ...{ method: 'weightedDraw', reason: '条件相同', publicValueSource: '示例公开值' },
      ...{ publicValueDay: today, publicValueTime: timeSoon() },
    };
    expect((await officer.post(path, choice, { version: await versionOf(code) })).status).toBe(201);
    await reviewer.post(`${path}/witness`, {}, { version: 1 });
    district.clock.pass(120_000);
    expect((await officer.post(`${path}/draw`, { publicValue: '示例' }, { version: 2 })).status).toBe(201);
    const sent = await officer.post(
      `/commissions/${code}/invitations`,
      {},
      { version: await versionOf(code) },
    );
    const agency = agencies.find((one) => one.code === sent.body.agencyCode)!;
    const at = `/invitations/${sent.body.id}`;
    const read = async () => (await agency.admin.get(at)).body.invitation;
    await agency.admin.post(`/notices/${(await read()).noticeId}/opening`, {});
    return read;
  }

  const timeSoon = (): string =>
    new Date(Date.parse(district.clock.now()) + 8 * 3_600_000 + 60_000).toISOString().slice(11, 16);

  it('in force give a later invitation more days, and leave the one that is open its own', async () => {
    const before = await invited(codes[0]!);
    // Friday 28 November and five working days.
    expect((await before()).dueOn).toBe('2025-12-05');
    district.clock.pass(1000);
    await adopted({
      kind: 'days',
      name: 'days',
      spoil: (content) => {
        content.factChange = '20';
        content.expiryWarningSecondCalendarDays = '60';
        content.invitation = '0';
      },
      faults: {
        factChange: /30 个工作日.*财监〔2021〕4号第八条/,
        invitation: /「答复邀请」须为 1 至 250/,
        expiryWarningSecondCalendarDays: /须少于「到期首次提醒」的 60 日/,
      },
      mend: (content) => {
        content.factChange = '30';
        content.expiryWarningSecondCalendarDays = '30';
        content.invitation = '7';
      },
    });
    district.clock.pass(1000);
    expect((await before()).dueOn).toBe('2025-12-05');
    expect((await (await invited(codes[1]!))()).dueOn).toBe('2025-12-09');
  });
});

it('采购限额标准: what lay below the limit lies above the new one', async () => {
  const recorded = async () => {
    district.clock.pass(1000);
    const evaluateeId = (await district.owner.selectFrom('evaluatee').select('id').executeTakeFirstOrThrow())
      .id;
    const { code } = (await officer.post('/commissions', newCommission(evaluateeId))).body;
    const sent = await officer.put(
      `/commissions/${code}/procurement-basis`,
      { ...basis(), amount: '35', method: 'comparison' },
      { version: 1 },
    );
    return sent.status;
  };
  expect(await recorded()).toBe(422);
  await adopted({
    kind: 'procurement',
    name: 'services',
    spoil: (content) => void Object.assign(content, { limit: '20', source: '' }),
    faults: { limit: /财库〔2019〕69号/, source: /哪一份文件/ },
    mend: (content) => void Object.assign(content, { limit: '50', source: '示例政采〔2025〕1号' }),
  });
  expect(await recorded()).toBe(200);
});

it('遴选规则, draw: the list is published with the new weights', async () => {
  await adopted({
    kind: 'selection',
    name: 'draw',
    spoil: (content) => {
      content.tierWeights.C = '4';
      content.leastShare.n = '0';
    },
    faults: { 'tierWeights.C': /不得大于/, 'leastShare.n': /1 至 10/ },
    mend: (content) => {
      content.tierWeights.C = '1';
      content.tierWeights.未评级 = '3';
      content.leastShare.n = '1';
    },
  });
  const path = `/commissions/${codes[2]!}/selection`;
  const choice = {
    ...{ method: 'weightedDraw', reason: '条件相同', publicValueSource: '示例公开值' },
    ...{ publicValueDay: today, publicValueTime: '23:00' },
  };
  expect((await officer.post(path, choice, { version: await versionOf(codes[2]!) })).status).toBe(201);
  const { entries } = (await district.public.get(`/draws/${codes[2]!}`)).body;
  expect(entries.map(({ weight }: { weight: string }) => weight)).toEqual(['3/1', '3/1', '3/1', '3/1']);
});

describe('遴选规则, 比选, and 信用等级的运用', () => {
  let later: string[];

  it('are adopted, the second for a later day', async () => {
    await adopted({
      kind: 'selection',
      name: 'comparison',
      spoil: (content) => {
        content.points.quotation = '20.00';
        content.unratedAs = 'D';
      },
      faults: { points: /现为 105\.00 分/, unratedAs: /不得按信用等级 D/ },
      mend: (content) => {
        content.points.capability = '40.00';
        content.unratedAs = 'B';
      },
    });
    // What is adopted already stays until the day of the next one.
    const { id: first } = (await findPolicy(district.db, 'consequence', today))!;
    expect((await leader.post(`/policies/${first}/adoption`, papers())).status).toBe(201);
    await adopted(
      {
        kind: 'consequence',
        name: 'consequence',
        spoil: (content) => {
          content.tiers.C.talkWithinDays = '61';
          content.tiers.B.approvalBeforeFreezing = 'yes';
          content.tiers.C.approvalBeforeFreezing = 'no';
        },
        faults: {
          'tiers.C.talkWithinDays': /1 至 60 个工作日/,
          'tiers.B.approvalBeforeFreezing': /对信用等级 B的处理不得严于信用等级 C/,
        },
        mend: (content) => {
          content.tiers.C.talkWithinDays = '15';
          content.tiers.C.approvalBeforeFreezing = 'yes';
          content.tiers.B.approvalBeforeFreezing = 'no';
          content.tiers.未评级.approvalBeforeFreezing = 'yes';
        },
      },
      '2025-12-09',
    );
    const { id } = await district.owner.selectFrom('evaluatee').select('id').executeTakeFirstOrThrow();
    later = [];
    for (let count = 0; count < 2; count += 1)
      later.push(await openCall(officer, id, { basis: { method: 'comparison' } }));
    for (const code of later)
      for (const { admin } of agencies)
        await admin.post(`/commissions/${code}/recusal-declarations`, declaration());
  });

  it('give a later call the new sheet, and from its day on the new approvals', async () => {
    const [before, after] = later as [string, string];
    expect((await frozenOn('2025-12-08', before)).status).toBe(201);
    const choice = { method: 'comparison', reason: '须比较方案', publicValueSource: '示例公开值' };
    const times = { publicValueDay: '2025-12-15', publicValueTime: '21:30' };
    const opening = { openingDay: '2025-12-15', openingTime: '10:00' };
    const path = `/commissions/${before}/selection`;
    const version = await versionOf(before);
    expect((await officer.post(path, { ...choice, ...times, ...opening }, { version })).status).toBe(201);
    expect((await officer.get(path)).body.bureau.selection.sheet).toMatchObject({
      version: 2,
      points: { capability: 4000, quotation: 2000 },
    });
    const refused = await frozenOn('2025-12-09', after);
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('审批')]);
  });

  async function frozenOn(day: string, code: string) {
    district.clock.set(`${day}T02:00:00.000Z`);
    await signIn();
    for (const agency of agencies) await lookUp(district, officer, agency.code, day);
    for (const person of [officer, reviewer])
      await person.post(`/commissions/${code}/officer-declarations`, noConflict);
    const { version } = (await screenAgain(officer, code)).body;
    return reviewer.post(`/commissions/${code}/shortlist`, {}, { version });
  }
});

describe('a form', () => {
  const open = async (kind: PolicyKind, name: string) => {
    const { id: policyId } = (await findPolicy(district.db, kind, today, name))!;
    const { id } = (await officer.post('/policy-drafts', { policyId })).body;
    return { id, ...(await officer.get(`/policy-drafts/${id}`)).body };
  };
  const withdraw = async (id: string) => {
    const { version } = (await officer.get(`/policy-drafts/${id}`)).body.draft;
    expect((await officer.delete(`/policy-drafts/${id}`, undefined, { version })).status).toBe(200);
  };

  it.each<[PolicyKind, string, Change, field: string]>([
    ['days', 'days', (c) => void (c.call = '5.5'), 'content.call'],
    ['days', 'days', (c) => void (c.call = ''), 'content.call'],
    ['days', 'days', (c) => void (c.call = '五'), 'content.call'],
    ['days', 'days', (c) => void (c.coffee = '5'), 'content.coffee'],
    ['procurement', 'services', (c) => void (c.limit = '三十'), 'content.limit'],
    ['procurement', 'services', (c) => void (c.limit = '0'), 'content.limit'],
    ['procurement', 'services', (c) => void (c.note = 'x'), 'content.note'],
    ['consequence', 'consequence', (c) => void (c.tiers.A.namedFirst = ''), 'content.tiers.A.namedFirst'],
    [
      'consequence',
      'consequence',
      (c) => void (c.tiers.B.talkWithinDays = '-1'),
      'content.tiers.B.talkWithinDays',
    ],
    ['consequence', 'consequence', (c) => void (c.tiers.E = c.tiers.D), 'content.tiers.E'],
    ['selection', 'draw', (c) => void (c.tierWeights.D = '1'), 'content.tierWeights.D'],
    ['selection', 'draw', (c) => void (c.tierWeights.A = '1/2'), 'content.tierWeights.A'],
    ['selection', 'draw', (c) => void (c.name = 'lottery'), 'content.name'],
    ['selection', 'comparison', (c) => void (c.points.credit = '10.001'), 'content.points.credit'],
    ['selection', 'comparison', (c) => void (c.unratedAs = 'E'), 'content.unratedAs'],
  ])('of %s %s is refused at its field and changes nothing', async (kind, name, change, field) => {
    const { id, draft, typed, content } = await open(kind, name);
    change(typed);
    const answer = await officer.put(
      `/policy-drafts/${id}`,
      { kind, basis: draft.basis, note: '', content: typed },
      { version: 1 },
    );
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [field]]);
    expect(answer.body.fields[field]).toMatch(/\p{Script=Han}/u);
    expect((await officer.get(`/policy-drafts/${id}`)).body.content).toEqual(content);
    await withdraw(id);
  });

  it('of a 比选 sheet does not fit a draw', async () => {
    const sheet = await open('selection', 'comparison');
    const draw = await open('selection', 'draw');
    const sent = { kind: 'selection', basis: '示例', note: '', content: sheet.typed };
    const answer = await officer.put(`/policy-drafts/${draw.id}`, sent, { version: 1 });
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ['content.name']]);
    await withdraw(sheet.id);
    await withdraw(draw.id);
  });

  it('without a legal basis is at fault, whatever its kind', async () => {
    const { id, typed } = await open('days', 'days');
    const sent = { kind: 'days', basis: ' \n ', note: '', content: typed };
    const { body } = await officer.post(`/policy-drafts/${id}/proof`, sent);
    expect(body.faults).toEqual([{ path: 'basis', message: '请写明制定依据' }]);
    await withdraw(id);
  });
});

it.each<[PolicyKind, string, (content: Record<string, unknown>) => Record<string, unknown>, RegExp]>([
  ['days', 'days', (c) => ({ ...c, queryAnswer: 8 }), /《政府采购法》第五十三条/],
  ['procurement', 'services', (c) => ({ ...c, limit: 100 }), /财库〔2019〕69号/],
  ['selection', 'draw', (c) => ({ ...c, candidatesAtLeast: 0 }), /候选机构的最少家数/],
  ['selection', 'comparison', (c) => ({ ...c, offersAtLeast: 1 }), /2 至 20 家/],
])('a version of %s %s that cannot be proved is not adopted', async (kind, name, change, said) => {
  const current = (await findPolicy<Record<string, unknown>>(district.db, kind, today, name))!;
  const id = newId(district.clock.now());
  const { adoptedFrom: _, ...row } = { ...current, adoptedFrom: null };
  await insertPolicy(district.db, { ...row, id, version: 90, content: change(current.content) });
  const answer = await leader.post(`/policies/${id}/adoption`, papers());
  expect([answer.status, answer.body.message]).toEqual([409, expect.stringMatching(said)]);
  expect((await leader.get(`/policies/${id}`)).body.adoption).toBeNull();
});
