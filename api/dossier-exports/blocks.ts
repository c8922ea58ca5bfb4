/**
 * The blocks of the national platform (财监〔2021〕4号 art. 8) in its order, one page each: 机构信息, 法定代表人, 主评人,
 * 分支机构, 合作专家, 其他从业人员, then the further items of the article. The platform publishes no format: this is a table
 * to copy from, and says so.
 */
import { isDay } from '#scoring/calendar.ts';
import {
  criminalRecords,
  educations,
  evaluationFields,
  headRoles,
  kinds,
  projectRoles,
  ruleKinds,
  titles,
} from '#scoring/dossier-words.ts';
import { qualificationKinds } from '#scoring/lead-evaluator.ts';
import type { Cell, Page } from '../sheets/writing.ts';

export type Tree = Readonly<Record<string, unknown>>;

export interface Around {
  agency: { name: string; uscc: string };
  origin: string;
  /** Masked. */
  numberOf: (id: string) => string;
  fileOf: (id: string) => string;
  works: readonly { title: string; client: string; signedOn: string; fee: number }[];
}

/** Of checked content or of what is typed so far: leaves are values or text. */
export function blocksOf(content: Tree, around: Around): Page[] {
  const basic = treeOf(content['basic']);
  const people = listOf(content['people']);
  const credit = treeOf(content['honoursPenalties']);
  const of = (role: string) => people.filter((one) => one['role'] === role);
  const person = personCells(around);
  return [
    page('机构信息', agencyColumns(around), [basic], people.length),
    page('法定代表人', headColumns, [basic]),
    page('主评人', { ...person.known, ...person.lead }, of('leadEvaluator')),
    page('分支机构', branchColumns, listOf(basic['branches'])),
    page('合作专家', { ...person.known, ...person.expert }, of('expert')),
    page(
      '其他从业人员',
      { ...person.known, ...person.staff },
      people.filter((one) => one['role'] !== 'leadEvaluator' && one['role'] !== 'expert'),
    ),
    page('主要项目', projectColumns(around), [
      ...around.works.map((work): Tree => ({ ...work, name: work.title, work: true })),
      ...listOf(treeOf(content['trackRecord'])['projects']),
    ]),
    page('不良诚信和重大违法记录', penaltyColumns(around), listOf(credit['penalties'])),
    page(
      '内部管理制度',
      ruleColumns(around),
      Object.entries(ruleKinds).map(([key, name]): Tree => ({
        name,
        ...treeOf(treeOf(basic['rules'])[key]),
      })),
    ),
    page('奖励', honourColumns(around), listOf(credit['honours'])),
    {
      title: '说明',
      heads: ['说明'],
      rows: [
        `${around.agency.name}（${around.agency.uscc}）`,
        around.origin,
        '各表按财政部预算绩效评价第三方机构信用管理平台的信息块排列，供机构填报时对照；本系统不与该平台交换数据。',
        '在全国平台登记由机构自愿办理（财监〔2021〕4号第八条），登记和建档都不是行政许可，不表示资格认定。',
        `近三年有没有重大违法记录：${wordOf({ yes: '有', no: '没有' })(credit['seriousViolation']) || '未填'}。`,
        '身份证号码只保留首尾各三位；佐证材料只列文件名。',
      ].map((line) => [line]),
    },
  ];
}

type Columns = Readonly<Record<string, (row: Tree) => Cell>>;

const page = (title: string, columns: Columns, rows: readonly Tree[], count = rows.length): Page => ({
  title,
  heads: Object.keys(columns),
  rows: rows.map((row) => Object.values(columns).map((cell) => cell({ ...row, count }))),
});

const agencyColumns = ({ agency }: Around): Columns => ({
  机构名称: () => agency.name,
  统一社会信用代码: () => agency.uscc,
  机构类型: (row) => wordOf(kinds)(row['kind']),
  办公场所: leaf('premises'),
  通讯地址: leaf('mailingAddress'),
  '从事预算绩效评价业务人员（人）': (row) => Number(row['count']),
  联系人: leaf('contactName'),
  联系电话: leaf('contactPhone'),
});

const headColumns: Columns = {
  身份: (row) => wordOf(headRoles)(row['headRole']),
  姓名: leaf('headName'),
};

const branchColumns: Columns = {
  分支机构名称: leaf('name'),
  统一社会信用代码: leaf('uscc'),
  具有独立法人资格: yes('independent'),
  负责人: leaf('head'),
};

