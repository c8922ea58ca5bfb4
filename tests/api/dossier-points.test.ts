import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  allPassed,
  checkedFiler,
  decide,
  fault,
  filer,
  fillIn,
  judge,
  leadTyped,
  submit,
  trackTyped,
  wait,
} from '../support/dossier.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
});
beforeEach(() => district.clock.set('2025-11-20T01:00:00.000Z'));
afterAll(() => district.close());

const basicPath = '/dossiers/own/sections/basic';
const minutes = (count: number) => district.clock.pass(count * 60_000);
const save = (person: Person, premises: string, version: number) =>
  person.put(basicPath, { values: { premises } }, { version });
const pointsOf = async (person: Person, section = 'basic') =>
  (await person.get(`/dossier-points?section=${section}`)).body;
interface Point {
  id: string | null;
  version: number;
  savedByName: string;
  changed: string[][] | null;
}

/** 甲地, 乙地 and 丙地, a minute apart. */
async function thrice() {
  const filed = await filer(district);
  await save(filed.person, '甲地', 0);
  minutes(1);
  await save(filed.person, '乙地', 1);
  minutes(1);
  await save(filed.person, '丙地', 2);
  return filed;
}
const linesOf = async (agencyId: string, event: string) => {
  const auditor = await district.signedIn(['auditor']);
  const { entries } = (await auditor.get(`/journal-entries?event=${event}`)).body;
  return entries.filter((one: { agencyId: string }) => one.agencyId === agencyId);
};

describe('restore points', () => {
  it('list what a section held, when, by whom and what changed, newest first', async () => {
    const { agency, person, name } = await filer(district);
    const colleague = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    const other = (await colleague.get('/sessions/current')).body.actor.name;
    await save(person, '甲地', 0);
    await person.put(basicPath, { values: { premises: '甲地', headName: '示例' } }, { version: 1 });
    await colleague.put(basicPath, { values: { premises: '乙地', headName: '示例' } }, { version: 2 });
    const { version, locked, points } = await pointsOf(person);
    expect([version, locked]).toEqual([3, null]);
    expect(points.map((one: Point) => [one.version, one.savedByName, one.changed])).toEqual([
      [3, other, [['premises']]],
      [2, name, null],
    ]);
    expect(points[0].id).toBeNull();
    expect(JSON.stringify(points)).not.toContain('甲地');
  });

  it('take the saves of one person within one minute as one, and another minute as another', async () => {
    const { person } = await filer(district);
    await save(person, '甲', 0);
    district.clock.pass(20_000);
    await save(person, '甲地', 1);
    district.clock.pass(39_999);
    await save(person, '甲地 1', 2);
    expect((await pointsOf(person)).points).toHaveLength(1);
    district.clock.pass(1);
    await save(person, '甲地 1 号', 3);
    expect((await pointsOf(person)).points.map((one: Point) => one.version)).toEqual([4, 3]);
  });

  it('are thirty a section: the 31st oldest is dropped', async () => {
    const { person } = await filer(district);
    for (let version = 0; version < 31; version++) {
      await save(person, `${version} 号`, version);
      minutes(1);
    }
    const before = (await pointsOf(person)).points.map((one: Point) => one.version);
    expect([before.length, before[0], before.at(-1)]).toEqual([31, 31, 1]);
    await save(person, '31 号', 31);
    const after = (await pointsOf(person)).points.map((one: Point) => one.version);
    expect([after.length, after[0], after.at(-1)]).toEqual([31, 32, 2]);
    expect((await pointsOf(person, 'trackRecord')).points).toEqual([]);
  });

  it('make a new version that can be taken back itself, and leave a journal line', async () => {
    const { agency, person } = await thrice();
    const { points } = await pointsOf(person);
    const restored = await person.post(`/dossier-points/${points[2].id}/restoration`, {}, { version: 3 });
    expect([restored.status, restored.body.version]).toEqual([201, 4]);
    expect((await person.get(basicPath)).body.typed).toEqual({ premises: '甲地' });
    const again = (await pointsOf(person)).points;
    expect(again.map((one: Point) => one.version)).toEqual([4, 3, 2, 1]);
    await person.post(`/dossier-points/${again[1].id}/restoration`, {}, { version: 4 });
    expect((await person.get(basicPath)).body.typed).toEqual({ premises: '丙地' });
    const lines = await linesOf(agency.id, 'dossier.sectionRestored');
    expect(lines.map((one: { detail: unknown }) => one.detail)).toContainEqual({
      section: 'basic',
      version: 1,
    });
  });

  it('are refused from an older version, to strangers, to readers and where the section is locked', async () => {
    const { agency, person } = await thrice();
    const { points } = await pointsOf(person);
    const path = `/dossier-points/${points[1].id}/restoration`;
    expect((await person.post(path, {}, { version: 2 })).body.code).toBe('stale');
    const stranger = await filer(district);
    expect((await stranger.person.post(path, {}, { version: 0 })).status).toBe(404);
    expect((await pointsOf(stranger.person)).points).toEqual([]);
    const lead = await district.signedIn(['leadEvaluator'], { agencyId: agency.id });
    expect((await lead.post(path, {}, { version: 3 })).status).toBe(403);
    expect((await person.get('/dossier-points?section=all')).status).toBe(422);

    const filed = await filer(district);
    await save(filed.person, '甲地', 0);
    const first = { version: 1 };
    minutes(1);
    await save(filed.person, '乙地', first.version);
    const point = (await pointsOf(filed.person)).points[1];
    await district.owner
      .updateTable('dossier')
      .set({ state: 'submitted' })
      .where('agencyId', '=', filed.agency.id)
      .execute();
    const locked = await filed.person.post(`/dossier-points/${point.id}/restoration`, {}, { version: 2 });
    expect([locked.status, locked.body.message]).toEqual([409, expect.stringContaining('不能改动')]);
    expect((await pointsOf(filed.person)).locked).toContain('不能改动');
  });

  it('of a section that passed the review cannot be restored while others are corrected', async () => {
    const reviewer = await district.signedIn(['bureauReviewer'], { division: '绩效科' });
    const filed = await filer(district);
    await fillIn(filed);
    minutes(2);
    await filed.person.put(
      '/dossiers/own/sections/trackRecord',
      { values: { hasProjects: 'no' }, complete: true },
      { version: 1 },
    );
    const { points } = await pointsOf(filed.person, 'trackRecord');
    const { body } = await submit(filed);
    wait(district);
    const code = `${filed.agency.code}-${body.number}`;
    await reviewer.post(`/dossier-reviews/${code}/opening`);
    await judge(reviewer, code, { ...allPassed, basic: fault() });
    await decide(reviewer, code, 'return');
    const passed = await filed.person.post(`/dossier-points/${points[1].id}/restoration`, {}, { version: 2 });
    expect([passed.status, passed.body.message]).toEqual([409, expect.stringContaining('本节已通过')]);
  });

  it('keep the checked version that a change begins with', async () => {
    const reviewer = await district.signedIn(['bureauReviewer'], { division: '绩效科' });
    const { person } = await checkedFiler(district, reviewer);
    await person.post('/dossiers', { changedOn: '' });
    await person.put('/dossiers/own/sections/trackRecord', { values: {} }, { version: 1 });
    const { points } = await pointsOf(person, 'trackRecord');
    expect(points.map((one: Point) => one.version)).toEqual([2, 1]);
    const name = trackTyped().projects[0]!.name;
    expect(points[0].changed).toContainEqual(['projects', name, 'client']);
    await person.post(`/dossier-points/${points[1].id}/restoration`, {}, { version: 2 });
    const { typed } = (await person.get('/dossiers/own/sections/trackRecord')).body;
    expect(typed.projects[0].name).toBe(name);
  });

  it('of the people bring back who was removed, and no page opened before is taken for current', async () => {
    const { person, fileId } = await filer(district);
    const { id } = (await person.post('/dossier-people', leadTyped(fileId))).body;
    await person.put(`/dossier-people/${id}`, leadTyped(fileId, '示例改名'), { version: 1 });
    expect((await person.delete(`/dossier-people/${id}`, {}, { version: 2 })).status).toBe(200);
    const { points } = await pointsOf(person, 'people');
    // Removed within the same minute, and yet there to be restored.
    expect(points.map((one: Point) => one.version)).toEqual([3, 2]);
    await person.post(`/dossier-points/${points[1].id}/restoration`, {}, { version: 3 });
    const back = (await person.get(`/dossier-people/${id}`)).body.typed;
    expect([back.name, back.version]).toEqual(['示例改名', 4]);
    for (const version of [1, 2])
      expect((await person.put(`/dossier-people/${id}`, leadTyped(fileId), { version })).status).toBe(409);
  });
});

