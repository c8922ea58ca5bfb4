import type { z } from 'zod';
import type { Day, Instant } from '#scoring/calendar.ts';
import { recordFaults, type CreditRecord } from '#scoring/credit-record.ts';
import { outlook, type Outlook } from '#scoring/rating-outlook.ts';
import { compareRatings, inOrder, rate, type RatingResult } from '#scoring/rating.ts';
import { recordedReceipt, type Receipt } from '#scoring/receipt.ts';
import type { RatingPolicy } from '#scoring/rating-policy.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { recordDecision } from '../collective-decisions/commands.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import {
  adoptionOn,
  findPolicy,
  findPolicyVersion,
  getPolicyInForce,
  type Policy,
} from '../policies/queries.ts';
import { invalidField, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { yearlyDecision } from './schema.ts';

export interface RatingCause {
  /** What led to the decision, as it is printed. */
  text: string;
  type: 'assessment' | 'sanction' | 'restriction' | 'restrictionEnd' | 'finding' | 'identityChange';
  id: string | null;
}

export interface DecidedRating {
  decisionId: string;
  before: CreditRating | null;
  rating: CreditRating | null;
  points: number | null;
  reasons: readonly string[];
}

/**
 * Decides the agency's rating anew, in the transaction of the event that makes it necessary. `effectiveOn` lies ahead
 * only where the day itself is the event: the end of a 受限.
 */
export async function decideRating(
  context: Context,
  agencyId: string,
  cause: RatingCause,
  more: { effectiveOn?: Day; decisionId?: string; supersedes?: string } = {},
): Promise<DecidedRating> {
  const agency = await queries.lockAgency(context.db, agencyId);
  const effectiveOn = more.effectiveOn ?? context.today;
  const policy = await ratingPolicyOn(context, context.today);
  const computed = await computeRating(context, policy, agencyId, effectiveOn);
  const { result } = computed;
  const [inForce] = await queries.ratingsInForce(context.db, context.now, agencyId);
  const before = inForce?.rating ?? null;
  const id = newId(context.now);
  await queries.insertRatingDecisions(context.db, [
    {
      ...rowOf(context, policy, computed),
      id,
      agencyId,
      occasion: 'event',
      cause: cause.text,
      causeType: cause.type,
      causeId: cause.id,
      asOf: effectiveOn,
      effectiveOn,
      decisionId: more.decisionId ?? null,
      supersedes: more.supersedes ?? null,
    },
  ]);
  if (effectiveOn <= context.today) await withdrawHigher(context, policy.content, agencyId, result.rating);
  await record(
    context,
    'rating.decided',
    { type: 'agency', id: agencyId, code: agency.code, agencyId },
    { before, rating: result.rating, points: result.points, effectiveOn, cause: cause.text },
  );
  return { decisionId: id, before, rating: result.rating, points: result.points, reasons: result.reasons };
}

/** A trial computation (试算): by the facts of `asOf`, as far as the books knew them at `knownAt`. Writes nothing. */
export async function computeRating(
  context: Pick<Context, 'db'>,
  policy: Policy<RatingPolicy>,
  agencyId: string,
  asOf: Day,
  knownAt?: Instant,
): Promise<Computed> {
  return computeFrom(policy.content, await queries.recordOf(context.db, agencyId, asOf, knownAt), asOf);
}

/** A rating and the receipt of what it was computed from. */
export interface Computed {
  result: RatingResult;
  receipt: Receipt;
}

function computeFrom(policy: RatingPolicy, given: CreditRecord, asOf: Day): Computed {
  refuseFaults(recordFaults(given));
  const result = rate(policy, given, asOf);
  return { result, receipt: recordedReceipt('rating', { policy, record: inOrder(given), asOf }, result) };
}

/** A trial of the day and the version that are asked for, and what would lift the rating in force by the facts of today. */
export async function trialAndOutlook(
  { db, today }: Pick<Context, 'db' | 'today'>,
  agencyId: string,
  tried: { policy: Policy<RatingPolicy>; asOf: Day; knownAt?: Instant | undefined },
  inForce: { policy: Policy<RatingPolicy>; rating: CreditRating | null },
): Promise<{ trial: Computed; ahead: Outlook }> {
  const known = await queries.readRecords(db, agencyId);
  const asked = tried.knownAt === undefined ? known : await queries.readRecords(db, agencyId, tried.knownAt);
  const trial = computeFrom(tried.policy.content, asked.recordOn(agencyId, tried.asOf), tried.asOf);
  const ofToday = known.recordOn(agencyId, today);
  refuseFaults(recordFaults(ofToday));
  return { trial, ahead: outlook(inForce.policy.content, ofToday, today, inForce.rating) };
}

/** The policy in force on the day, with the papers of its adoption when that has taken effect. */
export async function ratingPolicyOn({ db }: Pick<Context, 'db'>, day: Day): Promise<Policy<RatingPolicy>> {
  return withAdoption(db, await getPolicyInForce<RatingPolicy>(db, 'rating', day), day);
}

/** What was due on a day is only known from the first day on that periods were in force. */
export async function assertPeriodsKnown(
  { db }: Pick<Context, 'db'>,
  field: string,
  day: Day,
): Promise<void> {
  if (await findPolicy(db, 'days', day)) return;
  throw invalidField(field, `${day} 还没有施行中的办理时限，不能计算，请改用以后的日期。`);
}

/** Any version, by its number. */
export async function findRatingPolicy(
  { db }: Pick<Context, 'db'>,
  version: number,
  day: Day,
): Promise<Policy<RatingPolicy> | undefined> {
  const policy = await findPolicyVersion<RatingPolicy>(db, 'rating', version);
  return policy && withAdoption(db, policy, day);
}

const withAdoption = async (
  db: Db,
  policy: Policy<RatingPolicy>,
  day: Day,
): Promise<Policy<RatingPolicy>> => ({
  ...policy,
  content: { ...policy.content, adoption: await adoptionOn(db, policy.id, day) },
});

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Refusal('conflict', `暂不能计算信用等级：${faults.join('；')}。`);
}

