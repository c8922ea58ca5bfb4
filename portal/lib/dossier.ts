/** The words of a dossier's fields, and its values as pages print them: typed in a draft or judged in a version. */
import {
  criminalRecords,
  educations,
  evaluationFields,
  headRoles,
  kinds,
  projectRoles,
  roles,
  ruleKinds,
  titles,
} from '#scoring/dossier-words.ts';
import { sectionTitles, type Section } from '#scoring/filing.ts';
import { qualificationKinds } from '#scoring/lead-evaluator.ts';
import { absent, wanYuanText } from '#lib/words.ts';

export { sectionTitles, type Section };

export const sectionPaths: Readonly<Record<Section, string>> = {
  basic: '/dossier/basic',
  people: '/dossier/people',
  trackRecord: '/dossier/track-record',
  honoursPenalties: '/dossier/honours-penalties',
};

const labels: Readonly<Record<string, string>> = {
  kind: '机构类型',
  newName: '变更登记后的名称',
  renamedOn: '变更登记日期',
  renameFileId: '准予变更登记通知书',
  premises: '办公场所',
  mailingAddress: '通讯地址',
  headRole: '负责人身份',
  headName: '负责人',
  contactName: '联系人',
  contactPhone: '联系电话',
  hasBranches: '有没有分支机构',
  branches: '分支机构',
  uscc: '统一社会信用代码',
  independent: '具有独立法人资格',
  head: '负责人',
  rules: '内部管理制度',
  ...ruleKinds,
  established: '已建立',
  fileId: '佐证文件',
  name: '名称',
  idNumber: '身份证号码',
  idNumberId: '身份证号码',
  role: '类别',
  employer: '工作单位',
  education: '最高学历',
  diplomaFileId: '学历证书',
  title: '职称',
  titleName: '职称名称',
  qualifications: '执业资格',
  number: '证书编号',
  expiresOn: '到期日',
  recognisedBy: '认可文件',
  startedWorkOn: '参加工作日期',
  startedEvaluationOn: '从事预算绩效评价起始日',
  employedFrom: '入职日期',
  employedUntil: '离职日期',
  labourContract: '与本机构签订劳动合同',
  labourContractFileId: '劳动合同',
  obeysLaw: '作出守法和职业道德声明',
  badRecord: '有未了结的不良诚信记录',
  skilled: '机构作出能力声明',
  criminalRecord: '刑事责任',
  sentenceServedOn: '刑罚执行完毕日期',
  hasProjects: '有没有业绩',
  projects: '业绩',
  client: '委托方',
  year: '年度',
  field: '评价领域',
  specialBond: '专项债券项目',
  amount: '合同金额（万元）',
  hasHonours: '有没有奖励',
  honours: '奖励',
  grantedBy: '授予单位',
  grantedOn: '授予日期',
  hasPenalties: '有没有处理处罚',
  penalties: '处理处罚',
  authority: '决定机关',
  documentNumber: '文号',
  decidedOn: '决定日期',
  content: '内容',
  serious: '重大违法记录',
  bannedUntil: '禁止期限至',
  seriousViolation: '近三年重大违法记录',
  note: '说明',
};

/** The words of what is chosen from a list; `kind` and `role` mean what their surroundings say. */
const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: { ...kinds, ...qualificationKinds },
  headRole: headRoles,
  role: { ...roles, ...projectRoles },
  education: educations,
  title: titles,
  criminalRecord: criminalRecords,
  field: evaluationFields,
};

/** What is called a name of a thing is a person's 姓名. */
const labelOf = (key: string, section?: Section): string =>
  section === 'people' && key === 'name' ? '姓名' : (labels[key] ?? key);

export const choicesOf = (words: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const yesNo = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
];

/** Answers to 「有没有」. */
export const haveOrNot = [
  { value: 'yes', label: '有' },
  { value: 'no', label: '没有' },
];
const asksWhetherThere = (key: string): boolean => /^has[A-Z]/.test(key) || key === 'seriousViolation';

/** A leaf in words; null when nothing was filled in. */
export function valueText(key: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (value === true || value === 'yes') return asksWhetherThere(key) ? '有' : '是';
  if (value === false || value === 'no') return asksWhetherThere(key) ? '没有' : '否';
  if (key === 'idNumberId') return `已登记（编号 ${String(value).slice(-4)}）`;
  if (typeof value === 'number') return key === 'amount' ? wanYuanText(value) : String(value);
  return choices[key]?.[String(value)] ?? String(value);
}

