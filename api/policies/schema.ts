import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';
import { collectiveDecision } from '../collective-decisions/schema.ts';

/** What the bureau's policies hold beyond what `scoring` defines, and the words of their kinds. */

export const policyKinds = {
  rubric: '考核评分标准',
  rating: '信用等级办法',
  consequence: '信用等级的运用',
  eligibility: '资格条件',
  selection: '遴选规则',
  framework: '评价指标体系框架',
  procurement: '采购限额标准',
  days: '办理时限',
} as const;

export type PolicyKind = keyof typeof policyKinds;

/** Money in 分. Below `limit` the bureau's internal rule holds; from `openTender` on, open tender. */
export interface ProcurementThresholds {
  limit: number;
  openTender: number;
  note: string;
}

/** Every period and what it is called. Working days unless the key says otherwise. */
export const dayTitles = {
  dossierCheck: '档案审核',
  dossierSecondLook: '补正后再次审核',
  withdrawMinutes: '提交后可撤回（分钟）',
  call: '公开征集不少于',
  invitation: '答复邀请',
  planDue: '签订合同后提交评价实施方案',
  planApproval: '审核评价实施方案',
  draftDue: '方案确定后提交初稿',
  finalDue: '意见收齐或期满后提交定稿',
  acceptance: '验收',
  comments: '征求意见',
  answers: '回应意见',
  assessmentOpen: '验收后启动考核',
  assessmentFinal: '验收后确定考核等级',
  feedback: '机构反馈',
  reviewRequest: '告知后申请复核',
  reviewAdmission: '复核申请受理答复',
  reviewDecision: '复核决定',
  queryRaise: '提出质疑',
  queryAnswer: '答复质疑',
  inspectionAnswer: '答复检查意见',
  reminder: '答复催办',
  service: '发出后视为送达',
  rectificationMeasuresCalendarDays: '报送整改措施（自然日）',
  factChange: '信息变更后更新档案',
  expiryWarningFirstCalendarDays: '到期首次提醒（自然日）',
  expiryWarningSecondCalendarDays: '到期再次提醒（自然日）',
  expiryWarningLastCalendarDays: '到期末次提醒（自然日）',
  amber: '到期前标为黄色',
  paymentCalendarDays: '验收后付款（自然日）',
  complaintAcceptance: '受理投诉举报',
  complaintResult: '办结投诉举报',
  dossierConfirmationGrace: '年度确认宽限',
} as const;

export type Days = Readonly<Record<keyof typeof dayTitles, number>>;

const said = (message: string) => z.string().trim().min(1, message).max(1000);

/** 公布施行: the papers without which a version serves for 试评 only, and the meeting that decided. */
export const adoption = collectiveDecision.extend({
  documentNumber: z.string().trim().min(1, '填写印发文件的文号。').max(100),
  legalityReview: said('写明合法性审查由谁、何时作出，结论如何。'),
  fairCompetitionReview: said('写明公平竞争审查由谁、何时作出，结论如何。'),
  consultation: said('写明征求意见的范围、时间和采纳情况。'),
  effectiveOn: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写施行日期。'),
});
