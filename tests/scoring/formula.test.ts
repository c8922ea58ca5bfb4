import { describe, expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import type { AssessmentFacts, NumericFact } from '#scoring/facts.ts';
import { evaluate, type Expression } from '#scoring/formula.ts';
import { unitOf } from '#scoring/formula-units.ts';
import { formulaText } from '#scoring/formula-words.ts';
import { countOf, numbers } from '#scoring/numeric-facts.ts';
import { rational } from '#scoring/points.ts';
import { rubricFaults } from '#scoring/rubric.ts';
import { suggestForItem } from '#scoring/suggestion.ts';
import { flawless, judged, known, missing } from './assessment-case.ts';
import {
  add,
  constant,
  daysOf,
  fact,
  lessPerDay,
  max,
  min,
  minus,
  over,
  piecewise,
  points,
  times,
} from './formula-case.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

const source = (id: string) => ({ id, evidence: `材料 ${id}` });
const late = (workingDaysLate: number, id = 'm') =>
  known({ ...source(id), due: '2026-05-20', submitted: '2026-06-30', workingDaysLate });
const papers = (checked: number, supported: number) =>
  known({ ...source('p'), total: 40, checked, supported });

const shown = (expression: Expression, counts: Partial<Record<NumericFact, number>> = {}) => {
  const { value, reason } = evaluate(expression, (name) => ({ value: rational(counts[name] ?? 0) }));
  return value === null ? reason : `${value.n}/${value.d}`;
};

describe('exact values', () => {
  test.each<[string, Expression, string]>([
    ['hundredths of points', points(150), '3/2'],
    ['thirds', constant('points', 1, 3), '1/3'],
    ['per cent is a hundredth', constant('percent', 30), '3/10'],
    ['a tenth and two tenths', add(constant('points', 1, 10), constant('points', 2, 10)), '3/10'],
    ['a share of points', times(points(700), constant('percent', 33)), '231/100'],
    ['the smaller', min(points(300), points(200)), '2/1'],
    ['the larger', max(points(300), points(200)), '3/1'],
    ['a third of a third', over(constant('points', 1, 3), constant('count', 3)), '1/9'],
    ['nothing over nothing', over(points(0), constant('count', 0)), '公式中的除数为零，无法计算'],
  ])('%s', (_, expression, value) => expect(shown(expression)).toBe(value));

  const graded = piecewise(
    fact('draftDaysLate'),
    [
      [constant('days', 1), points(500)],
      [constant('days', 4), points(300)],
    ],
    points(0),
  );
  test.each([
    [0, '5/1'],
    [1, '3/1'],
    [3, '3/1'],
    [4, '0/1'],
    [400, '0/1'],
  ])('%i days lie in one piece only', (draftDaysLate, value) =>
    expect(shown(graded, { draftDaysLate })).toBe(value),
  );
});

describe('units', () => {
  const days = fact('draftDaysLate');
  const faults = fact('otherFaults');
  const money = fact('fieldWorkDone');
  test.each<[string, Expression, string | [string, string]]>([
    ['points', points(1), 'points'],
    ['points and points', add(points(1), points(2)), 'points'],
    ['a number of points', times(faults, points(50)), 'points'],
    ['points times a number', times(points(50), faults), 'points'],
    ['a share of days', times(constant('percent', 10), days), 'days'],
    ['money over money', over(money, fact('fieldWorkFunds')), 'percent'],
    ['days over days', daysOf('draftDaysLate'), 'percent'],
    ['pieces over pieces', over(fact('findingsSupported'), fact('findingsChecked')), 'percent'],
    ['points over a number', over(points(1), faults), 'points'],
    ['points and days', add(points(1), days), ['formula', '把分值和工作日相加']],
    ['points less a share', minus(points(1), constant('percent', 1)), ['formula', '把分值和比例相减']],
    ['points times days', times(points(1), days), ['formula', '把分值和工作日相乘']],
    ['days times points', times(days, points(1)), ['formula', '把工作日和分值相乘']],
    ['points times points', times(points(1), points(1)), ['formula', '把分值和分值相乘']],
    ['points over days', over(points(1), days), ['formula', '把分值和工作日相除']],
    ['a number against a share', max(faults, constant('percent', 1)), ['formula', '把个数和比例相比']],
    [
      'deep inside',
      add(points(1), max(points(0), add(points(1), days))),
      ['formula.right.right', '把分值和工作日相加'],
    ],
    [
      'a unit nobody knows',
      { ...points(1), unit: 'apples' as 'points' },
      ['formula.unit', '不认识的计量单位'],
    ],
    ['half a hundredth', constant('points', 0.5, 100), ['formula.n', '整数之比']],
    ['over nothing', constant('points', 1, 0), ['formula.n', '整数之比']],
    ['a fact nobody knows', fact('weather' as NumericFact), ['formula.fact', '没有的事实']],
    ['a fact that every object has', fact('toString' as NumericFact), ['formula.fact', '没有的事实']],
    [
      'a bound in other units',
      piecewise(days, [[points(1), points(1)]], points(0)),
      ['formula.pieces.0.below', '分界与所比较的数'],
    ],
    [
      'pieces in other units',
      piecewise(days, [[constant('days', 1), points(1)]], days),
      ['formula.otherwise', '各段的计量单位不符'],
    ],
  ])('%s', (_, expression, expected) => {
    const unit = unitOf(expression, 'formula');
    if (typeof expected === 'string') return expect(unit).toBe(expected);
    const [path, part] = expected;
    expect(unit).toEqual([{ path, rest: expect.stringContaining(part) }]);
  });
});

test.each<[Expression, string]>([
  [
    lessPerDay('draftDaysLate', 1000, 50),
    '取大（0.00 分，10.00 分 − 0.50 分 × （报告初稿逾期天数 ÷ 1 个工作日））',
  ],
  [minus(points(300), minus(points(200), points(100))), '3.00 分 − （2.00 分 − 1.00 分）'],
  [minus(minus(points(300), points(200)), points(100)), '3.00 分 − 2.00 分 − 1.00 分'],
  [add(points(300), minus(points(200), points(100))), '3.00 分 + 2.00 分 − 1.00 分'],
  [times(add(points(1), points(2)), constant('percent', 25, 2)), '（0.01 分 + 0.02 分） × 12.5%'],
  [over(points(100), over(fact('otherFaults'), constant('count', 3))), '1.00 分 ÷ （其他差错数 ÷ 3）'],
  [constant('points', 1, 3), '1/3 分'],
  [constant('money', 150_000_000), '150 万元'],
  [
    piecewise(fact('otherFaults'), [[constant('count', 1), points(500)]], points(0)),
    '［按其他差错数：小于 1的，5.00 分；其余，0.00 分］',
  ],
])('%# in words', (expression, text) => expect(formulaText(expression)).toBe(text));

describe('from the facts to the leaf', () => {
  function assessed(formula: Expression, facts: AssessmentFacts) {
    const item = itemBy({ kind: 'formula', formula });
    const rubric = rubricOf(item);
    expect(rubricFaults(rubric)).toEqual([]);
    const deductions = suggestForItem(item, facts).deductions.map(({ factId, cause }) => ({
      ...{ factId, cause, times: 1, evidence: null, adopted: true, reason: '' },
    }));
    const marks = {
      A1: { kind: 'deductions' as const, deductions, reason: '已核对' },
      Z1: judged(['Z1.1', 9000]),
    };
    return assess(rubric, facts, marks);
  }
  const lossOf = (formula: Expression, facts: Partial<AssessmentFacts>) => {
    const result = assessed(formula, { ...flawless, ...facts });
    return result.points === null ? result.gaps : result.leaves.map(({ lost }) => lost);
  };

  // 新丰县: −1 a day, more than 5 days −6 at once, more than 10 days nothing.
  const xinfeng = piecewise(
    fact('draftDaysLate'),
    [
      [constant('days', 6), lessPerDay('draftDaysLate', 1000, 100)],
      [constant('days', 11), points(400)],
    ],
    points(0),
  );
  test.each([
    [0, []],
    [1, [100]],
    [5, [500]],
    [6, [600]],
    [10, [600]],
    [11, [1000]],
    [3650, [1000]],
  ])('%i days late', (days, lost) => expect(lossOf(xinfeng, { draft: late(days) })).toEqual(lost));

  const supported = times(
    points(1000),
    min(constant('percent', 100), over(fact('findingsSupported'), fact('findingsChecked'))),
  );
  test.each([
    [10, 10, []],
    // 10.00 × 2 ÷ 3 = 6.666… → 6.67.
    [12, 8, [333]],
    [12, 0, [1000]],
  ])('of %i findings %i supported', (checked, found, lost) =>
    expect(lossOf(supported, { workingPapers: papers(checked, found) })).toEqual(lost),
  );

  test('divided by zero is a gap', () =>
    expect(lossOf(supported, { workingPapers: papers(0, 0) })).toEqual([
      'A1「试项」：公式中的除数为零，无法计算',
    ]));
  test('a missing fact is a gap', () =>
    expect(lossOf(xinfeng, { draft: missing('初稿尚未报送') })).toEqual(['A1「试项」：初稿尚未报送']));
  test('a fact out of its range is a gap', () =>
    expect(lossOf(xinfeng, { draft: late(3651) })).toEqual([
      'A1「试项」：「报告初稿逾期天数」为 3651，不在 0 至 3650 之间，请核对',
    ]));

  test('the leaf says what was counted, from which fact', () => {
    const both = max(
      points(0),
      minus(
        minus(points(1000), times(points(100), daysOf('draftDaysLate'))),
        times(points(25), fact('otherFaults')),
      ),
    );
    const reportFaults = known([{ ...source('x1'), gravity: 'other' as const, text: '表 3 合计有误' }]);
    const { leaves } = assessed(both, { ...flawless, draft: late(2), reportFaults });
    expect(leaves).toEqual([
      {
        item: 'A1',
        factId: 'm',
        clause: '《预算绩效评价第三方机构考核评分标准》第 1 版 A1',
        reason: '报告初稿逾期天数 2 个工作日，其他差错数 1，按公式得 7.75 分，按标准扣 2.25 分',
        evidence: '材料 m、材料 x1',
        lost: 225,
        counted: 225,
      },
    ]);
  });

  test('an unproved formula that gives too much is a gap, not points', () => {
    const item = itemBy({ kind: 'formula', formula: points(1001) });
    expect(suggestForItem(item, flawless)).toMatchObject({
      deductions: [],
      missing: ['公式得 10.01 分，超出本项分值，请核对评分标准'],
    });
  });
});

test('every number is read from the facts of its own', () => {
  const breach = (id: string, gravity: 'minor' | 'severe') => ({
    ...source(id),
    ...{ on: '2026-06-01', gravity, text: '资料外带' },
  });
  const change = (id: string, isLeadEvaluator: boolean) => ({
    ...source(id),
    ...{ on: '2026-05-06', person: '李四', isLeadEvaluator, reported: false, consented: false },
  });
  const returned = (id: string) => ({
    ...source(id),
    on: '2026-05-06',
    cause: 'agency' as const,
    reason: '缺样本',
  });
  const several = <Value>(count: number, make: (id: string) => Value) =>
    Array.from({ length: count }, (_, n) => make(`s${n}`));
  const facts: AssessmentFacts = {
    leadEvaluatorAbsences: known([
      { ...source('a1'), from: '2026-05-06', to: '2026-05-07', workingDays: 2 },
      { ...source('a2'), from: '2026-06-06', to: '2026-06-12', workingDays: 5 },
    ]),
    staffChanges: known([...several(2, (id) => change(id, false)), ...several(3, (id) => change(id, true))]),
    planFiling: known({ ...source('plan'), missing: ['样本确定', '调查问卷'] }),
    planReturns: known(several(4, returned)),
    fieldWork: known({ ...source('f'), done: 11, planned: 22, funds: 33, offSite: null }),
    workingPapers: known({ ...source('w'), total: 50, checked: 20, supported: 10 }),
    reportFaults: known(
      (['grade', 'firstLevel', 'firstLevel', 'other', 'other', 'other'] as const).map((gravity, n) => ({
        ...source(`x${n}`),
        ...{ gravity, text: '差错' },
      })),
    ),
    comments: known(several(9, (id) => ({ ...source(id), text: '意见', answered: id < 's5' }))),
    plan: late(1),
    draft: late(2),
    final: late(3),
    secrecyBreaches: known([breach('b1', 'minor'), breach('b2', 'severe'), breach('b3', 'severe')]),
    undeclaredRelations: known([breach('b4', 'minor'), breach('b5', 'minor'), breach('b6', 'severe')]),
    archive: known({ ...source('z'), missing: ['调查问卷', '评价报告', '基础数据表'] }),
  };
  const counts = Object.fromEntries(
    (Object.keys(numbers) as NumericFact[]).map((name) => [name, countOf(facts, name).value?.count]),
  );
  expect(counts).toEqual({
    leadEvaluatorAbsentDays: 7,
    unreportedStaffChanges: 2,
    leadEvaluatorReplacements: 3,
    planElementsMissing: 2,
    planReturnsAgain: 3,
    faultsChangingGrade: 1,
    faultsChangingFirstLevel: 2,
    otherFaults: 3,
    comments: 9,
    commentsUnanswered: 4,
    planDaysLate: 1,
    draftDaysLate: 2,
    finalDaysLate: 3,
    minorSecrecyBreaches: 1,
    severeSecrecyBreaches: 2,
    minorUndeclaredRelations: 2,
    severeUndeclaredRelations: 1,
    archiveItemsMissing: 3,
    fieldWorkDone: 11,
    fieldWorkPlanned: 22,
    fieldWorkFunds: 33,
    findingsTotal: 50,
    findingsChecked: 20,
    findingsSupported: 10,
  });
});
