/** 推演 in the background: put down at once, computed beside the work of others, and never said to run for ever. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../api/ids.ts';
import { insertPolicy } from '../../api/policies/queries.ts';
import { defaultRatingPolicy } from '../../scoring/rating-policy.ts';
import { finalAssessment } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { ended } from '../support/what-ifs.ts';

const asOf = '2025-11-20';
const agencies = 400;
let district: District;
let officer: Person;
let auditor: Person;
let policyId: string;

beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  auditor = await district.signedIn(['auditor']);
  policyId = await nextRatingPolicy(district);
  await sql`insert into agency (id, code, name, uscc, opened_at)
    select gen_random_uuid(), 'JG-9-' || n, '示例机构' || n, '91410711MB' || lpad(n::text, 8, '0'), '2024-01-01'
    from generate_series(1, ${agencies}) as n`.execute(district.owner);
});
afterAll(() => district.close());

async function nextRatingPolicy({ db, clock }: District): Promise<string> {
  const now = clock.now();
  const id = newId(now);
  await insertPolicy(db, {
    ...{ id, kind: 'rating', name: 'creditRating', version: 2, basis: '示例', isDefault: false },
    content: { ...defaultRatingPolicy, version: 2 },
    ...{ inForceFrom: '2030-01-01', recordedAt: now },
  });
  return id;
}

const begin = async (key?: string): Promise<string> => {
  const { status, body } = await officer.post('/what-ifs', { policyId, asOf }, key ? { key } : {});
  expect(status).toBe(202);
  return body.id;
};

/** While `work` goes on, whoever needs the table waits. */
const whileLocked = (table: string, mode: string, work: () => Promise<void>) =>
  district.owner.transaction().execute(async (tx) => {
    await sql`lock table ${sql.table(table)} in ${sql.raw(mode)} mode`.execute(tx);
    await work();
  });

const linesOf = (id: string) =>
  district.owner
    .selectFrom('journalEntry')
    .select(['event', 'accountId', 'hat', 'detail'])
    .where('subjectId', '=', id)
    .orderBy('id')
    .execute();

const isGoing = async (id: string) =>
  (await district.owner.selectFrom('whatIfJob').select('id').where('id', '=', id).execute()).length > 0;

/** Everything that runs put down of their progress from now on. */
async function hearProgress() {
  const { owner } = district;
  await sql`create table told (position serial, done integer, total integer)`.execute(owner);
  await sql`create function tell() returns trigger language plpgsql security definer as
    'begin insert into told (done, total) values (new.done, new.total); return new; end'`.execute(owner);
  await sql`create trigger tell after update on what_if_job for each row execute function tell()`.execute(
    owner,
  );
  return async () =>
    (
      await sql<{ done: number; total: number }>`select done, total from told order by position`.execute(
        owner,
      )
    ).rows;
}

describe('a run', () => {
  it('is on file before it is computed, with who and what, and shows the same to whoever comes back', async () => {
    let id = '';
    await whileLocked('assessment_result', 'access exclusive', async () => {
      id = await begin();
      const shown = await officer.get(`/what-ifs/${id}`);
      expect(shown.body).toMatchObject({ state: 'running', done: 0, total: null });
      expect(shown.body.run).toMatchObject({
        id,
        policyId,
        asOf,
        kind: 'rating',
        version: 2,
        beforeVersion: 1,
      });
      expect(shown.body.run.madeByName).toMatch(/^示例人员/);
      expect((await auditor.get(`/what-ifs/${id}`)).body).toEqual({ ...shown.body, actions: [] });
      expect((await auditor.get('/what-ifs')).body.runs[0]).toMatchObject({ id, state: 'running', done: 0 });
      expect(await linesOf(id)).toMatchObject([
        { event: 'whatIf.begun', accountId: officer.accountId, hat: 'bureauOfficer' },
      ]);
    });
    expect(await ended(officer, id)).toMatchObject({ state: 'done', run: { id } });
    expect((await linesOf(id)).map(({ event }) => event)).toEqual(['whatIf.begun', 'whatIf.made']);
    const { runs } = (await auditor.get('/what-ifs')).body;
    expect(runs.filter((one: { id: string }) => one.id === id)).toMatchObject([{ state: 'done' }]);
  });

  it('says how many agencies are done, at most once a second, and lets others be answered meanwhile', async () => {
    const told = await hearProgress();
    // The clock of the test stands still.
    await ended(officer, await begin());
    expect(await told()).toEqual([]);

    const ticking = setInterval(() => district.clock.pass(1000), 1);
    const id = await begin();
    let answered = 0;
    for (; await isGoing(id); answered += 1) expect((await district.public.get('/health')).status).toBe(200);
    clearInterval(ticking);
    const counts = (await told()).map(({ done }) => done);
    expect(new Set((await told()).map(({ total }) => total))).toEqual(new Set([agencies]));
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(counts.some((done) => done > 0 && done < agencies)).toBe(true);
    expect(answered).toBeGreaterThan(1);
    await sql`drop trigger tell on what_if_job`.execute(district.owner);
  });

  it('begun twice with one key is one, even while the first goes on', async () => {
    const count = async () =>
      (await district.owner.selectFrom('whatIfRun').select('id').execute()).length +
      (await district.owner.selectFrom('whatIfJob').select('id').execute()).length;
    const before = await count();
    const ids = await Promise.all([begin('what-if-pressed-twice'), begin('what-if-pressed-twice')]);
    expect(new Set(ids).size).toBe(1);
    await ended(officer, ids[0]!);
    expect(await begin('what-if-pressed-twice')).toBe(ids[0]);
    expect(await count()).toBe(before + 1);
    expect((await linesOf(ids[0]!)).map(({ event }) => event)).toEqual(['whatIf.begun', 'whatIf.made']);
  });

  it('that is refused leaves nothing', async () => {
    const refused = await officer.post('/what-ifs', { policyId, asOf: '2025-12-31' });
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['asOf']]);
    expect(await district.owner.selectFrom('whatIfJob').select('id').execute()).toEqual([]);
  });
});

