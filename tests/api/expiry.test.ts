import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkedAgency } from '../support/checked-agencies.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

const certificate = (kind: string, expiresOn: string | null) => ({
  ...{ id: kind, kind, number: '示例 1', expiresOn, recognisedBy: null, fileId: null },
});
/** What the home page says of certificates to someone who has just signed in: no session lasts for months. */
async function about(agencyId?: string) {
  const person = await district.signedIn([agencyId ? 'agencyAdmin' : 'bureauOfficer'], { agencyId });
  const { tasks } = (await person.get('/home')).body;
  return tasks
    .filter((task: { title: string }) => task.title.includes('证书'))
    .map(({ title, subject, due }: Record<string, string>) => [title, subject, due]);
}

/** At nine in the morning in Shanghai. */
const on = (day: string) => district.clock.set(`${day}T01:00:00.000Z`);

it('certificates are called to mind 60, 30 and 7 days before they end, and after, without any job', async () => {
  const qualifications = [
    certificate('lawyer', '2026-02-20'),
    certificate('appraiser', '2026-01-20'),
    certificate('internalAuditor', null),
  ];
  const { id } = await checkedAgency(district, officer, {
    checkedOn: '2025-11-20',
    lead: { name: '示例甲', qualifications },
  });
  // From 2025-11-21: nine days are left of November, then 31 and 20.
  on('2025-11-20');
  expect(await about(id)).toEqual([]);
  on('2025-11-21');
  expect(await about(id)).toEqual([['更新还有 60 天到期的证书', '示例甲，评估师', '2026-01-20']]);
  on('2026-01-13');
  expect(await about(id)).toEqual([
    ['尽快更新还有 7 天到期的证书', '示例甲，评估师', '2026-01-20'],
    ['更新还有 38 天到期的证书', '示例甲，律师', '2026-02-20'],
  ]);
  on('2026-01-20');
  expect((await about(id))[0]).toEqual(['尽快更新今天到期的证书', '示例甲，评估师', '2026-01-20']);
  on('2026-01-21');
  expect((await about(id))[0]).toEqual(['更新已到期的证书', '示例甲，评估师', '2026-01-20']);
  on('2025-11-20');
});

it('of who has left, and to the bureau, nothing is said', async () => {
  on('2026-01-13');
  const { id } = await checkedAgency(district, officer, {
    checkedOn: '2025-11-20',
    lead: { qualifications: [certificate('lawyer', '2026-01-20')], employedUntil: '2026-01-13' },
  });
  expect(await about(id)).toEqual([]);
  expect(await about()).toEqual([]);
});
