/** Facts of every kind at once; what each cause, number and truth finds in them is counted by hand. */
import { describe, expect, it } from 'vitest';
import type { AssessmentFacts, Cause, NumericFact, Truth } from '#scoring/facts.ts';
import { againstTruth, elementSets, missingOf } from '#scoring/named-facts.ts';
import { countOf, numbers } from '#scoring/numeric-facts.ts';
import { occurrencesOf } from '#scoring/occurrences.ts';
import { flawless, known, missing } from './assessment-case.ts';

const source = (id: string) => ({ id, evidence: `${id}.pdf` });
const node = (id: string, workingDaysLate: number) =>
  known({ ...source(id), due: '2026-05-20', submitted: '2026-05-29', workingDaysLate });
const change = (id: string, isLeadEvaluator: boolean, reported: boolean, consented: boolean) => ({
  ...source(id),
  ...{ on: '2026-05-06', person: '李四', isLeadEvaluator, reported, consented },
});
const returned = (id: string, on: string, cause: 'agency' | 'unit') => ({
  ...source(id),
  ...{ on, cause, reason: id },
});
const breaches = (prefix: string) =>
  known([
    { ...source(`${prefix}1`), on: '2026-06-01', gravity: 'minor' as const, text: '甲' },
    { ...source(`${prefix}2`), on: '2026-06-02', gravity: 'severe' as const, text: '乙' },
    { ...source(`${prefix}3`), on: '2026-06-03', gravity: 'minor' as const, text: '丙' },
  ]);
const facts: AssessmentFacts = {
  leadEvaluatorAbsences: known([
    { ...source('a1'), from: '2026-05-06', to: '2026-05-07', workingDays: 2 },
    { ...source('a2'), from: '2026-05-09', to: '2026-05-10', workingDays: 0 },
    { ...source('a3'), from: '2026-05-11', to: '2026-05-13', workingDays: 3 },
  ]),
  staffChanges: known([
    change('c1', false, false, true),
    change('c2', false, true, false),
    change('c3', true, false, true),
    change('c4', true, true, false),
  ]),
  planFiling: known({ ...source('plan'), missing: ['样本确定', '调查问卷', '样本确定'] }),
  planReturns: known([
    returned('r3', '2026-05-07', 'agency'),
    returned('r1', '2026-05-05', 'agency'),
    returned('r2', '2026-05-06', 'agency'),
    returned('r0', '2026-05-01', 'unit'),
  ]),
  fieldWork: known({ ...source('f'), done: 11, planned: 22, funds: 33, offSite: { consented: false } }),
  workingPapers: known({ ...source('p'), total: 40, checked: 12, supported: 8 }),
  reportFaults: known([
    { ...source('x1'), gravity: 'other', text: '表 3' },
    { ...source('x2'), gravity: 'firstLevel', text: '产出' },
    { ...source('x3'), gravity: 'grade', text: '等级' },
    { ...source('x4'), gravity: 'other', text: '表 4' },
  ]),
  comments: known([
    { ...source('k1'), text: '口径', answered: false },
    { ...source('k2'), text: '范围', answered: true },
    { ...source('k3'), text: '数据', answered: false },
  ]),
  plan: node('m1', 2),
  draft: node('m2', 0),
  final: node('m3', 7),
  secrecyBreaches: breaches('s'),
  undeclaredRelations: breaches('u'),
  archive: known({ ...source('z'), missing: ['评价报告'] }),
};

