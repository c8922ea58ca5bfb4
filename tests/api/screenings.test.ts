import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { insertPolicy } from '../../api/policies/queries.ts';
import { defaultConsequencePolicy } from '../../scoring/consequences.ts';
import { adoptAll } from '../support/adoption.ts';
import {
  checkedAgency,
  declaration,
  lookUp,
  penaltiesOf,
  projectsOf,
  type CheckedAgency,
} from '../support/checked-agencies.ts';
import {
  conditions,
  decision,
  decisionOn,
  evaluateeOf,
  newCommission,
  noConflict,
  openCall,
  screenAgain,
} from '../support/commissions.ts';
import { fileOf, ratingRow, restrictionRow, sanctionRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { madeUpUscc } from '../support/uscc.ts';

let district: District;
let officer: Person;
let reviewer: Person;
let evaluatee: Awaited<ReturnType<typeof evaluateeOf>>;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  reviewer = await district.signedIn(['bureauReviewer']);
  await adoptAll(district, reviewer);
  evaluatee = await evaluateeOf(district);
});
afterAll(() => district.close());

/** Declares for an agency in its own name. */
const declare = (agency: CheckedAgency, code: string, more: Record<string, unknown> = {}) =>
  agency.admin.post(`/commissions/${code}/recusal-declarations`, declaration(more));
const outcomeOf = async (code: string, agency: CheckedAgency, ruleId: string) =>
  (await decisionOn(officer, code, agency.code, ruleId))?.outcome;

