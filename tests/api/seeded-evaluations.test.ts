import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#scoring/calendar.ts';
import { loadProgress } from '../../api/evaluations/queries.ts';
import { listSupervised } from '../../api/supervision/queries.ts';
import { openSeededDistrict, type SeededDistrict } from '../support/seeded.ts';
import { contextFor } from '../support/context.ts';
import type { District } from '../support/district.ts';

let database: SeededDistrict;
const now = '2025-11-20T01:00:00.000Z';
beforeAll(async () => {
  database = await openSeededDistrict();
}, 300_000);
afterAll(() => database.drop());

it('shows an evaluation at each stage when it opens, the late one red and first', async () => {
  const clock = { now: () => now };
  const context = {
    ...contextFor({ ...database, clock } as unknown as District),
    today: dayOf(now),
    db: database.db,
  };
  const rows = await listSupervised(context);
  expect(new Set(rows.map(({ stage }) => stage))).toEqual(
    new Set(['preparing', 'plan', 'fieldwork', 'draft', 'consultation', 'final']),
  );
  expect(rows[0]!.light.rag).toBe('red');
  expect(rows.some(({ light }) => light.rag !== 'red' && light.rag !== 'grey')).toBe(true);
  for (const { title, agencyName } of rows) expect(`${title}${agencyName ?? '示例'}`).toMatch(/示例.*示例/);
  const accepted = await database.owner
    .selectFrom('commission')
    .select('id')
    .where('state', '=', 'accepted')
    .execute();
  const progress = await loadProgress(
    context,
    accepted.map(({ id }) => id),
  );
  expect([...progress.values()].every(({ reportState }) => reportState === 'accepted')).toBe(true);
  expect(accepted.length).toBeGreaterThan(8);
});
