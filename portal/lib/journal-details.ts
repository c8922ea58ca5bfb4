/**
 * What a journal line carries beside its event, in words. Keys and codes are found by their event (`policy.adopted`),
 * then by its noun (`policy`), then by themselves; no Latin identifier reaches a reader.
 */
import { archiveClassKeys, archiveLists } from '#api/archive-items/schema.ts';
import { holders } from '#api/clock-stops/schema.ts';
import { decisionKinds } from '#api/collective-decisions/schema.ts';
import { commentAnswers } from '#api/consultations/schema.ts';
import { answers } from '#api/double-registrations/schema.ts';
import { results } from '#api/integrity-queries/schema.ts';
import { milestoneTitles } from '#api/milestones/schema.ts';
import { registrations } from '#api/national-records/schema.ts';
import { policyKinds } from '#api/policies/schema.ts';
import { kinds as sanctionKinds } from '#api/sanctions/schema.ts';
import { ways } from '#api/service-addresses/schema.ts';
import { methods } from '#api/selections/schema.ts';
import { gates } from '#api/work-plans/schema.ts';
import { roles } from '#scoring/dossier-words.ts';
import { sectionTitles } from '#scoring/filing.ts';
import { identityKinds } from '#scoring/identity-change.ts';
import { integritySites } from '#scoring/integrity-sites.ts';
import { methodWords } from '#scoring/procurement.ts';
import { policyNames } from '#lib/policy-words.ts';
import { evaluateeKinds, kindWords } from '#lib/public-words.ts';
import { dayText, hats, instantText, pointsText, sizeText, yuanText } from '#lib/words.ts';

type Words = Readonly<Record<string, string>>;