describe('each rule, on real rows', () => {
  let code: string;
  const [clientUscc, unitUscc] = [madeUpUscc(8001), madeUpUscc(8002)];
  const takesCode = (id: string, uscc: string) =>
    district.owner.updateTable('agency').set({ uscc }).where('id', '=', id).execute();
  beforeAll(async () => {
    const admin = await district.signedIn(['systemAdmin']);
    const setting = await admin.put('/settings/bureauUscc', { value: clientUscc }, { version: 0 });
    expect(setting.status).toBe(200);
    const { code: unit, version } = await district.owner
      .selectFrom('unit')
      .selectAll()
      .where('id', '=', evaluatee.unitId)
      .executeTakeFirstOrThrow();
    const named = { name: '示例被评价单位', division: '教科文科', parentId: evaluatee.departmentId };
    const known = await officer.put(`/units/${unit}`, { ...named, uscc: unitUscc }, { version });
    expect(known.status).toBe(200);
    code = await openCall(officer, evaluatee.id, {
      conditions: { field: '教育', bondProjects: '1' },
    });
  });

  /** One agency per case, all screened at once. */
  const cases: [string, string, 'pass' | 'fail' | 'unknown', () => Promise<CheckedAgency>][] = [];
  const add = (
    ruleId: string,
    name: string,
    outcome: 'pass' | 'fail' | 'unknown',
    make: () => Promise<CheckedAgency>,
  ) => cases.push([ruleId, name, outcome, make]);
  const declared = async (
    more: Parameters<typeof checkedAgency>[2] = {},
    said: Record<string, unknown> = {},
  ) => {
    const agency = await checkedAgency(district, officer, more);
    await declare(agency, code, said);
    return agency;
  };
  const withRow = async (row: (agency: CheckedAgency) => Promise<unknown>) => {
    const agency = await declared();
    await row(agency);
    return agency;
  };
  const work = (more: Record<string, unknown>) => ({
    paidWork: [{ unitId: evaluatee.unitId, from: '2023-01-01', to: '', commissionedBy: 'unit', ...more }],
  });

  add('R1', 'a checked dossier', 'pass', () => declared());
  add('R1', 'none', 'fail', () => declared({ dossier: false }));
  add('R1', 'checked a year ago to the day', 'fail', () => declared({ checkedOn: '2024-11-20' }));
  add('R1', 'checked a year less a day ago', 'pass', () => declared({ checkedOn: '2024-11-21' }));
  add('R2', 'one free', 'pass', () => declared());
  add('R2', 'nobody in post', 'fail', () => declared({ leads: 0 }));
  add('R2', 'one who left today', 'fail', () => declared({ lead: { employedUntil: '2025-11-20' } }));
  add('R2', 'one who leaves tomorrow', 'pass', () => declared({ lead: { employedUntil: '2025-11-21' } }));
  add('R2', 'one who comes tomorrow', 'fail', () => declared({ lead: { employedFrom: '2025-11-21' } }));
  add('R3', 'none', 'pass', () => declared());
  add('R3', 'excludes until today', 'fail', () =>
    withRow(({ id }) =>
      sanctionRow(district, id, officer, {
        class: 'serious',
        from: '2025-01-01',
        until: '2025-11-20',
        excludes: true,
      }),
    ),
  );
  add('R3', 'ended yesterday', 'pass', () =>
    withRow(({ id }) =>
      sanctionRow(district, id, officer, {
        class: 'serious',
        from: '2025-01-01',
        until: '2025-11-19',
        excludes: true,
      }),
    ),
  );
  add('R4', '未评级', 'pass', () => declared());
  add('R4', 'restricted until today', 'fail', () =>
    withRow(({ id }) => restrictionRow(district, id, officer, { from: '2025-01-01', until: '2025-11-20' })),
  );
  add('R4', 'D with an undecided proposal', 'unknown', () =>
    withRow(async ({ id }) => {
      await ratingRow(district, id, { rating: 'D', on: '2025-10-01', at: '2025-10-01T02:00:00.000Z' });
      await restrictionRow(district, id, officer, {
        from: '2025-12-01',
        until: '2026-11-30',
        state: 'proposed',
      });
    }),
  );
  add('R5', 'looked up', 'pass', () => declared());
  add('R5', 'never looked up', 'unknown', () => declared({ queriedOn: null }));
  add('R5', 'fined less than three years ago', 'fail', () =>
    declared({ content: { honoursPenalties: penaltiesOf({ decidedOn: '2022-11-21', bannedUntil: null }) } }),
  );
  add('R5', 'fined three years ago', 'pass', () =>
    declared({ content: { honoursPenalties: penaltiesOf({ decidedOn: '2022-11-20', bannedUntil: null }) } }),
  );
  add('R6', 'declared', 'pass', () => declared());
  add('R6', 'not declared', 'fail', () => checkedAgency(district, officer));
  add('R6', 'stays away', 'fail', () => declared({}, { takesPart: 'no' }));
  add('R6', 'kept the books', 'fail', () => declared({}, { tookPart: ['代理记账'] }));
  add('R6', 'is the client', 'fail', () => withRow(({ id }) => takesCode(id, clientUscc)));
  add('R6', 'is the unit evaluated', 'fail', () => withRow(({ id }) => takesCode(id, unitUscc)));
  add('R6', 'works for the unit', 'fail', () => declared({}, work({})));
  add('R6', 'worked for the department', 'unknown', () =>
    declared({}, work({ unitId: evaluatee.departmentId, to: '2025-06-30' })),
  );
  add('R6', 'worked there for the finance bureau', 'pass', () =>
    declared({}, work({ commissionedBy: 'finance' })),
  );
  add('R6', 'kin', 'unknown', () => declared({}, { kin: '示例人员之配偶在该单位任职' }));
  add('R7', 'nothing else', 'pass', () => declared());
  add('R7', 'two elsewhere', 'pass', () => declared({}, { runningElsewhere: '2' }));
  add('R7', 'three elsewhere', 'fail', () => declared({}, { runningElsewhere: '3' }));
  add('R7', 'not said', 'unknown', () => declared({}, { runningElsewhere: '' }));
  add('R8', 'no bond project', 'fail', () => declared());
  add('R8', 'field and bond', 'pass', () =>
    declared({ content: { trackRecord: projectsOf({ field: 'education', specialBond: true }) } }),
  );
  add('R8', 'bond not filed', 'unknown', () =>
    declared({ content: { trackRecord: projectsOf({ field: 'education', specialBond: null }) } }),
  );

  it('decides as the table says, names every reason and keeps the snapshot', async () => {
    const made: CheckedAgency[] = [];
    for (const [, , , make] of cases) made.push(await make());
    const answer = await screenAgain(officer, code);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ number: 1, total: cases.length });
    const { rows, funnel, rules } = (await officer.get(`/commissions/${code}/screening`)).body;
    const seen = cases.map(([ruleId, name], index) => {
      const row = rows.find((one: { code: string }) => one.code === made[index]!.code);
      const one = row.decisions.find((held: { ruleId: string }) => held.ruleId === ruleId);
      for (const text of [one.required, one.observed, one.source, one.citation])
        expect(text).toMatch(/\p{Script=Han}/u);
      expect('fix' in one).toBe(one.outcome !== 'pass');
      return [ruleId, name, one.outcome];
    });
    expect(seen).toEqual(cases.map(([ruleId, name, outcome]) => [ruleId, name, outcome]));
    expect(rules).toHaveLength(8);
    expect(funnel[0]).toEqual({ label: '全部机构', left: cases.length, removed: 0 });
    const failing = rows.filter((row: { decisions: { outcome: string }[] }) =>
      row.decisions.some(({ outcome }) => outcome === 'fail'),
    ).length;
    expect(funnel.at(-1).left).toBe(cases.length - failing);
  });

  it('shows an agency its own row and nobody else’s, with the end of a restriction', async () => {
    const restricted = cases.findIndex(([, name]) => name === 'restricted until today');
    const rows = (await officer.get(`/commissions/${code}/screening`)).body.rows;
    const agency = rows[restricted];
    const member = await district.signedIn(['agencyStaff'], { agencyId: agency.agencyId });
    const own = (await member.get(`/commissions/${code}/screening`)).body;
    expect(own.rows.map((row: { code: string }) => row.code)).toEqual([agency.code]);
    expect(own.rows[0].decisions[3].observed).toMatch(/受限期 2025-01-01 至 2025-11-20/);
    expect([own.funnel, own.runs, own.candidates, own.counts]).toEqual([[], [], [], null]);
    expect((await member.get(`/commissions/${code}/procurement-basis`)).status).toBe(403);
  });
});

