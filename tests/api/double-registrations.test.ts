import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import { adoptAll } from '../support/adoption.ts';
import { declaration } from '../support/checked-agencies.ts';
import { decisionOn, evaluateeOf, openCall, screenAgain } from '../support/commissions.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  allPassed,
  decide,
  filer,
  fillIn,
  judge,
  leadTyped,
  storedFile,
  submit,
  wait,
  type Filer,
} from '../support/dossier.ts';

let district: District;
let officer: Person;
let checker: Person;
let leader: Person;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

const start = '2025-11-20T01:00:00.000Z';
const signIn = async () => {
  officer = await district.signedIn(['bureauOfficer']);
  checker = await district.signedIn(['bureauReviewer']);
  leader = await district.signedIn(['bureauLeader']);
};
beforeEach(async () => {
  district.clock.set(start);
  await signIn();
});

/** Sessions do not outlive the days that pass: everyone signs in anew. */
async function passTo(instant: string, ...filers: Filer[]) {
  district.clock.set(instant);
  await signIn();
  for (const one of filers)
    one.person = await district.signedIn(['agencyAdmin'], { agencyId: one.agency.id });
}

let serial = 50_000;
/** A dossier filed with one lead evaluator of this number besides the usual one, up to the last step before its check. */
async function ready(idNumber: string, name: string, more: Record<string, unknown> = {}) {
  const filed = await filer(district);
  await fillIn(filed);
  const typed = { ...leadTyped(filed.fileId, name), idNumber, ...more };
  expect((await filed.person.post('/dossier-people', typed)).body.faults).toEqual({});
  const { body } = await submit(filed);
  wait(district);
  const code = `${filed.agency.code}-${body.number}`;
  await checker.post(`/dossier-reviews/${code}/opening`);
  await judge(checker, code, allPassed);
  return { filed, code };
}

async function checked(idNumber: string, name: string, more: Record<string, unknown> = {}) {
  const { filed, code } = await ready(idNumber, name, more);
  expect((await decide(checker, code, 'check')).status).toBe(201);
  return filed;
}

const casesOf = async (person: Person) => (await person.get('/double-registrations')).body.cases;

interface Pair {
  first: Filer;
  second: Filer;
  path: string;
  code: string;
}

/** Two agencies whose dossiers hold the same person under two names, and the case between them. */
async function pair(): Promise<Pair> {
  const number = exampleIdNumber(++serial);
  const first = await checked(number, `甲登记${serial}`);
  const second = await checked(number, `乙登记${serial}`);
  const { code } = (await casesOf(second.person))[0];
  return { first, second, code, path: `/double-registrations/${code}` };
}

async function serve({ person }: Filer) {
  const { notices } = (await person.get('/notices?state=unserved')).body;
  for (const { id } of notices) await person.post(`/notices/${id}/opening`);
}

const stays = async (one: Filer) => ({
  answer: 'stays',
  proofFileId: await storedFile(district, one.agency.id, one.person.accountId, '劳动合同.pdf'),
});

const propose = async (path: string, belongsTo: string, more: Record<string, unknown> = {}) => {
  const { version } = (await officer.get(path)).body.case;
  const said = { belongsTo, effectiveOn: '2025-11-20', reason: '社会保险由该机构缴纳。', ...more };
  return officer.post(`${path}/proposal`, said, { version });
};

const decideCase = async (by: Person, path: string, act: 'settlement' | 'return' = 'settlement') => {
  const { version } = (await by.get(path)).body.case;
  return by.post(`${path}/${act}`, { note: '经复核，同意。' }, { version });
};

describe('a case', () => {
  it('is opened by the check of the second dossier and not before, once, with a line and a notice for each', async () => {
    const number = exampleIdNumber(++serial);
    const first = await checked(number, '示例同一人');
    const { filed: second, code } = await ready(number, '示例同一人乙');
    expect(await casesOf(first.person)).toEqual([]);
    expect(await casesOf(second.person)).toEqual([]);
    await decide(checker, code, 'check');
    const [found] = await casesOf(first.person);
    expect(found).toMatchObject({ state: 'open', days: 5, other: null, sides: [{ standing: 'unserved' }] });
    expect(await casesOf(second.person)).toEqual([
      expect.objectContaining({
        code: found.code,
        sides: [expect.objectContaining({ personName: '示例同一人乙' })],
      }),
    ]);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select(['agencyId', 'detail'])
      .where('event', '=', 'doubleRegistration.opened')
      .where('subjectCode', '=', found.code)
      .execute();
    expect(lines.map((line) => line.agencyId).sort()).toEqual([first.agency.id, second.agency.id].sort());
    const { sides } = (await officer.get(`/double-registrations/${found.code}`)).body.case;
    expect(sides.map((side: { agencyName: string }) => side.agencyName).sort()).toEqual(
      [first.agency.name, second.agency.name].sort(),
    );
  });

  it.each([
    ['who has left the first agency', { employedUntil: '2025-11-20' }, {}],
    ['who comes as an expert', {}, { role: 'expert', employer: '示例大学' }],
  ])('is not opened for one %s', async (_, before, after) => {
    const number = exampleIdNumber(++serial);
    const first = await checked(number, '示例无涉', before);
    const second = await checked(number, '示例无涉', after);
    expect([await casesOf(first.person), await casesOf(second.person)]).toEqual([[], []]);
  });

  it('is nothing that a third agency, a unit or the public can find', async () => {
    const { path } = await pair();
    const stranger = await filer(district);
    const unit = await district.signedIn(['unitOfficer']);
    expect((await stranger.person.get(path)).status).toBe(404);
    expect(await casesOf(stranger.person)).toEqual([]);
    expect((await stranger.person.post(`${path}/answer`, await stays(stranger))).status).toBe(404);
    expect((await unit.get(path)).status).toBe(403);
    expect((await district.public.get(path)).status).toBe(401);
    expect((await officer.get('/double-registrations/HS-2025-999')).status).toBe(404);
  });
});

