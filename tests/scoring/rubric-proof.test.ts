import { describe, expect, test } from 'vitest';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { type Rubric, rubricFaults, type RubricItem } from '#scoring/rubric.ts';
import { claims } from '#scoring/rubric-fault.ts';
import { proveRubric } from '#scoring/rubric-proof.ts';
import { constant, fact, lessPerDay, min, over, points, times } from './formula-case.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

/** Where each item of the default rubric lies. */
const placeOf: Readonly<Record<string, string>> = {
  P2: 'dimensions.0.items.1',
  O2: 'dimensions.1.items.1',
  O3: 'dimensions.1.items.2',
  O5: 'dimensions.1.items.4',
  E1: 'dimensions.2.items.0',
  D3: 'dimensions.3.items.2',
};

/** The default rubric with some fields of one item replaced. */
const only = (code: keyof typeof placeOf, fields: object): Rubric => ({
  ...defaultRubric,
  dimensions: defaultRubric.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map((item) =>
      item.code === code ? ({ ...item, ...fields } as RubricItem) : item,
    ),
  })),
});

const whole = (fields: Partial<Rubric>): Rubric => ({ ...defaultRubric, ...fields });
const policy = (fields: Partial<Rubric['policy']>): Rubric =>
  whole({ policy: { ...defaultRubric.policy, ...fields } });
const many = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);
const missingFile = { cause: 'archiveItemMissing', title: '缺件', lost: 100 };

const condition = (fields: object): Rubric =>
  only('D3', { kind: 'condition', fact: 'archiveComplete', lost: 'all', ...fields });
const elements = (fields: object): Rubric =>
  only('D3', {
    kind: 'elementShare',
    set: 'archiveItems',
    required: ['评价报告'],
    losses: undefined,
    ...fields,
  });

test('of the default rubric everything is proved', () => {
  expect(proveRubric(defaultRubric)).toEqual({ faults: [], proved: Object.values(claims) });
});

