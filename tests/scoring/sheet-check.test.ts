/** The real sheet of requirements §9.2 and its real faults, on the figures that the document prints. */
import { describe, expect, test } from 'vitest';
import type { Indicator } from '#scoring/evaluation.ts';
import type { Finding, ScoringRule } from '#scoring/indicator-rules.ts';
import { checkSheet, faultText, type StatedRow, type StatedSheet } from '#scoring/sheet-check.ts';
import vectors from '../vectors/evaluation-sheet.json' with { type: 'json' };

const firstLevels: Record<string, string> = { A: '决策', B: '过程', C: '产出', D: '效益' };
const hundredths = (text: string) => Number(text.replace('.', ''));
const printed = vectors.cases[0]!.input.indicators;

const rules: Record<string, ScoringRule> = {
  A202: { kind: 'elements', elements: ['①', '②', '③'] },
  B201: { kind: 'ratio', zeroAt: 80, fullAt: 100 },
  C101: { kind: 'ratio', zeroAt: 0, fullAt: 100 },
  D401: { kind: 'survey', zeroAt: 70, fullAt: 90 },
  D402: { kind: 'survey', zeroAt: 70, fullAt: 90 },
};
const indicators: readonly Indicator[] = printed.map(({ code, title, points }) => ({
  code,
  title,
  firstLevel: firstLevels[code[0]!]!,
  secondLevel: code.slice(0, 2),
  points: hundredths(points),
  rule: rules[code] ?? { kind: 'judged' },
}));
const ratios = (...pairs: readonly [string, string][]): Finding => ({
  kind: 'ratio',
  parts: pairs.map(([done, planned]) => ({ done, planned })),
});
const c101 = ratios(['131', '146'], ['65', '101'], ['161', '168'], ['168', '174']);
const sound: Record<string, Partial<StatedRow>> = {
  A202: { finding: { kind: 'elements', met: [50, 90, 100] } },
  D401: { finding: { kind: 'survey', answers: [329, 94, 4, 2, 3] }, percent: '93.06' },
  D402: { finding: { kind: 'survey', answers: [7055, 1589, 511, 96, 59] }, percent: '91.58' },
};
const sheet = (data: Record<string, Partial<StatedRow>>, more: Partial<StatedSheet> = {}): StatedSheet => ({
  indicators,
  rows: Object.fromEntries(printed.map(({ code, got }) => [code, { got: hundredths(got), ...data[code] }])),
  firstLevels: [
    { title: '决策', full: 1500, got: 1040, rate: 6933 },
    { title: '过程', full: 2500, got: 1147, rate: 4588 },
    { title: '产出', full: 2500, got: 1988, rate: 7952 },
    { title: '效益', full: 3500, got: 2325, rate: 6643 },
  ],
  total: 6500,
  grade: '中',
  ...more,
});
const found = (...given: Parameters<typeof sheet>) => checkSheet(sheet(...given)).map(faultText);

test('its sums, rates, grade, surveys and elements are sound', () => expect(found(sound)).toEqual([]));

