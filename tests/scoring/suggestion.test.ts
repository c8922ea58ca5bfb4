import { describe, expect, test } from 'vitest';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import { suggest, suggestForItem } from '#scoring/suggestion.ts';
import { flawless, known, missing } from './assessment-case.ts';
import { constant, fact, lessPerDay, piecewise, points } from './formula-case.ts';
import { itemBy } from './rubric-case.ts';

const suggestionOf = (code: string, facts: Partial<AssessmentFacts>) => {
  const found = suggest(defaultRubric, { ...flawless, ...facts }).find(({ item }) => item === code);
  if (!found) throw new Error(`no item ${code}`);
  return found;
};
const lostAt = (code: string, facts: Partial<AssessmentFacts>) =>
  suggestionOf(code, facts).deductions.map(({ lost }) => lost);
const source = (id: string) => ({ id, evidence: null });

test('a flawless job suggests nothing', () => {
  expect(
    suggest(defaultRubric, flawless).flatMap(({ deductions, missing: gaps }) => [...deductions, ...gaps]),
  ).toEqual([]);
});

describe('days late', () => {
  const late = (workingDaysLate: number) =>
    known({ ...source('m'), due: '2026-05-20', submitted: '2026-06-30', workingDaysLate });
  test.each([
    [0, []],
    [1, [40]],
    [2, [80]],
    [9, [360]],
    [10, [400]],
    [11, [400]],
  ])('%i working days on the plan cost %j', (days, lost) =>
    expect(lostAt('E1', { plan: late(days) })).toEqual(lost),
  );
  test('10 % of each node', () => {
    expect(lostAt('E2', { draft: late(1) })).toEqual([50]);
    expect(lostAt('E3', { final: late(1) })).toEqual([60]);
  });
  test('the sentence says the days and the points', () => {
    expect(suggestionOf('E1', { plan: late(2) }).deductions[0]?.sentence).toBe(
      '评价实施方案应于 2026-05-20 报送，实际 2026-06-30 报送，逾期 2 个工作日，按标准扣 0.80 分',
    );
  });
});

describe('people', () => {
  const change = { ...source('c1'), on: '2026-05-06', person: '李四', reported: false, consented: false };
  test('a day without a lead evaluator costs 1.00', () => {
    const absence = { ...source('a1'), from: '2026-05-06', to: '2026-05-12', workingDays: 5 };
    expect(lostAt('P1', { leadEvaluatorAbsences: known([{ ...absence, workingDays: 3 }]) })).toEqual([300]);
    expect(lostAt('P1', { leadEvaluatorAbsences: known([absence]) })).toEqual([500]);
    expect(lostAt('P1', { leadEvaluatorAbsences: known([{ ...absence, workingDays: 9 }]) })).toEqual([500]);
  });
  test.each([
    ['a member, not reported', { isLeadEvaluator: false }, [200]],
    ['a member, reported', { isLeadEvaluator: false, reported: true }, []],
    ['the lead evaluator without consent', { isLeadEvaluator: true, reported: true }, [800]],
    ['the lead evaluator with consent', { isLeadEvaluator: true, consented: true }, []],
  ])('%s', (_, fields, lost) =>
    expect(lostAt('P3', { staffChanges: known([{ ...change, ...fields }]) })).toEqual(lost),
  );
});

describe('the plan', () => {
  test('each missing element costs 1.00 and has its own fact', () => {
    const planFiling = known({ ...source('plan'), missing: ['样本确定', '调查问卷'] as const });
    expect(lostAt('O1', { planFiling })).toEqual([100, 100]);
    expect(suggestionOf('O1', { planFiling }).deductions.map(({ factId }) => factId)).toEqual([
      'plan#样本确定',
      'plan#调查问卷',
    ]);
  });
  test.each([
    [['agency'], 0],
    [['agency', 'agency'], 1],
    [['bureau', 'agency'], 0],
    [['agency', 'unit', 'agency', 'agency'], 2],
  ] as const)('returns caused by %j cost %i', (causes, count) => {
    const planReturns = known(
      causes.map((cause, index) => ({
        ...source(`r${index}`),
        on: `2026-05-0${9 - index}`,
        cause,
        reason: '缺样本',
      })),
    );
    expect(lostAt('O1', { planReturns })).toHaveLength(count);
  });
});

