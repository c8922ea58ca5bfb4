/** 推演 over real rows: who would move, under code names, and nothing else written. */
import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { insertPolicy } from '../../api/policies/queries.ts';
import type { PolicyKind } from '../../api/policies/schema.ts';
import { assess } from '../../scoring/assessment.ts';
import { defaultRubric } from '../../scoring/data/default-rubric.ts';
import { sha256Hex } from '../../scoring/digest.ts';
import { places } from '../../scoring/migration.ts';
import { defaultRatingPolicy } from '../../scoring/rating-policy.ts';
import type { Rubric } from '../../scoring/rubric.ts';
import type { WhatIf } from '../../scoring/what-if.ts';
import { adoptingAll, flawless, judged } from '../scoring/assessment-case.ts';
import { adoptAll } from '../support/adoption.ts';
import { finalAssessment, restrictionRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { ended } from '../support/what-ifs.ts';

let district: District;
let officer: Person;
let auditor: Person;
const agencies: Awaited<ReturnType<District['agency']>>[] = [];
const codes: string[] = [];
/** B from 85.00 on. */
let stricter: string;
/** E2 counts 10 and O5 5. */
let rubric: string;

beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  auditor = await district.signedIn(['auditor']);
  for (const [name, points, tier] of [
    ['示例留任事务所', 9200, '优'],
    ['示例下降事务所', 8200, '良'],
    ['示例上升事务所', 5500, '差'],
    ['示例无考核事务所', 0, null],
  ] as const) {
    const agency = await district.agency(name);
    agencies.push(agency);
    for (const on of tier ? ['2025-05-06', '2025-06-10'] : []) {
      const work = await finalAssessment(district, agency.id, officer, { points, tier: tier!, on });
      codes.push(work.code);
    }
  }
  await restrictionRow(district, agencies[2]!.id, officer, { from: '2025-10-01', until: '2026-03-31' });
  await keepSheet(agencies[0]!.id);
  stricter = await versionOf('rating', 'creditRating', {
    ...defaultRatingPolicy,
    version: 2,
    bands: defaultRatingPolicy.bands.map((band) => (band.label === 'B' ? { ...band, from: 8500 } : band)),
    caps: defaultRatingPolicy.caps.filter(
      ({ kind }) => kind !== 'repeatedPoor' && kind !== 'poorNotRecovered',
    ),
  });
  rubric = await versionOf('rubric', 'assessment', reweighed);
});
afterAll(() => district.close());

/** 8.00 of 10.00 in O5: 2.00 lost. */
const marks = { ...adoptingAll(flawless), O5: judged(['O5.1', 400], ['O5.2', 200], ['O5.3', 200]) };

/** Gives the agency's results the sheets that they would have come from: 98.00. */
async function keepSheet(agencyId: string) {
  const result = assess(defaultRubric, flawless, marks);
  expect(result).toMatchObject({ points: 9800, tier: '优' });
  await district.owner
    .updateTable('assessmentResult')
    .set({ points: 9800, explanation: JSON.stringify({ ...result, facts: flawless, marks }) })
    .where('agencyId', '=', agencyId)
    .execute();
}

const reweighed: Rubric = {
  ...defaultRubric,
  version: '2',
  dimensions: defaultRubric.dimensions.map((dimension) => {
    const items = dimension.items.map((item) => {
      if (item.code === 'E2') return { ...item, points: 1000 };
      if (item.code === 'O5' && item.kind === 'judged')
        return {
          ...item,
          points: 500,
          parts: item.parts.map((part, index) => ({ ...part, points: [200, 150, 150][index]! })),
        };
      return item;
    });
    return { ...dimension, items, points: items.reduce((sum, { points }) => sum + points, 0) };
  }),
};

let versions = 1;
async function versionOf(kind: PolicyKind, name: string, content: unknown): Promise<string> {
  const now = district.clock.now();
  const id = newId(now);
  await insertPolicy(district.db, {
    ...{ id, kind, name, version: ++versions, content, basis: '示例', isDefault: false },
    ...{ inForceFrom: '2030-01-01', recordedAt: now },
  });
  return id;
}

const asOf = '2025-11-20';
const run = async (policyId: string, by: Person = officer, day = asOf) => {
  const begun = await by.post('/what-ifs', { policyId, asOf: day });
  expect(begun.status).toBe(202);
  return ended(by, begun.body.id);
};

/** What was computed, of all agencies. */
async function resultOf(id: string): Promise<WhatIf> {
  const { result } = await district.owner
    .selectFrom('whatIfRun')
    .select('result')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return JSON.parse(result);
}