describe('its real faults', () => {
  test('1: the formula gives 95.98 % and 3.99, the text 93.35 % and 3.34', () =>
    expect(
      found({
        B201: { finding: ratios(['87.93', '100'], ['100', '100'], ['100', '100']), percent: '93.35' },
      }),
    ).toEqual([
      'B201「预算执行率」：比率或指数与所列数据不符，报告列 93.35%，重算为 95.98%',
      'B201「预算执行率」：得分与所列数据不符，报告列 3.34 分，重算为 3.99 分',
      '过程：各指标重算得分相加，报告列 11.47 分，重算为 12.12 分',
      '总分：各指标重算得分相加，报告列 65.00 分，重算为 65.65 分',
    ]));

  test('1: by the text its 12634.70 of 13534.70 is 93.35 % and 3.34', () =>
    expect(found({ B201: { finding: ratios(['12634.70', '13534.70']), percent: '93.35' } })).toEqual([]));

  test('2: rounded once C101 is 6.93, and the total 64.99', () =>
    expect(found({ C101: { finding: c101 } })).toEqual([
      'C101「一次性竞赛补贴完成数量」：得分与所列数据不符，报告列 6.94 分，重算为 6.93 分',
      '产出：各指标重算得分相加，报告列 19.88 分，重算为 19.87 分',
      '总分：各指标重算得分相加，报告列 65.00 分，重算为 64.99 分',
    ]));

  test('3: 525 events in the text, 439 in the scoring table', () =>
    expect(
      found(
        {},
        {
          tallies: [
            { name: '竞赛场次', place: '正文', parts: ['195', '153', '135', '42'], total: '525' },
            { name: '竞赛场次', place: '评分表', parts: ['195', '105', '108', '31'], total: '439' },
          ],
        },
      ),
    ).toEqual([
      '竞赛场次（评分表）：与正文所列不一致，报告列 195+105+108+31=439，重算为 195+153+135+42=525',
    ]));

  test('all at once, each at its place', () => {
    const places = checkSheet(
      sheet({
        ...sound,
        B201: { finding: ratios(['87.93', '100'], ['100', '100'], ['100', '100']), percent: '93.35' },
        C101: { finding: c101 },
      }),
    ).map(({ place, stated, recomputed }) => `${place} ${stated} ${recomputed}`);
    expect(places.at(-1)).toBe('总分 65.00 分 65.64 分');
    expect(places).toHaveLength(6);
  });
});

describe('other faults', () => {
  test('sums added up wrongly are said against the printed marks', () =>
    expect(
      found(
        {},
        { total: 6510, firstLevels: [{ title: '决策', full: 1600, got: 1050, rate: 6933 }], grade: '良' },
      ),
    ).toEqual([
      '决策：分值合计，报告列 16.00 分，重算为 15.00 分',
      '决策：各指标所列得分相加，报告列 10.50 分，重算为 10.40 分',
      '决策：得分率，报告列 69.33%，重算为 70.00%',
      '总分：各指标所列得分相加，报告列 65.10 分，重算为 65.00 分',
      '评价等级：按重算的总分，报告列 良，重算为 中',
    ]));
  test('a mark above its points or below 0', () => {
    expect(found({ A101: { got: 201 } }, { total: 6501, firstLevels: [] })[0]).toContain('得分超出分值');
    expect(found({ A101: { got: -1 } }, { total: 6299, firstLevels: [] })[0]).toContain('得分超出分值');
  });
  test('data that give no points', () =>
    expect(found({ D401: { finding: { kind: 'survey', answers: [0, 0, 0, 0, 0] } } })).toEqual([
      'D401「主办承办方满意度」：所列数据不能计分，报告列 4.00 分，重算为 无（没有有效问卷，无法计算满意度）',
    ]));
  test('weights that are not whole or not 100', () => {
    const changed = indicators.map((one) => (one.code === 'A101' ? { ...one, points: 250 } : one));
    expect(
      checkSheet({ indicators: changed, rows: {} }).map(({ about, recomputed }) => [about, recomputed]),
    ).toEqual([
      ['分值须为整数', '非整数'],
      ['各指标分值合计', '100.50 分'],
    ]);
  });
  // 64.00 of 98 is 65.306…
  test('an indicator left out is scaled away', () => {
    const without = { A302: { got: null } };
    const levels = { firstLevels: [{ title: '决策', full: 1300, got: 940, rate: 7231 }] };
    expect(found(without, { ...levels, total: 6531 })).toEqual([]);
    expect(found(without, { ...levels, total: 6400 })).toEqual([
      '总分：各指标所列得分相加，报告列 64.00 分，重算为 65.31 分',
    ]);
  });
  test.each([
    ['95.98', 0],
    ['95.97', 1],
    ['96.0', 0],
    ['96', 0],
    ['95.9', 1],
    ['95.977', 0],
    ['95.976', 1],
    ['约96', 1],
  ])('95.97666… printed as %s: %i faults', (percent, count) => {
    const data = { finding: ratios(['87.93', '100'], ['100', '100'], ['100', '100']), percent };
    const faults = found({ B201: { ...data, got: 399 } }, { total: 6565, firstLevels: [] });
    expect(faults).toHaveLength(count);
  });
  test('a count that does not add up, and one that is no number', () => {
    const tally = { name: '场次', place: '正文', parts: ['1', '2.5'], total: '4' };
    expect(checkSheet({ indicators, rows: {}, tallies: [tally] }).map(faultText)).toEqual([
      '场次（正文）：分项相加，报告列 4，重算为 3.50',
    ]);
    expect(
      checkSheet({ indicators, rows: {}, tallies: [{ ...tally, parts: ['很多'] }] }).map(
        ({ about }) => about,
      ),
    ).toEqual(['数量须为数字']);
  });
});

