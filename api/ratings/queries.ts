/** 信用等级: what it is computed from, what was decided, what holds. */
import { sql, type Insertable } from 'kysely';
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayOf,
  type Calendar,
  type Day,
  type Instant,
} from '#scoring/calendar.ts';
import type { CreditRecord, FinalAssessment, Finding, UpkeepFault } from '#scoring/credit-record.ts';
import { recordsTakenOver } from '#scoring/identity-change.ts';
import type { Periods } from '#scoring/periods.ts';
import type { RatingResult } from '#scoring/rating.ts';
import type { AssessmentTier, CreditRating } from '#scoring/scale.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { everKnown, type Db } from '../database.ts';
import { listFollowed } from '../identity-changes/queries.ts';
import type { Actor } from '../permissions.ts';
import { isTrialRating, readDays } from '../policies/queries.ts';
import { currentRestrictions, currentSanctions, sanctionClasses } from '../sanctions/queries.ts';
import type { RatingDecisionTable } from '../tables.ts';

export interface RatingInForce {
  agencyId: string;
  /** null: 未评级 */
  rating: CreditRating | null;
  /** Points in hundredths; null when 未评级. */
  points: number | null;
  decisionId: string;
  effectiveOn: Day;
  recordedAt: Instant;
  cause: string;
  causeType: string;
  /** 试评: the policy was not adopted when this was decided. */
  trial: boolean;
}

/**
 * 信用等级 in force: the newest decision whose day has come and that nothing supersedes. One row per agency that a
 * decision was ever made about; an agency without a row is 未评级.
 */
export async function ratingsInForce(db: Db, instant: Instant, agencyId?: string): Promise<RatingInForce[]> {
  let select = db
    .selectFrom('ratingDecision as decision')
    .distinctOn('decision.agencyId')
    .select([
      'decision.agencyId',
      'decision.rating',
      'decision.points',
      'decision.id as decisionId',
      'decision.effectiveOn',
      'decision.recordedAt',
      'decision.cause',
      'decision.causeType',
      isTrialRating('decision').as('trial'),
    ])
    .where(hasComeIntoForce('decision', instant));
  if (agencyId) select = select.where('decision.agencyId', '=', agencyId);
  return select
    .orderBy('decision.agencyId')
    .orderBy('decision.effectiveOn', 'desc')
    .orderBy('decision.recordedAt', 'desc')
    .orderBy('decision.id', 'desc')
    .execute();
}

/** The decision's day has come and nothing supersedes it: the newest such one holds. For queries whose `alias` it is. */
export const hasComeIntoForce = (alias: string, instant: Instant) =>
  sql<boolean>`(${sql.ref(`${alias}.recordedAt`)} <= ${instant}
    and ${sql.ref(`${alias}.effectiveOn`)} <= ${dayOf(instant)}
    and not exists (select from rating_decision later
      where later.supersedes = ${sql.ref(`${alias}.id`)} and later.recorded_at <= ${instant}))`;

/** What the rating of the agency is computed from. Facts after `asOf` are in it; `rate` leaves them out. */
export async function recordOf(
  db: Db,
  agencyId: string,
  asOf: Day,
  knownAt?: Instant,
): Promise<CreditRecord> {
  return (await recordsOf(db, asOf, agencyId, knownAt)).get(agencyId) ?? noRecord;
}

/** The records of all agencies, or of one, by the same few queries: as the books stood at `knownAt`, or as they stand. */
export async function recordsOf(
  db: Db,
  asOf: Day,
  agencyId?: string,
  knownAt?: Instant,
): Promise<Map<string, CreditRecord>> {
  const { agencyIds, recordOn } = await readRecords(db, agencyId, knownAt);
  return new Map(agencyIds.map((id) => [id, recordOn(id, asOf)]));
}

export interface Records {
  agencyIds: readonly string[];
  /** As the day sees it: days differ in what is overdue by then. */
  recordOn: (agencyId: string, day: Day) => CreditRecord;
  /** Whether any periods were in force on the day: without them nobody knows what was due. */
  isKnown: (day: Day) => boolean;
}

