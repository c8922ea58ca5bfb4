/** R2 and R7: who is free to lead, and how much an agency carries. A package counts its projects. */
import type { Verdict } from './decision.ts';
import { fail, pass, unknown } from './decision.ts';
import type { AgencyFacts, CommissionConditions, LeadEvaluatorLoad, Window } from './eligibility-facts.ts';
import type { EligibilityRules } from './eligibility-rules.ts';

export function checkLeadEvaluators(
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
): Verdict {
  const most = rules.projectsPerLeadEvaluator;
  const loads = loadsOf(commission, agency.leadEvaluators);
  const free = freeLeadEvaluators(rules, commission, agency.leadEvaluators);
  const busy = loads.filter((load) => load.projects >= most);
  const detail = busy.map((load) => `${load.name}同期已主评 ${load.projects} 个`).join('，');
  const observed = `在岗 ${loads.length} 名，可用 ${free} 名${detail === '' ? '' : `（${detail}）`}`;
  if (free >= commission.leadEvaluatorsNeeded) return pass(observed, source);
  const missing = commission.leadEvaluatorsNeeded - free;
  return fail(observed, source, `补充 ${missing} 名符合条件的主评人，或待在办项目验收后参加`);
}

/** How many lead fewer projects at the time than one may. */
export const freeLeadEvaluators = (
  rules: EligibilityRules,
  commission: CommissionConditions,
  leads: readonly LeadEvaluatorLoad[],
): number =>
  loadsOf(commission, leads).filter(({ projects }) => projects < rules.projectsPerLeadEvaluator).length;

const loadsOf = ({ window }: CommissionConditions, leads: readonly LeadEvaluatorLoad[]) =>
  leads.map((lead) => ({
    name: lead.name,
    projects: projectsOf(lead.leading.filter((job) => overlaps(job, window))),
  }));

export function checkLoad(
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
): Verdict {
  if (agency.running === null) return unknown('在办项目数尚未核实', source, '由机构补报在办委托，核实后登记');
  const most = rules.projectsPerLeadEvaluator;
  const cap = capOf(rules, agency.leadEvaluators.length);
  const running = projectsOf(agency.running);
  const over = agency.leadEvaluators.filter((lead) => projectsOf(lead.leading) > most);
  const observed = `在办 ${running} 个，本次 ${commission.projects} 个，上限 ${cap} 个`;
  const mend = '待在办项目验收，或补充主评人后参加；确有需要的，申请例外审批';
  if (over.length > 0) return fail(`${observed}；${over.map(overText).join('，')}`, source, mend);
  return running + commission.projects <= cap ? pass(observed, source) : fail(observed, source, mend);
}

/** The most projects an agency may carry at once. */
export const capOf = (rules: EligibilityRules, leadEvaluators: number): number =>
  rules.projectsPerLeadEvaluator * leadEvaluators;

export const overlaps = (a: Window, b: Window): boolean =>
  (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);

const source = '委托台账';
export const projectsOf = (jobs: readonly { readonly projects: number }[]): number =>
  jobs.reduce((total, job) => total + job.projects, 0);
const overText = (lead: LeadEvaluatorLoad): string => `${lead.name}已主评 ${projectsOf(lead.leading)} 个`;
