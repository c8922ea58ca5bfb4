/** 财预〔2020〕10号 and Henan's bond rule (requirements §4.2, §4.9, §5.2); every expectation by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bondWeights,
  projectWeights,
  selfEvaluate,
  type SelfEvaluation,
  type SelfEvaluationIndicator,
  type SelfEvaluationResult,
} from '#scoring/self-evaluation.ts';

const reached = (target: string, actual: string, reduced = 0): SelfEvaluationResult => ({
  kind: 'quantitative',
  target,
  actual,
  reduced,
});
const level = '部分达成预期指标并具有一定效果';
const row = (
  part: SelfEvaluationIndicator['part'],
  points: number,
  result: SelfEvaluationResult = reached('100', '100'),
  explanation = '',
): SelfEvaluationIndicator => ({ part, title: `${part} ${points}`, points, result, explanation });
const full = [row('output', 5000), row('benefit', 3000), row('satisfaction', 1000)];
const of = (more: Partial<SelfEvaluation> = {}): SelfEvaluation => ({
  weights: projectWeights,
  budget: { planned: '200', spent: '200' },
  indicators: full,
  ...more,
});

test('the four parts weigh 10, 50, 30 and 10', () => {
  expect(selfEvaluate(of())).toEqual({
    points: 10000,
    grade: '优',
    parts: [
      { part: 'execution', full: 1000, got: 1000 },
      { part: 'output', full: 5000, got: 5000 },
      { part: 'benefit', full: 3000, got: 3000 },
      { part: 'satisfaction', full: 1000, got: 1000 },
    ],
    indicators: [5000, 3000, 1000],
    refused: [],
    warnings: [],
  });
});

describe('budget execution', () => {
  test.each([
    ['200', '0', 0],
    ['200', '100', 500],
    ['200', '199.99', 1000],
    ['200', '199.8', 999],
    ['200', '200.01', 1000],
    ['13534.70', '12634.70', 934],
    ['3', '1', 333],
    ['3', '2', 667],
  ])('of %s, %s spent: %i', (planned, spent, got) =>
    expect(selfEvaluate(of({ budget: { planned, spent } })).parts[0]?.got).toBe(got),
  );
  test.each([
    [null, '须为数字'],
    [{ planned: '', spent: '1' }, '须为数字'],
    [{ planned: '2', spent: '很多' }, '须为数字'],
    [{ planned: '0', spent: '0' }, '大于 0'],
    [{ planned: '2', spent: '-1' }, '小于 0'],
  ])('%j is refused', (budget, part) => {
    const sheet = selfEvaluate(of({ budget }));
    expect(sheet).toMatchObject({ points: null, grade: null });
    expect(sheet.refused.join()).toContain(part);
  });
});

describe('an output of 50', () => {
  const scored = (result: SelfEvaluationResult, explanation = '') =>
    selfEvaluate(of({ indicators: [row('output', 5000, result, explanation), ...full.slice(1)] }));
  test.each([
    ['100', 5000],
    ['99.99', 5000],
    ['99', 4950],
    ['70', 3500],
    ['130', 5000],
  ])('%s of 100 earns %i', (actual, got) =>
    expect(scored(reached('100', actual))).toMatchObject({ indicators: [got, 3000, 1000], refused: [] }),
  );
  test.each(['69.99', '130.01', '0'])('%s of 100 must be explained', (actual) => {
    expect(scored(reached('100', actual)).refused.join()).toContain('须说明偏差原因');
    expect(scored(reached('100', actual), '受疫情影响').refused).toEqual([]);
  });
  test('a target set too low costs what is taken off, explained, and only above the target', () => {
    expect(scored(reached('100', '150', 800), '指标值偏低').indicators[0]).toBe(4200);
    expect(scored(reached('100', '110', 800)).refused.join()).toContain('须说明');
    expect(scored(reached('100', '100', 1), '偏低').refused.join()).toContain('超额完成');
    expect(scored(reached('100', '150', 5001), '偏低').refused.join()).toContain('0.00 至 50.00');
    expect(scored(reached('100', '150', -1), '偏低').refused.join()).toContain('0.00 至 50.00');
  });
  test('qualitative by its level', () => {
    expect(scored({ kind: 'qualitative', level, percent: 79 }).indicators[0]).toBe(3950);
    expect(scored({ kind: 'qualitative', level, percent: 60 }).indicators[0]).toBe(3000);
    for (const percent of [80, 59, null])
      expect(scored({ kind: 'qualitative', level, percent }).points).toBeNull();
  });
  test.each([
    ['', '1', '须为数字'],
    ['0', '1', '大于 0'],
    ['1', '-1', '小于 0'],
  ])('%j, %j is refused', (target, actual, part) =>
    expect(scored(reached(target, actual)).refused.join()).toContain(part),
  );
});

describe('weights', () => {
  test('indicators that do not fill their part are refused', () => {
    expect(selfEvaluate(of({ indicators: full.slice(0, 2) })).refused).toEqual([
      '满意度指标分值合计须为 10.00 分，现为 0.00 分',
    ]);
    expect(selfEvaluate(of({ indicators: [row('output', 4999), ...full.slice(1)] })).refused).toEqual([
      '产出指标分值合计须为 50.00 分，现为 49.99 分',
    ]);
    expect(selfEvaluate(of({ indicators: [...full, row('cost', 100)] })).refused.join()).toContain(
      '成本指标',
    );
  });
  test('other weights are a warning while they add up to 100, refused otherwise', () => {
    const weights = { ...projectWeights, output: 4000, benefit: 4000 };
    const indicators = [row('output', 4000), row('benefit', 4000), row('satisfaction', 1000)];
    expect(selfEvaluate(of({ weights, indicators }))).toMatchObject({
      points: 10000,
      warnings: { length: 1 },
    });
    const short = { ...projectWeights, benefit: 2900 };
    expect(selfEvaluate(of({ weights: short })).refused.join()).toContain('现为 99.00 分');
    const broken = { ...projectWeights, output: 4950, benefit: 3050 };
    expect(selfEvaluate(of({ weights: broken })).refused).toContain('一级指标的权重须为不小于 0 的整数');
  });
  test.each([
    [true, true, [1000, 2000, 4000, 2000, 1000]],
    [false, true, [1000, 2000, 4000, 3000, 0]],
    [true, false, [0, 3000, 4000, 2000, 1000]],
    [false, false, [0, 3000, 4000, 3000, 0]],
  ])('bonds: satisfaction %s, fiscal money %s', (satisfaction, fiscalMoney, expected) => {
    const weights = bondWeights({ satisfaction, fiscalMoney });
    expect(Object.values(weights)).toEqual(expected);
    const parts = ['cost', 'output', 'benefit', 'satisfaction'] as const;
    const indicators = parts.filter((part) => weights[part] > 0).map((part) => row(part, weights[part]));
    const budget = fiscalMoney ? { planned: '1', spent: '1' } : null;
    expect(selfEvaluate({ weights, budget, indicators })).toMatchObject({ points: 10000, warnings: [] });
  });
});

describe('what is refused', () => {
  const numbers = '年度指标值和实际完成值须为数字';
  const explain = '完成率低于 70%、高于 130% 或调减分值的，须说明偏差原因';
  test.each<[SelfEvaluationIndicator, string]>([
    [row('output', 5000, reached('', '1')), numbers],
    [row('output', 5000, reached('1', '很多')), numbers],
    [row('output', 5000, reached('0', '1')), '年度指标值须大于 0，否则无法计算完成率'],
    [row('output', 5000, reached('-1', '1')), '年度指标值须大于 0，否则无法计算完成率'],
    [row('output', 5000, reached('1', '-1')), '实际完成值不得小于 0'],
    [row('output', 5000, reached('100', '69'), ' '), explain],
    [row('output', 5000, reached('100', '120', 1), ' '), explain],
    [row('output', 5000, reached('100', '150', 0.5), '偏低'), '调减的分值须在 0.00 至 50.00 之间'],
    [
      row('output', 5000, reached('100', '99', 1), '偏低'),
      '只有超额完成且指标值设定明显偏低的，才按偏离程度调减',
    ],
    [row('output', 5000, { kind: 'qualitative', level, percent: null }), '尚未填写达成程度'],
  ])('%o: %s', (indicator, fault) => {
    const sheet = selfEvaluate(of({ indicators: [indicator, ...full.slice(1)] }));
    expect(sheet.refused).toEqual([`「output 5000」：${fault}`]);
    expect(sheet).toMatchObject({ points: null, grade: null, indicators: [null, 3000, 1000] });
    expect(sheet.parts.map(({ part, got }) => [part, got])).toEqual([
      ['execution', 1000],
      ['output', null],
      ['benefit', 3000],
      ['satisfaction', 1000],
    ]);
  });

  test('all that may be taken off, and nothing of it', () => {
    const all = row('output', 5000, reached('100', '150', 5000), '偏低');
    expect(selfEvaluate(of({ indicators: [all, ...full.slice(1)] })).points).toBe(5000);
    expect(
      selfEvaluate(of({ indicators: [row('output', 5000, reached('1', '0'), '未实施'), ...full.slice(1)] }))
        .points,
    ).toBe(5000);
  });

  test.each([0, -100, 0.5])('an indicator of %d hundredths', (points) => {
    const { refused } = selfEvaluate(of({ indicators: [...full, row('output', points)] }));
    expect(refused.join()).toContain(`「output ${points}」：分值须大于 0.00 且最多两位小数`);
  });

  test('one row of several in a part leaves the part open', () => {
    const indicators = [row('output', 2000), row('output', 3000, reached('', '')), ...full.slice(1)];
    expect(selfEvaluate(of({ indicators })).parts[1]).toEqual({ part: 'output', full: 5000, got: null });
  });

  test.each([
    [null, '预算执行率：全年预算数和全年执行数须为数字'],
    [{ planned: '1', spent: '' }, '预算执行率：全年预算数和全年执行数须为数字'],
    [{ planned: '', spent: '1' }, '预算执行率：全年预算数和全年执行数须为数字'],
    [{ planned: '-1', spent: '1' }, '预算执行率：全年预算数须大于 0'],
    [{ planned: '1', spent: '-0.01' }, '预算执行率：全年执行数不得小于 0'],
  ])('a budget of %j', (budget, fault) => expect(selfEvaluate(of({ budget })).refused).toEqual([fault]));

  test.each([
    [{ execution: -1000, output: 7000 }],
    [{ execution: 1050, output: 4950 }],
    [{ execution: NaN }],
    [{ execution: 1000.5 }],
    [{ output: Infinity }],
  ])('weights of %j', (more) =>
    expect(selfEvaluate(of({ weights: { ...projectWeights, ...more } })).refused).toContain(
      '一级指标的权重须为不小于 0 的整数',
    ),
  );

  test('weights that are not 100 in all', () =>
    expect(selfEvaluate(of({ weights: { ...projectWeights, execution: 900 } })).refused).toEqual([
      '一级指标权重合计须为 100 分，现为 99.00 分',
    ]));
});

test.each([
  [{ execution: 900, output: 5100 }],
  [{ output: 5100, benefit: 2900 }],
  [{ benefit: 3100, satisfaction: 900 }],
])('other weights, %j, are to be explained', (more) =>
  expect(selfEvaluate(of({ weights: { ...projectWeights, ...more } })).warnings).toEqual([
    '权重原则上为预算执行率 10、产出指标 50、效益指标 30、服务对象满意度指标 10（财预〔2020〕10号），请说明调整理由',
  ]),
);

test('the total is the exact sum of the parts and stays within 100', () => {
  const actual = fc.integer({ min: 0, max: 300 }).map(String);
  fc.assert(
    fc.property(fc.tuple(actual, actual, actual, actual), ([spent, ...done]) => {
      const indicators = full.map((one, index) => ({
        ...one,
        result: reached('100', done[index]!),
        explanation: '已说明',
      }));
      const { points, parts } = selfEvaluate(of({ budget: { planned: '100', spent }, indicators }));
      expect(points).toBe(parts.reduce((all, { got }) => all + (got ?? NaN), 0));
      expect(points).toBeLessThanOrEqual(10000);
    }),
  );
});
