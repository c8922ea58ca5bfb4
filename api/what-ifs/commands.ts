import { createHash } from 'node:crypto';
import type { CreditRecord } from '#scoring/credit-record.ts';
import { canonicalParts, type Canonical } from '#scoring/digest.ts';
import { eachCodeName } from '#scoring/code-names.ts';
import { seedOf, type DrawPolicy } from '#scoring/draw.ts';
import {
  whatIfInSteps,
  type AgencyHistory,
  type Dated,
  type History,
  type WhatIf,
} from '#scoring/what-if.ts';
import type { Context } from '../context.ts';
import { inSnapshot } from '../database.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { inTurns } from '../turns.ts';
import type { Asked } from '../what-if-jobs/asked.ts';
import * as queries from './queries.ts';
import { summaryOf, type Summary } from './schema.ts';

export interface Computed {
  inputsDigest: string;
  secret: string;
  /** Canonical JSON. */
  result: string;
  resultDigest: string;
  summary: Summary;
  /** By id. */
  codeNames: Readonly<Record<string, string>>;
}

/** Runs the version over the whole history, beside the one in force: one read snapshot that cannot write. */
export async function computeWhatIf(
  context: Pick<Context, 'db' | 'random'>,
  asked: Asked,
  progress: (done: number, total: number) => Promise<void> | void = () => {},
): Promise<Computed> {
  const past = await inSnapshot(context.db, (db) => queries.readPast(db, asked.asOf));
  const total = past.records.agencyIds.length;
  const secret = Buffer.from(context.random(32)).toString('hex');
  return inTurns(run(past, asked, secret), (compared) => progress(compared, total));
}

/** Thousands of ratings and sheets: in steps that say how many agencies are compared, so that nobody has to wait for the whole. */
function* run(
  past: queries.Past,
  { draw, versions, asOf }: Asked,
  secret: string,
): Generator<number, Computed> {
  const history = yield* historyOf(past, draw);
  const hash = createHash('sha256');
  for (const part of canonicalParts({ asOf, versions, history } as unknown as Canonical)) {
    hash.update(part);
    yield 0;
  }
  const inputsDigest = hash.digest('hex');
  const found = yield* whatIfInSteps(history, versions.before, versions.after);
  const compared = history.agencies.length;
  const parts: string[] = [];
  for (const part of canonicalParts(found as unknown as Canonical)) {
    parts.push(part);
    yield compared;
  }
  const result = parts.join('');
  const names: Record<string, string> = {};
  for (const [id, name] of eachNameOf(found, seedOf(secret, inputsDigest))) {
    names[id] = name;
    yield compared;
  }
  const resultDigest = createHash('sha256').update(result).digest('hex');
  return { inputsDigest, secret, result, resultDigest, summary: summaryOf(found), codeNames: names };
}

/** Until the version is adopted: a permutation drawn from the run's digest and a secret that is shown to nobody. */
export function* eachNameOf({ agencies, commissions, freezes }: WhatIf, seed: string) {
  yield* eachCodeName(
    '机构',
    agencies.map(({ agencyId }) => agencyId),
    seed,
  );
  yield* eachCodeName(
    '委托',
    [...commissions, ...freezes].map(({ commissionId }) => commissionId),
    seed,
  );
}

/** In an order of its own, so that the same past has the same digest. */
function* historyOf(past: queries.Past, drawPolicy: DrawPolicy): Generator<number, History> {
  const { days, freezes, restrictions, records, assessments: all, rubrics } = past;
  const frozen = Map.groupBy(
    freezes.flatMap(({ frozenOn, candidates }) => candidates.map(({ agencyId }) => ({ agencyId, frozenOn }))),
    ({ agencyId }) => agencyId,
  );
  const agencies: AgencyHistory[] = [];
  for (const agencyId of records.agencyIds.toSorted()) {
    const frozenOn = (frozen.get(agencyId) ?? []).map((freeze) => freeze.frozenOn).filter(records.isKnown);
    const dates = new Set([...days, ...frozenOn]);
    const { assessments, decisions, restrictedUntil } = records.recordOn(agencyId, days.at(-1)!);
    agencies.push({
      agencyId,
      lasting: { assessments, decisions, restrictedUntil },
      dated: Object.fromEntries([...dates].map((day) => [day, datedOf(records.recordOn(agencyId, day))])),
      restrictedUntil: restrictions.find((one) => one.agencyId === agencyId)?.until ?? null,
    });
    yield 0;
  }
  return { days, agencies, assessments: all, rubrics, freezes, drawPolicy };
}

const datedOf = ({ upkeepFaults, findings }: CreditRecord): Dated => ({ upkeepFaults, findings });

/** Puts the run on file. What was computed is in it; nothing else changes. */
export async function fileWhatIf(
  context: Context,
  id: string,
  { policy, before, ratingPolicy, asOf }: Asked,
  computed: Computed,
): Promise<void> {
  authorize(context.actor, 'whatIf.make');
  const { inputsDigest, resultDigest, summary, codeNames } = computed;
  await queries.insertRun(context.db, {
    ...computed,
    ...{ id, policyId: policy.id, beforeId: before.id, ratingPolicyId: ratingPolicy.id, asOf },
    summary: JSON.stringify(summary),
    codeNames: JSON.stringify(codeNames),
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
}
