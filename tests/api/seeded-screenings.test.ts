import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Decision } from '#scoring/decision.ts';
import { createApi } from '../../api/app.ts';
import { openSeededDistrict, type SeededDistrict } from '../support/seeded.ts';

const OPEN = 'WT-2025-015';

let database: SeededDistrict;
let seen: Decision[];
beforeAll(async () => {
  database = await openSeededDistrict();
  seen = await readScreening(createApi(database.deps));
}, 300_000);
afterAll(() => database.drop());

/** defaults.md §3: missing data makes R1, R2 fail and R3, R4 pass; the others wait to be settled. */
const outcomes = {
  R1: ['fail', 'pass'],
  R2: ['fail', 'pass'],
  R3: ['fail', 'pass'],
  R4: ['fail', 'pass'],
  R5: ['fail', 'pass', 'unknown'],
  R6: ['fail', 'pass', 'unknown'],
  R7: ['fail', 'pass', 'unknown'],
  R8: ['fail', 'pass', 'unknown'],
};

it.each(Object.entries(outcomes))('the list that stays open shows %s as %j', (rule, expected) => {
  const shown = seen.filter(({ ruleId }) => ruleId === rule);
  expect([...new Set(shown.map(({ outcome }) => outcome))].sort()).toEqual(expected);
});

/** Every decision of the list that stays open, as an officer reads them. */
async function readScreening(api: ReturnType<typeof createApi>): Promise<Decision[]> {
  const send = async (path: string, token?: string, body?: unknown) => {
    const response = await api.request(`/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(response.ok, path).toBe(true);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    return (await response.json()) as any;
  };
  const { token } = await send('/sessions', undefined, { username: 'officer', password: 'pingxin-2025' });
  const { rows } = await send(`/commissions/${OPEN}/screening`, token);
  return rows.flatMap((row: { decisions: Decision[] }) => row.decisions);
}
