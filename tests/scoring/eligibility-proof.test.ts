import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type Calendar } from '../../scoring/calendar.ts';
import { principalReasons, screen } from '../../scoring/eligibility.ts';
import type { AgencyFacts, Relation } from '../../scoring/eligibility-facts.ts';
import { eligibilityClaims, proveEligibilityRules } from '../../scoring/eligibility-proof.ts';
import { defaultEligibilityRules as rules, type EligibilityRules } from '../../scoring/eligibility-rules.ts';
import { agencyOf, commissionOf, screeningDay as today } from '../support/candidates.ts';

it('finds the default rules without fault and says what holds', () => {
  const { faults, proved } = proveEligibilityRules(rules);
  expect(faults).toEqual([]);
  expect(proved).toHaveLength(6);
});

type Number = 'confirmationMonths' | 'lateConfirmationWorkingDays' | 'projectsPerLeadEvaluator';
type Bounded = Number | 'violationYears' | 'queryDays' | 'relationMonths';

/** Field, the last refused value below, the first and last accepted, the first refused above, what each refusal says. */
const bounds: [Bounded, number, number, number, number, string, string][] = [
  ['confirmationMonths', 11, 12, 24, 25, '按期确认的机构也会落选', '两年没有确认'],
  ['lateConfirmationWorkingDays', -1, 0, 60, 61, '写 0', '先作年度确认'],
  ['projectsPerLeadEvaluator', 0, 1, 10, 11, '所有机构都会落选', '等于不设上限'],
  ['violationYears', 2, 3, 3, 4, '短于法律规定的 3 年（《政府采购法》第二十二条', '长于法律规定的 3 年'],
  ['queryDays', 0, 1, 30, 31, '当日办不完', '过旧'],
  ['relationMonths', 11, 12, 60, 61, '不再核实', '逐项核实'],
];

describe.each(bounds)('%s', (field, below, least, most, above, ifLess, ifMore) => {
  const faultsAt = (value: number) => proveEligibilityRules({ ...rules, [field]: value }).faults;

  it('is accepted at both bounds', () => {
    expect([...faultsAt(least), ...faultsAt(most)]).toEqual([]);
  });

  it('is refused on both sides, with what it leads to', () => {
    expect(faultsAt(below)).toMatchObject([{ path: field, message: expect.stringContaining(ifLess) }]);
    expect(faultsAt(above)).toMatchObject([{ path: field, message: expect.stringContaining(ifMore) }]);
    expect(faultsAt(above)[0]!.message).toContain(`现为 ${above}`);
  });

  it('is refused where it is no whole number', () => {
    for (const value of [least + 0.5, NaN, Infinity])
      expect(faultsAt(value)).toMatchObject([{ path: field, message: expect.stringContaining('整数') }]);
  });
});

describe('the sites', () => {
  const [china, procurement, platform] = rules.integritySites as [string, string, string];
  const said = (integritySites: string[]) =>
    proveEligibilityRules({ ...rules, integritySites }).faults.map(
      ({ path, message }) => `${path} ${message}`,
    );

  it('may leave out the one that no rule asks for', () => {
    expect(said([china, procurement])).toEqual([]);
    expect(said([procurement, platform, china])).toEqual([]);
  });

  it('are faulty without those that 财库〔2016〕125号 asks for', () => {
    expect(said([china, platform])).toEqual([
      expect.stringContaining('「中国政府采购网」（财库〔2016〕125号）'),
    ]);
    expect(said([])).toHaveLength(2);
  });

  it('are faulty with one twice, or one whose look-up cannot be recorded', () => {
    expect(said([china, procurement, china, china])).toEqual(['integritySites 「信用中国」重复，请只留一项']);
    expect(said([china, procurement, '企查查'])).toEqual([
      expect.stringContaining('「企查查」的查询结果无法登记'),
    ]);
  });
});