/** What any day's record of any agency is made of, read once. */
export async function readRecords(db: Db, agencyId?: string, knownAt: Instant = everKnown): Promise<Records> {
  const links = await listFollowed(db, knownAt);
  const whose =
    agencyId === undefined ? undefined : [agencyId, ...recordsTakenOver(links, agencyId, everDay)];
  const [calendar, daysOn, agencies, results, filings, confirmations, findings, sanctions, restrictions] =
    await Promise.all([
      loadCalendar(db),
      readDays(db),
      scoped(db.selectFrom('agency').select('id as agencyId'), 'id', agencyId).execute(),
      scoped(currentResults(db, knownAt), 'agencyId', whose).execute(),
      scoped(changeFilings(db, knownAt), 'dossier.agencyId', agencyId).execute(),
      listConfirmations(db, agencyId, knownAt),
      scoped(
        db.selectFrom('inspectionFinding').selectAll().where('recordedAt', '<=', knownAt),
        'agencyId',
        whose,
      )
        .orderBy('recordedAt')
        .execute(),
      scoped(currentSanctions(db, knownAt), 'sanction.agencyId', whose).execute(),
      scoped(currentRestrictions(db, knownAt), 'restriction.agencyId', whose).execute(),
    ]);
  const dueAfter = deadlines(calendar);
  const own = {
    ...{ results: byAgency(results), filings: byAgency(filings), confirmations: byAgency(confirmations) },
    ...{ findings: byAgency(findings), sanctions: byAgency(sanctions) },
    restrictions: byAgency(restrictions),
  };
  const recordOn = (id: string, asOf: Day): CreditRecord => {
    const days = daysOn(asOf);
    if (!days) throw new Error(`no policy days in force on ${asOf}`);
    // What was taken over by then counts as the agency's own; its upkeep is judged by its own dossier alone.
    const ids = [id, ...recordsTakenOver(links, id, asOf)];
    return {
      assessments: ids.flatMap(own.results).map(assessmentOf),
      upkeepFaults: [
        ...own.filings(id).flatMap((row) => lateChange(dueAfter, days, row, asOf)),
        ...missingConfirmations(
          dueAfter,
          days,
          own.confirmations(id).map(({ on }) => on),
          id,
          asOf,
        ),
      ],
      findings: findingsOf(dueAfter, days, ids.flatMap(own.findings)),
      decisions: ids
        .flatMap(own.sanctions)
        .filter((row) => row.endedHow !== 'revoked')
        .map((row) => ({
          factId: row.code,
          class: sanctionClasses[row.class],
          from: row.fromDay,
          until: row.class === 'minor' ? null : row.untilDay,
          repairedOn: row.endedOn,
        })),
      restrictedUntil: ids
        .flatMap(own.restrictions)
        .filter((row) => row.endedHow === null)
        .reduce<Day | null>(
          (last, row) => (last === null || row.untilDay > last ? row.untilDay : last),
          null,
        ),
    };
  };
  return {
    agencyIds: agencies.map(({ agencyId: id }) => id),
    recordOn,
    isKnown: (day) => daysOn(day) !== undefined,
  };
}

/** So many working days after a day. The same deadlines return for every agency and day: each is counted once. */
type DueAfter = (from: Day, workingDays: number) => Day;

function deadlines(calendar: Calendar): DueAfter {
  const counted = new Map<string, Day>();
  return (from, workingDays) => {
    const key = `${from} ${workingDays}`;
    const due = counted.get(key) ?? addWorkingDays(calendar, from, workingDays).day;
    counted.set(key, due);
    return due;
  };
}

/** Looks up an agency's own rows. */
function byAgency<Row extends { agencyId: string }>(rows: readonly Row[]): (id: string) => readonly Row[] {
  const groups = Map.groupBy(rows, (row) => row.agencyId);
  return (id) => groups.get(id) ?? [];
}

const assessmentOf = (
  row: Awaited<ReturnType<ReturnType<typeof currentResults>['execute']>>[number],
): FinalAssessment => ({
  id: row.id,
  contractId: row.contractId,
  finalisedOn: row.effectiveOn,
  points: row.points,
  tier: row.tier as AssessmentTier,
  vetoed: row.vetoed,
  factIds: row.factIds ?? [],
});

const noRecord: CreditRecord = {
  assessments: [],
  upkeepFaults: [],
  findings: [],
  decisions: [],
  restrictedUntil: null,
};

/** After every day that is written. */
const everDay: Day = '9999-12-31';

/** Narrows a query to one agency, or to those whose records it holds, where one is named. */
function scoped<Query>(select: Query, column: string, named: string | readonly string[] | undefined): Query {
  if (named === undefined) return select;
  const ids = typeof named === 'string' ? [named] : [...named];
  return (select as { where(column: string, is: string, value: string[]): Query }).where(column, 'in', ids);
}

