/** The numbers that a formula may name: what they are called, what they are counted in, and how far they reach. */
import type { AssessmentFacts, Cause, Known, NumericFact, RatioMeasure, Source } from './facts.ts';
import { occurrencesOf } from './occurrences.ts';

export interface NumberRule {
  readonly title: string;
  readonly unit: 'count' | 'days' | 'money';
  /** From 0 to `most`; what lies outside is a mistake and a gap. */
  readonly most: number;
  /** Whether more of it may earn more points, fewer, or either. */
  readonly more: 'worse' | 'better' | 'either';
  /** What a formula on it takes points for, so that no other item may. */
  readonly takes: readonly (Cause | RatioMeasure)[];
}

const bad = (title: string, cause: Cause, most: number, unit: 'count' | 'days' = 'count'): NumberRule => ({
  ...{ title, unit, most, more: 'worse', takes: [cause] },
});

const mostDays = 3650;
const mostMoney = 10_000_000_000_000;

export const numbers: Readonly<Record<NumericFact, NumberRule>> = {
  leadEvaluatorAbsentDays: bad('主评人缺岗天数', 'leadEvaluatorAbsent', mostDays, 'days'),
  unreportedStaffChanges: bad('未报告的人员变动次数', 'staffChangeUnreported', 1000),
  leadEvaluatorReplacements: bad('未经同意更换主评人次数', 'leadEvaluatorReplaced', 1000),
  planElementsMissing: bad('首次报送的方案缺项数', 'planElementMissing', 12),
  planReturnsAgain: bad('方案再次退回次数', 'planReturned', 1000),
  faultsChangingGrade: bad('改变评价等级或主要结论的差错数', 'faultChangesGrade', 1000),
  faultsChangingFirstLevel: bad('改变一级指标得分的差错数', 'faultChangesFirstLevel', 1000),
  otherFaults: bad('其他差错数', 'otherFault', 1000),
  commentsUnanswered: bad('未逐条回应的意见数', 'commentUnanswered', 10_000),
  planDaysLate: bad('评价实施方案逾期天数', 'planLate', mostDays, 'days'),
  draftDaysLate: bad('报告初稿逾期天数', 'draftLate', mostDays, 'days'),
  finalDaysLate: bad('报告定稿逾期天数', 'finalLate', mostDays, 'days'),
  minorSecrecyBreaches: bad('一般泄密违规次数', 'minorSecrecyBreach', 1000),
  severeSecrecyBreaches: bad('严重泄密违规次数', 'severeSecrecyBreach', 1000),
  minorUndeclaredRelations: bad('未申报的一般利害关系数', 'minorUndeclaredRelation', 1000),
  severeUndeclaredRelations: bad('未申报的严重利害关系数', 'severeUndeclaredRelation', 1000),
  archiveItemsMissing: bad('归档资料缺件数', 'archiveItemMissing', 1000),
  comments: { title: '收到的意见数', unit: 'count', most: 10_000, more: 'either', takes: [] },
  fieldWorkDone: {
    ...{ title: '现场调研覆盖的资金', unit: 'money', most: mostMoney, more: 'better', takes: ['fieldWork'] },
  },
  fieldWorkPlanned: {
    ...{ title: '计划现场调研的资金', unit: 'money', most: mostMoney, more: 'either', takes: [] },
  },
  fieldWorkFunds: { title: '项目资金总额', unit: 'money', most: mostMoney, more: 'either', takes: [] },
  findingsTotal: { title: '结论和得分的总数', unit: 'count', most: 100_000, more: 'either', takes: [] },
  findingsChecked: { title: '抽查的结论和得分数', unit: 'count', most: 100_000, more: 'either', takes: [] },
  findingsSupported: {
    ...{
      title: '有底稿的结论和得分数',
      unit: 'count',
      most: 100_000,
      more: 'better',
      takes: ['workingPapers'],
    },
  },
};

/** A number with the facts that it was counted from. */
export interface Counted {
  readonly count: number;
  readonly sources: readonly Source[];
}

export function countOf(facts: AssessmentFacts, fact: NumericFact): Known<Counted> {
  const known = counted(facts, fact);
  if (known.value === null) return known;
  const { title, most } = numbers[fact];
  const { count } = known.value;
  return Number.isSafeInteger(count) && count >= 0 && count <= most
    ? known
    : { value: null, reason: `「${title}」为 ${count}，不在 0 至 ${most} 之间，请核对` };
}

function counted(facts: AssessmentFacts, fact: NumericFact): Known<Counted> {
  switch (fact) {
    case 'fieldWorkDone':
      return one(facts.fieldWork, ({ done }) => done);
    case 'fieldWorkPlanned':
      return one(facts.fieldWork, ({ planned }) => planned);
    case 'fieldWorkFunds':
      return one(facts.fieldWork, ({ funds }) => funds);
    case 'findingsTotal':
      return one(facts.workingPapers, ({ total }) => total);
    case 'findingsChecked':
      return one(facts.workingPapers, ({ checked }) => checked);
    case 'findingsSupported':
      return one(facts.workingPapers, ({ supported }) => supported);
    case 'comments':
      return facts.comments.value === null
        ? facts.comments
        : { value: { count: facts.comments.value.length, sources: [] } };
    default:
      return happened(facts, numbers[fact].takes as readonly Cause[]);
  }
}

function happened(facts: AssessmentFacts, causes: readonly Cause[]): Known<Counted> {
  const found = causes.map((cause) => occurrencesOf(facts, cause));
  const missing = found.find(({ value }) => value === null);
  if (missing?.value === null) return missing;
  const all = found.flatMap(({ value }) => value ?? []);
  const count = all.reduce((sum, { times }) => sum + times, 0);
  return { value: { count, sources: all.map(({ factId: id, evidence }) => ({ id, evidence })) } };
}

const one = <Value extends Source>(known: Known<Value>, count: (value: Value) => number): Known<Counted> =>
  known.reason === undefined
    ? { value: { count: count(known.value), sources: [known.value] } }
    : { value: null, reason: known.reason };
