/** What can be changed so that an agency may take a commission, and what ends of itself. */
import { addDays, addMonths, type Calendar, type Day } from './calendar.ts';
import { isWithin } from './credit-record.ts';
import {
  elsewhere,
  type AgencyFacts,
  type CommissionConditions,
  type Relation,
  type RuleId,
} from './eligibility-facts.ts';
import type { EligibilityRules } from './eligibility-rules.ts';
import type { RuleSettlement } from './settlement.ts';
import { capOf, freeLeadEvaluators, projectsOf } from './workload.ts';

export interface Question {
  readonly rules: EligibilityRules;
  readonly commission: CommissionConditions;
  readonly calendar: Calendar;
  readonly asOf: Day;
}

/** What an agency is screened on. */
export interface Standing {
  readonly facts: AgencyFacts;
  readonly settlements: readonly RuleSettlement[];
}

export const changeKinds = [
  'confirmDossier',
  'fileDossier',
  'declareRecusal',
  'declareIntegrity',
  'fileTrackRecord',
  'addLeadEvaluator',
  'finishProject',
  'leaveToPeer',
  'lookUp',
  'registerFinding',
  'settleRecusal',
  'decideRestriction',
  'repairDecision',
  'settle',
  'approveException',
  'wait',
] as const;
export type ChangeKind = (typeof changeKinds)[number];
export type ChangeActor = 'agency' | 'bureau' | 'time';

export interface Change {
  readonly kind: ChangeKind;
  /** The rule it is made for. */
  readonly ruleId: RuleId;
  /** The rules whose answer it may change. */
  readonly helps: readonly RuleId[];
  readonly who: ChangeActor;
  /** The first day on which it can be. */
  readonly on: Day;
  /** The site, project, decision that it is about. */
  readonly object: string;
}

/** All single changes that could bear on a screening of `day`, the ones easiest to make first. */
export const changesFor = (question: Question, { facts }: Standing, day: Day): Change[] => [
  ...filings(question, facts, day),
  ...workloadChanges(question, facts, day),
  ...(facts.recusal.peers.length > 0 ? [change(question, 'leaveToPeer', 'agency', ['R6'])] : []),
  ...findings(question, facts, day),
  ...decisionsToTake(question, facts, day),
];

/** `helps` begins with the rule that the change is made for. */
const change = (
  { asOf }: Question,
  kind: ChangeKind,
  who: ChangeActor,
  helps: readonly [RuleId, ...RuleId[]],
  { object = '', on = asOf } = {},
): Change => ({ kind, ruleId: helps[0], helps, who, on, object });

/** What the agency itself files or declares. A filing that is checked is a confirmation as well. */
function filings(question: Question, facts: AgencyFacts, day: Day): Change[] {
  const { dossier, integrity } = facts;
  const filing = (kind: ChangeKind, ruleId: RuleId): Change =>
    change(question, kind, 'agency', dossier ? [ruleId, 'R1'] : [ruleId], { on: freshFrom(question, day) });
  return [
    ...(dossier ? [filing('confirmDossier', 'R1')] : []),
    filing('fileDossier', 'R1'),
    ...(needsRecusal(facts) ? [change(question, 'declareRecusal', 'agency', ['R6', 'R7'])] : []),
    ...(integrity.declaresNone === null ? [filing('declareIntegrity', 'R5')] : []),
    ...(question.commission.specialNeeds.length > 0 ? [filing('fileTrackRecord', 'R8')] : []),
  ];
}

/** What an officer looks up, registers or settles with a proof. */
function findings(question: Question, facts: AgencyFacts, day: Day): Change[] {
  const found = (kind: ChangeKind, ruleId: RuleId, object = ''): Change =>
    change(question, kind, 'bureau', [ruleId], { object });
  return [
    ...unqueriedSites(question, facts, day).map((site) => found('lookUp', 'R5', site)),
    ...(hasUnregisteredFinding(facts) ? [found('registerFinding', 'R5')] : []),
    ...(facts.recusal.relations.some(isOpen) ? [found('settleRecusal', 'R6')] : []),
    ...(facts.running === null ? [found('settle', 'R7')] : []),
    ...(question.commission.specialNeeds.length > 0 ? [found('settle', 'R8')] : []),
  ];
}

/** What the bureau decides: on a 受限 proposed, a repair, an exception. */
function decisionsToTake(question: Question, facts: AgencyFacts, day: Day): Change[] {
  const { asOf, commission } = question;
  const decided = (kind: ChangeKind, ruleId: RuleId, object = '', on = asOf): Change =>
    change(question, kind, 'bureau', [ruleId], { object, on });
  return [
    ...(facts.credit.undecidedProposal ? [decided('decideRestriction', 'R4')] : []),
    ...facts.decisions.flatMap(({ factId, repairableFrom }) => {
      if (repairableFrom === undefined || repairableFrom > day) return [];
      return [decided('repairDecision', 'R3', factId, repairableFrom < asOf ? asOf : repairableFrom)];
    }),
    ...(facts.dossier ? [decided('approveException', 'R1')] : []),
    ...(lacksCapacity(question, facts) ? [decided('approveException', 'R7')] : []),
    ...(commission.specialNeeds.length > 0 ? [decided('approveException', 'R8')] : []),
  ];
}

