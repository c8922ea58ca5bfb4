import { describe, expect, it } from 'vitest';
import { bondConstruction } from '../../scoring/data/bond-framework.ts';
import { wholeDepartment } from '../../scoring/data/department-framework.ts';
import { henanProject, nationalProject } from '../../scoring/data/frameworks.ts';
import { frameworkIndicators, type EvaluationKind } from '../../scoring/evaluation.ts';
import { frameworkOf, outlineOf, type FrameworkOutline } from '../../scoring/framework-outline.ts';
import { proveFramework } from '../../scoring/framework-proof.ts';

const frameworks = [nationalProject, henanProject, bondConstruction, wholeDepartment];

/** Open to changes: a copy is made of what the cases share. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Open = any;

const indicator = (title: string, points: number | null = null) => ({
  ...{ title, examine: ['有据可查'], formula: '', points, usuallyNotApplicable: false },
});
const branch = (title: string, points: (number | null)[]) => ({
  title,
  secondLevels: [
    { title: `${title}情况`, indicators: points.map((one, index) => indicator(`指标${index + 1}`, one)) },
  ],
});
/** 15 + 25 + 25 + 35 as in a real report of 2025. */
const weighed: FrameworkOutline = {
  ...{ code: 'district', title: '本局框架', basis: '本局文件', kind: 'project' },
  firstLevels: [
    branch('决策', [1500]),
    branch('过程', [2500]),
    branch('产出', [2500]),
    branch('效益', [3000, 500]),
  ],
};
const bare: FrameworkOutline = {
  ...weighed,
  firstLevels: [branch('决策', [null, null]), branch('产出', [null]), branch('效益', [null])],
};
const changed = (change: (outline: Open) => void, from = bare): FrameworkOutline => {
  const copy = structuredClone(from);
  change(copy);
  return copy;
};

describe('the reference frameworks', () => {
  it.each(frameworks)('$title is without fault, without warning, and all claims hold', (framework) => {
    expect(proveFramework(outlineOf(framework))).toMatchObject({ faults: [], warnings: [] });
    expect(proveFramework(outlineOf(framework)).proved).toHaveLength(5);
  });

  it.each(frameworks)('$title is the same after it was made a tree and back', (framework) => {
    expect(frameworkOf(outlineOf(framework))).toEqual(framework);
  });

  it.each([
    [nationalProject, 4, 10, 17],
    [henanProject, 4, 10, 20],
    [bondConstruction, 4, 14, 35],
    [wholeDepartment, 4, 7, 28],
  ])('%# has its branches at three levels', (framework, firsts, seconds, indicators) => {
    const { firstLevels } = outlineOf(framework);
    const secondLevels = firstLevels.flatMap((one) => one.secondLevels);
    expect([
      firstLevels.length,
      secondLevels.length,
      secondLevels.flatMap((one) => one.indicators).length,
    ]).toEqual([...[firsts, seconds, indicators]]);
  });
});

const second = 'firstLevels.0.secondLevels.0';
const first = `${second}.indicators.0`;
const at = (outline: Open) => outline.firstLevels[0].secondLevels[0];
const text = (length: number) => '字'.repeat(length);
const many = (count: number) => Array.from({ length: count }, (_, index) => indicator(`指标${index + 1}`));

