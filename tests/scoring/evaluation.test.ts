import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bondConstruction } from '#scoring/data/bond-framework.ts';
import { wholeDepartment } from '#scoring/data/department-framework.ts';
import { henanProject, nationalProject } from '#scoring/data/frameworks.ts';
import {
  frameworkIndicators,
  type Indicator,
  indicatorFaults,
  type IndicatorMark,
  type IndicatorMarks,
  parseMark,
  scoreSheet,
} from '#scoring/evaluation.ts';
import vectors from '../vectors/evaluation-sheet.json' with { type: 'json' };

const sheet = vectors.cases[0]!;
const firstLevels: Record<string, string> = { A: '决策', B: '过程', C: '产出', D: '效益' };
const pointsOf = (text: string) => Number(text.replace('.', ''));
const given = (got: number | null, reason = '见报告'): IndicatorMark => ({
  kind: 'scored',
  finding: { kind: 'judged', got },
  reason,
});

const indicators: readonly Indicator[] = sheet.input.indicators.map(({ code, title, points }) => ({
  code,
  title,
  firstLevel: firstLevels[code[0] ?? ''] ?? '',
  secondLevel: code.slice(0, 2),
  points: pointsOf(points),
  rule: { kind: 'judged' },
}));
describe('a real sheet', () => {
  test('its indicators are sound', () =>
    expect(indicatorFaults(indicators, 'project')).toEqual({ refused: [], warnings: [] }));
});

/** Two indicators: the sheet's total is what the second one gets plus 50.00. */
const two: readonly Indicator[] = ['A101', 'D101'].map((code) => ({
  code,
  title: code,
  firstLevel: firstLevels[code[0] ?? ''] ?? '',
  secondLevel: '一',
  points: 5000,
  rule: { kind: 'judged' },
}));

describe('grades at their bounds', () => {
  test.each([
    [0, '差'],
    [5999, '差'],
    [6000, '中'],
    [7999, '中'],
    [8000, '良'],
    [8950, '良'],
    [8999, '良'],
    [9000, '优'],
    [10000, '优'],
  ])('%i hundredths are %s', (total, grade) => {
    const first = Math.min(5000, total);
    expect(scoreSheet(two, { A101: given(first), D101: given(total - first) })).toMatchObject({
      points: total,
      grade,
    });
  });
});

describe('gaps', () => {
  test.each<[string, IndicatorMarks, string]>([
    ['a missing mark', { A101: given(5000) }, 'D101「D101」：尚未评分'],
    ['an empty mark', { A101: given(5000), D101: given(null) }, 'D101「D101」：尚未评分'],
    [
      'a loss without a reason',
      { A101: given(5000), D101: given(4999, ' ') },
      'D101「D101」：扣分须写明理由',
    ],
    ['more than the points', { A101: given(5001), D101: given(0) }, '得分须在 0.00 与本指标分值之间'],
    ['below 0', { A101: given(-1), D101: given(0) }, '得分须在 0.00 与本指标分值之间'],
    ['half a hundredth', { A101: given(0.5), D101: given(0) }, '得分最多两位小数'],
    ['NaN', { A101: given(NaN), D101: given(0) }, '得分最多两位小数'],
    ['an unknown code', { A101: given(0), D101: given(0), X: given(0) }, '没有指标 X'],
    [
      'a finding of another kind',
      { A101: given(0), D101: { kind: 'scored', finding: { kind: 'deductions', lost: [] }, reason: '' } },
      '计分方法不符',
    ],
    [
      'left out without a reason',
      { A101: given(0), D101: { kind: 'notApplicable', reason: '' } },
      '写明理由',
    ],
  ])('%s', (_, given_, part) => {
    const result = scoreSheet(two, given_);
    expect(result).toMatchObject({ points: null, grade: null });
    expect(result.gaps.join()).toContain(part);
  });

  test('full marks need no reason, 0 is not missing', () => {
    expect(scoreSheet(two, { A101: given(5000, ''), D101: given(0) })).toMatchObject({
      points: 5000,
      gaps: [],
    });
  });

  test('a first level with a gap has no score, the others have', () => {
    expect(scoreSheet(two, { A101: given(4000) }).firstLevels).toEqual([
      { title: '决策', full: 5000, got: 4000, rate: 8000 },
      { title: '效益', full: 5000, got: null, rate: null },
    ]);
  });

  test('a first level of which one indicator is open has no score', () => {
    const three = [...two, { ...two[1], code: 'D102' } as Indicator].map((indicator, index) => ({
      ...indicator,
      points: [4000, 3000, 3000][index] ?? 0,
    }));
    expect(scoreSheet(three, { A101: given(4000), D102: given(3000) }).firstLevels[1]).toEqual({
      title: '效益',
      full: 6000,
      got: null,
      rate: null,
    });
  });

  test('weights that are not 100 give no total', () => {
    expect(scoreSheet(two.slice(1), { D101: given(5000) })).toMatchObject({
      points: null,
      gaps: ['各指标分值合计须为 100 分，现为 50.00 分'],
    });
  });

  test('a row keeps what was said of it, without blanks at its ends', () => {
    const rows = (mark: IndicatorMark | undefined) =>
      scoreSheet(two, { A101: mark, D101: given(0) }).indicators[0];
    const row = { code: 'A101', title: 'A101', full: 5000, got: null, notApplicable: false, reason: '' };
    expect(rows(undefined)).toEqual(row);
    expect(rows(given(5000, ' 属实 '))).toEqual({ ...row, got: 5000, reason: '属实' });
    expect(rows(given(4000, ' '))).toEqual({ ...row, got: 4000 });
    expect(rows(given(5001, '多'))).toEqual({ ...row, reason: '多' });
    expect(rows({ kind: 'notApplicable', reason: ' 无 ' })).toEqual({
      ...row,
      notApplicable: true,
      reason: '无',
    });
  });
});

