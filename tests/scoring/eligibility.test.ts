import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../scoring/calendar.ts';
import {
  freezeFaults,
  exceptionFaults,
  outcomeOf,
  principalReasons,
  screen,
} from '../../scoring/eligibility.ts';
import type {
  AgencyFacts,
  CommissionConditions,
  Relation,
  RuleException,
  RuleId,
} from '../../scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import { controlPeers } from '../../scoring/recusal.ts';
import { agencyOf, commissionOf, screeningDay as today } from '../support/candidates.ts';

/** No year is known: Monday to Friday are working days. */
const calendar: Calendar = { years: {} };
const decisionsOn = (agency: AgencyFacts, commission = commissionOf(), asOf = today) =>
  screen(rules, commission, agency, asOf, calendar);
const good = agencyOf();
const dossier = good.dossier!;
const { integrity, recusal } = good;
const relation = (one: Relation): Partial<AgencyFacts> => ({ recusal: { ...recusal, relations: [one] } });
const paidWork = (more: Partial<Extract<Relation, { kind: 'paidWork' }>>): Partial<AgencyFacts> =>
  relation({
    kind: 'paidWork',
    unitId: 'unit',
    unitName: '某单位',
    commissionedBy: 'unit',
    from: '2022-01-01',
    to: null,
    settlement: null,
    ...more,
  });
const settled = (cleared: boolean) => ({ by: '经办人', on: '2026-06-12', proof: 'file', cleared });
const leading = (projects: number, from = '2026-05-01', to: string | null = null) => [
  { personId: 'p1', name: '某甲', leading: [{ commissionId: 'x', projects, from, to }] },
];
const decision = (more = {}) => [
  {
    factId: 'd',
    title: '暂停承接',
    from: '2026-01-01',
    until: '2026-06-15',
    repairedOn: null,
    excludes: true,
    ...more,
  },
];
const credit = (more: Partial<AgencyFacts['credit']>) => ({ credit: { ...good.credit, ...more } });
const proposal = { proposedOn: '2026-06-01', cause: '信用等级 D' };
const violation = (decidedOn: string, bannedUntil: string | null = null) => ({
  integrity: {
    ...integrity,
    declaresNone: false,
    violations: [{ title: '较大数额罚款', decidedOn, bannedUntil }],
  },
});