describe('what each cause finds', () => {
  it.each<[Cause, [factId: string, times: number][], RegExp]>([
    [
      'leadEvaluatorAbsent',
      [
        ['a1', 2],
        ['a3', 3],
      ],
      /^2026-05-06 至 2026-05-07 .*计 2 个工作日$/,
    ],
    ['staffChangeUnreported', [['c1', 1]], /^2026-05-06 更换评价人员李四，未报告$/],
    ['leadEvaluatorReplaced', [['c4', 1]], /^2026-05-06 更换主评人李四，未经委托方同意$/],
    [
      'planElementMissing',
      [
        ['plan#样本确定', 1],
        ['plan#调查问卷', 1],
      ],
      /「样本确定」/,
    ],
    [
      'planReturned',
      [
        ['r2', 1],
        ['r3', 1],
      ],
      /^2026-05-06 .*再次退回：r2$/,
    ],
    ['offSiteWithoutConsent', [['f', 1]], /未经委托方同意$/],
    ['faultChangesGrade', [['x3', 1]], /^改变评价等级或主要结论无依据：等级$/],
    ['faultChangesFirstLevel', [['x2', 1]], /^改变一级指标得分：产出$/],
    [
      'otherFault',
      [
        ['x1', 1],
        ['x4', 1],
      ],
      /^其他差错：表 3$/,
    ],
    [
      'commentUnanswered',
      [
        ['k1', 1],
        ['k3', 1],
      ],
      /「口径」/,
    ],
    ['planLate', [['m1', 2]], /^评价实施方案应于 2026-05-20 报送，实际 2026-05-29 报送，逾期 2 个工作日$/],
    ['draftLate', [], /^$/],
    ['finalLate', [['m3', 7]], /^报告定稿应于 2026-05-20 报送，实际 2026-05-29 报送，逾期 7 个工作日$/],
    [
      'minorSecrecyBreach',
      [
        ['s1', 1],
        ['s3', 1],
      ],
      /^2026-06-01 违反保密和资料管理要求：甲$/,
    ],
    ['severeSecrecyBreach', [['s2', 1]], /^2026-06-02 严重违反保密和资料管理要求：乙$/],
    [
      'minorUndeclaredRelation',
      [
        ['u1', 1],
        ['u3', 1],
      ],
      /^2026-06-01 未申报利害关系：甲$/,
    ],
    ['severeUndeclaredRelation', [['u2', 1]], /^2026-06-02 未申报影响独立性的利害关系：乙$/],
    ['archiveItemMissing', [['z#评价报告', 1]], /「评价报告」/],
  ])('%s', (cause, found, first) => {
    const { value } = occurrencesOf(facts, cause);
    expect(value?.map(({ factId, times }) => [factId, times])).toEqual(found);
    expect(value?.[0]?.sentence ?? '').toMatch(first);
    for (const { factId, evidence } of value ?? []) expect(evidence).toBe(`${factId.split('#')[0]}.pdf`);
    expect(occurrencesOf(flawless, cause)).toEqual({ value: [] });
  });

  it.each([-1, 1.5, NaN])('%d working days cannot be', (days) =>
    expect(() => occurrencesOf({ ...facts, plan: node('m1', days) }, 'planLate')).toThrow(
      `m1 cannot have happened ${days} times`,
    ),
  );

  it.each<[Cause, keyof AssessmentFacts]>([
    ['leadEvaluatorAbsent', 'leadEvaluatorAbsences'],
    ['planElementMissing', 'planFiling'],
    ['planReturned', 'planReturns'],
    ['offSiteWithoutConsent', 'fieldWork'],
    ['otherFault', 'reportFaults'],
    ['planLate', 'plan'],
    ['minorSecrecyBreach', 'secrecyBreaches'],
    ['archiveItemMissing', 'archive'],
  ])('%s is not known without %s', (cause, field) =>
    expect(occurrencesOf({ ...facts, [field]: missing('尚未录入') }, cause)).toEqual({
      value: null,
      reason: '尚未录入',
    }),
  );

  it('of two returns on one day the first recorded is the free one', () => {
    const planReturns = known([
      returned('r1', '2026-05-05', 'agency'),
      returned('r2', '2026-05-05', 'agency'),
      returned('r0', '2026-05-06', 'agency'),
    ]);
    const { value } = occurrencesOf({ ...facts, planReturns }, 'planReturned');
    expect(value?.map(({ factId }) => factId)).toEqual(['r2', 'r0']);
  });

  it('off site with consent, or on site, is none', () => {
    const work = { ...source('f'), done: 11, planned: 22, funds: 33 };
    for (const offSite of [{ consented: true }, null])
      expect(
        occurrencesOf({ ...facts, fieldWork: known({ ...work, offSite }) }, 'offSiteWithoutConsent'),
      ).toEqual({ value: [] });
  });
});

