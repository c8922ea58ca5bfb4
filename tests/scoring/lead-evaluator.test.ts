import { describe, expect, it } from 'vitest';
import { mayLead, testLeadEvaluator, type LeadEvaluatorFacts } from '../../scoring/lead-evaluator.ts';

const today = '2026-06-15';
const good: LeadEvaluatorFacts = {
  lawAbidingDeclared: true,
  badRecordStanding: false,
  education: { name: '本科', diplomaOnFile: true },
  title: { level: '中级', name: '会计师' },
  qualifications: [],
  startedWorkOn: '2015-07-01',
  startedEvaluationOn: '2018-07-01',
  abilityDeclared: true,
  criminalRecord: { kind: 'none' },
};
const outcomes = (person: Partial<LeadEvaluatorFacts>, asOf = today) =>
  testLeadEvaluator({ ...good, ...person }, asOf).map((decision) => decision.outcome);

it('passes who meets all six', () => {
  const decisions = testLeadEvaluator(good, today);
  expect(decisions.map((decision) => decision.citation)).toEqual(
    ['一', '二', '三', '四', '五', '六'].map((item) => `财监〔2021〕4号第七条第${item}项`),
  );
  expect(decisions.every((decision) => decision.asOf === today && decision.fix === undefined)).toBe(true);
  expect(mayLead(decisions)).toBe(true);
  expect(mayLead(decisions.slice(1))).toBe(false);
});

describe.each<[number, string, Partial<LeadEvaluatorFacts>, 'pass' | 'fail' | 'unknown']>([
  [1, 'declared no', { lawAbidingDeclared: false }, 'fail'],
  [1, 'not declared', { lawAbidingDeclared: null }, 'unknown'],
  [1, 'a bad record stands', { badRecordStanding: true, lawAbidingDeclared: null }, 'fail'],
  [1, 'bad records not looked up', { badRecordStanding: null }, 'unknown'],
  [2, 'no education filed', { education: null }, 'unknown'],
  [2, 'no diploma', { education: { name: '本科', diplomaOnFile: false } }, 'fail'],
  [3, 'junior title', { title: { level: '初级', name: '助理会计师' } }, 'fail'],
  [3, 'senior title', { title: { level: '正高级', name: '正高级会计师' } }, 'pass'],
  [3, 'neither', { title: null }, 'fail'],
  [
    3,
    'a lawyer without a title',
    { title: null, qualifications: [{ kind: 'lawyer', name: '律师', recognisedBy: null }] },
    'pass',
  ],
  [
    3,
    'other qualification, not recognised',
    { title: null, qualifications: [{ kind: 'otherRecognised', name: '税务师', recognisedBy: null }] },
    'unknown',
  ],
  [
    3,
    'other qualification, recognised',
    { title: null, qualifications: [{ kind: 'otherRecognised', name: '税务师', recognisedBy: '认可文件' }] },
    'pass',
  ],
  [4, '4 years 364 days of work', { startedWorkOn: '2021-06-16' }, 'fail'],
  [4, '5 years of work', { startedWorkOn: '2021-06-15' }, 'pass'],
  [4, '2 years 364 days of evaluation', { startedEvaluationOn: '2023-06-16' }, 'fail'],
  [4, '3 years of evaluation', { startedEvaluationOn: '2023-06-15' }, 'pass'],
  [4, 'work not filed', { startedWorkOn: null }, 'unknown'],
  [
    4,
    'work not filed, evaluation too short',
    { startedWorkOn: null, startedEvaluationOn: '2025-01-01' },
    'fail',
  ],
  [5, 'declared no', { abilityDeclared: false }, 'fail'],
  [5, 'not declared', { abilityDeclared: null }, 'unknown'],
  [6, 'not declared', { criminalRecord: null }, 'unknown'],
  [6, 'another offence', { criminalRecord: { kind: 'other' } }, 'fail'],
  [6, 'negligent, day unknown', { criminalRecord: { kind: 'negligentAtWork', servedOn: null } }, 'unknown'],
  [
    6,
    'negligent, 5 years today',
    { criminalRecord: { kind: 'negligentAtWork', servedOn: '2021-06-15' } },
    'fail',
  ],
  [
    6,
    'negligent, over 5 years',
    { criminalRecord: { kind: 'negligentAtWork', servedOn: '2021-06-14' } },
    'pass',
  ],
])('condition %i: %s', (item, _, person, outcome) => {
  it(`is ${outcome}, the other five stay`, () => {
    const expected = Array.from({ length: 6 }, (_each, index) => (index === item - 1 ? outcome : 'pass'));
    expect(outcomes(person)).toEqual(expected);
    const decision = testLeadEvaluator({ ...good, ...person }, today)[item - 1]!;
    expect(decision.ruleId).toBe(`leadEvaluator.${item}`);
    expect(decision.fix === undefined).toBe(outcome === 'pass');
    expect(`${decision.required}${decision.observed}${decision.fix ?? ''}`).toMatch(/\p{Script=Han}/u);
  });
});

it('counts a 29 February to the last day of February', () => {
  expect(outcomes({ startedWorkOn: '2020-02-29' }, '2025-02-27')[3]).toBe('fail');
  expect(outcomes({ startedWorkOn: '2020-02-29' }, '2025-02-28')[3]).toBe('pass');
});

it('says from which day the person may lead', () => {
  const [, , , experience] = testLeadEvaluator({ ...good, startedWorkOn: '2021-06-16' }, today);
  expect(experience?.fix).toBe('工作自 2026-06-16 起满 5 年，届时再选任');
});