describe('every fault lies in its field', () => {
  test.each<[string, Rubric, path: string, part: string]>([
    ['no basis', whole({ basis: [' '] }), 'basis', '制定依据'],
    ['no title', whole({ title: '' }), 'title', '名称'],
    ['a code twice', only('D3', { code: 'D2' }), `${placeOf.D3}.code`, '编码「D2」重复'],
    ['a code too long for a form', only('D3', { code: 'D3456789012' }), `${placeOf.D3}.code`, '1 至 10'],
    ['a code with a dot', only('D3', { code: 'D.3' }), `${placeOf.D3}.code`, '编码「D.3」'],
    ['a code that every object has', only('D3', { code: 'toString' }), `${placeOf.D3}.code`, '编码'],
    ['an item without a name', only('D3', { title: ' ' }), `${placeOf.D3}.title`, '没有名称'],
    [
      'a veto without a code',
      whole({ vetoes: [{ code: '', title: '转包' }] }),
      'vetoes.0.code',
      '1 至 40 个字母',
    ],
    ['a dimension that is not its sum', only('D3', { points: 399 }), 'dimensions.3.points', '合计 14.99 分'],
    ['no dimension', whole({ dimensions: [] }), 'dimensions', '现为 0.00 分'],
    [
      'a dimension without items',
      whole({ dimensions: [...defaultRubric.dimensions, { code: 'X', title: '空', points: 0, items: [] }] }),
      'dimensions.4.items',
      '没有评分项',
    ],
    ['an item of 0', only('D3', { points: 0 }), `${placeOf.D3}.points`, '大于 0.00'],
    ['an item of half a hundredth', only('D3', { points: 400.5 }), `${placeOf.D3}.points`, '两位小数'],
    ['an item that can never lose', only('D3', { losses: [] }), `${placeOf.D3}.losses`, '永远不会失分'],
    ['an unknown kind', only('D3', { kind: 'guess' }), `${placeOf.D3}.kind`, '评分办法'],
    [
      'a loss above the item',
      only('D3', { losses: [{ ...missingFile, lost: 401 }] }),
      `${placeOf.D3}.losses.0.lost`,
      '超过本项可扣的 4.00 分',
    ],
    [
      'a loss of nothing',
      only('D3', { losses: [{ ...missingFile, lost: 0 }] }),
      `${placeOf.D3}.losses.0.lost`,
      '大于 0.00',
    ],
    ['a floor of half a hundredth', only('D3', { floor: 0.5 }), `${placeOf.D3}.floor`, '保底分'],
    ['a floor below 0', only('D3', { floor: -1 }), `${placeOf.D3}.floor`, '保底分'],
    [
      'a floor that leaves nothing to lose',
      only('D3', { floor: 400 }),
      `${placeOf.D3}.floor`,
      '永远不会失分',
    ],
    [
      'a loss above what the floor leaves',
      only('D3', { losses: [{ ...missingFile, lost: 301 }], floor: 100 }),
      `${placeOf.D3}.losses.0.lost`,
      '一次扣 3.01 分，超过本项可扣的 3.00 分',
    ],
    [
      'all lost in spite of a floor',
      only('D3', { losses: [{ ...missingFile, lost: 'all' }], floor: 100 }),
      `${placeOf.D3}.losses.0.lost`,
      '与保底 1.00 分相矛盾',
    ],
    ['a condition nobody knows', condition({ fact: 'sunny' }), `${placeOf.D3}.fact`, '条件不在'],
    ['a condition that costs nothing', condition({ lost: 0 }), `${placeOf.D3}.lost`, '永远不会失分'],
    ['a condition that gives points', condition({ lost: -1 }), `${placeOf.D3}.lost`, '大于 0.00'],
    [
      'a condition that costs too much',
      condition({ lost: 401 }),
      `${placeOf.D3}.lost`,
      '扣 4.01 分，超过本项 4.00 分',
    ],
    [
      'a condition on what another item deducts',
      condition({ fact: 'secrecyKept' }),
      `${placeOf.D3}.fact`,
      '同时出现在评分项 D1 和 D3 中',
    ],
    ['elements of no set', elements({ set: 'sandwich' }), `${placeOf.D3}.set`, '要素不在'],
    ['no element', elements({ required: [] }), `${placeOf.D3}.required`, '永远不会失分'],
    [
      'an element of another set',
      elements({ required: ['评价报告', '样本确定'] }),
      `${placeOf.D3}.required.1`,
      '不在归档资料之内',
    ],
    [
      'an element twice',
      elements({ required: ['评价报告', '评价报告'] }),
      `${placeOf.D3}.required.1`,
      '重复',
    ],
    [
      'elements of the plan in two items',
      elements({ set: 'planElements', required: ['样本确定'] }),
      `${placeOf.D3}.set`,
      'O1 和 D3',
    ],
    ['41 elements', elements({ required: many(41, '评价报告') }), `${placeOf.D3}.required`, '至多 40 个'],
    [
      'a cause twice in one item',
      only('D3', { losses: [missingFile, missingFile] }),
      `${placeOf.D3}.losses.1.cause`,
      '「归档资料缺件」重复',
    ],
    [
      'a cause nobody knows',
      only('D3', { losses: [{ ...missingFile, cause: 'weather' }] }),
      `${placeOf.D3}.losses.0.cause`,
      '不在本平台的事实之内',
    ],
    [
      'one cause in two items',
      only('D3', { losses: [missingFile, { cause: 'minorSecrecyBreach', title: '泄露', lost: 100 }] }),
      `${placeOf.D3}.losses.1.cause`,
      '同时出现在评分项 D1 和 D3 中',
    ],
    [
      'one node late in two items',
      only('E1', { cause: 'draftLate' }),
      'dimensions.2.items.1.cause',
      'E1 和 E2',
    ],
    [
      'one ratio in two items',
      only('O2', { measure: 'workingPapers' }),
      'dimensions.1.items.2.measure',
      'O2 和 O3',
    ],
    [
      'one record of the field work twice in one item',
      only('O2', { losses: [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 699 }] }),
      `${placeOf.O2}.losses.0.lost`,
      '只能扣一次，须扣完本项',
    ],
    [
      'one record of the field work in two items',
      only('D3', { losses: [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 'all' }] }),
      `${placeOf.D3}.losses.0.cause`,
      '同时出现在评分项 O2 和 D3 中',
    ],
    [
      'one node late in two items, once as a formula',
      only('D3', { kind: 'formula', formula: lessPerDay('draftDaysLate', 400, 50) }),
      `${placeOf.D3}.formula.right.right.right.left.fact`,
      '「报告初稿逾期」同时出现在评分项 E2 和 D3 中',
    ],
    [
      'a formula on the field work beside the ratio',
      only('D3', {
        kind: 'formula',
        formula: times(
          points(400),
          min(constant('percent', 100), over(fact('fieldWorkDone'), fact('fieldWorkFunds'))),
        ),
      }),
      `${placeOf.D3}.formula.right.right.left.fact`,
      '同时出现在评分项 O2 和 D3 中',
    ],
    [
      'a step out of reach',
      only('P2', {
        steps: [
          { label: '好', from: 701, anchor: '' },
          { label: '差', from: 0, anchor: '' },
        ],
      }),
      `${placeOf.P2}.steps.0.from`,
      '永远达不到',
    ],
    [
      'a step that no points fall into',
      only('P2', {
        steps: [
          { label: '好', from: 600, anchor: '' },
          { label: '中', from: 600, anchor: '' },
          { label: '差', from: 0, anchor: '' },
        ],
      }),
      `${placeOf.P2}.steps.1.from`,
      '须低于「好」的下限',
    ],
    [
      'steps that do not reach 0',
      only('P2', { steps: [{ label: '好', from: 600, anchor: '' }] }),
      `${placeOf.P2}.steps.0.from`,
      '须为 0.00',
    ],
    ['no step', only('P2', { steps: [] }), `${placeOf.P2}.steps`, '至少需要一个'],
    ['parts that do not add up', only('O5', { parts: [] }), `${placeOf.O5}.parts`, '要点合计 0.00 分'],
    [
      'a part of nothing',
      only('O5', {
        parts: [
          { code: 'O5.1', title: '一', points: 1000, anchor: '' },
          { code: 'O5.2', title: '二', points: 0, anchor: '' },
        ],
      }),
      `${placeOf.O5}.parts.1.points`,
      '大于 0.00',
    ],
    [
      'a part twice',
      only('O5', { parts: many(2, { code: 'O5.1', title: '一', points: 500, anchor: '' }) }),
      `${placeOf.O5}.parts.1.code`,
      '要点编码「O5.1」重复',
    ],
    [
      'a policy minimum over 100 %',
      only('O2', { minimumPercent: 101 }),
      `${placeOf.O2}.minimumPercent`,
      '政策下限',
    ],
    ['a sample below 0', only('O2', { sampleAtLeast: -1 }), `${placeOf.O2}.sampleAtLeast`, '抽查数'],
    ['a ratio of nothing known', only('O2', { measure: 'luck' }), `${placeOf.O2}.measure`, '比例'],
    [
      'days late that cost nothing',
      only('E1', { percentPerDay: 0 }),
      `${placeOf.E1}.percentPerDay`,
      '永远不会失分',
    ],
    ['more than all per day', only('E1', { percentPerDay: 101 }), `${placeOf.E1}.percentPerDay`, '1 至 100'],
    ['more late costs less', only('E1', { percentPerDay: -10 }), `${placeOf.E1}.percentPerDay`, '1 至 100'],
    ['days late of no node', only('E1', { cause: 'weather' }), `${placeOf.E1}.cause`, '逾期节点'],
    [
      'bands that do not fall',
      whole({ bands: defaultRubric.bands.map((band) => ({ ...band, from: 0 })) }),
      'bands.1.from',
      '下限须低于',
    ],
    [
      'a bound of half a hundredth',
      whole({ bands: defaultRubric.bands.map((band, n) => (n === 1 ? { ...band, from: 8000.5 } : band)) }),
      'bands.1.from',
      '最多两位小数',
    ],
    ['a tier missing', whole({ bands: defaultRubric.bands.slice(1) }), 'bands', '考核等级须依次为'],
    ['weights of 110', policy({ lineWeight: 60 }), 'policy.lineWeight', '现为 110'],
    ['a difference over 100 %', policy({ differencePercent: 101 }), 'policy.differencePercent', '差异比例'],
    ['half a hundredth apart', policy({ differenceAtLeast: 0.5 }), 'policy.differenceAtLeast', '最低差异'],
    ['reasons below 0', policy({ fullMarksReasonFrom: -1 }), 'policy.fullMarksReasonFrom', '满分'],
    [
      '21 dimensions',
      whole({ dimensions: many(21, defaultRubric.dimensions[0]!) }),
      'dimensions',
      '至多 20 个',
    ],
    ['21 losses', only('D3', { losses: many(21, missingFile) }), `${placeOf.D3}.losses`, '至多 20 个'],
  ])('%s', (_, rubric, path, part) => {
    const { faults, proved } = proveRubric(rubric);
    const found = faults.find((fault) => fault.path === path && fault.message.includes(part));
    expect(faults).toContain(found);
    expect(Object.keys(claims)).toContain(found!.claim);
    expect(proved).not.toContain(claims[found!.claim]);
    expect(rubricFaults(rubric)).toContain(found!.message);
  });

  test('the sum of the dimensions is said', () => {
    const dimensions = defaultRubric.dimensions.map((dimension) =>
      dimension.code === 'D' ? { ...dimension, points: 1499 } : dimension,
    );
    expect(rubricFaults(whole({ dimensions }))).toEqual([
      '维度「工作纪律」为 14.99 分，其评分项合计 15.00 分，两者须相等',
      '各维度分值合计须为 100.00 分，现为 99.99 分',
    ]);
  });
});

