import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../scoring/digest.ts';
import { sanctionRow } from '../support/credit.ts';
import type { CheckedAgency } from '../support/checked-agencies.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { frozenLists, openTender } from '../support/frozen-lists.ts';

let district: District;
let officer: Person;
let reviewer: Person;
let agencies: CheckedAgency[];
let codes: string[];
const draws = Array.from({ length: 4 }, () => ({ method: 'weightedDraw' }));
beforeAll(async () => {
  district = await openDistrict();
  const bases = [...draws, { method: 'comparison' }, { method: 'rotation' }, openTender];
  const made = await frozenLists(district, bases, 4);
  ({ officer, reviewer, agencies, codes } = made);
}, 120_000);
afterAll(() => district.close());

const versionOf = async (code: string) =>
  (await officer.get(`/commissions/${code}`)).body.commission.version as number;
const selectionOf = async (code: string) => (await officer.get(`/commissions/${code}/selection`)).body.bureau;

const choice = (more: Record<string, unknown> = {}) => ({
  method: 'weightedDraw',
  reason: '金额较小，条件相同，抽取最公平',
  publicValueSource: '双色球第 2025139 期开奖号码',
  publicValueDay: '2025-11-28',
  publicValueTime: '21:30',
  ...more,
});

const choose = async (code: string, more: Record<string, unknown> = {}, by = officer) =>
  by.post(`/commissions/${code}/selection`, choice(more), { version: await versionOf(code) });

/** Everyone signs in again at that instant. */
async function at(instant: string) {
  district.clock.set(instant);
  officer = await district.signedIn(['bureauOfficer']);
  reviewer = await district.signedIn(['bureauReviewer']);
  for (const code of codes)
    await officer.post(`/commissions/${code}/officer-declarations`, {
      hasConflict: 'no',
      declaredName: '示例人员',
    });
  for (const agency of agencies)
    agency.admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
}

const witness = async (code: string, by = reviewer) =>
  by.post(
    `/commissions/${code}/selection/witness`,
    {},
    { version: (await selectionOf(code)).selection.version },
  );
const draw = async (code: string, publicValue = '03 09 14 21 28 30 + 11', by = officer) =>
  by.post(
    `/commissions/${code}/selection/draw`,
    { publicValue },
    { version: (await selectionOf(code)).selection.version },
  );