describe('from the call to the frozen list', () => {
  let own: District;
  let agencies: CheckedAgency[];
  let code: string;
  let people: { officer: Person; reviewer: Person; leader: Person };
  const at = (path: string) => `/commissions/${code}${path}`;
  const versionNow = async () => (await people.officer.get(at(''))).body.commission.version;
  const freeze = async (by: Person, version?: number) =>
    by.post(at('/shortlist'), {}, { version: version ?? (await versionNow()) });
  /** The days that passed have ended everybody's session. */
  const signInAgain = async () => {
    people.officer = await own.signedIn(['bureauOfficer']);
    people.reviewer = await own.signedIn(['bureauReviewer']);
    for (const person of [people.officer, people.reviewer])
      await person.post(at('/officer-declarations'), noConflict);
  };
  const say = (agency: CheckedAgency, more: Record<string, unknown> = {}) =>
    agency.admin.post(at('/recusal-declarations'), declaration(more));

  beforeAll(async () => {
    own = await openDistrict();
    const [one, two, three] = [
      await own.signedIn(['bureauOfficer']),
      await own.signedIn(['bureauReviewer']),
      await own.signedIn(['bureauLeader']),
    ];
    people = { officer: one, reviewer: two, leader: three };
    await adoptAll(own, three);
    const { id } = await evaluateeOf(own);
    code = await openCall(one, id);
    agencies = [];
    for (let index = 0; index < 4; index += 1) agencies.push(await checkedAgency(own, one));
  });
  afterAll(() => own.close());

  it('asks officers to declare before they touch it, and turns away whoever has a conflict', async () => {
    const silent = await own.signedIn(['bureauOfficer']);
    const refused = await silent.post(at('/screening'), {}, { version: await versionNow() });
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('回避声明')]);
    await silent.post(at('/officer-declarations'), {
      hasConflict: 'yes',
      text: '近亲属在该单位任职',
      declaredName: '示例人员',
    });
    const conflicted = await silent.post(at('/screening'), {}, { version: await versionNow() });
    expect(conflicted.body.message).toMatch(/由其他人员办理/);
    await people.reviewer.post(at('/officer-declarations'), noConflict);
  });

  it('takes declarations of confirmed agencies alone, with every fault at its field', async () => {
    const [first] = agencies;
    const wrong = await say(first!, {
      personInCharge: '',
      holders: '123',
      isTrue: '',
      paidWork: [{ unitId: newId(own.clock.now()), from: '', to: '', commissionedBy: '' }],
    });
    expect(Object.keys(wrong.body.fields).sort()).toEqual([
      'holders',
      'isTrue',
      'paidWork[0].commissionedBy',
      'paidWork[0].from',
      'personInCharge',
    ]);
    const fresh = await own.agency();
    const unconfirmed = await own.signedIn(['agencyAdmin'], { agencyId: fresh.id });
    expect((await unconfirmed.post(at('/recusal-declarations'), declaration())).status).toBe(409);
    expect((await people.officer.post(at('/recusal-declarations'), declaration())).status).toBe(403);
    for (const agency of agencies.slice(0, 3)) expect((await say(agency)).status).toBe(201);
    expect((await say(agencies[3]!, { kin: '示例人员之配偶在该单位任职' })).status).toBe(201);
    const seen = (await first!.admin.get(at('/recusal-declarations'))).body.declarations;
    expect(seen.map((one: { agencyCode: string }) => one.agencyCode)).toEqual([first!.code]);
  });

  it('is not frozen during the call, nor over an unknown that it names', async () => {
    await screenAgain(people.officer, code);
    const early = await freeze(people.reviewer);
    expect(early.status).toBe(409);
    expect(early.body.message).toMatch(/征集到 2025-11-27 为止/);
    expect(early.body.message).toContain(`${agencies[3]!.name}：回避待核实：近亲属关系待核实`);
    expect((await freeze(people.officer)).status).toBe(403);
  });

  /** What an agency is given of its own row, and what the row is computed from, byte for byte. */
  async function expectNoOfficialNamed(agency: (typeof agencies)[number]) {
    const receipt = await agency.admin.get(`/receipts/screenings/${code}/${agency.code}`);
    expect([receipt.status, receipt.body.faults]).toEqual([200, []]);
    const { rows } = (await agency.admin.get(at('/screening'))).body;
    const given = JSON.stringify([receipt.body, rows]);
    const officials = await own.owner
      .selectFrom('account')
      .select(['id', 'name'])
      .where('agencyId', 'is', null)
      .execute();
    expect(officials.length).toBeGreaterThan(2);
    for (const { id, name } of officials) {
      expect(given).not.toContain(id);
      expect(given).not.toContain(name);
    }
  }

  it('settles an unknown only with a proof, and only where a person may', async () => {
    const body = {
      agency: agencies[3]!.code,
      ruleId: 'R6',
      outcome: 'pass',
      note: '配偶已调离，取得单位证明',
    };
    const bare = await people.officer.post(at('/screening/settlements'), body);
    expect(bare.body.fields.fileId).toBe('上传核实的证明材料。');
    const fileId = await fileOf(people.officer);
    const other = await people.officer.post(at('/screening/settlements'), { ...body, fileId, ruleId: 'R1' });
    expect(other.body.fields.ruleId).toMatch(/不是待核实/);
    const foreign = await fileOf(agencies[0]!.admin);
    const stolen = await people.officer.post(at('/screening/settlements'), { ...body, fileId: foreign });
    expect(stolen.status).toBe(422);
    const settled = await people.officer.post(at('/screening/settlements'), { ...body, fileId });
    expect(settled.status).toBe(201);
    expect((await freeze(people.reviewer)).body.message).toMatch(/「回避」已有变化.*请重新筛选/);
    expect((await screenAgain(people.officer, code)).body).toMatchObject({ number: 2, unsettled: 0 });
    await expectNoOfficialNamed(agencies[3]!);
    // Declared anew, it is open anew.
    own.clock.pass(1000);
    await say(agencies[3]!, { kin: '另一人' });
    await screenAgain(people.officer, code);
    expect((await decisionOn(people.officer, code, agencies[3]!.code, 'R6')).outcome).toBe('unknown');
    await say(agencies[3]!);
  });

  it('lets two under one person in charge stand in each other’s way until one leaves', async () => {
    for (const agency of agencies.slice(0, 2)) await say(agency, { personInCharge: '同一负责人' });
    await screenAgain(people.officer, code);
    const [first, second] = [agencies[0]!, agencies[1]!];
    const seen = await decisionOn(people.officer, code, first.code, 'R6');
    expect([seen.outcome, seen.observed]).toEqual(['fail', expect.stringContaining(second.name)]);
    await say(second, { takesPart: 'no' });
    await screenAgain(people.officer, code);
    expect((await decisionOn(people.officer, code, first.code, 'R6')).outcome).toBe('pass');
    await say(second);
  });

  it('excepts R7 by two persons on a collective decision, and nothing that may not be', async () => {
    const [first, second] = [agencies[0]!, agencies[1]!];
    await say(first, { runningElsewhere: '3' });
    await say(second, { tookPart: ['审计'] });
    await screenAgain(people.officer, code);
    const path = at('/screening/exceptions');
    const proposal = { agency: first.code, ruleId: 'R7', reason: '其他机构均不具备同类经验' };
    const never = await people.officer.post(path, { ...proposal, agency: second.code, ruleId: 'R6' });
    expect(never.body.fields.ruleId).toBe('该项条件不适用例外审批。');
    const needless = await people.officer.post(path, { ...proposal, ruleId: 'R1' });
    expect(needless.body.fields.ruleId).toMatch(/只有不符合/);
    const asked = await people.reviewer.post(path, proposal);
    const approval = `${path}/${asked.body.id}/approval`;
    const same = await people.reviewer.post(approval, decision);
    expect([same.status, same.body.message]).toEqual([403, expect.stringContaining('另一人')]);
    const peer = await own.signedIn(['bureauReviewer']);
    await peer.post(at('/officer-declarations'), noConflict);
    const level = await peer.post(approval, decision);
    expect(level.body.fields.minutesNumber).toMatch(/层级须高于/);
    await people.leader.post(at('/officer-declarations'), noConflict);
    const bare = await people.leader.post(approval, { ...decision, minutesNumber: '' });
    expect(bare.body.fields.minutesNumber).toMatch(/集体决策/);
    expect((await people.officer.post(approval, decision)).status).toBe(403);
    expect((await people.leader.post(`${path}/${newId(own.clock.now())}/approval`, decision)).status).toBe(
      404,
    );
    expect((await people.leader.post(approval, decision)).status).toBe(201);
    expect((await people.leader.post(approval, decision)).status).toBe(409);
    await screenAgain(people.officer, code);
    const excepted = await decisionOn(people.officer, code, first.code, 'R7');
    expect([excepted.outcome, excepted.observed]).toEqual([
      'excepted',
      expect.stringContaining('局党组纪要〔2025〕22号'),
    ]);
    await expectNoOfficialNamed(first);
    await say(first, { runningElsewhere: '' });
    await say(second);
  });

  it('settles what others have commissioned, in both ways', async () => {
    const [first] = agencies;
    const fileId = await fileOf(people.officer);
    const body = { agency: first!.code, ruleId: 'R7', note: '电话核实', fileId };
    for (const outcome of ['fail', 'pass'] as const) {
      await screenAgain(people.officer, code);
      own.clock.pass(1000);
      if (outcome === 'pass') {
        // Settled once it is no longer open; the newest declaration opens nothing of R7 by itself.
        const again = await people.officer.post(at('/screening/settlements'), { ...body, outcome });
        expect(again.body.fields.ruleId).toMatch(/不是待核实/);
        continue;
      }
      expect((await people.officer.post(at('/screening/settlements'), { ...body, outcome })).status).toBe(
        201,
      );
    }
    const said = await decisionOn(people.officer, code, first!.code, 'R7');
    expect([said.outcome, said.observed]).toEqual([
      'fail',
      expect.stringContaining('经核实不符合：电话核实'),
    ]);
    await expectNoOfficialNamed(first!);
    await say(first!, { runningElsewhere: '0' });
  });

  it('withdraws every screening when the conditions change, and lists both', async () => {
    const before = (await people.officer.get(at('/screening'))).body;
    const body = conditions({ leadEvaluatorsRequired: '1', reason: '评价范围缩小' });
    const stale = await people.officer.put(at('/conditions'), body, { version: 1 });
    expect(stale.body.code).toBe('stale');
    const early = conditions({ callUntil: '2025-11-26', reason: '缩短' });
    const short = await people.officer.put(at('/conditions'), early, { version: await versionNow() });
    expect(short.body.fields.callUntil).toMatch(/不得早于 2025-11-27/);
    const changed = await people.officer.put(at('/conditions'), body, { version: await versionNow() });
    expect(changed.body.withdrawnScreenings).toContain(before.screening.number);
    const after = (await people.officer.get(at('/screening'))).body;
    expect([after.screening, after.commission.state]).toEqual([null, 'conditioned']);
    expect(after.runs.every((run: { withdrawnAt: string | null }) => run.withdrawnAt !== null)).toBe(true);
    const listed = (await people.officer.get(at('/conditions'))).body.conditions;
    expect(listed.map((one: { withdrawnReason: string | null }) => one.withdrawnReason)).toEqual([
      null,
      '评价范围缩小',
    ]);
  });

  it('refuses a look-up older than ten days, and C without approval; then freezes in the order of codes', async () => {
    const before = (await people.reviewer.get(at('/screening'))).body.actions;
    expect(before.map((one: { key: string }) => one.key)).not.toContain('tierApproval.give');
    await ratingRow(own, agencies[2]!.id, {
      rating: 'C',
      on: '2025-10-01',
      at: '2025-10-01T02:00:00.000Z',
    });
    own.clock.set('2025-12-01T01:00:00.000Z');
    await signInAgain();
    await screenAgain(people.officer, code);
    const old = await freeze(people.reviewer);
    expect(old.body.message).toContain(`${agencies[0]!.name}：信用中国的查询日期为 2025-11-19`);
    expect(old.body.message).toContain(`${agencies[2]!.name}（信用等级 C）须先经`);
    for (const agency of agencies) await lookUp(own, people.officer, agency.code, '2025-12-01');
    await screenAgain(people.officer, code);
    const approval = async () =>
      (await people.reviewer.get(at('/screening'))).body.actions.find(
        (one: { key: string }) => one.key === 'tierApproval.give',
      );
    expect((await approval()).enabled).toBe(true);
    const noReason = await people.reviewer.post(at('/screening/tier-approval'), { reason: '' });
    expect(noReason.status).toBe(422);
    expect((await people.officer.post(at('/screening/tier-approval'), { reason: '同意' })).status).toBe(403);
    const given = await people.reviewer.post(at('/screening/tier-approval'), { reason: '同意参加' });
    expect(given.body.agencies).toEqual([agencies[2]!.code]);
    expect(await approval()).toMatchObject({ enabled: false, reason: '本次筛选已经同意。' });
    const stale = await freeze(people.reviewer, 1);
    expect(stale.body.code).toBe('stale');
    const frozen = await freeze(people.reviewer);
    expect(frozen.body.candidates).toEqual(agencies.map((agency) => agency.code).sort());
    const { candidates, commission, screening } = (await people.officer.get(at('/screening'))).body;
    expect(commission.state).toBe('frozen');
    expect(screening.frozenAt).toBe('2025-12-01T01:00:00.000Z');
    const weights = candidates.map((one: Record<string, unknown>) => [
      one.position,
      one.tier,
      one.running,
      one.cap,
      `${String(one.weightNumerator)}/${String(one.weightDenominator)}`,
    ]);
    expect(weights).toEqual([
      [1, null, 0, 3, '2/1'],
      [2, null, 0, 3, '2/1'],
      [3, 'C', 0, 3, '1/1'],
      [4, null, 0, 3, '2/1'],
    ]);
    expect((await freeze(people.reviewer)).status).toBe(409);
    const member = await own.signedIn(['agencyStaff'], { agencyId: agencies[0]!.id });
    expect((await member.post(at('/recusal-declarations'), declaration())).status).toBe(409);
  });

  it('asks for no approval from the day on that a later version of the consequences drops it', async () => {
    const { tiers } = defaultConsequencePolicy;
    const content = { version: 2, tiers: { ...tiers, C: { ...tiers.C, approvalBeforeFreezing: false } } };
    await insertPolicy(own.owner, {
      ...{ id: newId(own.clock.now()), kind: 'consequence', name: 'consequence', version: 2, content },
      ...{ basis: '示例', isDefault: false, inForceFrom: '2025-01-01', recordedAt: own.clock.now() },
    });
    await adoptAll(own, people.leader, '2025-12-03');
    const awaiting = async () => (await people.officer.get(at('/screening'))).body.awaitingPlaces;
    own.clock.set('2025-12-02T15:59:59.999Z');
    await signInAgain();
    expect(await awaiting()).toEqual(['信用等级 C']);
    own.clock.set('2025-12-02T16:00:00.000Z');
    expect(await awaiting()).toEqual([]);
  });
});