describe('bounds of the check', () => {
  const one = (rule: ScoringRule = { kind: 'judged' }, points = 10_000): Indicator => ({
    ...{ code: 'A1', title: '指标', firstLevel: '决策', secondLevel: '一', points, rule },
  });
  const checked = (row: StatedRow, more: Partial<StatedSheet> = {}, rule?: ScoringRule) =>
    checkSheet({ indicators: [one(rule)], rows: { A1: row }, ...more }).map(faultText);

  test.each([
    [0, []],
    [10_000, []],
    [-1, ['A1「指标」：得分超出分值，报告列 -0.01 分，重算为 0.00 至 100.00 分']],
    [10_001, ['A1「指标」：得分超出分值，报告列 100.01 分，重算为 0.00 至 100.00 分']],
  ])('a mark of %i hundredths', (got, faults) => expect(checked({ got })).toEqual(faults));

  test.each<[number, '优' | '良' | '中' | '差', number]>([
    [9000, '优', 0],
    [8999, '优', 1],
    [8999, '良', 0],
    [0, '差', 0],
    [10_000, '优', 0],
    [0, '优', 1],
    [10_000, '差', 1],
  ])('%i hundredths printed as %s: %i faults', (got, grade, count) =>
    expect(checked({ got }, { grade })).toHaveLength(count),
  );

  test('a total beyond 0 and 100 has no grade to be compared with', () => {
    expect(checked({ got: 10_001 }, { grade: '差' })).toHaveLength(1);
    expect(checked({ got: -1 }, { grade: '优' })).toHaveLength(1);
  });

  test('while a row is not stated neither levels nor the total are judged', () =>
    expect(
      checkSheet({
        ...{ indicators: [one(), { ...one(), code: 'B1', points: 0 }], rows: { A1: { got: 5000 } } },
        ...{ firstLevels: [{ title: '决策', full: 1, got: 1, rate: 1 }], total: 1, grade: '优' },
      }),
    ).toEqual([]));

  test('where nothing applies there is no total and no rate', () =>
    expect(
      checked(
        { got: null },
        { total: 5000, grade: '优', firstLevels: [{ title: '决策', full: 0, got: 0, rate: 1 }] },
      ),
    ).toEqual([]));

  test('of a level only what is stated is judged', () => {
    const level = (more: object) => checked({ got: 5000 }, { firstLevels: [{ title: '决策', ...more }] });
    expect(level({})).toEqual([]);
    expect(level({ rate: 1 })).toEqual([]);
    expect(level({ full: 9900 })).toEqual(['决策：分值合计，报告列 99.00 分，重算为 100.00 分']);
    expect(level({ got: 5000 })).toEqual([]);
    expect(level({ got: 5000, rate: 5000 })).toEqual([]);
    expect(level({ got: 5000, rate: 4999 })).toEqual(['决策：得分率，报告列 49.99%，重算为 50.00%']);
  });

  test('the ratio is measured as the rule measures it', () => {
    const parts = [{ done: '90', planned: '100' }];
    const saved: ScoringRule = { kind: 'ratio', zeroAt: 0, fullAt: 10, measure: 'saved' };
    const row = (percent: string): StatedRow => ({ got: 10_000, percent, finding: { kind: 'ratio', parts } });
    expect(checked(row('10'), {}, saved)).toEqual([]);
    expect(checked(row('90'), {}, saved)).toEqual([
      'A1「指标」：比率或指数与所列数据不符，报告列 90%，重算为 10.00%',
    ]);
    const bands: ScoringRule = {
      kind: 'bands',
      bands: [
        { from: 90, points: 10_000 },
        { from: 0, points: 0 },
      ],
    };
    const banded = (percent: string): StatedRow => ({
      got: 10_000,
      percent,
      finding: { kind: 'bands', parts },
    });
    expect(checked(banded('90'), {}, bands)).toEqual([]);
    expect(checked(banded('89.9'), {}, bands)).toHaveLength(1);
  });

  test('the index of a survey as printed, with blanks around it, and where there is none', () => {
    const survey: ScoringRule = { kind: 'survey', zeroAt: 70, fullAt: 90 };
    const row = (percent: string, ...answers: [number, number, number, number, number]): StatedRow => ({
      ...{ got: 10_000, percent, finding: { kind: 'survey', answers } },
    });
    expect(checked(row(' 93.06 ', 329, 94, 4, 2, 3), {}, survey)).toEqual([]);
    expect(checked(row('93.07', 329, 94, 4, 2, 3), {}, survey)).toEqual([
      'A1「指标」：比率或指数与所列数据不符，报告列 93.07%，重算为 93.06%',
    ]);
    expect(checked(row('93.06', 0, 0, 0, 0, 0), {}, survey)).toEqual([
      'A1「指标」：所列数据不能计分，报告列 100.00 分，重算为 无（没有有效问卷，无法计算满意度）',
    ]);
  });

  test('of what is left out the data are not judged', () =>
    expect(checked({ got: null, finding: { kind: 'yesNo', met: true } }, {}, { kind: 'yesNo' })).toEqual([]));

  test('a percent without data, or beside data of another kind, is not judged', () => {
    expect(checked({ got: 100, percent: '1' })).toEqual([]);
    const yes: StatedRow = { got: 10_000, percent: '1', finding: { kind: 'yesNo', met: true } };
    expect(checked(yes, {}, { kind: 'yesNo' })).toEqual([]);
  });

  test('a mark that gives no points stands as it is printed', () =>
    expect(
      checked(
        { got: 5000, finding: { kind: 'yesNo', met: null } },
        { total: 5000, grade: '差' },
        { kind: 'yesNo' },
      ),
    ).toEqual(['A1「指标」：所列数据不能计分，报告列 50.00 分，重算为 无（尚未判断是否符合）']));

  test('a sum that is right by the recomputed marks is only said to be added up wrongly', () => {
    const row: StatedRow = { got: 4000, finding: { kind: 'judged', got: 5000 } };
    expect(checked(row, { total: 5000 })).toEqual([
      'A1「指标」：得分与所列数据不符，报告列 40.00 分，重算为 50.00 分',
      '总分：各指标所列得分相加，报告列 50.00 分，重算为 40.00 分',
    ]);
    expect(checked(row, { total: 4500 }).slice(1)).toEqual([
      '总分：各指标所列得分相加，报告列 45.00 分，重算为 40.00 分',
      '总分：各指标重算得分相加，报告列 45.00 分，重算为 50.00 分',
    ]);
  });

  test('counts of one name are held against the first, others are not', () => {
    const tally = (name: string, place: string, ...parts: string[]) => ({
      ...{ name, place, parts, total: String(parts.reduce((all, part) => all + Number(part), 0)) },
    });
    const tallies = [
      tally('场次', '正文', '1', '2'),
      tally('人次', '正文', '5'),
      tally('场次', '附表', '1', '2'),
      tally('场次', '附件', '3'),
    ];
    expect(checkSheet({ indicators: [one()], rows: {}, tallies }).map(faultText)).toEqual([
      '场次（附件）：与正文所列不一致，报告列 3=3，重算为 1+2=3',
    ]);
    const some = { ...tally('场次', '正文', '1', '2'), parts: ['1', '很多'] };
    expect(checkSheet({ indicators: [one()], rows: {}, tallies: [some] }).map(faultText)).toEqual([
      '场次（正文）：数量须为数字，报告列 1+很多=3，重算为 无',
    ]);
    const wrong = { ...tally('场次', '正文', '1'), total: '很多' };
    expect(checkSheet({ indicators: [one()], rows: {}, tallies: [wrong] }).map(faultText)).toEqual([
      '场次（正文）：数量须为数字，报告列 1=很多，重算为 无',
    ]);
  });
});
