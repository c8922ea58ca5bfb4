/** What the facts say a rubric may deduct for, in the sentences that a scorer reads. */
import type {
  AssessmentFacts,
  Breach,
  Cause,
  Known,
  Milestone,
  PlanReturn,
  ReportFault,
  Source,
} from './facts.ts';
import { textOrder } from './text-order.ts';

/** Something that happened `times` times (or for so many working days) and may cost points. */
export interface Occurrence {
  readonly factId: string;
  readonly times: number;
  readonly sentence: string;
  readonly evidence: string | null;
}

/** What the facts say about one cause; null with the reason when the fact behind it is missing. */
export function occurrencesOf(facts: AssessmentFacts, cause: Cause): Known<readonly Occurrence[]> {
  return recordsOf[cause](facts);
}

const recordsOf: Readonly<Record<Cause, (facts: AssessmentFacts) => Known<readonly Occurrence[]>>> = {
  leadEvaluatorAbsent: ({ leadEvaluatorAbsences }) =>
    each(leadEvaluatorAbsences, ({ from, to, workingDays }) =>
      said(`${from} 至 ${to} 无符合条件的主评人在岗，计 ${workingDays} 个工作日`, workingDays),
    ),
  // A lead evaluator replaced with consent costs nothing; one replaced without is the next cause.
  staffChangeUnreported: ({ staffChanges }) =>
    each(
      staffChanges,
      (change) =>
        !change.isLeadEvaluator &&
        !change.reported &&
        said(`${change.on} 更换评价人员${change.person}，未报告`),
    ),
  leadEvaluatorReplaced: ({ staffChanges }) =>
    each(
      staffChanges,
      (change) =>
        change.isLeadEvaluator &&
        !change.consented &&
        said(`${change.on} 更换主评人${change.person}，未经委托方同意`),
    ),
  planElementMissing: ({ planFiling }) =>
    listed(planFiling, (element) => `首次报送的评价实施方案缺「${element}」`),
  planReturned: ({ planReturns }) =>
    each(agencyReturnsAfterFirst(planReturns), ({ on, reason }) =>
      said(`${on} 评价实施方案因机构原因再次退回：${reason}`),
    ),
  offSiteWithoutConsent: ({ fieldWork }) =>
    each(
      one(fieldWork),
      ({ offSite }) => offSite?.consented === false && said('采用非现场评价，未经委托方同意'),
    ),
  faultChangesGrade: ({ reportFaults }) => faultsOf(reportFaults, 'grade', '改变评价等级或主要结论无依据'),
  faultChangesFirstLevel: ({ reportFaults }) => faultsOf(reportFaults, 'firstLevel', '改变一级指标得分'),
  otherFault: ({ reportFaults }) => faultsOf(reportFaults, 'other', '其他差错'),
  commentUnanswered: ({ comments }) =>
    each(comments, ({ text, answered }) => !answered && said(`意见「${text}」未说明是否采纳及理由`)),
  planLate: ({ plan }) => late(plan, '评价实施方案'),
  draftLate: ({ draft }) => late(draft, '报告初稿'),
  finalLate: ({ final }) => late(final, '报告定稿'),
  minorSecrecyBreach: ({ secrecyBreaches }) => breachesOf(secrecyBreaches, 'minor', '违反保密和资料管理要求'),
  severeSecrecyBreach: ({ secrecyBreaches }) =>
    breachesOf(secrecyBreaches, 'severe', '严重违反保密和资料管理要求'),
  minorUndeclaredRelation: ({ undeclaredRelations }) =>
    breachesOf(undeclaredRelations, 'minor', '未申报利害关系'),
  severeUndeclaredRelation: ({ undeclaredRelations }) =>
    breachesOf(undeclaredRelations, 'severe', '未申报影响独立性的利害关系'),
  archiveItemMissing: ({ archive }) => listed(archive, (item) => `归档资料缺「${item}」`),
};

/** Of the returns whose coded cause is the agency's, the first is free. */
function agencyReturnsAfterFirst(returns: Known<readonly PlanReturn[]>): Known<readonly PlanReturn[]> {
  if (returns.value === null) return returns;
  const own = returns.value.filter(({ cause }) => cause === 'agency');
  return { value: own.toSorted((a, b) => textOrder(a.on, b.on)).slice(1) };
}

function faultsOf(
  faults: Known<readonly ReportFault[]>,
  gravity: ReportFault['gravity'],
  title: string,
): Known<readonly Occurrence[]> {
  return each(faults, (fault) => fault.gravity === gravity && said(`${title}：${fault.text}`));
}

function breachesOf(
  breaches: Known<readonly Breach[]>,
  gravity: Breach['gravity'],
  title: string,
): Known<readonly Occurrence[]> {
  return each(
    breaches,
    (breach) => breach.gravity === gravity && said(`${breach.on} ${title}：${breach.text}`),
  );
}

function late(milestone: Known<Milestone>, title: string): Known<readonly Occurrence[]> {
  return each(one(milestone), ({ due, submitted, workingDaysLate }) =>
    said(
      `${title}应于 ${due} 报送，实际 ${submitted} 报送，逾期 ${workingDaysLate} 个工作日`,
      workingDaysLate,
    ),
  );
}

interface Saying {
  readonly sentence: string;
  readonly times: number;
}

const said = (sentence: string, times = 1): Saying => ({ sentence, times });

/** One occurrence per record the sentence is made for; a record that costs nothing gives false or 0 times. */
function each<Value extends Source>(
  known: Known<readonly Value[]>,
  say: (value: Value) => Saying | false,
): Known<readonly Occurrence[]> {
  if (known.value === null) return known;
  const occurrences: Occurrence[] = [];
  for (const value of known.value) {
    const saying = say(value);
    if (!saying || saying.times === 0) continue;
    const { sentence, times } = saying;
    if (!Number.isSafeInteger(times) || times < 0)
      throw new Error(`${value.id} cannot have happened ${times} times`);
    occurrences.push({ factId: value.id, times, sentence, evidence: value.evidence });
  }
  return { value: occurrences };
}

/** One occurrence per missing element; the element is part of the fact's id. */
function listed(
  known: Known<Source & { readonly missing: readonly string[] }>,
  sentence: (element: string) => string,
): Known<readonly Occurrence[]> {
  if (known.value === null) return known;
  const { id, evidence, missing } = known.value;
  return {
    value: [...new Set(missing)].map((element) => ({
      factId: `${id}#${element}`,
      times: 1,
      sentence: sentence(element),
      evidence,
    })),
  };
}

const one = <Value extends Source>(known: Known<Value>): Known<readonly Value[]> =>
  known.reason === undefined ? { value: [known.value] } : known;
