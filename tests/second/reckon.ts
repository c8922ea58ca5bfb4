/** What `scoring` says to a case, in the words in which the second implementation answers. */
import { assess, type Assessment, type VetoDecision } from '../../scoring/assessment.ts';
import { addWorkingDays, workingDaysBetween, type ClockStop } from '../../scoring/calendar.ts';
import type { CreditRecord } from '../../scoring/credit-record.ts';
import { stateCalendar } from '../../scoring/data/state-calendar.ts';
import {
  commitment,
  defaultDrawPolicy,
  order,
  seedOf,
  type DrawCandidate,
  type DrawPolicy,
} from '../../scoring/draw.ts';
import { outcomeOf, screen } from '../../scoring/eligibility.ts';
import type { AgencyFacts, CommissionConditions } from '../../scoring/eligibility-facts.ts';
import type { EligibilityRules } from '../../scoring/eligibility-rules.ts';
import type { AssessmentFacts } from '../../scoring/facts.ts';
import { scoreByRule, type Finding, type ScoringRule } from '../../scoring/indicator-rules.ts';
import type { Marks } from '../../scoring/marks.ts';
import { places, type Migration } from '../../scoring/migration.ts';
import { inForceOn, standingOf, type PolicyDates } from '../../scoring/policy-versions.ts';
import { selectByRfc3797 } from '../../scoring/published-draw.ts';
import { outlook } from '../../scoring/rating-outlook.ts';
import type { RatingPolicy } from '../../scoring/rating-policy.ts';
import { rate } from '../../scoring/rating.ts';
import type { ScoredItem } from '../../scoring/reassessment.ts';
import type { Rubric } from '../../scoring/rubric.ts';
import type { CreditRating } from '../../scoring/scale.ts';
import {
  selfEvaluate,
  type SelfEvaluation,
  type SelfEvaluationSheet,
} from '../../scoring/self-evaluation.ts';
import { wayBack, type WayBack } from '../../scoring/way-back.ts';
import {
  whatIf,
  type AgencyHistory,
  type History,
  type Standing,
  type WhatIf,
} from '../../scoring/what-if.ts';

export type Case =
  | {
      readonly function: 'assess';
      readonly rubric: Rubric;
      readonly facts: AssessmentFacts;
      readonly marks: Marks;
      readonly vetoes: readonly VetoDecision[];
    }
  | {
      readonly function: 'rate';
      readonly policy: RatingPolicy;
      readonly record: CreditRecord;
      readonly asOf: string;
    }
  | {
      readonly function: 'draw';
      readonly policy: DrawPolicy;
      readonly candidates: readonly DrawCandidate[];
      readonly secret: string;
      readonly publicValue: string;
    }
  | {
      readonly function: 'score';
      readonly points: number;
      readonly rule: ScoringRule;
      readonly finding: Finding;
    }
  | ({ readonly function: 'selfEvaluate' } & SelfEvaluation)
  | {
      readonly function: 'wayBack';
      readonly rules: EligibilityRules;
      readonly commission: CommissionConditions;
      readonly agency: AgencyFacts;
      readonly asOf: string;
    }
  | {
      readonly function: 'screen';
      readonly rules: EligibilityRules;
      readonly commission: CommissionConditions;
      readonly agency: AgencyFacts;
      readonly asOf: string;
    }
  | {
      readonly function: 'workingDays';
      readonly from: string;
      readonly to: string;
      readonly count: number;
      readonly stops: readonly ClockStop[];
    }
  | {
      readonly function: 'rfc3797';
      readonly key: string;
      readonly pool: number;
      readonly places: number;
    }
  | { readonly function: 'versions'; readonly versions: readonly PolicyDates[]; readonly day: string }
  | ({
      readonly function: 'whatIf';
      readonly before: RatingPolicy;
      readonly after: RatingPolicy;
      readonly agencies: readonly ToldAgency[];
    } & Pick<History, 'days' | 'freezes'>)
  | {
      readonly function: 'next';
      readonly policy: RatingPolicy;
      readonly record: CreditRecord;
      readonly asOf: string;
      readonly current: CreditRating | null;
    };

/** An agency with its credit record of each day; what lasts is the same in all of them. */
export interface ToldAgency {
  readonly agencyId: string;
  readonly records: Readonly<Record<string, CreditRecord>>;
  readonly restrictedUntil: string | null;
}

export function agencyHistory({ agencyId, records, restrictedUntil }: ToldAgency): AgencyHistory {
  const days = Object.entries(records);
  const [record] = Object.values(records);
  if (!record) throw new Error(`${agencyId} has no record`);
  const { upkeepFaults: _faults, findings: _findings, ...lasting } = record;
  const dated = days.map(([day, { upkeepFaults, findings }]) => [day, { upkeepFaults, findings }] as const);
  return { agencyId, lasting, dated: Object.fromEntries(dated), restrictedUntil };
}