describe('indicators that do not apply', () => {
  const leftOut: IndicatorMark = { kind: 'notApplicable', reason: '建设期尚无运营' };
  test('are scaled away exactly', () => {
    const three = [...two, { ...two[1], code: 'D102' } as Indicator].map((indicator, index) => ({
      ...indicator,
      points: [9000, 700, 300][index] ?? 0,
    }));
    // 88.00 of 93.00 → 94.6236…
    const result = scoreSheet(three, { A101: given(8500), D101: leftOut, D102: given(300) });
    expect(result).toMatchObject({ points: 9462, grade: '优', gaps: [] });
    expect(result.firstLevels[1]).toEqual({ title: '效益', full: 300, got: 300, rate: 10000 });
  });
  test('all of them: no total', () => {
    expect(scoreSheet(two, { A101: leftOut, D101: leftOut })).toMatchObject({
      points: null,
      gaps: ['所有指标均不适用，无法计分'],
      firstLevels: [
        { title: '决策', full: 0, got: null, rate: null },
        { title: '效益', full: 0, got: null, rate: null },
      ],
    });
  });
});

test('the total is the sum of the first levels, whatever the marks', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 28, maxLength: 28 }), (percents) => {
      const some = indicators.map(({ code, points }, index): [string, IndicatorMark] => [
        code,
        given(Math.floor((points * (percents[index] ?? 0)) / 100)),
      ]);
      const result = scoreSheet(indicators, Object.fromEntries(some));
      expect(result.points).toBe(result.firstLevels.reduce((all, { got }) => all + (got ?? NaN), 0));
    }),
    { numRuns: 50 },
  );
});