describe('what each number counts', () => {
  it.each<[NumericFact, number, string[]]>([
    ['leadEvaluatorAbsentDays', 5, ['a1', 'a3']],
    ['unreportedStaffChanges', 1, ['c1']],
    ['leadEvaluatorReplacements', 1, ['c4']],
    ['planElementsMissing', 2, ['plan#样本确定', 'plan#调查问卷']],
    ['planReturnsAgain', 2, ['r2', 'r3']],
    ['faultsChangingGrade', 1, ['x3']],
    ['faultsChangingFirstLevel', 1, ['x2']],
    ['otherFaults', 2, ['x1', 'x4']],
    ['comments', 3, []],
    ['commentsUnanswered', 2, ['k1', 'k3']],
    ['planDaysLate', 2, ['m1']],
    ['draftDaysLate', 0, []],
    ['finalDaysLate', 7, ['m3']],
    ['minorSecrecyBreaches', 2, ['s1', 's3']],
    ['severeSecrecyBreaches', 1, ['s2']],
    ['minorUndeclaredRelations', 2, ['u1', 'u3']],
    ['severeUndeclaredRelations', 1, ['u2']],
    ['archiveItemsMissing', 1, ['z#评价报告']],
    ['fieldWorkDone', 11, ['f']],
    ['fieldWorkPlanned', 22, ['f']],
    ['fieldWorkFunds', 33, ['f']],
    ['findingsTotal', 40, ['p']],
    ['findingsChecked', 12, ['p']],
    ['findingsSupported', 8, ['p']],
  ])('%s: %i', (name, count, sources) => {
    const { value } = countOf(facts, name);
    expect([value?.count, value?.sources.map(({ id }) => id)]).toEqual([count, sources]);
  });

  it.each<[NumericFact, number, boolean]>([
    ['planDaysLate', 3650, true],
    ['planDaysLate', 3651, false],
    ['finalDaysLate', 3650, true],
    ['fieldWorkDone', 10_000_000_000_000, true],
    ['fieldWorkDone', 10_000_000_000_001, false],
    ['fieldWorkDone', -1, false],
    ['fieldWorkDone', 0.5, false],
    ['fieldWorkDone', 0, true],
  ])('%s of %d is possible: %s', (name, count, possible) => {
    const work = { ...source('f'), done: count, planned: 0, funds: 0, offSite: null };
    const days = node('m', name === 'fieldWorkDone' ? 0 : count);
    const found = countOf({ ...facts, fieldWork: known(work), plan: days, final: days }, name);
    expect(found.value?.count).toBe(possible ? count : undefined);
    if (!possible)
      expect(found.reason).toBe(
        `「${numbers[name].title}」为 ${count}，不在 0 至 ${numbers[name].most} 之间，请核对`,
      );
  });

  it.each<[NumericFact, keyof AssessmentFacts]>([
    ['comments', 'comments'],
    ['commentsUnanswered', 'comments'],
    ['fieldWorkDone', 'fieldWork'],
    ['findingsChecked', 'workingPapers'],
    ['archiveItemsMissing', 'archive'],
    ['planReturnsAgain', 'planReturns'],
  ])('%s is a gap without %s', (name, field) =>
    expect(countOf({ ...facts, [field]: missing('尚未录入') }, name)).toEqual({
      value: null,
      reason: '尚未录入',
    }),
  );
});

describe('what speaks against each truth', () => {
  it.each<[Truth, string[]]>([
    ['leadEvaluatorInPost', ['a1', 'a3']],
    ['staffChangesReported', ['c1', 'c4']],
    ['staffUnchanged', ['c1', 'c2', 'c3', 'c4']],
    ['planComplete', ['plan#样本确定', 'plan#调查问卷']],
    ['planNotReturned', ['r2', 'r3']],
    ['offSiteConsented', ['f']],
    ['conclusionSound', ['x3']],
    ['reportFaultless', ['x3', 'x2', 'x1', 'x4']],
    ['commentsAnswered', ['k1', 'k3']],
    ['planOnTime', ['m1']],
    ['draftOnTime', []],
    ['finalOnTime', ['m3']],
    ['secrecyKept', ['s1', 's3', 's2']],
    ['relationsDeclared', ['u1', 'u3', 'u2']],
    ['archiveComplete', ['z#评价报告']],
  ])('%s', (truth, found) =>
    expect(againstTruth(facts, truth).value?.map(({ factId }) => factId)).toEqual(found),
  );

  it('a change of staff is said as what it was', () =>
    expect(againstTruth(facts, 'staffUnchanged').value).toEqual([
      { factId: 'c1', times: 1, sentence: '2026-05-06 更换评价人员李四', evidence: 'c1.pdf' },
      { factId: 'c2', times: 1, sentence: '2026-05-06 更换评价人员李四', evidence: 'c2.pdf' },
      { factId: 'c3', times: 1, sentence: '2026-05-06 更换主评人李四', evidence: 'c3.pdf' },
      { factId: 'c4', times: 1, sentence: '2026-05-06 更换主评人李四', evidence: 'c4.pdf' },
    ]));

  it.each<[Truth, keyof AssessmentFacts]>([
    ['staffUnchanged', 'staffChanges'],
    ['staffChangesReported', 'staffChanges'],
    ['secrecyKept', 'secrecyBreaches'],
  ])('%s is not known without %s', (truth, field) =>
    expect(againstTruth({ ...facts, [field]: missing('尚未登记') }, truth)).toEqual({
      value: null,
      reason: '尚未登记',
    }),
  );
});

it('each set of elements is missing what its own filing lacks', () => {
  expect(missingOf(facts, 'planElements').value?.id).toBe('plan');
  expect(missingOf(facts, 'archiveItems').value?.id).toBe('z');
  expect(elementSets.planElements.elements).toHaveLength(12);
  // 财监〔2021〕4号 art. 20: one, five and three kinds of file.
  expect(elementSets.archiveItems.elements).toHaveLength(9);
});