describe('a run that comes to nothing', () => {
  it('says why, in the list and on its page, and can be made again', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await sql`revoke select on rating_decision, candidate from pingxin_app`.execute(district.owner);
    const id = await begin();
    const shown = await ended(officer, id);
    await sql`grant select on rating_decision, candidate to pingxin_app`.execute(district.owner);
    expect(log).toHaveBeenCalled();
    log.mockRestore();
    expect(shown).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^推演中出现意外，没有得出结果。/),
      actions: [{ key: 'whatIf.make', label: '重新推演', enabled: true }],
    });
    expect(shown.reason).toContain(id);
    expect((await auditor.get(`/what-ifs/${id}`)).body.actions).toEqual([]);
    const { runs } = (await officer.get('/what-ifs')).body;
    expect(runs.find((one: { id: string }) => one.id === id)).toMatchObject({ state: 'failed' });
    const [, failed] = await linesOf(id);
    expect(failed).toMatchObject({ event: 'whatIf.failed', detail: { reason: shown.reason } });
    expect(await ended(officer, await begin())).toMatchObject({ state: 'done' });
  });

  it('because its process was killed is not said to run for ever', async () => {
    const now = district.clock.now();
    const { policyId: _policyId, ...versions } = await district.owner
      .selectFrom('whatIfRun')
      .select(['policyId', 'beforeId', 'ratingPolicyId'])
      .executeTakeFirstOrThrow();
    const id = newId(now);
    await district.owner
      .insertInto('whatIfJob')
      .values({ id, policyId, ...versions, asOf, begunBy: officer.accountId, begunAt: now, beatAt: now })
      .execute();
    district.clock.pass(59_000);
    expect((await officer.get(`/what-ifs/${id}`)).body.state).toBe('running');
    district.clock.pass(2000);
    const { body } = await officer.get(`/what-ifs/${id}`);
    expect(body).toMatchObject({ state: 'failed', reason: expect.stringContaining('推演中断') });
    expect(body.actions).toMatchObject([{ label: '重新推演' }]);
    expect((await officer.get('/what-ifs')).body.runs[0]).toMatchObject({ id, state: 'failed' });
  });

  it('is nothing to whoever may not see what-ifs', async () => {
    const [row] = await district.owner.selectFrom('whatIfJob').select('id').execute();
    for (const hat of ['divisionOfficer', 'supervisor', 'systemAdmin', 'unitOfficer'] as const)
      expect((await (await district.signedIn([hat])).get(`/what-ifs/${row!.id}`)).status).toBe(403);
  });
});

it('a process that is stopped puts its runs down at once', async () => {
  const other = await openDistrict();
  const person = await other.signedIn(['bureauOfficer']);
  const { body } = await person.post('/what-ifs', { policyId: await nextRatingPolicy(other), asOf });
  await other.background.stop();
  expect((await person.get(`/what-ifs/${body.id}`)).body).toMatchObject({
    state: 'failed',
    reason: '系统停止运行时推演还没有算完，没有得出结果。',
  });
  await other.close();
});

it('a past that goes back before any periods were in force is compared from then on', async () => {
  const other = await openDistrict();
  const person = await other.signedIn(['bureauOfficer']);
  const agency = await other.agency('示例早期事务所');
  await finalAssessment(other, agency.id, person, { points: 9200, tier: '优', on: '2023-05-06' });
  await other.owner
    .updateTable('policyVersion')
    .set({ inForceFrom: '2024-07-01' })
    .where('kind', '=', 'days')
    .execute();
  const { body } = await person.post('/what-ifs', { policyId: await nextRatingPolicy(other), asOf });
  const { state, days } = await ended(person, body.id);
  expect([state, days.map((day: { asOf: string }) => day.asOf)]).toEqual(['done', ['2024-12-31', asOf]]);
  await other.close();
});