type Case = [
  RuleId,
  string,
  'pass' | 'fail' | 'unknown',
  Partial<AgencyFacts>,
  Partial<CommissionConditions>?,
];
const cases: Case[] = [
  ['R1', 'all on file', 'pass', {}],
  ['R1', 'no dossier', 'fail', { dossier: null }],
  ['R1', 'checked tomorrow', 'fail', { dossier: { ...dossier, checkedOn: '2026-06-16' } }],
  ['R1', 'checked today', 'pass', { dossier: { ...dossier, checkedOn: today } }],
  ['R1', 'a needed section missing', 'fail', {}, { neededSections: ['基本信息', '奖惩情况'] }],
  [
    'R1',
    'confirmed 12 months less a day ago',
    'pass',
    { dossier: { ...dossier, confirmedOn: '2025-06-16' } },
  ],
  ['R1', 'confirmed 12 months ago', 'fail', { dossier: { ...dossier, confirmedOn: '2025-06-15' } }],
  ['R1', 'valid until today', 'pass', { dossier: { ...dossier, validUntil: today } }],
  ['R1', 'lapsed yesterday', 'fail', { dossier: { ...dossier, validUntil: '2026-06-14' } }],
  ['R2', 'one free', 'pass', {}],
  ['R2', 'none in post', 'fail', { leadEvaluators: [] }],
  ['R2', 'two projects in the window', 'pass', { leadEvaluators: leading(2) }],
  ['R2', 'three projects in the window', 'fail', { leadEvaluators: leading(3) }],
  ['R2', 'three that end the day before', 'pass', { leadEvaluators: leading(3, '2026-01-01', '2026-06-30') }],
  [
    'R2',
    'three that end on the first day',
    'fail',
    { leadEvaluators: leading(3, '2026-01-01', '2026-07-01') },
  ],
  ['R2', 'three that begin on the last day', 'fail', { leadEvaluators: leading(3, '2026-10-31') }],
  ['R2', 'three that begin the day after', 'pass', { leadEvaluators: leading(3, '2026-11-01') }],
  ['R2', 'two needed, one there', 'fail', {}, { leadEvaluatorsNeeded: 2 }],
  ['R3', 'none', 'pass', {}],
  ['R3', 'in force on its last day', 'fail', { decisions: decision() }],
  ['R3', 'ended yesterday', 'pass', { decisions: decision({ until: '2026-06-14' }) }],
  ['R3', 'begins tomorrow', 'pass', { decisions: decision({ from: '2026-06-16', until: '2027-01-01' }) }],
  ['R3', 'repaired today', 'pass', { decisions: decision({ repairedOn: today }) }],
  ['R3', 'does not exclude', 'pass', { decisions: decision({ excludes: false }) }],
  ['R4', '未评级', 'pass', credit({ rating: null })],
  ['R4', 'D without a proposal', 'pass', credit({ rating: 'D' })],
  ['R4', 'D, proposal undecided', 'unknown', credit({ rating: 'D', undecidedProposal: proposal })],
  ['R4', 'restricted to today', 'fail', credit({ restriction: { from: '2025-06-16', until: today } })],
  [
    'R4',
    'restricted to yesterday',
    'pass',
    credit({ restriction: { from: '2025-06-15', until: '2026-06-14' } }),
  ],
  [
    'R4',
    'restricted, statutory',
    'pass',
    credit({ restriction: { from: '2026-01-01', until: '2026-12-31' } }),
    { basis: 'statutory' },
  ],
  [
    'R4',
    'restricted, statutory, in the documents',
    'fail',
    credit({ restriction: { from: '2026-01-01', until: '2026-12-31' } }),
    { basis: 'statutory', creditInDocuments: true },
  ],
  [
    'R4',
    'D undecided, statutory',
    'pass',
    credit({ rating: 'D', undecidedProposal: proposal }),
    { basis: 'statutory' },
  ],
  ['R5', 'declared and queried', 'pass', {}],
  ['R5', 'not declared', 'unknown', { integrity: { ...integrity, declaresNone: null } }],
  ['R5', 'never queried', 'unknown', { integrity: { ...integrity, queries: [] } }],
  ['R5', 'one site missing', 'unknown', { integrity: { ...integrity, queries: integrity.queries.slice(1) } }],
  [
    'R5',
    'found, not registered',
    'unknown',
    {
      integrity: { ...integrity, queries: integrity.queries.map((query) => ({ ...query, result: 'found' })) },
    },
  ],
  ['R5', 'declared yes, nothing registered', 'unknown', { integrity: { ...integrity, declaresNone: false } }],
  ['R5', 'fine 3 years less a day ago', 'fail', violation('2023-06-16')],
  ['R5', 'fine 3 years ago', 'pass', violation('2023-06-15')],
  ['R5', 'ban to today', 'fail', violation('2025-06-15', today)],
  ['R5', 'ban ended, decided last year', 'pass', violation('2025-06-14', '2026-06-14')],
  ['R5', 'old ban still running', 'fail', violation('2022-01-01', '2027-01-01')],
  ['R6', 'declared, no relation', 'pass', {}],
  ['R6', 'not declared', 'fail', { recusal: { ...recusal, declared: false } }],
  ['R6', 'is the client', 'fail', { uscc: 'USCC-CLIENT' }],
  ['R6', 'is the object', 'fail', { uscc: 'USCC-EVALUATEE' }],
  ['R6', 'took part', 'fail', relation({ kind: 'tookPart', projectId: 'project', role: '设计' })],
  ['R6', 'took part in another', 'pass', relation({ kind: 'tookPart', projectId: 'other', role: '设计' })],
  ['R6', 'works for the unit', 'fail', paidWork({})],
  ['R6', 'works for its department', 'fail', paidWork({ unitId: 'department', settlement: settled(true) })],
  ['R6', 'works for a second-level unit to today', 'fail', paidWork({ unitId: 'second-level', to: today })],
  ['R6', 'works for another unit', 'pass', paidWork({ unitId: 'else' })],
  ['R6', 'works there for the finance bureau', 'pass', paidWork({ commissionedBy: 'finance' })],
  ['R6', 'worked, ended yesterday', 'unknown', paidWork({ to: '2026-06-14' })],
  ['R6', 'worked, 3 years less a day ago', 'unknown', paidWork({ to: '2023-06-16' })],
  ['R6', 'worked, 3 years ago', 'pass', paidWork({ to: '2023-06-15' })],
  ['R6', 'worked, settled for', 'pass', paidWork({ to: '2025-01-01', settlement: settled(true) })],
  ['R6', 'worked, settled against', 'fail', paidWork({ to: '2025-01-01', settlement: settled(false) })],
  ['R6', 'kin', 'unknown', relation({ kind: 'kin', text: '某甲之配偶在该单位任职', settlement: null })],
  ['R6', 'kin, settled for', 'pass', relation({ kind: 'kin', text: '某甲', settlement: settled(true) })],
  [
    'R6',
    'former employment, settled against',
    'fail',
    relation({ kind: 'formerEmployment', text: '某甲', settlement: settled(false) }),
  ],
  ['R6', 'a peer among the candidates', 'fail', { recusal: { ...recusal, peers: ['JG-2'] } }],
  ['R7', 'nothing running', 'pass', {}],
  ['R7', 'not known', 'unknown', { running: null }],
  ['R7', 'two running, one more', 'pass', { running: [{ commissionId: 'x', projects: 2 }] }],
  ['R7', 'three running, one more', 'fail', { running: [{ commissionId: 'x', projects: 3 }] }],
  ['R7', 'a package of three', 'pass', {}, { projects: 3 }],
  ['R7', 'a package of four', 'fail', {}, { projects: 4 }],
  ['R7', 'one leads four', 'fail', { leadEvaluators: [...leading(4), ...good.leadEvaluators] }],
  ['R8', 'nothing asked', 'pass', {}],
  ['R8', 'field not filed', 'unknown', {}, { specialNeeds: [{ kind: 'field', field: '水利' }] }],
  [
    'R8',
    'field held',
    'pass',
    { special: { ...good.special, fields: ['水利'] } },
    { specialNeeds: [{ kind: 'field', field: '水利' }] },
  ],
  [
    'R8',
    'other field',
    'fail',
    { special: { ...good.special, fields: ['教育'] } },
    { specialNeeds: [{ kind: 'field', field: '水利' }] },
  ],
  [
    'R8',
    'two bonds of two',
    'pass',
    { special: { ...good.special, specialBondProjects: 2 } },
    { specialNeeds: [{ kind: 'specialBond', projects: 2 }] },
  ],
  [
    'R8',
    'one bond of two',
    'fail',
    { special: { ...good.special, specialBondProjects: 1 } },
    { specialNeeds: [{ kind: 'specialBond', projects: 2 }] },
  ],
  [
    'R8',
    'secrecy outside the scope, field unknown',
    'fail',
    { special: { ...good.special, secrecyScopes: [] } },
    {
      specialNeeds: [
        { kind: 'secrecy', scope: '秘密级' },
        { kind: 'field', field: '水利' },
      ],
    },
  ],
];

