/** The bureau's eligibility rules as versioned data, and the words of R1–R8. */
import type { Day } from './calendar.ts';
import type { Rule } from './decision.ts';
import type { CommissionConditions, RuleId, SpecialNeed } from './eligibility-facts.ts';
import { integritySites } from './integrity-sites.ts';
import type { Adoption } from './rating-policy.ts';

export interface EligibilityRules {
  readonly version: number;
  readonly inForceFrom: Day;
  readonly adoption: Adoption | null;
  readonly confirmationMonths: number;
  /** How late a yearly confirmation may be for an exception to cover it. */
  readonly lateConfirmationWorkingDays: number;
  readonly projectsPerLeadEvaluator: number;
  readonly violationYears: number;
  readonly integritySites: readonly string[];
  /** Calendar days a look-up is good for at the freeze. */
  readonly queryDays: number;
  readonly relationMonths: number;
}

/** 默认值（待财政局确认） */
export const defaultEligibilityRules: EligibilityRules = {
  version: 1,
  inForceFrom: '2026-01-01',
  adoption: null,
  confirmationMonths: 12,
  lateConfirmationWorkingDays: 20,
  projectsPerLeadEvaluator: 3,
  violationYears: 3,
  integritySites: Object.values(integritySites),
  queryDays: 10,
  relationMonths: 36,
};

export function ruleOf(rules: EligibilityRules, commission: CommissionConditions, ruleId: RuleId): Rule {
  return {
    ruleId,
    ruleVersion: rules.version,
    title: titles[ruleId],
    required: requirementOf(rules, commission, ruleId),
    citation: citationOf(rules, commission, ruleId),
  };
}

function requirementOf(rules: EligibilityRules, commission: CommissionConditions, ruleId: RuleId): string {
  const most = rules.projectsPerLeadEvaluator;
  switch (ruleId) {
    case 'R1':
      return `冻结前已建档并审核通过${listed(commission.neededSections)}，${rules.confirmationMonths} 个月内确认过，未过期`;
    case 'R2':
      return `委托期间可用的主评人不少于 ${commission.leadEvaluatorsNeeded} 名（同期主评的项目少于 ${most} 个）`;
    case 'R3':
      return '没有生效中的限制承接业务的处理决定';
    case 'R4':
      return '不在受限期内（未评级可以参加）';
    case 'R5':
      return `${rules.violationYears} 年内没有重大违法记录，附声明和${rules.integritySites.join('、')}的查询结果`;
    case 'R6':
      return '与委托方、被评价对象及本项目没有应当回避的关系，并已声明';
    case 'R7':
      return `每名主评人同时主评不超过 ${most} 个项目，机构在办项目连同本次不超过在岗主评人数的 ${most} 倍`;
    case 'R8':
      return commission.specialNeeds.length === 0
        ? '本次委托没有特殊要求'
        : commission.specialNeeds.map(needText).join('；');
  }
}

const listed = (sections: readonly string[]): string =>
  sections.length === 0 ? '' : `本次委托所需资料（${sections.join('、')}）`;

export function needText(need: SpecialNeed): string {
  if (need.kind === 'field') return `具有${need.field}领域业绩`;
  if (need.kind === 'specialBond') return `专项债券项目评价业绩不少于 ${need.projects} 个`;
  return `符合涉密业务范围要求（${need.scope}）`;
}

const titles: Record<RuleId, string> = {
  R1: '机构档案',
  R2: '可用主评人',
  R3: '处理决定',
  R4: '受限',
  R5: '诚信记录',
  R6: '回避',
  R7: '在办项目',
  R8: '特殊要求',
};

/** What carries the rule. National texts are named only for what they say; the rest is the bureau's own condition. */
function citationOf(rules: EligibilityRules, commission: CommissionConditions, ruleId: RuleId): string {
  switch (ruleId) {
    case 'R1':
      return `${ownConditions(rules)}，资料内容参照财监〔2021〕4号第八条`;
    case 'R2':
      return '财监〔2021〕4号第七条、第十四条';
    case 'R5':
      return '《政府采购法》第二十二条、《政府采购法实施条例》第十九条、财库〔2016〕125号';
    case 'R6':
      return '财监〔2021〕4号第二条、第十三条，《政府采购法实施条例》第十八条';
    case 'R8':
      return commission.specialNeeds.some(({ kind }) => kind === 'secrecy')
        ? '财监〔2021〕4号第九条第二款、第十条'
        : '财监〔2021〕4号第九条第二款';
    case 'R3':
    case 'R4':
    case 'R7':
      return ownConditions(rules);
  }
}

function ownConditions({ adoption, version }: EligibilityRules): string {
  if (adoption !== null) return `本局委托资格条件（${adoption.documentNumber}）`;
  // The first version is the installed one; what the bureau drafts comes after it.
  return version === 1
    ? '本局委托资格条件（默认值，待财政局确认）'
    : `本局委托资格条件（第 ${version} 版，尚未公布施行）`;
}
