/** Where the facts behind each cause are, and what is said of them, in the language of the ZEN engine. */
import type { Cause } from '#scoring/facts.ts';
import { text } from './zen-text.ts';

/** The first is free. They come in the order of their days. */
const agencyReturns = `filter(facts.planReturns.value as fact, fact.cause == 'agency')`;

interface Records {
  /** What is mapped, named `fact`. */
  readonly list: string;
  readonly sentence: string;
  readonly factId?: string;
  readonly times?: string;
}

export const records: Readonly<Record<Cause, Records>> = {
  leadEvaluatorAbsent: {
    list: kept('leadEvaluatorAbsences', 'fact.workingDays > 0'),
    sentence: text`${'fact.from'} 至 ${'fact.to'} 无符合条件的主评人在岗，计 ${'fact.workingDays'} 个工作日`,
    times: 'fact.workingDays',
  },
  staffChangeUnreported: {
    list: kept('staffChanges', 'not fact.isLeadEvaluator and not fact.reported'),
    sentence: text`${'fact.on'} 更换评价人员${'fact.person'}，未报告`,
  },
  leadEvaluatorReplaced: {
    list: kept('staffChanges', 'fact.isLeadEvaluator and not fact.consented'),
    sentence: text`${'fact.on'} 更换主评人${'fact.person'}，未经委托方同意`,
  },
  planElementMissing: listed('planFiling', text`首次报送的评价实施方案缺「${'fact.element'}」`),
  planReturned: {
    list: `map(filter(keys(${agencyReturns}) as index, index > 0) as index, ${agencyReturns}[index]) as fact`,
    sentence: text`${'fact.on'} 评价实施方案因机构原因再次退回：${'fact.reason'}`,
  },
  offSiteWithoutConsent: {
    list: 'filter([facts.fieldWork.value] as fact, fact.offSite.consented == false) as fact',
    sentence: text`采用非现场评价，未经委托方同意`,
  },
  faultChangesGrade: {
    list: kept('reportFaults', "fact.gravity == 'grade'"),
    sentence: text`改变评价等级或主要结论无依据：${'fact.text'}`,
  },
  faultChangesFirstLevel: {
    list: kept('reportFaults', "fact.gravity == 'firstLevel'"),
    sentence: text`改变一级指标得分：${'fact.text'}`,
  },
  otherFault: {
    list: kept('reportFaults', "fact.gravity == 'other'"),
    sentence: text`其他差错：${'fact.text'}`,
  },
  commentUnanswered: {
    list: kept('comments', 'not fact.answered'),
    sentence: text`意见「${'fact.text'}」未说明是否采纳及理由`,
  },
  planLate: lateRecord('plan', '评价实施方案'),
  draftLate: lateRecord('draft', '报告初稿'),
  finalLate: lateRecord('final', '报告定稿'),
  minorSecrecyBreach: breach('secrecyBreaches', 'minor', '违反保密和资料管理要求'),
  severeSecrecyBreach: breach('secrecyBreaches', 'severe', '严重违反保密和资料管理要求'),
  minorUndeclaredRelation: breach('undeclaredRelations', 'minor', '未申报利害关系'),
  severeUndeclaredRelation: breach('undeclaredRelations', 'severe', '未申报影响独立性的利害关系'),
  archiveItemMissing: listed('archive', text`归档资料缺「${'fact.element'}」`),
};

function kept(fact: string, condition: string): string {
  return `filter(facts.${fact}.value as fact, ${condition}) as fact`;
}

function listed(fact: string, sentence: string): Records {
  const list = `map(facts.${fact}.value.missing as element, { element: element, evidence: facts.${fact}.value.evidence }) as fact`;
  return { list, sentence, factId: text`${`facts.${fact}.value.id`}#${'fact.element'}` };
}

function lateRecord(fact: string, title: string): Records {
  return {
    list: `filter([facts.${fact}.value] as fact, fact.workingDaysLate > 0) as fact`,
    sentence: text`${`'${title}'`}应于 ${'fact.due'} 报送，实际 ${'fact.submitted'} 报送，逾期 ${'fact.workingDaysLate'} 个工作日`,
  };
}

function breach(fact: string, gravity: string, title: string): Records {
  return {
    list: kept(fact, `fact.gravity == '${gravity}'`),
    sentence: text`${'fact.on'} ${`'${title}'`}：${'fact.text'}`,
  };
}
