/** From what is on record to the facts that `scoring` decides on. Nothing is decided here. */
import { dayOf, type Day } from '#scoring/calendar.ts';
import {
  elsewhere,
  type AgencyFacts,
  type CommissionConditions,
  type CreditStanding,
  type ExceptionRole,
  type IntegrityFacts,
  type LeadEvaluatorLoad,
  type RecusalFacts,
  type Relation,
  type RuleId,
  type SpecialFacts,
} from '#scoring/eligibility-facts.ts';
import { evaluationFields } from '#scoring/dossier-words.ts';
import { sections, sectionTitles } from '#scoring/filing.ts';
import { identityKinds } from '#scoring/identity-change.ts';
import { integritySites } from '#scoring/integrity-sites.ts';
import type { RuleSettlement } from '#scoring/settlement.ts';
import { qualifiedLeadEvaluators } from '../dossier-people/schema.ts';
import type { AgencyDeclaration } from '../recusal-declarations/schema.ts';
import type { AgencyRecord } from './queries.ts';

/**
 * Facts name no official: an agency is given the receipt of its own row, and the row must come out of it byte for byte.
 * Who it was stands with the settlement and the exception themselves.
 */
const settler = '财政局核实人员';

/** `peers` are found among the candidates afterwards. `unitNames` by id, for the words of a relation. */
export function factsOf(
  record: AgencyRecord,
  conditions: CommissionConditions,
  unitNames: ReadonlyMap<string, string>,
  today: Day,
): AgencyFacts {
  const [declaration] = record.declarations;
  const declared = (declaration?.content ?? null) as AgencyDeclaration | null;
  const { version } = record;
  return {
    agencyId: record.code,
    uscc: record.uscc,
    dossier: version && {
      version: version.number,
      checkedOn: version.effectiveOn,
      checkedSections: sections
        .filter((section) => version.content[section] !== undefined)
        .map((section) => sectionTitles[section]),
      confirmedOn: version.confirmedOn,
      validUntil: null,
    },
    ...endedOf(record),
    leadEvaluators: leadEvaluatorsOf(record, today),
    decisions: record.sanctions.map((one) => ({
      ...{ factId: one.factId, title: one.title, from: one.from, until: one.until },
      ...{ repairedOn: one.repairedOn, excludes: one.excludes, repairableFrom: one.repairableFrom },
    })),
    credit: creditOf(record),
    integrity: integrityOf(record),
    recusal: recusalOf(record, declared, conditions, unitNames),
    running: runningOf(record, declared),
    special: specialOf(record, conditions),
    exceptions: record.exceptions.map((one) => ({
      ruleId: one.ruleId as RuleId,
      reason: one.reason,
      requestedBy: '申请人',
      requestedAs: one.proposedAs as ExceptionRole,
      approvedBy: one.approvedBy === one.proposedBy ? '申请人' : '批准人',
      approvedAs: (one.approvedAs ?? one.proposedAs) as ExceptionRole,
      collectiveDecision: one.minutesNumber,
      approvedOn: one.approvedOn,
    })),
  };
}

const endedOf = ({ ending }: AgencyRecord): Pick<AgencyFacts, 'ended'> =>
  ending
    ? {
        ended: {
          ...{ on: ending.on, how: identityKinds[ending.kind].title, decision: ending.code },
          successors: ending.successors,
        },
      }
    : {};

/** What officers found of R7 and R8, oldest first. */
export const settlementsOf = (record: AgencyRecord): RuleSettlement[] =>
  record.settlements.map((one) => ({
    ruleId: one.ruleId as RuleId,
    outcome: one.outcome,
    note: one.note,
    by: settler,
    on: one.settledOn,
    proof: one.fileId ?? '',
  }));

/** A running job ends at its acceptance: once its contract's period is over it has no known end. */
function leadEvaluatorsOf(record: AgencyRecord, today: Day): LeadEvaluatorLoad[] {
  const people = record.version ? qualifiedLeadEvaluators(record.version.people, today) : [];
  const jobs = [
    ...record.contracts.map((one) => ({
      leads: [one.leadEvaluatorId],
      commissionId: one.commissionId,
      from: one.periodFrom,
      to: one.periodUntil,
    })),
    ...record.accepted.map((one) => ({
      leads: (one.statement as { leadEvaluatorIds?: string[] } | null)?.leadEvaluatorIds ?? [],
      commissionId: one.commissionId,
      from: one.plannedFrom,
      to: one.plannedUntil,
    })),
  ];
  return people.map(({ id, name }) => ({
    personId: id,
    name,
    leading: jobs
      .filter(({ leads }) => leads.includes(id))
      .map(({ commissionId, from, to }) => ({
        commissionId,
        projects: 1,
        from,
        to: to < today ? null : to,
      })),
  }));
}

