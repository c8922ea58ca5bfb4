/**
 * The Chinese words of journal events and of what they are about, and a line as the timeline shows it. What a line
 * carries is worded in journal-details.ts; tests/words/journal.test.ts walks all that is recorded.
 */
import type { SubjectType } from '#api/journal.ts';
import { settingTitles } from '#api/settings/schema.ts';
import type { Event } from '#lib/components/Timeline.svelte';
import { detailText } from './journal-details.ts';

/** Every event that a command records; one line each, noun by noun. */
const events: Readonly<Record<string, string>> = {
  'session.opened': '登录',
  'session.hatWorn': '切换身份',
  'session.closed': '退出登录',
  'session.allClosed': '在所有设备上退出',
  'secondFactor.enrolled': '登记动态验证码',
  'secondFactor.reset': '重置动态验证码',
  'account.created': '新设账号',
  'account.hatsChanged': '变更账号角色',
  'account.passwordResetOffered': '发出重设密码链接',
  'account.passwordSet': '设置密码',
  'account.closed': '停用账号',
  'account.reopened': '恢复账号',
  'colleague.invited': '邀请同事',
  'clock.moved': '拨动示例时钟',
  'agency.opened': '开通账号',
  'agency.letterAttached': '上传管理员授权书',
  'agency.letterReturned': '退回管理员授权书',
  'agency.adminConfirmed': '确认机构管理员',
  'file.stored': '上传文件',
  'dossier.opened': '开始填写档案',
  'dossier.sectionSaved': '保存档案一节',
  'dossier.personAdded': '添加人员',
  'dossier.personSaved': '修改人员',
  'dossier.personRemoved': '移除人员',
  'dossier.submitted': '提交档案',
  'dossier.withdrawn': '撤回档案',
  'dossier.confirmed': '确认档案仍然正确',
  'dossier.reviewOpened': '开始审核档案',
  'dossier.reviewTakenOver': '接手审核档案',
  'dossier.sectionJudged': '审核档案一节',
  'dossier.returned': '档案退回补正',
  'dossier.checked': '档案核对完成',
  'notice.sent': '发出通知',
  'notice.opened': '打开并签收通知',
  'unit.created': '登记单位',
  'unit.changed': '修改单位',
  'evaluatee.created': '登记评价对象',
  'evaluatee.changed': '修改评价对象',
  'plan.opened': '开始编制年度计划',
  'plan.itemAdded': '列入评价对象',
  'plan.itemRemoved': '移出评价对象',
  'plan.decided': '确定年度计划',
  'plan.changeProposed': '提出计划调整',
  'plan.changeWithdrawn': '撤回计划调整',
  'plan.amended': '确定计划调整',
  'plan.outcomesRecorded': '登记以往评价已定稿',
  'collectiveDecision.recorded': '登记集体决策',
  'policy.installed': '写入默认标准',
  'policy.adopted': '公布施行标准',
  'whatIf.made': '推演新版标准',
  'document.added': '登记本级文件',
  'notice.receiptRecorded': '登记纸质签收',
  'disclosure.proposed': '提请公开',
  'disclosure.published': '公开',
  'disclosure.returned': '退回公开提请',
  'disclosure.withdrawn': '撤下公开内容',
  'setting.changed': '变更设置',
  'assessment.opened': '启动考核',
  'assessment.scoringBegun': '声明无利害关系，开始评分',
  'assessment.scored': '提交评分',
  'assessment.notApplicableConfirmed': '确认评分项不适用',
  'assessment.returned': '退回评分人',
  'assessment.approved': '复核通过并告知机构',
  'assessment.feedbackGiven': '机构反馈',
  'assessment.feedbackAnswered': '答复机构异议',
  'assessment.finalised': '确定考核等级',
  'rating.decided': '作出信用等级决定',
  'rating.decidedYearly': '作出年度信用等级决定',
  'sanction.proposed': '拟作出并告知机构',
  'sanction.caseStated': '机构陈述申辩',
  'sanction.hearingWaived': '机构放弃陈述申辩',
  'sanction.heard': '记录陈述申辩',
  'sanction.imposed': '作出决定',
  'sanction.withdrawn': '撤回提议',
  'sanction.repaired': '信用修复',
  'sanction.revoked': '撤销决定',
  'commission.created': '立项',
  'commission.terminated': '终止委托',
  'procurementBasis.recorded': '记录采购依据',
  'procurementBasis.corrected': '更正采购依据',
  'conditions.frozen': '冻结并公布资格条件',
  'conditions.changed': '变更资格条件',
  'call.extended': '延长征集',
  'recusal.declared': '作出独立性与回避声明',
  'recusal.stayedAway': '声明不参加本次委托',
  'recusal.officerDeclared': '经办人员作出回避声明',
  'screening.made': '资格筛选',
  'screening.settled': '登记核实结果',
  'screeningException.proposed': '申请例外审批',
  'screeningException.approved': '批准例外',
  'tierApproval.given': '同意信用等级 C 的机构参加',
  'shortlist.frozen': '冻结名单',
  'integrityQuery.recorded': '登记信用查询',
  'selection.chosen': '确定遴选方式',
  'selection.witnessed': '确认在场见证',
  'selection.drawn': '抽取先后顺序',
  'selection.voided': '宣布抽取作废',
  'selection.exhausted': '名单用尽，重新征集',
  'candidate.struck': '划去候选机构',
  'offer.submitted': '递交比选应答',
  'offers.opened': '开启应答',
  'offers.scored': '评分并确定比选结果',
  'invitation.sent': '发出邀请',
  'invitation.accepted': '接受邀请',
  'invitation.declined': '不承接',
  'invitation.lapsed': '邀请逾期未回复',
  'invitation.withdrawn': '撤回邀请',
  'contract.recorded': '登记合同',
  'milestone.moved': '调整截止日',
  'clockStop.claimed': '申请计时中止',
  'clockStop.granted': '同意计时中止',
  'clockStop.refused': '不同意计时中止',
  'commission.started': '开始实施',
  'workPlan.begun': '开始编写评价实施方案',
  'workPlan.submitted': '提交评价实施方案',
  'workPlan.approved': '审核确定评价实施方案',
  'workPlan.returned': '退回评价实施方案',
  'indicatorSystem.begun': '开始编写指标体系',
  'indicatorSystem.submitted': '提交指标体系',
  'indicatorSystem.approved': '审核确定指标体系',
  'indicatorSystem.returned': '退回指标体系',
  'fieldwork.recorded': '登记现场调研',
  'offSite.requested': '申请采用非现场评价',
  'offSite.consented': '同意采用非现场评价',
  'offSite.refused': '不同意采用非现场评价',
  'report.draftSubmitted': '提交评价报告初稿',
  'report.signed': '主评人签署定稿',
  'report.finalSubmitted': '提交评价报告定稿',
  'report.accepted': '验收评价报告',
  'report.returned': '退回评价报告定稿',
  'consultation.opened': '就初稿征求意见',
  'consultation.answered': '提交意见',
  'consultation.paperEntered': '登记纸质意见',
  'comment.answered': '回应意见',
  'rectification.opened': '下达整改事项',
  'rectification.measured': '报送整改措施',
  'rectification.closed': '核查通过',
  'rectification.rejected': '核查不通过',
  'archiveItem.filed': '归入材料',
  'commission.archived': '办结归档',
};

