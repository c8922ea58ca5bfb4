import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import { adoptingAll, flawless, judged, known, leftOut, missing, own, withMarks } from './assessment-case.ts';

const source = (id: string) => ({ id, evidence: null });
const late = (id: string, workingDaysLate: number) =>
  known({ ...source(id), due: '2026-05-20', submitted: '2026-06-30', workingDaysLate });
const lost = (all: readonly { lost: number }[]) => all.reduce((sum, leaf) => sum + leaf.lost, 0);
const counted = (all: readonly { counted: number }[]) => all.reduce((sum, leaf) => sum + leaf.counted, 0);
const assessed = (facts: AssessmentFacts, marks: Marks = {}) =>
  assess(defaultRubric, facts, withMarks(facts, marks));

test('nothing to deduct is 100.00, 优', () => {
  expect(assessed(flawless)).toMatchObject({
    points: 10000,
    tier: '优',
    gaps: [],
    leaves: [],
    applicable: 10000,
  });
});

test('a worked case, added up by hand', () => {
  // P1 2 days −2.00, P2 5.50 of 7 −1.50, O1 one element −1.00, O2 half −3.50, O4 −3.50, O5 −2.00, E2 3 days −1.50.
  const facts: AssessmentFacts = {
    ...flawless,
    leadEvaluatorAbsences: known([{ ...source('a'), from: '2026-05-06', to: '2026-05-07', workingDays: 2 }]),
    planFiling: known({ ...source('plan'), missing: ['样本确定'] }),
    fieldWork: known({ ...source('f'), done: 20, planned: 40, funds: 100, offSite: null }),
    reportFaults: known([
      { ...source('x1'), gravity: 'other', text: '表 3 合计有误' },
      { ...source('x2'), gravity: 'firstLevel', text: '产出得分有误' },
    ]),
    draft: late('m', 3),
  };
  const result = assessed(facts, {
    P2: judged(['P2', 550]),
    O5: judged(['O5.1', 300], ['O5.2', 250], ['O5.3', 250]),
  });
  expect(result).toMatchObject({ points: 8500, tier: '良', gaps: [] });
  expect(lost(result.leaves)).toBe(1500);
  expect(result.dimensions.map(({ points }) => points)).toEqual([1650, 4000, 1350, 1500]);
  expect(result.dimensions[0]?.items[1]?.step).toBe('一般');
  expect(result.leaves.find(({ item }) => item === 'O1')).toEqual({
    item: 'O1',
    factId: 'plan#样本确定',
    clause: '《预算绩效评价第三方机构考核评分标准》第 1 版 O1；财监〔2021〕4号第十五条、第十六条',
    reason: '首次报送的评价实施方案缺「样本确定」，按标准扣 1.00 分',
    evidence: null,
    lost: 100,
    counted: 100,
  });
});

describe('tiers at their bounds', () => {
  // 90.00 = 100 − 5 (P1) − 5 (D1); one more half point is 89.50.
  test.each([
    [{ P1: own('a', 'leadEvaluatorAbsent', 5), D1: own('b', 'severeSecrecyBreach') }, 9000, '优'],
    [
      {
        P1: own('a', 'leadEvaluatorAbsent', 5),
        D1: own('b', 'severeSecrecyBreach'),
        P2: judged(['P2', 699]),
      },
      8999,
      '良',
    ],
    [
      {
        P3: own('a', 'leadEvaluatorReplaced'),
        O4: own('b', 'faultChangesGrade'),
      },
      8000,
      '良',
    ],
    [
      {
        P3: own('a', 'leadEvaluatorReplaced'),
        O4: own('b', 'faultChangesGrade'),
        P2: judged(['P2', 699]),
      },
      7999,
      '一般',
    ],
    [
      {
        P3: own('a', 'leadEvaluatorReplaced'),
        O1: own('c', 'planReturned', 8),
        O4: own('b', 'faultChangesGrade'),
        O5: judged(['O5.1', 0], ['O5.2', 0], ['O5.3', 0]),
        P2: judged(['P2', 500]),
      },
      6000,
      '一般',
    ],
    [
      {
        P3: own('a', 'leadEvaluatorReplaced'),
        O1: own('c', 'planReturned', 8),
        O4: own('b', 'faultChangesGrade'),
        O5: judged(['O5.1', 0], ['O5.2', 0], ['O5.3', 0]),
        P2: judged(['P2', 499]),
      },
      5999,
      '差',
    ],
  ] satisfies [Marks, number, string][])('%#', (marks, points, tier) =>
    expect(assessed(flawless, marks)).toMatchObject({ points, tier }),
  );
});