/** Every table but the named ones: how many rows, and a digest of all they say. */
async function stateOf(except: readonly string[]): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(district.owner);
  const state: Record<string, string> = {};
  for (const { name } of rows.filter((table) => !except.includes(table.name))) {
    const table = sql.table(name);
    const { rows: found } = await sql<{ state: string }>`select count(*) || ' ' ||
      md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as state from ${table} one`.execute(
      district.owner,
    );
    state[name] = found[0]!.state;
  }
  return state;
}

interface Line {
  agency: { name: string; code: string | null };
  before: { place: string; points: number; reasons: string[]; weight: string } | null;
  after: { place: string; points: number; reasons: string[]; weight: string } | null;
  direction: string | null;
  eligibility: string | null;
  isRestricted: boolean;
  gaps: string[];
}
const movesOf = ({ agencies: lines }: WhatIf) =>
  lines.map(({ before, after, direction }) => `${before?.place} ${after?.place} ${direction}`).sort();

describe('a rating policy', () => {
  it('shows who would move and why, and who would gain or lose the draw', async () => {
    const { run: head, summary, days, agencies: lines, commissions } = await run(stricter);
    expect(summary).toMatchObject({
      agencies: 4,
      up: 0,
      down: 1,
      loses: 0,
      gains: 0,
      unknown: 0,
      commissions: 0,
    });
    const result = await resultOf(head.id);
    expect(movesOf(result)).toEqual(['A A null', 'B C down', 'D D null', '未评级 未评级 null']);
    const [falls, ...others] = lines;
    // For the others nothing changes: they are in the numbers alone.
    expect(others).toEqual([]);
    expect(falls).toMatchObject({
      before: { points: 8200, weight: '2/1' },
      after: { points: 8200, weight: '1/1' },
    });
    expect(falls.after.reasons).toEqual(['信用分 82.00，低于 85.00，按分数为 C']);
    expect(days.map((day: { asOf: string }) => day.asOf)).toEqual([asOf]);
    const cell = (from: string, to: string) =>
      days[0].migration[places.indexOf(from as 'A')][places.indexOf(to as 'A')];
    expect([cell('A', 'A'), cell('B', 'C'), cell('D', 'D'), cell('未评级', '未评级')]).toEqual([1, 1, 1, 1]);
    expect(commissions).toEqual([]);
    expect(result.agencies.filter(({ restrictedUntil }) => restrictedUntil)).toMatchObject([
      { before: { place: 'D' }, restrictedUntil: '2026-03-31' },
    ]);
  });

  it('that is in force makes no difference', async () => {
    const { id } = await district.owner
      .selectFrom('policyVersion')
      .select('id')
      .where('kind', '=', 'rating')
      .where('version', '=', 1)
      .executeTakeFirstOrThrow();
    const { summary, freezes } = await run(id);
    expect(summary).toMatchObject({
      up: 0,
      down: 0,
      rated: 0,
      unrated: 0,
      loses: 0,
      gains: 0,
      unknown: 0,
      freezes: 0,
    });
    expect(freezes).toEqual([]);
  });

  it('as of an earlier day knows nothing of what came later', async () => {
    const { run: head, days } = await run(stricter, officer, '2025-05-20');
    expect(days).toHaveLength(1);
    const { agencies: lines } = await resultOf(head.id);
    expect(lines.map(({ before }) => before?.place).sort()).toEqual(['B', 'B', 'D', '未评级']);
    expect(lines.map(({ restrictedUntil }) => restrictedUntil)).toEqual([null, null, null, null]);
  });
});

describe('a rubric', () => {
  it('scales the sheets that were kept and names what it cannot compute again', async () => {
    const { summary, commissions, agencies: lines } = await run(rubric);
    // O5 2.00 + 1.00 + 1.00 of 2.00, 1.50, 1.50: 4.00 lost of 10.00 is 2.00; here 5.00 − 4.00 = 1.00 lost.
    const computed = commissions.filter((one: { after: unknown }) => one.after);
    expect(computed).toHaveLength(2);
    expect(computed[0]).toMatchObject({
      before: { points: 9800, tier: '优' },
      after: { points: 9900, tier: '优' },
    });
    expect(computed[0].items.map((one: { after: { code: string } }) => one.after.code)).toEqual(['O5', 'E2']);
    expect(summary).toMatchObject({ commissions: 2, tiers: 0, uncomputed: 4, unknown: 2 });
    expect(commissions.filter((one: { after: unknown }) => !one.after)[0]).toMatchObject({
      gaps: ['原考核没有逐项保存事实和评分'],
    });
    const gaps = lines.filter((one: Line) => one.after === null).map((one: Line) => one.gaps);
    expect(gaps).toEqual([['2 项计入的考核无法重算'], ['2 项计入的考核无法重算']]);
  });

  it('as of an earlier day computes only what was final by then', async () => {
    const { summary, commissions } = await run(rubric, officer, '2025-05-20');
    expect(summary).toMatchObject({ assessments: 3, commissions: 1, uncomputed: 2 });
    expect(commissions).toHaveLength(3);
  });
});

