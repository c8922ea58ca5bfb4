import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkUscc } from '#scoring/codes.ts';
import { mayLead } from '#scoring/lead-evaluator.ts';
import { validityOn } from '#scoring/filing.ts';
import { qualifiedLeadEvaluators, testPerson } from '../../api/dossier-people/schema.ts';
import { listCheckedVersions } from '../../api/dossiers/queries.ts';
import { openSeededDistrict, type SeededDistrict } from '../support/seeded.ts';

let database: SeededDistrict;
beforeAll(async () => {
  database = await openSeededDistrict();
}, 300_000);
afterAll(() => database.drop());

it('gives every agency of the example district a code that holds and a name that is 示例', async () => {
  const agencies = await database.db.selectFrom('agency').select(['name', 'uscc']).execute();
  expect(agencies.length).toBeGreaterThanOrEqual(9);
  for (const { name, uscc } of agencies) {
    expect(name).toMatch(/^示例/);
    expect(checkUscc(uscc).faults).toEqual([]);
    expect(uscc).not.toBe('914107000638498611');
  }
});

it('has filings in every state', async () => {
  const rows = await database.db
    .selectFrom('dossier')
    .innerJoin('agency', 'agency.id', 'dossier.agencyId')
    .select(['agency.name', 'dossier.state'])
    .execute();
  const byState = Map.groupBy(rows, (row) => row.state);
  expect([...byState.keys()].sort()).toEqual(['checked', 'draft', 'returned', 'submitted']);
  expect(byState.get('submitted')!.map((row) => row.name)).toEqual(['示例己会计师事务所']);
});

it('has strong teams, a thin one, a lapsed dossier and a lead evaluator with an open question', async () => {
  const versions = await listCheckedVersions(database.db);
  const agencies = await database.db.selectFrom('agency').select(['id', 'name']).execute();
  const of = (name: string) =>
    versions.find((one) => one.agencyId === agencies.find((agency) => agency.name === name)!.id)!;
  const leads = (name: string) => qualifiedLeadEvaluators(of(name).content.people, '2025-11-20').length;
  expect(['示例甲会计师事务所', '示例乙咨询有限公司', '示例丙资产评估有限公司'].map(leads)).toEqual([
    3, 3, 1,
  ]);
  expect(of('示例甲会计师事务所').number).toBe(2);
  expect(validityOn(of('示例丁律师事务所').confirmedOn, '2025-11-20')).toBe('lapsed');
  expect(validityOn(of('示例乙咨询有限公司').confirmedOn, '2025-11-20')).toBe('expiring');
  expect(of('示例戊管理咨询有限公司').content.honoursPenalties.penalties).toHaveLength(1);
  const open = of('示例壬大学评价中心').content.people.find((one) => one.name === '示例主评人壬二')!;
  const conditions = testPerson(open, '2025-11-20');
  expect(conditions.filter((one) => one.outcome === 'unknown').map((one) => one.title)).toEqual([
    '职称或执业资格',
  ]);
  expect(mayLead(conditions)).toBe(false);
});

it('has one person in two dossiers, settled, and one whom the next check will find', async () => {
  const rows = await database.db
    .selectFrom('doubleRegistration')
    .innerJoin('doubleRegistrationSide as side', 'side.caseId', 'doubleRegistration.id')
    .innerJoin('agency', 'agency.id', 'side.agencyId')
    .select(['doubleRegistration.code', 'state', 'agency.name', 'side.personName', 'side.answer'])
    .orderBy('side.answer')
    .execute();
  const same = { code: 'HS-2024-001', state: 'settled', personName: '示例评价人员丙三' };
  expect(rows).toEqual([
    { ...same, name: '示例丙资产评估有限公司', answer: 'left' },
    { ...same, name: '示例丁律师事务所', answer: 'stays' },
  ]);
});

it('lists what an agency did for the bureau by its contracts, to itself and to the bureau alone', async () => {
  const { rows } = await sql<{ code: string; fee: number; signed: string }>`
    select commission.code, contract.fee, contract.signed_on as signed from contract
      join commission on commission.id = commission_id join agency on agency.id = agency_id
      where agency.code = 'JG-0001' order by contract.signed_on desc, commission.code desc
  `.execute(database.db);
  expect(rows.length).toBeGreaterThan(1);
  const shown = (works: { code: string; fee: number; signedOn: string }[]) =>
    works.map(({ code, fee, signedOn }) => ({ code, fee, signed: signedOn }));
  const version = await database.send('GET', '/dossier-versions/JG-0001/1', 'officer');
  expect(shown(version.body.works)).toEqual(rows);
  expect(
    version.body.works.every((one: { leadEvaluator: string }) => /^示例主评人甲/.test(one.leadEvaluator)),
  ).toBe(true);
  expect((await database.send('GET', '/dossier-versions/JG-0001/1', 'agency.yi')).body.works).toEqual([]);
  await database.send('POST', '/dossiers', 'agency.jia', { changedOn: '2025-11-03' });
  const section = await database.send('GET', '/dossiers/own/sections/trackRecord', 'agency.jia');
  expect(shown(section.body.works)).toEqual(rows);
});