describe('gaps', () => {
  test('a missing fact leaves no total', () => {
    const result = assessed({ ...flawless, comments: missing('意见尚未录入') });
    expect(result).toMatchObject({ points: null, tier: null, earned: null });
    expect(result.gaps).toEqual(['O6「意见逐条回应」：意见尚未录入']);
  });

  test('a missing mark leaves no total', () => {
    const { P2: _, ...marks } = adoptingAll(flawless);
    const result = assess(defaultRubric, flawless, marks);
    expect([result.points, result.gaps]).toEqual([null, ['P2「专业结构」：尚未评分']]);
    expect(result.dimensions.map(({ points }) => points)).toEqual([null, 5000, 1500, 1500]);
  });

  test('a suggestion must be adopted or rejected', () => {
    const marks = { ...adoptingAll(flawless) };
    const result = assess(defaultRubric, { ...flawless, plan: late('m', 1) }, marks);
    expect(result.points).toBeNull();
    expect(result.gaps[0]).toContain('尚未采用或说明不采用的理由');
  });

  test('no marks at all', () => expect(assess(defaultRubric, flawless, {}).gaps).toHaveLength(15));

  test('a mark for an item the rubric does not have', () =>
    expect(assessed(flawless, { X9: leftOut }).gaps).toEqual(['本版评分标准没有评分项 X9']));
});

describe('deductions', () => {
  test('off-site without consent and little of it: the item is lost once, and there is a total', () => {
    const offSite = { consented: false };
    const facts: AssessmentFacts = {
      ...flawless,
      fieldWork: known({ ...source('field'), done: 20, planned: 40, funds: 100, offSite }),
    };
    expect(assessed(facts)).toMatchObject({ points: 9300, tier: '优', gaps: [] });
  });

  test('a rejected suggestion costs nothing', () => {
    const facts = { ...flawless, plan: late('m', 1) };
    const deduction = { factId: 'm', cause: 'planLate', times: 1, evidence: null } as const;
    const mark = {
      kind: 'deductions',
      reason: '',
      deductions: [{ ...deduction, adopted: false, reason: '系统停机' }],
    };
    expect(assessed(facts, { E1: mark } as Marks).points).toBe(10000);
  });

  test('never more than the item, the rest is noted', () => {
    const facts = {
      ...flawless,
      comments: known(
        [1, 2, 3, 4, 5].map((n) => ({ ...source(`k${n}`), text: `第 ${n} 条`, answered: false })),
      ),
    };
    const result = assessed(facts);
    expect(result.points).toBe(9600);
    expect(result.leaves.map((leaf) => leaf.lost)).toEqual([100, 100, 100, 100, 0]);
    expect(result.leaves[4]?.reason).toContain('本项分值已扣完');
  });

  test('what takes the whole item comes first', () => {
    const change = { on: '2026-05-06', person: '李四', reported: false, consented: false, evidence: null };
    const staffChanges = known([
      { ...change, id: 'c1', isLeadEvaluator: false },
      { ...change, id: 'c2', isLeadEvaluator: true },
    ]);
    const result = assessed({ ...flawless, staffChanges });
    expect(result.leaves.map(({ factId, lost: points }) => [factId, points])).toEqual([
      ['c2', 800],
      ['c1', 0],
    ]);
  });

  test('one fact is deducted once', () => {
    const result = assessed(flawless, {
      D1: own('f7', 'minorSecrecyBreach'),
      D2: own('f7', 'minorUndeclaredRelation'),
    });
    expect(result.points).toBeNull();
    expect(result.gaps).toEqual(['同一事实（f7）在 D1 和 D2 中重复扣分，只能扣一次']);
  });

  test('a fact that found its item used up may be deducted elsewhere', () => {
    const result = assessed(flawless, {
      D1: {
        kind: 'deductions',
        reason: '',
        deductions: [1, 2].map((n) => ({
          factId: `f${n}`,
          cause: n === 1 ? 'severeSecrecyBreach' : 'minorSecrecyBreach',
          times: 1,
          adopted: true,
          reason: '经核实',
          evidence: null,
        })),
      },
      D2: own('f2', 'minorUndeclaredRelation'),
    });
    expect(result).toMatchObject({ points: 9200, gaps: [] });
  });

  test('parts that are judged rest on no fact and repeat none', () => {
    const marks = { P2: judged(['P2', 650]), O5: judged(['O5.1', 399], ['O5.2', 299], ['O5.3', 300]) };
    expect(assessed(flawless, marks)).toMatchObject({ points: 9948, gaps: [] });
  });
});

