import { describe, expect, test } from 'vitest';
import { type Finding, scoreByRule, type ScoringRule, surveyIndex } from '#scoring/indicator-rules.ts';
import { rational } from '#scoring/points.ts';

const elements = (count: number): ScoringRule => ({
  kind: 'elements',
  elements: Array.from({ length: count }, (_, index) => `要素${index + 1}`),
});
const ratio = (zeroAt: number, fullAt: number): ScoringRule => ({ kind: 'ratio', zeroAt, fullAt });
const reached = (...pairs: readonly [string, string][]): Finding => ({
  kind: 'ratio',
  parts: pairs.map(([done, planned]) => ({ done, planned })),
});
const got = (points: number, rule: ScoringRule, finding: Finding) => {
  const scored = scoreByRule(points, rule, finding);
  return 'got' in scored ? scored.got : scored.fault;
};

describe('equal shares of elements', () => {
  test.each([
    [300, [50, 90, 100], 240],
    [500, [100, 100, 0], 333],
    [300, [100, 100, 0], 200],
    [500, [100, 100, 100, 100, 0], 400],
    [400, [0, 0, 0, 0], 0],
  ])('%i hundredths with %j met: %i', (points, met, expected) =>
    expect(got(points, elements(met.length), { kind: 'elements', met })).toBe(expected),
  );
  test.each([
    [[100, null], '尚未评定'],
    [[100], '逐项'],
    [[100, 101], '0 至 100'],
    [[100, -1], '0 至 100'],
    [[100, 33.3], '0 至 100'],
  ])('%j is refused', (met, part) =>
    expect(got(400, elements(2), { kind: 'elements', met })).toContain(part),
  );
  test('a rule without elements', () =>
    expect(got(400, elements(0), { kind: 'elements', met: [] })).toContain('逐项'));
});

describe('ratios', () => {
  // Full at 100 %, nothing at 80 %, 5 % of the points for each 1 % between.
  test.each([
    ['93.35', 334],
    ['100', 500],
    ['101', 500],
    ['80', 0],
    ['79.99', 0],
    ['80.02', 1],
    ['80.01', 0],
    ['99', 475],
  ])('an execution of %s %% earns %i of 5.00', (percent, points) =>
    expect(got(500, ratio(80, 100), reached([percent, '100']))).toBe(points),
  );
  test('stated as a mean of three it is 3.99', () =>
    expect(got(500, ratio(80, 100), reached(['87.93', '100'], ['1', '1'], ['1', '1']))).toBe(399));
  test('the mean is not rounded on the way', () =>
    expect(
      got(800, ratio(0, 100), reached(['131', '146'], ['65', '101'], ['161', '168'], ['168', '174'])),
    ).toBe(693));
  test('satisfaction: full from 90 % on, 5 % of the points for each 1 % below', () => {
    expect(got(400, ratio(70, 90), reached(['89', '100']))).toBe(380);
    expect(got(400, ratio(70, 90), reached(['90', '100']))).toBe(400);
  });
  test.each([
    [reached(), '尚未填写'],
    [reached(['1', '0']), '大于 0'],
    [reached(['-1', '2']), '小于 0'],
    [reached(['很多', '2']), '数字'],
    [reached(['1', 'NaN']), '数字'],
  ])('%j is refused', (finding, part) => expect(got(400, ratio(0, 100), finding)).toContain(part));
  test('a rule whose bounds do not rise', () =>
    expect(got(400, ratio(100, 100), reached(['1', '1']))).toContain('满分比率'));
});

