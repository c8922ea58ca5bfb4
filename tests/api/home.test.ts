import { afterAll, beforeAll, expect, it } from 'vitest';
import { hats, type Hat } from '../../api/permissions.ts';
import { openDistrict, type District } from '../support/district.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
  await district.owner.deleteFrom('policyVersion').execute();
});
afterAll(() => district.close());

const bare: Hat[] = [
  'bureauReviewer',
  'bureauLeader',
  'divisionOfficer',
  'supervisor',
  'auditor',
  'systemAdmin',
];

it.each(bare)('is empty in a district without policies: %s', async (hat) => {
  const person = await district.signedIn([hat]);
  const { status, body } = await person.get('/home');
  expect([status, body]).toEqual([200, { tasks: [] }]);
});

it('is there for every other hat in a district without policies, too', async () => {
  const { id: agencyId } = await district.agency();
  const unitId = '0197b3c5-0000-7000-8000-000000000002';
  await district.owner
    .insertInto('unit')
    .values({ id: unitId, code: 'U1', name: '示例单位', level: 1, division: '教科文科' })
    .execute();
  const others = (Object.keys(hats) as Hat[]).filter((hat) => !bare.includes(hat));
  for (const hat of others) {
    const where = hat === 'unitOfficer' ? { unitId } : hat === 'bureauOfficer' ? {} : { agencyId };
    const person = await district.signedIn([hat], where);
    expect([hat, (await person.get('/home')).status]).toEqual([hat, 200]);
  }
});

it.each(['/supervision', '/assessments', '/sanctions'])('%s is an empty list there', async (path) => {
  const supervisor = await district.signedIn(['supervisor']);
  const { status, body } = await supervisor.get(path);
  expect(status).toBe(200);
  const [rows] = Object.values(body).filter(Array.isArray);
  expect(rows).toEqual([]);
});