describe('the words of a leaf', () => {
  const reasonsOf = (facts: AssessmentFacts, marks: Marks) =>
    assessed(facts, marks).leaves.map(({ reason, evidence }) => [reason, evidence]);

  test('a part names itself before the scorer’s reason, a step has only the reason', () => {
    const marks = { P2: judged(['P2', 650]), O5: judged(['O5.1', 400], ['O5.2', 250], ['O5.3', 300]) };
    expect(reasonsOf(flawless, marks)).toEqual([
      ['见评分记录', '报告第 12 页'],
      ['原因分析：见评分记录', '报告第 12 页'],
    ]);
  });

  test.each([
    ['minorSecrecyBreach', '经核实的一般违规每次：经核实'],
    ['severeSecrecyBreach', '经核实的严重违规每次：经核实'],
  ] as const)('an own deduction for %s names its cause before the reason', (cause, said) =>
    expect(reasonsOf(flawless, { D1: own('f', cause) })).toEqual([[said, '检查记录 3']]),
  );

  test.each([
    [
      '',
      null,
      '评价实施方案应于 2026-05-20 报送，实际 2026-06-30 报送，逾期 1 个工作日，按标准扣 0.40 分',
      null,
    ],
    [
      ' 已与机构核对 ',
      '签收单',
      '评价实施方案应于 2026-05-20 报送，实际 2026-06-30 报送，逾期 1 个工作日，按标准扣 0.40 分（已与机构核对）',
      '签收单',
    ],
  ])(
    'an adopted suggestion keeps its sentence, with the reason %j behind it',
    (reason, evidence, said, shown) => {
      const deduction = {
        factId: 'm',
        cause: 'planLate',
        times: 1,
        evidence,
        adopted: true,
        reason,
      } as const;
      const marks: Marks = { E1: { kind: 'deductions', reason: '', deductions: [deduction] } };
      expect(reasonsOf({ ...flawless, plan: late('m', 1) }, marks)).toEqual([[said, shown]]);
    },
  );

  test('the evidence of the fact goes before the scorer’s', () => {
    const plan = known({
      id: 'm',
      evidence: '收文登记',
      due: '2026-05-20',
      submitted: '2026-05-21',
      workingDaysLate: 1,
    });
    const deduction = {
      factId: 'm',
      cause: 'planLate',
      times: 1,
      evidence: '其他',
      adopted: true,
      reason: '',
    } as const;
    const marks: Marks = { E1: { kind: 'deductions', reason: '', deductions: [deduction] } };
    expect(reasonsOf({ ...flawless, plan }, marks)[0]?.[1]).toBe('收文登记');
  });

  test('an item without a clause cites the rubric alone', () => {
    const { leaves } = assessed(flawless, { P2: judged(['P2', 650]) });
    expect(leaves[0]?.clause).toBe('《预算绩效评价第三方机构考核评分标准》第 1 版 P2');
  });

  test('what is not cut bears no note', () => {
    const comments = known([{ ...source('k'), text: '数据口径', answered: false }]);
    expect(reasonsOf({ ...flawless, comments }, {})).toEqual([
      ['意见「数据口径」未说明是否采纳及理由，按标准扣 1.00 分', null],
    ]);
  });
});