describe('before it has answered, neither agency', () => {
  it('learns the name of the other or of its entry from anything it is sent; after, it does', async () => {
    const { first, second, path, code } = await pair();
    const number = serial;
    await serve(first);
    await serve(second);
    expect((await first.person.post(`${path}/answer`, await stays(first))).status).toBe(201);
    const secret = [first.agency.name, first.agency.code, first.agency.id, `甲登记${number}`];
    const read = async (one: Filer) => {
      const { notices } = (await one.person.get('/notices')).body;
      const paths = ['/home', '/double-registrations', path, '/notices', '/dossiers/own'];
      paths.push(...notices.map(({ id }: { id: string }) => `/notices/${id}`));
      const said = [];
      for (const at of paths) said.push(JSON.stringify((await one.person.get(at)).body));
      return said.join('\n');
    };
    const before = await read(second);
    expect(before).toContain(code);
    for (const word of secret) expect(before).not.toContain(word);
    const faulty = await second.person.post(`${path}/answer`, { answer: 'stays' }, { version: 1 });
    for (const word of secret) expect(JSON.stringify(faulty.body)).not.toContain(word);
    const learnt = (await first.person.get(path)).body;
    expect(learnt.case.other).toEqual({
      ...{ agencyCode: second.agency.code, agencyName: second.agency.name, personName: `乙登记${number}` },
    });
    expect(JSON.stringify(learnt.timeline)).not.toContain(second.agency.name);
    await second.person.post(`${path}/answer`, { answer: 'left', leftOn: '2025-11-19' });
    expect((await second.person.get(path)).body.case.other.agencyName).toBe(first.agency.name);
  });

  it('learns it from a decision that was made without its answer', async () => {
    const { first, second, path } = await pair();
    await serve(first);
    await serve(second);
    await first.person.post(`${path}/answer`, await stays(first));
    await passTo('2025-11-27T16:00:00.000Z', first, second);
    const reason = `由${first.agency.name}缴纳社会保险。`;
    expect((await propose(path, first.agency.code, { reason })).status).toBe(201);
    expect((await decideCase(leader, path)).status).toBe(201);
    const { notices } = (await second.person.get('/notices')).body;
    await second.person.post(`/notices/${notices[0].id}/opening`);
    const heard = JSON.stringify([
      (await second.person.get(path)).body,
      (await second.person.get(`/notices/${notices[0].id}`)).body,
    ]);
    expect(heard).toContain('不属于贵机构人员');
    expect(heard).not.toContain(first.agency.name);
    expect((await first.person.get(path)).body.result).toEqual({
      ...{ kept: true, effectiveOn: '2025-11-20', reason },
    });
  });
});