/** Final assessments that nothing supersedes, with the facts that their items deducted for. */
const currentResults = (db: Db, knownAt: Instant) =>
  db
    .selectFrom('assessmentResult as result')
    .select([
      'result.id',
      'result.agencyId',
      'result.contractId',
      'result.effectiveOn',
      'result.points',
      'result.tier',
      'result.vetoed',
      sql<string[] | null>`(select jsonb_agg(distinct leaf ->> 'factId')
        from jsonb_array_elements(result.explanation -> 'leaves') leaf
        where leaf ->> 'factId' is not null)`.as('factIds'),
    ])
    .where('result.recordedAt', '<=', knownAt)
    .where(
      sql<boolean>`not exists (select from assessment_result later
        where later.supersedes = result.id and later.recorded_at <= ${knownAt})`,
    );

/** Filings that say from which day on the facts had changed, with the day they first came in. */
const changeFilings = (db: Db, knownAt: Instant) =>
  db
    .selectFrom('dossier')
    .select((eb) => [
      'dossier.id',
      'dossier.agencyId',
      'dossier.changedOn',
      eb
        .selectFrom('dossierSubmission')
        .select((min) => min.fn.min('submittedAt').as('at'))
        .whereRef('dossierSubmission.dossierId', '=', 'dossier.id')
        .where('withdrawnAt', 'is', null)
        .where('submittedAt', '<=', knownAt)
        .as('submittedAt'),
    ])
    .where('dossier.openedAt', '<=', knownAt)
    .where('dossier.changedOn', 'is not', null);

/** Every day on which an agency said 「仍然正确」 or a version of its dossier was checked, in order. */
async function listConfirmations(db: Db, agencyId: string | undefined, knownAt: Instant) {
  const checked = scoped(
    db
      .selectFrom('dossierVersion')
      .select(['agencyId', 'effectiveOn as on'])
      .where('recordedAt', '<=', knownAt),
    'agencyId',
    agencyId,
  );
  const confirmed = scoped(
    db
      .selectFrom('dossierConfirmation')
      .select(['agencyId', 'confirmedOn as on'])
      .where('recordedAt', '<=', knownAt),
    'agencyId',
    agencyId,
  );
  return checked.unionAll(confirmed).orderBy('on').execute();
}

/** 变更逾期未报 (4号 8): the change came in, or is still to come, after its working days. */
function lateChange(
  dueAfter: DueAfter,
  days: Periods,
  filing: { id: string; changedOn: Day | null; submittedAt: Instant | null },
  asOf: Day,
): UpkeepFault[] {
  const due = dueAfter(filing.changedOn!, days.factChange);
  const filed = filing.submittedAt === null ? null : dayOf(filing.submittedAt);
  if ((filed ?? asOf) <= due) return [];
  return [{ factId: `dossier:${filing.id}`, kind: 'lateChange', on: addDays(due, 1) }];
}

/** One fault for each yearly confirmation that had not come by the end of its grace. */
function missingConfirmations(
  dueAfter: DueAfter,
  days: Periods,
  confirmed: readonly Day[],
  agencyId: string,
  asOf: Day,
): UpkeepFault[] {
  return confirmed.flatMap((day, index) => {
    const following = confirmed[index + 1] ?? addDays(asOf, 1);
    const faults: UpkeepFault[] = [];
    for (let months = 12; ; months += 12) {
      const due = addMonths(day, months);
      const graceEnds = dueAfter(due, days.dossierConfirmationGrace);
      if (following <= graceEnds) return faults;
      const factId = `dossierConfirmation:${agencyId}:${due}`;
      faults.push({ factId, kind: 'confirmationMissing', on: addDays(graceEnds, 1) });
    }
  });
}

/** Findings with their answers: a row that supersedes carries the answer, the first one the day. */
function findingsOf(
  dueAfter: DueAfter,
  days: Periods,
  rows: readonly {
    id: string;
    gravity: 'major' | 'minor';
    answeredOn: Day | null;
    effectiveOn: Day;
    supersedes: string | null;
  }[],
): Finding[] {
  const rootOf = (row: (typeof rows)[number]): (typeof rows)[number] => {
    const before = rows.find(({ id }) => id === row.supersedes);
    return before ? rootOf(before) : row;
  };
  return rows
    .filter((row) => !rows.some(({ supersedes }) => supersedes === row.id))
    .map((row) => {
      const root = rootOf(row);
      return {
        factId: `finding:${root.id}`,
        gravity: row.gravity,
        foundOn: root.effectiveOn,
        dueOn: dueAfter(root.effectiveOn, days.inspectionAnswer),
        answeredOn: row.answeredOn,
      };
    });
}

