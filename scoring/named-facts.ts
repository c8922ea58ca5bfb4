/** The facts that a rubric may name: what holds or does not, and of which elements there must be how many. */
import {
  archiveClasses,
  type AssessmentFacts,
  type Cause,
  type ElementSet,
  type Known,
  planElements,
  type Source,
  type Truth,
} from './facts.ts';
import { type Occurrence, occurrencesOf } from './occurrences.ts';

export interface NamedTruth {
  readonly title: string;
  /** What speaks against it: the truth holds while none of these occurred. */
  readonly causes: readonly Cause[];
}

export const truths: Readonly<Record<Truth, NamedTruth>> = {
  leadEvaluatorInPost: { title: '主评人始终在岗', causes: ['leadEvaluatorAbsent'] },
  staffChangesReported: {
    title: '人员变动均已报告，更换主评人均经同意',
    causes: ['staffChangeUnreported', 'leadEvaluatorReplaced'],
  },
  staffUnchanged: {
    title: '评价人员始终未变动',
    causes: ['staffChangeUnreported', 'leadEvaluatorReplaced'],
  },
  planComplete: { title: '首次报送的方案要素齐全', causes: ['planElementMissing'] },
  planNotReturned: { title: '方案未因机构原因再次退回', causes: ['planReturned'] },
  offSiteConsented: { title: '现场评价，或经同意采用非现场评价', causes: ['offSiteWithoutConsent'] },
  conclusionSound: { title: '没有改变评价等级或主要结论的差错', causes: ['faultChangesGrade'] },
  reportFaultless: {
    title: '报告没有差错',
    causes: ['faultChangesGrade', 'faultChangesFirstLevel', 'otherFault'],
  },
  commentsAnswered: { title: '意见均已逐条回应', causes: ['commentUnanswered'] },
  planOnTime: { title: '评价实施方案按时报送', causes: ['planLate'] },
  draftOnTime: { title: '报告初稿按时报送', causes: ['draftLate'] },
  finalOnTime: { title: '报告定稿按时报送', causes: ['finalLate'] },
  secrecyKept: { title: '遵守保密和资料管理要求', causes: ['minorSecrecyBreach', 'severeSecrecyBreach'] },
  relationsDeclared: {
    title: '利害关系均已申报',
    causes: ['minorUndeclaredRelation', 'severeUndeclaredRelation'],
  },
  archiveComplete: { title: '归档资料齐全', causes: ['archiveItemMissing'] },
};

/** What speaks against the truth, fact by fact; none, and it holds. */
export function againstTruth(facts: AssessmentFacts, truth: Truth): Known<readonly Occurrence[]> {
  if (truth === 'staffUnchanged') return staffChanges(facts);
  const found = truths[truth].causes.map((cause) => occurrencesOf(facts, cause));
  return found.find(({ value }) => value === null) ?? { value: found.flatMap(({ value }) => value ?? []) };
}

function staffChanges({ staffChanges: changes }: AssessmentFacts): Known<readonly Occurrence[]> {
  if (changes.value === null) return changes;
  return {
    value: changes.value.map(({ id, evidence, on, person, isLeadEvaluator }) => ({
      factId: id,
      times: 1,
      sentence: `${on} 更换${isLeadEvaluator ? '主评人' : '评价人员'}${person}`,
      evidence,
    })),
  };
}

export interface NamedSet {
  readonly title: string;
  readonly elements: readonly string[];
  readonly cause: Cause;
}

export const elementSets: Readonly<Record<ElementSet, NamedSet>> = {
  planElements: { title: '首次报送的方案要素', elements: planElements, cause: 'planElementMissing' },
  archiveItems: {
    title: '归档资料',
    elements: archiveClasses.flatMap(({ items }) => items),
    cause: 'archiveItemMissing',
  },
};

/** What of the set is missing, and where that is said. */
export const missingOf = (
  { planFiling, archive }: AssessmentFacts,
  set: ElementSet,
): Known<Source & { readonly missing: readonly string[] }> => (set === 'planElements' ? planFiling : archive);