/** What each key is called. */
const labels: Words = {
  adjusted: '调整后预算数',
  after: '变更后',
  again: '再次提交',
  agencies: '机构',
  agency: '机构',
  agreed: '无异议的评分项',
  amount: '预算金额',
  answer: '答复',
  asOf: '截至',
  belongsTo: '认定为',
  basedOn: '所据档案版本',
  basis: '采购方式',
  before: '变更前',
  'account.before': '原角色',
  'procurementBasis.before': '更正前',
  'rating.before': '原信用等级',
  'sanction.before': '原信用等级',
  beforeVersion: '对照版本',
  budgeted: '预算数',
  bySystem: '系统自动划去',
  callUntil: '征集截止',
  candidates: '候选机构',
  'selection.candidates': '候选机构数',
  cause: '退回原因方',
  'rating.cause': '事由',
  changes: '调整',
  'assessment.changes': '改动评分',
  class: '情节',
  'archiveItem.class': '归档类别',
  classified: '涉密',
  comments: '意见条数',
  commission: '委托',
  commitment: '秘密数摘要',
  complete: '已填写完毕',
  count: '对象数',
  days: '期限（工作日）',
  decision: '集体决策',
  declared: '利害关系声明',
  declaredName: '声明人',
  digest: '内容摘要',
  disagreed: '有异议的评分项',
  division: '科室',
  documentNumber: '文号',
  drawUntil: '抽取截止',
  dueOn: '截止日',
  effectiveOn: '生效日期',
  'doubleRegistration.effectiveOn': '认定起始日',
  'identityChange.effectiveOn': '变更日期',
  'agency.effectiveOn': '新名称启用日期',
  'policy.effectiveOn': '施行日期',
  eligible: '符合',
  evaluatee: '被评价对象',
  enteredBy: '代录人',
  faults: '待改正的问题',
  fee: '合同金额',
  added: '新增',
  updated: '更新',
  left: '有误未导入',
  leftOn: '离职日期',
  rows: '行数',
  touched: '另有改动而保留',
  fileName: '文件名',
  file: '文件',
  from: '起始日',
  'clock.from': '原时刻',
  'dossier.from': '原审核人',
  'evaluatee.from': '变更前',
  'milestone.from': '原截止日',
  'unit.from': '变更前',
  fromDay: '中止自',
  fundsCovered: '覆盖资金',
  gate: '审核方式',
  grade: '评价等级',
  hasConflict: '有应当回避的情形',
  hat: '角色',
  hats: '角色',
  heldBy: '占用方',
  heldOn: '会议日期',
  how: '陈述申辩',
  indicators: '指标数',
  ineligible: '不符合',
  inputsDigest: '输入摘要',
  item: '评分项',
  'assessment.feedbackAnswered.item': '异议',
  items: '评价对象数',
  kept: '认定为本机构人员',
  kind: '类别',
  'identityChange.kind': '种类',
  late: '逾期报送',
  level: '级次',
  meeting: '会议',
  method: '方式',
  'procurementBasis.method': '采购方式',
  milestone: '节点',
  milestoneKey: '节点',
  minutes: '纪要编号',
  minutesNumber: '纪要编号',
  missing: '缺少的要素',
  'file.checked.missing': '内容缺失',
  'file.checked.removed': '清除的无登记内容',
  name: '名称',
  'seal.name': '扫描件',
  'doubleRegistration.name': '姓名',
  'file.name': '文件名',
  'invitation.name': '姓名',
  noComment: '无意见',
  note: '说明',
  predecessors: '原机构',
  successors: '承继机构',
  notice: '通知',
  number: '序号',
  'serviceAddress.number': '版次',
  'contract.number': '合同编号',
  'document.number': '文号',
  offers: '应答数',
  offSite: '非现场',
  openingAt: '开启时间',
  order: '先后顺序',
  outcome: '核实结果',
  paper: '文书编号',
  place: '位次',
  'seal.place': '存放处',
  'fieldwork.place': '地点',
  planned: '列入年度计划',
  points: '得分',
  'rating.points': '信用分',
  problem: '问题',
  proof: '证明材料',
  publicValue: '公开值',
  publicValueAt: '公开值产生时间',
  publicValueSource: '公开值来源',
  queriedOn: '查询日期',
  registered: '全国平台登记',
  rating: '信用等级',
  ratingBefore: '原信用等级',
  reason: '原因',
  receivedOn: '收存日期',
  result: '查询结果',
  resultDigest: '结果摘要',
  role: '角色',
  rubric: '考核标准版本',
  ruleId: '条件',
  screening: '所据筛选',
  section: '档案部分',
  sections: '需补正的部分',
  seed: '种子',
  service: '送达方式',
  servedOn: '签收日期',
  sha256: '内容摘要',
  side: '意见方',
  signedName: '声明人',
  signedOn: '签订日期',
  site: '查询网站',
  size: '大小',
  spent: '支出数',
  splitSuspected: '疑似化整为零',
  struck: '划去的机构',
  team: '人员',
  text: '声明内容',
  tier: '考核等级',
  ties: '并列的机构',
  title: '标题',
  'setting.title': '设置项',
  to: '至',
  'clock.to': '新时刻',
  'evaluatee.to': '变更后',
  'milestone.to': '新截止日',
  'unit.to': '变更后',
  total: '机构数',
  toUnit: '征求预算单位意见',
  unit: '单位',
  unsettled: '待核实',
  until: '截止日',
  untilDay: '中止至',
  uscc: '统一社会信用代码',
  username: '用户名',
  verdict: '审核意见',
  version: '版本',
  way: '送达方式',
  visitedOn: '调研日期',
  warnings: '提示',
  withdrawnScreenings: '撤回的资格筛选',
  witness: '见证人',
  year: '年度',
  yearlyTotal: '本年度同类累计',
};

const identityKindWords: Words = Object.fromEntries(
  Object.entries(identityKinds).map(([key, { title }]) => [key, title]),
);
const sides: Words = { agency: '机构', ...holders };
/** A rating that is not there is one in itself. */
const unrated: Words = { null: '未评级' };

