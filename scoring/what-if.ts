/**
 * 推演: what a version of a rubric or rating policy would have said of the whole history, beside what another one says.
 * Everything comes out of `rate` and `assess`; what they cannot be asked is named, never guessed.
 */
import type { Day } from './calendar.ts';
import { type CreditRecord, isWithin, recordFaults } from './credit-record.ts';
import { type DrawCandidate, type DrawPolicy, weightOf } from './draw.ts';
import {
  directionOf,
  type Direction,
  type Migration,
  migrationOf,
  type Place,
  placeOf,
} from './migration.ts';
import type { Points } from './points.ts';
import { rate } from './rating.ts';
import type { RatingPolicy } from './rating-policy.ts';
import {
  type ComparedCommission,
  comparedCommission,
  type PastAssessment,
  reassess,
} from './reassessment.ts';
import type { Rubric } from './rubric.ts';
import type { CreditRating } from './scale.ts';

export interface Version {
  readonly policy: RatingPolicy;
  /** null: each assessment as it is recorded, by the rubric that governed its commission. */
  readonly rubric: Rubric | null;
}

export interface History {
  /** The days compared, rising; the last one is the day of the run, the others are ends of years before it. */
  readonly days: readonly Day[];
  readonly agencies: readonly AgencyHistory[];
  /** Final assessments up to the day of the run. */
  readonly assessments: readonly PastAssessment[];
  /** By id: the rubrics that the assessments were made by. */
  readonly rubrics: Readonly<Record<string, Rubric>>;
  readonly freezes: readonly PastFreeze[];
  readonly drawPolicy: DrawPolicy;
}

export interface AgencyHistory {
  readonly agencyId: string;
  /** Of the credit record what every day sees alike. */
  readonly lasting: Omit<CreditRecord, keyof Dated>;
  /**
   * For each day compared and each day on which a list with the agency on it was frozen. A list of a day that is not
   * here cannot be compared: what was due by then is not known.
   */
  readonly dated: Readonly<Record<Day, Dated>>;
  /** Last day of the 受限 in force on the day of the run; a decision of its own that no rating undoes. */
  readonly restrictedUntil: Day | null;
}

/** What a day sees in a way of its own: what was overdue by then, by the periods of then. */
export type Dated = Pick<CreditRecord, 'upkeepFaults' | 'findings'>;

/** A frozen list: who stood on it, at which rating in force. */
export interface PastFreeze {
  readonly commissionId: string;
  readonly frozenOn: Day;
  readonly isDrawn: boolean;
  readonly candidates: readonly DrawCandidate[];
}

export interface WhatIf {
  /** How many final assessments there were to compute again. */
  readonly assessments: number;
  readonly days: readonly ComparedDay[];
  readonly agencies: readonly ComparedAgency[];
  readonly commissions: readonly ComparedCommission[];
  readonly freezes: readonly ComparedFreeze[];
}

export interface ComparedDay {
  readonly asOf: Day;
  readonly migration: Migration;
  /** Agencies that one of the versions cannot rate on that day; they are in no cell. */
  readonly unknown: number;
}

export interface Standing {
  readonly place: Place;
  readonly points: Points | null;
  readonly reasons: readonly string[];
  /** In a draw without running work; D has none. */
  readonly weight: string;
}

export interface ComparedAgency {
  readonly agencyId: string;
  /** null: cannot be rated by this version, see `gaps`. */
  readonly before: Standing | null;
  readonly after: Standing | null;
  readonly direction: Direction | null;
  /** D is never drawn and leads to a 受限 proposal. */
  readonly eligibility: 'loses' | 'gains' | null;
  readonly restrictedUntil: Day | null;
  readonly gaps: readonly string[];
}

/** Only those whose list would have differed or cannot be computed. */
export interface ComparedFreeze {
  readonly commissionId: string;
  readonly frozenOn: Day;
  readonly isDrawn: boolean;
  readonly candidates: readonly ComparedCandidate[];
}

