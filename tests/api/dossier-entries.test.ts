import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  basicTyped,
  checkedFiler,
  honoursTyped,
  judge,
  leadTyped,
  trackTyped,
  wait,
} from '../support/dossier.ts';

let district: District;
/** Wears both hats, one at a time. */
let officer: Person;
let agency: Awaited<ReturnType<District['agency']>>;
let filer: Person;
let scan: string;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());
beforeEach(async () => {
  district.clock.set('2025-11-20T01:00:00.000Z');
  officer = await district.signedIn(['bureauOfficer', 'bureauReviewer'], { division: '绩效科' });
  agency = await district.agency();
  filer = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  await district.owner
    .updateTable('agency')
    .set({ adminConfirmedAt: district.clock.now(), adminConfirmedBy: filer.accountId })
    .where('id', '=', agency.id)
    .execute();
  scan = (await officer.upload('盖章档案.png', png)).body.id;
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const nameOf = async (person: Person) => (await person.get('/sessions/current')).body.actor.name as string;
const open = (more: Record<string, unknown> = {}) =>
  officer.post('/dossier-entries', {
    ...{ agency: agency.code, reason: '机构送来盖章纸质档案。', fileId: scan },
    ...more,
  });
const entryOf = async (person: Person, id: string) => (await person.get(`/dossier-entries/${id}`)).body;
async function act(person: Person, id: string, path: string, body: Record<string, unknown> = {}) {
  const { entry } = await entryOf(person, id);
  const version = path === 'confirmation' || path === 'refusal' ? entry.dossierVersion : entry.version;
  return person.post(`/dossier-entries/${id}/${path}`, body, { version });
}
const declaration = async () => ({ truthful: 'yes', responsible: 'yes', declaredName: await nameOf(filer) });

/** Through the forms of the agency itself. */
async function enterAll(): Promise<void> {
  const stored = await officer.post(`/files?name=${encodeURIComponent('学历证书.png')}&dossier=yes`, png);
  const fileId: string = stored.body.id;
  expect(stored.status).toBe(201);
  const put = (section: string, values: unknown) =>
    officer.put(`/dossiers/own/sections/${section}`, { values, complete: true }, { version: 0 });
  expect((await put('basic', basicTyped(fileId))).status).toBe(200);
  expect((await officer.post('/dossier-people', leadTyped(fileId))).status).toBe(201);
  await put('trackRecord', trackTyped());
  await put('honoursPenalties', honoursTyped());
}

it('is typed into the agency’s own forms, takes effect when the agency declares it, and says so everywhere', async () => {
  const { id } = (await open()).body;
  expect((await filer.get('/dossier-entries')).body.entries).toEqual([]);
  expect((await filer.get(`/dossier-entries/${id}`)).status).toBe(404);
  await enterAll();
  expect((await act(officer, id, 'handover')).status).toBe(201);
  const tasks = (await filer.get('/home')).body.tasks as { title: string; path: string }[];
  expect(tasks).toContainEqual(
    expect.objectContaining({ title: '财政局代录，请核对并确认', path: `/dossier-entries/${id}` }),
  );
  const seen = await entryOf(filer, id);
  expect(seen.content.basic).toMatchObject({ premises: '河南省新乡市牧野区示例路 1 号' });
  expect(seen.entry).toMatchObject({ state: 'waiting', enteredByName: null, fileId: null });
  const confirmed = await act(filer, id, 'confirmation', await declaration());
  expect(confirmed.status).toBe(201);
  expect(confirmed.body.number).toBe(1);
  expect((await filer.get('/dossier-submissions/1')).body.submission.isEntered).toBe(true);
  wait(district);
  const code = `${agency.code}-1`;
  const { reviews } = (await officer.get('/dossier-reviews')).body;
  expect(reviews.find((one: { code: string }) => one.code === code).enteredByName).toBe(
    await nameOf(officer),
  );
  const reviewer = await district.signedIn(['bureauReviewer']);
  await reviewer.post(`/dossier-reviews/${code}/opening`);
  await judge(reviewer, code, {
    basic: { verdict: 'passed' },
    people: { verdict: 'passed' },
    trackRecord: { verdict: 'passed' },
    honoursPenalties: { verdict: 'passed' },
  });
  const { version } = (await reviewer.get(`/dossier-reviews/${code}`)).body;
  await reviewer.post(`/dossier-reviews/${code}/check`, {}, { version });
  expect((await filer.get(`/dossier-versions/${agency.code}/1`)).body.version.isEntered).toBe(true);
  const auditor = await district.signedIn(['auditor']);
  const { entries } = (await auditor.get('/journal-entries?event=dossierEntry.')).body;
  const mine = entries.filter((one: { agencyId: string }) => one.agencyId === agency.id);
  expect(mine.map((one: { event: string }) => one.event)).toEqual([
    'dossierEntry.confirmed',
    'dossierEntry.handedOver',
    'dossierEntry.opened',
  ]);
});

it('is checked by another person, whatever hat who entered it wears', async () => {
  const { id } = (await open()).body;
  await enterAll();
  await act(officer, id, 'handover');
  await act(filer, id, 'confirmation', await declaration());
  wait(district);
  const path = `/dossier-reviews/${agency.code}-1`;
  for (const hat of ['bureauOfficer', 'bureauReviewer']) {
    await officer.put('/sessions/current/hat', { hat });
    const refused = await officer.post(`${path}/opening`);
    expect(refused.status).toBe(403);
    expect(refused.body.message).toContain('须由另一人办理');
    expect((await officer.get(path)).body.actions).toEqual([expect.objectContaining({ enabled: false })]);
  }
  const reviewer = await district.signedIn(['bureauReviewer']);
  expect((await reviewer.post(`${path}/opening`)).status).toBe(201);
  const { version } = (await officer.get(path)).body;
  expect((await officer.put(`${path}/reviewer`, {}, { version })).status).toBe(403);
});

it('counts for nothing and stays untouched by the agency until it is confirmed; declined it goes back with the reason', async () => {
  const { id } = (await open()).body;
  const early = await act(officer, id, 'handover');
  expect(early.status).toBe(422);
  expect(early.body.fields).toHaveProperty(['basic.premises']);
  await enterAll();
  const write = (person: Person) =>
    person.put('/dossiers/own/sections/trackRecord', { values: { hasProjects: 'no' } }, { version: 1 });
  expect((await write(filer)).body.message).toContain('代录');
  const { version } = (await filer.get('/dossiers/own')).body.dossier;
  expect((await filer.post('/dossier-submissions', await declaration(), { version })).status).toBe(409);
  expect(
    (await filer.post(`/dossier-entries/${id}/confirmation`, await declaration(), { version })).status,
  ).toBe(404);
  await act(officer, id, 'handover');
  expect((await write(officer)).status).toBe(404);
  expect((await write(filer)).body.message).toContain('确认或退回之前不能改动');
  expect((await act(filer, id, 'refusal', { note: '' })).body.fields).toHaveProperty('note');
  expect((await act(filer, id, 'refusal', { note: '办公场所与纸质档案不一致。' })).status).toBe(201);
  expect((await act(filer, id, 'confirmation', await declaration())).status).toBe(409);
  const back = (await officer.get('/home')).body.tasks.map(({ title }: { title: string }) => title);
  expect(back).toContain('机构未确认代录的档案');
  expect((await entryOf(officer, id)).entry.note).toBe('办公场所与纸质档案不一致。');
  await act(officer, id, 'resumption');
  const last = await district.owner
    .selectFrom('journalEntry')
    .select(['event', 'accountId', 'agencyId'])
    .where('event', 'like', 'dossierEntry.%')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(last).toEqual({
    event: 'dossierEntry.resumed',
    accountId: officer.accountId,
    agencyId: agency.id,
  });
  expect((await write(officer)).status).toBe(200);
  const own = await entryOf(officer, id);
  expect((await officer.delete(`/dossier-entries/${id}`, {}, { version: own.entry.version })).status).toBe(
    200,
  );
  const after = (await filer.get('/dossiers/own/sections/trackRecord')).body;
  expect(after.locked).toBeNull();
});

it('is opened by an officer for an agency with nothing in hand, by one scan and one at a time', async () => {
  expect((await open({ fileId: '' })).body.fields).toHaveProperty('fileId');
  expect((await open({ reason: ' ' })).body.fields).toHaveProperty('reason');
  expect((await open({ agency: 'JG-9999' })).body.fields).toHaveProperty('agency');
  expect((await open({ rating: 'A' })).body.fields).toHaveProperty('rating');
  for (const hat of ['bureauReviewer', 'bureauLeader', 'auditor'] as const) {
    const other = await district.signedIn([hat]);
    expect((await other.post('/dossier-entries', {})).status).toBe(403);
  }
  expect((await filer.post('/dossier-entries', {})).status).toBe(403);
  expect((await officer.get('/dossiers/own')).status).toBe(404);
  const { id } = (await open()).body;
  expect((await officer.get('/dossiers/own')).body.agency.code).toBe(agency.code);
  expect((await open()).body.message).toContain('已有一份档案正在办理');
  const second = await district.agency();
  expect((await open({ agency: second.code })).body.message).toContain('手上已有一份代录');
  const colleague = await district.signedIn(['bureauOfficer']);
  expect((await colleague.get('/dossiers/own')).status).toBe(404);
  expect((await act(colleague, id, 'handover')).status).toBe(403);
  expect((await officer.post(`/dossier-entries/${id}/handover`, {}, { version: 9 })).body.code).toBe('stale');
  const stranger = await checkedFiler(district, await district.signedIn(['bureauReviewer']));
  expect((await stranger.person.get(`/dossier-entries/${id}`)).status).toBe(404);
});