describe('the eight rules', () => {
  it.each(cases)('%s: %s → %s', (ruleId, _, outcome, agency, commission) => {
    const decisions = decisionsOn(agencyOf(agency), commissionOf(commission));
    expect(decisions.map((one) => one.ruleId)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']);
    const asked = decisions.find((one) => one.ruleId === ruleId)!;
    expect(asked.outcome).toBe(outcome);
    expect(asked.fix === undefined).toBe(outcome === 'pass');
    for (const text of [asked.required, asked.observed, asked.source, asked.citation])
      expect(text).toMatch(/\p{Script=Han}/u);
    expect(asked).toMatchObject({ asOf: today, ruleVersion: 1 });
  });

  it('tests a passing and a failing case of each', () => {
    for (const ruleId of ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const)
      for (const outcome of ['pass', 'fail'] as const)
        expect(cases.some((one) => one[0] === ruleId && one[2] === outcome)).toBe(true);
  });

  it('says how the way back looks', () => {
    const [, leads] = decisionsOn(agencyOf({ leadEvaluators: leading(3) }));
    expect(leads).toEqual({
      ruleId: 'R2',
      ruleVersion: 1,
      title: '可用主评人',
      required: '委托期间可用的主评人不少于 1 名（同期主评的项目少于 3 个）',
      observed: '在岗 1 名，可用 0 名（某甲同期已主评 3 个）',
      outcome: 'fail',
      source: '委托台账',
      asOf: today,
      citation: '财监〔2021〕4号第七条、第十四条',
      fix: '补充 1 名符合条件的主评人，或待在办项目验收后参加',
    });
  });
});

describe('what was seen, and how it is mended', () => {
  const on = '第 2 版，2026-03-01 审核通过，2026-03-01 确认';
  const needs = (...specialNeeds: CommissionConditions['specialNeeds']) => ({ specialNeeds });
  const field = { kind: 'field', field: '水利' } as const;
  const bond = { kind: 'specialBond', projects: 2 } as const;
  const secrecy = { kind: 'secrecy', scope: '秘密级' } as const;
  it.each<[RuleId, Partial<AgencyFacts>, Partial<CommissionConditions>, string, string, string | undefined]>([
    ['R1', {}, {}, on, '机构档案', undefined],
    [
      'R1',
      {},
      { neededSections: ['基本信息', '奖惩情况', '信用报告'] },
      `${on}；缺少已审核的奖惩情况、信用报告`,
      '机构档案',
      '冻结名单前补充所缺资料并通过审核',
    ],
    [
      'R1',
      { dossier: { ...dossier, checkedOn: '2026-06-16' } },
      {},
      '档案尚未审核通过',
      '机构档案',
      '冻结名单前提交档案并通过审核',
    ],
    [
      'R1',
      { dossier: { ...dossier, validUntil: '2026-06-14' } },
      {},
      `${on}；2026-06-14 已过期`,
      '机构档案',
      '更新档案并通过审核',
    ],
    [
      'R1',
      { dossier: { ...dossier, confirmedOn: '2025-06-15' } },
      {},
      '第 2 版，2026-03-01 审核通过，2025-06-15 确认；已超过 12 个月',
      '机构档案',
      '在档案中完成年度确认',
    ],
    ['R3', {}, {}, '没有生效中的限制承接的处理决定', '处理决定', undefined],
    [
      'R3',
      { decisions: [...decision(), ...decision({ title: '约谈', until: null })] },
      {},
      '暂停承接，2026-01-01 起至 2026-06-15；约谈，2026-01-01 起',
      '处理决定',
      '待处理期满，或符合条件后申请信用修复',
    ],
    ['R4', credit({ rating: null }), {}, '信用等级 未评级，未受限', '信用等级和受限决定', undefined],
    [
      'R4',
      credit({ rating: 'D', restriction: { from: '2026-06-15', until: '2027-06-14' } }),
      {},
      '信用等级 D，受限期 2026-06-15 至 2027-06-14',
      '信用等级和受限决定',
      '受限期满（2027-06-14）后可以参加',
    ],
    [
      'R4',
      credit({ restriction: { from: '2026-06-16', until: '2027-06-14' } }),
      {},
      '信用等级 B，未受限',
      '信用等级和受限决定',
      undefined,
    ],
    [
      'R4',
      credit({ restriction: { from: '2026-01-01', until: '2026-12-31' } }),
      { basis: 'statutory' },
      '信用等级 B，受限期 2026-01-01 至 2026-12-31（采购文件未作要求，仅供参考）',
      '信用等级和受限决定',
      undefined,
    ],
    [
      'R4',
      {},
      { basis: 'statutory', creditInDocuments: true },
      '信用等级 B，未受限',
      '信用等级和受限决定',
      undefined,
    ],
    ['R4', {}, { creditInDocuments: true }, '信用等级 B，未受限', '信用等级和受限决定', undefined],
    [
      'R4',
      credit({ rating: 'D', undecidedProposal: proposal }),
      {},
      '信用等级 D，2026-06-01 拟作出受限决定（信用等级 D），尚未决定',
      '信用等级和受限决定',
      '先对受限事项作出决定',
    ],
    [
      'R4',
      credit({ rating: 'C', undecidedProposal: proposal }),
      {},
      '信用等级 C，未受限',
      '信用等级和受限决定',
      undefined,
    ],
    ['R8', {}, {}, '无须核对', '机构档案·业绩', undefined],
    [
      'R8',
      { special: { fields: ['水利'], specialBondProjects: 2, secrecyScopes: ['秘密级'] } },
      needs(field, bond, secrecy),
      '具备：具有水利领域业绩；专项债券项目评价业绩不少于 2 个；符合涉密业务范围要求（秘密级）',
      '机构档案·业绩',
      undefined,
    ],
    [
      'R8',
      { special: { fields: null, specialBondProjects: null, secrecyScopes: null } },
      needs(field, bond, secrecy),
      '尚未填报：具有水利领域业绩；专项债券项目评价业绩不少于 2 个；符合涉密业务范围要求（秘密级）',
      '机构档案·业绩',
      '由机构补报，核实后登记',
    ],
    [
      'R8',
      { special: { fields: ['水利'], specialBondProjects: 0, secrecyScopes: null } },
      needs(field, bond, secrecy),
      '不具备：专项债券项目评价业绩不少于 2 个',
      '机构档案·业绩',
      '补充相应业绩或资料并通过审核；确有需要的，申请例外审批',
    ],
    [
      'R8',
      { special: { fields: ['教育'], specialBondProjects: 2, secrecyScopes: [] } },
      needs(field, bond, secrecy),
      '不具备：具有水利领域业绩；符合涉密业务范围要求（秘密级）',
      '机构档案·业绩',
      '补充相应业绩或资料并通过审核；确有需要的，申请例外审批',
    ],
    [
      'R8',
      { special: { fields: null, specialBondProjects: 2, secrecyScopes: ['秘密级'] } },
      needs(field, bond, secrecy),
      '尚未填报：具有水利领域业绩',
      '机构档案·业绩',
      '由机构补报，核实后登记',
    ],
  ])('%s %o %o', (ruleId, agency, commission, observed, source, fix) => {
    const seen = decisionsOn(agencyOf(agency), commissionOf(commission)).find((one) => one.ruleId === ruleId);
    expect([seen?.observed, seen?.source, seen?.fix]).toEqual([observed, source, fix]);
  });
});

describe('what a rule cites', () => {
  const cited = (ruleId: string, from = rules, commission = commissionOf()) =>
    screen(from, commission, good, today, calendar).find((one) => one.ruleId === ruleId)?.citation;
  const adopted = {
    ...rules,
    adoption: {
      documentNumber: '牧财字〔2026〕9号',
      legalityReview: '已审',
      fairCompetitionReview: '已审',
      consultation: '已征求',
      collectiveDecision: '已研究',
    },
  };

  it.each(['R3', 'R4', 'R7'])(
    "%s is no national rule: the bureau's own, a default until adopted",
    (ruleId) => {
      expect(cited(ruleId)).toBe('本局委托资格条件（默认值，待财政局确认）');
      expect(cited(ruleId, adopted)).toBe('本局委托资格条件（牧财字〔2026〕9号）');
    },
  );

  it('R8 is 4号 art. 9 para. 2, and art. 10 where secrets are asked for', () => {
    expect(cited('R8')).toBe('财监〔2021〕4号第九条第二款');
    const secret = commissionOf({ specialNeeds: [{ kind: 'secrecy', scope: '秘密级' }] });
    expect(cited('R8', rules, secret)).toBe('财监〔2021〕4号第九条第二款、第十条');
  });
});

describe('the outcome', () => {
  it('is eligible, unsettled or ineligible, and names the reasons in order', () => {
    expect(outcomeOf(decisionsOn(good))).toBe('eligible');
    const open = decisionsOn(agencyOf({ running: null }));
    expect([outcomeOf(open), principalReasons(open)]).toEqual([
      'unsettled',
      ['在办项目：在办项目数尚未核实'],
    ]);
    const failed = decisionsOn(agencyOf({ running: null, dossier: null, leadEvaluators: [] }));
    expect(outcomeOf(failed)).toBe('ineligible');
    expect(principalReasons(failed)).toEqual([
      '机构档案：档案尚未审核通过',
      '可用主评人：在岗 0 名，可用 0 名',
    ]);
  });
});

describe('例外审批', () => {
  const exception = (ruleId: RuleId, more: Partial<RuleException> = {}): RuleException => ({
    ruleId,
    reason: '无其他机构可承接',
    requestedBy: '甲',
    requestedAs: 'officer',
    approvedBy: '乙',
    approvedAs: 'leader',
    collectiveDecision: '牧财纪〔2026〕3号',
    approvedOn: '2026-06-14',
    ...more,
  });
  const outcome = (
    agency: Partial<AgencyFacts>,
    one: RuleException,
    commission = commissionOf(),
    asOf = today,
  ) =>
    decisionsOn(agencyOf({ ...agency, exceptions: [one] }), commission, asOf).find(
      (decided) => decided.ruleId === one.ruleId,
    )?.outcome;
  const busy = { running: [{ commissionId: 'x', projects: 3 }] };

  it('covers R7 and R8 and leaves the agency eligible', () => {
    expect(outcome(busy, exception('R7'))).toBe('excepted');
    const decisions = decisionsOn(agencyOf({ ...busy, exceptions: [exception('R7')] }));
    expect(outcomeOf(decisions)).toBe('eligible');
    expect(decisions[6]?.observed).toMatch(/例外审批：无其他机构可承接（牧财纪〔2026〕3号，2026-06-14）$/);
    const bonds = commissionOf({ specialNeeds: [{ kind: 'specialBond', projects: 2 }] });
    const special = { special: { ...good.special, specialBondProjects: 1 } };
    expect(outcome(special, exception('R8'), bonds)).toBe('excepted');
  });

  it('covers R1 only for a confirmation late by at most 20 working days', () => {
    // Last good day Sunday 2026-05-17; the 20th working day after is Friday 2026-06-12.
    const late = { dossier: { ...dossier, checkedOn: '2025-05-18', confirmedOn: '2025-05-18' } };
    const early = exception('R1', { approvedOn: '2026-06-01' });
    expect(outcome(late, early, undefined, '2026-06-12')).toBe('excepted');
    expect(outcome(late, early, undefined, '2026-06-13')).toBe('fail');
    const lacking = commissionOf({ neededSections: ['奖惩情况'] });
    expect(outcome(late, early, lacking, '2026-06-12')).toBe('fail');
    expect(outcome({ dossier: null }, early)).toBe('fail');
  });

  it.each<[string, Partial<typeof dossier>, string, 'excepted' | 'fail' | 'pass']>([
    ['confirmed in time', { confirmedOn: '2025-06-13' }, '2026-06-12', 'pass'],
    ['the first day late', { confirmedOn: '2025-06-12' }, '2026-06-12', 'excepted'],
    ['late, and lapsed too', { confirmedOn: '2025-06-12', validUntil: '2026-06-11' }, '2026-06-12', 'fail'],
    [
      'late, and not yet checked',
      { confirmedOn: '2025-06-12', checkedOn: '2026-06-13' },
      '2026-06-12',
      'fail',
    ],
  ])('R1 %s', (_, more, asOf, expected) => {
    const late = { dossier: { ...dossier, checkedOn: '2025-05-18', ...more } };
    expect(outcome(late, exception('R1', { approvedOn: '2026-06-01' }), undefined, asOf)).toBe(expected);
  });

  it('of R1 says why it cannot cover more than a late confirmation', () => {
    const faultsOf = (one: RuleException, agency: Partial<AgencyFacts>) =>
      exceptionFaults(one, rules, commissionOf(), agencyOf(agency), today, calendar);
    const tooLate = ['机构档案仅在年度确认逾期不超过 20 个工作日时适用例外审批'];
    expect(faultsOf(exception('R1'), { dossier: null })).toEqual(tooLate);
    expect(faultsOf(exception('R1'), {})).toEqual(tooLate);
    expect(faultsOf(exception('R1'), { dossier: { ...dossier, confirmedOn: '2025-06-15' } })).toEqual([]);
  });

  it('names every fault of an exception at once', () => {
    const one = exception('R7', {
      reason: ' ',
      collectiveDecision: ' ',
      approvedBy: '甲',
      approvedAs: 'officer',
    });
    expect(exceptionFaults(one, rules, commissionOf(), agencyOf(busy), today, calendar)).toEqual([
      '须写明例外审批的理由',
      '须填写集体决策文号',
      '申请人与审批人不得为同一人',
      '审批人的岗位层级须高于申请人',
    ]);
    expect(exceptionFaults(exception('R8'), rules, commissionOf(), good, today, calendar)).toEqual([]);
  });

  it('is one of several, and of its own rule', () => {
    const exceptions = [exception('R8'), exception('R7', { reason: '' }), exception('R7', { reason: '急' })];
    const decided = decisionsOn(agencyOf({ ...busy, exceptions }))[6];
    expect([decided?.outcome, decided?.observed]).toEqual([
      'excepted',
      '在办 3 个，本次 1 个，上限 3 个；例外审批：急（牧财纪〔2026〕3号，2026-06-14）',
    ]);
    expect(decisionsOn(agencyOf({ ...busy, exceptions: [exception('R8')] }))[6]?.outcome).toBe('fail');
  });

  it('that is there without need leaves a passed rule passed', () =>
    expect(outcome({}, exception('R7'))).toBe('pass'));

  it.each<[RuleId, Partial<AgencyFacts>]>([
    ['R2', { leadEvaluators: [] }],
    ['R3', { decisions: decision() }],
    ['R4', credit({ restriction: { from: '2026-01-01', until: '2026-12-31' } })],
    ['R5', violation('2026-01-01')],
    ['R6', { recusal: { ...recusal, declared: false } }],
  ])('never covers %s', (ruleId, agency) => {
    expect(outcome(agency, exception(ruleId))).toBe('fail');
    const faults = exceptionFaults(
      exception(ruleId),
      rules,
      commissionOf(),
      agencyOf(agency),
      today,
      calendar,
    );
    expect(faults).toEqual(['该项条件不适用例外审批']);
  });

  it.each<[string, Partial<RuleException>]>([
    ['the same person', { approvedBy: '甲' }],
    ['a lower role', { requestedAs: 'leader', approvedAs: 'reviewer' }],
    ['the same role', { requestedAs: 'reviewer', approvedAs: 'reviewer' }],
    ['no reason', { reason: ' ' }],
    ['no collective decision', { collectiveDecision: '' }],
    ['approved tomorrow', { approvedOn: '2026-06-16' }],
  ])('is void with %s', (_, more) => expect(outcome(busy, exception('R7', more))).toBe('fail'));
});

describe('freezing', () => {
  const screened = (agency: AgencyFacts, asOf = today) => ({
    agency,
    decisions: decisionsOn(agency, undefined, asOf),
  });
  it('is refused while an agency that fails nothing has an unknown', () => {
    const open = agencyOf({ agencyId: 'JG-2', running: null });
    const out = agencyOf({ agencyId: 'JG-3', running: null, dossier: null });
    expect(freezeFaults(rules, [screened(good), screened(open), screened(out)], today)).toEqual([
      { agencyId: 'JG-2', reason: '在办项目待核实：在办项目数尚未核实' },
    ]);
  });
  it('is refused with a query older than 10 days', () => {
    expect(freezeFaults(rules, [screened(good, '2026-06-20')], '2026-06-20')).toEqual([]);
    const faults = freezeFaults(rules, [screened(good, '2026-06-21')], '2026-06-21');
    expect(faults).toEqual([
      { agencyId: 'JG-1', reason: expect.stringMatching(/2026-06-10，早于冻结日 10 日/) },
    ]);
  });
});

it('finds candidates under one control, both ways', () => {
  const candidate = (agencyId: string, personInCharge: string | null, holders: string[]) => ({
    agencyId,
    uscc: `USCC-${agencyId}`,
    recusal: { personInCharge, holders },
  });
  const all = [
    candidate('a', '甲', []),
    candidate('b', '甲', []),
    candidate('c', null, ['USCC-d']),
    candidate('d', null, []),
    candidate('e', null, ['holding']),
    candidate('f', '乙', ['holding']),
    candidate('g', '丙', ['else']),
  ];
  expect(all.map((one) => controlPeers(one, all))).toEqual([['b'], ['a'], ['d'], ['c'], ['f'], ['e'], []]);
});

it('never excludes for the tier alone', () => {
  fc.assert(
    fc.property(fc.constantFrom('A', 'B', 'C', 'D', null), (rating) => {
      expect(outcomeOf(decisionsOn(agencyOf(credit({ rating }))))).toBe('eligible');
    }),
  );
});