export function reckon(given: Case): unknown {
  switch (given.function) {
    case 'assess':
      return shownAssessment(assess(given.rubric, given.facts, given.marks, given.vetoes));
    case 'rate': {
      const { rating, points, mean, upkeep, conduct, caps } = rate(given.policy, given.record, given.asOf);
      const reached = caps.map(({ kind, atMost }) => [kind, atMost]);
      return { rating, points, mean, U: upkeep.points, C: conduct.points, caps: reached };
    }
    case 'draw': {
      const seed = seedOf(given.secret, given.publicValue);
      const { ranking } = order(given.policy, given.candidates, seed);
      const places = ranking.map(({ agencyId, counter, number, total }) => [
        agencyId,
        counter,
        number,
        total,
      ]);
      return { seed, commitment: commitment(given.secret), places };
    }
    case 'score': {
      const scored = scoreByRule(given.points, given.rule, given.finding);
      return 'got' in scored ? scored.got : null;
    }
    case 'selfEvaluate':
      return shownSelfEvaluation(selfEvaluate(given));
    case 'wayBack': {
      const question = { ...given, calendar: stateCalendar };
      return shownWayBack(wayBack(question, { facts: given.agency, settlements: [] }));
    }
    case 'screen': {
      const { rules, commission, agency, asOf } = given;
      const decisions = screen(rules, commission, agency, asOf, stateCalendar);
      const outcomes = decisions.map(({ outcome }) => outcome).join(' ');
      return { outcomes, overall: outcomeOf(decisions) };
    }
    case 'workingDays': {
      const { from, to, count, stops } = given;
      const { day, provisional } = addWorkingDays(stateCalendar, from, count, stops);
      return { added: [day, provisional], between: workingDaysBetween(stateCalendar, from, to, stops) };
    }
    case 'rfc3797':
      return selectByRfc3797(given.key, given.pool, given.places);
    case 'versions':
      return {
        inForce: inForceOn(given.versions, given.day)?.version ?? null,
        standings: given.versions.map((one) => standingOf(given.versions, one, given.day)),
      };
    case 'whatIf': {
      const { days, freezes } = given;
      const agencies = given.agencies.map(agencyHistory);
      const nothing = { assessments: [], rubrics: {}, drawPolicy: defaultDrawPolicy };
      const history = { days, freezes, agencies, ...nothing };
      const version = (policy: RatingPolicy) => ({ policy, rubric: null });
      return shownWhatIf(whatIf(history, version(given.before), version(given.after)));
    }
    case 'next':
      return outlook(given.policy, given.record, given.asOf, given.current).next.map((one) => [
        one.rating,
        one.points,
      ]);
  }
}

export function shownAssessment({ points, tier, dimensions, leaves, applicable, earned }: Assessment) {
  const items = dimensions.flatMap((dimension) => dimension.items);
  const heavy = (item: string) =>
    leaves
      .filter((leaf) => leaf.item === item && leaf.lost > 0)
      .sort((a, b) => b.lost - a.lost || b.counted - a.counted);
  const ordered = items.flatMap(({ code }) => heavy(code));
  return {
    points,
    tier,
    gaps: items.filter((item) => item.gaps.length > 0).map((item) => item.code),
    applicable,
    earned,
    dimensions: dimensions.map((dimension) => ({
      code: dimension.code,
      points: dimension.points,
      applicable: dimension.applicable,
      items: dimension.items.map((item) => ({
        code: item.code,
        points: item.points,
        leaves: heavy(item.code).map((leaf) => leaf.lost),
        gap: item.gaps.length > 0,
        notApplicable: item.notApplicable !== null,
        step: item.step,
      })),
    })),
    leaves: ordered.map(({ item, lost }) => [item, lost]),
    counted: points === null ? null : ordered.map((leaf) => leaf.counted).sort((a, b) => a - b),
  };
}

/** The open rules in their order with who can close each, and how many changes it takes until when. */
export function shownWayBack({ reasons, way }: WayBack) {
  const holds = reasons.map(({ ruleId, hold }) => [ruleId, hold] as const);
  return {
    holds: holds.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    size: way && way.steps.flatMap(({ changes }) => changes).length,
    day: way && way.eligibleOn,
    inTime: way && way.inTime,
  };
}

function movesOf(migration: Migration) {
  const moves = migration.flatMap((row, from) =>
    row.flatMap((count, to) => (count > 0 ? [[`${places[from]}→${places[to]}`, count] as const] : [])),
  );
  return Object.fromEntries(moves);
}

const standing = (one: Standing | null) => one && [one.place, one.points, one.weight];
const itemOf = (item: ScoredItem | null) => item && [item.points, item.full];

export function shownWhatIf({ days, agencies, commissions, freezes }: WhatIf) {
  return {
    days: days.map(({ asOf, migration, unknown }) => ({ asOf, moves: movesOf(migration), unknown })),
    agencies: agencies.map(({ agencyId, before, after, direction, eligibility, gaps }) => {
      if (gaps.length > 0 !== (before === null || after === null)) throw new Error('a gap of nothing');
      return { agencyId, before: standing(before), after: standing(after), direction, eligibility };
    }),
    commissions: commissions.map(({ commissionId, before, after, items }) => ({
      commissionId,
      before: [before.points, before.tier],
      after: after && [after.points, after.tier],
      items: items.map((one) => [(one.after ?? one.before)!.code, itemOf(one.before), itemOf(one.after)]),
    })),
    freezes: freezes.map(({ commissionId, candidates }) => ({
      commissionId,
      candidates: candidates.map(({ agencyId, atFreeze, before, after }) => [
        agencyId,
        atFreeze,
        before && [before.place, before.weight],
        after && [after.place, after.weight],
      ]),
    })),
  };
}

export function shownSelfEvaluation(sheet: SelfEvaluationSheet) {
  const { points, grade, parts, indicators, refused, warnings } = sheet;
  if ((points === null) !== refused.length > 0) throw new Error('refused without saying why');
  const got = Object.fromEntries(parts.map((part) => [part.part, part.got]));
  return { points, grade, parts: got, indicators, warned: warnings.length > 0 };
}
