import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  allPassed,
  basicTyped,
  decide,
  fault,
  filer,
  fillIn,
  judge,
  submit,
  wait,
  type Filer,
} from '../support/dossier.ts';

let district: District;
/** Wears both hats, one at a time. */
let reviewer: Person;
let leader: Person;
let filed: Filer;
/** The second submission, of which only 基本信息 is new. */
let code: string;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());
beforeEach(async () => {
  district.clock.set('2025-11-20T01:00:00.000Z');
  reviewer = await district.signedIn(['bureauReviewer', 'bureauLeader'], { division: '绩效科' });
  leader = await district.signedIn(['bureauLeader']);
  filed = await filer(district);
  await fillIn(filed);
  await submit(filed);
  wait(district);
  const first = `${filed.agency.code}-1`;
  await reviewer.post(`/dossier-reviews/${first}/opening`);
  await judge(reviewer, first, { ...allPassed, basic: fault() });
  await decide(reviewer, first, 'return');
  const moved = { ...basicTyped(filed.fileId), premises: '河南省新乡市牧野区示例路 2 号' };
  await filed.person.put('/dossiers/own/sections/basic', { values: moved, complete: true }, { version: 1 });
  await submit(filed);
  wait(district);
  code = `${filed.agency.code}-2`;
  await reviewer.post(`/dossier-reviews/${code}/opening`);
});

const missed = '上次没有核对劳动合同的签章页。';
const review = async (person: Person) => (await person.get(`/dossier-reviews/${code}`)).body;
async function ask(person: Person, section = 'people', reason = missed) {
  const { version } = await review(person);
  return person.post('/dossier-reopenings', { code, section, reason }, { version });
}
const tasks = async (person: Person) =>
  (await person.get('/home')).body.tasks.filter(
    ({ title }: { title: string }) => title === '答复再次提出的请示',
  );
const wear = (person: Person, hat: string) => person.put('/sessions/current/hat', { hat });

it('lets an unchanged section be judged again only after a leader has agreed, and the notice says so', async () => {
  expect((await judge(reviewer, code, { people: fault() }))[0]!.body.message).toContain('先请示负责人同意');
  const { id } = (await ask(reviewer)).body;
  const [waiting] = (await review(leader)).reopenings;
  expect(waiting).toMatchObject({ section: 'people', state: 'asked', reason: missed, note: null });
  expect(waiting.actions).toEqual([expect.objectContaining({ label: '答复请示', enabled: true })]);
  expect(await tasks(leader)).toEqual([
    expect.objectContaining({
      path: `/dossier-reviews/${code}#people`,
      subject: `${filed.agency.name}「专业团队」`,
      due: '2025-11-25',
    }),
  ]);
  expect((await judge(reviewer, code, { people: fault() }))[0]!.status).toBe(409);
  expect((await leader.post(`/dossier-reopenings/${id}/agreement`, { note: '同意。' })).status).toBe(201);
  expect(await tasks(leader)).toEqual([]);
  const [again, other] = await judge(reviewer, code, {
    people: fault('劳动合同没有签章页。'),
    trackRecord: fault(),
  });
  expect([again!.status, other!.status]).toEqual([200, 409]);
  await judge(reviewer, code, { basic: { verdict: 'passed' } });
  expect((await decide(reviewer, code, 'return')).status).toBe(201);
  const notice = await district.owner
    .selectFrom('notice')
    .select('body')
    .where('agencyId', '=', filed.agency.id)
    .orderBy('sentAt', 'desc')
    .executeTakeFirstOrThrow();
  expect(notice.body).toBe(
    '1. 专业团队：填报内容与佐证材料不一致。劳动合同没有签章页。（本节上次已通过、没有改动，经财政局负责人同意再次提出。）',
  );
  expect((await filed.person.get('/dossier-submissions/2')).body.reopened).toEqual(['people']);
  expect((await filed.person.post('/dossier-people', { name: '示例乙' })).status).toBe(201);
});

