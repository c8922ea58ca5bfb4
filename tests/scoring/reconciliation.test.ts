import { describe, expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { compareSheets } from '#scoring/reconciliation.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { Marks } from '#scoring/marks.ts';
import { rational } from '#scoring/points.ts';
import { flawless, judged, leftOut, own, withMarks } from './assessment-case.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

const sheet = (marks: Marks) => assess(defaultRubric, flawless, withMarks(flawless, marks));
const compared = (lineDivision: Marks, performanceDivision: Marks, agreed = {}) =>
  compareSheets(defaultRubric, sheet(lineDivision), sheet(performanceDivision), agreed);
const toReconcile = (comparison: ReturnType<typeof compareSheets>) =>
  comparison.items.filter(({ reconcile }) => reconcile !== null).map(({ code }) => code);

test('equal sheets keep their points', () => {
  expect(compared({}, {})).toMatchObject({ points: 10000, tier: '优', gaps: [], tiersDiffer: false });
});

test('the mean stays exact and the total is rounded once', () => {
  // P2 6.99 and 7.00 → 6.995; O5 9.99 and 10.00 → 9.995; together 99.99, no half lost.
  const comparison = compared(
    { P2: judged(['P2', 699]), O5: judged(['O5.1', 399], ['O5.2', 300], ['O5.3', 300]) },
    {},
  );
  expect(comparison.points).toBe(9999);
  expect(comparison.items.find(({ code }) => code === 'P2')?.result).toEqual(rational(6995, 1000));
  expect(compared({ P2: judged(['P2', 699]) }, {}).points).toBe(10000);
});

describe('reconciliation', () => {
  // P2 has 7.00: 20 % is 1.40. O3 is 9.00 and D3 4.00: 20 % is 0.80, so at least 1.00 counts.
  test.each([
    [{ P2: judged(['P2', 560]) }, []],
    [{ P2: judged(['P2', 559]) }, ['P2']],
    [{ D3: own('z1', 'archiveItemMissing') }, ['D3']],
    [{ O5: judged(['O5.1', 200], ['O5.2', 300], ['O5.3', 300]) }, []],
    [{ O5: judged(['O5.1', 199], ['O5.2', 300], ['O5.3', 300]) }, ['O5']],
  ] satisfies [Marks, string[]][])('%#', (lineDivision, codes) =>
    expect(toReconcile(compared(lineDivision, {}))).toEqual(codes),
  );

  test('under 1.00 point the mean is taken even above 20 %', () => {
    const policy = { ...defaultRubric.policy, differencePercent: 1 };
    const rubric = { ...defaultRubric, policy };
    const codes = (points: number) =>
      toReconcile(compareSheets(rubric, sheet({ P2: judged(['P2', points]) }), sheet({})));
    expect(codes(601)).toEqual([]);
    expect(codes(600)).toEqual(['P2']);
  });

  test('totals in two tiers put every differing row up', () => {
    const lineDivision = { P1: own('a', 'leadEvaluatorAbsent', 5), D1: own('b', 'severeSecrecyBreach') };
    const comparison = compared({ ...lineDivision, P2: judged(['P2', 699]) }, lineDivision);
    expect(comparison.tiersDiffer).toBe(true);
    expect(toReconcile(comparison)).toEqual(['P2']);
    expect(comparison.points).toBeNull();
  });

  test('an agreed score with a joint reason settles a row', () => {
    const lineDivision = { P2: judged(['P2', 400]) };
    expect(compared(lineDivision, {}).gaps).toHaveLength(1);
    expect(compared(lineDivision, {}, { P2: { points: 600, reason: '' } }).gaps).toEqual([
      'P2「专业结构」：会商结果须写明共同理由',
    ]);
    expect(compared(lineDivision, {}, { P2: { points: 701, reason: '共同核对' } }).points).toBeNull();
    expect(compared(lineDivision, {}, { P2: { points: -1, reason: '共同核对' } }).points).toBeNull();
    expect(compared(lineDivision, {}, { P2: { points: 0.5, reason: '共同核对' } }).points).toBeNull();
    expect(compared(lineDivision, {}, { P2: { points: 600, reason: '共同核对' } })).toMatchObject({
      points: 9900,
      gaps: [],
    });
  });

  test('an agreed score for a row that needs none is not used', () => {
    expect(compared({}, {}, { P2: { points: 100, reason: '共同核对' } }).points).toBe(10000);
  });

  test('left out by one only', () => {
    const comparison = compared({ O2: leftOut }, {});
    expect(toReconcile(comparison)).toEqual(['O2']);
    const lineDivision = { O2: leftOut, P1: own('a', 'leadEvaluatorAbsent', 5) };
    const performanceDivision = { P1: own('a', 'leadEvaluatorAbsent', 5) };
    expect(
      compared(lineDivision, performanceDivision, { O2: { points: null, reason: '确无现场调研' } }).points,
    ).toBe(9462);
    expect(
      compared(lineDivision, performanceDivision, { O2: { points: 700, reason: '有调研' } }).points,
    ).toBe(9500);
  });

  test('left out by both scales the rest', () => {
    const lineDivision = { O2: leftOut, P1: own('a', 'leadEvaluatorAbsent', 5) };
    expect(compared(lineDivision, lineDivision)).toMatchObject({ points: 9462, gaps: [] });
  });
});

test('weights other than 50 and 50', () => {
  const policy = { ...defaultRubric.policy, lineWeight: 60, performanceWeight: 40 };
  const comparison = compareSheets(
    { ...defaultRubric, policy },
    sheet({ P2: judged(['P2', 600]) }),
    sheet({}),
  );
  expect(comparison.points).toBe(9940);
});

test('a sheet with gaps gives no comparison, a veto gives 差', () => {
  const open = assess(defaultRubric, flawless, {});
  expect(compareSheets(defaultRubric, open, sheet({}))).toMatchObject({
    points: null,
    tier: null,
    items: [],
  });
  const veto = { veto: 'collusion', decisionId: 'v1', reason: '串通' };
  const vetoed = assess(defaultRubric, flawless, withMarks(flawless, {}), [veto]);
  expect(compareSheets(defaultRubric, vetoed, vetoed)).toMatchObject({
    points: 10000,
    tier: '差',
    tiersDiffer: false,
  });
});

describe('what a row says', () => {
  const rowOf = (code: string, comparison: ReturnType<typeof compareSheets>) =>
    comparison.items.find((item) => item.code === code);

  test.each<[Marks, Marks, string, number | null, string | null]>([
    [{ P2: judged(['P2', 559]) }, {}, 'P2', 141, '相差 1.41 分，超过本项分值的 20%，须会商'],
    [{}, { P2: judged(['P2', 559]) }, 'P2', 141, '相差 1.41 分，超过本项分值的 20%，须会商'],
    [{ P2: judged(['P2', 560]) }, {}, 'P2', 140, null],
    [{ O2: leftOut }, {}, 'O2', null, '一方标记不适用，另一方已评分，须会商'],
    [{}, { O2: leftOut }, 'O2', null, '一方标记不适用，另一方已评分，须会商'],
    [{ O2: leftOut }, { O2: leftOut }, 'O2', null, null],
  ])('%#', (lineDivision, performanceDivision, code, difference, reconcile) =>
    expect(rowOf(code, compared(lineDivision, performanceDivision))).toMatchObject({ difference, reconcile }),
  );

  test('totals in two tiers put up what differs, and nothing that is equal', () => {
    const both = { P1: own('a', 'leadEvaluatorAbsent', 5), D1: own('b', 'severeSecrecyBreach') };
    const comparison = compared({ ...both, P2: judged(['P2', 699]) }, both);
    expect(rowOf('P2', comparison)?.reconcile).toBe('两份总分不在同一考核等级，凡有差异的评分项均须会商');
    expect(rowOf('P1', comparison)?.reconcile).toBeNull();
    expect(comparison.gaps).toEqual(['P2「专业结构」：两份总分不在同一考核等级，凡有差异的评分项均须会商']);
  });

  test.each([
    [0, 9300],
    [700, 10000],
  ])('%i hundredths of 7.00 may be agreed: %i', (points, total) => {
    const agreed = { P2: { points, reason: '共同核对' } };
    const comparison = compared({ P2: judged(['P2', 400]) }, {}, agreed);
    expect(comparison).toMatchObject({ points: total, gaps: [] });
    expect(rowOf('P2', comparison)).toMatchObject({ agreed: agreed.P2, result: rational(points, 100) });
  });

  test('what was agreed without need is not shown as agreed', () =>
    expect(rowOf('P2', compared({}, {}, { P2: { points: 1, reason: '核对' } }))?.agreed).toBeNull());

  test.each([-1, 701, 0.5])('%d hundredths of 7.00 are refused', (points) =>
    expect(compared({ P2: judged(['P2', 400]) }, {}, { P2: { points, reason: '共同核对' } }).gaps).toEqual([
      'P2「专业结构」：会商得分须在 0.00 至 7.00 之间',
    ]),
  );
});

describe('sheets that do not meet', () => {
  const veto = { veto: 'collusion', decisionId: 'v1', reason: '串通' };
  const withVeto = (marks: Marks) => assess(defaultRubric, flawless, marks, [veto]);

  test('gaps name the sheet they are of', () => {
    const { P2: _, ...open } = withMarks(flawless, {});
    const { O5: __, ...other } = withMarks(flawless, {});
    const two = [open, other].map((marks) => assess(defaultRubric, flawless, marks));
    expect(compareSheets(defaultRubric, two[0]!, two[1]!)).toEqual({
      items: [],
      tiersDiffer: false,
      gaps: ['业务科室评分：P2「专业结构」：尚未评分', '绩效科评分：O5「结论与建议质量」：尚未评分'],
      points: null,
      tier: null,
    });
  });

  test('a veto on one of them is enough, with gaps too', () => {
    const whole = withMarks(flawless, {});
    expect(compareSheets(defaultRubric, withVeto(whole), sheet({}))).toMatchObject({
      tier: '差',
      points: 10000,
    });
    expect(compareSheets(defaultRubric, sheet({}), withVeto(whole)).tier).toBe('差');
    expect(compareSheets(defaultRubric, withVeto({}), sheet({}))).toMatchObject({ tier: '差', points: null });
  });

  test('when both agree that nothing applies there is no total, and a gap says so', () => {
    const rubric = rubricOf(itemBy({ kind: 'steps', steps: [{ label: '好', from: 0, anchor: '' }] }));
    const parts = { A1: judged(['A1', 1000]), Z1: judged(['Z1.1', 9000]) };
    const line = assess(rubric, flawless, { ...parts, A1: leftOut });
    const performance = assess(rubric, flawless, { ...parts, Z1: leftOut });
    const none = { points: null, reason: '确不适用' };
    expect(compareSheets(rubric, line, performance, { A1: none, Z1: none })).toMatchObject({
      points: null,
      tier: null,
      gaps: ['所有评分项均不适用，无法计分'],
    });
    expect(
      compareSheets(rubric, line, performance, { A1: none, Z1: { points: 4500, reason: '核对' } }),
    ).toMatchObject({ points: 5000, gaps: [] });
  });

  test('two rubrics cannot be compared', () => {
    const [first, ...rest] = defaultRubric.dimensions;
    const turned = { ...defaultRubric, dimensions: [...rest, first!] };
    const other = assess(turned, flawless, withMarks(flawless, {}));
    expect(() => compareSheets(defaultRubric, sheet({}), other)).toThrow('different rubrics');
  });
});
