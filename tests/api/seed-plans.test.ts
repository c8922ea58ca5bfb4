import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedPlans } from '../../migrations/seed/plans.ts';
import { openSeed, shanghai } from '../../migrations/seed/seed.ts';
import { contextFor } from '../support/context.ts';
import { openDistrict, type District } from '../support/district.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
  const { db, random, dataDir, files, vault } = contextFor(district);
  const { background, printer } = district.deps;
  const seed = await openSeed(db, {
    ...{ db: district.db, random, dataDir, files, scan: null, vault, background, printer },
    clock: () => new Date(),
  });
  const at = shanghai('2023-01-03');
  await seed.addPerson({ username: 'officer', name: '示例经办甲', hats: ['bureauOfficer'], at });
  await seed.addPerson({ username: 'leader', name: '示例审批甲', hats: ['bureauLeader'], at });
  await seedPlans(seed);
});
afterAll(() => district.close());

it('gives the district its 109 = 58 + 51 units, one of them without a name', async () => {
  const officer = await district.signedIn(['bureauOfficer']);
  expect((await officer.get('/units')).body.counts).toEqual({
    all: 109,
    firstLevel: 58,
    secondLevel: 51,
    classified: 1,
    classifiedFirstLevel: 1,
  });
});

it('carries of the real nine only name, year, kind and that the report is final', async () => {
  const officer = await district.signedIn(['bureauOfficer']);
  const { plan, items } = (await officer.get('/plans/2025')).body;
  expect(plan.state).toBe('amended');
  const real = items.filter(({ name }: { name: string }) => !name.startsWith('示例'));
  expect(real).toHaveLength(9);
  for (const item of real) {
    expect(item).toMatchObject({ recordedOutcome: 'reportFinal', budgeted: null, removedAt: null });
  }
  const withUnit = real.filter(({ unitName }: { unitName: string | null }) => unitName !== null);
  expect(withUnit.map(({ unitName }: { unitName: string }) => unitName).sort()).toEqual(
    ['新乡市牧野区医疗保障局', '新乡市牧野区城市管理局'].sort(),
  );
  const examples = items.filter(({ name }: { name: string }) => name.startsWith('示例'));
  expect(examples.every(({ recordedOutcome }: { recordedOutcome: null }) => recordedOutcome === null)).toBe(
    true,
  );
});

it('knows the bureau’s documents, with their numbers where they have one', async () => {
  const officer = await district.signedIn(['bureauOfficer']);
  const { documents } = (await officer.get('/documents')).body;
  const numbers = documents.map(({ number }: { number: string | null }) => number);
  expect(numbers.filter(Boolean).sort()).toEqual([
    '牧财字〔2020〕73号',
    '牧财字〔2022〕3号',
    '牧财字〔2024〕45号',
    '牧财字〔2024〕62号',
  ]);
  expect(numbers.filter((number: string | null) => number === null)).toHaveLength(4);
  const twice = { number: '牧财字〔2022〕3号', title: '另一份' };
  expect((await officer.post('/documents', twice)).body.fields).toEqual({ number: '这个文号已登记过。' });
  expect((await officer.post('/documents', { number: '牧财字2022-3', title: '另一份' })).status).toBe(422);
});