it('is declined with a reason, may be asked again, and holds the review until it is answered or taken back', async () => {
  const { id } = (await ask(reviewer)).body;
  await judge(reviewer, code, { basic: { verdict: 'passed' } });
  const early = await decide(reviewer, code, 'check');
  expect(early.status).toBe(409);
  expect(early.body.message).toContain('「专业团队」的请示还没有答复');
  expect((await review(reviewer)).actions[1]).toMatchObject({ enabled: false, reason: '有请示还没有答复。' });
  const refusal = `/dossier-reopenings/${id}/refusal`;
  expect((await leader.post(refusal, { note: ' ' })).body.fields).toEqual({
    note: '写明同意或不同意的理由。',
  });
  expect((await leader.post(refusal, { note: '上次已经核对过合同。' })).status).toBe(201);
  expect((await leader.post(refusal, { note: '再次。' })).body.message).toContain('当前为「不同意」');
  expect((await judge(reviewer, code, { people: fault() }))[0]!.status).toBe(409);
  const second = (await ask(reviewer, 'people', '另有新的材料。')).body.id;
  expect((await reviewer.delete(`/dossier-reopenings/${second}`, {})).status).toBe(200);
  expect((await review(reviewer)).reopenings.map(({ state }: { state: string }) => state)).toEqual([
    'declined',
    'withdrawn',
  ]);
  expect((await decide(reviewer, code, 'check')).status).toBe(201);
  expect((await ask(reviewer)).status).toBe(409);
});

it('is answered by another person, whatever hat who asked, or who took the review over, wears', async () => {
  const { id } = (await ask(reviewer)).body;
  await wear(reviewer, 'bureauLeader');
  expect(await tasks(reviewer)).toEqual([]);
  const own = await reviewer.post(`/dossier-reopenings/${id}/agreement`, { note: '同意。' });
  expect(own.status).toBe(403);
  expect(own.body.message).toContain('须由另一人办理');
  const [seen] = (await review(reviewer)).reopenings[0].actions;
  expect(seen).toMatchObject({ enabled: false });
  const second = await district.signedIn(['bureauOfficer', 'bureauLeader'], { division: '绩效科' });
  const { version } = await review(second);
  await second.put(`/dossier-reviews/${code}/reviewer`, {}, { version });
  expect((await second.delete(`/dossier-reopenings/${id}`, {})).status).toBe(403);
  await wear(second, 'bureauLeader');
  expect((await second.post(`/dossier-reopenings/${id}/agreement`, { note: '同意。' })).status).toBe(403);
  expect((await leader.post(`/dossier-reopenings/${id}/agreement`, { note: '同意。' })).status).toBe(201);
});

it('is refused where nothing needs it, to others, from an older view, and twice', async () => {
  const { version } = await review(reviewer);
  const send = (body: Record<string, string>, seen = version) =>
    reviewer.post(
      '/dossier-reopenings',
      { code, section: 'people', reason: missed, ...body },
      { version: seen },
    );
  expect((await send({ section: 'basic' })).body.message).toContain('可以直接审核');
  expect((await send({ reason: ' ' })).body.fields).toHaveProperty('reason');
  expect((await send({ section: 'files' })).body.fields).toHaveProperty('section');
  expect((await send({ hurry: 'yes' })).body.fields).toHaveProperty('hurry');
  expect((await send({ code: 'JG-9999-1' })).status).toBe(404);
  expect((await send({}, version - 1)).body.code).toBe('stale');
  const officer = await district.signedIn(['bureauOfficer'], { division: '绩效科' });
  expect((await ask(officer)).status).toBe(409);
  expect((await leader.post('/dossier-reopenings', { code, section: 'people', reason: missed })).status).toBe(
    403,
  );
  const { id } = (await send({})).body;
  expect((await send({})).body.message).toContain('已经请示过');
  expect((await reviewer.post(`/dossier-reopenings/${id}/agreement`, { note: '同意。' })).status).toBe(403);
  expect((await filed.person.post(`/dossier-reopenings/${id}/agreement`, { note: '同意。' })).status).toBe(
    403,
  );
  expect((await leader.post('/dossier-reopenings/nothing/agreement', { note: '同意。' })).status).toBe(404);
  const auditor = await district.signedIn(['auditor']);
  const { entries } = (await auditor.get('/journal-entries?event=dossierReopening.')).body;
  expect(entries[0]).toMatchObject({
    event: 'dossierReopening.asked',
    agencyId: null,
    detail: { section: 'people', reason: missed },
  });
});