describe('an answer', () => {
  it('is refused at the field that is wrong', async () => {
    const { first, path } = await pair();
    await serve(first);
    const cases: [Record<string, string>, string][] = [
      [{ answer: '' }, 'answer'],
      [{ answer: 'stays' }, 'proofFileId'],
      [{ answer: 'stays', proofFileId: 'x', leftOn: '2025-11-01' }, 'leftOn'],
      [{ answer: 'stays', proofFileId: 'x' }, 'proofFileId'],
      [{ answer: 'left' }, 'leftOn'],
      [{ answer: 'left', leftOn: '2025-11-21' }, 'leftOn'],
      [{ answer: 'left', leftOn: '2025-11-01', note: '另有说明' }, 'note'],
    ];
    for (const [said, field] of cases) {
      const refused = await first.person.post(`${path}/answer`, said);
      expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, [field]]);
    }
  });

  it('waits for the service, is taken to the last millisecond of the fifth working day, once, and not after', async () => {
    const { first, second, path } = await pair();
    const early = await first.person.post(`${path}/answer`, await stays(first));
    expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('签收')]);
    await serve(first);
    await serve(second);
    expect((await first.person.get(path)).body.case.sides[0].dueOn).toBe('2025-11-27');
    const [mine, theirs] = [await stays(first), await stays(second)];
    await passTo('2025-11-27T15:59:59.999Z', first, second);
    expect((await first.person.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({ title: '答复重复登记核实', due: '2025-11-27' }),
    );
    expect((await propose(path, 'neither')).status).toBe(409);
    expect((await first.person.post(`${path}/answer`, mine)).status).toBe(201);
    expect((await first.person.post(`${path}/answer`, mine)).status).toBe(409);
    await passTo('2025-11-27T16:00:00.000Z', first, second);
    const late = await second.person.post(`${path}/answer`, theirs);
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining('逾期未答复')]);
    expect((await second.person.get(path)).body.case.sides[0].standing).toBe('overdue');
    expect((await propose(path, 'neither')).status).toBe(201);
  });
});

describe('the decision', () => {
  it('takes two persons, neither of whom checked one of the dossiers, and can be sent back', async () => {
    const { first, second, path } = await pair();
    for (const one of [first, second]) await serve(one);
    await first.person.post(`${path}/answer`, await stays(first));
    await second.person.post(`${path}/answer`, { answer: 'left', leftOn: '2025-11-10' });
    expect((await decideCase(leader, path)).status).toBe(409);
    const foreign = await propose(path, 'JG-9999');
    expect([foreign.status, foreign.body.fields]).toEqual([422, { belongsTo: expect.any(String) }]);
    expect((await propose(path, first.agency.code)).status).toBe(201);
    expect((await decideCase(checker, path)).status).toBe(403);
    expect((await decideCase(officer, path)).status).toBe(403);
    expect((await decideCase(leader, path, 'return')).status).toBe(201);
    expect((await officer.get(path)).body.case.state).toBe('open');
    await propose(path, first.agency.code);
    expect((await decideCase(leader, path)).status).toBe(201);
    const { proposals } = (await officer.get(path)).body;
    expect(proposals.map((one: { verdict: string }) => one.verdict)).toEqual(['settled', 'returned']);
    expect((await leader.post(`${path}/settlement`, { note: '再次' }, { version: 1 })).status).toBe(409);
  });

  it('takes the person from the other agency from its day on: hints while open, no lead evaluator afterwards', async () => {
    await adoptAll(district, leader);
    const number = exampleIdNumber(++serial);
    const first = await checked(number, '示例去留甲');
    const second = await filer(district);
    await fillInAlone(second, number);
    const evaluatee = await evaluateeOf(district);
    const code = await openCall(officer, evaluatee.id, {});
    await second.person.post(`/commissions/${code}/recusal-declarations`, declaration());
    const { code: caseCode } = (await casesOf(second.person))[0];
    const path = `/double-registrations/${caseCode}`;
    await screenAgain(officer, code);
    expect(await decisionOn(officer, code, second.agency.code, 'R2')).toMatchObject({ outcome: 'pass' });
    const hintOf = async () =>
      (await officer.get(`/commissions/${code}/screening`)).body.hints.find(
        (one: { agencyName: string; code: string }) =>
          one.agencyName === second.agency.name && one.code === caseCode,
      );
    expect(await hintOf()).toMatchObject({ endedOn: null });
    for (const one of [first, second]) await serve(one);
    await first.person.post(`${path}/answer`, await stays(first));
    await second.person.post(`${path}/answer`, await stays(second));
    await propose(path, first.agency.code);
    expect((await decideCase(leader, path)).status).toBe(201);
    await screenAgain(officer, code);
    expect(await decisionOn(officer, code, second.agency.code, 'R2')).toMatchObject({ outcome: 'fail' });
    expect(await hintOf()).toMatchObject({ endedOn: '2025-11-20' });
    expect((await second.person.get(`/commissions/${code}/screening`)).body.hints).toEqual([]);
  });
});

/** The one lead evaluator of the agency is the person of this number. */
async function fillInAlone(filed: Filer, idNumber: string) {
  const personId = await fillIn(filed);
  const { typed } = (await filed.person.get(`/dossier-people/${personId}`)).body;
  const { id: _id, version, ...rest } = typed;
  await filed.person.put(`/dossier-people/${personId}`, { ...rest, idNumber }, { version });
  const { body } = await submit(filed);
  wait(district);
  const code = `${filed.agency.code}-${body.number}`;
  await checker.post(`/dossier-reviews/${code}/opening`);
  await judge(checker, code, allPassed);
  expect((await decide(checker, code, 'check')).status).toBe(201);
}