describe('survey', () => {
  const survey: ScoringRule = { kind: 'survey', zeroAt: 70, fullAt: 90 };
  test.each([
    [[329, 94, 4, 2, 3], rational(100 * 329 + 75 * 94 + 50 * 4 + 25 * 2, 432), 400],
    [[7055, 1589, 511, 96, 59], rational(100 * 7055 + 75 * 1589 + 50 * 511 + 25 * 96, 9310), 400],
    [[1, 0, 0, 0, 0], rational(100), 400],
    [[0, 0, 0, 0, 1], rational(0), 0],
    [[0, 1, 0, 0, 0], rational(75), 100],
    [[0, 0, 1, 0, 0], rational(50), 0],
    [[0, 0, 0, 1, 0], rational(25), 0],
  ] as const)('%j', (answers, index, points) => {
    expect(surveyIndex(answers)).toEqual(index);
    expect(got(400, survey, { kind: 'survey', answers })).toBe(points);
  });
  test('the two printed indexes', () => {
    const inHundredths = (index: ReturnType<typeof surveyIndex>) =>
      typeof index === 'string' ? index : Number((index.n * 100n * 2n + index.d) / (index.d * 2n));
    expect(inHundredths(surveyIndex([329, 94, 4, 2, 3]))).toBe(9306);
    expect(inHundredths(surveyIndex([7055, 1589, 511, 96, 59]))).toBe(9158);
  });
  test.each([
    [[0, 0, 0, 0, 0], '没有有效问卷'],
    [[1, -1, 0, 0, 0], '份数'],
    [[0.5, 0, 0, 0, 0], '份数'],
  ] as const)('%j is refused', (answers, part) =>
    expect(got(400, survey, { kind: 'survey', answers })).toContain(part),
  );
});

describe('steps and deductions', () => {
  const steps: ScoringRule = {
    kind: 'steps',
    steps: [
      { label: '完全达到', points: 400 },
      { label: '部分达到', points: 250 },
      { label: '未达到', points: 0 },
    ],
  };
  test.each([
    ['完全达到', 400],
    ['部分达到', 250],
    ['未达到', 0],
  ])('%s earns %i', (label, points) => expect(got(400, steps, { kind: 'steps', label })).toBe(points));
  test('an unknown step, a step above the points', () => {
    expect(got(400, steps, { kind: 'steps', label: '其他' })).toContain('「部分达到」');
    expect(got(300, steps, { kind: 'steps', label: '完全达到' })).toContain('超出');
  });
  test.each([
    [[], 400],
    [[50, 100], 250],
    [[400], 0],
    [[300, 200], 0],
    [[0], '大于 0.00'],
    [[-50], '大于 0.00'],
    [[0.5], '大于 0.00'],
  ])('losses of %j', (lost, expected) => {
    const scored = got(400, { kind: 'deductions' }, { kind: 'deductions', lost });
    if (typeof expected === 'number') expect(scored).toBe(expected);
    else expect(scored).toContain(expected);
  });
});

describe('yes or no', () => {
  test.each([
    [true, 400],
    [false, 0],
    [null, '尚未判断'],
  ])('%s', (met, expected) => {
    const scored = got(400, { kind: 'yesNo' }, { kind: 'yesNo', met });
    if (typeof expected === 'number') expect(scored).toBe(expected);
    else expect(scored).toContain(expected);
  });
});

// 财预〔2020〕10号: 100–80 (incl.), 80–60 (incl.), 60–0.
describe('qualitative attainment', () => {
  const [full, part, none] = [
    '全部或基本达成预期指标',
    '部分达成预期指标并具有一定效果',
    '未达成预期指标且效果较差',
  ] as const;
  test.each([
    [full, 100, 1000],
    [full, 80, 800],
    [full, 79, '80 至 100'],
    [full, 101, '80 至 100'],
    [part, 80, '60 至 79'],
    [part, 79, 790],
    [part, 60, 600],
    [part, 59, '60 至 79'],
    [none, 60, '0 至 59'],
    [none, 59, 590],
    [none, 0, 0],
    [none, -1, '0 至 59'],
    [part, 70.5, '整数'],
    [part, null, '尚未填写'],
  ] as const)('%s at %s %%', (level, percent, expected) => {
    const scored = got(1000, { kind: 'attainment' }, { kind: 'attainment', level, percent });
    if (typeof expected === 'number') expect(scored).toBe(expected);
    else expect(scored).toContain(expected);
  });
});

describe('savings, changes and what should be small', () => {
  // 成本节约率 = (planned − actual) ÷ planned; full at 10 %, nothing at 0 %.
  test.each([
    ['90', 400],
    ['89.99', 400],
    ['95', 200],
    ['100', 0],
    ['100.01', 0],
  ])('a cost of %s for 100 planned earns %i', (done, points) =>
    expect(got(400, { ...ratio(0, 10), measure: 'saved' } as ScoringRule, reached([done, '100']))).toBe(
      points,
    ),
  );
  // “三公经费”变动率 = (this year − last year) ÷ last year; full at 0 %, nothing at 20 %.
  test.each([
    ['80', 400],
    ['100', 400],
    ['110', 200],
    ['120', 0],
    ['130', 0],
  ])('%s after 100 the year before earns %i', (done, points) =>
    expect(got(400, { ...ratio(20, 0), measure: 'changed' } as ScoringRule, reached([done, '100']))).toBe(
      points,
    ),
  );
  test.each([
    ['100', 400],
    ['100.01', 400],
    ['105', 200],
    ['110', 0],
  ])('a control of %s %% where 110 %% earns nothing: %i', (done, points) =>
    expect(got(400, ratio(110, 100), reached([done, '100']))).toBe(points),
  );
  test('a survey is never better for being low', () =>
    expect(
      got(400, { kind: 'survey', zeroAt: 90, fullAt: 70 }, { kind: 'survey', answers: [1, 0, 0, 0, 0] }),
    ).toContain('满分比率'));
});

