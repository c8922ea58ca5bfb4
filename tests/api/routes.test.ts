/** Every route × every hat, against a table that knows nothing of the program. Extend it in who-may.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../api/app.ts';
import { hats, permissions, type Hat } from '../../api/permissions.ts';
import { openDistrict, type Answer, type District, type Person } from '../support/district.ts';
import { halfSignedInRoutes, publicRoutes, whoMay } from './who-may.ts';

const nobody = '0197b3c5-0000-7000-8000-000000000001';
const everyHat = Object.keys(hats) as Hat[];

let district: District;
let routes: ReturnType<typeof routesOf>;
const people = {} as Record<Hat, Person>;
beforeAll(async () => {
  district = await openDistrict();
  routes = routesOf(district.api);
  const { id: agencyId } = await district.agency();
  const unitId = nobody.replace('0001', '0002');
  await district.owner
    .insertInto('unit')
    .values({ id: unitId, code: 'U1', name: '示例单位', level: 1, division: '教科文科' })
    .execute();
  for (const hat of everyHat) {
    const isOfAgency = ['agencyAdmin', 'agencyStaff', 'leadEvaluator'].includes(hat);
    people[hat] = await district.signedIn([hat], {
      ...(isOfAgency ? { agencyId } : {}),
      ...(hat === 'unitOfficer' ? { unitId } : {}),
    });
  }
});
afterAll(() => district.close());

type Route = ReturnType<typeof routesOf>[number];

/** Asks for what nobody has, with an empty body. */
function ask(who: Pick<Person, 'get' | 'post' | 'put' | 'patch' | 'delete'>, route: Route): Promise<Answer> {
  const path = route.path.replace('/api', '').replaceAll(/:\w+/g, nobody);
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  return method === 'get' ? who.get(path) : who[method](path, {});
}

const nameOf = (route: Route) => `${route.method} ${route.path}`;

describe('the table of who may', () => {
  it('has a line for every action and no other', () => {
    expect(Object.keys(whoMay).sort()).toEqual(Object.keys(permissions).sort());
  });

  it('names routes that exist', () => {
    const names = routes.map(nameOf);
    for (const name of [...publicRoutes, ...halfSignedInRoutes]) expect(names).toContain(name);
  });
});

describe('every route', () => {
  it('declares an action of the table', () => {
    expect(routes.length).toBeGreaterThan(40);
    const silent = routes.filter(({ action }) => action === null || !(action in whoMay));
    expect(silent.map(nameOf)).toEqual([]);
  });

  it('asks for a sign-in, but for those that the public may ask', async () => {
    const open: string[] = [];
    for (const route of routes) {
      const answer = await ask(district.public, route);
      expect(answer.status, nameOf(route)).not.toBe(500);
      if (answer.status !== 401 && !halfSignedInRoutes.includes(nameOf(route))) open.push(nameOf(route));
    }
    expect(open.sort()).toEqual([...publicRoutes].sort());
  });

  it.each(everyHat)('is closed to the hats it is not for, before the body is read: %s', async (hat) => {
    for (const route of routes) {
      if (whoMay[route.action!]!.includes(hat)) continue;
      const answer = await ask(people[hat], route);
      expect([answer.status, answer.body.code], nameOf(route)).toEqual([403, 'forbidden']);
      expect(answer.body.who, nameOf(route)).toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(everyHat)('that reads is open to the hats it is for: %s', async (hat) => {
    for (const route of routes) {
      if (route.method !== 'GET' || !whoMay[route.action!]!.includes(hat)) continue;
      const answer = await ask(people[hat], route);
      expect([401, 403, 500], `${nameOf(route)} → ${answer.status}`).not.toContain(answer.status);
    }
  });

  it.each(everyHat)('knows nothing of an id that nobody has, and writes nothing to it: %s', async (hat) => {
    for (const route of routes) {
      if (!/:(id|key|code|token)\b/.test(route.path) || !whoMay[route.action!]!.includes(hat)) continue;
      if (route.action === 'timeline.read') continue; // An object without lines and no object look the same: empty.
      const answer = await ask(people[hat], route);
      // A body that is wrong in itself may be refused before the object is looked for.
      const expected = route.method === 'GET' ? [404] : [404, 422];
      expect(expected, `${nameOf(route)} → ${answer.status}`).toContain(answer.status);
    }
  });
});
