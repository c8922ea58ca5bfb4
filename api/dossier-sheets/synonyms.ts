/**
 * What agencies call our columns in sheets of their own. A header that says it is prefilled; one that leaves a doubt,
 * above all the unit of an amount, is asked and never guessed.
 */
import { sheets, type ImportKind } from './columns.ts';

export interface Target {
  /** What a form sends. */
  readonly value: string;
  readonly title: string;
  /** The column of ours, and how what stands in the sheet becomes what is typed there. */
  readonly key: string;
  readonly convert: (typed: string) => string;
}

/** What a column of a sheet can become. */
export const targetsOf = (kind: ImportKind): Target[] =>
  sheets[kind].columns.flatMap(({ key, title }) => {
    if (key !== 'amount') return [{ value: key, title, key, convert: key === 'year' ? yearOf : asIs }];
    return [
      { value: 'amount.wanYuan', title: '合同金额，表中单位：万元', key, convert: asIs },
      { value: 'amount.yuan', title: '合同金额，表中单位：元', key, convert: wanYuanOf },
    ];
  });

export interface Guess {
  readonly value: string;
  /** Why nothing is prefilled. */
  readonly note: string;
}

export function guess(kind: ImportKind, header: string): Guess {
  const name = bare(header);
  const key = sheets[kind].columns.find(
    (column) => bare(column.title) === name || (synonyms[kind][column.key] ?? []).includes(name),
  )?.key;
  if (key === 'amount') return amountGuess(header);
  if (key) return { value: key, note: '' };
  return { value: '', note: notKept.has(name) ? '档案不收这一项' : '' };
}

function amountGuess(header: string): Guess {
  const unit = /[亿千百十万]*元/.exec(header)?.[0];
  if (unit === '万元') return { value: 'amount.wanYuan', note: '' };
  if (unit === '元') return { value: 'amount.yuan', note: '' };
  return { value: '', note: '表头没有写明是元还是万元，请按表中的单位选择' };
}

/** Without remarks in brackets, blanks, signs and the mark of what is required. */
const bare = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/(?:单位[:：])?(?:万元|元)$/, '')
    .replace(/[\s*:：、.·,_\-/]/g, '')
    .replace(/^(?:是否)(?=签订|专项)/, '');

const synonyms: Readonly<Record<ImportKind, Readonly<Record<string, readonly string[]>>>> = {
  people: {
    name: ['名字', '人员姓名', '员工姓名', '职工姓名', '专家姓名', '人员名称'],
    idNumber: [
      ...['身份证号', '身份证', '居民身份证号', '居民身份证号码', '身份证件号码', '身份证件号'],
      ...['证件号码', '证件号', '公民身份号码', '公民身份证号码'],
    ],
    role: ['人员类别', '人员类型', '人员身份', '评价角色'],
    employer: ['所在单位', '任职单位', '现工作单位', '就职单位', '专家单位'],
    labourContract: ['劳动合同', '有无劳动合同', '劳动合同签订情况'],
    education: ['学历', '文化程度', '学历层次', '最高学历层次'],
    title: ['职称级别', '职称等级', '职称层级', '专业技术职务级别', '技术职称级别'],
    titleName: ['专业技术职务', '专业技术职称', '技术职称', '专业技术职务名称', '具体职称'],
    qualificationKind: [
      '执业资格种类',
      '资格证书',
      '职业资格',
      '资格种类',
      '资格名称',
      '执业资格名称',
      '执业证书',
    ],
    qualificationNumber: [
      '证书号',
      '证书号码',
      '资格证书编号',
      '资格证书号',
      '执业证书编号',
      '资格证号',
      '执业证号',
    ],
    qualificationExpiresOn: ['证书有效期', '证书有效期至', '有效期至', '证书到期日期', '资格证书有效期至'],
    startedWorkOn: ['参加工作时间', '工作时间', '开始工作日期', '参加工作年月'],
    startedEvaluationOn: [
      ...['开始从事绩效评价日期', '从事绩效评价时间', '从事预算绩效评价起始日', '从事预算绩效评价时间'],
      ...['从事绩效评价工作时间', '绩效评价从业日期', '开始从事预算绩效评价时间'],
    ],
    employedFrom: ['入职时间', '入职日', '到岗日期', '进入本单位时间', '进所时间'],
    employedUntil: ['离职时间', '离职日'],
  },
  trackRecord: {
    name: ['项目', '评价项目', '评价项目名称', '绩效评价项目', '绩效评价项目名称', '业绩名称'],
    client: [
      '委托单位',
      '委托人',
      '委托方名称',
      '委托单位名称',
      '甲方',
      '甲方名称',
      '采购人',
      '采购单位',
      '客户名称',
    ],
    year: ['年份', '项目年度', '评价年度', '实施年度', '承接年度', '签约年度'],
    role: ['承担角色', '参与方式', '承接方式', '担任角色', '承担形式'],
    field: ['领域', '行业领域', '项目领域', '所属领域'],
    specialBond: ['专项债', '专项债项目', '专项债券'],
    amount: [
      '合同价款',
      '合同价',
      '合同额',
      '合同总额',
      '服务费',
      '服务费用',
      '评价费用',
      '委托费用',
      '项目金额',
      '金额',
    ],
  },
};

/** What sheets of agencies often hold and a dossier does not. */
const notKept = new Set([
  ...['序号', '编号', '员工编号', '工号', '性别', '年龄', '民族', '出生日期', '出生年月', '政治面貌', '籍贯'],
  ...['毕业院校', '毕业学校', '专业', '所学专业', '毕业时间', '部门', '所在部门', '职务', '岗位'],
  ...['联系电话', '联系方式', '手机', '手机号', '手机号码', '电话', '邮箱', '备注'],
]);

const asIs = (typed: string): string => typed;

const yearOf = (typed: string): string => typed.replace(/^(\d{4})\s*年度?$/, '$1');

/** 125,000.00 元 → 12.5; what is no such number keeps its unit, so that it is told as wrong. */
function wanYuanOf(typed: string): string {
  const [, whole, part = ''] =
    /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed.replaceAll(/[,，\s]|元$/g, '')) ?? [];
  if (!whole) return typed === '' ? '' : `${typed.replace(/元$/, '')}元`;
  const padded = whole.padStart(5, '0');
  const decimals = `${padded.slice(-4)}${part}`.replace(/0+$/, '');
  return `${padded.slice(0, -4).replace(/^0+(?=\d)/, '')}${decimals && `.${decimals}`}`;
}