describe('what is allowed at its bounds', () => {
  const part = (code: string, points: number) => ({ code, title: '一', points, anchor: '' });
  test.each<[string, Rubric]>([
    ['a code of ten', only('D3', { code: 'D345678901' })],
    ['a code in Chinese', only('D3', { code: '归档' })],
    ['a veto’s code of forty', whole({ vetoes: [{ code: 'a'.repeat(40), title: '转包' }] })],
    ['a loss as large as the item', only('D3', { losses: [{ ...missingFile, lost: 400 }] })],
    ['the least loss', only('D3', { losses: [{ ...missingFile, lost: 1 }] })],
    ['no floor', only('D3', { floor: 0, losses: [{ ...missingFile, lost: 'all' }] })],
    ['all but a hundredth stays', only('D3', { floor: 399, losses: [{ ...missingFile, lost: 1 }] })],
    ['a condition that costs all', condition({})],
    ['two elements', elements({ required: ['评价报告', '调查问卷'] })],
    [
      'another loss beside the share',
      rubricOf(
        itemBy({
          ...{ kind: 'ratio', measure: 'fieldWork', minimumPercent: 30, sampleAtLeast: 0 },
          losses: [{ cause: 'planReturned', title: '再次退回', lost: 1 }],
        }),
      ),
    ],
    ['a condition that costs all, in points', condition({ lost: 400 })],
    ['a condition that costs a hundredth', condition({ lost: 1 })],
    ['a policy minimum of 0 %', only('O2', { minimumPercent: 0 })],
    ['a policy minimum of 100 %', only('O2', { minimumPercent: 100 })],
    ['no sample asked for', only('O3', { sampleAtLeast: 0 })],
    ['1 % per day', only('E1', { percentPerDay: 1 })],
    ['all in one day', only('E1', { percentPerDay: 100 })],
    [
      'a step that takes all points',
      only('P2', {
        steps: [
          { label: '好', from: 700, anchor: '' },
          { label: '差', from: 0, anchor: '' },
        ],
      }),
    ],
    ['a part’s code of twenty', only('O5', { parts: [part('a'.repeat(20), 1000)] })],
    ['a part of a hundredth', only('O5', { parts: [part('a', 999), part('b', 1)] })],
    [
      'field work lost in full, in points',
      only('O2', { losses: [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 700 }] }),
    ],
    ['weights of 100 and 0', policy({ lineWeight: 100, performanceWeight: 0 })],
    ['a difference of 0 %', policy({ differencePercent: 0 })],
    ['a difference of 100 %', policy({ differencePercent: 100 })],
    ['no least difference', policy({ differenceAtLeast: 0, fullMarksReasonFrom: 0 })],
  ])('%s', (_, rubric) => expect(proveRubric(rubric)).toEqual({ faults: [], proved: Object.values(claims) }));
});