/** What the proof promises, asked of the screening itself at the corners of what it accepts. */
describe('rules without fault', () => {
  const corners: Partial<EligibilityRules>[] = [
    {},
    ...bounds.flatMap(([field, , least, most]) => [{ [field]: least }, { [field]: most }]),
    Object.fromEntries(bounds.map(([field, , least]) => [field, least])),
    Object.fromEntries(bounds.map(([field, , , most]) => [field, most])),
    { integritySites: rules.integritySites.slice(0, 2) },
  ];
  const calendar: Calendar = { years: {} };
  const good = agencyOf();
  const screened = (change: Partial<EligibilityRules>, facts: Partial<AgencyFacts> = {}) =>
    screen({ ...rules, ...change }, commissionOf(), { ...good, ...facts }, today, calendar);
  const outcomes = (change: Partial<EligibilityRules>, facts?: Partial<AgencyFacts>) =>
    Object.fromEntries(screened(change, facts).map(({ ruleId, outcome }) => [ruleId, outcome]));
  const formerClient = (months: number): Relation => ({
    ...{ kind: 'paidWork', unitId: 'unit', unitName: '某单位', commissionedBy: 'unit', settlement: null },
    ...{ from: '2018-01-01', to: addDays(addMonths(today, -months), 1) },
  });

  it.each(corners)('ask the eight conditions once each, in order, of %j', (change) => {
    expect(proveEligibilityRules({ ...rules, ...change }).faults).toEqual([]);
    const worst: Partial<AgencyFacts> = {
      dossier: null,
      leadEvaluators: [],
      running: [{ commissionId: 'x', projects: 99 }],
    };
    expect(Object.keys(outcomes(change))).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']);
    const reasons = principalReasons(screened(change, worst)).map((reason) => reason.split('：')[0]);
    expect(reasons).toEqual(['机构档案', '可用主评人', '在办项目']);
  });

  it.each(corners)('can be met and can be failed under %j', (change) => {
    const { dossier, integrity, recusal } = good;
    const confirmed = (day: string): Partial<AgencyFacts> => ({ dossier: { ...dossier!, confirmedOn: day } });
    const violated = (decidedOn: string): Partial<AgencyFacts> => ({
      integrity: {
        ...integrity,
        declaresNone: false,
        violations: [{ title: '罚款', decidedOn, bannedUntil: null }],
      },
    });
    const served = (months: number) => ({ recusal: { ...recusal, relations: [formerClient(months)] } });

    expect(new Set(Object.values(outcomes(change, { running: [] })))).toEqual(new Set(['pass']));
    expect(outcomes(change, confirmed(addDays(addMonths(today, -12), 1)))['R1']).toBe('pass');
    expect(outcomes(change, confirmed(addMonths(today, -24)))['R1']).toBe('fail');
    expect(outcomes(change, { running: [{ commissionId: 'x', projects: 11 }] })['R7']).toBe('fail');
    expect(outcomes(change, violated(addDays(addMonths(today, -36), 1)))['R5']).toBe('fail');
    expect(outcomes(change, violated(addMonths(today, -36)))['R5']).toBe('pass');
    expect(outcomes(change, served(12))['R6']).toBe('unknown');
    expect(outcomes(change, served(61))['R6']).toBe('pass');
  });
});

it.each<[keyof typeof eligibilityClaims, Partial<EligibilityRules>, message: string]>([
  ['dossier', { confirmationMonths: 11 }, '档案确认的有效期须为 12 至 24 个月，现为 11 个月：'],
  [
    'dossier',
    { lateConfirmationWorkingDays: 61 },
    '可申请例外审批的确认逾期须为 0 至 60 个工作日，现为 61 个工作日：',
  ],
  ['load', { projectsPerLeadEvaluator: 0 }, '每名主评人同期主评的项目须为 1 至 10 个，现为 0 个：'],
  ['violations', { violationYears: 2 }, '重大违法记录的期限须为 3 年，现为 2 年：'],
  ['queries', { queryDays: 1.5 }, '诚信查询结果的有效期须为 1 至 30 日的整数'],
  ['relations', { relationMonths: 61 }, '有偿服务结束后仍须核实的期限须为 12 至 60 个月，现为 61 个月：'],
  ['sites', { integritySites: [...rules.integritySites, rules.integritySites[0]!] }, '「'],
])('of all claims only %s is not proved with %j', (claim, change, message) => {
  const { faults, proved } = proveEligibilityRules({ ...rules, ...change });
  expect(faults).toEqual([
    { claim, path: Object.keys(change)[0], message: expect.stringMatching(`^${message}`) },
  ]);
  const { [claim]: _open, ...others } = eligibilityClaims;
  expect(proved).toEqual(Object.values(others));
});
