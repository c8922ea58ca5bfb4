/**
 * What a change does to the facts, so that its effect is never promised but recomputed. An open answer is changed as if
 * it came out well.
 */
import { addMonths, type Day } from './calendar.ts';
import { runningOf, type Change, type Question, type Standing } from './eligibility-changes.ts';
import { elsewhere, type AgencyFacts, type DossierFacts, type Relation } from './eligibility-facts.ts';

/** The standing once the change is made, as a screening of `day` sees it. */
export function applyChange(question: Question, day: Day, standing: Standing, change: Change): Standing {
  const { facts, settlements } = standing;
  const { on, object } = change;
  const having = (more: Partial<AgencyFacts>): Standing => ({ facts: { ...facts, ...more }, settlements });
  const { dossier, integrity, recusal } = facts;
  switch (change.kind) {
    case 'confirmDossier':
      return having({ dossier: dossier && { ...dossier, confirmedOn: on } });
    case 'fileDossier':
      return having({ dossier: filed(question, dossier, on) });
    case 'declareRecusal':
      return having({ recusal: { ...recusal, declared: true }, running: facts.running ?? runningOf(facts) });
    case 'declareIntegrity':
      return having({ dossier: checkedAgain(dossier, on), integrity: { ...integrity, declaresNone: true } });
    case 'fileTrackRecord':
      return having({ dossier: checkedAgain(dossier, on), special: meeting(question, facts) });
    case 'addLeadEvaluator':
      return having({
        dossier: checkedAgain(dossier, on),
        leadEvaluators: [...facts.leadEvaluators, { personId: '', name: '新增主评人', leading: [] }],
      });
    case 'finishProject':
      return having(finished(facts, object));
    case 'leaveToPeer':
      return having({ recusal: { ...recusal, peers: [] } });
    case 'lookUp': {
      const query = { site: object, on, result: 'clear' as const, fileId: '' };
      return having({ integrity: { ...integrity, queries: [...integrity.queries, query] } });
    }
    case 'registerFinding': {
      const decidedOn = addMonths(day, -12 * question.rules.violationYears);
      const ended = { title: '查到的记录', decidedOn, bannedUntil: null };
      return having({ integrity: { ...integrity, violations: [...integrity.violations, ended] } });
    }
    case 'settleRecusal':
      return having({ recusal: { ...recusal, relations: recusal.relations.map((one) => cleared(one, on)) } });
    case 'decideRestriction':
      return having({ credit: { ...facts.credit, undecidedProposal: null } });
    case 'repairDecision':
      return having({
        decisions: facts.decisions.map((one) => (one.factId === object ? { ...one, repairedOn: on } : one)),
      });
    case 'settle': {
      const settlement = {
        ruleId: change.ruleId,
        outcome: 'pass' as const,
        note: '符合',
        by: '',
        on,
        proof: '',
      };
      return { facts, settlements: [...settlements, settlement] };
    }
    case 'approveException':
      return having({ exceptions: [...facts.exceptions, exceptionOf(change)] });
    case 'wait':
      return standing;
  }
}

function filed({ commission }: Question, before: DossierFacts | null, on: Day): DossierFacts {
  const sections = new Set([...(before?.checkedSections ?? []), ...commission.neededSections]);
  return {
    version: (before?.version ?? 0) + 1,
    checkedOn: on,
    checkedSections: [...sections],
    confirmedOn: on,
    validUntil: null,
  };
}

/** A change of some facts, filed and checked: a new version, of the same sections. */
const checkedAgain = (before: DossierFacts | null, on: Day): DossierFacts | null =>
  before && { ...before, version: before.version + 1, checkedOn: on, confirmedOn: on, validUntil: null };

function meeting({ commission }: Question, { special }: AgencyFacts): AgencyFacts['special'] {
  const needs = commission.specialNeeds;
  const fields = needs.flatMap((need) => (need.kind === 'field' ? [need.field] : []));
  const scopes = needs.flatMap((need) => (need.kind === 'secrecy' ? [need.scope] : []));
  const bonds = needs.map((need) => (need.kind === 'specialBond' ? need.projects : 0));
  return {
    fields: [...(special.fields ?? []), ...fields],
    specialBondProjects: Math.max(special.specialBondProjects ?? 0, ...bonds),
    secrecyScopes: [...(special.secrecyScopes ?? []), ...scopes],
  };
}

/** A project leaves the books of the agency and of who led it; of other clients' projects it is one of several. */
function finished(facts: AgencyFacts, commissionId: string): Partial<AgencyFacts> {
  const without = <Job extends { commissionId: string; projects: number }>(jobs: readonly Job[]): Job[] =>
    jobs.flatMap((job) => {
      if (job.commissionId !== commissionId) return [job];
      return commissionId === elsewhere && job.projects > 1 ? [{ ...job, projects: job.projects - 1 }] : [];
    });
  return {
    running: facts.running && without(facts.running),
    leadEvaluators: facts.leadEvaluators.map((lead) => ({ ...lead, leading: without(lead.leading) })),
  };
}

const cleared = (relation: Relation, on: Day): Relation =>
  relation.kind === 'tookPart' || relation.settlement !== null
    ? relation
    : { ...relation, settlement: { by: '', on, proof: '', cleared: true } };

const exceptionOf = ({ ruleId, on }: Change): AgencyFacts['exceptions'][number] => ({
  ...{ ruleId, reason: '待批准', requestedBy: '申请人', requestedAs: 'officer' },
  ...{ approvedBy: '批准人', approvedAs: 'leader', collectiveDecision: '待批准', approvedOn: on },
});
