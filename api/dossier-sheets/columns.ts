/** What people fill in with Excel for a dossier, column by column, and how a row becomes what a form would send. */
import {
  criminalRecords,
  educations,
  evaluationFields,
  projectRoles,
  roles,
  titles,
  yesNo,
} from '#scoring/dossier-words.ts';
import { qualificationKinds } from '#scoring/lead-evaluator.ts';
import { person, qualification } from '../dossier-people/schema.ts';
import { trackRecord } from '../dossiers/schema.ts';
import type { Column, Sheet } from '../sheets/sheet.ts';
import { text } from '../typed.ts';

const { shape: one } = person;
const { shape: held } = qualification;
const { shape: project } = trackRecord.shape.projects.unwrap().element;
const haveOrNot = { yes: '有', no: '没有' };
const day = '写成 2025-10-10、2025/10/10 或 2025年10月10日。';

const people: Sheet = {
  key: 'people',
  title: '专业团队',
  version: 2,
  columns: [
    { key: 'name', title: '姓名', required: true, leaf: one.name, example: '示例主评人甲' },
    {
      ...{ key: 'idNumber', title: '身份证号码', required: true, leaf: text('填写身份证号码。'), width: 24 },
      ...{ hint: '按文本填写，凭它识别同一人：已有的更新，没有的新增。', example: '（18 位）' },
    },
    { key: 'role', title: '类别', required: true, words: roles, leaf: one.role, example: '主评人' },
    { key: 'employer', title: '工作单位', leaf: one.employer, hint: '合作专家填写。', example: '' },
    { key: 'labourContract', title: '签订劳动合同', words: yesNo, leaf: one.labourContract, example: '是' },
    { key: 'education', title: '最高学历', words: educations, leaf: one.education, example: '硕士研究生' },
    { key: 'title', title: '职称', words: titles, leaf: one.title, example: '副高级' },
    { key: 'titleName', title: '职称名称', leaf: one.titleName, example: '高级会计师' },
    {
      ...{ key: 'qualificationKind', title: '执业资格', words: qualificationKinds, leaf: held.kind },
      ...{ hint: '另有执业资格的，导入后在本人页面补充。', example: '注册会计师' },
    },
    {
      key: 'qualificationNumber',
      title: '证书编号',
      leaf: held.number,
      example: '（证书上的编号）',
      width: 22,
    },
    { key: 'qualificationExpiresOn', title: '证书到期日', leaf: held.expiresOn, hint: day, example: '' },
    {
      key: 'startedWorkOn',
      title: '参加工作日期',
      leaf: one.startedWorkOn,
      hint: day,
      example: '2010-07-01',
    },
    {
      ...{ key: 'startedEvaluationOn', title: '开始从事预算绩效评价日期', leaf: one.startedEvaluationOn },
      ...{ hint: day, example: '2015-03-01' },
    },
    { key: 'employedFrom', title: '入职日期', leaf: one.employedFrom, hint: day, example: '2018-07-01' },
    { key: 'employedUntil', title: '离职日期', leaf: one.employedUntil, hint: day, example: '' },
    { key: 'obeysLaw', title: '守法和职业道德声明', words: yesNo, leaf: one.obeysLaw, example: '是' },
    {
      key: 'badRecord',
      title: '未了结的不良诚信记录',
      words: haveOrNot,
      leaf: one.badRecord,
      example: '没有',
    },
    { key: 'skilled', title: '机构作出能力声明', words: yesNo, leaf: one.skilled, example: '是' },
    {
      ...{ key: 'criminalRecord', title: '刑事责任', words: criminalRecords, leaf: one.criminalRecord },
      ...{ example: '未被追究过刑事责任', width: 26 },
    },
    {
      key: 'sentenceServedOn',
      title: '刑罚执行完毕日期',
      leaf: one.sentenceServedOn,
      hint: day,
      example: '',
    },
  ],
};

const track: Sheet = {
  key: 'trackRecord',
  title: '业绩记录',
  version: 1,
  columns: [
    {
      key: 'name',
      title: '项目名称',
      required: true,
      leaf: project.name,
      example: '示例项目绩效评价',
      width: 36,
    },
    {
      key: 'client',
      title: '委托方',
      required: true,
      leaf: project.client,
      example: '示例财政部门',
      width: 26,
    },
    { key: 'year', title: '年度', required: true, leaf: project.year, hint: '4 位数字。', example: '2024' },
    {
      key: 'role',
      title: '承担方式',
      required: true,
      words: projectRoles,
      leaf: project.role,
      example: '独立承担',
    },
    { key: 'field', title: '评价领域', words: evaluationFields, leaf: project.field, example: '教育' },
    { key: 'specialBond', title: '专项债券项目', words: yesNo, leaf: project.specialBond, example: '否' },
    { key: 'amount', title: '合同金额（万元）', leaf: project.amount, example: '12.50' },
  ],
};

export const sheets = { people, trackRecord: track } as const;
export type ImportKind = keyof typeof sheets;

/** The key of a chosen word; text that is no such word stays as it is, and is told as wrong. */
export function sentOf({ words }: Column, typed: string): string {
  if (!words) return typed;
  return Object.keys(words).find((key) => words[key] === typed) ?? typed;
}