describe('items that do not apply', () => {
  test('the rest is scaled to 100 exactly', () => {
    // O2 (7) left out, P1 −5: 88 ÷ 93 × 100 = 94.6236… → 94.62
    const result = assessed(flawless, { O2: leftOut, P1: own('a', 'leadEvaluatorAbsent', 5) });
    expect(result).toMatchObject({ points: 9462, applicable: 9300, earned: 8800, tier: '优' });
    expect(result.leaves.map((leaf) => [leaf.lost, leaf.counted])).toEqual([[500, 538]]);
  });

  // Of 93.00: 1.00 counts 1.0752…, 0.40 counts 0.4301…, 2.00 counts 2.1505…, 0.50 counts 0.5376….
  test.each<[string, Marks, number, [string, number][]]>([
    [
      'equal remainders, the first ones go up',
      {
        P1: own('a', 'leadEvaluatorAbsent'),
        O1: own('b', 'planReturned'),
        D3: own('c', 'archiveItemMissing'),
      },
      9677,
      [
        ['P1', 108],
        ['O1', 108],
        ['D3', 107],
      ],
    ],
    [
      'the larger remainder goes up, though it comes later and is the smaller loss',
      { P1: own('a', 'leadEvaluatorAbsent', 2), O4: own('b', 'otherFault') },
      9731,
      [
        ['P1', 215],
        ['O4', 54],
      ],
    ],
  ])('hundredths over: %s', (_, marks, points, counts) => {
    const result = assessed(flawless, { ...marks, O2: leftOut });
    expect(result.points).toBe(points);
    expect(result.leaves.map((leaf) => [leaf.item, leaf.counted])).toEqual(counts);
    const inTree = result.dimensions.flatMap(({ items }) => items.flatMap(({ leaves }) => leaves));
    expect(inTree).toEqual(result.leaves);
  });

  test('without a total a leaf counts what it lost', () => {
    const { P2: _, ...marks } = withMarks(flawless, { O2: leftOut, P1: own('a', 'leadEvaluatorAbsent', 5) });
    const result = assess(defaultRubric, flawless, marks);
    expect([result.points, result.leaves.map((leaf) => [leaf.lost, leaf.counted])]).toEqual([
      null,
      [[500, 500]],
    ]);
  });

  test('a dimension of which nothing applies has no points', () => {
    const marks = { E1: leftOut, E2: leftOut, E3: leftOut, D1: leftOut };
    const { dimensions, applicable } = assessed(flawless, marks);
    expect(applicable).toBe(8000);
    expect(dimensions.map(({ code, points, applicable: of }) => [code, points, of])).toEqual([
      ['P', 2000, 2000],
      ['O', 5000, 5000],
      ['E', null, 0],
      ['D', 1000, 1000],
    ]);
  });

  test('nothing lost stays 100.00', () => expect(assessed(flawless, { O2: leftOut }).points).toBe(10000));

  test('off site with consent needs no mark', () => {
    const offSite = { consented: true };
    const facts = {
      ...flawless,
      fieldWork: known({ ...source('f'), done: 0, planned: 40, funds: 100, offSite }),
    };
    const { O2: _, ...marks } = adoptingAll(facts);
    expect(assess(defaultRubric, facts, marks)).toMatchObject({ points: 10000, applicable: 9300, gaps: [] });
  });

  test.each([
    [{ secondPerson: '' }, '第二人'],
    [{ secondPerson: '李一' }, '不能是评分人本人'],
    [{ reason: ' ' }, '写明理由'],
  ])('%j is refused', (fields, part) => {
    const result = assessed(flawless, { O2: { ...leftOut, ...fields } as typeof leftOut });
    expect(result.points).toBeNull();
    expect(result.gaps.join()).toContain(part);
  });

  test('all left out gives no total', () => {
    const marks = Object.fromEntries(Object.keys(adoptingAll(flawless)).map((code) => [code, leftOut]));
    const result = assess(defaultRubric, flawless, marks);
    expect(result).toMatchObject({ points: null, tier: null, applicable: 0 });
    expect(result.gaps).toEqual(['所有评分项均不适用，无法计分']);
  });
});

test('a veto keeps the score and sets 差', () => {
  const veto = { veto: 'falseReport', decisionId: 'v1', reason: '未实施现场调研即出具结论' };
  const marks = adoptingAll(flawless);
  expect(assess(defaultRubric, flawless, marks, [veto])).toMatchObject({
    points: 10000,
    tier: '差',
    vetoes: [veto],
  });
  expect(assess(defaultRubric, flawless, {}, [veto])).toMatchObject({ points: null, tier: '差' });
  expect(assess(defaultRubric, flawless, marks, [{ ...veto, veto: 'x' }]).gaps).toEqual([
    '本版评分标准没有否决事项 x',
  ]);
});

test('the leaves add up to what is missing from 100.00, whatever is lost or left out', () => {
  const count = fc.nat(6);
  const codes = ['P2', 'O2', 'O5', 'O6', 'E1', 'D1', 'D3'];
  fc.assert(
    fc.property(
      fc.tuple(count, count, fc.nat(12), fc.nat(700), fc.nat(400), fc.nat(97)),
      fc.subarray(codes),
      ([comments, faults, days, structure, problems, done], left) => {
        const facts: AssessmentFacts = {
          ...flawless,
          comments: known(
            Array.from({ length: comments }, (_, n) => ({
              ...source(`k${n}`),
              text: '意见',
              answered: false,
            })),
          ),
          reportFaults: known(
            Array.from({ length: faults }, (_, n) => ({
              ...source(`x${n}`),
              gravity: 'other' as const,
              text: '差错',
            })),
          ),
          final: late('m', days),
          fieldWork: known({ ...source('f'), done, planned: 97, funds: 100, offSite: null }),
        };
        const result = assessed(facts, {
          P2: judged(['P2', structure]),
          O5: judged(['O5.1', problems], ['O5.2', 300], ['O5.3', 299]),
          ...Object.fromEntries(left.map((code) => [code, leftOut])),
        });
        expect(result.gaps).toEqual([]);
        expect(lost(result.leaves)).toBe(result.applicable - (result.earned ?? NaN));
        expect(counted(result.leaves)).toBe(10000 - (result.points ?? NaN));
        expect(result.leaves.every((leaf) => leaf.lost >= 0 && leaf.counted >= leaf.lost)).toBe(true);
        const sums = result.dimensions.map(({ points }) => points ?? 0);
        expect(sums.reduce((a, b) => a + b, 0)).toBe(result.earned);
      },
    ),
    { numRuns: 80 },
  );
});

test('the same facts and marks give the same result', () => {
  expect(assessed(flawless)).toEqual(assessed(flawless));
});