function personCells({ numberOf, fileOf }: Around): Record<'known' | 'lead' | 'expert' | 'staff', Columns> {
  const file = (key: string) => (row: Tree) => fileOf(textOf(row[key]));
  const contract: Columns = {
    入职日期: day('employedFrom'),
    离职日期: day('employedUntil'),
    签订劳动合同: yes('labourContract'),
    劳动合同文件: file('labourContractFileId'),
  };
  return {
    known: {
      姓名: leaf('name'),
      身份证号码: (row) => numberOf(textOf(row['idNumberId'])),
      最高学历: (row) => wordOf(educations)(row['education']),
      学历证书文件: file('diplomaFileId'),
      职称: (row) => wordOf(titles)(row['title']),
      职称名称: leaf('titleName'),
      资质证书: (row) => listOf(row['qualifications']).map(qualificationText).join('；'),
    },
    lead: {
      参加工作日期: day('startedWorkOn'),
      开始从事预算绩效评价日期: day('startedEvaluationOn'),
      ...contract,
      刑事责任: (row) => wordOf(criminalRecords)(row['criminalRecord']),
    },
    expert: { 工作单位: leaf('employer') },
    staff: contract,
  };
}

function qualificationText(one: Tree): string {
  const until = one['expiresOn'] ? `，有效期至 ${textOf(one['expiresOn'])}` : '';
  return `${wordOf(qualificationKinds)(one['kind'])}（${textOf(one['number'])}${until}）`;
}

const projectColumns = ({ fileOf }: Around): Columns => ({
  项目名称: leaf('name'),
  委托方: leaf('client'),
  年度: (row) => numberIn(row['work'] ? textOf(row['signedOn']).slice(0, 4) : row['year']),
  承担方式: (row) => wordOf(projectRoles)(row['role']),
  评价领域: (row) => wordOf(evaluationFields)(row['field']),
  专项债券项目: yes('specialBond'),
  '合同金额（万元）': (row) => wanYuan(row['work'] ? row['fee'] : row['amount']),
  合同签订日期: day('signedOn'),
  来源: (row) => (row['work'] ? '本局委托，按合同列入' : '机构填报'),
  佐证文件: (row) => fileOf(textOf(row['fileId'])),
});

const penaltyColumns = ({ fileOf }: Around): Columns => ({
  作出决定的机关: leaf('authority'),
  决定文号: leaf('documentNumber'),
  决定日期: day('decidedOn'),
  内容: leaf('content'),
  重大违法记录: yes('serious'),
  禁止期限至: day('bannedUntil'),
  决定书文件: (row) => fileOf(textOf(row['fileId'])),
});

const ruleColumns = ({ fileOf }: Around): Columns => ({
  制度: leaf('name'),
  已建立: yes('established'),
  制度文件: (row) => fileOf(textOf(row['fileId'])),
});

const honourColumns = ({ fileOf }: Around): Columns => ({
  奖励名称: leaf('name'),
  授予单位: leaf('grantedBy'),
  授予日期: day('grantedOn'),
  佐证文件: (row) => fileOf(textOf(row['fileId'])),
});

function leaf(key: string) {
  return (row: Tree): Cell => textOf(row[key]);
}

/** A day is one for the spreadsheet, too; what is no day yet stays as it was typed. */
function day(key: string) {
  return (row: Tree): Cell => {
    const text = textOf(row[key]);
    return isDay(text) ? new Date(`${text}T00:00:00Z`) : text;
  };
}

function yes(key: string) {
  return (row: Tree): Cell => wordOf({ yes: '是', no: '否', true: '是', false: '否' })(row[key]);
}

const wordOf =
  (words: Readonly<Record<string, string>>) =>
  (value: unknown): string =>
    Object.hasOwn(words, textOf(value)) ? words[textOf(value)]! : textOf(value);

const numberIn = (value: unknown): Cell => (/^\d{4}$/.test(textOf(value)) ? Number(value) : textOf(value));

/** 分 of a checked version, 万元 as typed in a draft. */
function wanYuan(value: unknown): Cell {
  if (typeof value === 'number') return { number: value / 1_000_000, format: money };
  const text = textOf(value);
  return /^\d{1,8}(\.\d{1,6})?$/.test(text) ? { number: Number(text), format: money } : text;
}

const money = '#,##0.00####';
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const treeOf = (value: unknown): Tree => (value ?? {}) as Tree;
const listOf = (value: unknown): Tree[] => (Array.isArray(value) ? (value as Tree[]) : []);
