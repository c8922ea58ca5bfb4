/** A 推演 takes seconds: it is checked and put down at once, computed in the background, and filed when it is through. */
import type { z } from 'zod';
import { timeOf } from '../authentication.ts';
import type { Context, Deps } from '../context.ts';
import { inTransaction } from '../database.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { computeWhatIf, fileWhatIf } from '../what-ifs/commands.ts';
import type { newWhatIf } from '../what-ifs/schema.ts';
import { checkWhatIf, type Asked } from './asked.ts';
import * as queries from './queries.ts';

export interface Begun extends Asked {
  id: string;
}

/** Refuses whatever can be refused. */
export async function beginWhatIf(context: Context, input: z.output<typeof newWhatIf>): Promise<Begun> {
  const asked = await checkWhatIf(context, input);
  const { policy, before, ratingPolicy, asOf } = asked;
  const id = newId(context.now);
  await queries.insertJob(context.db, {
    ...{ id, policyId: policy.id, beforeId: before.id, ratingPolicyId: ratingPolicy.id, asOf },
    ...{ begunBy: context.actor.accountId!, begunAt: context.now, beatAt: context.machineNow },
  });
  const { kind, name, version } = policy;
  const beforeVersion = before.version;
  await record(
    context,
    'whatIf.begun',
    { type: 'whatIfRun', id },
    { kind, name, version, beforeVersion, asOf },
  );
  return { ...asked, id };
}

/** Computes what was begun, in the name of whoever began it; whatever happens to it is on its row afterwards. */
export async function runWhatIf(
  deps: Deps,
  context: Context,
  begun: Begun,
  stopping: AbortSignal,
): Promise<void> {
  try {
    const computed = await computeWhatIf(context, begun, progressOf(deps, begun.id, stopping));
    await finishWhatIf({ ...context, ...(await timeOf(deps)) }, begun, computed);
  } catch (error) {
    if (!stopping.aborted) console.error(`推演 ${begun.id} 没有完成：`, error);
    const reason = stopping.aborted
      ? '系统停止运行时推演还没有算完，没有得出结果。'
      : `推演中出现意外，没有得出结果。再次推演仍不成功时，请把编号 ${begun.id} 告诉系统管理员。`;
    await failWhatIf({ ...context, ...(await timeOf(deps)) }, begun, reason);
  }
}

/** The result takes the place of the job. */
export const finishWhatIf = (
  context: Context,
  begun: Begun,
  computed: Awaited<ReturnType<typeof computeWhatIf>>,
): Promise<void> =>
  inTransaction(context.db, async (db) => {
    await queries.deleteJob(db, begun.id);
    await fileWhatIf({ ...context, db }, begun.id, begun, computed);
  });

const failWhatIf = (context: Context, { id, policy, asOf }: Begun, reason: string): Promise<void> =>
  inTransaction(context.db, async (db) => {
    await queries.markFailed(db, id, reason);
    const { kind, name, version } = policy;
    const subject = { type: 'whatIfRun', id } as const;
    await record({ ...context, db }, 'whatIf.failed', subject, { kind, name, version, asOf, reason });
  });

/** Puts down how far it is, at most once a second; ends the work when the process is to stop. */
function progressOf({ db, clock }: Deps, id: string, stopping: AbortSignal) {
  let told = clock().getTime();
  return async (done: number, total: number): Promise<void> => {
    stopping.throwIfAborted();
    const now = clock();
    if (now.getTime() - told < 1000) return;
    told = now.getTime();
    await queries.markProgress(db, id, done, total, now.toISOString());
  };
}

/** Longer than reading the whole past takes, and than the clocks of two machines differ. */
const silentAtMost = 60_000;

export type JobState =
  { state: 'running'; done: number; total: number | null } | { state: 'failed'; reason: string };

/** A process that was killed could not say that its job came to nothing: its silence does. */
export function stateOf(
  job: Pick<queries.JobRow, 'done' | 'total' | 'beatAt' | 'reason'>,
  machineNow: string,
): JobState {
  const { done, total, beatAt, reason } = job;
  if (reason !== null) return { state: 'failed', reason };
  const isSilent = Date.parse(machineNow) - Date.parse(beatAt) > silentAtMost;
  if (isSilent) return { state: 'failed', reason: '推演中断：系统在推演途中停止过，没有得出结果。' };
  return { state: 'running', done, total };
}