/** 年度评定 as of 31 December: one decision per agency, of one meeting. */
export async function decideYearlyRatings(context: Context, input: z.output<typeof yearlyDecision>) {
  authorize(context.actor, 'rating.decideYearly');
  const asOf = `${input.year}-12-31`;
  if (asOf >= context.today)
    throw invalidField('year', `${input.year} 年度以 12 月 31 日为准，须在次年作出决定；现在可以试算。`);
  await assertPeriodsKnown(context, 'year', asOf);
  if (input.heldOn <= asOf) throw invalidField('heldOn', `会议日期须在 ${asOf} 之后。`);
  if (await queries.findYearlyDecision(context.db, asOf))
    throw new Refusal('conflict', `${input.year} 年度信用等级已经决定，不能重复作出。`);
  const lines = await yearlyTrial(context, asOf);
  const decided = lines.filter(({ settled }) => !settled);
  if (decided.length === 0) throw new Refusal('conflict', '没有需要作出年度决定的机构。');
  const { year, ...meeting } = input;
  const subject = { type: 'yearlyRating' as const, id: newId(context.now), code: year };
  const decisionId = await recordDecision(context, 'yearlyRating', subject, meeting);
  const policy = await ratingPolicyOn(context, context.today);
  const rows = decided.map(({ agency, computed }) => ({
    ...rowOf(context, policy, computed),
    id: newId(context.now),
    agencyId: agency.id,
    occasion: 'yearly' as const,
    cause: `${input.year} 年度信用评定（${input.minutesNumber}）`,
    causeType: 'yearly',
    causeId: null,
    asOf,
    effectiveOn: context.today,
    decisionId,
    supersedes: null,
  }));
  await queries.insertRatingDecisions(context.db, rows);
  for (const {
    agency,
    before,
    computed: { result },
  } of decided) {
    await withdrawHigher(context, policy.content, agency.id, result.rating);
    await record(
      context,
      'rating.decidedYearly',
      { type: 'agency', id: agency.id, code: agency.code, agencyId: agency.id },
      {
        year: input.year,
        before,
        rating: result.rating,
        points: result.points,
        minutes: input.minutesNumber,
      },
    );
  }
  return { year: input.year, decided: decided.length, unchanged: lines.length - decided.length };
}

/** The dry run of a year: what each agency would be rated, beside what holds. An event of the new year stands. */
export async function yearlyTrial(context: Context, asOf: Day) {
  const { db, actor, now } = context;
  const policy = await ratingPolicyOn(context, context.today);
  const [agencies, records, inForce, later] = await Promise.all([
    queries.listAgencies(db, actor),
    queries.recordsOf(db, asOf),
    queries.ratingsInForce(db, now),
    queries.listDecidedAfter(db, asOf),
  ]);
  return agencies.map((agency) => {
    const current = inForce.find((row) => row.agencyId === agency.id);
    return {
      agency,
      before: current?.rating ?? null,
      beforePoints: current?.points ?? null,
      beforeIsTrial: current?.trial ?? false,
      settled: later.some((row) => row.agencyId === agency.id),
      computed: computeFrom(policy.content, records.get(agency.id)!, asOf),
    };
  });
}

const rowOf = (context: Context, policy: Policy, { result, receipt }: Computed) => ({
  policyId: policy.id,
  rating: result.rating,
  points: result.points,
  result: JSON.stringify(result),
  inputs: receipt.inputs,
  digest: receipt.inputsDigest,
  recordedBy: context.actor.accountId,
  recordedAt: context.now,
});

/** 复核中: what the public sees is never better than what holds. */
async function withdrawHigher(
  context: Context,
  policy: RatingPolicy,
  agencyId: string,
  rating: CreditRating | null,
): Promise<void> {
  const published = await queries.listPublishedRatings(context.db, agencyId);
  const higher = published.filter(
    (row) => row.rating !== null && (rating === null || compareRatings(policy, row.rating, rating) < 0),
  );
  if (higher.length === 0) return;
  const ids = higher.map(({ id }) => id);
  await queries.markWithdrawn(context.db, ids, context.now, '复核中：信用等级已重新决定');
}