describe('a table of bands', () => {
  const bands: ScoringRule = {
    kind: 'bands',
    bands: [
      { from: 90, points: 400 },
      { from: 60, points: 200 },
      { from: 0, points: 0 },
    ],
  };
  test.each([
    ['90', 400],
    ['89.99', 200],
    ['60', 200],
    ['59.99', 0],
    ['0', 0],
    ['130', 400],
  ])('%s %% earns %i', (done, points) =>
    expect(got(400, bands, { kind: 'bands', parts: [{ done, planned: '100' }] })).toBe(points),
  );
  test('a table that does not fall to 0, a row above the points, no data', () => {
    const parts = [{ done: '95', planned: '100' }];
    expect(
      got(400, { kind: 'bands', bands: [{ from: 60, points: 400 }] }, { kind: 'bands', parts }),
    ).toContain('从高到低');
    expect(got(400, { kind: 'bands', bands: [] }, { kind: 'bands', parts })).toContain('从高到低');
    expect(got(300, bands, { kind: 'bands', parts })).toContain('超出');
    expect(got(400, bands, { kind: 'bands', parts: [] })).toContain('尚未填写');
  });
});

describe('so much for each', () => {
  test.each([
    [0, 0],
    [1, 150],
    [2, 300],
    [3, 400],
    [-1, '项数'],
    [1.5, '项数'],
    [null, '尚未填写'],
  ])('%s of them', (count, expected) => {
    const scored = got(400, { kind: 'counts', each: 150 }, { kind: 'counts', count });
    if (typeof expected === 'number') expect(scored).toBe(expected);
    else expect(scored).toContain(expected);
  });
  test('nothing for each', () =>
    expect(got(400, { kind: 'counts', each: 0 }, { kind: 'counts', count: 1 })).toContain('每项的分值'));
});

describe('mixed', () => {
  const mixed = (first: number, second: number): ScoringRule => ({
    kind: 'mixed',
    parts: [
      { percent: first, rule: { kind: 'ratio', zeroAt: 0, fullAt: 100 } },
      { percent: second, rule: { kind: 'elements', elements: ['一', '二', '三'] } },
    ],
  });
  const found = (met: readonly number[]): Finding => ({
    kind: 'mixed',
    findings: [
      { kind: 'ratio', parts: [{ done: '1', planned: '3' }] },
      { kind: 'elements', met },
    ],
  });
  // 5.00 × (1/6 + 0) is 0.833… and 5.00 × (1/6 + 1/6) is 1.666…; rounded part by part the last were 1.66.
  test.each([
    [100, [100, 100, 0], 50],
    [5, [100, 0, 0], 2],
    [500, [100, 0, 0], 167],
    [500, [0, 0, 0], 83],
  ])('%i hundredths with %j', (points, met, expected) =>
    expect(got(points, mixed(50, 50), found(met))).toBe(expected),
  );
  test('parts that are not 100 %, a part missing, a part open', () => {
    expect(got(100, mixed(50, 49), found([0, 0, 0]))).toContain('合计 100%');
    expect(got(100, mixed(50, 50), { kind: 'mixed', findings: [] })).toContain('共 2 部分');
    expect(got(100, mixed(50, 50), found([100]))).toContain('第 2 部分');
    expect(got(100, mixed(50, 50), { kind: 'yesNo', met: true })).toContain('不符');
  });
});