describe('names', () => {
  const codeNamed = /^机构甲0[1-4]$/;

  it('are code names while the version is not adopted, and the answer gives nobody away', async () => {
    for (const version of [stricter, rubric]) {
      const body = await run(version);
      expect(body.run.isNamed).toBe(false);
      for (const { agency } of body.agencies)
        expect(agency).toEqual({ name: expect.stringMatching(codeNamed), code: null });
      expect(body.agencies.length).toBeGreaterThan(0);
      expect(new Set(body.agencies.map((one: Line) => one.agency.name)).size).toBe(body.agencies.length);
      const rows = await district.owner
        .selectFrom('whatIfRun')
        .select('secret')
        .where('id', '=', body.run.id)
        .execute();
      const text = JSON.stringify([body, (await officer.get('/what-ifs')).body]);
      const telling = agencies.flatMap(({ id, code, name, uscc }) => [id, code, name, uscc]);
      for (const word of [...telling, ...codes, rows[0]!.secret, '2026-03-31'])
        expect(text).not.toContain(word);
    }
  });

  it('stay the same within a run, in an order that does not follow the agencies', async () => {
    const body = await run(rubric);
    const again = await auditor.get(`/what-ifs/${body.run.id}`);
    expect(again.body).toEqual(body);
    const names = body.agencies.map((one: Line) => one.agency.name);
    expect(names).toHaveLength(2);
    expect(names).toEqual([...names].sort());
    const ofTheOneThatFalls = new Set<string>();
    for (let count = 0; count < 12; count += 1)
      ofTheOneThatFalls.add((await run(stricter)).agencies[0].agency.name);
    expect(ofTheOneThatFalls.size).toBeGreaterThan(1);
  });

  it('of a run from before they were kept are those that its secret draws', async () => {
    const { id } = (await run(rubric)).run;
    const kept = await officer.get(`/what-ifs/${id}`);
    await district.owner.updateTable('whatIfRun').set({ codeNames: null }).where('id', '=', id).execute();
    expect((await officer.get(`/what-ifs/${id}`)).body).toEqual(kept.body);
  });

  it('are the real ones once the version is adopted', async () => {
    const other = await openDistrict();
    const person = await other.signedIn(['bureauOfficer']);
    const agency = await other.agency('示例乙事务所');
    const work = await finalAssessment(other, agency.id, person, {
      points: 8200,
      tier: '良',
      on: '2025-05-06',
    });
    const now = other.clock.now();
    const id = newId(now);
    await insertPolicy(other.db, {
      ...{
        id,
        kind: 'rubric',
        name: 'assessment',
        version: 2,
        content: reweighed,
        basis: '示例',
        isDefault: false,
      },
      ...{ inForceFrom: '2025-12-01', recordedAt: now },
    });
    const made = await person.post('/what-ifs', { policyId: id, asOf });
    expect(JSON.stringify(await ended(person, made.body.id))).not.toContain('示例乙');
    await adoptAll(other, person, '2025-12-01');
    const after = await person.get(`/what-ifs/${made.body.id}`);
    expect(after.body.run.isNamed).toBe(true);
    expect(after.body.agencies).toMatchObject([{ agency: { name: '示例乙事务所', code: agency.code } }]);
    expect(after.body.commissions).toMatchObject([{ commission: { name: work.code, code: work.code } }]);
    await other.close();
  });
});