const creditOf = ({ rating, restriction, proposal }: AgencyRecord): CreditStanding => ({
  rating,
  restriction: restriction && { from: restriction.from, until: restriction.until },
  undecidedProposal: proposal && { proposedOn: dayOf(proposal.proposedAt), cause: proposal.cause },
});

/** What was found at a site and what the dossier lists are both records; the same one may stand twice. */
function integrityOf({ version, queries }: AgencyRecord): IntegrityFacts {
  const filed = version?.content.honoursPenalties;
  const listed = (filed?.penalties ?? []).filter(({ serious }) => serious);
  return {
    declaresNone: filed ? filed.seriousViolation === 'no' : null,
    queries: queries.map((one) => ({
      site: integritySites[one.site],
      on: one.queriedOn,
      result: one.result,
      fileId: one.fileId ?? '',
    })),
    violations: [
      ...listed.map(({ content, decidedOn, bannedUntil }) => ({ title: content, decidedOn, bannedUntil })),
      ...queries.flatMap((one) =>
        one.violationTitle && one.violationDecidedOn
          ? [
              {
                title: one.violationTitle,
                decidedOn: one.violationDecidedOn,
                bannedUntil: one.banUntil,
              },
            ]
          : [],
      ),
    ],
  };
}

function recusalOf(
  record: AgencyRecord,
  declared: AgencyDeclaration | null,
  conditions: CommissionConditions,
  unitNames: ReadonlyMap<string, string>,
): RecusalFacts {
  if (!declared) return { declared: false, relations: [], personInCharge: null, holders: [], peers: [] };
  const declaredAt = Date.parse(record.declarations[0]?.declaredAt ?? '');
  // A settlement is about the declaration it was made on: declared anew, it is open anew.
  const settled = record.settlements.findLast(
    (one) => one.ruleId === 'R6' && Date.parse(one.settledAt) >= declaredAt,
  );
  const settlement = settled
    ? {
        by: settler,
        on: settled.settledOn,
        proof: settled.fileId ?? '',
        cleared: settled.outcome === 'pass',
      }
    : null;
  const relations: Relation[] = [
    ...declared.tookPart.map((role) => ({
      kind: 'tookPart' as const,
      projectId: conditions.projectIds[0] ?? '',
      role,
    })),
    ...declared.paidWork.map((one) => ({
      kind: 'paidWork' as const,
      unitId: one.unitId,
      unitName: unitNames.get(one.unitId) ?? '涉密单位',
      commissionedBy: one.commissionedBy,
      from: one.from,
      to: one.to,
      settlement,
    })),
    ...(declared.kin ? [{ kind: 'kin' as const, text: declared.kin, settlement }] : []),
    ...(declared.formerEmployment
      ? [{ kind: 'formerEmployment' as const, text: declared.formerEmployment, settlement }]
      : []),
  ];
  return {
    declared: declared.takesPart,
    relations,
    personInCharge: declared.personInCharge,
    holders: declared.holders,
    peers: [],
  };
}

/** The platform knows its own commissions; what others have commissioned only the agency can say. */
function runningOf(
  { contracts, accepted }: AgencyRecord,
  declared: AgencyDeclaration | null,
): AgencyFacts['running'] {
  if (declared === null || declared.runningElsewhere === null) return null;
  const here = [...contracts, ...accepted].map(({ commissionId }) => ({ commissionId, projects: 1 }));
  const { runningElsewhere: projects } = declared;
  return projects === 0 ? here : [...here, { commissionId: elsewhere, projects }];
}

/** A row that leaves the field or the bond open makes the whole unknown, unless the others already meet the need. */
function specialOf({ version }: AgencyRecord, { specialNeeds }: CommissionConditions): SpecialFacts {
  const none = { fields: null, specialBondProjects: null, secrecyScopes: null };
  if (!version) return none;
  const { projects } = version.content.trackRecord;
  const fields = [
    ...new Set(projects.flatMap(({ field }) => (field === null ? [] : [evaluationFields[field]]))),
  ];
  const bonds = projects.filter(({ specialBond }) => specialBond === true).length;
  const isFieldOpen = projects.some(({ field }) => field === null);
  const isBondOpen = projects.some(({ specialBond }) => specialBond === null);
  const met = (need: CommissionConditions['specialNeeds'][number]): boolean =>
    need.kind === 'field'
      ? (fields as string[]).includes(need.field)
      : need.kind === 'specialBond' && bonds >= need.projects;
  const isMet = (kind: 'field' | 'specialBond') =>
    specialNeeds.filter((need) => need.kind === kind).every(met);
  return {
    ...none,
    fields: isFieldOpen && !isMet('field') ? null : fields,
    specialBondProjects: isBondOpen && !isMet('specialBond') ? null : bonds,
  };
}
