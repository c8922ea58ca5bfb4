import { describe, expect, test } from 'vitest';
import { scoreByRule, type Finding, type ScoringRule } from '#scoring/indicator-rules.ts';
import { readData, readMethod, type Method } from '#scoring/stated-data.ts';

describe('the method of an indicator', () => {
  test.each<[Method | '', string, ScoringRule]>([
    ['', '', { kind: 'judged' }],
    ['yesNo', '', { kind: 'yesNo' }],
    ['ratio', '', { kind: 'ratio', zeroAt: 0, fullAt: 100 }],
    ['ratio', '80-100', { kind: 'ratio', zeroAt: 80, fullAt: 100 }],
    ['ratio', '80－100', { kind: 'ratio', zeroAt: 80, fullAt: 100 }],
    ['ratio', '110-100', { kind: 'ratio', zeroAt: 110, fullAt: 100 }],
    ['saved', '0-10', { kind: 'ratio', zeroAt: 0, fullAt: 10, measure: 'saved' }],
    ['changed', '20-0', { kind: 'ratio', zeroAt: 20, fullAt: 0, measure: 'changed' }],
    ['survey', '70-90', { kind: 'survey', zeroAt: 70, fullAt: 90 }],
    ['elements', '2', { kind: 'elements', elements: ['要素1', '要素2'] }],
    ['counts', '0.5', { kind: 'counts', each: 50 }],
    [
      'steps',
      '好:4；差：0',
      {
        kind: 'steps',
        steps: [
          { label: '好', points: 400 },
          { label: '差', points: 0 },
        ],
      },
    ],
    [
      'bands',
      '90:4；60%:2.5；0:0',
      {
        kind: 'bands',
        bands: [
          { from: 90, points: 400 },
          { from: 60, points: 250 },
          { from: 0, points: 0 },
        ],
      },
    ],
    [
      'mixed',
      '60% 比率 80-100；40%定性达成程度',
      {
        kind: 'mixed',
        parts: [
          { percent: 60, rule: { kind: 'ratio', zeroAt: 80, fullAt: 100 } },
          { percent: 40, rule: { kind: 'attainment' } },
        ],
      },
    ],
  ])('%s %s', (method, scale, rule) => expect(readMethod(method, scale)).toEqual({ rule }));
  test.each<[Method, string]>([
    ['ratio', '100-100'],
    ['ratio', '80'],
    ['survey', '90-70'],
    ['elements', ''],
    ['elements', '0'],
    ['elements', '21'],
    ['counts', '0'],
    ['counts', '0.005'],
    ['steps', '好:4'],
    ['steps', '好:4；差'],
    ['bands', '60:2；90:4；0:0'],
    ['bands', '90:4；60:2'],
    ['mixed', '100% 比率'],
    ['mixed', '60% 比率；39% 是否'],
    ['mixed', '60% 比率；41% 是否'],
    ['mixed', '0% 比率；50% 是否；50% 是否'],
    ['mixed', '60% 比率 100-100；40% 是否'],
    ['mixed', '60% 比率；40% 要素 3'],
    ['mixed', '60% 比率；40% 扣分'],
  ])('%s %j is refused', (method, scale) =>
    expect(readMethod(method, scale)).toEqual({ problem: expect.stringContaining('的参数填写') }),
  );
});

