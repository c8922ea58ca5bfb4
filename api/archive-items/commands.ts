import type { z } from 'zod';
import { commission as machine } from '#scoring/lifecycle.ts';
import { markState } from '../commissions/queries.ts';
import type { Context } from '../context.ts';
import { assertOwnFile, lockEvaluation, stepOf, subjectOf } from '../evaluations/commands.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { newArchiveItem } from './schema.ts';

/** Filed by the agency or the bureau, as the contract shares the duty (4号 art 20). */
export async function fileArchiveItem(
  context: Context,
  code: string,
  input: z.output<typeof newArchiveItem>,
) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'archiveItem.file', evaluation);
  if (evaluation.state === 'archived' || evaluation.state === 'terminated')
    throw new Refusal('conflict', '委托已归档或终止，不再补充归档材料。');
  await assertOwnFile(context, input.fileId, 'fileId');
  const id = newId(context.now);
  await queries.insertArchiveItem(context.db, {
    ...input,
    id,
    commissionId: evaluation.id,
    filedBy: context.actor.accountId!,
    filedAt: context.now,
  });
  const detail = { class: input.class, title: input.title };
  await record(context, 'archiveItem.filed', subjectOf(evaluation), detail);
  return { id };
}

/** 归档 closes the commission; nothing that the article lists may be missing. */
export async function archiveCommission(context: Context, code: string) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'commission.archive', evaluation);
  stepOf(machine, evaluation.state, 'archive');
  const missing = queries.missingItems(await queries.listArchiveItems(context.db, evaluation.id));
  if (missing.length > 0)
    throw new Refusal(
      'conflict',
      `归档材料还缺 ${missing.length} 项：${missing.map(({ title }) => title).join('、')}。`,
    );
  await markState(context.db, evaluation.id, 'archived');
  await record(context, 'commission.archived', subjectOf(evaluation));
  return { code, state: 'archived' as const };
}