describe('shares', () => {
  const field = { ...source('f'), done: 20, planned: 40, funds: 100, offSite: null };
  test.each([
    [{}, [350]],
    [{ done: 40 }, []],
    [{ done: 60 }, []],
    [{ planned: 10, done: 20 }, [233]],
    [{ planned: 10, done: 30 }, []],
    [{ done: 0 }, [700]],
    [{ offSite: { consented: false } }, [700, 350]],
  ])('field work %j costs %j', (fields, lost) =>
    expect(lostAt('O2', { fieldWork: known({ ...field, ...fields }) })).toEqual(lost),
  );
  test('says what was done, what was required and of which funds', () => {
    const done = { ...field, done: 46_590_000, planned: 1, funds: 333_333_333 };
    expect(suggestionOf('O2', { fieldWork: known(done) }).deductions[0]?.sentence).toBe(
      '现场调研覆盖资金 46.59 万元，应覆盖 100 万元（资金总额 333.333333 万元的 30%），完成 46.59%，按标准扣 3.74 分',
    );
  });

  // In 分: 30 万元 are 30,000,000. 7.00 × 37.5 % = 2.625 → 2.63 are earned.
  test.each([
    [30_000_000, 100_000_000, '应覆盖 30 万元（实施方案计划），完成 50.00%，按标准扣 3.50 分'],
    [40_000_000, 100_000_000, '应覆盖 40 万元（实施方案计划），完成 37.50%，按标准扣 4.37 分'],
    [29_999_999, 100_000_000, '应覆盖 30 万元（资金总额 100 万元的 30%），完成 50.00%，按标准扣 3.50 分'],
  ])('planned %i of %i: says by which of the two', (planned, funds, said) => {
    const work = known({ ...field, done: 15_000_000, planned, funds });
    expect(suggestionOf('O2', { fieldWork: work }).deductions[0]?.sentence).toBe(
      `现场调研覆盖资金 15 万元，${said}`,
    );
  });

  test('less than nothing done cannot be', () =>
    expect(() => lostAt('O2', { fieldWork: known({ ...field, done: -1 }) })).toThrow(
      'f gives a share below 0',
    ));

  test('far more than planned is all, however little was planned', () =>
    expect(
      lostAt('O2', { fieldWork: known({ ...field, done: 10_000_000_000_000, planned: 1, funds: 0 }) }),
    ).toEqual([]));

  test('off site with consent leaves the item out', () => {
    const offSite = suggestionOf('O2', { fieldWork: known({ ...field, offSite: { consented: true } }) });
    expect(offSite.notApplicable).not.toBeNull();
    expect(offSite.deductions).toEqual([]);
  });
  test('nothing planned and no funds is a gap', () => {
    expect(suggestionOf('O2', { fieldWork: known({ ...field, planned: 0, funds: 0 }) }).missing).toHaveLength(
      1,
    );
  });

  const papers = { ...source('p'), total: 40, checked: 12, supported: 8 };
  test('8 of 12 with papers earn two thirds', () =>
    expect(lostAt('O3', { workingPapers: known(papers) })).toEqual([300]));
  test('says how many of those looked at had papers', () =>
    expect(suggestionOf('O3', { workingPapers: known(papers) }).deductions[0]?.sentence).toBe(
      '抽查 12 项，8 项有工作底稿，按标准扣 3.00 分',
    ));
  test.each([
    [{ checked: 9, supported: 9 }, '已抽查底稿 9 项，至少应抽查 10 项'],
    [{ total: 6, checked: 5, supported: 5 }, '已抽查底稿 5 项，至少应抽查 6 项'],
    [{ total: 0, checked: 0, supported: 0 }, '已抽查底稿 0 项，至少应抽查 1 项'],
  ])('a sample of %j says how many are wanted', (fields, said) =>
    expect(suggestionOf('O3', { workingPapers: known({ ...papers, ...fields }) }).missing).toEqual([said]),
  );
  test.each([[{ checked: 12, supported: 13 }], [{ total: 11, checked: 12 }]])('%j cannot be', (fields) =>
    expect(() => lostAt('O3', { workingPapers: known({ ...papers, ...fields }) })).toThrow(
      'more working papers than were checked',
    ),
  );
  test('without the facts there is a gap, named once', () => {
    expect(suggestionOf('O2', { fieldWork: missing('现场调研尚未登记') }).missing).toEqual([
      '现场调研尚未登记',
    ]);
    expect(suggestionOf('O3', { workingPapers: missing('底稿尚未抽查') }).missing).toEqual(['底稿尚未抽查']);
    expect(suggestionOf('O4', { reportFaults: missing('报告尚未验收') }).missing).toEqual(['报告尚未验收']);
  });

  test.each([
    [{ checked: 9, supported: 9 }, 1],
    [{ checked: 10, supported: 10 }, 0],
    [{ total: 6, checked: 6, supported: 6 }, 0],
    [{ total: 6, checked: 5, supported: 5 }, 1],
    [{ total: 0, checked: 0, supported: 0 }, 1],
  ])('a sample of %j leaves %i gaps', (fields, gaps) =>
    expect(suggestionOf('O3', { workingPapers: known({ ...papers, ...fields }) }).missing).toHaveLength(gaps),
  );
});

