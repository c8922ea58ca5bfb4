import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ratingsInForce } from '../../api/ratings/queries.ts';
import {
  restrictionProposalsOpen,
  restrictionsInForce,
  sanctionsInForce,
} from '../../api/sanctions/queries.ts';
import { ratingRow, restrictionRow, sanctionRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;

beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

describe('处理决定 in force', () => {
  it.each([
    ['the day before it begins', '2025-02-28', false],
    ['its first day', '2025-03-01', true],
    ['its last day', '2025-08-31', true],
    ['the day after', '2025-09-01', false],
  ])('%s', async (_, day, held) => {
    const agency = await district.agency();
    await sanctionRow(district, agency.id, officer, {
      class: 'general',
      from: '2025-03-01',
      until: '2025-08-31',
    });
    const found = (await sanctionsInForce(district.db, day)).filter((row) => row.agencyId === agency.id);
    expect(found).toHaveLength(held ? 1 : 0);
  });

  it.each([
    ['repaired', '2025-05-31', true],
    ['repaired', '2025-06-01', false],
    ['revoked', '2025-05-31', false],
  ] as const)('%s on 2025-06-01, asked for %s', async (how, day, held) => {
    const agency = await district.agency();
    await sanctionRow(district, agency.id, officer, {
      class: 'serious',
      from: '2025-03-01',
      until: '2026-02-28',
      ended: { how, on: '2025-06-01' },
    });
    const found = (await sanctionsInForce(district.db, day)).filter((row) => row.agencyId === agency.id);
    expect(found).toHaveLength(held ? 1 : 0);
  });
});

describe('受限 in force', () => {
  it('holds on its days and ends by its date', async () => {
    const agency = await district.agency();
    await restrictionRow(district, agency.id, officer, { from: '2025-01-01', until: '2025-12-31' });
    const on = async (day: string) =>
      (await restrictionsInForce(district.db, day)).filter((row) => row.agencyId === agency.id).length;
    expect(await on('2024-12-31')).toBe(0);
    expect(await on('2025-01-01')).toBe(1);
    expect(await on('2025-12-31')).toBe(1);
    expect(await on('2026-01-01')).toBe(0);
  });

  it('lists a proposal until it is decided', async () => {
    const agency = await district.agency();
    const row = { from: '2025-11-01', until: '2026-10-31', state: 'proposed' as const };
    await restrictionRow(district, agency.id, officer, row);
    const open = (await restrictionProposalsOpen(district.db)).filter((one) => one.agencyId === agency.id);
    expect(open).toMatchObject([{ cause: '信用等级 D' }]);
    expect(await restrictionsInForce(district.db, '2025-11-20')).not.toContainEqual(
      expect.objectContaining({ agencyId: agency.id }),
    );
  });
});

describe('信用等级 in force', () => {
  it('is the newest decision recorded by the instant whose day has come', async () => {
    const agency = await district.agency();
    await ratingRow(district, agency.id, {
      rating: 'A',
      points: 9300,
      on: '2024-12-31',
      at: '2025-03-10T02:00:00.000Z',
    });
    await ratingRow(district, agency.id, {
      rating: 'C',
      points: 7000,
      on: '2025-06-02',
      at: '2025-06-02T02:00:00.000Z',
    });
    await ratingRow(district, agency.id, { rating: null, on: '2026-06-02', at: '2025-06-02T02:00:00.001Z' });
    const at = async (instant: string) =>
      (await ratingsInForce(district.db, instant)).find((row) => row.agencyId === agency.id)?.rating;
    expect(await at('2025-03-10T01:59:59.999Z')).toBeUndefined();
    expect(await at('2025-03-10T02:00:00.000Z')).toBe('A');
    expect(await at('2025-06-02T01:59:59.999Z')).toBe('A');
    expect(await at('2025-06-02T02:00:00.000Z')).toBe('C');
    expect(await at('2026-06-01T15:59:59.999Z')).toBe('C');
    expect(await at('2026-06-01T16:00:00.000Z')).toBeNull();
  });
});