/** What each code is called, by the key it stands under. */
const codes: Readonly<Record<string, Words>> = {
  answer: commentAnswers,
  'doubleRegistration.answer': answers,
  belongsTo: { neither: '均不认定' },
  basis: methodWords,
  before: hats,
  after: hats,
  'rating.before': unrated,
  'sanction.before': unrated,
  cause: sides,
  class: { minor: '轻微', general: '一般', serious: '严重' },
  'archiveItem.class': Object.fromEntries(archiveClassKeys.map((key, at) => [key, archiveLists[at]!.title])),
  declared: { none: '无利害关系' },
  gate: gates,
  hat: hats,
  hats,
  heldBy: sides,
  how: { stated: '已听取', waived: '已放弃', silent: '逾期未提出' },
  'collectiveDecision.kind': decisionKinds,
  'disclosure.kind': kindWords,
  'evaluatee.kind': evaluateeKinds,
  'plan.kind': { add: '列入', remove: '移出' },
  'policy.kind': policyKinds,
  'policyDraft.kind': policyKinds,
  'whatIf.kind': policyKinds,
  'sanction.kind': sanctionKinds,
  'identityChange.kind': identityKindWords,
  level: { 1: '一级', 2: '二级' },
  method: { ...methods, ...methodWords },
  milestone: milestoneTitles,
  milestoneKey: milestoneTitles,
  'policy.name': policyNames,
  'whatIf.name': policyNames,
  outcome: { pass: '符合', fail: '不符合' },
  rating: unrated,
  ratingBefore: unrated,
  registered: registrations,
  result: results,
  role: roles,
  section: sectionTitles,
  sections: sectionTitles,
  service: { portal: '平台通知' },
  side: sides,
  site: integritySites,
  'serviceAddress.way': ways,
  verdict: { passed: '通过', needsCorrection: '需补正' },
};

/** Numbers that count something else than pieces. */
const money = new Set(['adjusted', 'amount', 'budgeted', 'fee', 'fundsCovered', 'spent', 'yearlyTotal']);

/** Ids of rows, which say nothing to a person: the line's subject or another key names what is meant. */
const ids = new Set(['clockStop', 'decision', 'notice', 'parentId', 'personId', 'policyId', 'unitId']);

/** What proves rather than tells: for the journal's own reader and not for a timeline. */
const proofs = new Set([
  'commitment',
  'digest',
  'inputsDigest',
  'publicValueSource',
  'resultDigest',
  'seed',
  'service',
  'sha256',
  'size',
  'text',
]);

export interface Carrying {
  event: string;
  detail: unknown;
}

/** 「原因：调离；用户名：li」; `whole` for the journal's own reader. */
export function detailText({ event, detail }: Carrying, whole = false): string {
  return Object.entries((detail ?? {}) as Record<string, unknown>)
    .filter(([key]) => !ids.has(key) && (whole || !proofs.has(key)))
    .flatMap(([key, value]) => {
      const text = valueText(event, key, value);
      return text === '' ? [] : [`${scoped(labels, event, key) ?? '其他'}：${text}`];
    })
    .join('；')
    .replaceAll('。；', '；');
}

function valueText(event: string, key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => valueText(event, key, one)).join('、');
  const word = scoped(codes, event, key)?.[String(value)];
  if (word) return word;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return numberText(key, value);
  if (typeof value === 'object') return `（${detailText({ event, detail: value })}）`;
  return momentText(String(value));
}

function numberText(key: string, value: number): string {
  if (money.has(key)) return `${yuanText(value)} 元`;
  if (key === 'points') return pointsText(value);
  if (key === 'size') return sizeText(value);
  return String(value);
}

function momentText(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dayText(text);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? instantText(text) : text;
}

const scoped = <Found>(
  table: Readonly<Record<string, Found>>,
  event: string,
  key: string,
): Found | undefined =>
  table[`${event}.${key}`] ?? table[`${event.slice(0, event.indexOf('.'))}.${key}`] ?? table[key];
