/**
 * Which agencies may take a commission: R1–R8 in order, each with what was required, what was seen and the way back.
 * The conditions are frozen and published before the first screening.
 */
import { addDays, addMonths, addWorkingDays, type Calendar, type Day } from './calendar.ts';
import { isInForce, isWithin } from './credit-record.ts';
import { decide, fail, pass, unknown, type Decision, type Verdict } from './decision.ts';
import {
  exceptionRoles,
  ruleIds,
  type AgencyEnding,
  type AgencyFacts,
  type CommissionConditions,
  type RuleException,
  type RuleId,
  type SpecialFacts,
  type SpecialNeed,
} from './eligibility-facts.ts';
import { needText, ruleOf, type EligibilityRules } from './eligibility-rules.ts';
import { checkIntegrity, staleQuery } from './integrity.ts';
import { checkRecusal } from './recusal.ts';
import { checkLeadEvaluators, checkLoad } from './workload.ts';

export type Eligibility = 'eligible' | 'ineligible' | 'unsettled';

/** The eight decisions on one agency. `calendar` says how late a yearly confirmation is. */
export function screen(
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
  asOf: Day,
  calendar: Calendar,
): Decision[] {
  return ruleIds.map((ruleId) => {
    const verdict = verdictOn(ruleId, rules, commission, agency, asOf);
    const decision = decide(ruleOf(rules, commission, ruleId), verdict, asOf);
    if (verdict.outcome !== 'fail') return decision;
    const exception = agency.exceptions.find(
      (candidate) =>
        candidate.ruleId === ruleId &&
        candidate.approvedOn <= asOf &&
        exceptionFaults(candidate, rules, commission, agency, asOf, calendar).length === 0,
    );
    return exception ? excepted(decision, exception) : decision;
  });
}

/** Nothing failed and nothing open is eligible; an unknown without a failure is unsettled. */
export function outcomeOf(decisions: readonly Decision[]): Eligibility {
  if (decisions.some((decision) => decision.outcome === 'fail')) return 'ineligible';
  return decisions.some((decision) => decision.outcome === 'unknown') ? 'unsettled' : 'eligible';
}

/** What stands in the way, in the rules' order: the failed rules, or else the open ones. */
export function principalReasons(decisions: readonly Decision[]): string[] {
  const failed = decisions.filter((decision) => decision.outcome === 'fail');
  const standing =
    failed.length > 0 ? failed : decisions.filter((decision) => decision.outcome === 'unknown');
  return standing.map((decision) => `${decision.title}：${decision.observed}`);
}

export interface ScreenedAgency {
  readonly agency: Pick<AgencyFacts, 'agencyId' | 'integrity'>;
  readonly decisions: readonly Decision[];
}

/** Why the list may not be frozen on that day; each line names its agency. An agency that fails something is no hindrance. */
export function freezeFaults(
  rules: EligibilityRules,
  screened: readonly ScreenedAgency[],
  freezeOn: Day,
): { agencyId: string; reason: string }[] {
  return screened
    .filter(({ decisions }) => outcomeOf(decisions) !== 'ineligible')
    .flatMap(({ agency, decisions }) => {
      const open = decisions.filter((decision) => decision.outcome === 'unknown');
      const reasons = open.map((decision) => `${decision.title}待核实：${decision.observed}`);
      const stale = staleQuery(rules, agency.integrity, freezeOn);
      return [...reasons, ...(stale === null ? [] : [stale])].map((reason) => ({
        agencyId: agency.agencyId,
        reason,
      }));
    });
}

/** Why an exception cannot cover the rule. Only R7, R8, and R1 where nothing but the confirmation is late, by few days. */
export function exceptionFaults(
  exception: RuleException,
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
  asOf: Day,
  calendar: Calendar,
): string[] {
  const faults: string[] = [];
  const { ruleId } = exception;
  if (ruleId !== 'R1' && ruleId !== 'R7' && ruleId !== 'R8') faults.push('该项条件不适用例外审批');
  if (ruleId === 'R1' && !isBrieflyLate(rules, commission, agency, asOf, calendar))
    faults.push(`机构档案仅在年度确认逾期不超过 ${rules.lateConfirmationWorkingDays} 个工作日时适用例外审批`);
  if (exception.reason.trim() === '') faults.push('须写明例外审批的理由');
  if (exception.collectiveDecision.trim() === '') faults.push('须填写集体决策文号');
  if (exception.requestedBy === exception.approvedBy) faults.push('申请人与审批人不得为同一人');
  if (exceptionRoles.indexOf(exception.approvedAs) <= exceptionRoles.indexOf(exception.requestedAs))
    faults.push('审批人的岗位层级须高于申请人');
  return faults;
}

const excepted = (decision: Decision, exception: RuleException): Decision => ({
  ...decision,
  outcome: 'excepted',
  observed: `${decision.observed}；例外审批：${exception.reason}（${exception.collectiveDecision}，${exception.approvedOn}）`,
});

function verdictOn(
  ruleId: RuleId,
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
  asOf: Day,
): Verdict {
  switch (ruleId) {
    case 'R1':
      return checkDossier(rules, commission, agency, asOf);
    case 'R2':
      return checkLeadEvaluators(rules, commission, agency);
    case 'R3':
      return checkDecisions(agency, asOf);
    case 'R4':
      return checkRestriction(commission, agency, asOf);
    case 'R5':
      return checkIntegrity(rules, agency.integrity, asOf);
    case 'R6':
      return checkRecusal(rules, commission, agency, asOf);
    case 'R7':
      return checkLoad(rules, commission, agency);
    case 'R8':
      return checkSpecialNeeds(commission, agency);
  }
}