describe('what is one fault is said once, at its field and in its words', () => {
  const d3 = '评分项 D3「归档」';
  const part = (code: string, points: number) => ({ code, title: '一', points, anchor: '' });
  test.each<[string, Rubric, path: string, message: string]>([
    [
      'a code of eleven',
      only('D3', { code: 'D3456789012' }),
      `${placeOf.D3}.code`,
      '编码「D3456789012」须为 1 至 10 个字母、汉字或数字',
    ],
    [
      'a veto’s code of forty-one',
      whole({ vetoes: [{ code: 'a'.repeat(41), title: '转包' }] }),
      'vetoes.0.code',
      `编码「${'a'.repeat(41)}」须为 1 至 40 个字母、汉字或数字`,
    ],
    [
      'a veto with an item’s code',
      whole({ vetoes: [{ code: 'D3', title: '转包' }] }),
      'vetoes.0.code',
      '编码「D3」重复，每个维度、评分项和否决事项须有各自的编码',
    ],
    [
      'a veto without a name',
      whole({ vetoes: [{ code: 'x', title: ' ' }] }),
      'vetoes.0.title',
      '「x」没有名称',
    ],
    ['no basis', whole({ basis: [] }), 'basis', '请写明制定依据'],
    ['a blank name', whole({ title: ' ' }), 'title', '请写明评分标准的名称'],
    [
      'a floor as high as the item',
      only('D3', { floor: 400 }),
      `${placeOf.D3}.floor`,
      `${d3}的保底分须低于本项分值，否则永远不会失分`,
    ],
    [
      'a floor below 0',
      only('D3', { floor: -1 }),
      `${placeOf.D3}.floor`,
      `${d3}的保底分须不小于 0.00 且最多两位小数`,
    ],
    [
      'a loss of half a hundredth',
      only('D3', { losses: [{ ...missingFile, lost: 0.5 }] }),
      `${placeOf.D3}.losses.0.lost`,
      `${d3}的「缺件」扣分须大于 0.00 且最多两位小数`,
    ],
    [
      'half a hundredth of a condition',
      condition({ lost: 0.5 }),
      `${placeOf.D3}.lost`,
      `${d3}的扣分须大于 0.00 且最多两位小数`,
    ],
    [
      'a condition that costs nothing',
      condition({ lost: 0 }),
      `${placeOf.D3}.lost`,
      `${d3}不符合条件时不扣分，永远不会失分`,
    ],
    [
      'half a percent of the funds',
      only('O2', { minimumPercent: 0.5 }),
      `${placeOf.O2}.minimumPercent`,
      '评分项 O2「现场调研」的政策下限须为 0 至 100 的整数百分比',
    ],
    [
      'less than no funds',
      only('O2', { minimumPercent: -1 }),
      `${placeOf.O2}.minimumPercent`,
      '评分项 O2「现场调研」的政策下限须为 0 至 100 的整数百分比',
    ],
    [
      'half a sample',
      only('O2', { sampleAtLeast: 0.5 }),
      `${placeOf.O2}.sampleAtLeast`,
      '评分项 O2「现场调研」的抽查数须为不小于 0 的整数',
    ],
    [
      'half a percent per day',
      only('E1', { percentPerDay: 0.5 }),
      `${placeOf.E1}.percentPerDay`,
      '评分项 E1「评价实施方案按时报送」的每日扣分比例须为 1 至 100 的整数百分比',
    ],
    [
      'nothing per day',
      only('E1', { percentPerDay: 0 }),
      `${placeOf.E1}.percentPerDay`,
      '评分项 E1「评价实施方案按时报送」的每日扣分比例为 0，永远不会失分',
    ],
    [
      'a part’s code of twenty-one',
      only('O5', { parts: [part('a'.repeat(21), 1000)] }),
      `${placeOf.O5}.parts.0.code`,
      `评分项 O5「结论与建议质量」的要点编码「${'a'.repeat(21)}」须为 1 至 20 个字母、汉字、数字或点`,
    ],
    [
      'a part’s code with a blank',
      only('O5', { parts: [part('a b', 1000)] }),
      `${placeOf.O5}.parts.0.code`,
      '评分项 O5「结论与建议质量」的要点编码「a b」须为 1 至 20 个字母、汉字、数字或点',
    ],
    [
      'parts that are short',
      only('O5', { parts: [part('a', 999)] }),
      `${placeOf.O5}.parts`,
      '评分项 O5「结论与建议质量」的要点合计 9.99 分，须等于本项 10.00 分',
    ],
    [
      'weights of 99',
      policy({ lineWeight: 49 }),
      'policy.lineWeight',
      '两位评分人的权重须为整数且合计 100，现为 99',
    ],
    [
      'weights of 100 by halves',
      policy({ lineWeight: 50.5, performanceWeight: 49.5 }),
      'policy.lineWeight',
      '两位评分人的权重须为整数且合计 100，现为 100',
    ],
    [
      'weights beyond 0 and 100',
      policy({ lineWeight: 101, performanceWeight: -1 }),
      'policy.lineWeight',
      '两位评分人的权重须为整数且合计 100，现为 100',
    ],
    [
      'no weight at all',
      policy({ lineWeight: NaN }),
      'policy.lineWeight',
      '两位评分人的权重须为整数且合计 100，现为 无法计算的数',
    ],
    [
      'half a percent apart',
      policy({ differencePercent: 0.5 }),
      'policy.differencePercent',
      '会商的差异比例须为 0 至 100 的整数百分比',
    ],
    [
      'less than 0 % apart',
      policy({ differencePercent: -1 }),
      'policy.differencePercent',
      '会商的差异比例须为 0 至 100 的整数百分比',
    ],
    [
      'less than no difference',
      policy({ differenceAtLeast: -1 }),
      'policy.differenceAtLeast',
      '会商的最低差异和满分须写理由的分值须不小于 0.00 且最多两位小数',
    ],
    [
      'tiers of another order',
      whole({
        bands: defaultRubric.bands.map((band, n) =>
          n === 0 ? { ...band, label: '良' as const } : n === 1 ? { ...band, label: '优' as const } : band,
        ),
      }),
      'bands',
      '考核等级须依次为优、良、一般、差',
    ],
  ])('%s', (_, rubric, path, message) =>
    expect(proveRubric(rubric).faults.map((one) => [one.path, one.message])).toEqual([[path, message]]),
  );

  test.each<[Rubric, keyof typeof claims]>([
    [whole({ title: '' }), 'names'],
    [only('D3', { points: 399 }), 'sums'],
    [only('D3', { losses: [] }), 'alive'],
    [only('D3', { floor: -1 }), 'caps'],
    [only('D3', { kind: 'guess', points: 400 }), 'reachable'],
    [only('E1', { cause: 'draftLate' }), 'once'],
    [only('E1', { percentPerDay: 101 }), 'late'],
    [whole({ bands: [] }), 'bands'],
    [policy({ lineWeight: 60 }), 'policy'],
  ])('%#: only its own claim falls', (rubric, claim) => {
    const { [claim]: _, ...others } = claims;
    expect(proveRubric(rubric).proved).toEqual(Object.values(others));
  });

  test('off site is one record with the field work, not with the working papers', () => {
    const losses = [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 100 }];
    expect(proveRubric(only('O3', { losses })).faults).toEqual([
      {
        claim: 'once',
        path: `${placeOf.O3}.losses.0.cause`,
        message: '「非现场评价未经同意」同时出现在评分项 O2 和 O3 中，同一事实只能扣一次',
      },
    ]);
  });

  test('off site is the record of the field work also where only its share is scored', () => {
    const share = itemBy({
      ...{ kind: 'ratio', measure: 'fieldWork', minimumPercent: 30, sampleAtLeast: 0, losses: [] },
    });
    const losses = [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 'all' }] as const;
    const rubric = rubricOf(share, itemBy({ kind: 'deduction', losses }, 1000, 'B1'));
    expect(proveRubric(rubric).faults.map(({ claim, path }) => [claim, path])).toEqual([
      ['once', 'dimensions.0.items.1.losses.0.cause'],
    ]);
  });

  test('a dimension’s code is typed in a form too', () => {
    const dimensions = defaultRubric.dimensions.map((one) =>
      one.code === 'D' ? { ...one, code: 'D3456789012' } : one,
    );
    expect(proveRubric(whole({ dimensions })).faults.map(({ path }) => path)).toEqual(['dimensions.3.code']);
  });

  test('without any band the fault lies in the bands as a whole', () =>
    expect(new Set(proveRubric(whole({ bands: [] })).faults.map(({ path }) => path))).toEqual(
      new Set(['bands']),
    ));

  test('points that are no numbers have no sum', () => {
    expect(rubricFaults(only('O5', { parts: [part('a', NaN)] }))).toEqual([
      '评分项 O5「结论与建议质量」的每个要点分值须大于 0.00 且最多两位小数',
      '评分项 O5「结论与建议质量」的要点合计 无法计算的 分，须等于本项 10.00 分',
    ]);
    const dimensions = defaultRubric.dimensions.map((one) =>
      one.code === 'D' ? { ...one, points: NaN } : one,
    );
    expect(rubricFaults(whole({ dimensions }))).toEqual([
      '维度「工作纪律」为 无法计算的 分，其评分项合计 15.00 分，两者须相等',
      '各维度分值合计须为 100.00 分，现为 无法计算的 分',
    ]);
  });
});