describe('what a rating leads to', () => {
  it('lists A first and freezes C without approval where the version in force asks for none', async () => {
    const own = await openDistrict();
    const opener = await own.signedIn(['bureauOfficer']);
    const { id } = await evaluateeOf(own);
    const code = await openCall(opener, id);
    const at = `/commissions/${code}`;
    const agencies: CheckedAgency[] = [];
    for (let index = 0; index < 3; index += 1) {
      const agency = await checkedAgency(own, opener, { queriedOn: '2025-11-20' });
      await agency.admin.post(`${at}/recusal-declarations`, declaration());
      agencies.push(agency);
    }
    agencies.sort((a, b) => (a.code < b.code ? -1 : 1));
    const [first, second, third] = agencies as [CheckedAgency, CheckedAgency, CheckedAgency];
    for (const [agency, rating] of [
      [first, 'C'],
      [third, 'A'],
    ] as const)
      await ratingRow(own, agency.id, { rating, on: '2025-10-01', at: '2025-10-01T02:00:00.000Z' });
    const { tiers } = defaultConsequencePolicy;
    const content = { version: 2, tiers: { ...tiers, C: { ...tiers.C, approvalBeforeFreezing: false } } };
    await insertPolicy(own.owner, {
      ...{ id: newId(own.clock.now()), kind: 'consequence', name: 'consequence', version: 2, content },
      ...{ basis: '示例', isDefault: false, inForceFrom: '2025-01-01', recordedAt: own.clock.now() },
    });
    await adoptAll(own, opener);
    own.clock.set('2025-11-28T01:00:00.000Z');
    const [officer, reviewer] = [
      await own.signedIn(['bureauOfficer']),
      await own.signedIn(['bureauReviewer']),
    ];
    for (const person of [officer, reviewer]) await person.post(`${at}/officer-declarations`, noConflict);
    const { version } = (await screenAgain(officer, code)).body;
    const frozen = await reviewer.post(`${at}/shortlist`, {}, { version });
    expect([frozen.status, frozen.body.candidates]).toEqual([201, [third.code, first.code, second.code]]);
    await own.close();
  });
});

