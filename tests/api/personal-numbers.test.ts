import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, openVault } from '../../api/vault.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { filer, leadTyped, type Filer } from '../support/dossier.ts';

// GB 11643 by hand: 17 digits weighted 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, the sum modulo 11 read off 10X98765432.
const number = '410711190001010010';
const masked = '410************010';
const other = '410711190001010029';

let district: District;
let mine: Filer;
let theirs: Filer;
let officer: Person;
beforeAll(async () => {
  district = await openDistrict();
  mine = await filer(district);
  theirs = await filer(district);
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

const typed = (idNumber: string, { fileId } = mine) => ({ ...leadTyped(fileId, '示例甲'), idNumber });
const add = async (idNumber: string, who = mine) => {
  const { status, body } = await who.person.post('/dossier-people', typed(idNumber, who));
  expect(status).toBe(201);
  return body.id as string;
};
const numberOf = async (personId: string) =>
  (await mine.person.get(`/dossier-people/${personId}`)).body.idNumber.id as string;

describe('an identity card number', () => {
  it('is shown with its middle hidden, stays when nothing is typed, and changes when another is', async () => {
    const id = await add(number);
    const first = await mine.person.get(`/dossier-people/${id}`);
    expect(first.body.idNumber.masked).toBe(masked);
    await mine.person.put(`/dossier-people/${id}`, { ...typed(''), name: '示例乙' }, { version: 1 });
    expect((await mine.person.get(`/dossier-people/${id}`)).body.idNumber.masked).toBe(masked);
    await mine.person.put(`/dossier-people/${id}`, typed(other), { version: 2 });
    expect((await mine.person.get(`/dossier-people/${id}`)).body.idNumber.masked).toBe('410************029');
    await mine.person.delete(`/dossier-people/${id}`, undefined, { version: 3 });
  });

  it('is asked of an evaluator and not of a cooperating expert', async () => {
    const lead = await mine.person.post('/dossier-people', typed(''));
    expect(lead.body.faults.idNumber).toBe('填写身份证号码。');
    const expert = await mine.person.post('/dossier-people', {
      ...typed(''),
      role: 'expert',
      employer: '示例单位',
    });
    expect(expert.body.faults.idNumber).toBeUndefined();
  });

  it.each([
    ['a wrong check digit', '410711190001010014', '末位校验码与前 17 位不符'],
    ['a digit too few', '41071119000101001', '现为 17 位'],
    ['a day of birth that is none', '41071119000230001X', '不是有效的出生日期'],
  ])('with %s is refused at its field, not kept and not repeated', async (_, wrong, why) => {
    const before = await count();
    const { status, body } = await mine.person.post('/dossier-people', typed(wrong));
    expect(status).toBe(422);
    expect(body.fields.idNumber).toContain(why);
    expect(JSON.stringify(body)).not.toContain(wrong);
    expect(await count()).toEqual(before);
  });

  it('takes full width and lower case, and stands once in a dossier', async () => {
    // 17 digits whose check is X.
    const id = await add('４１０７１１１９０００１０１００７ｘ');
    expect((await mine.person.get(`/dossier-people/${id}`)).body.idNumber.masked).toBe('410************07X');
    const twice = await mine.person.post('/dossier-people', typed('41071119000101007X'));
    expect(twice.status).toBe(422);
    expect(twice.body.fields.idNumber).toBe('与「示例甲」的身份证号码相同。同一人只登记一次，请核对。');
  });

  it('cannot be set by the id of a number', async () => {
    const { status } = await mine.person.post('/dossier-people', {
      ...leadTyped(mine.fileId),
      idNumberId: mine.fileId,
    });
    expect(status).toBe(422);
  });
});

describe('the whole number', () => {
  it('is told for a reason that stays in the journal', async () => {
    const id = await numberOf(await add(number));
    for (const who of [officer, mine.person]) {
      const told = await who.post(`/personal-numbers/${id}/disclosure`, { reason: '核对证件原件' });
      expect([told.status, told.body]).toEqual([201, { idNumber: number }]);
    }
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select(['hat', 'detail', 'agencyId'])
      .where('event', '=', 'personalNumber.disclosed')
      .where('subjectId', '=', id)
      .orderBy('id')
      .execute();
    const detail = { reason: '核对证件原件' };
    const agencyId = mine.agency.id;
    expect(lines).toEqual([
      { hat: 'bureauOfficer', detail, agencyId },
      { hat: 'agencyAdmin', detail, agencyId },
    ]);
  });

  it('is told to no other agency, and to nobody without a reason', async () => {
    const id = await numberOf((await mine.person.get('/dossier-people')).body.people.at(-1).typed.id);
    const ask = (who: Pick<Person, 'post'>, reason = '核对证件原件') =>
      who.post(`/personal-numbers/${id}/disclosure`, { reason });
    expect((await ask(theirs.person)).status).toBe(404);
    expect((await ask(await district.signedIn(['supervisor']))).status).toBe(403);
    expect((await ask(district.public)).status).toBe(401);
    const without = await ask(officer, '看看');
    expect([without.status, Object.keys(without.body.fields)]).toEqual([422, ['reason']]);
  });

  it('lies nowhere in the database, and is found again in another agency by its keyed digest', async () => {
    await add(number, theirs);
    const rows = await district.owner
      .selectFrom('personalNumber')
      .select(['agencyId', 'lookup', 'sealed'])
      .execute();
    const first = rows.find((row) => row.agencyId === mine.agency.id)!;
    const same = rows.filter(
      (row) => row.lookup === rows.find((one) => one.agencyId === theirs.agency.id)!.lookup,
    );
    expect(same.map((row) => row.agencyId).sort()).toEqual([mine.agency.id, theirs.agency.id].sort());
    expect(first.sealed).toMatch(/^A256GCM\.[0-9a-f]{8}\.[\w-]+$/);
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    `.execute(district.owner);
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const { rows: found } = await sql<{ text: string }>`
        select t::text as text from ${sql.raw(name)} as t where t::text ~ '41071119000101(0010|0029|007X)'
      `.execute(district.owner);
      expect([name, found]).toEqual([name, []]);
    }
  });
});

describe('the vault', () => {
  const vault = openVault(newKey());
  it('opens what it sealed, at its place alone', () => {
    const sealed = vault.seal(number, 'here');
    expect(vault.open(sealed, 'here')).toBe(number);
    expect(vault.seal(number, 'here')).not.toBe(sealed);
    expect(() => vault.open(sealed, 'there')).toThrow();
  });
  it('opens nothing that was altered, and nothing of another key', () => {
    const sealed = vault.seal(number, 'here');
    const last = sealed.endsWith('A') ? 'B' : 'A';
    expect(() => vault.open(sealed.slice(0, -2) + last + sealed.at(-1), 'here')).toThrow();
    expect(() => openVault(newKey()).open(sealed, 'here')).toThrow(/another key/);
    expect(openVault(newKey()).indexOf(number)).not.toBe(vault.indexOf(number));
  });
});

const count = () =>
  district.owner
    .selectFrom('personalNumber')
    .select((eb) => eb.fn.countAll<number>().as('numbers'))
    .executeTakeFirst();