/** The first day, from `asOf` on, whose confirmation still holds on the day of the screening. */
function freshFrom({ rules, asOf }: Question, day: Day): Day {
  if (isWithin(asOf, rules.confirmationMonths, day)) return asOf;
  let first = addMonths(day, 0 - rules.confirmationMonths);
  while (!isWithin(first, rules.confirmationMonths, day)) first = addDays(first, 1);
  return first;
}

const needsRecusal = ({ recusal, running }: AgencyFacts): boolean => !recusal.declared || running === null;

/** One for each lead evaluator to add and each project to finish; none where nobody lacks any. */
function workloadChanges(question: Question, facts: AgencyFacts, day: Day): Change[] {
  if (!lacksCapacity(question, facts)) return [];
  const helps: RuleId[] = facts.dossier ? ['R7', 'R1'] : ['R7'];
  const on = freshFrom(question, day);
  return [
    ...Array.from({ length: wantedLeads(question, facts) }, () =>
      change(question, 'addLeadEvaluator', 'agency', ['R2', ...helps], { on }),
    ),
    ...runningOf(facts).flatMap(({ commissionId, projects }) =>
      Array.from({ length: commissionId === elsewhere ? projects : 1 }, () =>
        change(question, 'finishProject', 'agency', ['R7', 'R2'], { object: commissionId }),
      ),
    ),
  ];
}

const lacksCapacity = (question: Question, facts: AgencyFacts): boolean =>
  wantedLeads(question, facts) > 0 ||
  facts.leadEvaluators.some(({ leading }) => projectsOf(leading) > question.rules.projectsPerLeadEvaluator);

/** As many as both R2 and R7 want; 0 when there are enough. */
function wantedLeads({ rules, commission }: Question, facts: AgencyFacts): number {
  const leads = facts.leadEvaluators;
  const load = projectsOf(runningOf(facts)) + commission.projects;
  let more = Math.max(0, commission.leadEvaluatorsNeeded - freeLeadEvaluators(rules, commission, leads));
  while (capOf(rules, leads.length + more) < load) more += 1;
  return more;
}

/** Every project known to be running: what the agency stated and what its lead evaluators lead. */
export function runningOf({
  running,
  leadEvaluators,
}: AgencyFacts): { commissionId: string; projects: number }[] {
  const led = leadEvaluators.flatMap((lead) => lead.leading);
  const known = [...(running ?? []), ...led];
  return [...new Set(known.map(({ commissionId }) => commissionId))].map((id) =>
    known.find(({ commissionId }) => commissionId === id)!,
  );
}

const unqueriedSites = ({ rules }: Question, { integrity }: AgencyFacts, day: Day): string[] =>
  rules.integritySites.filter((site) => !integrity.queries.some((one) => one.site === site && one.on <= day));

const hasUnregisteredFinding = ({ integrity }: AgencyFacts): boolean =>
  integrity.violations.length === 0 &&
  (integrity.declaresNone === false || integrity.queries.some(({ result }) => result === 'found'));

const isOpen = (relation: Relation): boolean => relation.kind !== 'tookPart' && relation.settlement === null;

/** What happens of itself: the day from which on something no longer stands in the way. */
export interface Ending {
  readonly ruleId: RuleId;
  readonly on: Day;
  readonly text: string;
  /** The decision that can be repaired from that day: nothing ends unless it is. */
  readonly repairs?: string;
}

/** Every ending after `asOf`, the nearest first. */
export function endingsOf(question: Question, { facts }: Standing): Ending[] {
  const { rules, asOf } = question;
  const ending = (ruleId: RuleId, lastDay: Day, text: string): Ending => ({
    ruleId,
    on: addDays(lastDay, 1),
    text,
  });
  const { restriction } = facts.credit;
  return [
    ...facts.decisions.flatMap(({ factId, title, until, excludes, repairableFrom }) => [
      ...(excludes && until !== null ? [ending('R3', until, `${title} 期满（${until} 止）`)] : []),
      ...(excludes && repairableFrom !== undefined
        ? [
            {
              ruleId: 'R3' as const,
              on: repairableFrom,
              text: `${title} 自 ${repairableFrom} 起可以申请信用修复`,
              repairs: factId,
            },
          ]
        : []),
    ]),
    ...(restriction ? [ending('R4', restriction.until, `受限期满（${restriction.until} 止）`)] : []),
    ...facts.integrity.violations.map(({ title, decidedOn, bannedUntil }) =>
      bannedUntil === null
        ? {
            ruleId: 'R5' as const,
            on: addMonths(decidedOn, rules.violationYears * 12),
            text: `${title}自作出之日（${decidedOn}）起满 ${rules.violationYears} 年`,
          }
        : ending('R5', bannedUntil, `${title}的禁止期届满（${bannedUntil} 止）`),
    ),
    ...facts.recusal.relations.flatMap((one) =>
      one.kind === 'paidWork' && one.to !== null
        ? [
            ending('R6', one.to, `为${one.unitName}提供的有偿服务结束（${one.to} 止）`),
            ...(isOpen(one) ? forgotten(question, one.unitName, one.to) : []),
          ]
        : [],
    ),
  ]
    .filter(({ on }) => on > asOf)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Paid work that is long enough ago asks for no proof; where that is too late for the commission it is settled instead. */
function forgotten({ rules, commission }: Question, unitName: string, to: Day): Ending[] {
  const on = addMonths(to, rules.relationMonths);
  const text = `为${unitName}提供的有偿服务结束（${to}）满 ${rules.relationMonths} 个月`;
  return on <= commission.window.from ? [{ ruleId: 'R6', on, text }] : [];
}
