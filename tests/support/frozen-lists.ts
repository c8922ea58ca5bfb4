/** Commissions with frozen lists of real agencies, made by the commands that lead there. */
import { checkedAgency, declaration, lookUp, type CheckedAgency } from './checked-agencies.ts';
import { evaluateeOf, noConflict, openCall, screenAgain } from './commissions.ts';
import type { District, Person } from './district.ts';

export interface FrozenLists {
  officer: Person;
  reviewer: Person;
  agencies: CheckedAgency[];
  codes: string[];
}

/** Statutory procurement above the threshold. */
export const openTender = {
  amount: '45',
  method: 'openTender',
  internalRuleNumber: '',
  procurementNumber: '示例采〔2025〕9号',
  noticeLink: 'https://example.test/notice',
  resultLink: 'https://example.test/result',
  resultOn: '2025-11-18',
};

/**
 * Opens a call for each basis on 2025-11-20, has `count` agencies declare for all of them, and freezes the lists on
 * Friday 2025-11-28. The sessions of the call have ended by then: sign in anew.
 */
export async function frozenLists(
  district: District,
  bases: Record<string, unknown>[],
  count = 3,
  said: (index: number, basis: Record<string, unknown>) => Record<string, unknown> = () => ({}),
): Promise<FrozenLists> {
  district.clock.set('2025-11-20T01:00:00.000Z');
  const caller = await district.signedIn(['bureauOfficer']);
  const evaluatee = await evaluateeOf(district);
  const codes: string[] = [];
  for (const basis of bases) codes.push(await openCall(caller, evaluatee.id, { basis }));
  const agencies: CheckedAgency[] = [];
  for (let index = 0; index < count; index += 1) {
    const agency = await checkedAgency(district, caller, { leads: 2 });
    agencies.push(agency);
    for (const [place, code] of codes.entries())
      await agency.admin.post(
        `/commissions/${code}/recusal-declarations`,
        declaration(said(index, bases[place]!)),
      );
  }
  district.clock.set('2025-11-28T01:00:00.000Z');
  const officer = await district.signedIn(['bureauOfficer']);
  const reviewer = await district.signedIn(['bureauReviewer']);
  for (const agency of agencies) await lookUp(district, officer, agency.code, '2025-11-28');
  for (const code of codes) {
    for (const person of [officer, reviewer])
      await person.post(`/commissions/${code}/officer-declarations`, noConflict);
    const { version } = (await screenAgain(officer, code)).body;
    const frozen = await reviewer.post(`/commissions/${code}/shortlist`, {}, { version });
    if (frozen.status !== 201) throw new Error(JSON.stringify(frozen.body));
  }
  for (const agency of agencies)
    agency.admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  return { officer, reviewer, agencies, codes };
}