describe('the method', () => {
  it('is fixed with a reason before any odds are shown', async () => {
    const code = codes[0]!;
    const before = await selectionOf(code);
    expect([before.selection, before.entries]).toEqual([null, []]);
    expect(JSON.stringify(before.candidates)).not.toMatch(/weight|chance|tier/i);
    const faults = async (more: Record<string, unknown>) => (await choose(code, more)).body.fields;
    expect(await faults({ reason: ' ' })).toEqual({ reason: '写明选用这种方式的理由。' });
    expect(await faults({ method: 'statutory' })).toHaveProperty('method');
    expect(await faults({ publicValueSource: '', publicValueDay: '', publicValueTime: '' })).toEqual({
      publicValueSource: expect.stringMatching(/来源/),
      publicValueDay: '填写公开值产生的日期。',
      publicValueTime: '填写公开值产生的时刻。',
    });
    // Now is 09:00: a value that exists already is refused to the minute.
    expect(await faults({ publicValueTime: '09:00' })).toHaveProperty('publicValueDay');
    expect((await choose(code, {}, reviewer)).status).toBe(403);
    const stale = await officer.post(`/commissions/${code}/selection`, choice(), { version: 1 });
    expect(stale.body.code).toBe('stale');
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    expect((await stranger.get(`/commissions/${code}/selection`)).status).toBe(404);
    const undeclared = await district.signedIn(['bureauOfficer']);
    expect((await choose(code, {}, undeclared)).body.message).toMatch(/回避声明/);
  });

  it('publishes the list with exact weights, the odds and the commitment, and keeps the secret', async () => {
    const code = codes[0]!;
    const version = await versionOf(code);
    const sending = { version, key: 'choose-once' };
    const path = `/commissions/${code}/selection`;
    const [first, second] = await Promise.all([
      officer.post(path, choice(), sending),
      officer.post(path, choice(), sending),
    ]);
    expect([first.status, second.body.id]).toEqual([201, first.body.id]);
    const { selection, entries } = await selectionOf(code);
    expect(selection.commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(selection.secret).toBeNull();
    // Four agencies, 未评级 2 × (6 − 0) ÷ 6 each: two lead evaluators carry six projects.
    const shown = entries.map((one: { weight: string; chance: { fraction: string; percent: string } }) => [
      one.weight,
      one.chance.fraction,
      one.chance.percent,
    ]);
    expect(shown).toEqual(Array.from({ length: 4 }, () => ['2/1', '1/4', '25.0%']));
    const stored = await district.owner
      .selectFrom('selection')
      .select('secret')
      .where('id', '=', first.body.id)
      .executeTakeFirstOrThrow();
    expect(sha256Hex(stored.secret!)).toBe(selection.commitment);
    for (const who of [officer, reviewer, agencies[0]!.admin])
      expect(JSON.stringify((await who.get(path)).body)).not.toContain(stored.secret);
    expect(JSON.stringify((await district.public.get(`/draws/${code}`)).body)).not.toContain(stored.secret);
    expect((await choose(code)).body.message).toMatch(/「遴选中」/);
  });

  it('is statutory above the threshold: drawing is refused in words, the result is only recorded', async () => {
    const code = codes[6]!;
    for (const method of ['weightedDraw', 'comparison', 'rotation'])
      expect((await choose(code, { method })).body.fields.method).toMatch(/限额标准.*不得抽取/);
    const more = { method: 'statutory', resultLink: 'https://example.test/result' };
    expect((await choose(code, { ...more, winnerCode: '' })).body.fields).toHaveProperty('winnerCode');
    expect((await choose(code, { ...more, winnerCode: 'JG-9999' })).body.fields).toHaveProperty('winnerCode');
    const winnerCode = agencies[1]!.code;
    expect((await choose(code, { ...more, winnerCode, resultLink: 'here' })).body.fields).toHaveProperty(
      'resultLink',
    );
    expect((await choose(code, { ...more, winnerCode })).status).toBe(201);
    expect((await draw(code)).body.message).toMatch(/不得抽取/);
    const sent = await officer.post(
      `/commissions/${code}/invitations`,
      {},
      { version: await versionOf(code) },
    );
    expect(sent.body.agencyCode).toBe(winnerCode);
  });
});

describe('the draw', () => {
  const code = () => codes[0]!;

  it('waits for the public value and for a second person', async () => {
    expect((await draw(code())).body.message).toBe('公开值尚未产生，须到事先公布的时刻以后才能抽取。');
    await at('2025-11-28T13:29:59.999Z');
    expect((await draw(code())).body.message).toMatch(/公开值尚未产生/);
    await at('2025-11-28T13:30:00.000Z');
    expect((await draw(code())).body.message).toMatch(/另一人/);
    expect((await witness(code(), agencies[0]!.admin)).status).toBe(403);
    const both = await district.signedIn(['bureauOfficer']);
    await both.post(`/commissions/${code()}/officer-declarations`, {
      hasConflict: 'no',
      declaredName: '示例人员',
    });
    expect((await witness(code(), both)).status).toBe(201);
    expect((await witness(code())).body.message).toMatch(/已确认在场见证/);
    const alone = await draw(code(), undefined, both);
    expect([alone.status, alone.body.message]).toEqual([403, expect.stringMatching(/另一人/)]);
  });

  it('is made once, and anyone recomputes it', async () => {
    const version = (await selectionOf(code())).selection.version;
    const path = `/commissions/${code()}/selection/draw`;
    const answers = await Promise.all(
      ['a', 'b'].map((value) => officer.post(path, { publicValue: value }, { version })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await draw(code())).body.message).toMatch(/不重新抽取/);
    const { body } = await district.public.get(`/draws/${code()}`);
    expect(body.state).toBe('drawn');
    expect(body.recomputed.faults).toEqual([]);
    expect(sha256Hex(body.secret)).toBe(body.commitment);
    expect(sha256Hex(`${body.secret}:${body.publicValue}`)).toBe(body.seed);
    expect(sha256Hex(body.recomputed.listText)).toBe(body.listDigest);
    // The first place by hand: four tickets pairs of 2, the number below 8 points into the list by code.
    const ticket = Number(BigInt(`0x${sha256Hex(`${body.seed}:0`)}`) % 8n);
    const byCode = agencies.map((agency) => agency.code).sort();
    expect(body.order[0]).toBe(byCode[Math.floor(ticket / 2)]);
    expect(body.recomputed.order).toEqual(body.order);
    const { draws: all } = (await district.public.get('/draws')).body;
    expect(all.find((one: { code: string }) => one.code === code())).toMatchObject({ state: 'drawn' });
    expect((await district.public.get('/draws/WT-2025-999')).status).toBe(404);
  });

  it('does not hold when the record is changed', async () => {
    const row = await district.owner
      .selectFrom('selection')
      .innerJoin('commission', 'commission.id', 'selection.commissionId')
      .select(['selection.id', 'selection.result'])
      .where('commission.code', '=', code())
      .executeTakeFirstOrThrow();
    const result = row.result as { order: string[] };
    const forged = JSON.stringify({ ...result, order: result.order.toReversed() });
    const set = (text: string) =>
      district.owner.updateTable('selection').set({ result: text }).where('id', '=', row.id).execute();
    await set(forged);
    const { recomputed } = (await district.public.get(`/draws/${code()}`)).body;
    expect(recomputed.faults).toEqual(['公布的顺序与重新计算的顺序不一致']);
    await set(JSON.stringify(result));
  });

  it('strikes through, in the same transaction, whom a decision excludes since the freezing', async () => {
    const second = codes[1]!;
    await at('2025-12-01T01:00:00.000Z');
    const lottery = { publicValueDay: '2025-12-01', publicValueTime: '10:00' };
    expect((await choose(second, lottery)).status).toBe(201);
    await witness(second);
    const { code: decision } = await sanctionRow(district, agencies[3]!.id, officer, {
      class: 'serious',
      from: '2025-12-01',
      until: '2025-12-31',
      excludes: true,
    });
    await at('2025-12-01T02:00:00.000Z');
    const drawn = await draw(second);
    expect(drawn.status).toBe(201);
    expect(drawn.body.order).toHaveLength(3);
    expect(drawn.body.order).not.toContain(agencies[3]!.code);
    const { entries } = await selectionOf(second);
    const struck = entries.find((one: { code: string }) => one.code === agencies[3]!.code);
    expect(struck).toMatchObject({
      place: null,
      chance: null,
      struckReason: `处理决定 ${decision} 生效，至 2025-12-31 为止不得参加`,
    });
    expect(entries.filter((one: { chance: unknown }) => one.chance)).toHaveLength(3);
    expect((await district.public.get(`/draws/${second}`)).body.recomputed.faults).toEqual([]);
    const { timeline } = (await officer.get(`/commissions/${second}`)).body;
    expect(timeline.map((line: { event: string }) => line.event)).toEqual(
      expect.arrayContaining(['selection.drawn', 'candidate.struck', 'selection.witnessed']),
    );
  });

  it('is void, publicly, when the secret is not opened by its hour; the next selection stands beside it', async () => {
    const third = codes[2]!;
    await choose(third, { publicValueDay: '2025-12-02', publicValueTime: '10:00' });
    await witness(third);
    const tooEarly = await officer.post(
      `/commissions/${third}/selection/voiding`,
      { reason: '无人抽取' },
      { version: (await selectionOf(third)).selection.version },
    );
    expect(tooEarly.status).toBe(409);
    // Tuesday 2 December and two working days: Thursday 4 at 24:00.
    await at('2025-12-04T15:59:59.999Z');
    expect((await district.public.get(`/draws/${third}`)).body.state).toBe('announced');
    await at('2025-12-04T16:00:00.000Z');
    expect((await district.public.get(`/draws/${third}`)).body.state).toBe('void');
    expect((await draw(third)).body.message).toMatch(/抽取作废/);
    const voided = await officer.post(
      `/commissions/${third}/selection/voiding`,
      { reason: '无人抽取' },
      { version: (await selectionOf(third)).selection.version },
    );
    expect(voided.body.state).toBe('frozen');
    const again = { publicValueDay: '2025-12-08', publicValueTime: '10:00' };
    // The sanctioned agency is no longer counted: three are left.
    expect((await choose(third, again)).status).toBe(201);
    expect((await district.public.get(`/draws/${third}`)).body).toMatchObject({
      state: 'void',
      voidedReason: '无人抽取',
      secret: null,
    });
    expect((await district.public.get(`/draws/${third}-2`)).body.state).toBe('announced');
  });

  it('needs three candidates', async () => {
    const fourth = codes[3]!;
    const path = `/commissions/${fourth}/candidates/${agencies[0]!.code}/striking`;
    const reason = { reason: '书面申请退出（12 月 5 日收文）' };
    expect((await officer.post(path, reason, { version: await versionOf(fourth) })).status).toBe(403);
    expect((await reviewer.post(path, reason, { version: await versionOf(fourth) })).status).toBe(201);
    const short = await choose(fourth, { publicValueDay: '2025-12-08' });
    expect([short.status, short.body.message]).toEqual([
      409,
      expect.stringMatching(/候选机构不足 3 家，须延长征集一次/),
    ]);
    const unchanged = await selectionOf(fourth);
    expect(unchanged.selection).toBeNull();
  });
});

describe('rotation', () => {
  it('draws only among equals, with the same witness and secret', async () => {
    const code = codes[5]!;
    const bare = { method: 'rotation', publicValueSource: '', publicValueDay: '', publicValueTime: '' };
    expect((await choose(code, bare)).body.fields).toHaveProperty('publicValueSource');
    await choose(code, { method: 'rotation', publicValueDay: '2025-12-05', publicValueTime: '10:00' });
    await witness(code);
    await at('2025-12-05T02:00:00.000Z');
    const drawn = await draw(code);
    expect(drawn.status).toBe(201);
    expect(drawn.body.order.toSorted()).toEqual(
      agencies
        .slice(0, 3)
        .map((agency) => agency.code)
        .sort(),
    );
    expect((await district.public.get(`/draws/${code}`)).body.recomputed.faults).toEqual([]);
  });
});

describe('a comparison', () => {
  const code = () => codes[4]!;
  const offer = (more: Record<string, unknown> = {}) => ({
    price: '11',
    background: '会计师事务所，十年',
    capability: '主评人 2 名，方案见附件',
    similarJobs: '3',
    ...more,
  });
  const submit = (agency: CheckedAgency, more: Record<string, unknown> = {}) =>
    agency.admin.post(`/commissions/${code()}/offers`, offer(more));

  it('takes offers from the list until the opening hour', async () => {
    const more = { method: 'comparison', publicValueDay: '2025-12-08', publicValueTime: '21:30' };
    expect((await choose(code(), more)).body.fields).toHaveProperty('openingDay');
    expect((await choose(code(), { ...more, openingDay: '2025-12-08', openingTime: '10:00' })).status).toBe(
      201,
    );
    expect((await submit(agencies[3]!)).body.message).toMatch(/已退出名单/);
    const dear = await submit(agencies[0]!, { price: '12.500001' });
    expect(dear.body.fields.price).toBe('报价不得超过最高限价 12.5 万元。');
    expect((await submit(agencies[0]!, { price: '9' })).status).toBe(201);
    expect((await submit(agencies[0]!, { price: '11' })).body.version).toBe(2);
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    expect((await stranger.post(`/commissions/${code()}/offers`, offer())).status).toBe(404);
    expect((await stranger.get(`/commissions/${code()}/offers`)).status).toBe(404);
    expect((await officer.post(`/commissions/${code()}/offers`, offer())).status).toBe(403);
  });

  it('sends nothing of them before: answers are the same whatever is sealed', async () => {
    const readers = [officer, reviewer, agencies[0]!.admin, agencies[1]!.admin];
    const paths = ['offers', 'selection', 'contract', ''].map((path) => `/commissions/${code()}/${path}`);
    const seen = async () => {
      const answers = [];
      for (const reader of readers)
        for (const path of paths) answers.push((await reader.get(path.replace(/\/$/, ''))).body);
      answers.push((await officer.get('/home')).body, (await district.public.get('/draws')).body);
      return JSON.stringify(answers, (key, value) => (key === 'requestId' ? undefined : value));
    };
    const set = (price: number, background: string) =>
      district.owner
        .updateTable('offer')
        .set({ price, content: JSON.stringify({ background, capability: '', similarJobs: 0 }) })
        .execute();
    await set(700_000_000, '甲');
    const one = await seen();
    await set(123_456, '乙');
    expect(await seen()).toBe(one);
    await set(1_100_000_000, '会计师事务所');
    // Nor does another agency's offer show that it exists.
    const before = (await agencies[1]!.admin.get(`/commissions/${code()}/offers`)).body;
    await submit(agencies[2]!, { price: '10' });
    expect((await agencies[1]!.admin.get(`/commissions/${code()}/offers`)).body).toEqual(before);
    await submit(agencies[0]!, { price: '11' });
    await submit(agencies[1]!, { price: '10' });
  });

  it('is opened by two persons together, not before its hour', async () => {
    const open = async (by = officer) =>
      by.post(
        `/commissions/${code()}/offers/opening`,
        {},
        { version: (await selectionOf(code())).selection.version },
      );
    expect((await open()).body.message).toMatch(/开启时刻未到/);
    await at('2025-12-08T02:00:00.000Z');
    expect((await submit(agencies[0]!)).body.message).toBe('应答截止时刻已过，不再接收应答。');
    expect((await open()).body.message).toMatch(/另一人/);
    await witness(code());
    expect((await open()).body.opened).toBe(3);
    expect((await open()).body.message).toMatch(/已经开启/);
    const { offers } = (await officer.get(`/commissions/${code()}/offers`)).body;
    expect(offers.map((one: { price: number }) => one.price)).toEqual([11_000_000, 10_000_000, 10_000_000]);
    const own = (await agencies[0]!.admin.get(`/commissions/${code()}/offers`)).body;
    expect(own.offers.map((one: { code: string }) => one.code)).toEqual([agencies[0]!.code]);
  });

  it('is scored on the sheet; equal totals wait for the public value', async () => {
    const scores = (points: [string, string][]) => ({
      scores: agencies.slice(0, 3).map((agency, index) => ({
        code: agency.code,
        qualification: points[index]![0],
        capability: points[index]![1],
        similarJobs: '3',
      })),
    });
    const score = async (body: Record<string, unknown>) =>
      officer.post(`/commissions/${code()}/offers/scores`, body, {
        version: (await selectionOf(code())).selection.version,
      });
    const over = await score(
      scores([
        ['15.01', '40'],
        ['12', '38'],
        ['12', '38'],
      ]),
    );
    expect(over.body.message).toMatch(/资质背景得分超出该项分值/);
    const bad = await score(
      scores([
        ['1,5', '40'],
        ['12', '38'],
        ['12', '38'],
      ]),
    );
    expect(bad.body.fields).toHaveProperty(['scores[0].qualification']);
    const tied = await score(
      scores([
        ['15', '40'],
        ['12', '38'],
        ['12', '38'],
      ]),
    );
    expect(tied.body.message).toMatch(/得分相同的机构须抽取/);
    const early = await score({
      ...scores([
        ['15', '40'],
        ['12', '38'],
        ['12', '38'],
      ]),
      publicValue: '1 2 3',
    });
    expect(early.body.fields).toHaveProperty('publicValue');
    await at('2025-12-08T13:30:00.000Z');
    const done = await score({
      ...scores([
        ['15', '40'],
        ['12', '38'],
        ['12', '38'],
      ]),
      publicValue: '1 2 3',
    });
    expect(done.status).toBe(201);
    expect(done.body.order[0]).toBe(agencies[0]!.code);
    const { totals } = (await officer.get(`/commissions/${code()}/offers`)).body;
    // 15 + 40 + 15 + 8 (未评级 as B) + 15 × 10 ÷ 11 = 13.64; 12 + 38 + 15 + 8 + 15.
    expect(totals.map((one: { total: number }) => one.total)).toEqual([9164, 8800, 8800]);
    expect(
      (
        await score(
          scores([
            ['1', '4'],
            ['12', '38'],
            ['12', '38'],
          ]),
        )
      ).body.message,
    ).toMatch(/不再改动/);
    const loser = agencies.find((agency) => agency.code === done.body.order[2])!;
    const { own } = (await loser.admin.get(`/commissions/${code()}/selection`)).body;
    expect(own).toMatchObject({ place: 3, method: 'comparison' });
  });
});