describe('the data behind a mark', () => {
  const ratio: ScoringRule = { kind: 'ratio', zeroAt: 0, fullAt: 100 };
  const mixed: ScoringRule = {
    kind: 'mixed',
    parts: [
      { percent: 60, rule: { kind: 'ratio', zeroAt: 80, fullAt: 100 } },
      { percent: 40, rule: { kind: 'attainment' } },
    ],
  };
  const read = (rule: ScoringRule, text: string) => readData('场次', rule, text);
  test('ratios with the printed one and the counts', () =>
    expect(read(ratio, '131/146； 65/101\n87.93%;=93.35%\n正文：195+153+135+42=525；1+1=2')).toEqual({
      finding: {
        kind: 'ratio',
        parts: [
          { done: '131', planned: '146' },
          { done: '65', planned: '101' },
          { done: '87.93', planned: '100' },
        ],
      },
      percent: '93.35',
      tallies: [
        { name: '场次', place: '正文', parts: ['195', '153', '135', '42'], total: '525' },
        { name: '场次', place: '第 2 处', parts: ['1', '1'], total: '2' },
      ],
    }));
  // (95 − 80) ÷ 20 of 60 %, and 85 % of 40 %: 0.45 + 0.34 of 5.00 points.
  test('a mixed rule scores what its parts earn', () => {
    const { finding } = read(mixed, '95/100；85%') as { finding: Finding };
    expect(scoreByRule(500, mixed, finding)).toEqual({ got: 395 });
  });
  test('nothing written', () => expect(read(ratio, ' \n；')).toEqual({ tallies: [] }));
  test.each<[ScoringRule, string, unknown]>([
    [{ kind: 'elements', elements: ['一'] }, '50%；90；100', { kind: 'elements', met: [50, 90, 100] }],
    [{ kind: 'yesNo' }, '否', { kind: 'yesNo', met: false }],
    [{ kind: 'attainment' }, '80%', { kind: 'attainment', level: '全部或基本达成预期指标', percent: 80 }],
    [
      { kind: 'attainment' },
      '79',
      { kind: 'attainment', level: '部分达成预期指标并具有一定效果', percent: 79 },
    ],
    [{ kind: 'attainment' }, '59%', { kind: 'attainment', level: '未达成预期指标且效果较差', percent: 59 }],
    [
      { kind: 'survey', zeroAt: 70, fullAt: 90 },
      '329/94/4/2/3',
      { kind: 'survey', answers: [329, 94, 4, 2, 3] },
    ],
    [{ kind: 'deductions' }, '-0.5；1', { kind: 'deductions', lost: [50, 100] }],
    [{ kind: 'counts', each: 50 }, '3', { kind: 'counts', count: 3 }],
    [{ kind: 'steps', steps: [] }, '好', { kind: 'steps', label: '好' }],
    [
      mixed,
      '95/100；85%',
      {
        kind: 'mixed',
        findings: [
          { kind: 'ratio', parts: [{ done: '95', planned: '100' }] },
          { kind: 'attainment', level: '全部或基本达成预期指标', percent: 85 },
        ],
      },
    ],
  ])('%j %s', (rule, text, finding) => expect(read(rule, text)).toEqual({ finding, tallies: [] }));
  test.each<[ScoringRule, string]>([
    [ratio, '131'],
    [ratio, '131/146/2'],
    [ratio, '很多/146'],
    [{ kind: 'elements', elements: ['一'] }, '一半'],
    [{ kind: 'yesNo' }, '基本'],
    [{ kind: 'attainment' }, '101%'],
    [{ kind: 'survey', zeroAt: 0, fullAt: 100 }, '1/2/3/4'],
    [{ kind: 'survey', zeroAt: 0, fullAt: 100 }, '1/2/3/4/-5'],
    [{ kind: 'deductions' }, '0.555'],
    [{ kind: 'counts', each: 50 }, '三'],
    [{ kind: 'judged' }, '131/146'],
    [mixed, '95/100'],
    [mixed, '95/100；85%；是'],
    [mixed, '95/100；不错'],
  ])('%j %j is refused', (rule, text) =>
    expect(read(rule, text)).toEqual({ problem: expect.stringMatching(/写|核对/) }),
  );
});

describe('a method is read from its first to its last character', () => {
  test.each<[Method, string, ScoringRule]>([
    ['deductions', '', { kind: 'deductions' }],
    ['attainment', '', { kind: 'attainment' }],
    ['elements', ' 1 ', { kind: 'elements', elements: ['要素1'] }],
    ['ratio', ' 80 至 100 ', { kind: 'ratio', zeroAt: 80, fullAt: 100 }],
    ['survey', '', { kind: 'survey', zeroAt: 0, fullAt: 100 }],
    ['counts', ' 1 ', { kind: 'counts', each: 100 }],
    [
      'bands',
      '100% ： 4\n\n60:2；；0:0',
      {
        kind: 'bands',
        bands: [
          { from: 100, points: 400 },
          { from: 60, points: 200 },
          { from: 0, points: 0 },
        ],
      },
    ],
    [
      'mixed',
      '60 % 是否；40%满意度  70-90',
      {
        kind: 'mixed',
        parts: [
          { percent: 60, rule: { kind: 'yesNo' } },
          { percent: 40, rule: { kind: 'survey', zeroAt: 70, fullAt: 90 } },
        ],
      },
    ],
  ])('%s %j', (method, scale, rule) => expect(readMethod(method, scale)).toEqual({ rule }));

  test.each([10, 15, 19, 20])('%i elements', (count) => {
    const read = readMethod('elements', String(count));
    expect('rule' in read && read.rule.kind === 'elements' && read.rule.elements.length).toBe(count);
  });

  test.each<[Method, string]>([
    ['elements', '1x'],
    ['elements', '1.5'],
    ['ratio', '约80-100'],
    ['ratio', '80-100%'],
    ['ratio', '80x-100'],
    ['ratio', '10000-1'],
    ['survey', '80-80'],
    ['counts', '-1'],
    ['steps', '好:4；差:-1'],
    ['steps', '好:4；差:很少'],
    ['bands', '90:4；中:2；0:0'],
    ['bands', '约90:4；0:0'],
    ['bands', '90以上:4；0:0'],
    ['bands', '90:4；90:2；0:0'],
    ['bands', '90:4；0:-1'],
    ['mixed', '约60% 是否；40% 是否'],
    ['mixed', '6x% 是否；40% 是否'],
    ['mixed', '60% 是否；40% 好坏'],
    ['mixed', ''],
  ])('%s %j is refused', (method, scale) =>
    expect(readMethod(method, scale)).toEqual({ problem: expect.stringContaining('的参数填写') }),
  );
});