/** Held while a rating is decided, so that two events of one agency follow each other. */
export const lockAgency = (db: Db, id: string) =>
  db
    .selectFrom('agency')
    .select(['id', 'code', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();

export const insertRatingDecisions = (db: Db, rows: Insertable<RatingDecisionTable>[]) =>
  db.insertInto('ratingDecision').values(rows).execute();

/** Ratings that the public still sees, of one agency. */
export const listPublishedRatings = (db: Db, agencyId: string) =>
  db
    .selectFrom('disclosure')
    .innerJoin('ratingDecision', 'ratingDecision.id', 'disclosure.subjectId')
    .select(['disclosure.id', 'ratingDecision.rating'])
    .where('disclosure.kind', '=', 'rating')
    .where('disclosure.agencyId', '=', agencyId)
    .where('disclosure.withdrawnAt', 'is', null)
    .execute();

export const markWithdrawn = (db: Db, ids: string[], at: Instant, reason: string) =>
  db
    .updateTable('disclosure')
    .set({ withdrawnAt: at, withdrawnReason: reason })
    .where('id', 'in', ids)
    .execute();

/** All agencies the actor may know of, by code, with the number of their final assessments. */
export function listAgencies(db: Db, actor: Actor) {
  let select = db.selectFrom('agency').select((eb) => [
    'agency.id',
    'agency.code',
    'agency.name',
    eb
      .selectFrom('assessmentResult as result')
      .select((count) => count.fn.countAll<number>().as('count'))
      .whereRef('result.agencyId', '=', 'agency.id')
      .where(
        sql<boolean>`not exists (select from assessment_result later where later.supersedes = result.id)`,
      )
      .as('assessments'),
  ]);
  if (actor.agencyId) select = select.where('agency.id', '=', actor.agencyId);
  return select.orderBy('agency.code').limit(1000).execute();
}

export async function findAgencyByCode(db: Db, actor: Actor, code: string) {
  let select = db.selectFrom('agency').select(['id', 'code', 'name']).where('code', '=', code);
  if (actor.agencyId) select = select.where('id', '=', actor.agencyId);
  return select.executeTakeFirst();
}

/** Every decision about one agency, newest first. */
export async function listRatingDecisions(db: Db, agencyId: string) {
  return db
    .selectFrom('ratingDecision as decision')
    .innerJoin('policyVersion as policy', 'policy.id', 'decision.policyId')
    .leftJoin('collectiveDecision as collective', 'collective.id', 'decision.decisionId')
    .select([
      'decision.id',
      'decision.rating',
      'decision.points',
      'decision.occasion',
      'decision.cause',
      'decision.causeType',
      'decision.asOf',
      sql<RatingResult>`decision.result`.as('result'),
      'decision.digest',
      'decision.effectiveOn',
      'decision.recordedAt',
      'decision.supersedes',
      'policy.version as policyVersion',
      isTrialRating('decision').as('trial'),
      'collective.minutesNumber',
    ])
    .where('decision.agencyId', '=', agencyId)
    .orderBy('decision.effectiveOn', 'desc')
    .orderBy('decision.recordedAt', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(200)
    .execute();
}

/** The pages of the portal where an agency's assessments and decisions stand, by the id that a rating's lines name. */
export async function listSources(db: Db, agencyId: string): Promise<Record<string, string>> {
  const [results, sanctions] = await Promise.all([
    db
      .selectFrom('assessmentResult as result')
      .innerJoin('assessment', 'assessment.id', 'result.assessmentId')
      .select(['result.id', 'assessment.code'])
      .where('result.agencyId', '=', agencyId)
      .execute(),
    db.selectFrom('sanction').select('code').distinct().where('agencyId', '=', agencyId).execute(),
  ]);
  return Object.fromEntries([
    ...results.map(({ id, code }) => [id, `/assessments/${code}`]),
    ...sanctions.map(({ code }) => [code, `/sanctions/${code}`]),
  ]);
}

/** The reasons printed beside the ratings in force. */
export const listReasons = (db: Db, decisionIds: string[]) =>
  decisionIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('ratingDecision')
        .select(['id', sql<string[] | null>`result -> 'reasons'`.as('reasons')])
        .where('id', 'in', decisionIds)
        .execute();

/** Agencies whose rating an event after the day has already decided. */
export const listDecidedAfter = (db: Db, day: Day) =>
  db
    .selectFrom('ratingDecision')
    .select('agencyId')
    .distinct()
    .where('asOf', '>', day)
    .where('effectiveOn', '>', day)
    .where('occasion', '=', 'event')
    .where('causeType', '<>', 'restrictionEnd')
    .execute();

export const findYearlyDecision = (db: Db, asOf: Day) =>
  db
    .selectFrom('ratingDecision')
    .select('recordedAt')
    .where('occasion', '=', 'yearly')
    .where('asOf', '=', asOf)
    .limit(1)
    .executeTakeFirst();