export interface JournalLine {
  id: string;
  at: string;
  event: string;
  hat: string;
  who: string | null;
  detail: unknown;
}

/** What a line is about, where no code is printed on it. */
const subjects: Readonly<Record<SubjectType, string>> = {
  account: '账号',
  agency: '机构',
  assessment: '考核',
  commission: '委托',
  disclosure: '公开事项',
  document: '本级文件',
  dossier: '信用档案',
  dossierVersion: '信用档案',
  evaluatee: '评价对象',
  file: '文件',
  installation: '本系统',
  plan: '年度计划',
  policy: '制度标准',
  rectification: '整改事项',
  sanction: '处理决定',
  setting: '设置',
  unit: '预算单位',
  whatIfRun: '推演',
  yearlyRating: '年度信用评定',
};

/** A code as it is printed; a year and a setting's key are none, and stand with their word. */
export function subjectWord(line: { subjectType: string; subjectCode: string | null }): string {
  const { subjectType: type, subjectCode: code } = line;
  const word = (subjects as Readonly<Record<string, string>>)[type] ?? '其他对象';
  if (code === null) return word;
  if (type === 'setting') return (settingTitles as Readonly<Record<string, string>>)[code] ?? word;
  return /^\d{4}$/.test(code) ? `${word} ${code}` : code;
}

export const eventWord = (event: string): string => events[event] ?? '其他操作';

export const eventOptions = Object.entries(events).map(([value, label]) => ({ value, label }));

export const timelineEvent = (line: JournalLine): Event => ({
  id: line.id,
  at: line.at,
  what: eventWord(line.event),
  who: line.who ?? '对方经办人',
  hat: line.hat === 'public' ? null : line.hat,
  detail: detailText(line) || null,
});
