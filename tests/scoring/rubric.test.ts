import { describe, expect, test } from 'vitest';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { archiveClasses, planElements } from '#scoring/facts.ts';
import { itemsOf, publicationGaps, type Rubric, rubricFaults, type RubricItem } from '#scoring/rubric.ts';

/** The default rubric with some items replaced by code. */
function changed(change: (item: RubricItem) => RubricItem): Rubric {
  const dimensions = defaultRubric.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map(change),
  }));
  return { ...defaultRubric, dimensions };
}

const only = (code: string, fields: object) =>
  changed((item) => (item.code === code ? ({ ...item, ...fields } as RubricItem) : item));

describe('the default rubric', () => {
  test('has no fault', () => expect(rubricFaults(defaultRubric)).toEqual([]));

  test('weighs the four dimensions 20, 50, 15 and 15', () => {
    expect(defaultRubric.dimensions.map(({ title, points }) => [title, points])).toEqual([
      ['人员配备', 2000],
      ['评价任务组织', 5000],
      ['工作效率', 1500],
      ['工作纪律', 1500],
    ]);
  });

  test('weighs its items as the defaults have it', () => {
    expect(itemsOf(defaultRubric).map(({ code, points, kind }) => `${code} ${points / 100} ${kind}`)).toEqual(
      [
        'P1 5 deduction',
        'P2 7 steps',
        'P3 8 deduction',
        'O1 8 deduction',
        'O2 7 ratio',
        'O3 9 ratio',
        'O4 12 gradedFaults',
        'O5 10 judged',
        'O6 4 deduction',
        'E1 4 lateDays',
        'E2 5 lateDays',
        'E3 6 lateDays',
        'D1 5 deduction',
        'D2 6 deduction',
        'D3 4 deduction',
      ],
    );
  });

  test('names seven vetoes, twelve plan elements, three classes of files', () => {
    expect(defaultRubric.vetoes).toHaveLength(7);
    expect(new Set(planElements).size).toBe(12);
    expect(archiveClasses.map(({ title }) => title)).toEqual(['立项性文件', '证明性文件', '结论性文件']);
  });

  test('serves for trials only until five papers are there', () => {
    expect(publicationGaps(defaultRubric)).toHaveLength(5);
    const publication = {
      documentNumber: '牧财字〔2026〕1号',
      legalityReview: '已审核',
      fairCompetitionReview: '已审查',
      consultation: '已征求意见',
      collectiveDecision: '局党组会议纪要',
    };
    expect(publicationGaps({ ...defaultRubric, publication })).toEqual([]);
    expect(publicationGaps({ ...defaultRubric, publication: { ...publication, consultation: ' ' } })).toEqual(
      ['缺征求意见记录，本版标准只能用于试评'],
    );
  });
});

describe('faults of a rubric', () => {
  test.each<[string, Rubric, string]>([
    ['a dimension that is not the sum of its items', only('D3', { points: 399 }), '其评分项合计 14.99 分'],
    ['a code twice', only('D3', { code: 'D2' }), '编码「D2」重复'],
    ['an item of 0', only('D3', { points: 0 }), '分值须大于 0.00'],
    ['an item of half a hundredth', only('D3', { points: 400.5 }), '最多两位小数'],
    ['an item that can never lose', only('D3', { losses: [] }), '永远不会失分'],
    ['days late that cost nothing', only('E1', { percentPerDay: 0 }), '永远不会失分'],
    ['more than all per day', only('E1', { percentPerDay: 101 }), '1 至 100'],
    [
      'a loss above the item',
      only('D3', { losses: [{ cause: 'archiveItemMissing', title: '缺件', lost: 401 }] }),
      '超过本项 4.00 分',
    ],
    [
      'a loss of nothing',
      only('D3', { losses: [{ cause: 'archiveItemMissing', title: '缺件', lost: 0 }] }),
      '扣分须大于 0.00',
    ],
    [
      'one cause in two items',
      only('D3', { losses: [{ cause: 'minorSecrecyBreach', title: '泄露', lost: 100 }] }),
      '同一事实只能扣一次',
    ],
    [
      'a step out of reach',
      only('P2', {
        steps: [
          { label: '好', from: 701, anchor: '' },
          { label: '差', from: 0, anchor: '' },
        ],
      }),
      '永远达不到',
    ],
    [
      'steps that do not reach 0',
      only('P2', { steps: [{ label: '好', from: 600, anchor: '' }] }),
      '下限须为 0.00',
    ],
    ['parts that do not add up', only('O5', { parts: [] }), '要点合计 0.00 分'],
    ['a policy minimum over 100 %', only('O2', { minimumPercent: 101 }), '政策下限'],
    ['no basis', { ...defaultRubric, basis: [] }, '制定依据'],
    [
      'bands that do not fall',
      { ...defaultRubric, bands: defaultRubric.bands.map((band) => ({ ...band, from: 0 })) },
      '下限须低于',
    ],
    ['a tier missing', { ...defaultRubric, bands: defaultRubric.bands.slice(1) }, '考核等级须依次为'],
    ['weights of 110', { ...defaultRubric, policy: { ...defaultRubric.policy, lineWeight: 60 } }, '现为 110'],
    [
      'a difference of half a hundredth',
      { ...defaultRubric, policy: { ...defaultRubric.policy, differenceAtLeast: 0.5 } },
      '最低差异',
    ],
    ['no dimension', { ...defaultRubric, dimensions: [] }, '现为 0.00 分'],
  ])('%s', (_, rubric, part) => {
    expect(rubricFaults(rubric).some((fault) => fault.includes(part))).toBe(true);
  });

  test('the sum of the dimensions is said', () => {
    const dimensions = defaultRubric.dimensions.map((dimension) =>
      dimension.code === 'D' ? { ...dimension, points: 1499 } : dimension,
    );
    expect(rubricFaults({ ...defaultRubric, dimensions })).toEqual([
      '维度「工作纪律」为 14.99 分，其评分项合计 15.00 分，两者须相等',
      '各维度分值合计须为 100.00 分，现为 99.99 分',
    ]);
  });
});