/** What is wrong, where, and a piece of what is said; each stands beside the nearest case without fault below. */
const faulty: [string, (outline: Open) => void, string, string][] = [
  ['no basis', (one) => (one.basis = ' '), 'basis', '请写明制定依据'],
  ['no title', (one) => (one.title = ''), 'title', '名称'],
  [
    'a first level without a name',
    (one) => (one.firstLevels[0].title = ' '),
    'firstLevels.0.title',
    '第 1 个一级指标没有名称',
  ],
  [
    'a second level without a name',
    (one) => (at(one).title = ''),
    `${second}.title`,
    '第 1 个二级指标没有名称',
  ],
  [
    'an indicator without a name',
    (one) => (at(one).indicators[1].title = ''),
    `${second}.indicators.1.title`,
    '第 2 个三级指标没有名称',
  ],
  [
    'the same first level twice',
    (one) => one.firstLevels.push(branch(' 决策 ', [null])),
    'firstLevels.3.title',
    '一级指标「决策」重复',
  ],
  [
    'the same second level twice',
    (one) => one.firstLevels[0].secondLevels.push(structuredClone(at(one))),
    'firstLevels.0.secondLevels.1.title',
    '二级指标「决策情况」重复',
  ],
  [
    'the same indicator twice',
    (one) => (at(one).indicators[1].title = '指标1'),
    `${second}.indicators.1.title`,
    '三级指标「指标1」重复',
  ],
  [
    '51 characters of a first level',
    (one) => (one.firstLevels[0].title = text(51)),
    'firstLevels.0.title',
    '至多 50 个字，现为 51',
  ],
  ['51 characters of a second level', (one) => (at(one).title = text(51)), `${second}.title`, '至多 50 个字'],
  [
    '101 characters of an indicator',
    (one) => (at(one).indicators[0].title = text(101)),
    `${first}.title`,
    '至多 100 个字',
  ],
  ['no output', (one) => (one.firstLevels[1].title = '成果'), 'firstLevels', '缺少一级指标「产出」'],
  ['no benefit', (one) => one.firstLevels.pop(), 'firstLevels', '缺少一级指标「效益」'],
  ['no branch at all', (one) => (one.firstLevels = []), 'firstLevels', '缺少一级指标「产出」'],
  [
    'a first level without a second',
    (one) => (one.firstLevels[0].secondLevels = []),
    'firstLevels.0.secondLevels',
    '一级指标「决策」下没有二级指标',
  ],
  [
    'a second level without an indicator',
    (one) => (at(one).indicators = []),
    `${second}.indicators`,
    '二级指标「决策情况」下没有三级指标',
  ],
  [
    'eleven first levels',
    (one) => one.firstLevels.push(...Array.from({ length: 8 }, (_, index) => branch(`其他${index}`, [null]))),
    'firstLevels',
    '一级指标至多 10 个，现为 11 个',
  ],
  [
    'ten second levels',
    (one) =>
      (one.firstLevels[0].secondLevels = Array.from({ length: 10 }, (_, index) => ({
        ...at(one),
        title: `二级${index}`,
      }))),
    'firstLevels.0.secondLevels',
    '至多 9 个，现为 10 个',
  ],
  [
    'a hundred indicators of a second level',
    (one) => (at(one).indicators = many(100)),
    `${second}.indicators`,
    '至多 99 个，现为 100 个',
  ],
  [
    '121 indicators in all',
    (one) => {
      at(one).indicators = many(99);
      one.firstLevels[1].secondLevels[0].indicators = many(21);
    },
    'firstLevels',
    '合计至多 120 个，现为 121 个',
  ],
  [
    'no points to examine',
    (one) => (at(one).indicators[0].examine = [' ']),
    `${first}.examine`,
    '没有评价要点',
  ],
  [
    'points to examine longer than a rule',
    (one) => (at(one).indicators[0].examine = [text(998)]),
    `${first}.examine`,
    '至多 1000 个字，现为 1001',
  ],
  [
    'a formula longer than a rule',
    (one) => (at(one).indicators[0].formula = text(1001)),
    `${first}.formula`,
    '计算公式至多 1000',
  ],
];