describe('a list too short for a draw', () => {
  it('is refused; the call is extended once', async () => {
    const own = await openDistrict();
    const one = await own.signedIn(['bureauOfficer']);
    const { id } = await evaluateeOf(own);
    const code = await openCall(one, id);
    const at = `/commissions/${code}`;
    for (let index = 0; index < 2; index += 1) {
      const agency = await checkedAgency(own, one, { queriedOn: '2025-11-20' });
      await agency.admin.post(`${at}/recusal-declarations`, declaration());
    }
    own.clock.set('2025-11-28T01:00:00.000Z');
    const three = await own.signedIn(['bureauOfficer']);
    const four = await own.signedIn(['bureauReviewer']);
    for (const person of [three, four]) await person.post(`${at}/officer-declarations`, noConflict);
    for (const extended of [false, true]) {
      const { version } = (await screenAgain(three, code)).body;
      const short = await four.post(`${at}/shortlist`, {}, { version });
      expect(short.body.message).toMatch(/候选机构不足 3 家，须延长征集一次/);
      const longer = await three.post(`${at}/call-extension`, { reason: '候选机构不足' }, { version });
      expect(longer.status).toBe(extended ? 409 : 201);
      if (!extended) expect(longer.body.callUntil).toBe('2025-12-05');
    }
    await own.close();
  });
});