describe('what was seen, where, and what mends it', () => {
  const file = '机构档案·专业团队';
  const cpa = (kind: 'certifiedPublicAccountant' | 'otherRecognised', recognisedBy: string | null = null) => [
    { kind, name: '某资格', recognisedBy },
  ];
  const served = (servedOn: string | null) => ({
    criminalRecord: { kind: 'negligentAtWork', servedOn } as const,
  });
  it.each<[number, Partial<LeadEvaluatorFacts>, string, string, string | undefined]>([
    [1, {}, '已声明，没有未了结的不良诚信记录', file, undefined],
    [
      1,
      { badRecordStanding: true },
      '有未了结的不良诚信记录',
      '处理决定',
      '待处理期满或完成信用修复后再选任',
    ],
    [1, { lawAbidingDeclared: null }, '未作声明', file, '由本人签署守法与职业道德声明'],
    [1, { lawAbidingDeclared: false }, '声明为否', file, '本人不能作出声明的，改选其他人员'],
    [1, { badRecordStanding: null }, '尚未查询不良诚信记录', '处理决定', '查询后登记结果'],
    [2, {}, '本科，学历证书已上传', file, undefined],
    [2, { education: null }, '未填写学历', file, '填写最高学历并上传学历证书'],
    [2, { education: { name: '硕士', diplomaOnFile: false } }, '硕士，未上传学历证书', file, '上传学历证书'],
    [3, {}, '会计师（中级）', file, undefined],
    [3, { title: { level: '副高级', name: '高级会计师' } }, '高级会计师（副高级）', file, undefined],
    [3, { title: null, qualifications: cpa('certifiedPublicAccountant') }, '某资格', file, undefined],
    [3, { title: null, qualifications: cpa('otherRecognised', '认可文件') }, '某资格', file, undefined],
    [
      3,
      { title: null, qualifications: [...cpa('otherRecognised'), ...cpa('otherRecognised')] },
      '某资格、某资格，未附认可文件',
      file,
      '补充中级以上职称证书或所列执业资格证书，其他执业资格须附认可文件',
    ],
    [
      3,
      { title: null },
      '未填写职称和执业资格',
      file,
      '补充中级以上职称证书或所列执业资格证书，其他执业资格须附认可文件',
    ],
    [
      3,
      { title: { level: '初级', name: '助理会计师' } },
      '助理会计师（初级），没有执业资格',
      file,
      '补充中级以上职称证书或所列执业资格证书，其他执业资格须附认可文件',
    ],
    [4, {}, '工作自 2015-07-01 起，预算绩效评价自 2018-07-01 起', file, undefined],
    [
      4,
      { startedWorkOn: '2024-01-31', startedEvaluationOn: '2024-02-29' },
      '工作自 2024-01-31 起，预算绩效评价自 2024-02-29 起',
      file,
      '工作自 2029-01-31 起满 5 年，预算绩效评价自 2027-02-28 起满 3 年，届时再选任',
    ],
    [
      4,
      { startedWorkOn: null },
      '工作起始日未填写，预算绩效评价自 2018-07-01 起',
      file,
      '填写起始日并附证明',
    ],
    [
      4,
      { startedEvaluationOn: null },
      '工作自 2015-07-01 起，预算绩效评价起始日未填写',
      file,
      '填写起始日并附证明',
    ],
    [5, {}, '机构已声明', file, undefined],
    [5, { abilityDeclared: null }, '未作声明', file, '由机构作出能力声明'],
    [5, { abilityDeclared: false }, '机构声明为否', file, '机构不能作出声明的，改选其他人员'],
    [6, {}, '声明未被追究过刑事责任', file, undefined],
    [6, { criminalRecord: null }, '未作声明', file, '由本人签署刑事责任声明'],
    [6, { criminalRecord: { kind: 'other' } }, '曾被追究刑事责任，不属于可选任的情形', file, '改选其他人员'],
    [6, served(null), '业务过失犯罪，未填写刑罚执行完毕日', file, '填写刑罚执行完毕日并附证明'],
    [6, served('2021-06-15'), '业务过失犯罪，刑罚于 2021-06-15 执行完毕', file, '2026-06-15 以后再选任'],
    [6, served('2021-06-14'), '业务过失犯罪，刑罚于 2021-06-14 执行完毕', file, undefined],
  ])('%i of %o', (item, person, observed, source, fix) => {
    const decision = testLeadEvaluator({ ...good, ...person }, today)[item - 1];
    expect([decision?.observed, decision?.source, decision?.fix]).toEqual([observed, source, fix]);
  });

  it('says what each of the six asks', () =>
    expect(
      testLeadEvaluator(good, today).map(({ title, required, ruleVersion }) => [
        title,
        required,
        ruleVersion,
      ]),
    ).toEqual([
      ['守法与职业道德', expect.stringContaining('没有未了结的不良诚信记录'), 1],
      ['学历与专业能力', expect.stringContaining('学历证书已上传'), 1],
      ['职称或执业资格', expect.stringContaining('中级以上专业技术职称'), 1],
      ['工作经历', '工作满 5 年，其中从事预算绩效评价满 3 年', 1],
      ['政策把握、项目管理和沟通能力', '已作出能力声明', 1],
      ['刑事责任', expect.stringContaining('刑罚执行完毕超过 5 年'), 1],
    ]));

  it('an open or failed condition keeps a person from leading', () => {
    const all = testLeadEvaluator(good, today);
    for (const outcome of ['fail', 'unknown', 'excepted'] as const)
      expect(mayLead(all.with(2, { ...all[2]!, outcome }))).toBe(false);
  });
});