describe('a fault', () => {
  it.each(faulty)('is named at its field with what to do: %s', (_name, change, path, message) => {
    const { faults, proved } = proveFramework(changed(change));
    expect(faults).toContainEqual(
      expect.objectContaining({ path, message: expect.stringContaining(message) }),
    );
    expect(proved.length).toBeLessThan(5);
  });

  it('is none at the other side of each bound', () => {
    expect(proveFramework(bare).faults).toEqual([]);
    const longest = changed((one) => {
      one.firstLevels[0].title = text(50);
      at(one).title = text(50);
      at(one).indicators = many(99);
      at(one).indicators[0] = { ...indicator(text(100)), examine: [text(997)], formula: text(1000) };
      one.firstLevels[1].secondLevels[0].indicators = many(20);
      one.firstLevels[2].title = '效果';
      one.firstLevels[2].secondLevels = Array.from({ length: 1 }, () => ({
        title: '履职',
        indicators: many(1),
      }));
    });
    expect(proveFramework(longest).faults).toEqual([]);
    const widest = changed((one) => {
      one.firstLevels.push(...Array.from({ length: 7 }, (_, index) => branch(`其他${index}`, [null])));
      one.firstLevels[0].secondLevels = Array.from({ length: 9 }, (_, index) => ({
        ...at(one),
        title: `二级${index}`,
      }));
    });
    expect(proveFramework(widest).faults).toEqual([]);
    const codes = frameworkIndicators(frameworkOf(widest)).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[A-J][1-9]\d\d$/.test(code))).toBe(true);
  });

  it('lets indicators of one name stand under different second levels', () => {
    expect(
      proveFramework(
        changed((one) => one.firstLevels[0].secondLevels.push({ title: '其他', indicators: many(2) })),
      ).faults,
    ).toEqual([]);
  });

  it('lies in rows of one first level that stand apart', () => {
    const [a, b, ...others] = nationalProject.rows;
    const apart = outlineOf({ ...nationalProject, rows: [a!, ...others, b!] });
    expect(proveFramework(apart).faults).toMatchObject([{ path: 'firstLevels.4.title' }]);
  });
});

describe('the reference points', () => {
  const faultsOf = (change: (outline: Open) => void) =>
    proveFramework(changed(change, weighed)).faults.map(({ path, message }) => [path, message]);

  it('hold when they are whole and add up to 100', () => {
    expect(proveFramework(weighed).faults).toEqual([]);
    expect(proveFramework(weighed).proved).toHaveLength(5);
  });

  it.each([
    ['a half', 1550],
    ['nothing', 0],
    ['less than nothing', -100],
    ['no number', NaN],
    ['more than all', 10100],
  ])('are refused where one is %s', (_name, points) => {
    expect(faultsOf((one) => (at(one).indicators[0].points = points))).toEqual([
      [`${first}.points`, '三级指标「指标1」的参考分值须为 1 至 100 的整数'],
    ]);
  });

  it('are refused where one is missing, once, at the first', () => {
    const faults = faultsOf((one) => {
      one.firstLevels[1].secondLevels[0].indicators[0].points = null;
      one.firstLevels[3].secondLevels[0].indicators[1].points = null;
    });
    expect(faults).toEqual([
      [
        'firstLevels.1.secondLevels.0.indicators.0.points',
        expect.stringContaining('还有 2 个三级指标没有参考分值（如「指标1」）'),
      ],
    ]);
  });

  it.each([
    [1400, '99.00'],
    [1600, '101.00'],
  ])('are refused where the first makes the sum another than 100: %i', (points, sum) => {
    expect(faultsOf((one) => (at(one).indicators[0].points = points))).toEqual([
      ['firstLevels', `参考分值合计须为 100 分，现为 ${sum} 分`],
    ]);
  });

  /** 决策, 产出, 效益: with 41 + 59 the results are one point short. */
  const onResults = (decision: number, kind: EvaluationKind, benefit = '效益') =>
    proveFramework({
      ...{ ...weighed, kind },
      firstLevels: [branch('决策', [decision]), branch('产出', [3000]), branch(benefit, [7000 - decision])],
    });

  it('warn where a project’s output and benefit stay below 60, and refuse nothing', () => {
    expect(onResults(4000, 'project')).toMatchObject({ faults: [], warnings: [] });
    expect(onResults(4000, 'project', '效果').warnings).toEqual([]);
    expect(onResults(4100, 'project')).toMatchObject({
      faults: [],
      warnings: [
        expect.stringContaining('产出、效益指标合计 59.00 分，原则上不低于 60 分（财预〔2020〕10号）'),
      ],
    });
  });

  it.each(['bondConstruction', 'department'] as const)('do not warn of it for %s', (kind) => {
    expect(onResults(4100, kind)).toMatchObject({ faults: [], warnings: [] });
  });
});