describe('strangers and wrong hats', () => {
  it('find nothing of a commission whose call is not open, on every route', async () => {
    const { code } = (await officer.post('/commissions', newCommission(evaluatee.id))).body;
    const agency = await checkedAgency(district, officer);
    for (const path of ['', '/conditions', '/screening', '/recusal-declarations'])
      expect((await agency.admin.get(`/commissions/${code}${path}`)).status).toBe(404);
    const said = await agency.admin.post(`/commissions/${code}/recusal-declarations`, declaration());
    expect(said.status).toBe(404);
    expect((await district.public.get(`/commissions/${code}/screening`)).status).toBe(401);
    expect((await reviewer.post(`/commissions/${code}/screening`, {}, { version: 1 })).status).toBe(403);
  });

  it('keep look-ups to the agency they are about', async () => {
    const agency = await checkedAgency(district, officer);
    const other = await checkedAgency(district, officer);
    expect((await agency.admin.get(`/integrity-queries/${agency.code}`)).body.queries).toHaveLength(3);
    expect((await agency.admin.get(`/integrity-queries/${other.code}`)).status).toBe(404);
    expect((await agency.admin.get('/integrity-queries')).body.agencies).toHaveLength(1);
    const body = { agency: agency.code, site: 'creditChina', queriedOn: '2025-11-21', result: 'clear' };
    expect((await agency.admin.post('/integrity-queries', body)).status).toBe(403);
    const future = await officer.post('/integrity-queries', body);
    expect(future.body.fields.queriedOn).toBe('查询日期不得晚于今天。');
    const bare = await officer.post('/integrity-queries', { ...body, queriedOn: '2025-11-20' });
    expect(bare.body.fields.fileId).toMatch(/上传/);
    const found = { ...body, queriedOn: '2025-11-20', result: 'found', violationTitle: '责令停产停业' };
    expect(Object.keys((await officer.post('/integrity-queries', found)).body.fields)).toEqual([
      'violationDecidedOn',
    ]);
    expect(await outcomeOf('WT-2025-001', agency, 'R5')).toBeUndefined();
  });
});
