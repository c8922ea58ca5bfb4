import { afterAll, beforeAll, expect, it } from 'vitest';
import { detailText } from '#lib/journal-details.ts';
import { eventWord, subjectWord } from '#lib/journal-words.ts';
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

/** Codes of the house, items of the rubric, rules, credit ratings, digests, identifying codes, names of files, sizes. */
const printed =
  /[A-Z]{2,3}-[\w-]+|\b[POEDR]\d\b|\b[A-D]\b|[0-9a-f]{32,}|\b[0-9A-Z]{18}\b|[^\s：、]+\.(pdf|png|jpg|xlsx|docx|csv)\b|\d (B|KB|MB)/g;

it('is told by its journal without a Latin identifier', async () => {
  const lines = await database.owner.selectFrom('journalEntry').selectAll().execute();
  expect(new Set(lines.map(({ event }) => event)).size).toBeGreaterThan(60);
  const faults = lines.flatMap((line) => {
    const { username = '' } = line.detail as { username?: string };
    const text = `${eventWord(line.event)} ${subjectWord(line)} ${detailText(line, true)}`;
    const isLatin = /[A-Za-z]|其他：/.test(text.replace(username, '').replace(printed, ''));
    return isLatin ? [`${line.event}: ${text}`] : [];
  });
  expect(faults).toEqual([]);
});