describe('a run', () => {
  it('writes itself and its journal line, and nothing else', async () => {
    const own = ['what_if_run', 'what_if_job', 'journal_entry', 'session'];
    const lines = () => district.owner.selectFrom('journalEntry').selectAll().orderBy('id').execute();
    const [before, told] = [await stateOf(own), await lines()];
    expect(Object.keys(before).length).toBeGreaterThan(40);
    const { run: head } = await run(rubric);
    expect(await stateOf(own)).toEqual(before);
    const added = (await lines()).slice(told.length);
    expect(added).toMatchObject([
      { event: 'whatIf.begun', subjectId: head.id, accountId: officer.accountId, agencyId: null },
      { event: 'whatIf.made', subjectId: head.id, accountId: officer.accountId, agencyId: null },
    ]);
    expect(added[1]!.detail).toMatchObject({ kind: 'rubric', asOf, inputsDigest: head.inputsDigest });
  });

  it('is kept as canonical JSON with its digests; the same inputs have the same', async () => {
    const [one, two] = [await run(stricter), await run(stricter)];
    const rows = await district.owner
      .selectFrom('whatIfRun')
      .selectAll()
      .where('id', 'in', [one.run.id, two.run.id])
      .execute();
    expect(new Set(rows.map(({ inputsDigest }) => inputsDigest)).size).toBe(1);
    expect(new Set(rows.map(({ result }) => result)).size).toBe(1);
    expect(sha256Hex(rows[0]!.result)).toBe(rows[0]!.resultDigest);
    expect(rows[0]!.result).toMatch(/^\{"agencies":\[\{"after":/);
    const otherDay = await run(stricter, officer, '2025-11-19');
    expect(otherDay.run.inputsDigest).not.toBe(one.run.inputsDigest);
  });

  it('says of its result what the result says', async () => {
    const { run: head, summary } = await run(rubric);
    const { agencies: compared, commissions } = await resultOf(head.id);
    expect(summary.agencies).toBe(compared.length);
    expect(summary.commissions + summary.uncomputed).toBe(commissions.length);
    // As the migration counts what is on file from before.
    const before = await readFile(
      join(import.meta.dirname, '../../migrations/202611241800_what_if_summaries.sql'),
      'utf8',
    );
    const counted = /jsonb_build_object\([^;]*\)/.exec(before)![0];
    for (const version of [stricter, rubric]) await run(version);
    const { rows } = await sql<{ kept: unknown; counted: unknown }>`select summary as kept,
      ${sql.raw(counted)} as counted from what_if_run`.execute(district.owner);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row.counted).toEqual(row.kept);
  });

  it('is never changed', async () => {
    await expect(district.db.updateTable('whatIfRun').set({ result: '{}' }).execute()).rejects.toThrow(
      /permission denied/,
    );
    await expect(district.db.deleteFrom('whatIfRun').execute()).rejects.toThrow(/permission denied/);
  });

  it('is in the list with its outcome in numbers', async () => {
    const { run: head } = await run(stricter);
    const list = (await auditor.get('/what-ifs')).body;
    expect(list.actions).toEqual([]);
    expect(list.runs[0]).toMatchObject({
      id: head.id,
      asOf,
      kind: 'rating',
      beforeVersion: 1,
      summary: { down: 1 },
    });
    expect((await officer.get('/what-ifs')).body.actions).toMatchObject([
      { key: 'whatIf.make', enabled: true },
    ]);
  });
});

describe('refusals', () => {
  const refused = async (body: unknown) => {
    const answer = await officer.post('/what-ifs', body);
    expect(answer.status).toBe(422);
    return answer.body.fields;
  };

  it('name the field', async () => {
    expect(await refused({ policyId: stricter, asOf: '2025-11-21' })).toEqual({
      asOf: expect.stringContaining('不得晚于今天'),
    });
    expect(await refused({ policyId: stricter, asOf: '2025-02-30' })).toHaveProperty('asOf');
    expect(await refused({ policyId: 'x', asOf })).toHaveProperty('policyId');
    expect(await refused({ policyId: newId(district.clock.now()), asOf })).toHaveProperty('policyId');
    expect(await refused({ policyId: stricter, asOf, more: 1 })).toHaveProperty('more');
  });

  it('of what is nested without end', async () => {
    for (const text of [
      '['.repeat(200_000) + ']'.repeat(200_000),
      `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
    ]) {
      const { status, body } = await officer.post('/what-ifs', new TextEncoder().encode(text));
      expect([status, body.message]).toEqual([422, expect.stringContaining('层次过多')]);
    }
  });

  it('of a policy of another kind, and of a version that cannot be used yet', async () => {
    const days = await district.owner
      .selectFrom('policyVersion')
      .select('id')
      .where('kind', '=', 'days')
      .executeTakeFirstOrThrow();
    expect((await refused({ policyId: days.id, asOf })).policyId).toContain('考核评分标准或信用等级办法');
    const weightless = await versionOf('rating', 'creditRating', { ...defaultRatingPolicy, weights: [] });
    expect((await refused({ policyId: weightless, asOf })).policyId).toContain('尚不能推演');
    const unbalanced = await versionOf('rubric', 'assessment', {
      ...reweighed,
      dimensions: reweighed.dimensions.slice(1),
    });
    expect((await refused({ policyId: unbalanced, asOf })).policyId).toContain('合计须为 100.00');
  });

  it('of whoever may not', async () => {
    const { run: head } = await run(stricter);
    expect((await auditor.post('/what-ifs', { policyId: stricter, asOf })).status).toBe(403);
    for (const hat of ['divisionOfficer', 'supervisor', 'systemAdmin', 'unitOfficer'] as const)
      expect((await (await district.signedIn([hat])).get('/what-ifs')).status).toBe(403);
    const agency = await district.signedIn(['agencyAdmin'], { agencyId: agencies[0]!.id });
    expect((await agency.get('/what-ifs')).status).toBe(403);
    expect((await agency.get(`/what-ifs/${head.id}`)).status).toBe(403);
    expect((await officer.get(`/what-ifs/${newId(district.clock.now())}`)).status).toBe(404);
  });
});