describe('weights', () => {
  const weighted = (points: readonly number[], level = '产出'): readonly Indicator[] =>
    points.map((each, index) => ({
      code: `A10${index}`,
      title: '指标',
      firstLevel: index === 0 ? '决策' : level,
      secondLevel: '二级',
      points: each,
      rule: { kind: 'judged' },
    }));

  test.each([
    [[4000, 6000], []],
    [[4000, 5900], ['各指标分值合计须为 100 分，现为 99.00 分']],
    [[4000, 6100], ['各指标分值合计须为 100 分，现为 101.00 分']],
    [
      [3950, 6050],
      ['指标 A100「指标」的分值须为整数', '指标 A101「指标」的分值须为整数'],
    ],
    [[4000, 6000, 0], ['指标 A102「指标」的分值须大于 0']],
    [[4000, 6100, -100], ['指标 A102「指标」的分值须大于 0']],
    [[], ['各指标分值合计须为 100 分，现为 0.00 分']],
  ])('%j', (points, refused) =>
    expect(indicatorFaults(weighted(points), 'project').refused).toEqual(refused),
  );

  test('a code twice and an empty name are refused', () => {
    const [first, second] = weighted([4000, 6000]) as [Indicator, Indicator];
    expect(indicatorFaults([first, { ...second, code: 'A100' }], 'project').refused).toEqual([
      '指标编码 A100 重复',
    ]);
    expect(indicatorFaults([first, { ...second, title: ' ' }], 'project').refused).toHaveLength(1);
    expect(indicatorFaults([{ ...first, points: NaN }, second], 'project').refused).toHaveLength(1);
  });

  test.each(['title', 'firstLevel', 'secondLevel'] as const)('an empty %s is refused', (level) => {
    const [first, second] = weighted([4000, 6000]) as [Indicator, Indicator];
    for (const text of ['', ' '])
      expect(indicatorFaults([first, { ...second, [level]: text }], 'bondConstruction').refused).toEqual([
        `指标 A101「${level === 'title' ? text : '指标'}」须填写三级名称`,
      ]);
  });

  test('each code that stands twice is named once', () => {
    const all = weighted([2500, 2500, 2500, 2500]).map((one, index) => ({
      ...one,
      code: index < 3 ? 'A1' : 'B1',
    }));
    expect(indicatorFaults(all, 'department').refused).toEqual(['指标编码 A1 重复']);
  });

  test('a weight that is no number leaves the total open', () => {
    const [first, second] = weighted([4000, 6000]) as [Indicator, Indicator];
    expect(indicatorFaults([{ ...first, points: NaN }, second], 'project')).toEqual({
      refused: ['指标 A100「指标」的分值须为整数'],
      warnings: [],
    });
  });

  test('too little weight on results is said with both numbers', () =>
    expect(indicatorFaults(weighted([4100, 5900]), 'project').warnings).toEqual([
      '产出、效益指标合计 59.00 分，原则上不低于 60 分（财预〔2020〕10号），请说明理由',
    ]));

  test.each([
    ['project', '产出', 6000, 0],
    ['project', '产出', 5900, 1],
    ['project', '效果', 6000, 0],
    ['project', '效益', 5900, 1],
    ['bondConstruction', '产出', 5900, 0],
    ['department', '产出', 5900, 0],
  ] as const)('%s with %s at %i hundredths: %i warnings', (kind, level, points, count) =>
    expect(indicatorFaults(weighted([10000 - points, points], level), kind)).toMatchObject({
      refused: [],
      warnings: { length: count },
    }),
  );
});

describe('marks as typed', () => {
  const indicator = { title: '满意度', points: 400 };
  test.each([
    ['0', 0],
    ['4', 400],
    ['4.00', 400],
    [' 3.5 ', 350],
  ])('%j is %i', (text, got) => expect(parseMark(indicator, text)).toEqual({ got }));
  test.each([
    ['', '请填写'],
    ['4.01', '0.00 至 4.00'],
    ['-0.01', '0.00 至 4.00'],
    ['3.999', '两位小数'],
    ['３', '半角'],
    ['1e0', '半角'],
    ['NaN', '半角'],
  ])('%j is refused', (text, part) =>
    expect(parseMark(indicator, text)).toEqual({ problem: expect.stringContaining(part) }),
  );
});

describe('frameworks', () => {
  const shape = (framework: typeof nationalProject) => {
    const levels = framework.rows.map(({ path }) => path[0]);
    return [...new Set(levels)].map((level) => `${level} ${levels.filter((each) => each === level).length}`);
  };
  test.each([
    [nationalProject, 17, ['决策 6', '过程 5', '产出 4', '效益 2']],
    [henanProject, 20, ['决策 6', '过程 5', '产出 4', '效益 5']],
    [bondConstruction, 35, ['决策 10', '管理 12', '产出 7', '效益 6']],
    [wholeDepartment, 28, ['投入 5', '过程 15', '产出 4', '效果 4']],
  ])('$title', (framework, count, levels) => {
    expect(framework.rows).toHaveLength(count);
    expect(shape(framework)).toEqual(levels);
    const codes = frameworkIndicators(framework).map(({ code }) => code);
    expect(new Set(codes).size).toBe(count);
    expect(codes.every((code) => /^[A-D][1-9]\d{2}$/.test(code))).toBe(true);
    expect(framework.rows.every(({ examine }) => examine.length > 0)).toBe(true);
  });
  test('codes follow the levels', () => {
    const found = frameworkIndicators(henanProject).map(({ code, path }) => `${code} ${path[2]}`);
    expect(found.slice(0, 3)).toEqual(['A101 立项依据充分性', 'A102 立项程序规范性', 'A201 绩效目标合理性']);
    expect(found.at(-1)).toBe('D105 满意度');
  });
  test('what is usually left out while building', () => {
    const usual = bondConstruction.rows.filter((row) => row.usuallyNotApplicable).map(({ path }) => path[2]);
    expect(usual).toEqual(['资产备案和产权登记情况', '运营成本']);
  });
});
