import type { z } from 'zod';
import { canonicalJson, sha256Hex, type Canonical } from '#scoring/digest.ts';
import type { DrawPolicy } from '#scoring/draw.ts';
import { policyFaults, type RatingPolicy } from '#scoring/rating-policy.ts';
import { rubricFaults, type Rubric } from '#scoring/rubric.ts';
import { whatIf, type History, type Version, type WhatIf } from '#scoring/what-if.ts';
import type { Context } from '../context.ts';
import { inSnapshot } from '../database.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { findPolicy, findPolicyById, getPolicyInForce, type Policy } from '../policies/queries.ts';
import { assertPeriodsKnown } from '../ratings/commands.ts';
import { invalidField } from '../refusal.ts';
import * as queries from './queries.ts';
import { summaryOf, type newWhatIf } from './schema.ts';

export interface Computed {
  policy: Policy;
  before: Policy;
  ratingPolicy: Policy<RatingPolicy>;
  asOf: string;
  inputsDigest: string;
  result: WhatIf;
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
  return inSnapshot(context.db, async (db) => {
    const policy = isId(policyId) ? await findPolicyById(db, policyId) : undefined;
    if (policy?.kind !== 'rubric' && policy?.kind !== 'rating')
      throw invalidField('policyId', '选择一版考核评分标准或信用等级办法。');
    const before = await findPolicy(db, policy.kind, today, policy.name);
    if (!before) throw invalidField('policyId', '这项标准没有现行版本，无从对照。');
    const ratingPolicy = await getPolicyInForce<RatingPolicy>(db, 'rating', today);
    const draw = await getPolicyInForce<DrawPolicy>(db, 'selection', today, 'draw');
    const versions = versionsOf(policy, ratingPolicy.content);
    const history = await queries.readHistory(db, asOf, draw.content);
    const inputsDigest = sha256Hex(canonicalOf({ asOf, versions, history }));
    return { policy, before, ratingPolicy, asOf, inputsDigest, result: run(history, versions) };
  });
}

interface Versions {
  before: Version;
  after: Version;
}

const run = (history: History, { before, after }: Versions): WhatIf => whatIf(history, before, after);

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
  const { policy, before, ratingPolicy, asOf, inputsDigest, result } = computed;
  const id = newId(context.now);
  const text = canonicalOf(result);
  const resultDigest = sha256Hex(text);
  await queries.insertRun(context.db, {
    ...{ id, policyId: policy.id, beforeId: before.id, ratingPolicyId: ratingPolicy.id, asOf },
    ...{ inputsDigest, secret: Buffer.from(context.random(32)).toString('hex'), result: text, resultDigest },
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
  return { id, summary: summaryOf(result) };
}

/** Plain data alone: what is undefined is not there. */
const canonicalOf = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)) as Canonical);