test('faults by gravity, comments, breaches, files', () => {
  const fault = { ...source('x'), text: '表 3 合计有误' };
  const reportFaults = known([
    { ...fault, id: 'x1', gravity: 'other' as const },
    { ...fault, id: 'x2', gravity: 'firstLevel' as const },
    { ...fault, id: 'x3', gravity: 'grade' as const },
  ]);
  expect(lostAt('O4', { reportFaults }).toSorted((a, b) => a - b)).toEqual([50, 300, 1200]);
  const comments = known([
    { ...source('k1'), text: '数据口径', answered: false },
    { ...source('k2'), text: '范围', answered: true },
  ]);
  expect(suggestionOf('O6', { comments }).deductions).toEqual([
    {
      cause: 'commentUnanswered',
      factId: 'k1',
      times: 1,
      lost: 100,
      sentence: '意见「数据口径」未说明是否采纳及理由，按标准扣 1.00 分',
      evidence: null,
    },
  ]);
  const breach = { ...source('b'), on: '2026-06-01', text: '资料外带' };
  expect(lostAt('D1', { secrecyBreaches: known([{ ...breach, gravity: 'minor' }]) })).toEqual([200]);
  expect(lostAt('D1', { secrecyBreaches: known([{ ...breach, gravity: 'severe' }]) })).toEqual([500]);
  expect(lostAt('D2', { undeclaredRelations: known([{ ...breach, gravity: 'minor' }]) })).toEqual([300]);
  expect(lostAt('D2', { undeclaredRelations: known([{ ...breach, gravity: 'severe' }]) })).toEqual([600]);
  const archive = known({ ...source('z'), missing: ['委托合同（协议）'] });
  expect(lostAt('D3', { archive })).toEqual([100]);
});

test('a missing fact is a reason, not an empty list', () => {
  const { deductions, missing: gaps } = suggestionOf('O6', { comments: missing('意见尚未录入') });
  expect([deductions, gaps]).toEqual([[], ['意见尚未录入']]);
});

test('a formula rests on the facts that it takes points for, not on what it measures them by', () => {
  const item = itemBy({
    kind: 'formula',
    formula: piecewise(
      fact('fieldWorkFunds'),
      [[constant('money', 0), points(0)]],
      lessPerDay('planDaysLate', 1000, 100),
    ),
  });
  const facts = {
    ...flawless,
    fieldWork: known({ id: 'field', evidence: '资金表', done: 1, planned: 1, funds: 7, offSite: null }),
    plan: known({
      ...{ id: 'm', evidence: '收文登记', due: '2026-05-20', submitted: '2026-05-22', workingDaysLate: 2 },
    }),
  };
  const [deduction] = suggestForItem(item, facts).deductions;
  expect(deduction).toMatchObject({ factId: 'm', cause: 'formula', lost: 200, evidence: '收文登记' });
});

test('elements that are missing are named one by one, in the order of the rubric', () => {
  const item = itemBy({
    ...{ kind: 'elementShare', set: 'planElements', required: ['样本确定', '评价标准', '调查问卷'] },
  });
  const planFiling = known({ ...source('plan'), missing: ['调查问卷', '样本确定'] as const });
  expect(suggestForItem(item, { ...flawless, planFiling }).deductions[0]?.sentence).toBe(
    '首次报送的方案要素应有 3 项，实有 1 项，缺「样本确定」「调查问卷」，按标准扣 6.67 分',
  );
});
