import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Day } from '#scoring/calendar.ts';
import type { CreditRecord } from '#scoring/credit-record.ts';
import { canonicalParts, type Canonical } from '#scoring/digest.ts';
import type { DrawPolicy } from '#scoring/draw.ts';
import { policyFaults, type RatingPolicy } from '#scoring/rating-policy.ts';
import { rubricFaults, type Rubric } from '#scoring/rubric.ts';
import {
  whatIfInSteps,
  type AgencyHistory,
  type Dated,
  type History,
  type Version,
} from '#scoring/what-if.ts';
import type { Context } from '../context.ts';
import { inSnapshot } from '../database.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { findPolicy, findPolicyById, getPolicyInForce, type Policy } from '../policies/queries.ts';
import { assertPeriodsKnown } from '../ratings/commands.ts';
import { invalidField } from '../refusal.ts';
import { inTurns } from '../turns.ts';
import * as queries from './queries.ts';
import { summaryOf, type newWhatIf, type Summary } from './schema.ts';

export interface Computed {
  policy: Policy;
  before: Policy;
  ratingPolicy: Policy<RatingPolicy>;
  asOf: string;
  inputsDigest: string;
  /** Canonical JSON. */
  result: string;
  resultDigest: string;
  summary: Summary;
}

/** Runs the version over the whole history, beside the one in force today: one read snapshot that cannot write. */
export async function computeWhatIf(
  context: Context,
  { policyId, asOf }: z.output<typeof newWhatIf>,
): Promise<Computed> {
  authorize(context.actor, 'whatIf.make');
  const { today } = context;
  if (asOf > today) throw invalidField('asOf', `推演日期不得晚于今天（${today}）。`);
  await assertPeriodsKnown(context, 'asOf', asOf);
  const { versions, past, draw, ...policies } = await inSnapshot(context.db, async (db) => {
    const policy = isId(policyId) ? await findPolicyById(db, policyId) : undefined;
    if (policy?.kind !== 'rubric' && policy?.kind !== 'rating')
      throw invalidField('policyId', '选择一版考核评分标准或信用等级办法。');
    const before = await findPolicy(db, policy.kind, today, policy.name);
    if (!before) throw invalidField('policyId', '这项标准没有现行版本，无从对照。');
    const ratingPolicy = await getPolicyInForce<RatingPolicy>(db, 'rating', today);
    const draw = await getPolicyInForce<DrawPolicy>(db, 'selection', today, 'draw');
    const versions = versionsOf(policy, ratingPolicy.content);
    return { policy, before, ratingPolicy, draw, versions, past: await queries.readPast(db, asOf) };
  });
  return { ...policies, asOf, ...(await inTurns(run(past, draw.content, versions, asOf))) };
}

/** Thousands of ratings and sheets: in steps, so that nobody has to wait for the whole. */
function* run(past: queries.Past, drawPolicy: DrawPolicy, versions: Versions, asOf: Day) {
  const history = yield* historyOf(past, drawPolicy);
  const hash = createHash('sha256');
  for (const part of canonicalParts({ asOf, versions, history } as unknown as Canonical)) {
    hash.update(part);
    yield;
  }
  const found = yield* whatIfInSteps(history, versions.before, versions.after);
  const parts: string[] = [];
  for (const part of canonicalParts(found as unknown as Canonical)) {
    parts.push(part);
    yield;
  }
  const result = parts.join('');
  return {
    ...{ inputsDigest: hash.digest('hex'), result, summary: summaryOf(found) },
    resultDigest: createHash('sha256').update(result).digest('hex'),
  };
}

/** In an order of its own, so that the same past has the same digest. */
function* historyOf(past: queries.Past, drawPolicy: DrawPolicy): Generator<void, History> {
  const { days, freezes, restrictions, records, assessments: all, rubrics } = past;
  const frozen = Map.groupBy(
    freezes.flatMap(({ frozenOn, candidates }) => candidates.map(({ agencyId }) => ({ agencyId, frozenOn }))),
    ({ agencyId }) => agencyId,
  );
  const agencies: AgencyHistory[] = [];
  for (const agencyId of records.agencyIds.toSorted()) {
    const dates = new Set([...days, ...(frozen.get(agencyId) ?? []).map(({ frozenOn }) => frozenOn)]);
    const { assessments, decisions, restrictedUntil } = records.recordOn(agencyId, days.at(-1)!);
    agencies.push({
      agencyId,
      lasting: { assessments, decisions, restrictedUntil },
      dated: Object.fromEntries([...dates].map((day) => [day, datedOf(records.recordOn(agencyId, day))])),
      restrictedUntil: restrictions.find((one) => one.agencyId === agencyId)?.until ?? null,
    });
    yield;
  }
  return { days, agencies, assessments: all, rubrics, freezes, drawPolicy };
}

const datedOf = ({ upkeepFaults, findings }: CreditRecord): Dated => ({ upkeepFaults, findings });

interface Versions {
  before: Version;
  after: Version;
}

/** A rubric is laid over assessments as they are recorded, each by the rubric of its contract. */
function versionsOf(policy: Policy, inForce: RatingPolicy): Versions {
  const before: Version = { policy: inForce, rubric: null };
  if (policy.kind === 'rating') {
    const content = policy.content as RatingPolicy;
    refuseFaults(policyFaults(content));
    return { before, after: { policy: content, rubric: null } };
  }
  const rubric = policy.content as Rubric;
  refuseFaults(rubricFaults(rubric));
  return { before, after: { policy: inForce, rubric } };
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw invalidField('policyId', `这一版尚不能推演：${faults.join('；')}。`);
}

/** Puts the run on file. What was computed is in it; nothing else changes. */
export async function fileWhatIf(context: Context, computed: Computed) {
  authorize(context.actor, 'whatIf.make');
  const { policy, before, ratingPolicy, asOf, inputsDigest, result, resultDigest, summary } = computed;
  const id = newId(context.now);
  await queries.insertRun(context.db, {
    ...{ id, policyId: policy.id, beforeId: before.id, ratingPolicyId: ratingPolicy.id, asOf },
    ...{ inputsDigest, secret: Buffer.from(context.random(32)).toString('hex'), result, resultDigest },
    summary: JSON.stringify(summary),
    madeBy: context.actor.accountId!,
    madeAt: context.now,
  });
  const { kind, name, version } = policy;
  await record(
    context,
    'whatIf.made',
    { type: 'whatIfRun', id },
    { kind, name, version, beforeVersion: before.version, asOf, inputsDigest, resultDigest },
  );
  return { id, summary };
}
