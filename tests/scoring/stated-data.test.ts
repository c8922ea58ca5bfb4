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