describe('saving every few seconds', () => {
  it('leaves one line in ten minutes for each person and section, and one more when it becomes complete', async () => {
    const { agency, person } = await filer(district);
    const colleague = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    const count = async () => (await linesOf(agency.id, 'dossier.sectionSaved')).length;
    await save(person, '甲', 0);
    await save(person, '甲地', 1);
    expect(await count()).toBe(1);
    district.clock.pass(10 * 60_000 - 1);
    await save(person, '甲地 1', 2);
    expect(await count()).toBe(1);
    district.clock.pass(1);
    await save(person, '甲地 1 号', 3);
    expect(await count()).toBe(2);
    await save(colleague, '乙地', 4);
    expect(await count()).toBe(3);
    const track = '/dossiers/own/sections/trackRecord';
    await person.put(track, { values: {} }, { version: 0 });
    expect(await count()).toBe(4);
    await person.put(track, { values: { hasProjects: 'no' }, complete: true }, { version: 1 });
    expect(await count()).toBe(5);
  });

  it('tells a stale write of a person who wrote this person, not who last wrote another', async () => {
    const { agency, person, name } = await filer(district);
    const colleague = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    const { id } = (await person.post('/dossier-people', { name: '示例一' })).body;
    const other = (await person.post('/dossier-people', { name: '示例二' })).body.id;
    minutes(1);
    await person.put(`/dossier-people/${id}`, { name: '示例一改' }, { version: 1 });
    minutes(5);
    await colleague.put(`/dossier-people/${other}`, { name: '示例二改' }, { version: 1 });
    const late = await colleague.put(`/dossier-people/${id}`, { name: '示例一误' }, { version: 1 });
    expect(late.body.message).toBe(
      `${name} 已于 2025-11-20 09:01 先保存了改动。请对照已保存的内容后再保存。`,
    );
    expect(late.body.current).toMatchObject({ name: '示例一改' });
  });
});
