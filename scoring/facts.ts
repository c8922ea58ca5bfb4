/** What the platform and the supervisors know about an agency's work on one commission. */
import type { Day } from './calendar.ts';

/** A fact that is not there is null with the reason, never an empty list or 0. */
export type Known<Value> =
  { readonly value: Value; readonly reason?: undefined } | { readonly value: null; readonly reason: string };

/** Where a fact comes from: its id is the key under which it may be deducted once, `evidence` the file or record. */
export interface Source {
  readonly id: string;
  readonly evidence: string | null;
}

export interface AssessmentFacts {
  /** Spells without a qualified lead evaluator in post; working days counted by the caller's calendar. */
  readonly leadEvaluatorAbsences: Known<readonly LeadEvaluatorAbsence[]>;
  readonly staffChanges: Known<readonly StaffChange[]>;
  /** What the first filing of the plan left out. */
  readonly planFiling: Known<Source & { readonly missing: readonly PlanElement[] }>;
  readonly planReturns: Known<readonly PlanReturn[]>;
  readonly fieldWork: Known<FieldWork>;
  readonly workingPapers: Known<WorkingPapers>;
  readonly reportFaults: Known<readonly ReportFault[]>;
  readonly comments: Known<readonly Comment[]>;
  readonly plan: Known<Milestone>;
  readonly draft: Known<Milestone>;
  readonly final: Known<Milestone>;
  readonly secrecyBreaches: Known<readonly Breach[]>;
  readonly undeclaredRelations: Known<readonly Breach[]>;
  readonly archive: Known<Source & { readonly missing: readonly string[] }>;
}

export interface LeadEvaluatorAbsence extends Source {
  readonly from: Day;
  readonly to: Day;
  readonly workingDays: number;
}

export interface StaffChange extends Source {
  readonly on: Day;
  readonly person: string;
  readonly isLeadEvaluator: boolean;
  readonly reported: boolean;
  readonly consented: boolean;
}

export interface PlanReturn extends Source {
  readonly on: Day;
  readonly cause: 'agency' | 'unit' | 'bureau' | 'other';
  readonly reason: string;
}

/** Amounts in 分 of the funds looked at on site. */
export interface FieldWork extends Source {
  readonly done: number;
  readonly planned: number;
  readonly funds: number;
  readonly offSite: { readonly consented: boolean } | null;
}

/** Findings and scores of the report: how many there are, were checked, and had a working paper. */
export interface WorkingPapers extends Source {
  readonly total: number;
  readonly checked: number;
  readonly supported: number;
}

export interface ReportFault extends Source {
  readonly gravity: 'grade' | 'firstLevel' | 'other';
  readonly text: string;
}

export interface Comment extends Source {
  readonly text: string;
  /** Adopted, partly or not, with a reason. */
  readonly answered: boolean;
}

/** A node's date; days held by bureau or unit are already taken out of `workingDaysLate`. */
export interface Milestone extends Source {
  readonly due: Day;
  readonly submitted: Day;
  readonly workingDaysLate: number;
}

export interface Breach extends Source {
  readonly on: Day;
  readonly gravity: 'minor' | 'severe';
  readonly text: string;
}

export type RatioMeasure = 'fieldWork' | 'workingPapers';

export type Cause =
  | 'leadEvaluatorAbsent'
  | 'staffChangeUnreported'
  | 'leadEvaluatorReplaced'
  | 'planElementMissing'
  | 'planReturned'
  | 'offSiteWithoutConsent'
  | 'faultChangesGrade'
  | 'faultChangesFirstLevel'
  | 'otherFault'
  | 'commentUnanswered'
  | 'planLate'
  | 'draftLate'
  | 'finalLate'
  | 'minorSecrecyBreach'
  | 'severeSecrecyBreach'
  | 'minorUndeclaredRelation'
  | 'severeUndeclaredRelation'
  | 'archiveItemMissing';