function checkDossier(
  rules: EligibilityRules,
  commission: CommissionConditions,
  { dossier, ended }: AgencyFacts,
  asOf: Day,
): Verdict {
  if (ended !== undefined && ended.on <= asOf) return noMore(ended);
  const source = '机构档案';
  if (dossier === null || dossier.checkedOn > asOf)
    return fail('档案尚未审核通过', source, '冻结名单前提交档案并通过审核');
  const shown = `第 ${dossier.version} 版，${dossier.checkedOn} 审核通过，${dossier.confirmedOn} 确认`;
  const missing = missingSections(commission, dossier.checkedSections);
  if (missing.length > 0)
    return fail(`${shown}；缺少已审核的${missing.join('、')}`, source, '冻结名单前补充所缺资料并通过审核');
  if (dossier.validUntil !== null && dossier.validUntil < asOf)
    return fail(`${shown}；${dossier.validUntil} 已过期`, source, '更新档案并通过审核');
  if (!isWithin(dossier.confirmedOn, rules.confirmationMonths, asOf))
    return fail(`${shown}；已超过 ${rules.confirmationMonths} 个月`, source, '在档案中完成年度确认');
  return pass(shown, source);
}

/** Nothing brings it back: who succeeds it may take part. */
function noMore({ on, how, decision, successors }: AgencyEnding): Verdict {
  const heirs = successors.length === 0 ? '' : `，承继机构：${successors.join('、')}`;
  const fix = successors.length === 0 ? '机构已终止，不能恢复' : '机构已终止，由承继机构参加';
  return fail(`机构自 ${on} 起因${how}终止${heirs}`, `机构主体变更决定 ${decision}`, fix);
}

function isBrieflyLate(
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
  asOf: Day,
  calendar: Calendar,
): boolean {
  const { dossier } = agency;
  if (dossier === null) return false;
  const confirmed = { ...agency, dossier: { ...dossier, confirmedOn: asOf } };
  if (checkDossier(rules, commission, confirmed, asOf).outcome !== 'pass') return false;
  const lastDay = addDays(addMonths(dossier.confirmedOn, rules.confirmationMonths), -1);
  return asOf > lastDay && asOf <= addWorkingDays(calendar, lastDay, rules.lateConfirmationWorkingDays).day;
}

const missingSections = (commission: CommissionConditions, checked: readonly string[]): string[] =>
  commission.neededSections.filter((section) => !checked.includes(section));

function checkDecisions({ decisions }: AgencyFacts, asOf: Day): Verdict {
  const standing = decisions.filter((decision) => decision.excludes && isInForce(decision, asOf));
  if (standing.length === 0) return pass('没有生效中的限制承接的处理决定', '处理决定');
  const observed = standing
    .map(({ title, from, until }) => `${title}，${from} 起${until === null ? '' : `至 ${until}`}`)
    .join('；');
  return fail(observed, '处理决定', '待处理期满，或符合条件后申请信用修复');
}

/** A 受限 binds only where the bureau selects itself, or where the procurement documents said so. */
function checkRestriction(
  { basis, creditInDocuments }: CommissionConditions,
  agency: AgencyFacts,
  asOf: Day,
) {
  const { rating, restriction, undecidedProposal } = agency.credit;
  const shown = `信用等级 ${rating ?? '未评级'}`;
  const restricted = restriction !== null && restriction.from <= asOf && asOf <= restriction.until;
  const observed = restricted
    ? `${shown}，受限期 ${restriction.from} 至 ${restriction.until}`
    : `${shown}，未受限`;
  const source = '信用等级和受限决定';
  if (basis === 'statutory' && !creditInDocuments)
    return pass(`${observed}（采购文件未作要求，仅供参考）`, source);
  if (restricted) return fail(observed, source, `受限期满（${restriction.until}）后可以参加`);
  if (rating === 'D' && undecidedProposal !== null)
    return unknown(
      `${shown}，${undecidedProposal.proposedOn} 拟作出受限决定（${undecidedProposal.cause}），尚未决定`,
      source,
      '先对受限事项作出决定',
    );
  return pass(observed, source);
}

function checkSpecialNeeds({ specialNeeds }: CommissionConditions, { special }: AgencyFacts): Verdict {
  const source = '机构档案·业绩';
  if (specialNeeds.length === 0) return pass('无须核对', source);
  const unmet = specialNeeds.filter((need) => meets(need, special) === false);
  const mend = '补充相应业绩或资料并通过审核；确有需要的，申请例外审批';
  if (unmet.length > 0) return fail(`不具备：${unmet.map(needText).join('；')}`, source, mend);
  const open = specialNeeds.filter((need) => meets(need, special) === null);
  if (open.length > 0)
    return unknown(`尚未填报：${open.map(needText).join('；')}`, source, '由机构补报，核实后登记');
  return pass(`具备：${specialNeeds.map(needText).join('；')}`, source);
}

/** null: nothing was filed about it. */
function meets(need: SpecialNeed, facts: SpecialFacts): boolean | null {
  if (need.kind === 'field') return facts.fields?.includes(need.field) ?? null;
  if (need.kind === 'secrecy') return facts.secrecyScopes?.includes(need.scope) ?? null;
  return facts.specialBondProjects === null ? null : facts.specialBondProjects >= need.projects;
}
