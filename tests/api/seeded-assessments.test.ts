import { afterAll, beforeAll, expect, it } from 'vitest';
import { getPolicyInForce } from '../../api/policies/queries.ts';
import { ratingsInForce } from '../../api/ratings/queries.ts';
import { restrictionsInForce, sanctionsInForce } from '../../api/sanctions/queries.ts';
import type { WhatIf } from '../../scoring/what-if.ts';
import { openSeededDistrict, type SeededDistrict } from '../support/seeded.ts';

let database: SeededDistrict;
beforeAll(async () => {
  database = await openSeededDistrict();
}, 300_000);
afterAll(() => database.drop());

it('the example district has agencies in each tier, one 受限 and some 未评级', async () => {
  const inForce = await ratingsInForce(database.db, '2025-11-20T01:00:00.000Z');
  expect(new Set(inForce.map(({ rating }) => rating))).toEqual(new Set(['A', 'B', 'C', 'D']));
  const agencies = await database.owner.selectFrom('agency').select('name').execute();
  expect(agencies.length).toBeGreaterThan(inForce.length);
  expect(await restrictionsInForce(database.db, '2025-11-20')).toHaveLength(1);
  expect(await sanctionsInForce(database.db, '2025-11-20')).toMatchObject([{ class: 'general' }]);
});

it('and assessments in each stage', async () => {
  const rows = await database.owner.selectFrom('assessment').select('state').execute();
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['scored', 'feedback', 'final']));
});

it('and a what-if on file over a version that nothing rests on', async () => {
  const runs = await database.owner
    .selectFrom('whatIfRun')
    .innerJoin('policyVersion as policy', 'policy.id', 'whatIfRun.policyId')
    .leftJoin('policyAdoption as adoption', 'adoption.policyId', 'policy.id')
    .select(['policy.version', 'policy.basis', 'adoption.policyId as adopted', 'result'])
    .execute();
  expect(runs).toMatchObject([{ version: 2, adopted: null, basis: expect.stringContaining('示例') }]);
  const { agencies } = JSON.parse(runs[0]!.result) as WhatIf;
  expect(agencies.flatMap(({ direction, eligibility }) => direction ?? eligibility ?? [])).toContain('down');
  expect(agencies.map(({ eligibility }) => eligibility)).toContain('loses');
  expect((await getPolicyInForce(database.db, 'rating', '2026-12-31')).version).toBe(1);
});

it('whatever carries a fault or a grade is 示例', async () => {
  const rows = await database.owner
    .selectFrom('assessmentResult')
    .innerJoin('agency', 'agency.id', 'assessmentResult.agencyId')
    .innerJoin('assessment', 'assessment.id', 'assessmentResult.assessmentId')
    .innerJoin('commission', 'commission.id', 'assessment.commissionId')
    .select(['agency.name', 'commission.title'])
    .execute();
  expect(rows.length).toBeGreaterThan(5);
  for (const { name, title } of rows) {
    expect(name).toContain('示例');
    expect(title).toContain('示例');
  }
});