describe('data are read from their first to their last character', () => {
  const ratio: ScoringRule = { kind: 'ratio', zeroAt: 0, fullAt: 100 };
  const survey: ScoringRule = { kind: 'survey', zeroAt: 70, fullAt: 90 };
  const counts: ScoringRule = { kind: 'counts', each: 50 };
  const elements: ScoringRule = { kind: 'elements', elements: ['一'] };
  const bands: ScoringRule = { kind: 'bands', bands: [{ from: 0, points: 0 }] };
  const mixed: ScoringRule = {
    kind: 'mixed',
    parts: [
      { percent: 50, rule: { kind: 'yesNo' } },
      { percent: 50, rule: { kind: 'yesNo' } },
    ],
  };
  const read = (rule: ScoringRule, text: string) => readData('场次', rule, text);

  test.each<[ScoringRule, string, unknown]>([
    [{ kind: 'yesNo' }, '是', { finding: { kind: 'yesNo', met: true }, tallies: [] }],
    [counts, '12', { finding: { kind: 'counts', count: 12 }, tallies: [] }],
    [survey, '0 / 1、2/3/4', { finding: { kind: 'survey', answers: [0, 1, 2, 3, 4] }, tallies: [] }],
    [
      bands,
      ' 131 / 146 ',
      { finding: { kind: 'bands', parts: [{ done: '131', planned: '146' }] }, tallies: [] },
    ],
    [{ kind: 'deductions' }, '－0.5', { finding: { kind: 'deductions', lost: [50] }, tallies: [] }],
    [ratio, '=93', { percent: '93', tallies: [] }],
    [ratio, '＝ -0.5 %', { percent: '-0.5', tallies: [] }],
    [
      ratio,
      ' 附表 ： 1 + 2 ＋ 3 ＝ 6 ',
      { tallies: [{ name: '场次', place: '附表', parts: ['1', '2', '3'], total: '6' }] },
    ],
  ])('%j %j', (rule, text, expected) => expect(read(rule, text)).toEqual(expected));

  test('what is not printed has no place in the answer', () => {
    expect(read(ratio, '1/2')).not.toHaveProperty('percent');
    expect(read(ratio, '1+1=2')).not.toHaveProperty('percent');
  });

  test.each<[ScoringRule, string, string]>([
    [elements, '约50%', '各要素符合程度写为百分比，例如 50%；100%'],
    [elements, '50%多', '各要素符合程度写为百分比，例如 50%；100%'],
    [elements, '50%；很多', '各要素符合程度写为百分比，例如 50%；100%'],
    [{ kind: 'yesNo' }, '是的', '写「是」或「否」'],
    [{ kind: 'attainment' }, '约85%', '达成程度写为 0% 至 100%'],
    [{ kind: 'attainment' }, '85%多', '达成程度写为 0% 至 100%'],
    [ratio, '1/2；很多', '写为实际数/计划数，例如 131/146；65/101'],
    [ratio, '正文：1+1=2，共 2', '写为实际数/计划数，例如 131/146；65/101'],
    [ratio, '约=93', '写为实际数/计划数，例如 131/146；65/101'],
    [ratio, '=93 左右', '写为实际数/计划数，例如 131/146；65/101'],
    [survey, '1/2/3/4/5/6', '写五档份数，例如 329/94/4/2/3'],
    [survey, '1/2/3/4/5；1/2/3/4/5', '写五档份数，例如 329/94/4/2/3'],
    [survey, '1/2/3/4/5份', '写五档份数，例如 329/94/4/2/3'],
    [survey, '1/2/3/4/约5', '写五档份数，例如 329/94/4/2/3'],
    [{ kind: 'deductions' }, '0.5；很多', '写各次扣的分，例如 0.5；1'],
    [{ kind: 'deductions' }, '1-0.5', '写各次扣的分，例如 0.5；1'],
    [counts, '3个', '写项数，例如 3'],
    [counts, '约3', '写项数，例如 3'],
    [{ kind: 'yesNo' }, '是；否', '只写一项，现有 2 项，请保留一项'],
    [{ kind: 'attainment' }, '85%；90%', '只写一项，现有 2 项，请保留一项'],
    [counts, '3；4', '只写一项，现有 2 项，请保留一项'],
    [counts, '1；2；3', '只写一项，现有 3 项，请保留一项'],
    [{ kind: 'steps', steps: [{ label: '好', points: 100 }] }, '好；中', '只写一项，现有 2 项，请保留一项'],
    [mixed, '是', '共 2 个部分，按先后各写一项'],
    [mixed, '是；不错', '第 2 部分写「是」或「否」'],
    [mixed, '不错；是', '第 1 部分写「是」或「否」'],
  ])('%j %j is refused', (rule, text, problem) => expect(read(rule, text)).toEqual({ problem }));
});