export interface ComparedCandidate {
  readonly agencyId: string;
  /** In force at the freeze. */
  readonly atFreeze: Place;
  readonly before: Candidacy | null;
  readonly after: Candidacy | null;
}

export interface Candidacy {
  readonly place: Place;
  /** At the load of the freeze. */
  readonly weight: string;
}

/** The rules for both versions are the same, so that one version beside itself gives no difference at all. */
export function whatIf(history: History, before: Version, after: Version): WhatIf {
  const steps = whatIfInSteps(history, before, after);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * As `whatIf`, with a pause after each small part: whoever runs it may let others work in between. A pause says how many
 * agencies are compared by then.
 */
export function* whatIfInSteps(history: History, before: Version, after: Version): Steps<WhatIf> {
  const sides = [yield* sideOf(history, before), yield* sideOf(history, after)] as const;
  const { days, agencies } = yield* comparedAgencies(history, sides);
  const byId = new Map(history.agencies.map((agency) => [agency.agencyId, agency]));
  const compared = agencies.length;
  return {
    assessments: history.assessments.length,
    days,
    agencies,
    commissions: yield* each(history.assessments, compared, (past) =>
      comparedCommission(past, sides[0].again.get(past.id), sides[1].again.get(past.id)),
    ),
    freezes: yield* each(history.freezes, compared, (freeze) =>
      comparedFreeze(history.drawPolicy, byId, sides, freeze),
    ),
  };
}

type Steps<Result> = Generator<number, Result>;

/** `flatMap` with a pause after each item. */
function* each<Item, Result>(
  items: readonly Item[],
  compared: number,
  of: (item: Item) => readonly Result[],
): Steps<readonly Result[]> {
  const found: Result[] = [];
  for (const item of items) {
    found.push(...of(item));
    yield compared;
  }
  return found;
}

interface Side {
  readonly policy: RatingPolicy;
  /** By the id of the assessment; one that is not in it counts as it is recorded. */
  readonly again: ReadonlyMap<string, ReturnType<typeof reassess>>;
}
type Sides = readonly [before: Side, after: Side];

function* sideOf({ assessments, rubrics }: History, { policy, rubric }: Version): Steps<Side> {
  if (rubric === null) return { policy, again: new Map() };
  const again = yield* each(assessments, 0, (past) => [[past.id, reassess(past, rubrics, rubric)] as const]);
  return { policy, again: new Map(again) };
}

type Rated = {
  readonly rating: CreditRating | null;
  readonly points: Points | null;
  readonly reasons: readonly string[];
};
type Rating = { readonly value: Rated } | { readonly value: null; readonly gap: string };

/** The rating by one version; unknown while an assessment that it would count cannot be computed. */
function ratingOf({ policy, again }: Side, record: CreditRecord, asOf: Day): Rating {
  const reach = reachOf(policy);
  const missing = record.assessments.filter(
    ({ id, finalisedOn }) => again.get(id)?.scored === null && isWithin(finalisedOn, reach, asOf),
  );
  if (missing.length > 0) return { value: null, gap: `${missing.length} 项计入的考核无法重算` };
  const assessments = record.assessments.map((one) => {
    const scored = again.get(one.id)?.scored;
    return scored ? { ...one, points: scored.points, tier: scored.tier, factIds: scored.factIds } : one;
  });
  const changed = { ...record, assessments };
  if (recordFaults(changed).length > 0) return { value: null, gap: '信用记录有待核对（同一事实重复扣分等）' };
  const { rating, points, reasons } = rate(policy, changed, asOf);
  return { value: { rating, points, reasons } };
}

/** The longest window in which the policy looks at an assessment's result. */
const reachOf = ({ weights, caps }: RatingPolicy): number =>
  Math.max(...weights.map(({ months }) => months), ...caps.map((cap) => ('months' in cap ? cap.months : 0)));

function recordOn({ agencyId, lasting, dated }: AgencyHistory, day: Day): CreditRecord {
  const found = dated[day];
  if (!found) throw new Error(`no record of ${agencyId} on ${day}`);
  return { ...lasting, ...found };
}

/** Agency by agency over all days, so that each is either compared or not begun. */
function* comparedAgencies({ days, agencies, drawPolicy }: History, sides: Sides) {
  const today = days.at(-1);
  if (today === undefined) throw new Error('a what-if needs a day');
  const moves = days.map((): Move[] => []);
  const compared: ComparedAgency[] = [];
  for (const agency of agencies) {
    for (const [index, day] of days.entries()) {
      moves[index]!.push(...moveOf(sides, recordOn(agency, day), day));
      yield compared.length;
    }
    compared.push(comparedAgency(drawPolicy, sides, agency, today));
    yield compared.length;
  }
  const comparedDays = days.map((asOf, index): ComparedDay => {
    const ofDay = moves[index]!;
    return { asOf, migration: migrationOf(ofDay), unknown: agencies.length - ofDay.length };
  });
  return { days: comparedDays, agencies: compared };
}

type Move = { readonly before: Place; readonly after: Place };

/** Nothing when one of the versions cannot rate the agency on the day. */
function moveOf([before, after]: Sides, record: CreditRecord, day: Day): Move[] {
  const from = ratingOf(before, record, day).value;
  const to = ratingOf(after, record, day).value;
  return from && to ? [{ before: placeOf(from.rating), after: placeOf(to.rating) }] : [];
}

function comparedAgency(
  drawPolicy: DrawPolicy,
  [before, after]: Sides,
  agency: AgencyHistory,
  asOf: Day,
): ComparedAgency {
  const record = recordOn(agency, asOf);
  const ratings = [ratingOf(before, record, asOf), ratingOf(after, record, asOf)] as const;
  const standing = ({ value }: Rating): Standing | null =>
    value && {
      place: placeOf(value.rating),
      points: value.points,
      reasons: value.reasons,
      weight: weightText(drawPolicy, { agencyId: '', rating: value.rating, running: 0, cap: 1 }),
    };
  const [from, to] = [standing(ratings[0]), standing(ratings[1])];
  return {
    agencyId: agency.agencyId,
    before: from,
    after: to,
    direction: from && to && directionOf(from.place, to.place),
    eligibility: from && to && eligibilityOf(from.place, to.place),
    restrictedUntil: agency.restrictedUntil,
    gaps: [...new Set(ratings.flatMap((one) => ('gap' in one ? [one.gap] : [])))],
  };
}

function eligibilityOf(before: Place, after: Place): ComparedAgency['eligibility'] {
  if ((before === 'D') === (after === 'D')) return null;
  return after === 'D' ? 'loses' : 'gains';
}

function weightText(policy: DrawPolicy, candidate: DrawCandidate): string {
  if (candidate.rating === 'D') return '0/1';
  const { n, d } = weightOf(policy, candidate);
  return `${n}/${d}`;
}

function comparedFreeze(
  drawPolicy: DrawPolicy,
  agencies: ReadonlyMap<string, AgencyHistory>,
  [before, after]: Sides,
  freeze: PastFreeze,
): ComparedFreeze[] {
  const { commissionId, frozenOn, isDrawn } = freeze;
  const candidates = freeze.candidates.flatMap((candidate): ComparedCandidate[] => {
    const agency = agencies.get(candidate.agencyId);
    if (!agency) throw new Error(`no history of the candidate ${candidate.agencyId}`);
    const candidacy = (side: Side): Candidacy | null => {
      if (!agency.dated[frozenOn]) return null;
      const { value } = ratingOf(side, recordOn(agency, frozenOn), frozenOn);
      if (value === null) return null;
      const weight = weightText(drawPolicy, { ...candidate, rating: value.rating });
      return { place: placeOf(value.rating), weight };
    };
    const [from, to] = [candidacy(before), candidacy(after)];
    if (from && to && from.place === to.place) return [];
    const { agencyId, rating } = candidate;
    return [{ agencyId, atFreeze: placeOf(rating), before: from, after: to }];
  });
  return candidates.length === 0 ? [] : [{ commissionId, frozenOn, isDrawn, candidates }];
}