export interface Leaf {
  /** The form path within its group. */
  key: string;
  label: string;
  text: string | null;
  fileId: string | null;
}

export interface Group {
  /** A person's or a row's id, or the section's own fields. */
  id: string;
  title: string;
  leaves: Leaf[];
}

type Tree = Readonly<Record<string, unknown>>;

/** The section as groups of labelled values: its own fields first, then one group per row of its lists. */
export function groupsOf(section: Section, content: unknown): Group[] {
  const held = content as Tree | Tree[] | null;
  if (!held) return [];
  const people = Array.isArray(held) ? held : (held['people'] as Tree[] | undefined);
  if (section === 'people')
    return (people ?? []).map((one) => groupOf(one, String(one['name'] || '未填姓名'), section));
  const own = groupOf(held as Tree, sectionTitles[section]);
  const lists = Object.entries(held).filter((entry): entry is [string, Tree[]] => Array.isArray(entry[1]));
  const rows = lists.flatMap(([key, list]) =>
    list.map((one, index) => groupOf(one, `${labelOf(key)} ${index + 1}`)),
  );
  return [own, ...rows];
}

function groupOf(tree: Tree, title: string, section?: Section): Group {
  const leaves = inOrder(tree).flatMap(([key, value]): Leaf[] => {
    if (key === 'id' || key === 'version') return [];
    if (key === 'qualifications') return qualificationLeaves(value as Tree[]);
    if (Array.isArray(value)) return [];
    if (key === 'rules' && value) return ruleLeaves(value as Tree);
    return [leafOf(key, key, value, section)];
  });
  return { id: String(tree['id'] ?? title), title, leaves };
}

/** The database keeps a record's keys in an order of its own; people read them in the form's. */
const inOrder = (tree: Tree): [string, unknown][] =>
  Object.entries(tree).sort(([one], [other]) => placeOf(one) - placeOf(other));

const order = Object.keys(labels);
const placeOf = (key: string): number => (key === 'fileId' ? order.length : order.indexOf(key));

const ruleLeaves = (rules: Tree): Leaf[] =>
  Object.keys(ruleKinds).map((key) => {
    const rule = rules[key] as Tree | undefined;
    const leaf = leafOf(`rules.${key}.established`, key, rule?.['established']);
    return { ...leaf, fileId: textOf(rule?.['fileId']) };
  });

const qualificationLeaves = (list: Tree[]): Leaf[] =>
  list.map((one, index) => {
    const until = one['expiresOn'] ? `，有效期至 ${textOf(one['expiresOn'])}` : '';
    const document = one['recognisedBy'] ? `，认可文件：${textOf(one['recognisedBy'])}` : '';
    const number = one['number'] ? `（${textOf(one['number'])}）` : '';
    return {
      key: `qualifications[${index}].kind`,
      label: `执业资格 ${index + 1}`,
      text: `${valueText('kind', one['kind']) ?? absent.notFilled}${number}${until}${document}`,
      fileId: textOf(one['fileId']),
    };
  });

function leafOf(path: string, key: string, value: unknown, section?: Section): Leaf {
  const isFile = /(^f|F)ileId$/.test(key);
  return {
    key: path,
    label: labelOf(key, section),
    text: isFile ? null : valueText(key, value),
    fileId: isFile ? textOf(value) : null,
  };
}

const textOf = (value: unknown): string | null => (value ? String(value) : null);

/** A path of a difference in words: 「示例甲 · 职称」. Ids of people and rows are named by what they hold. */
export function pathText(
  path: readonly string[],
  names: ReadonlyMap<string, string>,
  section?: Section,
): string {
  const parts = path.filter((part) => part !== 'id' && !/^\d+$/.test(part));
  return parts.map((part) => names.get(part) ?? labelOf(part, section)).join(' · ');
}

/** What people and rows of these contents are called, by id. */
export function namesIn(...contents: unknown[]): Map<string, string> {
  const names = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const tree = value as Tree;
    const name = tree['name'] ?? tree['content'] ?? tree['number'];
    if (typeof tree['id'] === 'string') names.set(tree['id'], textOf(name) ?? '一项');
    Object.values(tree).forEach(visit);
  };
  contents.forEach(visit);
  return names;
}

/** The rows of a list and as many blank ones, which have their ids already. */
export const withBlanks = (
  rows: readonly Record<string, string>[] | undefined,
  count: number,
  ids: readonly string[],
): Record<string, string>[] => [...(rows ?? []), ...ids.slice(0, count).map((id) => ({ id }))];