/** What a rubric may ask to hold. */
export type Truth =
  | 'leadEvaluatorInPost'
  | 'staffChangesReported'
  | 'staffUnchanged'
  | 'planComplete'
  | 'planNotReturned'
  | 'offSiteConsented'
  | 'conclusionSound'
  | 'reportFaultless'
  | 'commentsAnswered'
  | 'planOnTime'
  | 'draftOnTime'
  | 'finalOnTime'
  | 'secrecyKept'
  | 'relationsDeclared'
  | 'archiveComplete';

/** Elements that must be there, and what is missing of them. */
export type ElementSet = 'planElements' | 'archiveItems';

/** What a formula may count with. */
export type NumericFact =
  | 'leadEvaluatorAbsentDays'
  | 'unreportedStaffChanges'
  | 'leadEvaluatorReplacements'
  | 'planElementsMissing'
  | 'planReturnsAgain'
  | 'faultsChangingGrade'
  | 'faultsChangingFirstLevel'
  | 'otherFaults'
  | 'comments'
  | 'commentsUnanswered'
  | 'planDaysLate'
  | 'draftDaysLate'
  | 'finalDaysLate'
  | 'minorSecrecyBreaches'
  | 'severeSecrecyBreaches'
  | 'minorUndeclaredRelations'
  | 'severeUndeclaredRelations'
  | 'archiveItemsMissing'
  | 'fieldWorkDone'
  | 'fieldWorkPlanned'
  | 'fieldWorkFunds'
  | 'findingsTotal'
  | 'findingsChecked'
  | 'findingsSupported';

/** What a deduction rests on. */
export type Ground = Cause | RatioMeasure | Truth | 'formula';

/** What each cause is called where no rubric has worded it yet. */
export const causeTitles: Readonly<Record<Cause, string>> = {
  leadEvaluatorAbsent: '主评人缺岗',
  staffChangeUnreported: '更换评价人员未报告',
  leadEvaluatorReplaced: '更换主评人未经同意',
  planElementMissing: '首次报送的方案缺要素',
  planReturned: '方案因机构原因再次退回',
  offSiteWithoutConsent: '非现场评价未经同意',
  faultChangesGrade: '改变评价等级或主要结论无依据的差错',
  faultChangesFirstLevel: '改变一级指标得分的差错',
  otherFault: '其他差错',
  commentUnanswered: '意见未逐条回应',
  planLate: '评价实施方案逾期',
  draftLate: '报告初稿逾期',
  finalLate: '报告定稿逾期',
  minorSecrecyBreach: '违反保密和资料管理要求，情节一般',
  severeSecrecyBreach: '违反保密和资料管理要求，情节严重',
  minorUndeclaredRelation: '未申报利害关系，情节一般',
  severeUndeclaredRelation: '未申报利害关系，情节严重',
  archiveItemMissing: '归档资料缺件',
};

export const ratioTitles: Readonly<Record<RatioMeasure, string>> = {
  fieldWork: '现场调研覆盖的资金',
  workingPapers: '有工作底稿的结论和得分',
};

/** 财监〔2021〕4号 15: the twelve elements of an 评价实施方案. */
export const planElements = [
  '人员配置',
  '时间安排',
  '评价目的',
  '评价内容',
  '评价依据',
  '评价方法',
  '指标体系',
  '评价标准',
  '样本确定',
  '调查问卷',
  '资料清单',
  '工作纪律',
] as const;
export type PlanElement = (typeof planElements)[number];

/** 财监〔2021〕4号 20: the three classes of files and what each holds. */
export const archiveClasses = [
  { title: '立项性文件', items: ['委托合同（协议）'] },
  {
    title: '证明性文件',
    items: ['评价实施方案', '基础数据表', '数据核实确认资料', '工作底稿及附件', '调查问卷'],
  },
  {
    title: '结论性文件',
    items: ['评价报告', '被评价单位和委托方的意见', '评价工作组的说明'],
  },
] as const;