test.each<[ScoringRule, Finding]>([
  [{ kind: 'judged' }, { kind: 'yesNo', met: true }],
  [
    { kind: 'steps', steps: [] },
    { kind: 'judged', got: 0 },
  ],
  [{ kind: 'bands', bands: [{ from: 0, points: 0 }] }, reached(['1', '1'])],
  [{ kind: 'deductions' }, { kind: 'counts', count: 1 }],
  [
    { kind: 'counts', each: 100 },
    { kind: 'deductions', lost: [] },
  ],
  [{ kind: 'yesNo' }, { kind: 'judged', got: 400 }],
  [{ kind: 'yesNo' }, { kind: 'attainment', level: '未达成预期指标且效果较差', percent: 0 }],
  [{ kind: 'attainment' }, { kind: 'yesNo', met: true }],
  [elements(1), { kind: 'survey', answers: [1, 0, 0, 0, 0] }],
  [ratio(0, 100), { kind: 'elements', met: [100] }],
  [{ kind: 'survey', zeroAt: 0, fullAt: 100 }, reached(['1', '1'])],
  [{ kind: 'yesNo' }, { kind: 'mixed', findings: [] }],
  [{ kind: 'yesNo' }, { kind: 'steps', label: '好' }],
  [{ kind: 'yesNo' }, { kind: 'bands', parts: [{ done: '1', planned: '1' }] }],
])('%o is not scored by %o', (rule, finding) =>
  expect(got(400, rule, finding)).toBe('填写内容与本指标的计分方法不符'),
);

describe('what is found must be possible', () => {
  test.each<[ScoringRule, Finding, number | string]>([
    [{ kind: 'judged' }, { kind: 'judged', got: 400 }, 400],
    [{ kind: 'judged' }, { kind: 'judged', got: 401 }, '得分须在 0.00 与本指标分值之间'],
    [{ kind: 'judged' }, { kind: 'judged', got: -1 }, '得分须在 0.00 与本指标分值之间'],
    [{ kind: 'judged' }, { kind: 'judged', got: null }, '尚未评分'],
    [{ kind: 'judged' }, { kind: 'judged', got: 0.5 }, '得分最多两位小数'],
    [
      { kind: 'steps', steps: [{ label: '好', points: -1 }] },
      { kind: 'steps', label: '好' },
      '「好」的分值超出本指标分值',
    ],
    [
      { kind: 'steps', steps: [{ label: '好', points: 0.5 }] },
      { kind: 'steps', label: '好' },
      '「好」的分值超出本指标分值',
    ],
    [{ kind: 'counts', each: 0.5 }, { kind: 'counts', count: 1 }, '每项的分值须大于 0.00 且最多两位小数'],
    [{ kind: 'counts', each: 1 }, { kind: 'counts', count: 1 }, 1],
    [ratio(0.5, 100), reached(['1', '1']), '满分比率须高于零分比率，请先修改本指标的计分方法'],
    [ratio(0, 99.5), reached(['1', '1']), '满分比率须高于零分比率，请先修改本指标的计分方法'],
    [ratio(0, 100), reached(['0', '1']), 0],
    [elements(2), { kind: 'elements', met: [100, 0] }, 200],
    [elements(2), { kind: 'elements', met: [100, 100, 100] }, '须逐项填写 2 个要素'],
  ])('%o with %o: %s', (rule, finding, expected) => expect(got(400, rule, finding)).toBe(expected));

  test('a table of bands that rises, stands still or has half a percent', () => {
    const table = (...froms: number[]) =>
      got(
        400,
        { kind: 'bands', bands: froms.map((from) => ({ from, points: 100 })) },
        { kind: 'bands', parts: [{ done: '95', planned: '100' }] },
      );
    expect(table(90, 60, 0)).toBe(100);
    for (const froms of [
      [60, 90, 0],
      [60, 60, 0],
      [60.5, 0],
      [90, 60],
      [90, 60, -1],
    ])
      expect(table(...froms), String(froms)).toContain('从高到低');
  });

  test('parts of a mixed rule are whole percents of 100 in all', () => {
    const mixed = (...percents: number[]) =>
      got(
        400,
        { kind: 'mixed', parts: percents.map((percent) => ({ percent, rule: { kind: 'yesNo' } })) },
        { kind: 'mixed', findings: percents.map(() => ({ kind: 'yesNo', met: true })) },
      );
    expect(mixed(100, 0)).toBe(400);
    for (const percents of [
      [50.5, 49.5],
      [101, -1],
      [50, 50.5, -0.5],
      [50, 49],
      [50, 51],
    ])
      expect(mixed(...percents), String(percents)).toBe('各部分所占比例须为整数百分比，合计 100%');
  });
});
